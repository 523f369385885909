"""Dates and periods in a question: "quý I/2024", "tháng 6 năm 2020", "từ 2020 đến nay".

Read on folded text, so that it makes no difference whether the question carries diacritics; English too.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kb.model import Span
from kb.text import fold, normalize

MONTHS = [name.lower() for name in month_name if name]
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
COUNTS = {"ba": 3, "sau": 6, "chin": 9, "three": 3, "six": 6, "nine": 9}

YEAR = r"(?P<year>(?:19|20)\d\d)\b(?!/|[.,]\d)"
IN_YEAR = rf"(?:\s*(?:/|-|,|nam|of)?\s*(?:nam\s+)?{YEAR})"

Match = re.Match[str]
Bounds = tuple[date, date]


def _months(year: int, first: int, last: int) -> Bounds:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _day(m: Match, year: int) -> Bounds:
    day = date(year, int(m["month"]), int(m["day"]))
    return day, day


def _quarter(m: Match, year: int) -> Bounds:
    number = QUARTERS.get(m["quarter"]) or int(m["quarter"])
    return _months(year, 3 * number - 2, 3 * number)


def _part(m: Match, year: int) -> Bounds:
    count = COUNTS.get(m["count"]) or int(m["count"])
    return _months(year, 1, count) if m["side"] in ("dau", "first") else _months(year, 13 - count, 12)


def _half(m: Match, year: int) -> Bounds:
    return _months(year, 1, 6) if m["side"] in ("dau", "first") else _months(year, 7, 12)


def _month(m: Match, year: int) -> Bounds:
    number = MONTHS.index(m["month"]) + 1 if m["month"].isalpha() else int(m["month"])
    return _months(year, number, number)


def _year(m: Match, year: int) -> Bounds:
    return _months(year, 1, 12)


POINTS: tuple[tuple[re.Pattern[str], Callable[[Match, int], Bounds]], ...] = tuple(
    (re.compile(pattern), bounds)
    for pattern, bounds in (
        (rf"(?:\bngay\s+)?\b(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-]{YEAR}", _day),
        (rf"(?:\bngay\s+)?\b(?P<day>\d{{1,2}})\s+thang\s+(?P<month>\d{{1,2}}){IN_YEAR}", _day),
        (rf"\b(?:quy\s|q)\s*(?P<quarter>iv|iii|ii|i|[1-4])\b{IN_YEAR}?", _quarter),
        (rf"\b(?P<quarter>first|second|third|fourth)\s+quarter\b{IN_YEAR}?", _quarter),
        (rf"\b(?P<count>[369]|ba|sau|chin)\s+thang\s+(?P<side>dau|cuoi)\s+(?:cua\s+)?nam\b{IN_YEAR}?", _part),
        (rf"\b(?P<side>first|last)\s+(?P<count>[369]|three|six|nine)\s+months\b{IN_YEAR}?", _part),
        (rf"\bnua\s+(?P<side>dau|cuoi)\s+nam\b{IN_YEAR}?", _half),
        (rf"\b(?:thang\s*|t)(?P<month>1[0-2]|0?[1-9])\b(?!/\d\d?/){IN_YEAR}?", _month),
        (rf"\b(?P<month>{'|'.join(MONTHS)}){IN_YEAR}", _month),
        (rf"(?<![/\d.,-])\b(?P<month>1[0-2]|0?[1-9])/{YEAR}", _month),
        (rf"(?:\bnam\s+)?(?<![/\d.,])\b{YEAR}", _year),
    )
)
OF = r"(?:nam\s+|thang\s+|ngay\s+|quy\s+)?"
TO = re.compile(rf"\s*(?:den|toi|-|–|to|and|until|va)\s*(?:het\s+)?{OF}")
NOW = re.compile(r"\s*(?:den|toi|-|–|to|until|till)\s*(?:nay|hien nay|now|date|today|present)\b")
RANGE = re.compile(rf"\b(?:tu|giai\s+doan|thoi\s+ky|from|between)\s+{OF}$")
SINCE = re.compile(rf"\b(?P<since>tu|since)\s+{OF}$")
INVESTED = re.compile(r"\b(?:dau|thu|vat|cong)\s+$")
AFTER = re.compile(rf"\b(?:sau|after)\s+{OF}$")
BEFORE = re.compile(rf"\b(?:truoc|before)\s+{OF}$")
UNTIL = re.compile(rf"\b(?:den\s+het|den|until)\s+{OF}$")
# What turns a period from a preference into a filter on the dates of documents.
LINK = r"\s*(?:(?:trong|vao|cua|tu|giai doan|in|of|from|since|truoc|sau|before|after|den|nam|thang)\s+)*$"
ASKED = re.compile(
    r"(?:\b(?:(?:in|trong)\s+)?(?:cac\s+|nhung\s+)?(?:van ban|tai lieu|documents?)"
    r"(?:\s+(?:duoc\s+)?(?:ban hanh|issued|dated))?"
    r"|\b(?:ban hanh|issued)|\b(?P<only>chi|rieng|only)(?:\s+(?:tim|lay|xem|search))?)" + LINK
)


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


def periods(text: str) -> list[Period]:
    """Those in `text` (NFC), in order. A quarter or month without a year takes the only year there is."""
    folded = fold(text)
    found: list[Period] = []
    joined = set()
    for point in _points(folded):
        last = found[-1] if found else None
        between = folded[last.span.end : point.span.start] if last else ""
        if last and TO.fullmatch(between) and RANGE.search(folded[: last.span.start]):
            found[-1] = replace(last, end=point.end, span=Span(last.span.start, point.span.end))
            joined.add(last.span.start)
        else:
            found.append(point)
    return [_bounded(text, folded, period, period.span.start in joined) for period in found]


def _points(folded: str) -> Iterator[Period]:
    """Single dates and periods, the earliest and then longest first, not overlapping."""
    matches = [(m, bounds) for pattern, bounds in POINTS for m in pattern.finditer(folded)]
    years = {m["year"] for m, _ in matches if m["year"]}
    end = 0
    for match, bounds in sorted(matches, key=lambda found: (found[0].start(), -found[0].end())):
        year = match["year"] or (min(years) if len(years) == 1 else "")
        if match.start() < end or not year:
            continue
        try:
            yield Period(*bounds(match, int(year)), Span(*match.span()))
        except ValueError:  # no such day
            continue
        end = match.end()


def _only_is_meant(text: str, asked: Match) -> bool:
    """Unaccented, "chi" may be "chỉ"; but "chi năm 2020" is what was spent."""
    return normalize(text[slice(*asked.span("only"))]) in ("", "chỉ", "riêng", "only")


def _bounded(text: str, folded: str, period: Period, joined: bool) -> Period:
    """The period as the words around it bound it: since, until, before, after; and if it is asked for."""
    before, after = folded[: period.span.start], folded[period.span.end :]
    now = NOW.match(after)
    if now:
        period = replace(period, end=None, span=Span(period.span.start, period.span.end + now.end()))
    asked = ASKED.search(before)
    if asked and _only_is_meant(text, asked):
        period = replace(period, asked=Span(asked.start(), period.span.end))
    if now or joined:
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
