"""Vietnamese letters: Unicode forms, tone placement, diacritics, and where the syllables are.

`normalize` and `fold` keep every character's place on NFC input, so offsets found in their result are offsets
into the original.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, partial

import numpy as np

from kb.model import Span

# No two words differ by it: the Icelandic eth stands for đ in texts converted from TCVN3 and VNI fonts.
_LOOK_ALIKE = {"Ð": "đ", "ð": "đ"}


class _CharMap(dict[int, str]):
    """A table for str.translate that fills itself; each character becomes exactly one character."""

    def __init__(self, *, folded: bool) -> None:
        self._folded = folded

    def __missing__(self, code: int) -> str:
        char = chr(code)
        lower = _LOOK_ALIKE.get(char, char.lower())
        if len(lower) != 1:  # "İ" lower-cases to two characters
            lower = char
        self[code] = result = _base_letter(lower) if self._folded else lower
        return result


def _base_letter(char: str) -> str:
    if char == "đ":  # has no decomposition
        return "d"
    parts = unicodedata.normalize("NFD", char)
    return parts[0] if all(unicodedata.combining(mark) for mark in parts[1:]) else char


_LOWER = _CharMap(folded=False)
_FOLD = _CharMap(folded=True)


def _tone_pairs() -> dict[str, str]:
    """`òa` → `oà` for oa, oe, uy and the five tones: the two places the tone mark is written in."""
    tones = "\u0300\u0301\u0309\u0303\u0323"
    clusters = [(a, b, tone) for a, b in ("oa", "oe", "uy") for tone in tones]
    return {nfc(a + tone + b): nfc(a + b + tone) for a, b, tone in clusters}


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


_ON_SECOND = _tone_pairs()
_ON_FIRST = {second: first for first, second in _ON_SECOND.items()}
# After q the u belongs to the consonant (quý), so the rule for uy does not apply there.
# It begins with one set of letters so that a search steps from one of them to the next.
_TONED_CLUSTER = re.compile(
    r"[oòóỏõọuùúủũụ](?:(?<=[òóỏõọ])[ae]|(?<=o)[àáảãạèéẻẽẹ]|(?<=[ùúủũụ])(?<!q.)y|(?<=u)(?<!q.)[ỳýỷỹỵ])"
    r"(?P<closed>[^\W\d_])?"
)


def _place_tone(match: re.Match[str]) -> str:
    """`hoà` → `hòa`, `hòan` → `hoàn`: on the first vowel at the end of a syllable, else on the second."""
    cluster, closed = match[0][:2], match["closed"] or ""
    return (_ON_SECOND if closed else _ON_FIRST).get(cluster, cluster) + closed


def normalize(text: str) -> str:
    """NFC, lower case, one tone placement. As long as `text` when `text` is NFC."""
    return _TONED_CLUSTER.sub(_place_tone, _lower(nfc(text)))


@lru_cache(maxsize=1 << 14)
def normalize_syllable(syllable: str) -> str:
    """`normalize`, remembered: a corpus has few syllables, again and again."""
    return normalize(syllable)


def _lower(text: str) -> str:
    """`text.translate(_LOWER)`, quicker where no letter needs the table."""
    lower = text.lower()
    special = len(lower) != len(text) or "ð" in lower or "ς" in lower  # a final sigma has a form of its own
    return text.translate(_LOWER) if special else lower


def fold(text: str) -> str:
    """NFC, lower case, no diacritics, đ → d. As long as `text` when `text` is NFC."""
    text = nfc(text)
    if text.isascii():
        return text.lower()
    if len(text) < SHORT:
        return text.translate(_FOLD)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    if codes.max() >= len(_FOLDED):
        return text.translate(_FOLD)
    return str(_FOLDED[codes].tobytes(), "utf-32-le")


# What `_FOLD` gives for the letters and signs of nearly all texts: five times as quick where there are many.
_FOLDED = np.array([ord(_FOLD[code]) for code in range(0x2200)], "<u4")
SHORT = 100


# A footnote's mark is not part of the word it hangs on.
_SUPERSCRIPT = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079"
_LETTER = rf"[^\W\d_{_SUPERSCRIPT}]"
_LETTERS = rf"{_LETTER}+(?:[\u0300-\u036f]+{_LETTER}*)*"  # the marks are those of decomposed text
# 1.938 and 1.938,5 group by thousands; 276,3 and 276.3 are decimals; 15.01.2023 is neither, so three numbers.
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![.,]?\d)|(?<!\d\.)\d+[.,]\d+(?![.,]?\d)|\d+"
_SYLLABLE = re.compile(f"{_LETTERS}|{_NUMBER}")
_ASCII_SYLLABLE = re.compile(f"[A-Za-z]+|{_NUMBER}")
_ASCII_SIGNS = {code: " " for code in range(128) if not chr(code).isalnum()}
_DIGIT = re.compile(r"\d")
_SPAN = partial(tuple.__new__, Span)  # as `Span._make`, in a third of its time


def syllables(text: str) -> list[Span]:
    """Where the syllables and numbers of `text` are. A code is its parts: 1725 | QĐ | TTg, 276,3 | ha."""
    found = (_ASCII_SYLLABLE if text.isascii() else _SYLLABLE).finditer(text)
    return list(map(_SPAN, map(re.Match.span, found)))


def words(text: str) -> list[str]:
    """The slices of `text` at `syllables`, quicker."""
    if not text.isascii():
        return _SYLLABLE.findall(text)
    return _ASCII_SYLLABLE.findall(text) if _DIGIT.search(text) else text.translate(_ASCII_SIGNS).split()
