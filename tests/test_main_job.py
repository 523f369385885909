"""What the README promises, through the real command in a process of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.base import KnowledgeBase

ROOT = Path(__file__).parent.parent
JUNE_2024 = "2024-06-21_thong-bao_ket-luan-hop-ubnd-thanh-pho-thang-6"
MARCH_2024 = "2024-03-15_bao-cao_kinh-te-xa-hoi-quy-1"
JANUARY_2024 = "2024-01_thong-bao_ket-luan-hoi-nghi-trien-khai-nhiem-vu-2024"


def kb(*arguments: str | Path, index: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("kb"), *arguments],
        cwd=ROOT,
        env={**os.environ, "KB_INDEX": str(index), **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture
def index(built: KnowledgeBase) -> Path:
    return built.settings.index


def ask(question: str, index: Path) -> dict[str, Any]:
    done = kb("ask", "--json", question, index=index)
    assert "Traceback" not in done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == (0 if answer["found"] else 1)
    return answer


def quotes(answer: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for item in answer["items"]:
        for citation in item["citations"]:
            yield citation["document_id"], citation["quote"]


def test_key_provincial_projects_come_from_the_footnote_and_the_notice(index: Path) -> None:
    answer = ask("which projects are key provincial projects", index)
    cited = list(quotes(answer))
    assert any(d == MARCH_2024 and "Khu liên hợp thể thao tỉnh Lạng Sơn" in quote for d, quote in cited)
    assert any(d == JANUARY_2024 and "Quốc lộ 4B đến Quốc lộ 18" in quote for d, quote in cited)
    assert {d for d, _ in cited} == {MARCH_2024, JANUARY_2024}
    assert sum(not item["heading"] for item in answer["items"]) == 9


def test_an_unaccented_question_finds_what_the_land_fund_center_was_told(index: Path) -> None:
    answer = ask("trung tam phat trien quy dat duoc giao viec gi", index)
    assert answer["kind"] == "assignments"
    assert all(item["commitment"] for item in answer["items"])
    assert any(
        d == JUNE_2024 and "hoàn thiện đẩy nhanh công tác giải phóng mặt bằng" in q for d, q in quotes(answer)
    )


@pytest.mark.parametrize("question", ["Giá vàng SJC hôm nay", "gia vang sjc hom nay", "SJC gold price today"])
def test_what_the_corpus_does_not_say_is_not_answered(index: Path, question: str) -> None:
    answer = ask(question, index)
    assert not answer["found"]
    assert answer["items"] == []
    assert answer["summary"]


def test_every_quote_is_the_slice_its_citation_names(built: KnowledgeBase) -> None:
    questions = (ROOT / "tests/golden/questions_own.jsonl").read_text("utf-8").splitlines()
    for question in questions[::3]:
        answer = built.answer(json.loads(question)["question"])
        cited = [c for item in answer.items for c in item.citations] + [
            hit.citation for hit in answer.nearest
        ]
        for citation in cited:
            assert built.parsed(citation.document_id).text[citation.start : citation.end] == citation.quote
            assert citation.label.startswith(("Thông báo", "Báo cáo"))


def test_running_index_again_changes_nothing(index: Path) -> None:
    before = (index / "current").readlink()
    done = kb("index", "corpus", "--json", index=index)
    report = json.loads(done.stdout)
    assert (report["added"], report["changed"], report["removed"], report["kept"]) == ([], [], [], 5)
    assert (index / "current").readlink() == before


@pytest.mark.parametrize(
    ("arguments", "says", "code"),
    [
        (["index", "no-such-folder"], "no-such-folder", 2),
        (["ask", "x" * 1001], "1001", 2),
        (["search", " "], "empty", 2),
        (["serve", "--port", "99999"], "port", 2),
        (["--model", "word2vec", "ask", "x"], "word2vec", 2),
        (["search", "--from", "31/02/2024", "x"], "31/02/2024", 2),
        (["inspect", "no-such-file.txt"], "no-such-file.txt", 1),
    ],
)
def test_bad_input_gets_one_clear_line(index: Path, arguments: list[str], says: str, code: int) -> None:
    done = kb(*arguments, index=index)
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 4  # click shows the usage above its line
    assert done.returncode == code


def test_no_index_is_said_not_raised(tmp_path: Path) -> None:
    done = kb("ask", "gì", index=tmp_path / "none")
    assert done.returncode == 1
    assert "kb index" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_names_the_setting(tmp_path: Path) -> None:
    done = kb("status", index=tmp_path, KB_PORT="eighty")
    assert done.returncode == 2
    assert "port" in done.stderr


def test_a_port_in_use_is_said(index: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = kb("serve", "--port", str(port), index=index)
    assert done.returncode == 2
    assert str(port) in done.stderr


def test_help_on_every_level() -> None:
    def commands(done: subprocess.CompletedProcess[str]) -> list[str]:
        listing = done.stdout.split("Commands:\n")[1].splitlines()
        return [line.split()[0] for line in listing if line.startswith("  ") and not line.startswith("   ")]

    top = kb("--help", index=ROOT / "index")
    for command in commands(top):
        shown = kb(command, "--help", index=ROOT / "index")
        assert shown.returncode == 0
        assert "Usage:" in shown.stdout
        assert command in (ROOT / "README.md").read_text("utf-8"), f"README does not mention kb {command}"


def test_importing_kb_does_not_import_torch() -> None:
    program = "import sys, kb.base, kb.cli; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT).returncode == 0
