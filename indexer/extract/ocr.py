"""Recognition of page images by tesseract, with a confidence for every word."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import os
import shutil
import statistics
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageFilter

from indexer.extract.page_lines import Box, Line, Word, split_at_gaps
from indexer.extract.page_shape import Page
from indexer.extract.pdf_tables import tables
from indexer.extract.scan_rules import rules
from indexer.extract.syllables import is_syllable, mend
from kb.errors import RefusedError

PACKAGES = "tesseract-ocr, tesseract-ocr-vie and tesseract-ocr-osd"
MAX_PIXELS = 40_000_000  # an A3 page at 300 dots an inch has 17 million
_PROCESSES = 2
_SECONDS = 300
_LANGUAGE = "vie"
_COLUMN_GAP = 1.2  # of the letter size
_HEIGHT_TO_SIZE = 1.35  # from the usual height of a word's ink to the letter size
_USUAL_HEIGHT = (0.75, 1.4)  # of the page's: lines in this range have its letter size
_GUESS = 10.0  # words less sure than this, and not spelled like words, are specks
_DOUBT = 50.0  # lines less sure than this are seals and signatures
_FEWEST_WORDS = 3  # fewer are found where specks hide the text
_DESCENDERS = frozenset("gjpqyQ,;()[]{}|/_" + "ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴýỳỷỹ")


@dataclass(frozen=True, slots=True)
class Scan:
    """The image of a page in grey, and its dots an inch."""

    number: int
    image: Image.Image
    dpi: float


@dataclass(frozen=True, slots=True)
class _Found:
    """One word as tesseract gives it; `row` names its line."""

    row: tuple[int, int, int]
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


def recognise(scans: Iterable[Scan], cache_folder: Path | None, name: str) -> Iterator[Page]:
    """The pages in order; only a few images are held at a time. Raises RefusedError."""
    if missing():
        raise unavailable(name)
    with ThreadPoolExecutor(_PROCESSES) as pool:
        waiting: list[Future[Page]] = []
        for scan in scans:
            waiting.append(pool.submit(_page, scan, cache_folder, name))
            if len(waiting) > _PROCESSES:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


def _page(scan: Scan, cache_folder: Path | None, name: str) -> Page:
    words = _tesseract(scan, cache_folder, name)
    if len(words) < _FEWEST_WORDS:
        scan = replace(scan, image=scan.image.filter(ImageFilter.MedianFilter(3)))
        words = _tesseract(scan, cache_folder, name)
    turned = _turn(words)
    if turned:
        scan = replace(scan, image=scan.image.rotate(turned, expand=True))
        words = _tesseract(scan, cache_folder, name)
    width, height = (side * 72 / scan.dpi for side in scan.image.size)
    slope = _slope(words)

    def shown(box: Box) -> Box:
        left, top, right, bottom = box
        box = (left - slope * top, top + slope * left, right - slope * bottom, bottom + slope * right)
        return _turned_back(box, turned, width, height)

    lines = _lines([_levelled(word, slope) for word in words if _is_word(word)])
    found, rest = tables(rules(scan.image, scan.dpi, slope), lines, scan.number, shown)
    return Page(
        scan.number, width, height, tuple(line for line in rest if _is_text(line)), tuple(found), shown
    )


# -- tesseract -------------------------------------------------------------------------------------


def _tesseract(scan: Scan, cache_folder: Path | None, name: str) -> list[_Found]:
    """Words in page points. A page's result is kept by its pixels: a page that another version of the file
    has too, in a folder beside this one's, is not recognised again."""
    dpi = round(scan.dpi)
    key = hashlib.sha256(b"%d %b " % (dpi, _LANGUAGE.encode()) + scan.image.tobytes()).hexdigest()
    if cache_folder is None:
        return _parse(_run(scan, dpi, name), 72 / scan.dpi)
    known = next(cache_folder.parent.glob(f"*/{key}.tsv"), None)
    table = known.read_text("utf-8") if known else _run(scan, dpi, name)
    with contextlib.suppress(OSError):  # a full disk costs the next build time, not this one the page
        _keep(cache_folder / f"{key}.tsv", table)
    return _parse(table, 72 / scan.dpi)


