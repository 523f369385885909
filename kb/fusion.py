"""One ranking from the lexical and the vector scores: a convex sum of the two on comparable scales."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kb.lexical import LexicalIndex
from kb.vectors import Floats, Rows, VectorIndex

ALPHA = 0.5  # the share of the vectors
CANDIDATES = 200  # taken from each side


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows best first, their fused scores, and how many rows match at all."""

    rows: Rows
    scores: Floats
    total: int


def fuse(dense: Floats, lexical: Floats, bound: float, alpha: float = ALPHA) -> Floats:
    """alpha · dense + (1 - alpha) · lexical, shape (candidates,).

    `dense` is min-max scaled over the candidates. `lexical` is divided by `bound`, the most the query could
    score, so a query whose words the rows lack leans on the vectors by itself. (Bruch, Gai and Ingber 2023,
    doi:10.1145/3596512: a convex sum beats reciprocal rank fusion, whichever the scaling.)
    """
    low, high = (float(dense.min()), float(dense.max())) if len(dense) else (0.0, 0.0)
    scaled = (dense - low) / (high - low) if high > low else np.zeros_like(dense)
    return (alpha * scaled + (1 - alpha) * lexical / max(bound, 1e-9)).astype(np.float32)


def rank(
    vector: Floats,
    terms: list[str],
    vectors: VectorIndex,
    lexical: LexicalIndex,
    rows: Rows | None = None,
    candidates: int = CANDIDATES,
) -> Ranking:
    """The candidates of both indexes, fused. `rows` limits both before anything is ranked."""
    words = lexical.scores(terms)
    allowed = np.arange(lexical.size) if rows is None else np.asarray(rows, np.int64)
    matching = allowed[words[allowed] > 0]
    nearest, _ = vectors.search(vector, candidates, rows)
    pool = np.union1d(_top(words, matching, candidates), nearest)
    fused = fuse(vectors.scores(vector, pool), words[pool], lexical.upper_bound(terms))
    order = np.lexsort((pool, -fused))
    return Ranking(pool[order], fused[order], max(len(matching), len(pool)))


def _top(scores: Floats, rows: Rows, k: int) -> npt.NDArray[np.int64]:
    if len(rows) <= k:
        return rows
    return rows[np.argpartition(-scores[rows], k)[:k]]
