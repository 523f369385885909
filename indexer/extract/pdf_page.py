"""The words and ruling lines of one PDF page, by the position of every glyph.

The order in which glyphs come is not trusted: letters of a fallback font come after the line they belong to.
"""

from __future__ import annotations

import ctypes
import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from indexer.extract.marks import superscript
from indexer.extract.page_lines import Box, Line, Word, split_at_gaps, turned_back

Point = tuple[float, float]

_BREAK_HYPHENS = {0x02, 0xFFFE}
_IGNORED = {0x0D, 0x0A}
_UNMAPPED = {0, 0xFFFF}  # the font does not say which letter the glyph is
_BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_SAMPLE = 500  # letters
_WORD_GAP = 0.15  # of the letter size; a blank is 0.25, and letters of a word touch by their advance widths
_BLANK_GAP = 0.04  # where the file itself has a blank
_BLANK_NEAR = 0.25
_COLUMN_GAP = 1.4
_SAME_LINE = 0.25
_RAISED_SIZE = 0.8
_RAISED_BY = 0.15
_THIN = 2.5
_SHORTEST_RULE = 8.0


@dataclass(frozen=True, slots=True)
class _Glyph:
    """`x` and `y` are the origin on the baseline, y downwards; `end` is where the next glyph would start.

    `spaced` says that a blank follows.
    """

    text: str
    x: float
    y: float
    end: float
    top: float
    bottom: float
    size: float
    font: str
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along an axis, from (x0, y0) to (x1, y1) with x0 <= x1, y0 <= y1."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_line(self) -> bool:
        sides = sorted((self.x1 - self.x0, self.y1 - self.y0))
        return sides[0] <= _THIN and sides[1] >= _SHORTEST_RULE

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 > self.y1 - self.y0


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


def lines(page: pdfium.PdfPage, place: Callable[[float, float], Point]) -> list[Line]:
    """The lines of the page, parted at gaps as wide as those between columns."""
    glyphs = _spaced(_glyphs(page, place))
    return [
        line for row in _rows(glyphs) for line in split_at_gaps(_words(row), _COLUMN_GAP * _usual_size(row))
    ]


def _glyphs(page: pdfium.PdfPage, place: Callable[[float, float], Point]) -> Iterator[_Glyph]:
    textpage = page.get_textpage()
    x, y, matrix, box = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX(), raw.FS_RECTF()
    fonts = _Fonts(textpage)
    for i in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, i)
        if code in _IGNORED or raw.FPDFText_IsGenerated(textpage, i) == 1:
            continue
        raw.FPDFText_GetCharOrigin(textpage, i, x, y)
        raw.FPDFText_GetMatrix(textpage, i, matrix)
        raw.FPDFText_GetLooseCharBox(textpage, i, box)
        origin = place(x.value, y.value)
        corners = [place(box.left, box.top), place(box.right, box.bottom)]
        ahead = place(x.value + matrix.a, y.value + matrix.b)
        if abs(ahead[1] - origin[1]) > 0.2 * abs(ahead[0] - origin[0]):
            continue  # slanted or upright: a watermark, a stamp, a note in the margin
        yield _Glyph(
            _letter(code),
            origin[0],
            origin[1],
            max(corner[0] for corner in corners),
            min(corner[1] for corner in corners),
            max(corner[1] for corner in corners),
            raw.FPDFText_GetFontSize(textpage, i) * math.hypot(matrix.c, matrix.d),
            fonts.name(i),
        )


def _letter(code: int) -> str:
    if code in _BREAK_HYPHENS:
        return "-"
    return "\ufffd" if code in _UNMAPPED else chr(code)


def _spaced(glyphs: Iterator[_Glyph]) -> list[_Glyph]:
    """The glyphs without the blanks, each marked that had one close behind it."""
    seen: list[_Glyph] = []
    for glyph in glyphs:
        if not glyph.text.isspace():
            seen.append(glyph)
        elif seen and seen[-1].y == glyph.y and abs(glyph.x - seen[-1].end) < _BLANK_NEAR * glyph.size:
            seen[-1] = replace(seen[-1], spaced=True)
    return seen


