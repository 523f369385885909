"""Permanent links to a quote: they say where it stood and enough of what it said to find it again.

The fingerprint is over letters and digits alone, lower-cased, so that a link survives a rebuild that repairs
blanks, punctuation, emphasis or footnote marks as well as one that moves the text.
"""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote as percent

from kb.model import ParsedDocument, Span

Found = Literal["exact", "moved", "gone"]

# Rabin and Karp, "Efficient randomized pattern-matching algorithms", IBM J. Res. Dev. 31 (1987).
MODULUS = (1 << 61) - 1
BASE = 1_000_003


def url(document_id: str, start: int, end: int, quote: str) -> str:
    """The link of the citation `quote` = text[start:end]; `cite` is the element the page scrolls to."""
    mark = fingerprint(quote)
    return f"/documents/{percent(document_id, safe='')}?start={start}&end={end}&d={mark}#cite"


def fingerprint(quote: str) -> str:
    """Length and hash of the letters and digits of a quote, in hexadecimal."""
    codes, _ = _letters(quote)
    return f"{len(codes):x}-{_hash(codes):x}"


def locate(parsed: ParsedDocument, start: int, end: int, mark: str = "") -> tuple[Span, Found]:
    """Where the quote of a link stands now: unmoved, elsewhere (nearest to where it was), or nowhere.

    Without `mark` the offsets are trusted as far as they fit. A quote that is gone has the span (0, 0).
    """
    text = parsed.text
    fits = 0 <= start < end <= len(text)
    if fits and (not mark or fingerprint(text[start:end]) == mark):
        return Span(start, end), "exact"
    found = _search(text, mark, start)
    return (found, "moved") if found else (Span(0, 0), "gone")


def _search(text: str, mark: str, near: int) -> Span | None:
    size, _, hashed = mark.partition("-")
    try:
        length, wanted = int(size, 16), int(hashed, 16)
    except ValueError:
        return None
    codes, offsets = _letters(text)
    if not 0 < length <= len(codes):
        return None
    leading = pow(BASE, length - 1, MODULUS)
    value = _hash(codes[:length])
    best: Span | None = None
    for first in range(len(codes) - length + 1):
        if first:
            value = ((value - codes[first - 1] * leading) * BASE + codes[first + length - 1]) % MODULUS
        if value == wanted:
            span = Span(offsets[first], offsets[first + length - 1] + 1)
            if best is None or abs(span.start - near) < abs(best.start - near):
                best = span
    return best


def _letters(text: str) -> tuple[list[int], list[int]]:
    """Code points of the lower-cased letters and digits, and their offsets in `text`."""
    kept = [(ord(c.lower()[0]), i) for i, c in enumerate(text) if c.isalpha() or c.isdecimal()]
    return [code for code, _ in kept], [offset for _, offset in kept]


def _hash(codes: list[int]) -> int:
    value = 0
    for code in codes:
        value = (value * BASE + code) % MODULUS
    return value
