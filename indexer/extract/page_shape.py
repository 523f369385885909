"""A page of lines: its margins, letter size and what runs along its edges."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from indexer.blocks import Block
from indexer.extract.page_lines import Box, Line

_PAGE_NUMBER = re.compile(r"(?:[-–]\s*)?(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*[-–])?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_HEAD_BAND = 0.09  # of the page's height, at its top and bottom


@dataclass(frozen=True, slots=True)
class Page:
    """`number` from 1; `tables` and `stamps` hold what is not in `lines`, boxes as those of the lines.

    `shown` takes a box of these lines, which stand upright and level, to its place on the page as it is.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[Block, ...] = ()
    shown: Callable[[Box], Box] = lambda box: box
    stamps: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """Where body text stands on a page: its margins, letter size and distance between baselines."""

    left: float
    right: float
    size: float
    pitch: float

    @property
    def center(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return self.right - self.left


def running_heads(pages: list[Page]) -> set[tuple[int, Line]]:
    """Page numbers at the edges, and lines that stand at the same edge of most pages, whatever their
    digits."""
    edges = [
        (page.number, line, _DIGITS.sub("#", line.text))
        for page in pages
        for line in page.lines
        if line.box[3] < _HEAD_BAND * page.height or line.box[1] > (1 - _HEAD_BAND) * page.height
    ]
    seen = Counter(text for _, _, text in edges)
    often = max(3, len(pages) / 2)
    return {
        (number, line)
        for number, line, text in edges
        if _PAGE_NUMBER.fullmatch(line.text) or (seen[text] >= often and len(text) > 1)
    }


def usual_size(lines: Iterable[Line]) -> float:
    """The letter size most text has."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def frame_of(lines: list[Line], page: Page, usual: float) -> Frame:
    """`usual` is the letter size of the document, which counts even on a page that is mostly footnotes."""
    if not lines:
        return Frame(0.0, page.width, 1.0, 1.0)
    size = usual if any(abs(line.size - usual) <= 1 for line in lines) else usual_size(lines)
    body = [line for line in lines if abs(line.size - size) <= 1]
    wide = [line for line in body if line.right - line.left > page.width / 2] or body
    pitches = Counter(
        round(b.baseline - a.baseline)
        for a, b in pairwise(sorted(wide, key=lambda line: line.baseline))
        if size < b.baseline - a.baseline < 2.5 * size
    )
    pitch = _lower_mode(pitches) or 1.35 * size
    return Frame(min(line.left for line in wide), _edge([line.right for line in wide]), size, pitch)


def _lower_mode(pitches: Counter[int]) -> float:
    """The usual distance inside paragraphs: the smallest that is about as common as the commonest."""
    most = max(pitches.values(), default=0)
    return min((pitch for pitch, count in pitches.items() if count > most / 2), default=0)


def _edge(rights: list[float]) -> float:
    """The right margin: where the longest lines end, short of the few that overshoot."""
    return sorted(rights)[int(0.9 * (len(rights) - 1))]


def confidence(pages: Iterable[Page]) -> float | None:
    """The mean confidence of all recognised words, None where nothing had to be recognised."""
    words = [word.confidence for page in pages for line in page.lines for word in line.words]
    sure = [value for value in words if value is not None]
    return round(sum(sure) / len(sure), 1) if sure else None
