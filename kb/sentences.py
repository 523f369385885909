"""Vietnamese sentences as spans: the smallest piece of a document that can be quoted on its own.

A sentence ends at a full stop, question or exclamation mark or ellipsis before something that can begin one,
and at every line end. Semicolons and colons never end one: they hold enumerations together. A full stop does
not end a sentence after an abbreviation (TP., Đ/c., TM.), after a number or letter that only opens the item
(1., 2.1., a., II.) or a pinpoint that only opens it ("Tại khoản 2, mục III. Những…"), nor inside parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.model import Leaf, Span

# After a stop may come closing quotes and brackets and footnote marks; a capital glued to it is a lost blank.
CLOSERS = '"”’»)]*¹²³⁴⁵⁶⁷⁸⁹⁰'
STOP = re.compile(
    rf"(?:\.{{2,}}|…|\./\.|[.!?])[{re.escape(CLOSERS)}]*(?=\s|$|(?<=[^\W\d_]{{2}}\.)[^\W\d_]{{2}})|\n"
)
OPENERS = '"“‘«([*'
NEXT = re.compile(rf"\s*[{re.escape(OPENERS)}\s]*(\S)")
BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
BULLET = re.compile(r"(?:[-+*–—•·▪●○]\s+)+")
LAST_WORD = re.compile(r"\S*$")
ITEM_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)])\s+(?=\w)")

ABBREVIATION = re.compile(
    r"t\.?p|tx|tt|đ/?c|tm|kt|tl|tuq|th?\.?s|pgs|gs|bs|ks|nxb|tr|st|mrs?|ms|dr|no|v\.?d", re.IGNORECASE
)
# Capitals that stand for a word before a name: phường, quận or quyền, huyện, tỉnh, đường.
INITIALS = frozenset("PQHTĐ")
PINPOINT = r"(?:phần|chương|mục|tiểu mục|điều|khoản|điểm|trang|tiết|phụ lục|biểu)"
NUMERAL = r"(?:\d+(?:\.\d+)*|[IVXLC]+|[a-zđA-ZĐ])"
OPENING_ONLY = re.compile(
    rf"(?:(?:tại|ở|về)\s+)?(?:{PINPOINT}\s+)?{NUMERAL}(?:[,\s]+(?:{PINPOINT}\s+)?{NUMERAL})*[.)]*",
    re.IGNORECASE,
)
PARENTHESES = {"(": ")", "[": "]"}
BRACKET = re.compile(r"[()\[\]]")
LONGEST_PARENTHESIS = 1_500
LONGEST_OPENING = 120


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of text[start:end], as offsets into `text`: trimmed, in order, not overlapping.

    Together they hold every character of the range but white space and list bullets.
    """
    end = len(text) if end is None else end
    found: list[Span] = []
    for block in _blocks(text, start, end):
        begin = block.start
        for stop in [*_stops(text, block), block.end]:
            span = _trim(text, begin, stop)
            if span.start < span.end:
                found.append(span)
            begin = stop
    return found


def unnumbered(text: str, span: Span) -> Span:
    """What opens a block, without the number of the item: "5. Đẩy mạnh…" is quoted from "Đẩy mạnh"."""
    number = ITEM_NUMBER.match(text, span.start, span.end)
    return Span(number.end(), span.end) if number else span


def leaf_sentences(text: str, leaf: Leaf) -> list[Span]:
    """The sentences of a block as they are quoted: the first without the number of its item."""
    found = sentences(text, leaf.start, leaf.end)
    return [*(unnumbered(text, first) for first in found[:1]), *found[1:]]


def _blocks(text: str, start: int, end: int) -> Iterator[Span]:
    if text.find("\n", start, end) < 0:  # as nearly always, and the quicker to see
        yield Span(start, end)
        return
    for gap in BLANK_LINE.finditer(text, start, end):
        yield Span(start, gap.start())
        start = gap.end()
    yield Span(start, end)


def _stops(text: str, block: Span) -> Iterator[int]:
    """Where sentences end inside a block, in order."""
    inside = _parenthesised(text, block)
    begin = block.start
    for match in STOP.finditer(text, block.start, block.end):
        stop = match.end()
        if inside[stop - block.start]:
            continue
        if text[stop - 1] == "\n" or _ends(text, begin, stop, block.end):
            yield stop
            begin = stop


def _ends(text: str, begin: int, stop: int, limit: int) -> bool:
    following = NEXT.match(text, stop, limit)
    said = text[max(begin, stop - LONGEST_OPENING) : stop].lstrip("-+–—• \n").rstrip(CLOSERS)
    if following is None or not said:
        return bool(said)
    small = following[1].islower()
    if following.start(1) == stop and not _lost_blank(text, stop):
        return False
    if said.endswith(("..", "…", "?", "!", "/.")):
        return not small
    word = LAST_WORD.search(said[:-1])
    last = word[0].lstrip(OPENERS) if word else ""
    if last in INITIALS or ABBREVIATION.fullmatch(last) or OPENING_ONLY.fullmatch(said):
        return False
    # A small letter after a stop is the typist's slip when a whole word comes before ("địa bàn. xây dựng").
    return not small or (len(last) > 2 and last.isalpha() and last.islower())


def _lost_blank(text: str, stop: int) -> bool:
    """`địa bàn.Tiếp tục` is two sentences, `Th.S`, `langson.Gov` and `TP.Lạng Sơn` are not."""
    before, after = text[stop - 3 : stop - 1], text[stop : stop + 2]
    return before.islower() and after.istitle()


def _parenthesised(text: str, block: Span) -> bytearray:
    """For each offset of the block and its end, whether it lies inside balanced parentheses."""
    inside = bytearray(block.end - block.start + 1)
    open_at: list[int] = []
    for bracket in BRACKET.finditer(text, block.start, block.end):
        offset, character = bracket.start(), bracket[0]
        if character in PARENTHESES:
            open_at.append(offset)
        elif open_at and character == PARENTHESES[text[open_at[-1]]]:
            opened = open_at.pop()
            if offset - opened <= LONGEST_PARENTHESIS:
                inside[opened + 1 - block.start : offset + 1 - block.start] = b"\1" * (offset - opened)
    return inside


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    bullet = BULLET.match(text, start, end)
    if bullet:
        start = bullet.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
