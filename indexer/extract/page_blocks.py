"""From the lines of a document's pages to its blocks: paragraphs, columns, running heads, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.blocks import Block, BlockKind
from indexer.extract.marks import LIST_MARK, Piece, block_style, join, superscript, table_block
from indexer.extract.page_lines import Box, Line, glue, union

_NUMBERED = re.compile(r"(?:[-–+•*]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|[IVX]+\.\s|Điều \d+)")
_CLAUSE_END = re.compile(r"[.;:!?…/][\"'”’)]*$")
_PART_TITLE = re.compile(r"(?:phần|chương|mục|tiểu mục|phụ lục|điều)\s+\S+$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(?:[-–]\s*)?(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*[-–])?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_NOTE_START = re.compile(r"[⁰¹²³⁴-⁹]+")
_MARK = re.compile(r"(?<=\S)[⁰¹²³⁴-⁹]+")

_INDENT = 8.0  # points by which a first line stands in; a centimetre is 28
_FIRST_LINE = 50.0  # points by which a first line may stand in at most
_SLACK = 3.0
_NEW_PARAGRAPH_PITCH = 1.25  # of the usual distance between baselines
_NOTE_SIZE = 0.93  # of the body's size
_CENTER_SLACK = 8.0
_TITLE_WIDTH = 0.35  # of the text's width: a shorter centred line is a title of its own
_BESIDE = 0.4  # of the letter size: baselines this near are of one row
_HANGING = 60.0  # points by which the second line of a list item may stand in
_NEXT_LINE = 1.9  # letter sizes to the next line of a column
_COLUMN_REACH = 160.0  # points a column may go on below its last line: the space for a signature and seal
_HEAD_BAND = 0.09  # of the page's height, at its top and bottom


@dataclass(frozen=True, slots=True)
class Page:
    """`number` from 1; `tables` hold what is not in `lines`.

    `shown` takes a box of these lines, which stand upright and level, to its place on the page as it is.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[Block, ...] = ()
    shown: Callable[[Box], Box] = lambda box: box


@dataclass(frozen=True, slots=True)
class _Frame:
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


def blocks(pages: list[Page]) -> list[Block]:
    heads = _running_heads(pages)
    found: list[Block] = []
    for page in pages:
        lines = [line for line in page.lines if (page.number, line) not in heads]
        found += [_block([line], page, "running_head") for line in page.lines if (page.number, line) in heads]
        frame = _frame(lines, page)
        body, notes = _part_notes(lines, frame, page)
        found += _with_refs(_between_tables(body, frame, page), notes)
    return _joined_columns(list(_joined_tables(found)))


def _between_tables(lines: list[Line], frame: _Frame, page: Page) -> Iterator[Block]:
    """The blocks of a page in order: what stands above each table, the table, what stands below the last."""
    for table in sorted(page.tables, key=_top):
        yield from _columns_and_paragraphs(
            [line for line in lines if line.baseline < _top(table)], frame, page
        )
        yield table
        lines = [line for line in lines if line.baseline >= _top(table)]
    yield from _columns_and_paragraphs(lines, frame, page)


def _top(table: Block) -> float:
    assert table.box is not None
    return table.box[1]


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


# -- the shape of a page ---------------------------------------------------------------------------


def _running_heads(pages: list[Page]) -> set[tuple[int, Line]]:
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


def _frame(lines: list[Line], page: Page) -> _Frame:
    if not lines:
        return _Frame(0.0, page.width, 1.0, 1.0)
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    size = sizes.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) <= 1]
    wide = [line for line in body if line.right - line.left > page.width / 2] or body
    pitches = Counter(
        round(b.baseline - a.baseline)
        for a, b in pairwise(sorted(wide, key=lambda line: line.baseline))
        if size < b.baseline - a.baseline < 2.5 * size
    )
    pitch = _lower_mode(pitches) or 1.35 * size
    return _Frame(min(line.left for line in wide), _edge([line.right for line in wide]), size, pitch)


def _lower_mode(pitches: Counter[int]) -> float:
    """The usual distance inside paragraphs: the smallest that is about as common as the commonest."""
    most = max(pitches.values(), default=0)
    return min((pitch for pitch, count in pitches.items() if count > most / 2), default=0)


def _edge(rights: list[float]) -> float:
    """The right margin: where the longest lines end, short of the few that overshoot."""
    return sorted(rights)[int(0.9 * (len(rights) - 1))]


def _part_notes(lines: list[Line], frame: _Frame, page: Page) -> tuple[list[Line], list[Block]]:
    """Body lines, and the footnotes: the run of small lines at the foot of the page, a mark before
    each note."""
    lines = sorted(lines, key=lambda line: line.box[3])
    foot = len(lines)
    while foot and lines[foot - 1].size < _NOTE_SIZE * frame.size:
        foot -= 1
    marks = {mark for line in lines[:foot] for mark in _MARK.findall(line.text)}
    notes: list[list[Line]] = []
    begun = 0
    for line in _by_rows(lines[foot:]):
        raised = _with_raised_mark(line, marks)
        begun += raised is not None
        if raised or not notes:
            notes.append([])
        notes[-1].append(raised or line)
    return (lines[:foot], [_block(note, page, "footnote") for note in notes]) if begun else (lines, [])


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


