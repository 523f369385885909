import json
import math
from pathlib import Path

import pytest

from bench.beir import read_collection, scores_of, without_marks
from kb.errors import UsageError


def _lines(path: Path, entries: list[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    long = "\n".join(f"Khoản {n}. " + "từ " * 100 for n in range(5))
    _lines(tmp_path / "corpus.jsonl", [
        {"_id": "a", "title": "Điều 1", "text": "Giao đất"},
        {"_id": "b", "title": "Điều 2", "text": long},
        {"_id": "c", "title": "Chỉ có tên", "text": ""},
    ])  # fmt: skip
    _lines(tmp_path / "queries.jsonl", [{"_id": "1", "text": "Đất?"}, {"_id": "2", "text": "không ai hỏi"}])
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta\t1\n1\tc\t0\n", "utf-8")
    return tmp_path


def test_a_document_ranks_by_its_best_passage(folder: Path) -> None:
    collection = read_collection(folder)
    assert collection.documents == ["a", "b", "c"]
    assert collection.passages[0] == "Điều 1\nGiao đất"
    assert collection.passages[-1] == "Chỉ có tên"
    assert collection.owners == sorted(collection.owners)
    assert collection.owners.count(1) > 1
    assert all(len(passage.split()) <= 200 for passage in collection.passages)
    last = len(collection.passages) - 1
    assert collection.best_documents([2, last, 1, 0]) == ["b", "c", "a"]


def test_only_questions_with_a_relevant_document_are_asked(folder: Path) -> None:
    collection = read_collection(folder)
    assert collection.questions == {"1": "Đất?"}
    assert collection.relevant == {"1": {"a": 1.0}}
    assert collection.english == {}


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "qrels.tsv").unlink()
    with pytest.raises(UsageError, match="qrels"):
        read_collection(folder)


def test_sets_of_other_makers_are_read(folder: Path) -> None:
    (folder / "corpus.jsonl").write_text(
        '{"_id": 7, "text": "Số là mã"}\n\n{"_id": "a/b c", "title": null, "text": "Gạch chéo"}\n'
        '{"_id": "rỗng", "title": "", "text": null}\n',
        "utf-8",
    )
    (folder / "queries.jsonl").write_text('{"_id": 1, "text": "mã số"}\n{"_id": "2", "text": "x"}\n', "utf-8")
    (folder / "qrels.tsv").write_text("1\t0\t7\t2\r\n1\t0\ta/b c\t1\r\n", "utf-8")  # TREC's, no header
    collection = read_collection(folder)
    assert collection.documents == ["7", "a/b c", "rỗng"]
    assert collection.questions == {"1": "mã số"}
    assert collection.relevant == {"1": {"7": 2.0, "a/b c": 1.0}}
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\t7\thigh\n", "utf-8")
    with pytest.raises(UsageError, match="Line 2"):
        read_collection(folder)


def test_scores_by_hand() -> None:
    found = [["x", "a", "b"], ["y"] * 10 + ["a"], ["a"]]
    relevant = [{"a": 1.0, "b": 1.0}, {"a": 1.0}, {"a": 1.0}]
    scores = scores_of(found, relevant)
    two_of_two = (1 / math.log2(3) + 1 / math.log2(4)) / (1 + 1 / math.log2(3))
    assert scores.ndcg_10 == pytest.approx((two_of_two + 0 + 1) / 3)
    assert scores.recall_10 == pytest.approx((1 + 0 + 1) / 3)
    assert scores.recall_100 == pytest.approx(1)
    assert scores.mrr_10 == pytest.approx((1 / 2 + 0 + 1) / 3)
    assert scores.first == pytest.approx(1 / 3)


def test_typed_without_vietnamese() -> None:
    assert without_marks("Ủy ban Đống Đa, 5m²") == "Uy ban Dong Da, 5m²"
