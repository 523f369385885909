"""The engines that `bench.retrieval` compares: all rank the same passages with the same vectors and terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from kb.fusion import CANDIDATES
from kb.lexical import LexicalIndex
from kb.lexicon import Lexicon
from kb.query import Understanding, understand
from kb.ranking import rank, word_scores
from kb.terms import folded_terms, terms
from kb.thesaurus import Thesaurus
from kb.vectors import Floats, Rows, VectorIndex

DEPTH = 300  # passages, so that about a hundred documents are among them
MOST_FOR_RANK_BM25 = 20_000  # passages; above, it takes seconds a question
RRF_K = 60  # of Cormack, Clarke and Büttcher 2009


@dataclass(frozen=True, slots=True)
class Engine:
    """`embedded` is the text whose vector `search` wants with a question; rows come best first."""

    name: str
    search: Callable[[str, Floats], Rows]
    embedded: Callable[[str], str] = str


def engines(texts: Sequence[str], passages: Floats) -> Iterator[Engine]:
    """`passages` are the vectors of `texts`, shape (texts, dimension)."""
    lexical, vectors = LexicalIndex.build(map(terms, texts)), VectorIndex.build(passages)

    def nearest(_: str, vector: Floats) -> Rows:
        return vectors.search(vector, DEPTH)[0]

    def wordiest(question: str, _: Floats) -> Rows:
        return _best(lexical.scores(terms(question)))

    def fused_ranks(question: str, vector: Floats) -> Rows:
        votes = np.zeros(len(texts))
        for rows in (nearest(question, vector), wordiest(question, vector)):
            votes[rows] += 1 / (RRF_K + 1 + np.arange(len(rows)))
        return _best(votes)

    yield Engine("dense", nearest)
    yield Engine("BM25", wordiest)
    if len(texts) <= MOST_FOR_RANK_BM25:
        okapi = BM25Okapi(list(map(terms, texts)))
        yield Engine("BM25 (rank-bm25)", lambda question, _: _best(okapi.get_scores(terms(question))))
    yield Engine("RRF", fused_ranks)
    yield _ours(texts, lexical, vectors)


def _ours(texts: Sequence[str], lexical: LexicalIndex, vectors: VectorIndex) -> Engine:
    """What `kb search` does before it reads records: understand, score the words, rank."""
    folded = LexicalIndex.build(map(folded_terms, texts))
    lexicon = Lexicon.build(texts)
    thesaurus = Thesaurus(lexicon.abbreviations)

    def understood(question: str) -> Understanding:
        return understand(question, lexicon, thesaurus)

    def search(question: str, vector: Floats) -> Rows:
        asked = understood(question)
        words = word_scores(asked, lexical, folded, lexicon)
        return rank(asked, words, vector, vectors, vectors.search(vector, CANDIDATES)).rows

    return Engine("ours", search, lambda question: understood(question).embedded)


def _best(scores: npt.NDArray[Any]) -> Rows:
    """The rows with any score, at most DEPTH, best first; of equals the earlier."""
    order = np.argsort(-scores, kind="stable")[:DEPTH]
    return order[scores[order] > 0]
