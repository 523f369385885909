"""One ranking from three indexes: a convex sum of how near the vectors are and how much the words say.

Parameters were set on ALQAC 2022 and looked at on XQuAD-vi; `bench/retrieval.py` prints both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kb.lexical import LexicalIndex
from kb.vectors import Floats, Rows, VectorIndex

ALPHA = 0.25  # the share of the vectors for a question in the language of the texts
ALPHA_FOREIGN = 0.4  # for a question in another, whose words are in the texts by chance or as names
FOLDED = (
    0.3  # the share of the unaccented words in the lexical evidence: a wrong tone mark costs only the rest
)
SPREAD = 5.0  # the best passage for a good question lies about five standard deviations above the mean
CANDIDATES = 200  # from each side


@dataclass(frozen=True, slots=True)
class Indexes:
    lexical: LexicalIndex
    folded: LexicalIndex
    vectors: VectorIndex


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows best first with their fused scores; `total` counts the rows that hold any word of the question."""

    rows: Rows
    scores: Floats
    total: int


def rank(
    indexes: Indexes,
    vector: Floats,
    words: Floats,
    rows: Rows | None = None,
    *,
    alpha: float = ALPHA,
    candidates: int = CANDIDATES,
) -> Ranking:
    """`words` is the lexical evidence of every row, as `evidence` gives it. `rows` limits both sides."""
    allowed = np.arange(len(words)) if rows is None else np.asarray(rows, np.int64)
    matching = allowed[words[allowed] > 0]
    nearest, _ = indexes.vectors.search(vector, candidates, rows)
    pool = np.union1d(_best(words, matching, candidates), nearest)
    scores = fuse(nearness(indexes.vectors, vector, pool), words[pool], alpha)
    order = np.lexsort((pool, -scores))
    return Ranking(pool[order], scores[order], len(matching))


def fuse(near: Floats, words: Floats, alpha: float = ALPHA) -> Floats:
    """alpha · near + (1 - alpha) · words, row by row.

    Neither side is scaled by the other candidates, so scores of two questions compare. A question whose words
    the texts lack scores low on `words` everywhere and so leans on the vectors by itself. (Bruch, Gai and
    Ingber 2023, doi:10.1145/3596512: a convex sum beats reciprocal rank fusion, whichever the scaling.)
    """
    return (alpha * near + (1 - alpha) * words).astype(np.float32)


def nearness(vectors: VectorIndex, vector: Floats, rows: Rows) -> Floats:
    """Cosines, standardised: 0 is as near as an average passage of this index, 1 is SPREAD deviations nearer.

    A model's cosines use a small part of -1…1, another model's another part; this scale is the same for both
    and does not depend on how many candidates there are.
    """
    mean, deviation = vectors.background(vector)
    scaled: Floats = (vectors.scores(vector, rows) - mean) / (SPREAD * max(deviation, 1e-6))
    return scaled


def evidence(indexes: Indexes, terms: Sequence[str], folded: Sequence[str]) -> Floats:
    """For every row the share, 0…1, of the most the question's words could score, shape (rows,)."""
    return (1 - FOLDED) * _share(indexes.lexical, terms) + FOLDED * _share(indexes.folded, folded)


def _share(index: LexicalIndex, terms: Sequence[str]) -> Floats:
    # The root of idf, on top of BM25's own idf: long questions have many words that say little.
    weights = np.sqrt(index.idf(terms))
    bound = index.upper_bound(terms, weights)
    return index.scores(terms, weights) / np.float32(bound or 1.0)


def _best(scores: Floats, rows: Rows, k: int) -> npt.NDArray[np.int64]:
    if len(rows) <= k:
        return rows
    return rows[np.argpartition(-scores[rows], k)[:k]]
