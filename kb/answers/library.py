"""What every kind of answer reads: documents as statements and lists, and how they are quoted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kb.answers import assignments, phrases, selection
from kb.answers.lists import Listing, listings
from kb.answers.question import Question
from kb.answers.statements import Statements
from kb.answers.values import figures_in
from kb.answers.wording import Wording, words
from kb.citation import cite
from kb.model import AnswerItem, Document, Span
from kb.query import Understanding
from kb.search import Searcher
from kb.units import UnitAuthority

READ = 200  # documents whose sentences and lists are kept
READ_AHEAD = 20


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The share of a question's weight an answer must speak of; bench/abstention.py draws the trade-off."""

    fact: float = 0.46
    beyond_names: float = 0.48  # of what is asked about the names in a question
    list: float = 0.42
    passage: float = 0.47


USUAL = Thresholds()

Shown = tuple[list[AnswerItem], str]  # the items and the summary; no items when the documents do not say


class Library:
    """Safe to share between threads. `statements` and `listings` are those of a document, by its id."""

    def __init__(self, searcher: Searcher, authority: UnitAuthority, least: Thresholds) -> None:
        self.searcher = searcher
        self.authority = authority
        self.least = least
        self.store = searcher.snapshot.store
        self.statements = lru_cache(READ)(lambda document_id: Statements(self.store.parsed(document_id)))
        self.listings = lru_cache(READ)(self._listings)

    def read_ahead(self) -> None:
        """Reads the newest documents as questions will."""
        newest = {document.id: document for document in self.store.documents()[:READ_AHEAD]}
        texts: list[str] = []
        for document_id in newest:
            for listing in self.listings(document_id):
                selection.periods_of(listing.introduced)
                texts += listing.texts
            for statement in self.statements(document_id):
                selection.periods_of(statement)
                figures_in(statement.text)
                texts += selection.texts(statement)
        for task in self.store.commitments():
            if document := newest.get(task.citation.document_id):
                texts += assignments.told(task, document)
        for text in texts:
            words(text)

    def _listings(self, document_id: str) -> list[Listing]:
        return listings(self.store.parsed(document_id), self.statements(document_id))

    def wording(self, understood: Understanding, question: Question, runs: Iterable[Span]) -> Wording:
        snapshot = self.searcher.snapshot
        weights = snapshot.lexical.idf, snapshot.folded_lexical.idf
        return Wording(question, runs, understood.alternatives, *weights)

    def quoted(self, document: Document, span: Span, value: Span) -> AnswerItem:
        """A stretch of a document with the value in it, if it is one; both are spans of its text."""
        cited = cite(self.store.parsed(document.id), *span)
        emphasis = () if value == span else (Span(value.start - span.start, value.end - span.start),)
        return AnswerItem(cited.quote, (cited,), emphasis=emphasis)

    def according_to(self, english: bool, documents: Sequence[Document], scanned: int) -> str:
        """The summary of a fact."""
        one = len(documents) == 1
        said = phrases.source(english, documents[0]) if one else phrases.differ(english, documents)
        return f"{said}; {self.scanned(english, scanned)}"

    def complete(self, english: bool, number: int, noun: str, documents: int, scanned: int) -> str:
        """The summary of what was counted."""
        return f"{phrases.count(english, number, noun, documents)}; {self.scanned(english, scanned)}"

    def scanned(self, english: bool, read: int) -> str:
        return f"{phrases.scanned(english, read, len(self.store.documents()))}."


def newest_first(document: Document) -> int:
    return -(document.issued_date or date.min).toordinal()
