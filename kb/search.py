"""Finds the passages that answer a question; shows each section once, by the sentence that answers best."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kb.citation import cite
from kb.embed import Embedder
from kb.facets import FacetCounter
from kb.groups import Found, alike
from kb.index import Snapshot
from kb.lexical import LexicalIndex
from kb.limits import Names
from kb.model import Filters, Hit, Passage, SearchResult
from kb.numbers import DocumentNumber
from kb.preferences import CITED, Preferences
from kb.query import Understanding, understand
from kb.quotes import Section, Sentence, Wanted, all_terms, analyse, highlights, quotes
from kb.ranking import Ranked, rank, word_scores
from kb.terms import folded_terms, terms
from kb.text import fold, normalize
from kb.thesaurus import Thesaurus

MATCHING_WORDS = 0.2  # a row matches with this share of the question's words,
MATCHING_SCORE = 0.5  # or with this share of the best row's score
SPARE = 5  # sections looked at beyond those shown, for grouping near-identical ones
REMEMBERED = 8  # questions whose ranking is kept
ANALYSED = 2_000  # passages whose sentences are kept
QUOTED_FROM = 3  # passages of a section among which the quote is chosen
TELLING = 0.3  # of the highest idf: words below it are highlighted only beside another word asked for

Rows = NDArray[np.int64]
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A question understood, and all that may answer it in order. `filters` are those given and those asked
    for in words; `rows` pass them, None when all do; `words` is each row's share of the question's words."""

    understood: Understanding
    filters: Filters
    rows: Rows | None
    words: Floats
    ranked: Ranked


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
        self._documents = store.documents()
        self._thesaurus = Thesaurus(snapshot.lexicon.abbreviations, store.units())
        self._names = Names.of(self._documents)
        self._preferences = Preferences(self._documents)
        place = {document.id: at for at, document in enumerate(self._documents)}
        sections: dict[tuple[str, str], int] = {}
        rows = [
            (place[p.document_id], sections.setdefault((p.document_id, p.section_id), len(sections)))
            for p in store.passages()
        ]
        table = np.array(rows, np.int32).reshape(-1, 2)
        self._document_of, self._section_of = table[:, 0], table[:, 1]
        self._facets = FacetCounter(self._documents, self._document_of, self._section_of, store.unit_rows())
        self._found = lru_cache(REMEMBERED)(self._find)
        self._vector = lru_cache(ANALYSED)(self._vector_of)
        self._analysed = lru_cache(ANALYSED)(self._analyse)

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
        found = self.find(text, filters, literal=literal)
        matching = self._matching(found)
        weights = self._weights(all_terms(found.understood))
        ranked = found.ranked.among(matching)
        shown = self._shown(Wanted.of(found.understood, weights), ranked, k)
        return SearchResult(
            query=found.understood.query,
            total=len(np.unique(self._section_of[matching])),
            hits=_hits(shown, _telling(weights)),
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
        rows = self._rows(understood, filters)
        words = self._words(understood)
        return Finding(understood, filters, rows, words, self._rank(understood, words, rows))

    # -- which rows may be found

    def _rows(self, understood: Understanding, filters: Filters) -> Rows | None:
        """Rows that pass every filter, phrase and exclusion; None when nothing limits them."""
        rows = self.snapshot.store.rows(filters)
        if not understood.phrases and not understood.excluded:
            return rows
        wanted = np.ones(len(self._document_of), np.bool_)
        for phrase in understood.phrases:
            wanted &= self._holding(phrase)
        for phrase in understood.excluded:
            wanted &= ~self._holding(phrase)
        return np.flatnonzero(wanted) if rows is None else rows[wanted[rows]]

    def _holding(self, phrase: str) -> Mask:
        """The rows with exactly this phrase; marks count when the phrase has any."""
        accented = fold(phrase) != normalize(phrase)
        index = self.snapshot.lexical if accented else self.snapshot.folded_lexical
        analyse = terms if accented else folded_terms
        said = analyse(phrase)
        words = _words(said)
        plain = "".join(words).isalpha()
        held = self._with_all(index, said[len(words) :] or said)
        if len(words) > 2:  # pairs alone do not make a phrase
            anywhere = re.compile(rf"(?<![a-z0-9]){'[^a-z0-9]+'.join(map(fold, words))}(?![a-z0-9])")
            for row in np.flatnonzero(held):
                passage = self.snapshot.store.passage(int(row))
                text = f"{passage.context}\n{passage.text}"
                # Where the letters are right the marks may not be, and numbers are written in several ways.
                spans = [m.span() for m in anywhere.finditer(fold(text))] if plain else [(0, len(text))]
                held[row] = any(_contains(_words(analyse(text[slice(*span)])), words) for span in spans)
        return held

    def _with_all(self, index: LexicalIndex, wanted: Iterable[str]) -> Mask:
        held = np.ones(index.size, np.bool_)
        for term in wanted:
            held &= index.scores([term]) > 0
        return held

    # -- in which order

    def _words(self, understood: Understanding) -> Floats:
        snapshot = self.snapshot
        return word_scores(understood, snapshot.lexical, snapshot.folded_lexical, snapshot.lexicon)

    def _rank(self, understood: Understanding, words: Floats, rows: Rows | None) -> Ranked:
        vector = self._embedder.query(understood.embedded)
        return rank(understood, words, vector, self.snapshot.vectors, rows, self._preferred(understood))

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

    def _citing(self, number: DocumentNumber) -> Mask:
        cited = np.zeros(len(self._document_of), np.bool_)
        for pairs in number.pairs():
            cited |= self._with_all(self.snapshot.folded_lexical, pairs)
        return cited

    def _vector_of(self, text: str) -> Floats:
        row = self.snapshot.store.introduction_row(text)
        kept = self.snapshot.introductions
        vectors: Floats = self._embedder.passages([text]) if row is None else kept.stored(np.array([row]))
        vector: Floats = vectors[0]
        return vector

    # -- what is shown

    def _matching(self, found: Finding) -> Rows:
        near = found.ranked.scores >= MATCHING_SCORE * found.ranked.scores[:1]
        worded = np.flatnonzero(found.words >= MATCHING_WORDS)
        if found.rows is not None:
            worded = np.intersect1d(worded, found.rows, assume_unique=True)
        return np.union1d(worded, found.ranked.rows[near])

    def _sections(self, ranked: Ranked, most: int) -> list[list[int]]:
        """Places in `ranked` by section: the first `most` sections, and the best places of each."""
        found: dict[int, list[int]] = {}
        for place, section in enumerate(self._section_of[ranked.rows].tolist()):
            if section in found or len(found) < most:
                found.setdefault(section, []).append(place)
        return [places[:QUOTED_FROM] for places in found.values()]

    def _section(self, ranked: Ranked, places: Sequence[int]) -> Section:
        best = float(ranked.scores[places[0]])
        found: dict[Sentence, float] = {}
        for place in places:
            share = float(ranked.scores[place]) / best if best > 0 else 1.0
            for sentence in self._analysed(int(ranked.rows[place])):
                found.setdefault(sentence, share)
        document = self._documents[self._document_of[ranked.rows[places[0]]]]
        return Section(self.snapshot.store.parsed(document.id), found)

    def _analyse(self, row: int) -> tuple[Sentence, ...]:
        passage = self.snapshot.store.passage(row)
        return analyse(self.snapshot.store.parsed(passage.document_id), passage)

    def _shown(self, wanted: Wanted, ranked: Ranked, k: int) -> list[list[Found]]:
        """The k best groups of near-identical quotes, each the newest first."""
        groups: list[list[Found]] = []
        for most in (k, k + SPARE):  # a second time only when near-identical quotes took places
            places = self._sections(ranked, most)
            sections = [self._section(ranked, own) for own in places]
            spans = quotes(sections, wanted)
            scores = [float(ranked.scores[own[0]]) for own in places]
            groups = alike([Found(*found) for found in zip(sections, spans, scores, strict=True)])[:k]
            if len(groups) == k or len(places) < most:
                break
        return groups

    def _weights(self, terms: Sequence[str]) -> dict[str, float]:
        """The idf of those terms that the corpus has."""
        index = self.snapshot.folded_lexical
        unknown = float(index.idf(["\0"])[0])
        weights = zip(terms, index.idf(terms).tolist(), strict=True)
        return {term: weight for term, weight in weights if weight < unknown}


def _filled(given: Filters, asked: Filters) -> Filters:
    """The filters given, filled up with those the question asks for."""
    unset = [f.name for f in fields(Filters) if getattr(given, f.name) == getattr(Filters(), f.name)]
    return replace(given, **{name: getattr(asked, name) for name in unset})


def _telling(weights: Mapping[str, float]) -> frozenset[str]:
    """The terms worth highlighting."""
    least = TELLING * max(weights.values(), default=0.0)
    return frozenset(term for term, weight in weights.items() if " " in term or weight >= least)


def _hits(groups: Sequence[Sequence[Found]], telling: frozenset[str]) -> tuple[Hit, ...]:
    hits = []
    for place, group in enumerate(groups, 1):
        best, *others = (cite(found.section.parsed, *found.span) for found in group)
        hits.append(
            Hit(
                rank=place,
                score=round(max(found.score for found in group), 4),
                document=group[0].section.parsed.document,
                citation=best,
                highlights=highlights(best.quote, telling),
                similar=tuple(others),
            )
        )
    return tuple(hits)


def _words(analysed: Iterable[str]) -> list[str]:
    return [term for term in analysed if " " not in term]


def _contains(words: Sequence[str], phrase: Sequence[str]) -> bool:
    return f" {' '.join(phrase)} " in f" {' '.join(words)} "
