"""What the lexical index counts: syllables and adjacent pairs of them, as most Vietnamese words are two."""

from __future__ import annotations

import re
from itertools import pairwise

from kb.text import fold, normalize, words

_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


def terms(text: str) -> list[str]:
    """Normalized syllables and numbers in order, then the adjacent pairs joined by a space."""
    return with_pairs(singles(text))


def folded_terms(text: str) -> list[str]:
    """`terms` without diacritics, for questions typed without them."""
    return with_pairs(folded_singles(text))


def folded_singles(text: str) -> list[str]:
    """The first part of `folded_terms`."""
    return _words(fold(text))


def singles(text: str) -> list[str]:
    """The first part of `terms`."""
    return _words(normalize(text))


def with_pairs(singles: list[str]) -> list[str]:
    return [*singles, *map(" ".join, pairwise(singles))]


def _words(text: str) -> list[str]:
    return [_number(word) if word[0].isdecimal() else word for word in words(text)]


def _number(word: str) -> str:
    """One spelling a value: 1.938 → 1938, 276.3 → 276,3, 07 → 7."""
    word = word.replace(".", "") if _THOUSANDS.fullmatch(word) else word.replace(".", ",")
    return word.lstrip("0") or "0"
