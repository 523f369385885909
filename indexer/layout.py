"""From a reader's blocks to the text as its author set it: page furniture gone, parts and paragraphs told
apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.blocks import Block, BlockKind
from indexer.breaks import continues, finished, wants_more
from indexer.columns import unfolded
from indexer.markup import SURE_MARK, emphasis, tidy
from indexer.numbering import markers
from kb.model import Span

# Bounded, here and below, because a damaged file may hold one "word" as long as itself.
_PAIR = re.compile(r"(?<!\w)(\w{1,20}) [-–] (?=(\w{1,20}))")
_DASH = re.compile(r"[-–] (\w{1,20})")
_LAST_WORD = re.compile(r"\w+$")
_USUAL_PAIRS = frozenset(
    (("tế", "xã"), ("tế", "ngân"), ("hóa", "xã"), ("hoá", "xã"), ("trị", "xã"), ("phòng", "an"),
    ("chính", "kế"), ("hóa", "thể"),
     ("hóa", "thông"), ("binh", "xã"), ("động", "thương"), ("học", "kỹ"), ("học", "công"), ("thương", "binh"))
)  # fmt: skip
ENACTING = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|CHỈ THỊ|THÔNG BÁO|KẾT LUẬN)\s*:$|QUYẾT NGHỊ$")
_PAGES_UNNUMBERED = 4  # between two page numbers: scans lose some
_ENOUGH_LINES = 8  # to tell how wide a text was set
_FILLED = 0.85
_ANNOUNCES = re.compile(r"(?:như sau|sau đây|nội dung sau|nhiệm vụ sau|kết luận|yêu cầu|ý kiến)\s*:$")
_SENTENCE_WORDS = 20  # an unfinished paragraph this long is no title
_PRINTED_LINE = 140  # characters: more than a line of A4 holds
_RULE = re.compile(r"[\s\-–—_=*¯~.•·|]*$")
_RULED_LINE = re.compile(r"^[-–—_=*|]{1,}$\n?|\n[-–—_=*|]+$", re.M)
_PAGE_NUMBER = re.compile(r"(?:Trang|trang|Page)?\s*[-–—|]*\s*(\d{1,4})(?:\s*/\s*\d{1,4})?\s*[-–—|]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block repaired. `bold` and `italic` are the emphasised stretches of `text`; lines are parted by
    "\\n".
    """

    kind: BlockKind
    text: str
    page: int | None = None
    level: int | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    box: tuple[float, float, float, float] | None = None
    confidence: float | None = None
    bold: tuple[Span, ...] = ()
    italic: tuple[Span, ...] = ()
    centred: bool = False

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @property
    def flat(self) -> str:
        """One paragraph of it: soft line breaks are blanks."""
        return self.text.replace("\n", " ")

    @property
    def is_bold(self) -> bool:
        return sum(span.end - span.start for span in self.bold) >= 0.9 * len(self.text.strip())


def pieces(blocks: Sequence[Block]) -> list[Piece]:
    """What the author wrote, block for block, without page numbers, running heads and rules."""
    found: list[Piece] = []
    last_page = 0
    broken = False  # a page number has just been left out
    blocks = unfolded(blocks)
    for at, block in enumerate(blocks):
        piece = clean(block)
        if block.kind == "running_head" or not piece.text or _RULE.match(piece.text):
            continue
        if number := _PAGE_NUMBER.match(piece.text):
            value = int(number[1])
            follows = 0 < value - last_page <= _PAGES_UNNUMBERED or value == block.page
            if follows or (at + 1 < len(blocks) and blocks[at + 1].text[:1].islower()):
                last_page, broken = value, True
                continue
        if broken and found and _over_the_page(found[-1], piece):
            found[-1] = join(found[-1], piece)
        else:
            found.append(piece)
        broken = False
    return _parted(_dashes_joined(found))


def _over_the_page(before: Piece, after: Piece) -> bool:
    """Whether a paragraph broken off by a page's end goes on with a capital: Thủ tướng ⏎ Chính phủ."""
    text = before.kind in ("paragraph", "list_item") and after.kind == "paragraph"
    whole = finished(before.text) or words(before.text) < _SENTENCE_WORDS or before.is_bold
    return text and not whole and not (markers(after.text) or upper(after.lines[0]) or after.is_bold)


def clean(block: Block) -> Piece:
    """A block without markup; a table's text is its rows, one a line."""
    if rows := tuple(row for row in (tuple(map(_cell, row)) for row in block.rows) if any(row)):
        text = "\n".join(map(" | ".join, rows))
        return Piece("table", text, block.page, None, rows, block.box, block.confidence)
    marked = block.text.replace(SURE_MARK, " ")
    for offset in sorted(block.refs, reverse=True):
        marked = marked[:offset] + SURE_MARK + marked[offset:]
    if block.number and not marked.lstrip().startswith(block.number):
        marked = f"{block.number} {marked}"
    text, bold, italic = emphasis(_RULED_LINE.sub("", tidy(marked)) or marked)
    if "bold" in block.style.split():
        bold = (Span(0, len(text)),)
    if "italic" in block.style.split():
        italic = (Span(0, len(text)),)
    return Piece(
        block.kind, text, block.page, block.level, (), block.box, block.confidence, bold, italic,
        "center" in block.style.split(),
    )  # fmt: skip


