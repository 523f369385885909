"""Letterhead and signature: two columns of lines beside each other, which no ruling lines enclose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.blocks import Block
from indexer.extract.marks import LIST_MARK
from indexer.extract.page_lines import Line, as_one, by_rows, rows_of, union
from indexer.extract.page_paragraphs import make_block, paragraphs
from indexer.extract.page_shape import Frame, Page

_INDENT = 8.0  # points by which a first line stands in; a centimetre is 28
_FIRST_LINE = 50.0  # points by which a first line may stand in at most
_SLACK = 3.0
_CENTER_SLACK = 8.0
_HANGING = 60.0  # points by which the second line of a list item may stand in
_NEXT_LINE = 1.9  # letter sizes to the next line of a column
_RECIPIENTS = re.compile("Nơi nhận", re.IGNORECASE)
_COLUMN_REACH = 160.0  # points a column may go on below its last line: the space for a signature and seal


def columns_and_paragraphs(lines: list[Line], frame: Frame, page: Page) -> Iterator[Block]:
    """Paragraphs, and the columns of letterhead and signature, which no ruling lines enclose."""
    rows = [_at_motto(row) for row in rows_of(lines)]
    run: list[Line] = []
    i = 0
    while i < len(rows):
        columns, end = _columns(rows, i, frame) if _is_split(rows[i], frame) else ([], i)
        if end - i > 1:
            yield from paragraphs(run, frame, page)
            yield from (make_block(by_rows(column), page, "layout") for column in columns if column)
            run, i = [], end
        else:  # one row with a wide gap is a line with a blank left to be filled in
            run.append(as_one(rows[i]))
            i += 1
    yield from paragraphs(run, frame, page)


def _is_split(row: list[Line], frame: Frame) -> bool:
    """Whether a row shows two columns, rather than a line of body text with a blank or an unread word
    in it."""
    if len(row) < 2:
        return False
    fills = row[0].left - frame.left <= _FIRST_LINE and frame.right - row[-1].right <= _INDENT
    return (
        not fills or row[-1].capitals or bool(LIST_MARK.match(row[0].text) or _RECIPIENTS.match(row[0].text))
    )


def _at_motto(row: list[Line]) -> list[Line]:
    """The row parted before the state's name, which begins the right column of a letterhead however near
    the left one is."""
    last = row[-1]
    folded = [word.text.upper().replace("Ò", "O").replace("À", "A") for word in last.words]
    for at in range(1, len(folded)):
        if folded[at : at + 4] == ["CỘNG", "HOA", "XÃ", "HỘI"]:
            return [*row[:-1], Line(last.words[:at]), Line(last.words[at:])]
    return row


def _columns(rows: list[list[Line]], start: int, frame: Frame) -> tuple[tuple[list[Line], list[Line]], int]:
    """The two columns that begin at a row of two, and the row after them."""
    left, right = [rows[start][0]], [rows[start][-1]]
    for line in rows[start][1:-1]:
        (left if line.left - left[-1].right < right[0].left - line.right else right).append(line)
    for i in range(start + 1, len(rows)):
        sides = [_side(line, left, right, frame, len(rows[i]) > 1) for line in rows[i]]
        if None in sides:
            return (left, right), i
        for line, side in zip(rows[i], sides, strict=True):
            (right if side else left).append(line)
    return (left, right), len(rows)


def _side(line: Line, left: list[Line], right: list[Line], frame: Frame, has_neighbour: bool) -> int | None:
    """0 for the left column, 1 for the right one, None for a line that belongs to neither."""
    gutter_end = min(other.left for other in right)
    if has_neighbour and (line.right < gutter_end or line.left > max(other.right for other in left)):
        return 0 if line.right < gutter_end else 1
    if _fits(line, left, frame) and (line.right < gutter_end or LIST_MARK.match(line.text)):
        return 0
    if _RECIPIENTS.match(left[0].text) and line.right < gutter_end and _is_next(line, left):
        return 0
    return 1 if _fits(line, right, frame) or _is_signer(line, left, right, frame) else None


def _is_next(line: Line, column: list[Line]) -> bool:
    return line.baseline - column[-1].baseline < _NEXT_LINE * line.size


def _is_signer(line: Line, left: list[Line], right: list[Line], frame: Frame) -> bool:
    """Whether a line stands under the right column alone, some way off: the name under a signature."""
    x0, _, x1, _ = union(other.box for other in right)
    inside = x0 - _CENTER_SLACK <= line.left and line.right <= x1 + _CENTER_SLACK
    apart = line.left > max(other.right for other in left)
    title = abs(line.center - frame.center) <= _CENTER_SLACK
    return inside and apart and not title and line.baseline - right[-1].baseline < _COLUMN_REACH


def _fits(line: Line, column: list[Line], frame: Frame) -> bool:
    """Whether a line goes on a column: set against its left edge close below, or centred on it at some
    distance."""
    distance = line.baseline - column[-1].baseline
    left, _, right, _ = union(other.box for other in column)
    if (
        abs(line.center - (left + right) / 2) <= _CENTER_SLACK
        and abs(line.center - frame.center) > _CENTER_SLACK
    ):
        return distance < _COLUMN_REACH
    hanging = _HANGING if LIST_MARK.match(column[-1].text) else 0
    return -_SLACK <= line.left - left <= _SLACK + hanging and _is_next(line, column)
