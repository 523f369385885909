"""From a reader's blocks to the text as its author set it: page furniture gone, broken paragraphs whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.blocks import Block
from indexer.breaks import finished
from indexer.columns import unfolded
from indexer.lines import parted
from indexer.markup import SURE_MARK, emphasis, tidy
from indexer.numbering import markers
from indexer.pieces import Piece, join, upper, words
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
_PAGES_UNNUMBERED = 4  # between two page numbers: scans lose some
_SENTENCE_WORDS = 20  # an unfinished paragraph this long is no title
_RULE = re.compile(r"[\s\-–—_=*¯~.•·|]*$")
_RULED_LINE = re.compile(r"^[-–—_=*|]{1,}$\n?|\n[-–—_=*|]+$", re.M)
_PAGE_NUMBER = re.compile(r"(?:Trang|trang|Page)?\s*[-–—|]*\s*(\d{1,4})(?:\s*/\s*\d{1,4})?\s*[-–—|]*$")


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
    return parted(_dashes_joined(found))


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


def _cell(text: str) -> str:
    return emphasis(tidy(text))[0].replace("\n", " ")
