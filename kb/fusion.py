"""One score from how near a passage's vector is and how much its words say: a convex sum.

The parameters were set on ALQAC 2022, ALPHA_FOREIGN on the English questions of XQuAD. They lie on a plateau:
a third more or less of any changes nDCG@10 by less than .003. `bench/retrieval.py` measures other sets.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kb.lexical import LexicalIndex
from kb.vectors import Floats, VectorIndex

ALPHA = 0.25  # the share of the vectors, for a question in the language of the texts
ALPHA_FOREIGN = 0.4  # for one in another language, whose words are in the texts as names or by chance
FOLDED = 0.3  # the share of the unaccented words in what words say: a wrong tone mark costs only the rest
SPREAD = 5.0  # standard deviations from an average passage to the best one for a good question
CANDIDATES = 200  # from each side


def convex(near: Floats, words: Floats, alpha: float = ALPHA) -> Floats:
    """alpha · near + (1 - alpha) · words, row by row, for the results of `nearness` and shares by `evidence`.

    Neither side is scaled by the other candidates, so scores of two questions compare. A question whose words
    the texts lack scores low on `words` everywhere, and so leans on the vectors by itself. (Bruch, Gai and
    Ingber 2023, doi:10.1145/3596512: a convex sum beats reciprocal rank fusion, whichever the scaling.)
    """
    return (alpha * near + (1 - alpha) * words).astype(np.float32)


def nearness(vectors: VectorIndex, vector: Floats, cosines: Floats) -> Floats:
    """`cosines` standardised: 0 is an average passage of this index, 1 is SPREAD standard deviations nearer.

    Models use different parts of -1…1 for their cosines; on this scale they are alike, whatever the number of
    candidates.
    """
    mean, deviation = vectors.background(vector)
    return ((cosines - mean) / (SPREAD * max(deviation, 1e-6))).astype(np.float32)


def evidence(index: LexicalIndex, terms: Sequence[str]) -> tuple[Floats, float]:
    """What each row's words score, shape (rows,), and the most that a row could score.

    Terms weigh by the root of their idf on top of BM25's own idf: questions have many words that say little.
    """
    idf = index.idf(terms)
    weights = np.sqrt(idf)
    return index.scores(terms, weights), float(idf @ weights)
