"""What a question says about where to look: "exact phrases", -excluded words, filters asked for in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kb.model import Document, Filters, Span
from kb.numbers import ENGLISH, TYPES
from kb.periods import Period
from kb.text import fold, normalize, syllables

LONGEST_NAME = 5  # syllables of a person's name
ONLY = ("chỉ", "riêng", "only")
QUOTED = re.compile(r'(?P<minus>(?<!\S)-)?["“”«»](?P<phrase>[^"“”«»]+)["“”«»]')
MINUS = re.compile(r"(?<!\S)-(?P<word>[^\W\d_][\w&./-]*)")
ONLY_TYPE = (
    r"\b(?P<only>chi|rieng|only)\s+(?:(?:tim|lay|xem|trong|search|show|in)\s+)*(?:(?:cac|the)\s+)?"
    r"|\btrong\s+cac\s+"
)
ISSUED_BY = (
    r"\b(?:(?:trong\s+)?(?:cac\s+)?(?:van ban|tai lieu)|(?P<only>chi))\s+(?:cua|do)\s+"
    r"|\bdo\s+(?=.{3,60}\sban hanh)"
)


@dataclass(frozen=True, slots=True)
class Operators:
    """A question without its quotation marks and excluded words."""

    plain: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What the documents of an index are called by, the longest first; signers by their unaccented name; and
    the day of the newest."""

    types: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    signers: Mapping[str, str] = field(default_factory=dict)
    newest: date | None = None

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Names:
        seen = list(documents)
        return cls(
            types=_longest_first(d.type_name for d in seen),
            organs=_longest_first(d.organ_name for d in seen),
            signers={fold(d.full_name): d.full_name for d in seen if d.full_name},
            newest=max((d.issued_date for d in seen if d.issued_date), default=None),
        )


NAMELESS = Names()


@dataclass(frozen=True, slots=True)
class Limits:
    """Filters asked for in words, and the spans that only ask for them."""

    filters: Filters = Filters()
    spans: tuple[Span, ...] = ()


def operators(typed: str) -> Operators:
    phrases: list[str] = []
    excluded: list[str] = []

    def quoted(match: re.Match[str]) -> str:
        phrase = match["phrase"].strip()
        if not syllables(phrase):
            return " "
        (excluded if match["minus"] else phrases).append(phrase)
        return " " if match["minus"] else f" {phrase} "

    def minus(match: re.Match[str]) -> str:
        excluded.append(match["word"])
        return " "

    plain = MINUS.sub(minus, QUOTED.sub(quoted, typed))
    return Operators(" ".join(plain.split()), tuple(phrases), tuple(excluded))


def limits(words: str, period: Period | None, names: Names) -> Limits:
    """Read from `words` (NFC): "chỉ thông báo", "văn bản của UBND tỉnh …", "trong các văn bản năm 2020"."""
    filters, spans = Filters(), []
    if period and period.asked:
        filters = Filters(issued_from=period.start, issued_to=period.end)
        spans.append(period.asked)
    if said := _said_after(ONLY_TYPE, names.types, words):
        filters = replace(filters, type=said[0])
        spans.append(said[1])
    if said := _said_after(ISSUED_BY, names.organs, words):
        filters = replace(filters, organ=said[0])
        spans.append(said[1])
    return Limits(filters, tuple(spans))


def signers(words: str, names: Names) -> tuple[str, ...]:
    """The signers of documents who are named in `words`, with or without marks."""
    folded = [fold(words[start:end]) for start, end in syllables(words)]
    runs = (
        " ".join(folded[first:last])
        for first in range(len(folded))
        for last in range(first + 2, min(first + LONGEST_NAME, len(folded)) + 1)
    )
    return tuple(dict.fromkeys(names.signers[run] for run in runs if run in names.signers))


def without(words: str, spans: Iterable[Span]) -> str:
    """`words` without what only limits the search; all of them when nothing else is there."""
    kept = words
    for start, end in sorted(spans, reverse=True):
        kept = f"{kept[:start]} {kept[end:]}"
    kept = " ".join(kept.split())
    return kept if syllables(kept) else words


def _said_after(before: str, names: Sequence[str], words: str) -> tuple[str, Span] | None:
    """The first of `names` behind `before`, and where both are. Written "chi", "chỉ" is not meant."""
    for name in names:
        said = re.search(rf"(?:{before})(?:{'|'.join(_ways(name))})(?!\w)", fold(words))
        if said and normalize(words[slice(*said.span("only"))]) in ("", *ONLY):
            return name, Span(*said.span())
    return None


def _ways(name: str) -> tuple[str, ...]:
    """Of an organ in short, of a type in English, with a plural's s."""
    full = fold(name)
    code = TYPES.get(full)
    english = (f"{said}s?" for said, meant in ENGLISH.items() if code and meant == code)
    short = full.replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")
    return re.escape(full), re.escape(short), *english


def _longest_first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names) - {""}, key=lambda name: (-len(name), name)))
