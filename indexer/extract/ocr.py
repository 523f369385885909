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
from indexer.extract.scan_rules import rules
from indexer.extract.scan_text import PROVEN, is_within, part, proof
from indexer.extract.tesseract import ONE_BLOCK, WHOLE_PAGE, Found, Scan, missing, read_words, unavailable

MAX_PIXELS = 40_000_000  # an A3 page at 300 dots an inch has 17 million
_PROCESSES = 2
_FEWEST_WORDS = 3  # fewer are found where specks hide the text
_HEAD = 0.2  # of the page's height: there is the letterhead
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
    text, aside = part(lines, [levelled(box, slope) for box in stamps], _HEAD * height)
    return Page(scan.number, width, height, tuple(text), tuple(grids), shown, tuple(aside))


def _certain(words: list[Found]) -> int:
    return sum(word.confidence >= PROVEN for word in words)


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
    inside = [line for line in lines if is_within(line.box, place)]
    outside = [line for line in lines if line not in inside]
    proven = [
        Line(kept)
        for line in again
        if proof(line)
        and not any(_overlap(line.box, other.box) for other in outside)
        and (kept := tuple(word for word in line.words if (word.confidence or 0) >= _RAGGED))
    ]
    return outside + proven if _worth(proven) > _worth(inside) else lines


def _worth(lines: list[Line]) -> int:
    return sum(proof(line) for line in lines)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < (b[1] + b[3]) / 2 < a[3]
