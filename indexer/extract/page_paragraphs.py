"""Lines of one column to paragraphs, and lines to a block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.blocks import Block, BlockKind
from indexer.extract.marks import LIST_MARK, Piece, block_style, join
from indexer.extract.page_lines import Line, glue, union
from indexer.extract.page_shape import Frame, Page

_NUMBERED = re.compile(r"(?:[-–+•*]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|[IVX]+\.\s|Điều \d+)")
_CLAUSE_END = re.compile(r"[.;:!?…/][\"'”’)]*$")
_PART_TITLE = re.compile(r"(?:phần|chương|mục|tiểu mục|phụ lục|điều)\s+\S+$", re.IGNORECASE)
_INDENT = 8.0  # points by which a first line stands in; a centimetre is 28
_SLACK = 3.0
_NEW_PARAGRAPH_PITCH = 1.25  # of the usual distance between baselines
_CENTER_SLACK = 8.0
_TITLE_WIDTH = 0.35  # of the text's width: a shorter centred line is a title of its own


def paragraphs(lines: list[Line], frame: Frame, page: Page) -> Iterator[Block]:
    current: list[Line] = []
    for line in lines:
        if current and _begins(line, current[-1], frame):
            yield make_block(current, page, "paragraph", frame)
            current = []
        current.append(line)
    if current:
        yield make_block(current, page, "paragraph", frame)


def _begins(line: Line, before: Line, frame: Frame) -> bool:
    """Whether `line` begins a paragraph after `before`, the line above it."""
    if line.baseline - before.baseline > _NEW_PARAGRAPH_PITCH * max(frame.pitch, 1.2 * line.size):
        return True
    in_middle = centered(line, frame)
    if in_middle != centered(before, frame) and not (in_middle and _full_title(before, line, frame)):
        return True
    if in_middle:
        return _new_title(line, before, frame)
    if line.left - before.left > _INDENT or abs(line.size - before.size) > 1:
        return True
    if line.left - frame.left > _INDENT and _CLAUSE_END.search(before.text):
        return True
    room = frame.right - before.right - 0.25 * before.size
    if line.words[0].right - line.left < room - _SLACK:
        return True
    return bool(_NUMBERED.match(line.text) and _CLAUSE_END.search(before.text))


def centered(line: Line, frame: Frame) -> bool:
    stands_in = line.left - frame.left > _INDENT and frame.right - line.right > _INDENT
    return stands_in and abs(line.center - frame.center) <= _CENTER_SLACK


def _full_title(before: Line, line: Line, frame: Frame) -> bool:
    """Whether a line from margin to margin may be the beginning of the title that `line` goes on."""
    alike = (before.bold, before.italic) == (line.bold, line.italic) and (before.bold or before.italic)
    return alike and abs(before.center - frame.center) <= _CENTER_SLACK


def _new_title(line: Line, before: Line, frame: Frame) -> bool:
    same = (line.bold, line.italic, line.capitals) == (before.bold, before.italic, before.capitals)
    short = before.right - before.left < _TITLE_WIDTH * frame.width
    return not same or short or bool(_PART_TITLE.match(before.text))


def make_block(lines: list[Line], page: Page, kind: BlockKind, frame: Frame | None = None) -> Block:
    """The lines of a layout stay apart: each says something else."""
    pieces = _pieces(lines, breaks=kind == "layout")
    plain = [replace(piece, bold=False) for piece in pieces] if kind == "layout" else pieces
    text, _ = join(plain)
    if kind == "paragraph" and LIST_MARK.match(text):
        kind = "list_item"
    sure = [word.confidence for line in lines for word in line.words if word.confidence is not None]
    return Block(
        kind,
        text,
        page=page.number,
        style=block_style(pieces, frame is not None and all(centered(line, frame) for line in lines)),
        box=union([page.shown(union(line.box for line in lines))]),
        confidence=round(sum(sure) / len(sure), 1) if sure else None,
    )


def _pieces(lines: list[Line], breaks: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        if number:
            above = lines[number - 1].text
            apart = breaks and not _goes_on(above, line.text)
            pieces.append(replace(pieces[-1], text="\n" if apart else glue(above, "")[len(above) :]))
        for place, word in enumerate(line.words):
            pieces.append(Piece(word.text + " " * (place < len(line.words) - 1), word.bold, word.italic))
    return pieces


def _goes_on(above: str, line: str) -> bool:
    """Whether a recipient's name fills more than one line of its column."""
    return bool(LIST_MARK.match(above) and not LIST_MARK.match(line) and not _CLAUSE_END.search(above))