def _run(scan: Scan, dpi: int, name: str) -> str:
    png = io.BytesIO()
    scan.image.save(png, "png", compress_level=1)
    command = ["tesseract", "-", "-", "-l", _LANGUAGE, "--psm", "1", "--dpi", str(dpi), "tsv"]
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


def _parse(table: str, scale: float) -> list[_Found]:
    words = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip():
            left, top, width, height = (
                float(row[side]) * scale for side in ("left", "top", "width", "height")
            )
            place = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
            found = _Found(
                place, row["text"].strip(), float(row["conf"]), left, top, left + width, top + height
            )
            words.append(found)
    return words


# -- straightening ---------------------------------------------------------------------------------


def _turn(words: list[_Found]) -> int:
    """Degrees by which the image must be turned left to stand upright, from the way words follow each
    other."""
    steps = [
        (b.left - a.left, b.top - a.top)
        for a, b in pairwise(words)
        if a.row == b.row and len(a.text) > 1 < len(b.text)
    ]
    if not steps:
        return 0
    x, y = (statistics.median(step) for step in zip(*steps, strict=True))
    if abs(y) > 2 * abs(x):
        return 90 if y > 0 else 270
    return 180 if x < 0 else 0


def _turned_back(box: Box, turned: int, width: float, height: float) -> Box:
    """A box of the upright page on the page as it was before it was turned left."""
    left, top, right, bottom = box
    return {
        0: box,
        90: (height - bottom, left, height - top, right),
        180: (width - right, height - bottom, width - left, height - top),
        270: (top, width - right, bottom, width - left),
    }[turned]


def _slope(words: list[_Found]) -> float:
    """How far lines fall for each point to the right: the median over the longer half of the lines."""
    lines: dict[tuple[int, int, int], list[_Found]] = defaultdict(list)
    for word in words:
        if word.confidence > _DOUBT and not _DESCENDERS & set(word.text):
            lines[word.row].append(word)
    long = sorted(
        (line for line in lines.values() if len(line) > 3), key=lambda line: line[0].left - line[-1].left
    )
    slopes = [
        statistics.linear_regression([w.left for w in line], [w.bottom for w in line]).slope
        for line in long[: max(5, len(long) // 2)]
    ]
    return statistics.median(slopes) if slopes else 0.0


def _levelled(word: _Found, slope: float) -> _Found:
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    across, down = slope * y, -slope * x
    return replace(
        word,
        left=word.left + across,
        right=word.right + across,
        top=word.top + down,
        bottom=word.bottom + down,
    )


# -- words and lines -------------------------------------------------------------------------------


def _is_word(word: _Found) -> bool:
    letters = "".join(c for c in word.text if c.isalpha())
    return bool(word.text) and (word.confidence >= _GUESS or (len(letters) > 1 and is_syllable(letters)))


def _is_text(line: Line) -> bool:
    sure = [word.confidence or 0 for word in line.words]
    return sum(sure) / len(sure) >= _DOUBT and any(c.isalnum() for c in line.text)


def _lines(words: list[_Found]) -> list[Line]:
    rows: dict[tuple[int, int, int], list[_Found]] = defaultdict(list)
    for word in words:
        rows[word.row].append(word)
    heights = {row: statistics.median(w.bottom - w.top for w in found) for row, found in rows.items()}
    usual = statistics.median(heights[word.row] for word in words) if words else 0.0
    lines = []
    for row, found in rows.items():
        least, most = (share * usual for share in _USUAL_HEIGHT)
        height = usual if least <= heights[row] <= most else heights[row]
        size = round(height * _HEIGHT_TO_SIZE, 1)
        standing = [word.bottom for word in found if not _DESCENDERS & set(word.text)]
        baseline = statistics.median(standing or [word.bottom for word in found])
        placed = [
            Word(mend(w.text), w.left, w.top, w.right, w.bottom, baseline, size, confidence=w.confidence)
            for w in found
        ]
        lines += split_at_gaps(placed, _COLUMN_GAP * usual * _HEIGHT_TO_SIZE)
    return lines
