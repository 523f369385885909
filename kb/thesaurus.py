"""The same thing said another way: short forms and full ones, synonyms, names of units, English terms.

What it finds is added to a question beside the words typed, never in their place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from kb.model import Span, Unit
from kb.numbers import CODES
from kb.spelling import is_syllable, keeps_marks
from kb.stem import stem
from kb.text import fold, nfc, normalize, syllables
from kb.wordlists import glossary, place_names, short_forms, synonyms

Kind = Literal["short", "full", "same", "unit", "english"]
MOST_FORMS = 4
INSIDE = ("", "-", "–", "&", "/", ",", "'", "’")  # what may stand between the words of one term
GLUE = "/&-."  # a short form next to one of these is part of a longer code,
RANK = re.compile(r"(?<![\w/&.-])(?:tp|tx|tt|p|q|h|x|p?ct)\.$", re.IGNORECASE)  # but not behind "TP." or "P."
LEVEL = r"(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường)"
ENDS_IN_LEVEL = re.compile(rf"(?<!\w){LEVEL}$", re.IGNORECASE)
LEVEL_NEXT = re.compile(rf"\s+{LEVEL}(?=\s)", re.IGNORECASE)
NAME_NEXT = re.compile(r"\s+(?P<name>[^\W\d_]+(?:(?:\s+|\s*[-–]\s*)[^\W\d_]+){0,4})")


@dataclass(frozen=True, slots=True)
class Alternative:
    """`forms` say the same as the words at `span`; a short form with several full ones is ambiguous."""

    span: Span
    said: str
    forms: tuple[str, ...]
    kind: Kind

    @property
    def ambiguous(self) -> bool:
        return self.kind == "short" and len(self.forms) > 1


@dataclass(frozen=True, slots=True)
class _Entry:
    said: str
    words: tuple[str, ...]
    forms: tuple[str, ...]
    kind: Kind


class Thesaurus:
    """`mined` are the short forms a corpus explains; `units` those of its authority file."""

    def __init__(self, mined: Mapping[str, Sequence[str]], units: Iterable[Unit] = ()) -> None:
        self._entries: defaultdict[tuple[str, ...], list[_Entry]] = defaultdict(list)
        full_forms = {
            short: tuple(dict.fromkeys((*short_forms().get(short, ()), *mined.get(short, ()))))
            for short in sorted(short_forms().keys() | mined.keys())
        }
        shorts: defaultdict[str, list[str]] = defaultdict(list)
        for short, fulls in full_forms.items():
            self._add(short, fulls, "short")
            if len(fulls) == 1 and fold(short) not in CODES and not is_syllable(fold(short)):
                shorts[fulls[0]].append(short)
        for full in shorts:
            self._add(full, _shortened(full, shorts), "full")
        for same in synonyms():
            for said in same:
                self._add(said, [other for other in same if other != said], "same")
        for said, forms in _unit_names(units).items():
            self._add(said, forms, "unit")
        self._stems: dict[tuple[str, ...], _Entry] = {}
        shortened = cache(lambda form: _shortened(form, shorts))  # an office's is the same said in ten ways
        for english, vietnamese in glossary().items():
            shorter = (short for form in vietnamese for short in shortened(form))
            entry = self._add(english, (*vietnamese, *shorter), "english")
            self._stems.setdefault(tuple(map(stem, entry.words)), entry)
        self._longest: defaultdict[str, int] = defaultdict(int)  # words of a term, by its first
        for first, *rest in (*self._entries, *self._stems):
            self._longest[first] = max(self._longest[first], 1 + len(rest))

    def find(self, text: str, taken: Sequence[Span] = ()) -> list[Alternative]:
        """The longest terms in `text` (NFC) from left to right, outside the spans `taken`."""
        spans = syllables(text)
        words = tuple(normalize(text[start:end]) for start, end in spans)
        folded = tuple(map(fold, words))
        gaps = (text[a.end : b.start].strip() for a, b in pairwise(spans))
        breaks = [place for place, gap in enumerate(gaps, start=1) if gap not in INSIDE]
        found: list[Alternative] = []
        at = 0
        for stop in (*breaks, len(spans)):
            while at < stop:
                run = slice(at, stop)
                alternative, length = self._first(text, spans[run], words[run], folded[run])
                if alternative and not any(alternative.span.overlaps(span) for span in taken):
                    found.append(alternative)
                at += length
        return found

    def _first(
        self, text: str, spans: list[Span], words: tuple[str, ...], folded: tuple[str, ...]
    ) -> tuple[Alternative | None, int]:
        """The longest term that begins with the first of these words, and of how many words it is."""
        longest = max(self._longest.get(folded[0], 0), self._longest.get(stem(folded[0]), 0))
        for length in range(min(longest, len(words)), 0, -1):
            span = Span(spans[0].start, spans[length - 1].end)
            for entry in self._named(words[:length], folded[:length]):
                if _fits(text, span, entry):
                    return Alternative(span, text[slice(*span)], entry.forms, entry.kind), length
        return None, 1

    def _named(self, words: tuple[str, ...], folded: tuple[str, ...]) -> Iterator[_Entry]:
        """What these words may stand for; an English term whatever its endings."""
        for entry in self._entries.get(folded, ()):
            if all(map(keeps_marks, words, entry.words)):
                yield entry
        if words == folded and (english := self._stems.get(tuple(map(stem, words)))):
            yield english

    def _add(self, said: str, forms: Sequence[str], kind: Kind) -> _Entry:
        words = tuple(normalize(said[start:end]) for start, end in syllables(said))
        entry = _Entry(said, words, tuple(forms)[:MOST_FORMS], kind)
        self._entries[tuple(map(fold, words))].append(entry)
        return entry


def _fits(text: str, span: Span, entry: _Entry) -> bool:
    if entry.kind == "short":
        return _stands_alone(text, span)
    if entry.kind == "english":  # "resettlement, land clearance" is no resettlement land
        return "," not in text[slice(*span)] or "," in entry.said
    return entry.kind != "unit" or not _elsewhere(text, span, entry.forms)


def _elsewhere(text: str, span: Span, forms: Sequence[str]) -> bool:
    """Whether a place behind a unit's name makes it a unit of that place: "UBND tỉnh Gia Lai"."""
    level = LEVEL_NEXT.match(text, span.end)
    name = NAME_NEXT.match(text, level.end() if level else span.end)
    if name is None:
        return False
    said = " ".join(fold(name["name"].replace("–", "-")).replace("-", " ").split())
    known = next((place for place in _places() if f"{said} ".startswith(f"{place} ")), "")
    if not known and (level or ENDS_IN_LEVEL.search(text[: span.end])) and name["name"][0].isupper():
        known = said.split()[0]
    return bool(known) and not any(f" {known} " in f" {fold(form).replace('-', ' ')} " for form in forms)


