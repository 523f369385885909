"""Answers from the frame of a document: its title, signature, recipients, and who led what it is on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.answers import holders, names, origin, selection
from kb.answers import scene as scenes
from kb.answers.library import Library, Shown
from kb.answers.offices import Office
from kb.answers.persons import persons
from kb.answers.question import Value, runs_without
from kb.answers.scene import Scene
from kb.answers.statements import about
from kb.answers.timing import stated
from kb.answers.values import values
from kb.model import Span

MOST = 3  # documents or persons quoted
OPENING = 4_000  # characters, the title and the recital of a meeting
# Lines of invitations, minutes and notices of meetings, by what is asked: "Địa điểm: Hội trường tầng 3".
LABELS: dict[Value, re.Pattern[str]] = {
    "date": re.compile(r"\W*(?:\d+\W+)?(?:Thời gian|Thời điểm|Ngày giờ)(?: (?:họp|tổ chức|bắt đầu))?\s*:\s*"),
    "place": re.compile(r"\W*(?:\d+\W+)?(?:Địa điểm|Nơi)(?: (?:họp|tổ chức))?\s*:\s*"),
    "person": re.compile(r"\W*(?:\d+\W+)?Chủ (?:trì|tọa|toạ)(?: (?:cuộc họp|hội nghị))?\s*:\s*"),
}
# Asks for the meeting itself; with these words away, what the meeting is on.
MEETING = re.compile(
    r"\b(?:hội nghị|hội thảo|cuộc họp|buổi (?:họp|lễ|làm việc)|lễ|kỳ họp|đại hội|họp|tổ chức|diễn ra|bắt đầu"
    r"|khai mạc|lúc|giờ|tại|chủ trì|chủ tọa|meeting|conference|held|start\w*|take|place|chair\w*|time)\b",
    re.IGNORECASE,
)
ON_IT = 0.6  # share of what the meeting is on that the document says of itself


def labelled(library: Library, scene: Scene) -> Shown:
    """When, where or under whom a meeting is, as the line of its document so labelled says."""
    question = scene.question
    label, cues = LABELS.get(question.wants), [Span(*m.span()) for m in MEETING.finditer(question.text)]
    on = runs_without(question.subject, cues)
    if not label or not cues or not on or (question.wants == "person" and not question.measures):
        return [], ""
    wording = library.wording(scene.understood, question, on)
    named = [d for d in scene.documents if not names.lacking(scene.names, [about(d)])]
    shares = {d: wording.coverage([(about(d), 1.0)]) for d in named}
    best = max(shares.values(), default=0.0)
    meant = [document for document in named if shares[document] == best >= ON_IT]
    found = []
    for document in meant:
        for statement in library.statements(document.id):
            line = label.match(statement.text)
            if line and statement.kind in selection.BODY:
                told = Span(line.end(), len(statement.text.rstrip(" .;")))
                if question.wants == "person":
                    told = next(iter(persons(statement.text)), told)
                start = statement.span.start
                found.append((document, statement.span, Span(start + told.start, start + told.end)))
    return _quoted(library, scene, found[:MOST])


def holder(library: Library, scene: Scene, wanted: Office) -> Shown:
    documents = [d for d in scene.documents if scenes.speaks_in_time(scene.question, d)]
    said = [scored.statement for scored in scene.scored]
    found = holders.find(wanted, documents, said, library.statements)[:MOST]
    return _quoted(library, scene, found)


def leading(library: Library, scene: Scene) -> Shown:
    """Who did what is asked at a meeting, from the title of the document on it, when its opening tells the
    day: "Kết luận của đồng chí … tại Hội nghị"."""
    question = scene.question
    found = []
    for document in scene.documents if question.measures and question.periods else ():
        opening = library.statements(document.id).starting_in(0, OPENING)
        if not any(set(question.periods) & set(stated(s.text)) for s in opening if s.kind in selection.BODY):
            continue
        for statement in opening:
            named = values(statement.text, question)
            if named and scene.wording.coverage([(statement.text, 1.0)]) >= library.least.fact:
                start = statement.span.start
                found.append((document, statement.span, Span(start + named[0].start, start + named[0].end)))
                break
    return _quoted(library, scene, found)


def of_document(library: Library, scene: Scene) -> Shown:
    """What is asked about a document itself."""
    question = scene.question
    cues = [Span(*match.span()) for match in origin.CUES.finditer(question.text)]
    wording = library.wording(scene.understood, question, runs_without(question.subject, cues))
    numbers = [name for name in scene.names if any(map(str.isdigit, name))]
    there = [d for d in scene.documents if not names.lacking(numbers, [about(d)])]
    meant = origin.documents_meant(question, wording, there)
    return _quoted(library, scene, origin.find(question, meant[:MOST], library.statements))


def _quoted(library: Library, scene: Scene, found: Sequence[holders.Held]) -> Shown:
    if not found:
        return [], ""
    sources = list(dict.fromkeys(document for document, _, _ in found))
    summary = library.according_to(scene.question.english, sources, len(scene.documents))
    return [library.quoted(*held) for held in found], summary
