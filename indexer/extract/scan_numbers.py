"""The number and date of a scanned letterhead: often written or stamped into a form, and then misread.

A false number would be cited as the document's own, so what recognition is not sure of is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from indexer.extract.page_lines import Line, Word
from indexer.extract.page_shape import Page

_TOP = 0.3  # of the page's height
NUMBER = re.compile(r"S[ốồôóoõ]\s*:", re.IGNORECASE)
_DATE = re.compile(r"[^\W\d][^\d,]{1,40},\s*ngày.{0,24}năm.{0,8}$")  # a line of its own, after the place
_SURE = 60.0
_SURE_APART = 90.0  # digits that stand apart from "/QĐ-UBND" were filled in: sure ones were typed
_WARNING = (
    "low_quality_text: the number or date on page 1 is not legible for sure and was left out; see the page."
)


def without_doubtful_numbers(pages: list[Page]) -> tuple[list[Page], tuple[str, ...]]:
    """The pages, and a warning if digits were left out of the first one's letterhead."""
    if not pages or pages[0].number != 1:
        return pages, ()
    first = pages[0]
    lines = tuple(line for old in first.lines if (line := _legible(old, first.height)).words)
    left_out = _digits(lines) != _digits(first.lines)
    return [replace(first, lines=lines), *pages[1:]], (_WARNING,) if left_out else ()


def _digits(lines: tuple[Line, ...]) -> int:
    return sum(c.isdigit() for line in lines for c in line.text)


def _legible(line: Line, height: float) -> Line:
    if line.baseline > _TOP * height or all(word.confidence is None for word in line.words):
        return line
    if NUMBER.match(line.text):
        return Line(tuple(_of_number(line.words)))
    return Line(tuple(_of_date(line.words))) if _DATE.match(line.text) else line


def _of_number(words: tuple[Word, ...]) -> Iterator[Word]:
    for word, after in pairwise((*words, None)):
        assert word
        if NUMBER.fullmatch(word.text):
            yield replace(word, text="Số:")
            continue
        sure = word.confidence or 0
        if after and after.text.startswith("/") and sure < _SURE_APART:
            continue
        head, slash, rest = word.text.partition("/")
        doubtful = slash and sure < _SURE and not head.isdigit()
        yield replace(word, text=f"/{rest}") if doubtful else word


def _of_date(words: tuple[Word, ...]) -> Iterator[Word]:
    for word in words:
        odd = not word.text.strip(",.").isalpha()
        if odd and ((word.confidence or 0) < _SURE or not word.text.strip(",.").isdigit()):
            if letters := "".join(c for c in word.text if c.isalpha() and c.islower()):
                yield replace(word, text=letters)
        else:
            yield word
