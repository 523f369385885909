"""What kb needs of the machine it runs on: room on the disk, permissions, programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb import index
from kb.config import Settings

ROOM = 3  # times the size of the generation: the next one, its draft vectors, and the growth of the cache
LEAST_ROOM = 200_000_000

# What opens formats that need more than wheels: the program, what it reads, the Debian packages.
TOOLS = (
    ("soffice", "DOC, ODT and RTF files", "libreoffice-writer-nogui"),
    ("tesseract", "scanned PDF files and images", "tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd"),
)
NEEDED_BY = {"soffice": "converter_unavailable", "tesseract": "ocr_unavailable"}


@dataclass(frozen=True, slots=True)
class Check:
    """`advice` says what to do when it is not `ok`."""

    name: str
    ok: bool
    detail: str
    advice: str = ""


def disk(settings: Settings) -> Iterator[Check]:
    folder = _existing(settings.index)
    name = index.current_name(settings.index)
    files = (settings.index / "generations" / name).rglob("*") if name else ()
    needed = max(LEAST_ROOM, ROOM * sum(path.stat().st_size for path in files if path.is_file()))
    free = shutil.disk_usage(folder).free
    yield Check(
        "disk",
        free >= needed,
        f"{free / 1e6:,.0f} MB free on the disk of {folder}, the next build may need {needed / 1e6:,.0f} MB",
        "Free some room, or lower 'keep_generations'.",
    )


def permissions(settings: Settings) -> Iterator[Check]:
    corpus = settings.corpus
    readable = corpus.is_dir() and os.access(corpus, os.R_OK | os.X_OK)
    empty = readable and next(corpus.iterdir(), None) is None
    yield Check(
        "corpus",
        readable and not empty,
        f"{corpus} {'holds nothing' if empty else 'can be read' if readable else 'cannot be read'}",
        "See whether its disk is mounted."
        if empty
        else "Name the folder in the setting 'corpus' and let this user read it.",
    )
    theirs = next((path for path in _written(settings.index) if not os.access(path, os.W_OK)), None)
    yield Check(
        "index folder",
        theirs is None,
        f"{theirs or settings.index} {'cannot' if theirs else 'can'} be written by this user",
        f"Run as the user that builds the index, or give it {settings.index} (chown -R).",
    )


def _written(index_dir: Path) -> Iterator[Path]:
    """What a build writes to. A single build as another user leaves files that shut the night out."""
    yield _existing(index_dir)
    for name in ("lock", "quarantine.json", "generations", "reports", "cache", "cache/cache.sqlite", "draft"):
        if (index_dir / name).exists():
            yield index_dir / name


def programs(settings: Settings) -> Iterator[Check]:
    report = index.last_report(settings.index) or {"refused": []}
    refused = [refusal["code"] for refusal in report["refused"]]
    for program, opens, packages in TOOLS:
        there = shutil.which(program) is not None
        waiting = refused.count(NEEDED_BY[program])
        install = f"apt-get install {packages}"
        detail = "installed" if there else f"not installed; it reads {opens}: {install}"
        yield Check(program, there or not waiting, detail, f"{waiting} files wait for it: {install}")
    if shutil.which("tesseract") and "vie" not in _languages():
        yield Check("tesseract", False, "knows no Vietnamese", "apt-get install tesseract-ocr-vie")


def _languages() -> list[str]:
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=10)  # noqa: S607 found on PATH
    return listed.stdout.split()


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    folder = folder.resolve()
    while not folder.exists():
        folder = folder.parent
    return folder
