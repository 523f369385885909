"""Scanned pages: read by tesseract, straightened, without what seals, stamps and hands left on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from indexer.extract.page_lines import Box, Line, turned_back
from indexer.extract.page_shape import Page
from indexer.extract.pdf_tables import tables
from indexer.extract.scan_ink import seals_and_stamps, without_specks
from indexer.extract.scan_lines import levelled, lines_of, slope_of, turn, usual_height
from indexer.extract.scan_numbers import NUMBER
from indexer.extract.scan_rules import rules
from indexer.extract.syllables import is_syllable
from indexer.extract.tesseract import ONE_BLOCK, WHOLE_PAGE, Found, Scan, missing, read_words, unavailable

MAX_PIXELS = 40_000_000  # an A3 page at 300 dots an inch has 17 million
_PROCESSES = 2
_FEWEST_WORDS = 3  # fewer are found where specks hide the text
_PROVEN = 60.0  # the confidence from which a word proves its line to be text
_DOUBTFUL = 50.0  # the mean confidence under which a line is no text
_SURE = 80.0  # the same for a line of few letters, and for what is stamped
_SHORT = 4
_OVERPRINTED = 72.0  # the same for a line of the letterhead with words that are none
_HEAD = 0.2  # of the page's height: there is the letterhead
_SIGNS = ".,;:()“”\"'"
_RAGGED = 40.0  # words round a seal less sure than this are pieces of it
_ROUND_SEAL = 30.0  # points above and below a seal: there stand the signer's position and name


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
    read = partial(read_words, cache_folder=cache_folder, name=name)
    words = read(scan, WHOLE_PAGE)
    if _certain(words) < _FEWEST_WORDS:
        clean = replace(scan, image=without_specks(scan.image))
        if _certain(found := read(clean, WHOLE_PAGE)) > _certain(words):
            scan, words = clean, found
    if turned := turn(words):
        scan = replace(scan, image=scan.image.rotate(turned, expand=True))
        words = read(scan, WHOLE_PAGE)
    width, height = (side * 72 / scan.dpi for side in scan.image.size)
    slope, usual = slope_of(words), usual_height(words)

    def shown(box: Box) -> Box:
        return turned_back(levelled(box, -slope), turned, width, height)

    seals, stamps = seals_and_stamps(scan.image, scan.dpi)
    lines = lines_of(words, slope, usual)
    for seal in seals:
        place = (seal[0], max(0.0, seal[1] - _ROUND_SEAL), width, min(height, seal[3] + _ROUND_SEAL))
        again = lines_of(_moved(read(_cut(scan, place), ONE_BLOCK), place), slope, usual)
        lines = _better(lines, again, levelled(place, slope))
    ruled = rules(scan.image, scan.dpi, slope, [levelled(seal, slope) for seal in seals])
    grids, lines = tables(ruled, lines, scan.number)
    stamped = _stamped(lines, [levelled(box, slope) for box in stamps])
    lines = [line for line in lines if line not in stamped]
    stamped += [line for line in lines if line.box[3] < _HEAD * height and _is_overprinted(line)]
    text = tuple(line for line in lines if line not in stamped and _is_text(line))
    aside = tuple(line for line in stamped if _letters(line))
    return Page(scan.number, width, height, text, tuple(grids), shown, aside)


def _certain(words: list[Found]) -> int:
    return sum(word.confidence >= _PROVEN for word in words)


# -- round a seal ----------------------------------------------------------------------------------


def _cut(scan: Scan, place: Box) -> Scan:
    left, top, right, bottom = (round(side * scan.dpi / 72) for side in place)
    return replace(scan, image=scan.image.crop((left, top, right, bottom)))


def _moved(words: list[Found], place: Box) -> list[Found]:
    """Words of a part of the page, where they stand on the page."""
    left, top, _, _ = place
    return [
        replace(w, left=w.left + left, right=w.right + left, top=w.top + top, bottom=w.bottom + top)
        for w in words
    ]


def _better(lines: list[Line], again: list[Line], place: Box) -> list[Line]:
    """The lines of a page; those in `place` as they were read there alone, if that made more sense."""
    inside = [line for line in lines if _within(line.box, place)]
    outside = [line for line in lines if line not in inside]
    proven = [
        Line(kept)
        for line in again
        if _proof(line)
        and not any(_overlap(line.box, other.box) for other in outside)
        and (kept := tuple(word for word in line.words if (word.confidence or 0) >= _RAGGED))
    ]
    return outside + proven if _worth(proven) > _worth(inside) else lines


def _worth(lines: list[Line]) -> int:
    return sum(_proof(line) for line in lines)


def _within(box: Box, place: Box) -> bool:
    return place[0] - 5 <= box[0] and box[2] <= place[2] + 5 and place[1] <= (box[1] + box[3]) / 2 <= place[3]


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < (b[1] + b[3]) / 2 < a[3]


# -- what is text ----------------------------------------------------------------------------------


def _proof(line: Line) -> int:
    """How many letters and digits of a line are in words sure enough and spelled like words or numbers."""
    cores = (word.text.strip(_SIGNS) for word in line.words if (word.confidence or 0) >= _PROVEN)
    return sum(len(core) for core in cores if len(core) > 1 and (core.isdigit() or is_syllable(core)))


def _is_text(line: Line) -> bool:
    """Whether a line is text, and not the remains of a seal, a signature or a note by hand."""
    letters = _letters(line)
    return letters > 0 and _confidence(line) >= (_DOUBTFUL if letters > _SHORT else _SURE)


def _is_overprinted(line: Line) -> bool:
    """Whether a line of the letterhead is words of a stamp set across it, or both at once."""
    if _confidence(line) >= _OVERPRINTED or NUMBER.match(line.text):
        return False
    words = [core for word in line.words if len(core := word.text.strip(_SIGNS)) > 1]
    return not all(is_syllable(word) or word.isdigit() for word in words)


def _letters(line: Line) -> int:
    return sum(c.isalnum() for c in line.text)


def _confidence(line: Line) -> float:
    return sum(word.confidence or 0 for word in line.words) / len(line.words)


def _stamped(lines: list[Line], frames: list[Box]) -> list[Line]:
    """The lines in the frames of stamps: of the one an office sets on what comes in ("ĐẾN", nghị định
    30/2020/NĐ-CP, phụ lục IV), or of any that is filled in by hand and so hardly read."""
    stamped: list[Line] = []
    for frame in frames:
        inside = [line for line in lines if _within(line.box, frame)]
        arrived = any(word.text in {"ĐẾN", "ĐÉN", "ĐỀN"} for line in inside for word in line.words)
        if inside and (arrived or sum(map(_confidence, inside)) / len(inside) < _SURE):
            stamped += inside
    return stamped
