"""Counts the words of texts and their neighbours, and what our own word lists add to every corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kb.text import normalize_syllable, syllables
from kb.wordlists import glossary, place_names, questions, short_forms

NUMBER = "0"  # what every number counts as, so that "quý 1" and "tháng 6" are pairs


class WordCounter:
    """Counts words, those in capitals, neighbours, and neighbours that both begin with a capital."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.upper: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.names: Counter[tuple[str, str]] = Counter()

    def read(self, text: str) -> None:
        last, last_capital, end = "", False, 0
        for start, stop in syllables(text):
            typed = text[start:stop]
            word = NUMBER if typed[0].isdecimal() else normalize_syllable(typed)
            upper = len(typed) > 1 and typed.isupper()
            capital = typed[0].isupper() and not upper
            self.words[word] += 1
            self.upper[word] += upper
            if last and joined(text[end:start]):
                self.pairs[last, word] += 1
                if capital and last_capital:
                    self.names[last, word] += 1
            last, last_capital, end = word, capital, stop


def joined(gap: str) -> bool:
    """Whether two syllables with this between them belong to one phrase."""
    return gap.strip() in ("", "-", "–", "/") and "\n" not in gap


def ours() -> Iterator[str]:
    yield from questions()
    yield from (f"tỉnh {name}. thành phố {name}" for name in place_names())
    yield from dict.fromkeys(
        form for forms in (*short_forms().values(), *glossary().values()) for form in forms
    )
