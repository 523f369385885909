from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import IndexDamagedError
from kb.vectors import Floats, VectorIndex

HALF = 1e-3  # 16-bit floats


def _units(count: int, seed: int = 0, dimension: int = 24) -> Floats:
    vectors = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


VECTORS = _units(300)
INDEX = VectorIndex.build(VECTORS)
ROWS = st.lists(st.integers(0, len(VECTORS) - 1), unique=True, max_size=40)


@given(ROWS | st.none(), st.integers(1, 350), st.integers(1, 1000))
def test_search_is_exact_however_few_rows_are_allowed(rows: list[int] | None, k: int, seed: int) -> None:
    query = _units(1, seed)[0]
    found, scores = INDEX.search(query, k, None if rows is None else np.array(rows, np.int64))
    allowed = np.arange(len(VECTORS)) if rows is None else np.array(rows, np.int64)
    truth = np.sort(VECTORS[allowed] @ query)[::-1][:k]
    assert len(found) == len(truth)
    assert set(found.tolist()) <= set(allowed.tolist())
    np.testing.assert_allclose(scores, truth, atol=HALF)
    np.testing.assert_allclose(VECTORS[found] @ query, truth, atol=HALF)


@given(ROWS)
def test_scores_of_given_rows(rows: list[int]) -> None:
    np.testing.assert_allclose(
        INDEX.scores(VECTORS[7], np.array(rows, np.int64)), VECTORS[rows] @ VECTORS[7], atol=HALF
    )


def test_sixteen_bits_lose_no_rank_that_matters() -> None:
    vectors = _units(2000, dimension=384)
    index = VectorIndex.build(vectors)
    for query in _units(20, 1, 384):
        found, _ = index.search(query, 10)
        truth = vectors @ query
        np.testing.assert_allclose(truth[found], np.sort(truth)[::-1][:10], atol=2e-4)


def test_background_is_that_of_all_rows() -> None:
    mean, deviation = INDEX.background(VECTORS[0])
    cosines = VECTORS @ VECTORS[0]
    assert mean == pytest.approx(cosines.mean(), abs=HALF)
    assert deviation == pytest.approx(cosines.std(), abs=HALF)


def test_opens_as_saved(tmp_path: Path) -> None:
    INDEX.save(tmp_path / "vectors.faiss")
    opened = VectorIndex.open(tmp_path / "vectors.faiss")
    assert (opened.size, opened.dimension) == (INDEX.size, INDEX.dimension)
    assert opened.search(VECTORS[3], 5)[0].tolist() == INDEX.search(VECTORS[3], 5)[0].tolist()


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "vectors.faiss"
    for content in (b"", b"no index at all"):
        path.write_bytes(content)
        with pytest.raises(IndexDamagedError, match=str(path)):
            VectorIndex.open(path)
    with pytest.raises(IndexDamagedError):
        VectorIndex.open(tmp_path / "missing")


def test_one_row_has_no_spread() -> None:
    assert VectorIndex.build(VECTORS[:1]).background(VECTORS[0])[1] == 0


def test_an_empty_index_finds_nothing() -> None:
    index = VectorIndex.build(VECTORS[:0])
    assert index.search(VECTORS[0], 5)[0].tolist() == []
    assert index.scores(VECTORS[0], np.zeros(0, np.int64)).tolist() == []
    assert index.background(VECTORS[0]) == (0.0, 0.0)
