"""The lexical index: BM25 over terms, scored when it is built and memory-mapped when it is read."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Plus

from kb.errors import IndexDamagedError

K1, B = 0.9, 0.4  # Anserini's defaults

Floats = npt.NDArray[np.float32]
Weights = Sequence[float] | npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """Postings by term: term t scores `scores[starts[t]:starts[t + 1]]` in `rows[starts[t]:starts[t + 1]]`.

    A term is known by a 64-bit hash, and t is its rank among the sorted hashes: a vocabulary of millions is
    searched on disk and takes no memory. (Of a million terms, two collide with a chance of 3e-8; they would
    share their postings.)
    """

    posting_scores: Floats
    posting_rows: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]
    hashes: npt.NDArray[np.uint64]
    size: int

    @classmethod
    def build(cls, documents: Iterable[Sequence[str]]) -> LexicalIndex:
        """Row i is the i-th document. BM25 as Lucene computes it, so without the factor k1 + 1: a term scores
        less than its idf, which `upper_bound` relies on."""
        seen: dict[str, int] = {}
        rows = [array("i", [seen.setdefault(term, len(seen)) for term in terms]) for terms in documents]
        hashes, rank = np.unique(_hashes(seen), return_inverse=True)
        ranked = [array("i", rank[np.frombuffer(row, np.int32)].astype(np.int32).tobytes()) for row in rows]
        if not len(hashes):
            empty = np.zeros(0, np.float32), np.zeros(0, np.int32), np.zeros(1, np.int64)
            return cls(*empty, hashes, len(rows))
        matrix = bm25s.BM25(k1=K1, b=B, method="lucene").build_index_from_ids(
            list(range(len(hashes))), ranked, show_progress=False
        )
        return cls(matrix["data"], matrix["indices"], matrix["indptr"], hashes, len(rows))

    def save(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        for field in fields(self):
            np.save(directory / f"{field.name}.npy", np.asarray(getattr(self, field.name)))

    @classmethod
    def open(cls, directory: Path, mmap: bool = True) -> LexicalIndex:
        names = [field.name for field in fields(cls)]
        try:
            arrays = {name: np.load(directory / f"{name}.npy", "r" if mmap else None) for name in names}
        except (OSError, ValueError, EOFError) as error:
            raise IndexDamagedError(f"The lexical index in {directory} cannot be read: {error}.") from None
        return cls(**{**arrays, "size": int(arrays["size"])})

    def scores(self, terms: Sequence[str], weights: Weights | None = None) -> Floats:
        """BM25 of every row, shape (size,). A repeated term counts each time; `weights` go with `terms`."""
        result = np.zeros(self.size, np.float32)
        # As plain arrays: a slice of a memmap is a memmap, and slow to make.
        rows, scores = np.asarray(self.posting_rows), np.asarray(self.posting_scores)
        for rank, weight in zip(self._ranks(terms), _or_ones(weights, terms), strict=True):
            if rank >= 0 and weight:
                postings = slice(self.starts[rank], self.starts[rank + 1])
                np.add.at(result, rows[postings], np.float32(weight) * scores[postings])
        return result

    def idf(self, terms: Sequence[str]) -> npt.NDArray[np.float64]:
        """ln(1 + (N - df + ½) / (df + ½)): Lucene's, never negative; a term no row has weighs most."""
        known = np.array(self._ranks(terms), np.int64)
        df = np.where(known >= 0, self.starts[known + 1] - self.starts[known], 0)
        return np.log1p((self.size - df + 0.5) / (df + 0.5))

    def upper_bound(self, terms: Sequence[str], weights: Weights | None = None) -> float:
        """What no row's score for `terms` can reach: the sum of their idf, terms the index lacks included."""
        return float(np.dot(self.idf(terms), _or_ones(weights, terms)))

    def _ranks(self, terms: Sequence[str]) -> list[int]:
        """The rank of each term's hash, -1 when the index lacks it."""
        wanted = _hashes(terms)
        places = np.searchsorted(self.hashes, wanted)
        found = places < len(self.hashes)
        found[found] = self.hashes[places[found]] == wanted[found]
        return [int(place) for place in np.where(found, places, -1)]


def sentence_scores(sentences: Sequence[Sequence[str]], asked: Sequence[str]) -> npt.NDArray[np.float64]:
    """BM25 of each of a few hundred sentences among them, shape (len(sentences),); a term counts as often as
    it is asked. BM25+ of Lv and Zhai (2011) with δ = 0, for its idf ln((N + 1) / df) is never 0."""
    if not any(sentences):
        return np.zeros(len(sentences))
    words = frozenset(asked)
    # What nobody asked for only makes a sentence longer: under one name it is counted quickly.
    index = BM25Plus([[t if t in words else "" for t in terms] for terms in sentences], delta=0)
    scores: npt.NDArray[np.float64] = index.get_scores([term for term in asked if term in index.idf])
    return scores


def _hashes(terms: Iterable[str]) -> npt.NDArray[np.uint64]:
    digests = b"".join(hashlib.blake2b(term.encode(), digest_size=8).digest() for term in terms)
    return np.frombuffer(digests, "<u8").astype(np.uint64)


def _or_ones(weights: Weights | None, terms: Sequence[str]) -> Weights:
    return np.ones(len(terms)) if weights is None else weights