# -- columns ---------------------------------------------------------------------------------------


def _columns_and_paragraphs(lines: list[Line], frame: _Frame, page: Page) -> Iterator[Block]:
    """Paragraphs, and the columns of letterhead and signature, which no ruling lines enclose."""
    rows = _rows(lines)
    run: list[Line] = []
    i = 0
    while i < len(rows):
        columns, end = _columns(rows, i, frame) if _is_split(rows[i], frame) else ([], i)
        if end - i > 1:
            yield from _paragraphs(run, frame, page)
            yield from (_block(_by_rows(column), page, "layout") for column in columns if column)
            run, i = [], end
        else:  # one row with a wide gap is a line with a blank left to be filled in
            run.append(_as_one(rows[i]))
            i += 1
    yield from _paragraphs(run, frame, page)


def _rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines from top to bottom, those beside each other together, from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        if rows and line.baseline - rows[-1][0].baseline <= _BESIDE * max(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _is_split(row: list[Line], frame: _Frame) -> bool:
    """Whether a row shows two columns, rather than a line of body text with a blank or an unread word
    in it."""
    if len(row) < 2:
        return False
    fills = row[0].left - frame.left <= _FIRST_LINE and frame.right - row[-1].right <= _INDENT
    return not fills or all(line.capitals for line in row) or bool(LIST_MARK.match(row[0].text))


def _columns(rows: list[list[Line]], start: int, frame: _Frame) -> tuple[tuple[list[Line], list[Line]], int]:
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


def _side(line: Line, left: list[Line], right: list[Line], frame: _Frame, has_neighbour: bool) -> int | None:
    """0 for the left column, 1 for the right one, None for a line that belongs to neither."""
    gutter_end = min(other.left for other in right)
    if has_neighbour and (line.right < gutter_end or line.left > max(other.right for other in left)):
        return 0 if line.right < gutter_end else 1
    if _fits(line, left, frame) and (line.right < gutter_end or LIST_MARK.match(line.text)):
        return 0
    return 1 if _fits(line, right, frame) else None


def _fits(line: Line, column: list[Line], frame: _Frame) -> bool:
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
    return -_SLACK <= line.left - left <= _SLACK + hanging and distance < _NEXT_LINE * line.size


def _by_rows(column: list[Line]) -> list[Line]:
    return [_as_one(row) for row in _rows(column)]


def _as_one(row: list[Line]) -> Line:
    return Line(tuple(word for line in row for word in line.words))


# -- paragraphs ------------------------------------------------------------------------------------


def _paragraphs(lines: list[Line], frame: _Frame, page: Page) -> Iterator[Block]:
    current: list[Line] = []
    for line in lines:
        if current and _begins(line, current[-1], frame):
            yield _block(current, page, "paragraph", frame)
            current = []
        current.append(line)
    if current:
        yield _block(current, page, "paragraph", frame)


def _begins(line: Line, before: Line, frame: _Frame) -> bool:
    """Whether `line` begins a paragraph after `before`, the line above it."""
    if line.baseline - before.baseline > _NEW_PARAGRAPH_PITCH * max(frame.pitch, 1.2 * line.size):
        return True
    centered = _centered(line, frame)
    if centered != _centered(before, frame) and not (centered and _full_title(before, line, frame)):
        return True
    if centered:
        return _new_title(line, before, frame)
    if line.left - before.left > _INDENT or abs(line.size - before.size) > 1:
        return True
    if line.left - frame.left > _INDENT and _CLAUSE_END.search(before.text):
        return True
    room = frame.right - before.right - 0.25 * before.size
    if line.words[0].right - line.left < room - _SLACK:
        return True
    return bool(_NUMBERED.match(line.text) and _CLAUSE_END.search(before.text))


def _centered(line: Line, frame: _Frame) -> bool:
    stands_in = line.left - frame.left > _INDENT and frame.right - line.right > _INDENT
    return stands_in and abs(line.center - frame.center) <= _CENTER_SLACK


def _full_title(before: Line, line: Line, frame: _Frame) -> bool:
    """Whether a line from margin to margin may be the beginning of the title that `line` goes on."""
    alike = (before.bold, before.italic) == (line.bold, line.italic) and (before.bold or before.italic)
    return alike and abs(before.center - frame.center) <= _CENTER_SLACK


def _new_title(line: Line, before: Line, frame: _Frame) -> bool:
    same = (line.bold, line.italic, line.capitals) == (before.bold, before.italic, before.capitals)
    short = before.right - before.left < _TITLE_WIDTH * frame.width
    return not same or short or bool(_PART_TITLE.match(before.text))


def confidence(pages: Iterable[Page]) -> float | None:
    """The mean confidence of all recognised words, None where nothing had to be recognised."""
    words = [word.confidence for page in pages for line in page.lines for word in line.words]
    sure = [value for value in words if value is not None]
    return round(sum(sure) / len(sure), 1) if sure else None


# -- one block -------------------------------------------------------------------------------------


def _block(lines: list[Line], page: Page, kind: BlockKind, frame: _Frame | None = None) -> Block:
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
        style=block_style(pieces, frame is not None and all(_centered(line, frame) for line in lines)),
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
