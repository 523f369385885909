"""All that is known when one question is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kb.answers import measures, names, parties, register, selection
from kb.answers.library import Library
from kb.answers.parties import Asked
from kb.answers.question import Question, read
from kb.answers.selection import Scored
from kb.answers.statements import Statement, about
from kb.answers.timing import Days, closed, fits, issued, stated
from kb.answers.wording import Wording
from kb.model import Document, Filters, Span
from kb.periods import Period
from kb.query import Understanding
from kb.relative import relative
from kb.search import Finding
from kb.store import passes
from kb.text import fold
from kb.thesaurus import Alternative

FEBRUARY = 2
POOL = 60  # passages read for an answer


@dataclass(frozen=True, slots=True)
class Scene:
    """`names` are those an answer must speak of, `documents` those that pass the filters, `scored` the
    statements found, best first; `head` weighs the noun a value is asked of, `asked` is whose assignments are
    asked for, `late` the period asked for that is later than all documents."""

    question: Question
    understood: Understanding
    wording: Wording
    names: tuple[str, ...]
    documents: tuple[Document, ...]
    scored: tuple[Scored, ...]
    head: Wording
    asked: Asked | None
    late: Days | None = None

    def speaks_of_names(self, statement: Statement) -> bool:
        """Names may stand around it; ranks and figures ("loại 1", "100%") stand in it or its headings."""
        said = [statement.text, statement.carrier, *statement.path, statement.about]
        figures = [name for name in self.names if any(map(str.isdigit, name))]
        others = [name for name in self.names if name not in figures]
        return not names.lacking(others, around(statement)) and not names.lacking(figures, said)


def of(library: Library, text: str, filters: Filters, today: date) -> Scene:
    found = library.searcher.find(text, filters, today=today)
    understood, query = found.understood, found.understood.query
    question = read(understood.words, query.text, english=query.language == "en")
    question = replace(question, heads=_translated(question, understood.alternatives))
    if question.english and question.wants == "number":
        counted = (measures.in_vietnamese(m, understood.alternatives) for m in question.measures)
        question = replace(question, measures=tuple(counted))
    documents = tuple(d for d in library.store.documents() if passes(d, found.filters))
    required = names.required(question, query.text, [a.said for a in understood.alternatives])
    period = understood.period
    if period and required and not question.periods and not relative(understood.words, today, None):
        period = _of_their_year(period, [d for d in documents if not names.lacking(required, [about(d)])])
    question, late = in_time(question, period, documents)
    wording = library.wording(understood, question, question.subject)
    required += [n.number for n in understood.numbers]
    scored = _scored(library, found, question, wording)
    required += [n for n in names.spelt(question, [s.statement.text for s in scored]) if n not in required]
    head = library.wording(understood, question, question.head)
    question, asked = _of_the_register(question, required, library)
    return Scene(question, understood, wording, tuple(required), documents, tuple(scored), head, asked, late)


def _of_the_register(
    question: Question, required: Sequence[str], library: Library
) -> tuple[Question, Asked | None]:
    """Whose tasks a question asks for; None when it asks for something else."""
    terms = register.read(question.text)
    if question.kind != "assignments" and not terms.words:
        return question, None
    asked = parties.read(question, required, library.authority)
    if question.kind == "assignments" or asked.final or register.asks_for_tasks(question.text, terms):
        return replace(question, kind="assignments"), asked
    return question, None


def _of_their_year(period: Period, named: Sequence[Document]) -> Period:
    """A period whose year is not said ("6 tháng đầu năm"), in that of the newest document of a name asked
    about, begun by then."""
    newest = max((d.issued_date for d in named if d.issued_date), default=None)
    if newest is None or period.start is None or period.end is None or period.end.year == newest.year:
        return period
    years = newest.year - period.end.year
    start, end = (
        day.replace(year=day.year + years, day=min(day.day, 28) if day.month == FEBRUARY else day.day)
        for day in (period.start, period.end)
    )
    return replace(period, start=start, end=end) if start <= newest else period


def _translated(question: Question, alternatives: Sequence[Alternative]) -> tuple[str, ...]:
    """The nouns asked for, in the other forms the thesaurus has for them; as they are where it has none."""
    forms = [f for head in question.heads for a in alternatives if fold(a.said) in head for f in a.forms]
    return tuple(map(fold, forms)) or (() if question.english else question.heads)


def _scored(library: Library, found: Finding, question: Question, wording: Wording) -> list[Scored]:
    """The statements of the passages found, the most relevant first."""
    passages = library.searcher.passages(found, POOL)
    best = max((passage.score for passage in passages), default=0.0) or 1.0
    prior: dict[tuple[str, int], tuple[Statement, float]] = {}
    for passage in passages:
        document_id = passage.passage.document_id
        span = Span(passage.passage.start, passage.passage.end)
        for statement in library.statements(document_id).starting_in(*span):
            prior.setdefault((document_id, statement.span.start), (statement, passage.score / best))
    chosen = list(prior.values())
    least = min(library.least.fact, library.least.passage)
    return selection.score(question, wording, [s for s, _ in chosen], [p for _, p in chosen], least)


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
    return [*selection.texts(statement), statement.document.full_name, statement.document.position]
