"""The lexical index: BM25 over terms, scored when it is built and memory-mapped when it is read."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Plus

from kb.errors import IndexDamagedError
from kb.terms import with_pairs

K1, B = 0.9, 0.4  # Anserini's defaults
FREQUENT = 0.25
HALF = 0xFFFFFFFF

Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]
Weights = Sequence[float] | npt.NDArray[np.float64]
NO_ROWS = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """Postings by term: term t scores `scores[starts[t]:starts[t + 1]]` in `rows[starts[t]:starts[t + 1]]`.

    A term is known by a 64-bit hash, and t is its rank among the sorted hashes: a vocabulary of millions is
    searched on disk and takes no memory. (Of a million terms, two collide with a chance of 3e-8; they would
    share their postings.) The terms that more than FREQUENT of the rows have, `frequent`, score by row as
    well, in `every_row`: adding these up takes a sixth of the time. `words` are halves of the hashes of all
    words in the order of the text, those of row i at `word_starts[i]:word_starts[i + 1]`.
    """

    posting_scores: Floats
    posting_rows: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]
    hashes: Keys
    frequent: npt.NDArray[np.int64]
    every_row: Floats
    words: npt.NDArray[np.uint32]
    word_starts: npt.NDArray[np.int64]
    size: int

    @classmethod
    def build(cls, documents: Iterable[Sequence[str]]) -> LexicalIndex:
        """Row i is the i-th document. BM25 as Lucene computes it, so without the factor k1 + 1: a term scores
        less than its idf, which `upper_bound` relies on."""
        keys, times = array("Q"), array("I")  # of each posting, by row
        lengths, ends = array("q"), array("q")  # of each row, and where its postings end
        words, word_starts = array("I"), array("q", [0])
        for terms in documents:
            hashed = list(map(_hash, terms))
            counted = Counter(hashed)
            keys.extend(counted)
            times.extend(counted.values())
            lengths.append(len(terms))
            ends.append(len(keys))
            words.extend(key & HALF for key, term in zip(hashed, terms, strict=True) if " " not in term)
            word_starts.append(len(words))
        postings = _sorted_by_term(*map(np.asarray, (keys, times, lengths, ends)))
        every_row = _every_row(*postings[:3], len(lengths))
        return cls(*postings, *every_row, np.asarray(words), np.asarray(word_starts), len(lengths))

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
        every_row = np.asarray(self.every_row)
        ranks, places = np.unique(self._ranks(terms), return_inverse=True)
        summed = np.bincount(places, _or_ones(weights, terms)).astype(np.float32)
        for rank, weight, at in zip(ranks, summed, np.searchsorted(self.frequent, ranks), strict=True):
            if rank < 0 or not weight:
                continue
            if at < len(self.frequent) and self.frequent[at] == rank:
                result += weight * every_row[at]
            else:
                postings = slice(self.starts[rank], self.starts[rank + 1])
                np.add.at(result, rows[postings], weight * scores[postings])
        return result

    def rows_with(self, terms: Iterable[str]) -> Rows:
        """The rows that have every one of `terms`, ascending."""
        ranks = self._ranks(list(terms))
        found = [self.posting_rows[self.starts[r] : self.starts[r + 1]] if r >= 0 else NO_ROWS for r in ranks]
        common, *others = sorted(found, key=len)
        for rows in others:
            common = np.intersect1d(common, rows, assume_unique=True)
        return np.asarray(common, np.int64)

    def rows_saying(self, words: Sequence[str]) -> Rows:
        """The rows in which `words` stand one behind the other, ascending."""
        rows = self.rows_with(with_pairs(list(words))[len(words) :] or words)
        if len(words) <= 2 or not len(rows):
            return rows
        starts, lengths = self.word_starts[rows], self.word_starts[rows + 1] - self.word_starts[rows]
        row_of = np.repeat(np.arange(len(rows)), lengths)
        said = self.words[np.arange(len(row_of)) + (starts - np.cumsum(lengths) + lengths)[row_of]]
        runs = len(said) - len(words) + 1
        together = row_of[:runs] == row_of[len(words) - 1 :]
        for place, word in enumerate(words):
            together &= said[place : place + runs] == _hash(word) & HALF
        found: Rows = rows[np.unique(row_of[:runs][together])]
        return found

    def idf(self, terms: Sequence[str]) -> npt.NDArray[np.float64]:
        """ln(1 + (N - df + ½) / (df + ½)): Lucene's, never negative; a term no row has weighs most."""
        known = np.array(self._ranks(terms), np.int64)
        df = np.where(known >= 0, self.starts[known + 1] - self.starts[known], 0)
        return _idf(df, self.size)

    def weights(self, terms: Sequence[str]) -> dict[str, float]:
        """The idf of those of `terms` that any row has."""
        known = zip(terms, self._ranks(terms), self.idf(terms).tolist(), strict=True)
        return {term: weight for term, rank, weight in known if rank >= 0}

    def upper_bound(self, terms: Sequence[str], weights: Weights | None = None) -> float:
        """What no row's score for `terms` can reach: the sum of their idf, terms the index lacks included."""
        return float(np.dot(self.idf(terms), _or_ones(weights, terms)))

    def _ranks(self, terms: Sequence[str]) -> list[int]:
        """The rank of each term's hash, -1 when the index lacks it."""
        wanted = np.array([_hash(term) for term in terms], np.uint64)
        places = np.searchsorted(self.hashes, wanted)
        found = places < len(self.hashes)
        found[found] = self.hashes[places[found]] == wanted[found]
        return [int(place) for place in np.where(found, places, -1)]


