"""Permanent links to a quote: they say where it stood and enough of what it said to find it again.

The fingerprint is over letters and digits alone, lower-cased, so that a link survives a rebuild that repairs
blanks, punctuation, emphasis or footnote marks as well as one that moves the text.
"""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import quote as percent

from kb.model import ParsedDocument, Span

Found = Literal["exact", "moved", "gone"]

# Rabin and Karp, "Efficient randomized pattern-matching algorithms", IBM J. Res. Dev. 31 (1987): the UTF-32
# bytes of a text as one number, modulo the largest prime below 2 ** 64.
MODULUS = (1 << 64) - 59
BASE = 1 << 32
NO_LETTERS = re.compile(r"[\W_¹²³⁰⁴-⁹]+")
LETTER = re.compile(r"[^\W_¹²³⁰⁴-⁹]")


def url(document_id: str, start: int, end: int, quote: str) -> str:
    """The link of the citation `quote` = text[start:end]; `cite` is the element the page scrolls to."""
    mark = fingerprint(quote)
    return f"/documents/{percent(document_id, safe='')}?start={start}&end={end}&d={mark}#cite"


def fingerprint(quote: str) -> str:
    """Length and hash of the letters and digits of a quote, in hexadecimal."""
    letters = NO_LETTERS.sub("", quote.lower())
    return f"{len(letters):x}-{_hash(letters):x}"


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
    found = list(LETTER.finditer(text))
    if not 0 < length <= len(found):
        return None
    letters = [match[0].lower()[0] for match in found]
    leading = pow(BASE, length - 1, MODULUS)
    value = _hash("".join(letters[:length]))
    best: Span | None = None
    for first in range(len(letters) - length + 1):
        if first:
            rest = value - ord(letters[first - 1]) * leading
            value = (rest * BASE + ord(letters[first + length - 1])) % MODULUS
        if value == wanted:
            span = Span(found[first].start(), found[first + length - 1].end())
            if best is None or abs(span.start - near) < abs(best.start - near):
                best = span
    return best


def _hash(letters: str) -> int:
    return int.from_bytes(letters.encode("utf-32-be", "surrogatepass"), "big") % MODULUS
