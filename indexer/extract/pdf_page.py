"""The words of one PDF page, by the position of every glyph.

The order in which glyphs come is not trusted: letters of a fallback font come after the line they belong to.
"""

from __future__ import annotations

import ctypes
import itertools
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from indexer.extract.marks import superscript
from indexer.extract.page_lines import Line, Word, split_at_gaps
from indexer.extract.pdf_view import Point

_BREAK_HYPHENS = {0x02, 0xFFFE}
_IGNORED = {0x0D, 0x0A}
_UNMAPPED = {0, 0xFFFF}  # the font does not say which letter the glyph is
_BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_WORD_GAP = 0.15  # of the letter size; a blank is 0.25, and letters of a word touch by their advance widths
_BLANK_GAP = 0.04  # where the file itself has a blank
_BLANK_NEAR = 0.25
_COLUMN_GAP = 1.4
_SAME_LINE = 0.25
_RAISED_SIZE = 0.8
_RAISED_BY = 0.15
_ONE_BASELINE = 2.5  # points


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
    return digits and letter and before.font != glyph.font and abs(before.y - glyph.y) < _ONE_BASELINE


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
