"""Dates and periods in a question: "quý I/2024", "tháng 6 năm 2020", "từ 2020 đến nay".

Read on folded text, so that it makes no difference whether the question carries diacritics; English too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from kb.dates import points
from kb.model import Span
from kb.text import fold, normalize

READ = 20_000  # texts whose periods are kept: a question is asked for them five times, a sentence often

Match = re.Match[str]

OF = r"(?:nam\s+|thang\s+|ngay\s+|quy\s+)?"
TO = re.compile(rf"\s*(?:den|toi|-|–|to|until|(?P<and>and|va))\s*(?:het\s+)?{OF}")
AND = re.compile(r"\s*(?:,|và|va|and|&)\s*")
NOW = re.compile(r"\s*(?:den|toi|-|–|to|until|till)\s*(?:nay|hien nay|now|date|today|present)\b")
RANGE = re.compile(rf"\b(?:tu|giai\s+doan|thoi\s+ky|from|between)\s+{OF}$")
SINCE = re.compile(rf"\b(?P<since>tu|since)\s+{OF}$")
INVESTED = re.compile(r"\b(?:dau|thu|vat|cong)\s+$")
AFTER = re.compile(rf"\b(?:sau|after)\s+{OF}$")
BEFORE = re.compile(rf"\b(?:truoc|before)\s+{OF}$")
UNTIL = re.compile(rf"\b(?:den\s+het|den|until|by)\s+{OF}$")
AS_OF = re.compile(
    rf"\b(?:tinh\s+den\s+(?:het\s+)?|as\s+(?:of|at)\s+){OF}$"
)  # a state of that time, not all before it
# What turns a period from a preference into a filter on the dates of documents.
LINK = r"\s*(?:(?:trong|vao|cua|tu|giai doan|in|of|from|since|truoc|sau|before|after|den|nam|thang)\s+)*$"
ASKED = re.compile(
    r"(?:\b(?P<only>chi|rieng|only)\b(?:\s+(?:tim|lay|xem|search))?\s*)?"
    r"(?P<documents>\b(?:(?:in|trong)\s+)?(?:cac\s+|nhung\s+)?(?:van ban|tai lieu|documents?)"
    r"(?:\s+(?:duoc\s+)?(?:ban hanh|issued|dated))?|\b(?:ban hanh|issued))?" + LINK
)
ONLY_BEHIND = re.compile(r"\s+(?P<only>only|thoi)\b")
ONLY_WORDS = ("", "chỉ", "riêng", "thôi", "only")


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included; None is open.

    `asked` is where the question says that only documents of this period are wanted; None when it does not.
    """

    start: date | None
    end: date | None
    span: Span
    asked: Span | None = None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@lru_cache(maxsize=READ)
def periods(text: str, year: int | None = None) -> tuple[Period, ...]:
    """Those in `text` (NFC), in order. A quarter or month without a year takes the only year there is, else
    `year`, else is none."""
    folded = fold(text)
    found: list[Period] = []
    joined = set()
    for point in points(folded, year):
        period = Period(point.start, point.end, point.span)
        if found and _joins(folded, found[-1], period):
            found[-1] = replace(found[-1], end=period.end, span=Span(found[-1].span.start, period.span.end))
            joined.add(found[-1].span.start)
        else:
            found.append(period)
            joined |= {point.span.start} if point.is_range else set()
    return tuple(_bounded(text, folded, period, period.span.start in joined) for period in found)


def said_first(text: str, newest: date | None = None) -> Period | None:
    """The first in `text` (NFC), with those joined to it: "năm 2023 và năm 2024".

    One without a year is of the year of the `newest` document, unless that is before it.
    """
    said = periods(text)
    if not said and newest:
        said = tuple(p for p in periods(text, newest.year) if p.start and p.start <= newest)
    if not said:
        return None
    first, *others = said
    for other in others:
        if not AND.fullmatch(text, first.span.end, other.span.start):
            break
        if not (first.start and first.end and other.start and other.end):
            break
        start, end = min(first.start, other.start), max(first.end, other.end)
        first = replace(first, start=start, end=end, span=Span(first.span.start, other.span.end))
    return first


def _joins(folded: str, first: Period, last: Period) -> bool:
    """Whether two are the ends of a range: "2013-2020", "tháng 3 đến tháng 6"; "và" joins after a cue."""
    link = TO.fullmatch(folded, first.span.end, last.span.start)
    ordered = first.start is not None and last.start is not None and first.start <= last.start
    return bool(link and ordered and (not link["and"] or RANGE.search(folded[: first.span.start])))


def _only_is_meant(text: str, span: tuple[int, int]) -> bool:
    """Unaccented, "chi" may be "chỉ"; but "chi năm 2020" is what was spent."""
    return normalize(text[slice(*span)]) in ONLY_WORDS


def _bounded(text: str, folded: str, period: Period, joined: bool) -> Period:
    """The period as the words around it bound it: since, until, before, after; and if it is asked for."""
    before, after = folded[: period.span.start], folded[period.span.end :]
    now = NOW.match(after)
    if now:
        period = replace(period, end=None, span=Span(period.span.start, period.span.end + now.end()))
    asked = ASKED.search(before)
    if asked and (asked["only"] or asked["documents"]) and _only_is_meant(text, asked.span("only")):
        period = replace(period, asked=Span(asked.start(), period.span.end))
    only = ONLY_BEHIND.match(folded, period.span.end)
    if only and _only_is_meant(text, only.span("only")):
        period = replace(period, asked=Span(period.span.start, only.end()))
    if now or joined or AS_OF.search(before):
        return period
    if period.end and AFTER.search(before):
        return replace(period, start=period.end + timedelta(days=1), end=None)
    if period.start and BEFORE.search(before):
        return replace(period, start=None, end=period.start - timedelta(days=1))
    if UNTIL.search(before):
        return replace(period, start=None)
    since = SINCE.search(before)
    return replace(period, end=None) if since and _since_is_meant(text, since) else period


def _since_is_meant(text: str, since: Match) -> bool:
    """Folded, "đầu tư" and "thứ tư" end like "từ": "vốn đầu tư năm 2024" is of one year."""
    said = normalize(text[slice(*since.span("since"))])
    return said in ("từ", "since") or (said == "tu" and not INVESTED.search(fold(text[: since.start()])))