def _dashes_joined(whole: Sequence[Piece]) -> list[Piece]:
    """Lines that begin with a dash only because a line broke before it ("kinh tế ⏎ - xã hội") are no items.

    The dash belongs to the line before when the same two words stand round a dash elsewhere in the text,
    between two numbers, and inside an open bracket.
    """
    pairs = _USUAL_PAIRS | {
        (m[1].lower(), m[2].lower()) for piece in whole for m in _PAIR.finditer(piece.text)
    }
    found: list[Piece] = []
    for piece in whole:
        dash = _DASH.match(piece.text)
        before = found[-1] if found and found[-1].kind in ("paragraph", "list_item") else None
        if dash and before and not finished(before.text) and (last := _LAST_WORD.search(before.text[-30:])):
            numbers = dash[1][0].isdigit() and last[0].isdigit()
            bracket = before.text.count("(") > before.text.count(")") and dash[1][0].islower()
            if numbers or bracket or (last[0].lower(), dash[1].lower()) in pairs:
                found[-1] = join(before, piece)
                continue
        found.append(piece)
    return found


def _parted(whole: Sequence[Piece]) -> list[Piece]:
    """Where lines of one block begin with the numbers of parts, one piece a part.

    Texts with one printed line a line seldom have blank lines between a title and what follows it.
    """
    found: list[Piece] = []
    seen: set[tuple[str, tuple[int, ...]]] = set()
    width = _width(whole)
    for piece in whole:
        cuts = [0]
        start = 0
        part = False  # the line before opened a part
        for before, line in pairwise(["", *piece.lines]):
            if piece.kind in ("paragraph", "list_item"):
                numbered = _opens_part(before, line, seen)
                text_begins = (part and _is_whole_title(before, line, width)) or _announced(before, line)
                if start and (numbered or text_begins or _opens_title(before, line)):
                    cuts.append(start)
                part = numbered
            start += len(line) + 1
        found += [piece] if len(cuts) == 1 else _slices(piece, cuts)
    return found


def _opens_part(before: str, line: str, seen: set[tuple[str, tuple[int, ...]]]) -> bool:
    opens = False
    for marker in markers(line):
        *above, last = marker.value
        in_order = last == 1 or (marker.style, (*above, last - 1)) in seen
        title = line[marker.end :].lstrip('“"')
        opens |= (
            in_order and marker.keyword_ends and (not title or title[0].isupper()) and not wants_more(before)
        )
        seen.add((marker.style, marker.value))
    return opens


def _width(whole: Sequence[Piece]) -> int:
    """How many characters the printed lines hold, where every line was filled before the next began; else 0.

    Judged by lines that begin in lower case, which surely go on with the line before. Where none does, or
    hardly any and some line is longer than a sheet is wide, each line is a paragraph.
    """
    lines = [pair for piece in whole for pair in pairwise(piece.lines)]
    broken = [(len(before), len(line.split(" ", 1)[0])) for before, line in lines if line[0].islower()]
    longest = max((len(line) for piece in whole if piece.kind != "table" for line in piece.lines), default=0)
    if lines and (not broken or (longest > _PRINTED_LINE and len(broken) <= len(lines) / 10)):
        return max(longest, _PRINTED_LINE)
    if len(broken) < _ENOUGH_LINES:
        return 0
    width = sorted(length for length, _ in broken)[len(broken) * 9 // 10]
    short = sum(length + 1 + first <= _FILLED * width for length, first in broken)
    return width if short <= len(broken) / 10 else 0


def _is_whole_title(title: str, line: str, width: int) -> bool:
    """Whether a numbered line is a whole title: it stopped although the next line's first word had room."""
    room = len(title) + 1 + len(line.split(" ", 1)[0]) <= _FILLED * width
    return room and line[0].isupper() and not finished(title) and not continues(title, line)


def _announced(before: str, line: str) -> bool:
    """Whether a line says "như sau:" and the next begins what follows."""
    return bool(_ANNOUNCES.search(before)) and line[0].isupper()


def _opens_title(before: str, line: str) -> bool:
    """Whether a line of capitals begins behind the end of a sentence, or ordinary text behind one of
    capitals.
    """
    if ENACTING.match(line) or ENACTING.match(before):
        return True
    return upper(line) and words(line) > 1 and finished(before) and not upper(before)


def _slices(piece: Piece, cuts: Sequence[int]) -> Iterator[Piece]:
    for start, end in pairwise([*cuts, len(piece.text) + 1]):
        bold, italic = (
            tuple(
                Span(max(s.start, start) - start, min(s.end, end - 1) - start)
                for s in spans
                if s.start < end - 1 and s.end > start
            )
            for spans in (piece.bold, piece.italic)
        )
        yield replace(piece, text=piece.text[start : end - 1], bold=bold, italic=italic)


def _cell(text: str) -> str:
    return emphasis(tidy(text))[0].replace("\n", " ")


def join(first: Piece, second: Piece) -> Piece:
    """Two parts of one paragraph; a hyphen at the break stays one."""
    blank = "" if re.search(r"\w-$", first.text) else "\n"
    shift = len(first.text) + len(blank)
    moved = [
        tuple(Span(s.start + shift, s.end + shift) for s in spans) for spans in (second.bold, second.italic)
    ]
    return replace(
        first,
        text=first.text + blank + second.text,
        bold=first.bold + moved[0],
        italic=first.italic + moved[1],
    )


def upper(text: str) -> bool:
    """Whether all its letters are capitals, and there are some."""
    return text.isupper() and sum(c.isalpha() for c in text) > 1


def words(text: str) -> int:
    return len(text.split())
