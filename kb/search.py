"""Finds the passages that answer a question, best first, and those that match it at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kb.embed import Embedder
from kb.facets import FacetCounter
from kb.fusion import CANDIDATES
from kb.hits import Shelf
from kb.index import Snapshot
from kb.limits import Names
from kb.model import Filters, Passage, SearchResult
from kb.numbers import DocumentNumber
from kb.preferences import CITED, Preferences
from kb.query import Understanding, understand
from kb.quotes import Wanted, all_terms
from kb.ranking import Ranked, rank, word_scores
from kb.terms import folded_terms, terms
from kb.text import fold, normalize, syllables
from kb.thesaurus import Thesaurus
from kb.vectors import Floats, Rows

MATCHING_WORDS = 0.2  # a row matches with this share of the question's words,
MATCHING_SCORE = 0.5  # or with this share of the best row's score
REMEMBERED = 8  # questions whose ranking and hits are kept
INTRODUCTIONS = 2_000  # whose vectors are kept

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A question understood, and the rows that answer it in order; `matching` are those counted, (rows,).
    `filters` are those given and those asked for in words."""

    understood: Understanding
    filters: Filters
    ranked: Ranked
    matching: Mask


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    passage: Passage
    score: float


class Searcher:
    """Answers from one snapshot; safe to share between threads."""

    def __init__(self, snapshot: Snapshot, embedder: Embedder) -> None:
        self.snapshot = snapshot
        self._embedder = embedder
        store = snapshot.store
        documents = store.documents()
        self._thesaurus = Thesaurus(snapshot.lexicon.abbreviations, store.units())
        self._names = Names.of(documents)
        self._preferences = Preferences(documents)
        self._document_of, self._section_of = store.places()
        self._facets = FacetCounter(documents, self._document_of, self._section_of, store.unit_rows())
        self._shelf = Shelf(store, self._section_of)
        self._other_core = ThreadPoolExecutor(os.cpu_count())
        self._found = lru_cache(REMEMBERED)(self._find)
        self._shown = lru_cache(REMEMBERED)(self._search)
        self._vector = lru_cache(INTRODUCTIONS)(self._vector_of)

    def understand(self, text: str, *, literal: bool = False, today: date | None = None) -> Understanding:
        """ "This month" is that of `today`, of the clock's when it is not given."""
        lexicon, day = self.snapshot.lexicon, today or date.today()
        return understand(text, lexicon, self._thesaurus, self._names, literal=literal, today=day)

    def find(
        self, text: str, filters: Filters = Filters(), *, literal: bool = False, today: date | None = None
    ) -> Finding:
        """Kept for the last few questions: a page asks for the hits and for the answer."""
        return self._found(text, filters, literal, today or date.today())

    def search(
        self, text: str, k: int = 10, filters: Filters = Filters(), *, literal: bool = False
    ) -> SearchResult:
        """The k best sections of those that match. `filters` win over what the question itself asks for."""
        return self._shown(text, k, filters, literal, date.today())

    def _search(self, text: str, k: int, filters: Filters, literal: bool, today: date) -> SearchResult:
        found = self.find(text, filters, literal=literal, today=today)
        weights = self.snapshot.folded_lexical.weights(all_terms(found.understood))
        ranked = found.ranked.among(found.matching)
        matching = np.flatnonzero(found.matching)
        return SearchResult(
            query=found.understood.query,
            total=len(np.unique(self._section_of[matching])),
            hits=self._shelf.hits(ranked, Wanted.of(found.understood, weights), k),
            facets=self._facets.count(matching),
        )

    def passages(self, found: Finding, k: int) -> list[ScoredPassage]:
        """The k best passages, several of a section among them."""
        best = zip(found.ranked.rows[:k].tolist(), found.ranked.scores.tolist(), strict=False)
        return [ScoredPassage(self.snapshot.store.passage(row), score) for row, score in best]

    def cosines(self, understood: Understanding, texts: Sequence[str]) -> Floats:
        """Of each text's vector with the question's, shape (len(texts),).

        The vectors of what introduces lists are in the index; any other text is embedded now.
        """
        vectors = np.array([self._vector(text) for text in texts], np.float32)
        return vectors.reshape(len(texts), -1) @ self._embedder.query(understood.embedded)

    def _find(self, text: str, filters: Filters, literal: bool, today: date) -> Finding:
        understood = self.understand(text, literal=literal, today=today)
        filters = _filled(filters, understood.filters)
        if not syllables(understood.words):
            return Finding(understood, filters, Ranked.none(), np.zeros(len(self._section_of), np.bool_))
        snapshot, vectors = self.snapshot, self.snapshot.vectors
        asked = self._rows(understood, understood.filters)
        # The question is embedded and compared on another core while its words are scored on this one.
        near = self._other_core.submit(self._near, understood, asked)
        words = word_scores(understood, snapshot.lexical, snapshot.folded_lexical, snapshot.lexicon)
        preferred = self._preferred(understood)
        vector, nearest = near.result()
        ranked = rank(understood, words, vector, vectors, nearest, asked, preferred)
        matching = self._matching(words, ranked, asked)
        if filters != understood.filters:
            given = self._rows(understood, filters)
            nearest = vectors.search(vector, CANDIDATES, given)
            ranked = rank(understood, words, vector, vectors, nearest, given, preferred)
            # What matches depends on no filter given: so a facet counts what following it shows.
            within = matching & self._mask(given)
            matching = within if within.any() else self._matching(words, ranked, given)
        return Finding(understood, filters, ranked, matching)

    def _near(self, understood: Understanding, rows: Rows | None) -> tuple[Floats, tuple[Rows, Floats]]:
        """The question's vector, and the rows nearest to it with their cosines."""
        vector = self._embedder.query(understood.embedded)
        return vector, self.snapshot.vectors.search(vector, CANDIDATES, rows)

    def _matching(self, words: Floats, ranked: Ranked, rows: Rows | None) -> Mask:
        matching: Mask = (words >= MATCHING_WORDS) & self._mask(rows)
        matching[ranked.rows[ranked.scores >= MATCHING_SCORE * ranked.scores[:1]]] = True
        return matching

    def _mask(self, rows: Rows | None) -> Mask:
        if rows is None:
            return np.ones(len(self._section_of), np.bool_)
        mask = np.zeros(len(self._section_of), np.bool_)
        mask[rows] = True
        return mask

    def _rows(self, understood: Understanding, filters: Filters) -> Rows | None:
        """Rows that pass every filter, phrase and exclusion, ascending; None when nothing limits them."""
        rows = self.snapshot.store.rows(filters)
        if not understood.phrases and not understood.excluded:
            return rows
        kept = np.arange(len(self._section_of)) if rows is None else rows
        for phrase in understood.phrases:
            kept = np.intersect1d(kept, self._saying(phrase), assume_unique=True)
        for phrase in understood.excluded:
            kept = np.setdiff1d(kept, self._saying(phrase), assume_unique=True)
        return kept

    def _saying(self, phrase: str) -> Rows:
        """The rows with exactly this phrase; marks count when the phrase has any."""
        if fold(phrase) != normalize(phrase):
            index, said = self.snapshot.lexical, terms(phrase)
        else:
            index, said = self.snapshot.folded_lexical, folded_terms(phrase)
        return index.rows_saying([term for term in said if " " not in term])

    def _preferred(self, understood: Understanding) -> Floats | None:
        """What speaks for each row besides its words; None when nothing does."""
        if understood.literal:
            return None
        numbers = understood.numbers
        of_document = self._preferences.scores(numbers, understood.period, understood.signers)
        if not numbers and not of_document.any():
            return None
        preferred = of_document[self._document_of]
        for number in numbers:
            preferred[self._citing(number)] += CITED
        return preferred

    def _citing(self, number: DocumentNumber) -> Rows:
        found = [self.snapshot.folded_lexical.rows_with(pairs) for pairs in number.pairs()]
        return np.unique(np.concatenate(found))

    def _vector_of(self, text: str) -> Floats:
        row = self.snapshot.store.introduction_row(text)
        kept = self.snapshot.introductions
        vectors: Floats = self._embedder.passages([text]) if row is None else kept.stored(np.array([row]))
        vector: Floats = vectors[0]
        return vector


def _filled(given: Filters, asked: Filters) -> Filters:
    """The filters given, filled up with those the question asks for."""
    unset = [f.name for f in fields(Filters) if getattr(given, f.name) == getattr(Filters(), f.name)]
    return replace(given, **{name: getattr(asked, name) for name in unset})
