"""Counts the words of texts and their neighbours, and what our own word lists add to every corpus.

A text is read once into numbers; texts are then counted together as arrays.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kb.text import normalize_syllable, syllables
from kb.wordlists import glossary, place_names, questions, short_forms

NUMBER = "0"  # what every number counts as, so that "quý 1" and "tháng 6" are pairs
UPPER, CAPITAL, FOLLOWS, APART = 1, 2, 4, 8


@dataclass(frozen=True, slots=True)
class Syllables:
    """The syllables of a text, normalized: each different one, and of each place its number (uint32) and its
    marks (uint8): UPPER is in capitals, CAPITAL begins with one, FOLLOWS belongs to one phrase with the place
    before, APART does not, not even as the words of a short form do."""

    words: tuple[str, ...]
    ids: bytes
    marks: bytes


def read(text: str) -> Syllables:
    numbers: dict[str, int] = {}
    ids, marks, end = array("I"), bytearray(), 0
    for start, stop in syllables(text):
        typed, gap = text[start:stop], text[end:start]
        ids.append(numbers.setdefault(normalize_syllable(typed), len(numbers)))
        upper = len(typed) > 1 and typed.isupper()
        mark = UPPER if upper else CAPITAL if typed[0].isupper() else 0
        if end and joined(gap):
            mark |= FOLLOWS
        if not end or gap.strip() not in ("", "-", "–"):
            mark |= APART
        marks.append(mark)
        end = stop
    return Syllables(tuple(numbers), ids.tobytes(), bytes(marks))


class Corpus:
    """The syllables of texts, one behind the other: `words` gives the number of each different one."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self._ids, self._marks = array("I"), array("B")

    def add(self, text: Syllables) -> None:
        numbers = [self.words.setdefault(word, len(self.words)) for word in text.words]
        self._ids.frombytes(np.array(numbers, np.uint32)[np.frombuffer(text.ids, np.uint32)].tobytes())
        self._marks.frombytes(text.marks)

    def places(self) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint8]]:
        """The number and the marks of every place; while they are in use nothing can be added."""
        return np.frombuffer(self._ids, np.uint32), np.frombuffer(self._marks, np.uint8)


def joined(gap: str) -> bool:
    """Whether two syllables with this between them belong to one phrase."""
    return gap.strip() in ("", "-", "–", "/") and "\n" not in gap


def ours() -> Iterator[str]:
    yield from questions()
    yield from (f"tỉnh {name}. thành phố {name}" for name in place_names())
    yield from dict.fromkeys(
        form for forms in (*short_forms().values(), *glossary().values()) for form in forms
    )
