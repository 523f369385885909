"""From an understood question to rows in order: words and vectors fused, then what is preferred.

A thing said in several ways (GPMB, giải phóng mặt bằng) counts once, as a row says it best. The arithmetic
and its parameters are in kb.fusion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.fusion import ALPHA, ALPHA_FOREIGN, CANDIDATES, FOLDED, convex, evidence, nearness
from kb.lexical import LexicalIndex
from kb.lexicon import Lexicon
from kb.query import Understanding
from kb.terms import folded_terms, terms
from kb.vectors import VectorIndex

OTHER_WAY = 0.8  # what another way to say it counts, of the words typed
AMBIGUOUS = 0.5
MISPRINT = 0.7

HIGH = 0.3  # of the best score: nearly always enough rows reach it, and these are quickly sorted

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates best first."""

    rows: Rows
    scores: Floats

    @classmethod
    def none(cls) -> Ranked:
        return cls(np.zeros(0, np.int64), np.zeros(0, np.float32))

    def among(self, allowed: NDArray[np.bool_]) -> Ranked:
        """Those whose rows are `allowed`, shape (rows,)."""
        kept = allowed[self.rows]
        return Ranked(self.rows[kept], self.scores[kept])


def word_scores(
    understood: Understanding, lexical: LexicalIndex, folded: LexicalIndex, lexicon: Lexicon
) -> Floats:
    """What share of the most the question could score each row scores by its words, shape (rows,)."""
    accented = _share(understood, lexical, understood.terms, terms)
    if understood.literal:
        return accented
    unaccented = _share(understood, folded, understood.folded, folded_terms)
    unaccented += _near_misses(understood, folded, lexicon)
    return (1 - np.float32(FOLDED)) * accented + np.float32(FOLDED) * unaccented


def _share(
    understood: Understanding,
    index: LexicalIndex,
    typed: Sequence[str],
    analyse: Callable[[str], list[str]],
) -> Floats:
    rest = Counter(typed)
    total = np.zeros(index.size, np.float32)
    most = 0.0
    for alternative in understood.alternatives:
        said = analyse(alternative.said)
        rest.subtract(said)
        other = AMBIGUOUS if alternative.ambiguous else OTHER_WAY
        ways = [(1.0, said), *((other, analyse(form)) for form in alternative.forms)]
        best, weight = _best_way(index, ways)
        total += best
        most += weight
    scores, bound = evidence(index, [t for t, n in rest.items() for _ in range(max(n, 0))])
    return (total + scores) / np.float32(max(most + bound, 1e-9))


def _best_way(index: LexicalIndex, ways: Sequence[tuple[float, list[str]]]) -> tuple[Floats, float]:
    """The best share of any way for each row, times what the first way in use weighs; and that weight."""
    best = np.zeros(index.size, np.float32)
    weighs = unknown = 0.0
    for weight, words in ways:
        scores, bound = evidence(index, words)
        unknown = unknown or bound
        if scores.any():
            np.maximum(best, np.float32(weight / bound) * scores, out=best)
            weighs = weighs or bound
    weighs = weighs or unknown
    return best * np.float32(weighs), weighs


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
    _, bound = evidence(folded, understood.folded)
    scores, _ = evidence(folded, extra)
    return np.float32(MISPRINT / bound) * scores


def rank(
    understood: Understanding,
    words: Floats,
    vector: Floats,
    vectors: VectorIndex,
    found: tuple[Rows, Floats],
    rows: Rows | None = None,
    preferred: Floats | None = None,
) -> Ranked:
    """The best CANDIDATES of each side among `rows`, fused; `preferred`, one a row, is added on top.

    `found` are those that `vectors.search` found near `vector`.
    """
    lexical = words if preferred is None else words + preferred
    nearest, cosines = found
    wordiest = np.setdiff1d(_top(lexical) if rows is None else rows[_top(lexical[rows])], nearest)
    pool = np.concatenate([nearest, wordiest])
    cosines = np.concatenate([cosines, vectors.scores(vector, wordiest)])
    alpha = ALPHA_FOREIGN if understood.query.language == "en" else ALPHA
    fused = convex(nearness(vectors, vector, cosines), words[pool], alpha)
    if preferred is not None:
        fused = fused + preferred[pool]
    order = np.lexsort((pool, -fused))
    return Ranked(pool[order], fused[order])


def _top(scores: Floats) -> NDArray[np.int64]:
    """The places of the best CANDIDATES above 0, in any order."""
    high = np.flatnonzero(scores > HIGH * scores.max(initial=0))
    if len(high) < CANDIDATES:
        high = np.flatnonzero(scores > 0)
    if len(high) <= CANDIDATES:
        return high
    return high[np.argpartition(-scores[high], CANDIDATES)[:CANDIDATES]]
