"""The vector index: exact inner products over unit vectors kept as 16-bit floats."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from kb.errors import IndexDamagedError

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
SAMPLE = 1_000


class VectorIndex:
    """`size` rows of `dimension` numbers. Row i is the i-th vector given to `build`."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @property
    def size(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        return int(self._index.d)

    @classmethod
    def build(cls, vectors: Floats) -> VectorIndex:
        """`vectors` of shape (rows, dimension), each of length 1."""
        index = cls.empty(vectors.shape[1])
        index.add(vectors)
        return index

    @classmethod
    def empty(cls, dimension: int) -> VectorIndex:
        return cls(
            faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        )

    def add(self, vectors: Floats) -> None:
        """More rows, behind those there are: as `build`."""
        self._index.add(np.ascontiguousarray(vectors, np.float32))

    def save(self, path: Path) -> None:
        faiss.write_index(self._index, str(path))

    @classmethod
    def open(cls, path: Path) -> VectorIndex:
        try:
            return cls(faiss.read_index(str(path)))
        except RuntimeError as error:
            reason = str(error).strip().splitlines()[-1]
            raise IndexDamagedError(f"The vector index {path} cannot be read: {reason}.") from None

    def search(self, vector: Floats, k: int, rows: Rows | None = None) -> tuple[Rows, Floats]:
        """The k nearest rows and their cosines, best first; of `rows` only, when given."""
        k = min(k, self.size)
        if k < 1:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        parameters = None
        if rows is not None:
            selector = faiss.IDSelectorBatch(np.asarray(rows, np.int64))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        faiss.omp_set_num_threads(1)  # of this thread: one query cannot be shared out, only waited for
        scores, found = self._index.search(vector.reshape(1, -1), k, params=parameters)
        present = found[0] >= 0
        return found[0][present], scores[0][present]

    def scores(self, vector: Floats, rows: Rows) -> Floats:
        """The cosine of each of `rows`, shape (len(rows),)."""
        return self.stored(rows) @ vector

    def background(self, vector: Floats) -> tuple[float, float]:
        """Mean and standard deviation of the cosines of all rows, from SAMPLE rows spread evenly."""
        if not self.size:
            return 0.0, 0.0
        cosines = self._sample @ vector
        return float(cosines.mean()), float(cosines.std())

    @cached_property
    def _sample(self) -> Floats:
        return self.stored(np.unique(np.linspace(0, self.size - 1, SAMPLE).astype(np.int64)))

    def stored(self, rows: Rows) -> Floats:
        """The vectors of `rows`, shape (len(rows), dimension)."""
        if not len(rows):
            return np.zeros((0, self.dimension), np.float32)
        vectors: Floats = self._index.reconstruct_batch(np.asarray(rows, np.int64))
        return vectors
