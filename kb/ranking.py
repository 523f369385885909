"""From an understood question to rows in order: words and vectors fused, then what is preferred.

    words    = (1 - γ) · accented index + γ · folded index, each divided by the most the question could score
    rank     = α · vectors, min-max scaled + (1 - α) · words         (kb.fusion)
               + preference for the period asked about and for a document number cited

A thing said in several ways (GPMB, giải phóng mặt bằng) counts once, as a row says it best.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.fusion import ALPHA, CANDIDATES, fuse
from kb.lexical import LexicalIndex
from kb.lexicon import Lexicon
from kb.query import Understanding
from kb.terms import folded_terms, terms
from kb.vectors import VectorIndex

FOLDED_SHARE = 0.3  # γ
OTHER_WAY = 0.8  # what another way to say it counts, of the words typed
AMBIGUOUS = 0.5
MISPRINT = 0.7
CITED = 1.0  # more than any fused score: a document number goes first

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates best first; `words` is their lexical share in 0–1, `cosines` those of the vectors."""

    rows: Rows
    scores: Floats
    words: Floats
    cosines: Floats


def word_scores(
    understood: Understanding, lexical: LexicalIndex, folded: LexicalIndex, lexicon: Lexicon
) -> Floats:
    """What share of the most the question could score each row scores by its words, shape (rows,)."""
    accented = _index_scores(understood, lexical, understood.terms, terms)
    if understood.literal:
        return accented
    unaccented = _index_scores(understood, folded, understood.folded, folded_terms)
    unaccented += _near_misses(understood, folded, lexicon)
    return (1 - FOLDED_SHARE) * accented + FOLDED_SHARE * unaccented


def _index_scores(
    understood: Understanding,
    index: LexicalIndex,
    typed: Sequence[str],
    analyse: Callable[[str], list[str]],
) -> Floats:
    rest = Counter(typed)
    total = np.zeros(index.size, np.float32)
    bound = 0.0
    for alternative in understood.alternatives:
        said = analyse(alternative.said)
        own = index.upper_bound(said)
        weight = AMBIGUOUS if alternative.ambiguous else OTHER_WAY
        best = index.scores(said) / max(own, 1e-9)
        most = own if best.any() else 0.0
        for form in alternative.forms:
            words = analyse(form)
            bound_of_form = index.upper_bound(words)
            scores = index.scores(words)
            if scores.any():
                np.maximum(best, weight / bound_of_form * scores, out=best)
                most = max(most, bound_of_form)
        most = most or own
        total += np.float32(most) * best
        bound += most
        rest.subtract(said)
    left = [term for term, count in rest.items() for _ in range(max(count, 0))]
    total += index.scores(left)
    bound += index.upper_bound(left)
    return total / np.float32(max(bound, 1e-9))


def _near_misses(understood: Understanding, folded: LexicalIndex, lexicon: Lexicon) -> Floats:
    """Misprints of the corpus and guesses at the question's own, each with its neighbours."""
    words = [term for term in understood.folded if " " not in term]
    guesses: dict[str, list[str]] = {}
    for word, near in understood.guesses:
        guesses.setdefault(word, []).append(near)
    extra: list[str] = []
    for at, word in enumerate(words):
        for near in (*lexicon.misprints.get(word, ()), *guesses.get(word, ())):
            extra.append(near)
            if at:
                extra.append(f"{words[at - 1]} {near}")
            if at + 1 < len(words):
                extra.append(f"{near} {words[at + 1]}")
    if not extra:
        return np.zeros(folded.size, np.float32)
    bound = max(folded.upper_bound(understood.folded), 1e-9)
    return np.float32(MISPRINT / bound) * folded.scores(extra)


def rank(
    understood: Understanding,
    words: Floats,
    vector: Floats,
    vectors: VectorIndex,
    rows: Rows | None,
    preferred: Floats | None = None,
) -> Ranked:
    """The best CANDIDATES of each side among `rows`, fused; `preferred`, one a row, is added on top."""
    allowed = np.arange(len(words)) if rows is None else rows
    lexical = words[allowed] if preferred is None else words[allowed] + preferred[allowed]
    pool = np.union1d(allowed[_top(lexical)], vectors.search(vector, CANDIDATES, rows)[0])
    cosines = vectors.scores(vector, pool)
    fused = fuse(cosines, words[pool], 1.0, ALPHA)
    if preferred is not None:
        fused = fused + preferred[pool]
    order = np.lexsort((pool, -fused))
    pool = pool[order]
    return Ranked(pool, fused[order], words[pool], cosines[order])


def _top(scores: Floats) -> NDArray[np.int64]:
    if len(scores) <= CANDIDATES:
        return np.flatnonzero(scores > 0)
    best = np.argpartition(-scores, CANDIDATES)[:CANDIDATES]
    return best[scores[best] > 0]
