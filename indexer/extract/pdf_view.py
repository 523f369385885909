"""A PDF page as it is read: turned so that its text stands upright, from the top left corner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from indexer.extract.page_lines import Box, turned_back

Point = tuple[float, float]

_SAMPLE = 500  # letters


@dataclass(frozen=True, slots=True)
class View:
    """A page turned so that its text stands upright, sides in points. `place` takes the page's own
    coordinates to points from the top left corner, `shown` a box of such points to the page as it is shown.
    """

    width: float
    height: float
    place: Callable[[float, float], Point]
    shown: Callable[[Box], Box]


def view(page: pdfium.PdfPage) -> View:
    """Most text of a page may run up or down it: a wide table, or a page put in turned."""
    width, height = page.get_size()
    as_shown = _as_shown(page)
    turned = _turn(page, as_shown)
    turns: dict[int, Callable[[float, float], Point]] = {
        0: lambda x, y: (x, y),
        90: lambda x, y: (y, width - x),
        180: lambda x, y: (width - x, height - y),
        270: lambda x, y: (height - y, x),
    }
    sides = (height, width) if turned % 180 else (width, height)
    return View(
        *sides,
        place=lambda x, y: turns[turned](*as_shown(x, y)),
        shown=lambda box: turned_back(box, turned, *sides),
    )


def _as_shown(page: pdfium.PdfPage) -> Callable[[float, float], Point]:
    left, bottom, right, top = page.get_cropbox()
    turns: dict[int, Callable[[float, float], Point]] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[page.get_rotation()]


def _turn(page: pdfium.PdfPage, place: Callable[[float, float], Point]) -> int:
    """Degrees by which the page must be turned left for most of its letters to stand upright."""
    textpage, matrix = page.get_textpage(), raw.FS_MATRIX()
    count = textpage.count_chars()
    seen: Counter[int] = Counter()
    x0, y0 = place(0, 0)
    for i in range(0, count, max(1, count // _SAMPLE)):
        raw.FPDFText_GetMatrix(textpage, i, matrix)
        x, y = place(matrix.a, matrix.b)
        across, down = x - x0, y - y0
        seen[(0 if across >= 0 else 180) if abs(across) >= abs(down) else 90 if down > 0 else 270] += 1
    return seen.most_common(1)[0][0] if seen else 0
