"""Words, lines and ruling lines of a page, whoever found them: the text layer of a PDF or OCR.

Coordinates are page points with the origin at the top left, y downwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

_ITEM_NUMBER = re.compile(r"[-–+•*]|(?:\d{1,2}\.?){1,4}\)?|[IVX]+[.)]|[a-zđ][.)]")
_BESIDE = 0.4  # of the letter size: baselines this near are of one row
_GLUED_HYPHEN = re.compile(r"\S-$")
_THIN = 2.5  # points
_SHORTEST_RULE = 8.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    bold: bool = False
    italic: bool = False
    confidence: float | None = None


@dataclass(frozen=True)
class Line:
    """Words from left to right on one baseline, without a gap as wide as a column's."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def box(self) -> Box:
        return union((word.left, word.top, word.right, word.bottom) for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def center(self) -> float:
        return (self.left + self.right) / 2

    @cached_property
    def size(self) -> float:
        """The size most letters have, so that marks and initials do not count."""
        sizes: Counter[float] = Counter()
        for word in self.words:
            sizes[round(word.size, 1)] += len(word.text)
        return sizes.most_common(1)[0][0]

    @cached_property
    def baseline(self) -> float:
        return sorted(word.baseline for word in self.words)[len(self.words) // 2]

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @property
    def italic(self) -> bool:
        return all(word.italic for word in self.words)

    @property
    def capitals(self) -> bool:
        return self.text.isupper()

    def map(self, convert: Callable[[str], str]) -> Line:
        """The line with its text converted as a whole; `convert` must leave the blanks between words."""
        texts = convert(self.text).split(" ")
        return Line(tuple(replace(word, text=text) for word, text in zip(self.words, texts, strict=True)))


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


def union(boxes: Iterable[Box]) -> Box:
    """The box around boxes, to a tenth of a point."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return round(min(lefts), 1), round(min(tops), 1), round(max(rights), 1), round(max(bottoms), 1)


def turned_back(box: Box, turned: int, width: float, height: float) -> Box:
    """A box of the upright page on the page as it was before it was turned left."""
    left, top, right, bottom = box
    return {
        0: box,
        90: (height - bottom, left, height - top, right),
        180: (width - right, height - bottom, width - left, height - top),
        270: (top, width - right, bottom, width - left),
    }[turned]


def glue(before: str, after: str) -> str:
    """Two lines of one paragraph: a code broken at its hyphen ("139/QĐ-" "UBND") is joined without a
    blank."""
    return before + after if _GLUED_HYPHEN.search(before) else f"{before} {after}"


def rows_of(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines from top to bottom, those beside each other together, from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        if rows and line.baseline - rows[-1][0].baseline <= _BESIDE * max(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def by_rows(column: list[Line]) -> list[Line]:
    return [as_one(row) for row in rows_of(column)]


def as_one(row: list[Line]) -> Line:
    return Line(tuple(word for line in row for word in line.words))


def split_at_gaps(words: list[Word], gap: float) -> list[Line]:
    """Words of one baseline, parted where the space between two is wider than `gap`.

    The number of a list item stays with its text, however far the tab between them reaches.
    """
    words = sorted(words, key=lambda word: word.left)
    runs = [[words[0]]]
    for word in words[1:]:
        numbered = len(runs[-1]) == 1 and _ITEM_NUMBER.fullmatch(runs[-1][0].text)
        if word.left - runs[-1][-1].right > gap and not numbered:
            runs.append([])
        runs[-1].append(word)
    return [Line(tuple(run)) for run in runs]
