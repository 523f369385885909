"""The numbers in front of headings, khoản and điểm: how they are written and which follows which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal[
    "appendix", "part", "chapter", "section", "subsection", "article", "roman", "capital", "arabic", "dotted",
    "bracketed", "letter",
]  # fmt: skip

# What contains what where the text does not say: a new style nests under everything of a smaller rank.
RANK: dict[Style, int] = {
    "appendix": 0, "part": 1, "chapter": 2, "section": 3, "subsection": 4, "article": 5, "roman": 5,
    "capital": 5, "arabic": 6, "dotted": 6, "bracketed": 7, "letter": 8,
}  # fmt: skip

# The capitals of Latin and Vietnamese letters, for a class in a pattern.
UPPER = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isupper() and c.lower() != c)

LISTED: tuple[Style, ...] = ("letter", "bracketed")  # of parts or of the items of a list
KEYWORDS = frozenset(("appendix", "part", "chapter", "section", "subsection", "article"))

_WORDS: dict[str, Style] = {
    "phụ lục": "appendix", "phần": "part", "phần thứ": "part", "chương": "chapter", "mục": "section",
    "tiểu mục": "subsection", "điều": "article",
}  # fmt: skip
_ORDINALS = {
    "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10,
}  # fmt: skip
# The decree's letters for điểm; f, j, w and z are not among them, but some writers use f.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_CAPITALS = "ABCDEGHIKLMNOPQRSTUVXY"

_KEYWORD = re.compile(
    r"(?P<printed>(?P<word>Phụ lục|Phần thứ|Phần|Chương|Tiểu mục|Mục|Điều)"
    r"\s+(?:số\s+)?(?P<value>[IVXLC]+|\d{1,4}[a-zđ]?|[A-Z]|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)\b)"
    r"(?P<stop>\s*[.:)–-])?\s*",
    re.I,
)
_DOTTED = re.compile(r"(?P<printed>(?P<value>[1-9]\d?(?:\.[1-9]\d?){1,4})[.)]?)(?=\s)\s*(?=\S)")
# A comma before a capital is a point that a scan lost the top of.
_ARABIC = re.compile(
    rf"(?P<printed>(?P<value>[1-9]\d?)(?:\s?[.)/]|-(?=\s)|,(?=\s+[{UPPER}])))(?:\s+|(?=[^\W\d_])|$)"
)
_BRACKETED = re.compile(r"(?P<printed>\((?P<value>[1-9]\d?|[a-zđ])\))\s+")
_ROMAN = re.compile(r"(?P<printed>(?P<value>[IVXLC]{1,7})\s?[.)/\-–])(?:\s+|(?=[^\W\d_])|$)")
_CAPITAL = re.compile(r"(?P<printed>(?P<value>[A-ZĐ])[.)/])(?:\s+|$)")
_LETTER = re.compile(r"(?P<printed>(?P<value>[a-zđ])\s?(?:\)|[./](?=\s)))\s*")
_ROMAN_FORM = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{0,3})$")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Marker:
    """`value` of a dotted number is all its parts; `printed` the number as it stands, `end` where the
    title begins.
    """

    style: Style
    value: tuple[int, ...]
    printed: str
    end: int
    keyword_ends: bool = True  # a keyword's number is followed by a stop or nothing, as in a heading

    def follows(self, last: tuple[int, ...], skip: int = 0) -> bool:
        """Whether this number comes next after `last`, up to `skip` numbers left out."""
        return self.value[:-1] == last[:-1] and 0 < self.value[-1] - last[-1] <= 1 + skip

    @property
    def first(self) -> bool:
        return self.value[-1] == 1


def markers(text: str) -> list[Marker]:
    """Every reading of the number `text` begins with: "I." is one in Roman numerals and the ninth capital."""
    if match := _KEYWORD.match(text):
        return _keyword(text, match)
    if text[:3] in ("V/v", "V/V"):  # về việc
        return []
    found: list[Marker] = []
    for pattern, style in _PLAIN:
        if (match := pattern.match(text)) and (value := _value(style, match["value"])):
            found.append(Marker(style, value, match["printed"], match.end()))
    return found


_PLAIN: list[tuple[re.Pattern[str], Style]] = [
    (_ROMAN, "roman"), (_CAPITAL, "capital"), (_DOTTED, "dotted"), (_ARABIC, "arabic"),
    (_BRACKETED, "bracketed"), (_LETTER, "letter"),
]  # fmt: skip


def _keyword(text: str, match: re.Match[str]) -> list[Marker]:
    style = _WORDS[re.sub(r"\s+", " ", match["word"].lower())]
    if not match["word"][0].isupper():
        return []
    value = match["value"]
    number = _ORDINALS.get(value.lower()) or _roman(value) or _digits(value) or _capital(value)
    if not number:
        return []
    ends = bool(match["stop"]) or match.end() == len(text) or text[match.end("printed")] == "\n"
    return [Marker(style, (number,), match["printed"] + (match["stop"] or "").strip(), match.end(), ends)]


def _value(style: Style, printed: str) -> tuple[int, ...]:
    if style == "dotted":
        return tuple(map(int, printed.split(".")))
    number = {"roman": _roman, "capital": _capital, "letter": _letter}.get(style, _digits)(printed)
    return (number,) if number else ()


def _digits(printed: str) -> int:
    digits = re.match(r"\d+", printed)
    return int(digits[0]) if digits else _letter(printed)


def _roman(printed: str) -> int:
    if not printed or not _ROMAN_FORM.match(printed):
        return 0
    digits = [_ROMAN_DIGITS[c] for c in printed]
    return sum(-d if d < max(digits[i:], default=0) else d for i, d in enumerate(digits))


def _capital(printed: str) -> int:
    return _CAPITALS.find(printed) + 1 if len(printed) == 1 else 0


def _letter(printed: str) -> int:
    return _LETTERS.find(printed) + 1 if len(printed) == 1 else 0
