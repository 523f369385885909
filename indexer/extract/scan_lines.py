"""The words of a scan as level lines of upright text, in page points."""

from __future__ import annotations

import statistics
from collections import defaultdict
from itertools import pairwise

from indexer.extract.page_lines import Box, Line, Word, split_at_gaps
from indexer.extract.syllables import is_syllable, mend
from indexer.extract.tesseract import Found

_COLUMN_GAP = 1.2  # of the letter size
_HEIGHT_TO_SIZE = 1.35  # from the usual height of a word's ink to the letter size
_USUAL_HEIGHT = (0.75, 1.4)  # of the page's: lines in this range have its letter size
_SPECK = 10.0  # words less sure than this, and not spelled like words, are specks
_DOUBTFUL = 50.0  # words less sure than this do not tell how a line runs
_DESCENDERS = frozenset("gjpqyQ,;()[]{}|/_" + "ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴýỳỷỹ")


# -- straightening ---------------------------------------------------------------------------------


def turn(words: list[Found]) -> int:
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


def slope_of(words: list[Found]) -> float:
    """How far lines fall for each point to the right: the median over the longer half of the lines."""
    lines: dict[tuple[int, ...], list[Found]] = defaultdict(list)
    for word in words:
        if word.confidence > _DOUBTFUL and not _DESCENDERS & set(word.text):
            lines[word.row].append(word)
    long = sorted(
        (line for line in lines.values() if len(line) > 3), key=lambda line: line[0].left - line[-1].left
    )
    slopes = [
        statistics.linear_regression([w.left for w in line], [w.bottom for w in line]).slope
        for line in long[: max(5, len(long) // 2)]
    ]
    return statistics.median(slopes) if slopes else 0.0


def levelled(box: Box, slope: float) -> Box:
    """A box moved, without being turned, to where it stands once lines of this slope are level."""
    across, down = slope * (box[1] + box[3]) / 2, -slope * (box[0] + box[2]) / 2
    return box[0] + across, box[1] + down, box[2] + across, box[3] + down


# -- lines -----------------------------------------------------------------------------------------


def usual_height(words: list[Found]) -> float:
    """Of the words of a page, in points, words of one line counted alike; 0 without words."""
    heights = [_height(row) for row in _rows(words) for _ in row]
    return statistics.median(heights) if heights else 0.0


def lines_of(words: list[Found], slope: float, usual: float) -> list[Line]:
    """Level lines, parted at gaps as wide as those between columns. `usual` is the page's `usual_height`."""
    return [
        line
        for row in _rows([word for word in words if _is_word(word)])
        for line in split_at_gaps(_placed(row, slope, usual), _COLUMN_GAP * usual * _HEIGHT_TO_SIZE)
    ]


def _rows(words: list[Found]) -> list[list[Found]]:
    rows: dict[tuple[int, ...], list[Found]] = defaultdict(list)
    for word in words:
        rows[word.row].append(word)
    return list(rows.values())


def _height(row: list[Found]) -> float:
    return statistics.median(word.bottom - word.top for word in row)


def _placed(row: list[Found], slope: float, usual: float) -> list[Word]:
    least, most = (share * usual for share in _USUAL_HEIGHT)
    height = _height(row)
    size = round((usual if least <= height <= most else height) * _HEIGHT_TO_SIZE, 1)
    boxes = [levelled((word.left, word.top, word.right, word.bottom), slope) for word in row]
    standing = [box[3] for box, word in zip(boxes, row, strict=True) if not _DESCENDERS & set(word.text)]
    baseline = statistics.median(standing or [box[3] for box in boxes])
    return [
        Word(mend(word.text), *box, baseline, size, confidence=word.confidence)
        for box, word in zip(boxes, row, strict=True)
    ]


def _is_word(word: Found) -> bool:
    letters = "".join(c for c in word.text if c.isalpha())
    return word.confidence >= _SPECK or (len(letters) > 1 and is_syllable(letters))
