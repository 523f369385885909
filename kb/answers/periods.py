"""Days, months, quarters, half-years and years named in a text, Vietnamese (accented or not) or English."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from kb.model import Document, Span
from kb.text import fold

MONTH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTHS = {name: number for number, full in enumerate(MONTH_NAMES, 1) for name in (full, full[:3])}
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
QUARTERS |= {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
QUARTERS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}

# Not 36/2020/NĐ-CP, 2.024 or 2019,5.
YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d|[.,]\d|[/-][a-z])"
COUNTED = r"(?:ho|luot|nguoi|trieu|ty|dong|con|cay|ha|km|m|m2|vu)\b|%"
OF_YEAR = rf"\s*(?:,|/|-)?\s*(?:nam\s+|of\s+)?{YEAR}"
A_QUARTER = "|".join(sorted(QUARTERS, key=len, reverse=True))
A_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included, and where the text names it."""

    first: date
    last: date
    span: Span = NOWHERE

    def holds(self, other: Period) -> bool:
        return self.first <= other.first and other.last <= self.last

    def meets(self, other: Period) -> bool:
        return self.first <= other.last and other.first <= self.last


def periods(text: str) -> list[Period]:
    """In the order they are named; a stretch of text counts once, as the most exact form that fits it.

    A month or quarter without its year is no period, nor is the year in the number of a document.
    """
    folded = fold(text)
    found: list[Period] = []
    for pattern, read in FORMS:
        for match in pattern.finditer(folded):
            span = Span(*match.span())
            if any(p.span.start < span.end and span.start < p.span.end for p in found):
                continue
            days = read(match)
            if days:
                found.append(Period(*days, span))
    return sorted(found, key=lambda period: period.span)


def issued(document: Document) -> Period | None:
    """The days on which a document may have been issued, as exactly as its letterhead says."""
    day = document.issued_date
    if day is None or document.issued_precision == "none":
        return None
    if document.issued_precision == "day":
        return Period(day, day)
    return (
        _months(day.year, day.month, day.month) if document.issued_precision == "month" else _year(day.year)
    )


Days = tuple[date, date]


def _day(match: re.Match[str]) -> Days | None:
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return day, day


def _month(match: re.Match[str]) -> Days | None:
    month = MONTHS.get(match["month"]) or int(match["month"])
    return _span(match, month, month) if 1 <= month <= 12 else None


def _quarter(match: re.Match[str]) -> Days | None:
    last = 3 * QUARTERS[match["quarter"]]
    return _span(match, last - 2, last)


def _part(match: re.Match[str]) -> Days | None:
    """`6 tháng đầu năm`, `9 tháng đầu năm`, `6 tháng cuối năm`."""
    count = {"sau": 6, "chin": 9, "ba": 3}.get(match["count"]) or int(match["count"])
    if not 1 <= count <= 11:
        return None
    return _span(match, 13 - count, 12) if match["part"] in ("cuoi", "last") else _span(match, 1, count)


def _range(match: re.Match[str]) -> Days:
    return date(int(match["from"]), 1, 1), date(int(match["year"]), 12, 31)


def _whole_year(match: re.Match[str]) -> Days | None:
    return _span(match, 1, 12)


def _span(match: re.Match[str], first: int, last: int) -> Days:
    period = _months(int(match["year"]), first, last)
    return period.first, period.last


def _months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _year(year: int) -> Period:
    return _months(year, 1, 12)


def _forms(
    *forms: tuple[str, Callable[[re.Match[str]], Days | None]],
) -> Iterable[tuple[re.Pattern[str], Callable[[re.Match[str]], Days | None]]]:
    return tuple((re.compile(rf"(?<![\w/.,]){pattern}"), read) for pattern, read in forms)


# The most exact first: what one form has read, the next ones leave alone.
FORMS = _forms(
    (rf"(?P<day>\d{{1,2}})\s*[/.-]\s*(?P<month>\d{{1,2}})\s*[/.-]\s*{YEAR}", _day),
    (rf"(?P<day>\d{{1,2}})\s+thang\s+(?P<month>\d{{1,2}})\s+nam\s+{YEAR}", _day),
    (rf"(?:quy|quarter|q)\s*(?P<quarter>{A_QUARTER}){OF_YEAR}", _quarter),
    (rf"(?P<quarter>{A_QUARTER})\s+quarter{OF_YEAR}", _quarter),
    (rf"(?P<count>\d{{1,2}}|sau|chin|ba)\s+thang\s+(?P<part>dau|cuoi)\s+nam(?:\s+nam)?\s+{YEAR}", _part),
    (rf"(?P<part>first|last)\s+(?P<count>\d{{1,2}})\s+months{OF_YEAR}", _part),
    (rf"thang\s+(?P<month>\d{{1,2}}){OF_YEAR}", _month),
    (rf"(?P<month>{A_MONTH}){OF_YEAR}", _month),
    (rf"(?P<month>\d{{1,2}})/{YEAR}", _month),
    (rf"(?P<from>(?:19|20)\d\d)\s*[-–]\s*{YEAR}", _range),
    (rf"{YEAR}(?!\s*(?:{COUNTED}))", _whole_year),
)
