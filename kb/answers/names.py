"""The proper names of a question: an answer that does not speak of them is no answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from kb.answers.persons import NAME as PERSON
from kb.answers.persons import UPPER
from kb.answers.question import Question
from kb.answers.wording import spaced, words
from kb.terms import singles
from kb.text import fold, normalize
from kb.wordlists import place_names

BLANKS = bytes(code if chr(code).isascii() and chr(code).isalnum() else 32 for code in range(256))

PLACE = re.compile(
    rf"\b(?P<level>[Xx]ã|[Pp]hường|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hôn|[Tt]ỉnh) "
    rf"(?P<name>{UPPER}[^\W\d_]*(?: {UPPER}[^\W\d_]*)*)"
)
OF_PLACE = re.compile(r" (?:xa|phuong|thi tran|huyen|quan|thi xa|thon|tinh) ")


@cache
def places() -> Mapping[str, str]:
    """The known places: without diacritics → as written; the longest first."""
    return {fold(name): name for name in sorted(place_names(), key=len, reverse=True)}


@cache
def _as_written() -> frozenset[str]:
    return frozenset(places().values())


@cache
def _place(*, folded: bool) -> re.Pattern[str]:
    names = places().keys() if folded else map(normalize, places().values())
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def required(question: Question, typed: str, other_ways: Iterable[str]) -> list[str]:
    """The names an answer must speak of: those written as names, and known places however they are written.

    `other_ways` are the words for which the thesaurus knows another form: they may be called otherwise.
    """
    said = fold(typed) if question.unaccented else normalize(typed)
    found = [places()[fold(place)] for place in _place(folded=question.unaccented).findall(said)]
    otherwise = [_key(words) for words in other_ways]
    for name in question.names:
        key = _key(name)
        if not any(key in words or words in key for words in (*otherwise, *map(_key, found))):
            found.append(name)
    return list(dict.fromkeys(found))


def spelt(question: Question, texts: Iterable[str]) -> list[str]:
    """The names of places that a question without marks or capitals speaks of, as the texts write them."""
    said = f" {' '.join(fold(question.text).split())} " if question.unaccented else ""
    if not OF_PLACE.search(said):
        return []
    found = (place for text in texts for place in PLACE.finditer(text))
    return list({p["name"]: 1 for p in found if f" {fold(p['level'])} {fold(p['name'])} " in said})


def lacking(names: Iterable[str], texts: Iterable[str]) -> list[str]:
    """The names that none of the texts speaks of. A known place counts only with its diacritics ("đa năng" is
    not Đà Nẵng); for other names diacritics, blanks and hyphens do not matter."""
    names = list(names)
    if not names:
        return []
    texts = dict.fromkeys(texts)
    known = _as_written().intersection(names)
    folded = " ".join(map(_key, texts)) if known < set(names) else ""

    def said(name: str) -> bool:
        if name not in known:
            return _pattern(name).search(folded) is not None
        exact = spaced(singles(name))
        return any(exact in words(text).exact for text in texts)

    return [name for name in names if not said(name)]


def _pattern(name: str) -> re.Pattern[str]:
    """`Goul burn` is `Goulburn`: blanks may be lost or added inside a name, but not inside a number. Names of
    things may be given in full: "Tết Giáp Thìn" is "Tết Nguyên đán Giáp Thìn"."""
    letters = _key(name).replace(" ", "")
    exact = re.sub(r"(?<=[a-z])(?=.)|(?<=.)(?=[a-z])", " ?", letters)
    first, *rest = _key(name).split(" ")
    if not rest or PERSON.match(name) or not all(map(str.isalpha, rest)):
        return re.compile(rf"\b0*{exact}\b")
    return re.compile(rf"\b(?:0*{exact}|{first}{''.join(f'(?: [a-z]+){{0,2}} {word}' for word in rest)})\b")


@lru_cache(maxsize=20_000)
def _key(text: str) -> str:
    """Its letters and digits without diacritics, one blank for all between them."""
    return b" ".join(fold(text).encode("ascii", "replace").translate(BLANKS).split()).decode()
