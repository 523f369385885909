"""Tesseract run on one image: its words, kept by the pixels they were read from."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image

from kb.errors import RefusedError

PACKAGES = "tesseract-ocr, tesseract-ocr-vie and tesseract-ocr-osd"
WHOLE_PAGE, ONE_BLOCK = 1, 6  # its page segmentation modes
_SECONDS = 300
_LANGUAGE = "vie"


@dataclass(frozen=True, slots=True)
class Scan:
    """The image of a page in grey, and its dots an inch."""

    number: int
    image: Image.Image
    dpi: float


@dataclass(frozen=True, slots=True)
class Found:
    """One word in page points; `row` names its line, `confidence` is 0–100."""

    row: tuple[int, ...]
    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float


@cache
def missing() -> str:
    """What recognition lacks on this machine, "" when nothing."""
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        return "tesseract"
    listed = subprocess.run([tesseract, "--list-langs"], check=False, capture_output=True, text=True)  # noqa: S603
    lacking = sorted({_LANGUAGE, "osd"} - set(listed.stdout.split()))
    return f"tesseract's data for {' and '.join(lacking)}" if lacking else ""


def unavailable(name: str) -> RefusedError:
    message = f"{name} is a scan and {missing()} is not installed; install the Debian packages {PACKAGES}."
    return RefusedError("ocr_unavailable", message)


def read_words(scan: Scan, mode: int, *, cache_folder: Path | None, name: str) -> list[Found]:
    """The words of an image. What was read of the same pixels, of this file (`cache_folder`) or of another
    version of it in a folder beside, is not read again. Raises RefusedError."""
    dpi = round(scan.dpi)
    if cache_folder is None:
        return _parse(_run(scan, mode, dpi, name), 72 / scan.dpi)
    setting = b"%d %d %b " % (mode, dpi, _LANGUAGE.encode())
    key = hashlib.sha256(setting + repr(scan.image.size).encode() + scan.image.tobytes()).hexdigest()
    known = next(cache_folder.parent.glob(f"*/{key}.tsv"), None)
    table = known.read_text("utf-8") if known else _run(scan, mode, dpi, name)
    with contextlib.suppress(OSError):  # a full disk costs the next build time, not this one the page
        _keep(cache_folder / f"{key}.tsv", table)
    return _parse(table, 72 / scan.dpi)


def _run(scan: Scan, mode: int, dpi: int, name: str) -> str:
    png = io.BytesIO()
    scan.image.save(png, "png", compress_level=1)
    command = ["tesseract", "-", "-", "-l", _LANGUAGE, "--psm", str(mode), "--dpi", str(dpi), "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # its threads make it three times slower
    try:
        done = subprocess.run(  # noqa: S603 a fixed command
            command, input=png.getvalue(), check=False, capture_output=True, timeout=_SECONDS, env=environment
        )
    except subprocess.TimeoutExpired:
        message = f"Recognising page {scan.number} of {name} took longer than {_SECONDS} s; scan it again."
        raise RefusedError("timeout", message) from None
    if done.returncode:
        raise RefusedError("corrupt", f"Page {scan.number} of {name} cannot be recognised; scan it again.")
    return done.stdout.decode("utf-8", errors="replace")


def _keep(path: Path, table: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as stream:
        stream.write(table)
    Path(stream.name).replace(path)


def _parse(table: str, scale: float) -> list[Found]:
    found = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip():
            left, top, width, height = (
                float(row[side]) * scale for side in ("left", "top", "width", "height")
            )
            place = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
            sure = float(row["conf"])
            found.append(Found(place, row["text"].strip(), sure, left, top, left + width, top + height))
    return found
