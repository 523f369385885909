"""Answers from the frame of a document: its title, signature, recipients, and who led what it is on."""

from __future__ import annotations

from collections.abc import Sequence

from kb.answers import holders, names, origin, selection
from kb.answers import scene as scenes
from kb.answers.library import Library, Shown
from kb.answers.offices import Office
from kb.answers.question import runs_without
from kb.answers.scene import Scene
from kb.answers.statements import about
from kb.answers.timing import stated
from kb.answers.values import values
from kb.model import Span

MOST = 3  # documents or persons quoted
OPENING = 4_000  # characters, the title and the recital of a meeting


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