class _Fonts:
    """Font names of a text page; pdfium gives 400 as the weight of bold fonts, so the name has to tell."""

    def __init__(self, textpage: pdfium.PdfTextPage) -> None:
        self._textpage = textpage
        self._buffer = ctypes.create_string_buffer(128)

    def name(self, index: int) -> str:
        length = raw.FPDFText_GetFontInfo(self._textpage, index, self._buffer, len(self._buffer), None)
        return self._buffer.raw[: max(0, min(length, len(self._buffer)) - 1)].decode(
            "utf-8", errors="replace"
        )


def _rows(glyphs: list[_Glyph]) -> list[list[_Glyph]]:
    """Glyphs by baseline; a small row a little above another, raised digits, becomes part of it."""
    rows: list[list[_Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.y):
        if rows and glyph.y - rows[-1][0].y <= _SAME_LINE * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    merged: list[list[_Glyph]] = []
    for row in rows:
        if merged and _raised(merged[-1], row):
            row = merged.pop() + row
        merged.append(row)
    return merged


def _raised(small: list[_Glyph], row: list[_Glyph]) -> bool:
    size = _usual_size(row)
    height = row[0].y - small[-1].y
    return height < 0.7 * size and all(glyph.size < _RAISED_SIZE * size for glyph in small)


def _usual_size(row: list[_Glyph]) -> float:
    return sorted(glyph.size for glyph in row)[len(row) // 2]


def _words(row: list[_Glyph]) -> list[Word]:
    size = _usual_size(row)
    base = sorted(glyph.y for glyph in row)[len(row) // 2]
    row = sorted(row, key=lambda glyph: glyph.x)
    words = [[row[0]]]
    for glyph in row[1:]:
        before = words[-1][-1]
        gap = _BLANK_GAP if before.spaced else _WORD_GAP
        if glyph.x - before.end > gap * min(glyph.size, before.size) or _filled_in(before, glyph):
            words.append([])
        words[-1].append(glyph)
    return [_word(glyphs, size, base) for glyphs in words]


def _filled_in(before: _Glyph, glyph: _Glyph) -> bool:
    """Whether a number in a font of its own was set into the text without room for a blank."""
    digits = before.text.isdigit() != glyph.text.isdigit()
    letter = before.text.isalpha() or glyph.text.isalpha()
    return digits and letter and before.font != glyph.font and abs(before.y - glyph.y) < _THIN


def _word(glyphs: list[_Glyph], size: float, base: float) -> Word:
    def is_raised(glyph: _Glyph) -> bool:
        return glyph.size < _RAISED_SIZE * size and base - glyph.y > _RAISED_BY * size

    text = "".join(
        superscript(run) if raised else run
        for raised, group in itertools.groupby(glyphs, key=is_raised)
        for run in ["".join(glyph.text for glyph in group)]
    )
    letters = [glyph for glyph in glyphs if not is_raised(glyph)] or glyphs
    return Word(
        text,
        glyphs[0].x,
        min(glyph.top for glyph in glyphs),
        max(glyph.end for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        base,
        max(glyph.size for glyph in letters),
        bold=all(_BOLD.search(glyph.font) for glyph in letters),
        italic=all(_ITALIC.search(glyph.font) for glyph in letters),
    )


# -- ruling lines ----------------------------------------------------------------------------------


def rules(page: pdfium.PdfPage, place: Callable[[float, float], Point]) -> list[Rule]:
    """Straight lines along the axes, drawn as strokes or as thin filled boxes."""
    found = []
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        corners = [[point for segment in _segments(path, place) for point in segment]]
        if _is_stroked(path):
            corners = [[*segment] for segment in _segments(path, place)]
        for points in corners:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            if points and (rule := Rule(min(xs), min(ys), max(xs), max(ys))).is_line:
                found.append(rule)
    return found


def _is_stroked(path: pdfium.PdfObject) -> bool:
    """Filled shapes are a shade behind the text, unless they are as thin as a line."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value)


def _segments(
    path: pdfium.PdfObject, place: Callable[[float, float], Point]
) -> Iterator[tuple[Point, Point]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    matrix = path.get_matrix()
    start = here = (0.0, 0.0)
    for i in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = place(*matrix.on_point(x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield here, point
        here = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield here, start
