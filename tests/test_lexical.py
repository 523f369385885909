from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi, BM25Plus

from kb.errors import IndexDamagedError
from kb.lexical import K1, B, LexicalIndex, sentence_scores
from kb.terms import with_pairs

DOCUMENTS = st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=12), min_size=1, max_size=12).filter(any)
QUERY = st.lists(st.sampled_from("abcdefghxy"), max_size=8)


@given(DOCUMENTS, QUERY)
def test_scores_are_those_of_rank_bm25(documents: list[list[str]], query: list[str]) -> None:
    """Two known differences are undone: rank-bm25 has the factor k1 + 1, and an idf that can be negative and
    is then patched; ours is Lucene's ln(1 + …), so no frequent term counts against a passage."""
    index = LexicalIndex.build(documents)
    oracle = BM25Okapi(documents, k1=K1, b=B)
    oracle.idf = {term: float(index.idf([term])[0]) for term in oracle.idf}
    np.testing.assert_allclose(index.scores(query), oracle.get_scores(query) / (K1 + 1), atol=1e-5)


@given(DOCUMENTS, QUERY)
def test_sentences_score_as_in_rank_bm25(sentences: list[list[str]], asked: list[str]) -> None:
    oracle = BM25Plus(sentences, delta=0).get_scores(asked)
    lengths = [len(sentence) for sentence in sentences]
    wanted = [[term for term in sentence if term in asked] for sentence in sentences]
    for said in (sentences, wanted):
        np.testing.assert_allclose(sentence_scores(said, lengths, asked), oracle, atol=1e-9)


@given(DOCUMENTS, QUERY)
def test_no_row_scores_above_the_bound(documents: list[list[str]], query: list[str]) -> None:
    index = LexicalIndex.build(documents)
    weights = [1 + i for i in range(len(query))]
    assert index.scores(query).max() <= index.upper_bound(query) + 1e-5
    assert index.scores(query, weights).max() <= index.upper_bound(query, weights) + 1e-4


@given(DOCUMENTS, QUERY)
def test_weights_multiply_and_repeats_add_up(documents: list[list[str]], query: list[str]) -> None:
    index = LexicalIndex.build(documents)
    np.testing.assert_allclose(index.scores(query + query), index.scores(query, [2] * len(query)), atol=1e-5)


@given(DOCUMENTS, st.lists(st.sampled_from("abcx"), min_size=1, max_size=4))
def test_a_phrase_is_found_where_a_scan_finds_it(documents: list[list[str]], phrase: list[str]) -> None:
    index = LexicalIndex.build(map(with_pairs, documents))
    wanted = [row for row, words in enumerate(documents) if f" {' '.join(phrase)} " in f" {' '.join(words)} "]
    assert index.rows_saying(phrase).tolist() == wanted
    wanted = [row for row, words in enumerate(documents) if set(phrase) <= set(words)]
    assert index.rows_with(phrase).tolist() == wanted


def test_opens_as_saved_from_disk_without_loading(tmp_path: Path) -> None:
    built = LexicalIndex.build([["giao", "sở", "giao sở"], ["báo", "cáo", "báo cáo"], []])
    built.save(tmp_path / "lexical")
    opened = LexicalIndex.open(tmp_path / "lexical")
    assert isinstance(opened.posting_scores, np.memmap)
    for query in (["giao"], ["báo cáo", "sở"], ["lạ"], []):
        assert opened.scores(query).tolist() == built.scores(query).tolist()
        assert opened.upper_bound(query) == built.upper_bound(query)


@pytest.mark.parametrize("documents", [[], [[]], [[], []]])
def test_nothing_to_index_is_no_error(documents: list[list[str]]) -> None:
    index = LexicalIndex.build(documents)
    assert index.scores(["giao"]).tolist() == [0.0] * len(documents)
    assert index.upper_bound(["giao"]) > 0


def test_equal_documents_give_equal_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        LexicalIndex.build([["b", "a"], ["c"]]).save(tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    LexicalIndex.build([["a"]]).save(tmp_path)
    (tmp_path / "hashes.npy").write_bytes(b"no array")
    with pytest.raises(IndexDamagedError, match=str(tmp_path)):
        LexicalIndex.open(tmp_path)