@cache
def _places() -> tuple[str, ...]:
    folded = (" ".join(fold(name).replace("-", " ").split()) for name in place_names())
    return tuple(sorted(folded, key=len, reverse=True))


def _shortened(full: str, shorts: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """`full` in its short forms, then with a part of it shortened ("trung tâm PTQĐ")."""
    words = full.split()
    parts = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 2, len(words) + 1)} - {full}
    inside = [
        full.replace(part, shorts[part][0]) for part in sorted(parts, key=len, reverse=True) if part in shorts
    ]
    return (*shorts.get(full, ()), *inside)


def _stands_alone(text: str, span: Span) -> bool:
    """Whether letters at `span` are a short form of their own: capitals, or no word of the language."""
    said = text[span.start : span.end]
    before, after = RANK.sub("", text[: span.start])[-1:], text[span.end :][:2]
    if RANK.search(f"{said}{after[:1]}"):
        after = ""
    glued = (
        (before and before in GLUE)
        or (after and after[0] in GLUE and after[1:].isalnum())
        or after[:1] == "/"
    )
    capitals = said.upper() == said
    return not glued and (capitals or not any(is_syllable(fold(said[a:b])) for a, b in syllables(said)))


def _unit_names(units: Iterable[Unit]) -> dict[str, tuple[str, ...]]:
    """Each name of a unit → its other names; a name that two units share or a mere "sở" says nothing."""
    owners: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for unit in units:
        names = tuple(dict.fromkeys(map(nfc, (unit.name, *unit.short_names, *unit.aliases))))
        for name in names:
            owners[name].append(tuple(other for other in names if fold(other) != fold(name)))
    return {
        name: others[0]
        for name, others in owners.items()
        if len(others) == 1 and others[0] and not is_syllable(fold(name))
    }
