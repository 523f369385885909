"""What the program says while it runs, for people or for collectors."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb import logs
from kb.config import load_settings
from kb.errors import UsageError


@pytest.fixture(autouse=True)
def put_back() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:]
    yield
    root.handlers[:] = before


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_warning_in_both_forms(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(form)
    try:
        raise ValueError("dòng\nhai")
    except ValueError as error:
        logging.getLogger("kb.base").error("%s is not served", "g1", exc_info=error)
    said = capsys.readouterr().err
    if form == "text":
        assert said.startswith("ERROR kb.base: g1 is not served\n")
        return
    [line] = map(json.loads, said.splitlines())
    assert (line["level"], line["logger"], line["message"]) == ("ERROR", "kb.base", "g1 is not served")
    assert "dòng\nhai" in line["trace"]


def test_another_form_is_refused() -> None:
    with pytest.raises(UsageError, match="'text' or 'json', not 'xml'"):
        load_settings({"KB_LOG": "xml"}, Path("none.toml"))


def test_a_failing_build_says_so_in_json(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "from kb.cli import main; main()", "index"],
        cwd=tmp_path,
        env={**os.environ, "KB_LOG": "json", "PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True,
        text=True,
    )
    lines = [json.loads(line) for line in ran.stderr.splitlines()]
    assert ran.stdout == ""
    assert lines[-1]["level"] == "ERROR"
    assert "corpus" in lines[-1]["message"]
