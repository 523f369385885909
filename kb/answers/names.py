"""The proper names of a question: an answer that does not speak of them is no answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from kb.answers.question import Question
from kb.text import fold, normalize


@cache
def _places() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of the known places: as written, and without diacritics."""
    lines = files("kb").joinpath("data/places.txt").read_text("utf-8").splitlines()
    names = sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True)
    return _any_of(map(normalize, names)), _any_of(map(fold, names))


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def required(question: Question, typed: str, other_ways: Iterable[str]) -> list[str]:
    """The names an answer must speak of: those written as names, and known places however they are written.

    `other_ways` are the words for which the thesaurus knows another form; what they name may be called otherwise.
    """
    exact, folded = _places()
    plain = fold(typed) == typed.lower()
    text = fold(typed) if plain else normalize(typed)
    otherwise = [_key(words) for words in other_ways]
    named = [
        n for n in question.names if not any(_key(n) in words or words in _key(n) for words in otherwise)
    ]
    found = [*named, *((folded if plain else exact).findall(text))]
    unique = {_key(name): name for name in found}
    return [
        name for key, name in unique.items() if not any(key != other and key in other for other in unique)
    ]


def lacking(names: Iterable[str], texts: Iterable[str]) -> list[str]:
    """The names that none of the texts speaks of; diacritics, blanks and hyphens do not count."""
    said = " ".join(map(_key, texts))
    return [name for name in names if not _pattern(name).search(said)]


def _pattern(name: str) -> re.Pattern[str]:
    """`Hanoi` is `Hà Nội`: blanks may be lost or added inside a name, but not inside a number."""
    letters = _key(name).replace(" ", "")
    return re.compile(rf"\b0*{re.sub(r'(?<=[a-z])(?=.)|(?<=.)(?=[a-z])', ' ?', letters)}\b")


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(text)).strip()
