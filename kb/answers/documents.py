"""Answers that are documents: all there are of a kind or time, the newest, those that speak of a topic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kb.answers import collection, evidence, items, origin, parties, phrases
from kb.answers import scene as scenes
from kb.answers.collection import Asked
from kb.answers.library import Library, Shown, newest_first
from kb.answers.scene import Scene
from kb.answers.selection import Scored
from kb.answers.timing import closed, fits, issued, stated
from kb.citation import cite
from kb.model import AnswerItem, Document, Filters
from kb.numbers import NAMES, TYPES
from kb.periods import Period
from kb.text import fold

MOST = 50  # documents listed of which nothing but their kind and time is asked
SPEAKS = 0.6  # share of a topic that a document must say in one place
AS_MUCH = 0.77  # against the one that says the most of it


def asked_for(library: Library, scene: Scene, filters: Filters, today: date) -> Shown:
    """Nothing when a question does not ask for documents, or there is none such."""
    text = " ".join(scene.understood.query.interpreted.split())
    named = parties.bodies(text, library.authority)
    asked = collection.read(text, list(named))
    if asked is None:
        return [], ""
    bodies = {unit.id for units in named.values() for unit in units} if not asked.topic else set()
    there = [d for d in scene.documents if _is(d, asked.paper) and _issued_by(library, d, bodies)]
    period = scene.understood.period if not (asked.topic or asked.which == "newest") else None
    there = _of_age(asked, [d for d in there if period is None or _of(period, d)])
    english = scene.question.english
    if asked.topic:
        shown = _on_topic(library, scenes.of(library, asked.topic, filters, today), there)
    else:
        shown = [_titled(library, document) for document in there[:MOST]]
    if not shown:
        return [], ""
    found = len(shown) if asked.topic else len(there)
    told = phrases.documents(english, asked.which, there[0], found, len(shown))
    return shown, f"{told}; {library.scanned(english, len(scene.documents))}"


def _is(document: Document, paper: str) -> bool:
    """Whether a document is of the type so called: "văn bản" is any."""
    code = NAMES.get(paper, "")
    return not code or TYPES.get(fold(document.type_name)) == code


def _issued_by(library: Library, document: Document, bodies: set[str]) -> bool:
    organ = {unit.id for unit in library.authority.resolve(document.organ_name)} if bodies else set()
    return not bodies or not bodies.isdisjoint(organ)


def _of(period: Period, document: Document) -> bool:
    """Whether it was issued then, or is on that time."""
    if document.issued_date and period.holds(document.issued_date):
        return True
    return not period.asked and fits([closed(period)], [stated(document.subject)])


def _of_age(asked: Asked, documents: Sequence[Document]) -> list[Document]:
    """Newest first; of the newest or the oldest, those of that day."""
    dated = sorted(documents, key=newest_first)
    if asked.which == "all":
        return dated
    days = [document.issued_date for document in dated if document.issued_date]
    day = (max if asked.which == "newest" else min)(days, default=None)
    return [document for document in dated if day and document.issued_date == day]


def _titled(library: Library, document: Document) -> AnswerItem:
    """A document by its title, and the line of its letterhead that bears the date."""
    parsed, of_document = library.store.parsed(document.id), library.statements(document.id)
    title = origin.title(document, of_document)
    letterhead = of_document.of_kind("letterhead")
    dated = [line.span for line in letterhead if set(stated(line.text)) & set(issued(document))]
    cited = [cite(parsed, *span) for span in dict.fromkeys((title, *dated[:1]))]
    return AnswerItem(cited[0].quote, tuple(cited))


def _on_topic(library: Library, topic: Scene, documents: Sequence[Document]) -> list[AnswerItem]:
    """What each of the documents says that speaks of a topic best."""
    meant = {document.id for document in documents}
    said = [s for s in topic.scored if s.statement.document.id in meant]
    most = max((s.coverage for s in said), default=0.0)
    least = max(AS_MUCH * most, SPEAKS)
    best: dict[str, Scored] = {}
    for scored in said:
        if scored.coverage >= least and evidence.speaks_of(topic, scored.statement):
            best.setdefault(scored.statement.document.id, scored)
    return [
        items.of_statement(
            topic.question, topic.wording, library.store.parsed(id), best[id], best[id].statement.span
        )
        for id in (document.id for document in documents)
        if id in best
    ]
