"""From the lines of a document's pages to its blocks: tables, footnotes and columns put in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from indexer.blocks import Block
from indexer.extract.marks import LIST_MARK, superscript, table_block
from indexer.extract.page_columns import columns_and_paragraphs
from indexer.extract.page_lines import Box, Line, by_rows, union
from indexer.extract.page_paragraphs import make_block
from indexer.extract.page_shape import Frame, Page, frame_of, running_heads, usual_size

_NOTE_START = re.compile(r"[⁰¹²³⁴-⁹]+")
_MARK = re.compile(r"(?<=\S)[⁰¹²³⁴-⁹]+")
_NOTE_SIZE = 0.93  # of the body's size


def blocks(pages: list[Page]) -> list[Block]:
    heads = running_heads(pages)
    usual = usual_size(line for page in pages for line in page.lines)
    found: list[Block] = []
    for page in pages:
        lines = [line for line in page.lines if (page.number, line) not in heads]
        aside = [line for line in page.lines if (page.number, line) in heads]
        found += [make_block([line], page, "running_head") for line in (*aside, *page.stamps)]
        frame = frame_of(lines, page, usual)
        body, notes = _part_notes(lines, frame, page)
        found += _with_refs(_between_tables(body, frame, page), notes)
    return _joined_columns(list(_joined_tables(found)))


def _between_tables(lines: list[Line], frame: Frame, page: Page) -> Iterator[Block]:
    """The blocks of a page in order: what stands above each table, the table, what stands below the last."""
    for table in sorted(page.tables, key=_top):
        yield from columns_and_paragraphs(
            [line for line in lines if line.baseline < _top(table)], frame, page
        )
        yield replace(table, box=union([page.shown(_box(table))]))
        lines = [line for line in lines if line.baseline >= _top(table)]
    yield from columns_and_paragraphs(lines, frame, page)


def _box(block: Block) -> Box:
    assert block.box is not None
    return block.box


def _top(table: Block) -> float:
    return _box(table)[1]


def _joined_tables(found: list[Block]) -> Iterator[Block]:
    """A table that goes on over the page's end is one table, without the heading row it repeats."""
    between: list[Block] = []
    table: Block | None = None
    for block in found:
        if block.kind == "table" and table and not [b for b in between if b.kind != "running_head"]:
            longer = _joined(table, block)
            table, between = (longer, between) if longer else (block, [*between, table])
        elif block.kind == "running_head" and table:
            between.append(block)
        else:
            yield from ([table] if table else [])
            yield from between
            table, between = (block, []) if block.kind == "table" else (None, [])
            if not table:
                yield block
    yield from ([table] if table else [])
    yield from between


def _joined(table: Block, rest: Block) -> Block | None:
    if len(table.rows[0]) != len(rest.rows[0]) or table.page == rest.page:
        return None
    rows = rest.rows[1:] if rest.rows[0] == table.rows[0] else rest.rows
    last = table.rows[-1]
    if rows and not rows[0][0]:  # a row cut by the page's end goes on without its number
        last = tuple(f"{a} {b}".strip() for a, b in zip(last, rows[0], strict=True))
        rows = rows[1:]
    whole = table_block((*table.rows[:-1], last, *rows))
    return replace(whole, page=table.page, box=table.box)


def _joined_columns(found: list[Block]) -> list[Block]:
    """Recipients that go on over the page's end come before the signature that stood beside their
    beginning."""
    for i, (left, right) in enumerate(pairwise(found)):
        if left.kind == right.kind == "layout" and left.box and right.box and left.box[2] < right.box[0]:
            end = i + 2
            while end < len(found) and _goes_on_below(found[end], right):
                end += 1
            rest = [replace(b, kind="layout") if b.kind != "running_head" else b for b in found[i + 2 : end]]
            if any(LIST_MARK.match(block.text) for block in rest):
                return [*found[: i + 1], *rest, right, *found[end:]]
    return found


def _goes_on_below(block: Block, right: Block) -> bool:
    """Whether a block of the next page stands left of where the right column stood."""
    assert block.box
    assert right.box
    assert block.page
    assert right.page
    if block.kind == "running_head":
        return block.page <= right.page + 1
    return (
        block.kind in {"list_item", "paragraph"}
        and block.page == right.page + 1
        and block.box[2] < right.box[0]
    )


def _part_notes(lines: list[Line], frame: Frame, page: Page) -> tuple[list[Line], list[Block]]:
    """Body lines, and the footnotes: the run of small lines at the foot of the page, a mark before
    each note."""
    lines = sorted(lines, key=lambda line: line.box[3])
    foot = len(lines)
    while foot and lines[foot - 1].size < _NOTE_SIZE * frame.size:
        foot -= 1
    marks = {mark for line in lines[:foot] for mark in _MARK.findall(line.text)}
    notes: list[list[Line]] = []
    begun = 0
    for line in by_rows(lines[foot:]):
        raised = _with_raised_mark(line, marks)
        begun += raised is not None
        if raised or not notes:
            notes.append([])
        notes[-1].append(raised or line)
    return (lines[:foot], [make_block(note, page, "footnote") for note in notes]) if begun else (lines, [])


def _with_raised_mark(line: Line, marks: set[str]) -> Line | None:
    """The line with its mark as raised digits if it begins a note; some programs do not raise the mark
    there."""
    if _NOTE_START.match(line.text):
        return line
    first, *rest = line.words
    raised = superscript(first.text)
    return Line((replace(first, text=raised), *rest)) if raised in marks else None


def _with_refs(body: Iterable[Block], notes: list[Block]) -> Iterator[Block]:
    """Blocks with the offsets of the marks of this page's footnotes, the footnotes after them."""
    numbers = {match[0] for note in notes if (match := _NOTE_START.match(note.text))}
    for block in body:
        refs = tuple(mark.start() for mark in _MARK.finditer(block.text) if mark[0] in numbers)
        yield replace(block, refs=refs) if refs and block.kind != "table" else block
    yield from notes
