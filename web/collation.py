"""Vietnamese alphabetical order: letters (a ă â b …), then tones (none, grave, hook, tilde, acute, dot)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
ORDER = {letter: index for index, letter in enumerate(LETTERS)}
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
NUMBER_OR_LETTER = re.compile(r"\d+|\D")

Key = tuple[tuple[tuple[int, int], ...], tuple[int, ...]]


@lru_cache(maxsize=10_000)  # the names of units and offices are sorted for every page
def key(text: str) -> Key:
    """A sort key: numbers by value before letters, case ignored, tones only where all else is alike."""
    primary: list[tuple[int, int]] = []
    tones: list[int] = []
    for piece in NUMBER_OR_LETTER.findall(unicodedata.normalize("NFC", text.lower())):
        if piece.isdecimal():
            primary.append((1, int(piece)))
            continue
        marks = unicodedata.normalize("NFD", piece)
        tone = next((TONES[mark] for mark in marks if mark in TONES), 0)
        letter = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES)) or " "
        primary.append((2, ORDER[letter]) if letter in ORDER else (0, ord(letter[0])))
        tones.append(tone)
    return tuple(primary), tuple(tones)