STORED = ",".join(field.name for field in fields(LexicalIndex))


def sentence_scores(
    sentences: Sequence[Sequence[str]], lengths: Sequence[int], asked: Sequence[str]
) -> npt.NDArray[np.float64]:
    """BM25 of each of a few hundred sentences among them, shape (len(sentences),); a term counts as often as
    it is asked. BM25+ of Lv and Zhai (2011) with δ = 0, for its idf ln((N + 1) / df) is never 0.

    Terms that nobody asked for may be left out of the sentences: `lengths` are with them.
    """
    if not any(lengths):
        return np.zeros(len(sentences))
    words = frozenset(asked)
    index = BM25Plus([[term for term in terms if term in words] for terms in sentences], delta=0)
    index.doc_len, index.avgdl = lengths, sum(lengths) / len(lengths)
    scores: npt.NDArray[np.float64] = index.get_scores([term for term in asked if term in index.idf])
    return scores


def _sorted_by_term(keys: Keys, times: Any, lengths: Any, ends: Any) -> tuple[Floats, Any, Any, Keys]:
    """The fields of the index from postings by row: the hash of a term and how often the row has it, the
    length of each row and where its postings end. Takes 1/256 of the hashes at a time, so that little memory
    is needed beside the result."""
    scores, rows = np.empty(len(keys), np.float32), np.empty(len(keys), np.int32)
    hashes, frequencies = [], [np.zeros(1, np.int64)]
    saturation = K1 * (1 - B + B * lengths / ((lengths.sum() / max(len(lengths), 1)) or 1))
    highest = keys.astype("<u8", copy=False).view(np.uint8)[7::8]
    done = 0
    for byte in range(256):
        chosen = np.flatnonzero(highest == byte)
        chosen = chosen[np.argsort(keys[chosen], kind="stable")]
        terms, df = np.unique(keys[chosen], return_counts=True)
        here = slice(done, done := done + len(chosen))
        rows[here] = np.searchsorted(ends, chosen, side="right")
        tf = times[chosen]
        scores[here] = np.repeat(_idf(df, len(lengths)), df) * tf / (tf + saturation[rows[here]])
        hashes.append(terms)
        frequencies.append(df)
    return scores, rows, np.cumsum(np.concatenate(frequencies)), np.concatenate(hashes)


def _every_row(scores: Floats, rows: Any, starts: Any, size: int) -> tuple[npt.NDArray[np.int64], Floats]:
    """The terms that more than FREQUENT of the rows have, and what each row scores for them."""
    frequent = np.flatnonzero(np.diff(starts) > FREQUENT * size)
    by_row = np.zeros((len(frequent), size), np.float32)
    for scored, rank in zip(by_row, frequent, strict=True):
        postings = slice(starts[rank], starts[rank + 1])
        scored[rows[postings]] = scores[postings]
    return frequent, by_row


def _idf(df: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.float64]:
    """Of terms that `df` of `size` rows have: Lucene's, never negative."""
    return np.log1p((size - df + 0.5) / (df + 0.5))


@lru_cache(maxsize=1 << 14)
def _hash(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


def _or_ones(weights: Weights | None, terms: Sequence[str]) -> Weights:
    return np.ones(len(terms)) if weights is None else weights
