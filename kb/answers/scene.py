"""All that is known when one question is answered, and why it sometimes is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.answers import names, phrases, selection
from kb.answers.question import Question
from kb.answers.selection import Scored
from kb.answers.statements import Statement
from kb.answers.timing import Days, closed, fits, issued, stated
from kb.answers.wording import Wording
from kb.model import Document
from kb.periods import Period
from kb.query import Understanding

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Scene:
    """`names` are those an answer must speak of, `documents` those that pass the filters, `scored` the
    statements found, best first; `late` is the period asked for that is later than all of them."""

    question: Question
    understood: Understanding
    wording: Wording
    names: tuple[str, ...]
    documents: tuple[Document, ...]
    scored: tuple[Scored, ...]
    late: Days | None = None

    def speaks_of_names(self, statement: Statement) -> bool:
        """Names may stand around it; ranks and figures ("loại 1", "100%") stand in it or its headings."""
        said = [statement.text, statement.carrier, *statement.path, selection.of_document(statement.document)]
        figures = [name for name in self.names if any(map(str.isdigit, name))]
        others = [name for name in self.names if name not in figures]
        return not names.lacking(others, around(statement)) and not names.lacking(figures, said)


def in_time(
    question: Question, period: Period | None, documents: Sequence[Document]
) -> tuple[Question, Days | None]:
    """A period said from today ("quý này") limits the answer like any other. When no document is that new,
    the newest that speaks of it is asked instead, and the period is given back, to be said; but not of
    tasks, which fall due when they do. "Mới nhất" asks for the newest, too."""
    if period is None or question.periods:
        return question, None
    if period.end is None:
        return replace(question, latest=True), None
    asked = closed(period)
    placed = replace(question, periods=(asked,))
    if question.kind == "assignments" or any(_of(asked, document) for document in documents):
        return placed, None
    newest = max((d.issued_date for d in documents if d.issued_date), default=None)
    if newest is None or asked.first <= newest:
        return placed, None
    return replace(question, latest=True), asked


def speaks_in_time(question: Question, document: Document) -> bool:
    """Whether a document is of the period asked about, or not later than the day of "tính đến"."""
    if question.as_of:
        return document.issued_date is None or document.issued_date <= question.as_of
    return not question.periods or fits(question.periods, [stated(document.subject), issued(document)])


def _of(asked: Days, document: Document) -> bool:
    return fits([asked], [stated(document.subject), issued(document)])


def around(statement: Statement) -> list[str]:
    """All that may name what a question names."""
    document = statement.document
    said = [text for text, _ in selection.scopes(statement)]
    return [*said, document.full_name, document.position]


def why_not(scene: Scene, least: float) -> str:
    """One line on what is missing: the period, the name, the value, the words. `least` is the coverage asked
    of a fact."""
    question, english = scene.question, scene.question.english
    for period in question.periods:
        near = [s.statement for s in scene.scored if s.coverage >= HALF * least]
        spoken_of = any(fits([period], [stated(statement.text)]) for statement in near)
        issued_then = any(fits([period], [stated(d.subject), issued(d)]) for d in scene.documents)
        if not spoken_of and not issued_then:
            return phrases.no_document_of(english, period)
    unnamed = names.lacking(scene.names, [text for s in scene.scored for text in around(s.statement)])
    if unnamed or (scene.names and not scene.scored):
        return phrases.not_named(english, unnamed or scene.names)
    covered = [s for s in scene.scored if s.coverage >= least]
    named = [s for s in covered if scene.speaks_of_names(s.statement)]
    if covered and not named:
        return phrases.not_named(english, scene.names)
    if named and question.periods and not any(s.in_period for s in scene.scored):
        return phrases.nothing_of(english, question.periods[0])
    if named:
        return phrases.no_value(english, question.wants)
    missing = scene.wording.missing(text for s in scene.scored for text, _ in selection.scopes(s.statement))
    return phrases.not_said(english, missing[:3]) if missing else phrases.nothing(english)
