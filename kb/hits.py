"""What is shown of the passages found: a section once, by the sentence that answers best; a text that several
documents have once, with the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from kb.citation import cite
from kb.model import Hit, Span
from kb.quotable import Sentence
from kb.quotes import Section, Wanted, highlights, quotes
from kb.ranking import Ranked
from kb.store import Places, Store

SPARE = 5  # sections looked at beyond those shown, as near-identical ones are grouped
QUOTED_FROM = 3  # passages of a section among which the quote is chosen
ALIKE = 0.85  # of the word pairs of two quotes

Pairs = frozenset[tuple[str, str]]


class Found(NamedTuple):
    """A section, what to quote of it, and the word pairs of that."""

    section: Section
    span: Span
    score: float
    pairs: Pairs

    @property
    def document_id(self) -> str:
        return self.section.parsed.document.id

    @property
    def age(self) -> int:
        issued = self.section.parsed.document.issued_date
        return -issued.toordinal() if issued else 0


class Shelf:
    """The sections of one snapshot; `sections` are their numbers by row, shape (rows,)."""

    def __init__(self, store: Store, sections: Places) -> None:
        self._store = store
        self._sections = sections
        _, first, own = np.unique(sections, return_index=True, return_inverse=True)
        self._first_rows = first[own]  # the first row of the section of each row

    def hits(self, ranked: Ranked, wanted: Wanted, k: int) -> tuple[Hit, ...]:
        """The k best groups of near-identical quotes."""
        groups: list[list[Found]] = []
        waiting = self._by_section(ranked)[: k + SPARE]
        while waiting and len(groups) < k:
            missing = k - len(groups)
            for found in self._quoted(waiting[:missing], wanted):
                _join(found, groups)
            waiting = waiting[missing:]
        return tuple(_hit(place, group, wanted) for place, group in enumerate(groups, 1))

    def _by_section(self, ranked: Ranked) -> list[list[tuple[int, float]]]:
        """The best rows of each section with their scores, sections in the order of their best."""
        found: dict[int, list[tuple[int, float]]] = {}
        for row, section, score in zip(
            ranked.rows.tolist(), self._sections[ranked.rows].tolist(), ranked.scores.tolist(), strict=True
        ):
            found.setdefault(section, []).append((row, score))
        return [rows[:QUOTED_FROM] for rows in found.values()]

    def _quoted(self, ranked: Sequence[Sequence[tuple[int, float]]], wanted: Wanted) -> Iterator[Found]:
        sections = list(map(self._section, ranked))
        for section, span, rows in zip(sections, quotes(sections, wanted), ranked, strict=True):
            yield Found(section, span, rows[0][1], _pairs(section, span))

    def _section(self, rows: Sequence[tuple[int, float]]) -> Section:
        best_row, best = rows[0]
        found: dict[Sentence, float] = {}
        for row, score in rows:
            for sentence in self._store.quotable(row):
                found.setdefault(sentence, score / best if best > 0 else 1.0)
        return Section(self._store.excerpt(int(self._first_rows[best_row])), found)


def _pairs(section: Section, quoted: Span) -> Pairs:
    """Of adjacent words in the sentences quoted."""
    said = (s.words.split() for s in section.sentences if s.span.overlaps(quoted))
    return frozenset(pair for words in said for pair in pairwise(words))


def _join(found: Found, groups: list[list[Found]]) -> None:
    """To the first group of near-identical quotes that has none of its document, or to one of its own."""
    for group in groups:
        if _alike(found.pairs, group[0].pairs) and all(found.document_id != g.document_id for g in group):
            group.append(found)
            return
    groups.append([found])


def _alike(pairs: Pairs, others: Pairs) -> bool:
    fewer, more = sorted((len(pairs), len(others)))
    if not fewer or fewer < ALIKE * more:  # spares comparing most
        return False
    return len(pairs & others) >= ALIKE * len(pairs | others)


def _hit(place: int, group: Sequence[Found], wanted: Wanted) -> Hit:
    newest_first = sorted(group, key=lambda found: found.age)
    best, *others = (cite(found.section.parsed, *found.span) for found in newest_first)
    return Hit(
        rank=place,
        score=round(max(found.score for found in group), 4),
        document=newest_first[0].section.parsed.document,
        citation=best,
        highlights=highlights(best.quote, wanted.telling),
        similar=tuple(others),
    )
