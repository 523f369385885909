"""The members of an enumeration: parted at semicolons, or at commas that part like from like."""

from __future__ import annotations

import re

from kb.model import Span

TRAILING = " \t\n.,;:…¹²³⁴⁵⁶⁷⁸⁹⁰"
SQUARE = re.compile(r"m[²³]")  # a unit, not the mark of a footnote
LEADING = re.compile(r"[\s\-+–•*]*(?:(?:và|hoặc|cùng)\s+)?")
# A comma before these goes on with an address: "khối 9, phường Vĩnh Trại, thành phố Lạng Sơn".
ADDRESS = re.compile(
    r"(?:phường|xã|thị trấn|huyện|quận|thị xã|thành phố|tp\.?|tỉnh|thôn|khối|tổ|ấp|bản|đoạn|giai đoạn"
    r"|hạng mục|tỷ lệ)\b",
    re.IGNORECASE,
)
EMPTY = re.compile(r"(?:v\.?v\.?|\.{2,}|…|\W)*", re.IGNORECASE)
CLOSING = {"(": ")", "[": "]", "“": "”"}
LONGEST_COMMA_MEMBER = 90  # a longer stretch between commas is a clause, not a member


def split_members(text: str, span: Span) -> tuple[Span, ...]:
    """Members between semicolons; inside those, or without any, between commas that part like from like."""
    pieces = cut_at(text, span, ";")
    if len(pieces) > 1:
        head = _head(text, pieces) or _first_words(text, pieces[0])
        split = [part for piece in pieces for part in _split_at_head(text, piece, head)]
    else:
        split = _split_commas(text, span)
    members = (trimmed(text, piece) for piece in split)
    return tuple(m for m in members if not EMPTY.fullmatch(text, m.start, m.end))


def semicolon_clauses(text: str, span: Span) -> list[Span]:
    """The clauses of a sentence, trimmed."""
    return [trimmed(text, piece) for piece in cut_at(text, span, ";")]


def cut_at(text: str, span: Span, separator: str) -> list[Span]:
    """At each separator outside parentheses and quotes."""
    pieces, start, open_until = [], span.start, []
    for offset in range(span.start, span.end):
        character = text[offset]
        if character in CLOSING:
            open_until.append(CLOSING[character])
        elif open_until and character == open_until[-1]:
            open_until.pop()
        elif character == separator and not open_until and not _inside_number(text, offset):
            pieces.append(Span(start, offset))
            start = offset + 1
    return [*pieces, Span(start, span.end)]


def _inside_number(text: str, offset: int) -> bool:
    return (
        text[offset] == ","
        and text[offset - 1 : offset].isdigit()
        and text[offset + 1 : offset + 2].isdigit()
    )


def _split_commas(text: str, span: Span) -> list[Span]:
    pieces = cut_at(text, span, ",")
    head = _head(text, pieces)
    if head:
        return _split_at_head(text, span, head)
    joined: list[Span] = []
    for piece in pieces:
        said = text[piece.start : piece.end].strip()
        goes_on = (
            joined
            and ADDRESS.match(said)
            and not ADDRESS.match(text[joined[-1].start : joined[-1].end].strip())
        )
        if goes_on:
            joined[-1] = Span(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    too_long = any(piece.end - piece.start > LONGEST_COMMA_MEMBER for piece in joined)
    return [span] if too_long else joined


def _head(text: str, pieces: list[Span]) -> str:
    """The two words with which more than one piece begins: "dự án", "công trình"."""
    begins = [_first_words(text, piece) for piece in pieces]
    return next((b for b in begins if b and b[0].isalpha() and begins.count(b) > 1), "")


def _first_words(text: str, piece: Span) -> str:
    first = text[piece.start : piece.end].lower().split()[:2]
    return " ".join(first) if len(first) == 2 else ""


def _split_at_head(text: str, piece: Span, head: str) -> list[Span]:
    """At the commas after which another member begins with `head`."""
    if not head:
        return [piece]
    parts = cut_at(text, piece, ",")
    joined = parts[:1]
    for part in parts[1:]:
        if text[part.start : part.end].lower().split()[:2] == head.split():
            joined.append(part)
        else:
            joined[-1] = Span(joined[-1].start, part.end)
    return joined


def trimmed(text: str, span: Span) -> Span:
    leading = LEADING.match(text, span.start, span.end)
    start, end = (leading.end() if leading else span.start), span.end
    while end > start and text[end - 1] in TRAILING and not SQUARE.match(text, end - 2):
        end -= 1
    return Span(min(start, end), end)
