"""No damage to a file does more than refuse it: bytes changed, cut out, doubled or swapped anywhere."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest

from indexer.extract import read_file
from kb.errors import RefusedError

CODES = {"read", "corrupt", "too_large", "no_text", "unsupported_type", "encrypted", "empty_file"}
CODES |= {"converter_unavailable", "ocr_unavailable"}


def damaged(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice([1, 16, 512, 4096]))
    match chance.choice(["cut", "change", "blank", "double", "swap"]):
        case "cut":
            return data[: start + 1]
        case "change":
            changed = bytearray(data)
            for _ in range(chance.choice([1, 5, 50, 500])):
                changed[chance.randrange(len(data))] = chance.randrange(256)
            return bytes(changed)
        case "blank":
            return data[:start] + bytes(end - start) + data[end:]
        case "double":
            return data[:end] + data[start:end] * 20 + data[end:]
        case _:
            return data[end:] + data[:end]


@pytest.mark.parametrize(
    "name",
    [
        "formats/000.docx",
        "formats/000.html",
        "formats/000.pdf",
        "formats/003.odt",
        "legacy/vni.docx",
        "legacy/tcvn3.pdf",
        "encodings/000.utf16.txt",
        "markdown/26-nq-hđnd.md",
    ],
)
def test_damaged_files_are_read_or_refused_in_one_sentence(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    data = (shared / "documents" / name).read_bytes()
    chance, file = random.Random(name), tmp_path / Path(name).name
    for _ in range(4):
        file.write_bytes(damaged(data, chance))
        code, said = outcome(file)
        assert code in CODES
        assert said.strip()
        if code != "read":
            assert file.name in said
            assert said.endswith(".")
            assert "\n" not in said
            assert "makes its reader fail" not in said
        assert not list(scratch.iterdir())


def outcome(file: Path) -> tuple[str, str]:
    """What became of a file, and its text or what is said of it."""
    try:
        return "read", "".join(block.text for block in read_file(file).blocks)
    except RefusedError as refusal:
        return refusal.code, str(refusal)
