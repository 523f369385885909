"""Answers that are facts: the sentences that say it, the value emphasised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kb.answers import evidence, frame, items, offices, phrases
from kb.answers import scene as scenes
from kb.answers.comparison import Side
from kb.answers.library import Library, Shown, newest_first
from kb.answers.parties import Asked
from kb.answers.scene import Scene
from kb.answers.selection import Scored
from kb.answers.statements import Statement
from kb.model import AnswerItem, Filters, Span
from kb.text import fold

MOST_STATEMENTS = 3  # quoted for a fact
MOST_OF_SIDE = 1  # of a comparison
# Of the best statement's relevance: another document's word on the same, and another of the same document.
ALSO_SAID, SAID_AS_WELL = 0.88, 0.9
AS_GOOD = 0.75  # of the relevance of the best that tells a value, even one that does not answer
NEWEST_SAID = 0.7  # and the newest word on it, when that is asked for
TIED = 0.85  # of its relevance: a neighbour that may be meant as well
NEARLY_ALL = 0.75  # of what is asked
MUST = re.compile(r"\b(?:must|should|phai|can|co trach nhiem)\b")
NAMELY = re.compile(r"\b(?:la ai|who (?:is|was|are|were))\b")  # a person, and no body
LONGEST_RUN = 600  # characters of neighbours quoted together
# Before a unit that papers go to, which is not the one that must act.
ADDRESSED = re.compile(r"\b(?:gửi|trình|cho|tới|đến|về|với|báo cáo|to)\s*$", re.IGNORECASE)


def fact(library: Library, scene: Scene) -> Shown:
    office = offices.asked(_as_documents_say(scene)) if scene.question.wants == "person" else None
    if office:
        return frame.holder(library, scene, office)
    line = frame.labelled(library, scene)
    return line if line[0] else _said(library, scene)


def _said(library: Library, scene: Scene) -> Shown:
    eligible = [s for s in scene.scored if evidence.answers(scene, s, library.least)]
    tell = [s.relevance for s in scene.scored if s.in_period and (s.values or scene.question.wants == "any")]
    eligible = [s for s in eligible if s.relevance >= AS_GOOD * max(tell, default=0.0)]
    if not eligible and scene.question.wants == "person":
        led, summary = frame.leading(library, scene)
        if led:
            return led, summary
        eligible = _by_a_body(library, scene)
    if scene.asked:
        eligible = _of_the_unit(library, scene, scene.asked, eligible)
    if not eligible:
        return [], ""
    if scene.question.wants in ("date", "issued"):
        eligible = _of_units_named(library, scene, eligible)
    if scene.question.latest:
        eligible = _of_the_newest(eligible)
    chosen = _said_as_well(eligible)
    documents = list(dict.fromkeys(s.statement.document for s in chosen))
    shown: list[AnswerItem] = []
    taken: list[tuple[str, Span]] = []
    for scored in chosen:
        document_id, span = scored.statement.document.id, _tied(library, scored, eligible)
        if not any(known == document_id and span.overlaps(other) for known, other in taken):
            taken.append((document_id, span))
            parsed = library.store.parsed(document_id)
            shown.append(items.of_statement(scene.question, scene.wording, parsed, scored, span))
    return shown, library.according_to(scene.question.english, documents, len(scene.documents))


def _by_a_body(library: Library, scene: Scene) -> list[Scored]:
    """What says nearly all that is asked: "ai" may be an office or a company."""
    if scene.question.of_document or NAMELY.search(fold(scene.question.text)):
        return []
    anybody = replace(scene, question=replace(scene.question, wants="any"))
    return [
        s for s in scene.scored if s.coverage >= NEARLY_ALL and evidence.answers(anybody, s, library.least)
    ]


def _of_the_unit(library: Library, scene: Scene, asked: Asked, eligible: list[Scored]) -> list[Scored]:
    """What names one of the units whose assignments are asked for; who must act, the register knows or
    nobody."""
    if scene.question.wants == "person" and MUST.search(fold(scene.question.text)):
        return []

    def named(statement: Statement) -> bool:
        said = library.authority.resolve(f"{statement.text} {statement.carrier}")
        return any(unit in said for unit in asked.units)

    return [s for s in eligible if not asked.units or named(s.statement)]


def compared(library: Library, scene: Scene, sides: Sequence[Side], filters: Filters, today: date) -> Shown:
    """The answer for each side, in the order of the question; and which side the documents leave out."""
    shown: list[AnswerItem] = []
    missing = []
    for side in sides:
        found, _ = fact(library, scenes.of(library, side.text, filters, today))
        shown += [replace(item, note=side.name) for item in found[:MOST_OF_SIDE] if item not in shown]
        if not found:
            missing.append(side.name)
    if not shown:
        return [], ""
    english = scene.question.english
    said = phrases.compared(english, [side.name for side in sides], missing)
    return shown, f"{said}; {library.scanned(english, len(scene.documents))}"


def _said_as_well(eligible: Sequence[Scored]) -> list[Scored]:
    """The best, and what says it as well, the newest document first."""
    best = eligible[0]
    chosen = [best]
    for other in eligible[1:]:
        known = {s.statement.document.id for s in chosen}
        enough = SAID_AS_WELL if other.statement.document.id in known else ALSO_SAID
        if other.relevance >= enough * best.relevance and len(chosen) < MOST_STATEMENTS:
            chosen.append(other)
    return sorted(chosen, key=lambda s: newest_first(s.statement.document))


def _of_units_named(library: Library, scene: Scene, eligible: list[Scored]) -> list[Scored]:
    """By when a unit must do a thing is said where it is told, not where another sends it papers."""
    text = scene.question.text
    units = {
        unit.id for span, unit in library.authority.find(text) if not ADDRESSED.search(text[: span.start])
    }
    told = {
        (c.citation.document_id, c.citation.quote)
        for c in library.store.commitments()
        if c.deadline_text and any(unit.id in units for unit in c.lead)
    }
    theirs = [s for s in eligible if (s.statement.document.id, s.statement.text) in told]
    return theirs or eligible


def _of_the_newest(eligible: Sequence[Scored]) -> list[Scored]:
    """What the newest document says of those that say it well enough."""
    good = [s.statement.document for s in eligible if s.relevance >= NEWEST_SAID * eligible[0].relevance]
    newest = min(good, key=newest_first)
    return [s for s in eligible if s.statement.document.id == newest.id]


def _tied(library: Library, best: Scored, eligible: Sequence[Scored]) -> Span:
    """The statement with its neighbours in the paragraph that say as much: which is meant is not ours to
    guess."""
    paragraph, document = best.statement.paragraph, best.statement.document
    near = {
        s.statement.span
        for s in eligible
        if s.statement.document.id == document.id
        and s.statement.paragraph == paragraph
        and s.relevance >= TIED * best.relevance
    }
    start, end = best.statement.span.start - len(paragraph), best.statement.span.end + len(paragraph)
    around = library.statements(document.id).starting_in(start, end)
    spans = [s.span for s in around if s.paragraph == paragraph]
    first = last = spans.index(best.statement.span)
    while first > 0 and spans[first - 1] in near:
        first -= 1
    while last + 1 < len(spans) and spans[last + 1] in near:
        last += 1
    joined = Span(spans[first].start, spans[last].end)
    return joined if joined.end - joined.start <= LONGEST_RUN else best.statement.span


def _as_documents_say(scene: Scene) -> str:
    """The question with the words of documents in place of its English ones."""
    text = scene.question.text
    for a in reversed(scene.understood.alternatives if scene.question.english else ()):
        text = f"{text[: a.span.start]}{a.forms[0]}{text[a.span.end :]}"
    return text
