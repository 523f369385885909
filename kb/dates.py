"""Single dates and periods in folded text: "quy i/2024", "thang 6 nam 2020", "june 19, 2024"."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from kb.model import Span

MONTHS = [name.lower() for name in month_name if name]
# "năm" and "sáu" are also a year and "after", so a month in words needs its year behind it.
MONTH_WORDS = (
    "gieng|mot",
    "hai",
    "ba",
    "tu",
    "nam",
    "sau",
    "bay",
    "tam",
    "chin",
    "muoi",
    "muoi mot",
    "chap|muoi hai",
)
QUARTERS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
    "one": 1, "two": 2, "three": 3, "four": 4, "dau": 1, "cuoi": 4, "last": 4,
}  # fmt: skip
COUNTS = {"ba": 3, "sau": 6, "chin": 9, "three": 3, "six": 6, "nine": 9}
FIRST = ("dau", "first", "1st", "h1", "early", "beginning", "start", "")
MIDDLE = ("giua", "mid", "middle")

YEAR = r"(?P<year>(?:19|20)\d\d)\b(?!/|[.,]\d)"
IN_YEAR = rf"(?:\s*(?:/|-|,|\.(?=\d)|nam|of|in)?\s*(?:nam\s+|fy\s*)?{YEAR})"
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
MONTH = r"(?P<month>1[0-2]|0?[1-9])"
QUARTER = r"(?P<quarter>iv|iii|ii|i|[1-4])"
COUNT = r"(?P<count>1[01]|[2-9]|ba|sau|chin)"
NAME = rf"(?P<month>{'|'.join(MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
LONG_NAME = rf"(?P<month>{'|'.join(name for name in MONTHS if name != 'may')})\b"  # "may 5" is "máy 5"
TO = r"\s*(?:-|–|,|den|toi|to)\s*"

Match = re.Match[str]
Bounds = tuple[date, date]
Reader = tuple[re.Pattern[str], Callable[[Match, int], Bounds]]


@dataclass(frozen=True, slots=True)
class Point:
    """From `start` to `end`, both included. `is_range` when both ends are said: "quý I-III/2024"."""

    start: date
    end: date
    span: Span
    is_range: bool


def months(year: int, first: int, last: int) -> Bounds:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _day(m: Match, year: int) -> Bounds:
    day = date(year, _month_number(m["month"]), int(m["day"]))
    return day, day


def _quarter(m: Match, year: int) -> Bounds:
    first = last = QUARTERS.get(m["quarter"]) or int(m["quarter"])
    if "last" in m.re.groupindex:
        last = QUARTERS.get(m["last"]) or int(m["last"])
    return months(year, 3 * first - 2, 3 * last)


def _month(m: Match, year: int) -> Bounds:
    first = last = _month_number(m["month"])
    if "last" in m.re.groupindex:
        last = int(m["last"])
    return months(year, first, last)


def _month_in_words(m: Match, year: int) -> Bounds:
    number = next(i for i, words in enumerate(MONTH_WORDS, 1) if m["month"] in words.split("|"))
    return months(year, number, number)


def _part(m: Match, year: int) -> Bounds:
    count = COUNTS.get(m["count"]) or int(m["count"])
    return months(year, 1, count) if (m["side"] or "") in FIRST else months(year, 13 - count, 12)


def _half(m: Match, year: int) -> Bounds:
    side = m["side"].split()[0]
    if side in MIDDLE:
        return months(year, 4, 9)
    return months(year, 1, 6) if side in FIRST else months(year, 7, 12)


def _year(m: Match, year: int) -> Bounds:
    return months(year, 1, 12)


def _month_number(said: str) -> int:
    if said.isdecimal():
        return int(said)
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(said[:3]))


def _readers(*rows: tuple[str, Callable[[Match, int], Bounds]]) -> tuple[Reader, ...]:
    return tuple((re.compile(pattern), bounds) for pattern, bounds in rows)


STEMS = tuple(name[:3] for name in MONTHS)
CENTURY = ("19", "20")
# Each group goes with literals of which a text it matches holds one: most texts hold few, and are read fast.
POINTS: tuple[tuple[tuple[str, ...], tuple[Reader, ...]], ...] = (
    (CENTURY, _readers(
        (rf"(?:\bngay\s+)?\b{DAY}[/.-]{MONTH}[/.-]{YEAR}", _day),
        (rf"(?:\bnam\s+)?(?<![/\d.,])\b{YEAR}", _year),
    )),
    (("/",), _readers(
        (rf"(?:\bngay\s+)?(?<![\d/])\b{DAY}/{MONTH}/(?P<year>\d\d)\b(?![/.,-]?\d)", _day),
    )),
    (("-",), _readers(
        (r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b", _day),
        (r"(?<![\d/.,-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])\b(?!-)", _month),
        (rf"(?<![\d/.,-]){MONTH}-{YEAR}", _month),
        (rf"(?:\bngay\s+)?(?<![\w/.,-]){DAY}-{MONTH}-(?P<year>[0-4]\d)\b(?![/.,-]?\d)", _day),
    )),
    (("thang",), _readers(
        (rf"(?:\bngay\s+)?\b{DAY}\s+thang\s+{MONTH}{IN_YEAR}", _day),
        (rf"\b{COUNT}\s*thang\s+(?:(?P<side>dau|cuoi)\s+)?(?:cua\s+)?nam{IN_YEAR}", _part),
        (rf"\b{COUNT}\s*thang\s+(?P<side>dau|cuoi)\s+(?:cua\s+)?nam\b{IN_YEAR}?", _part),
        (rf"\b{COUNT}\s*thang\s*/\s*(?P<side>){YEAR}", _part),
        (rf"\bthang\s+{MONTH}{TO}(?:thang\s+)?(?P<last>1[0-2]|0?[1-9])\b(?!/\d\d?/){IN_YEAR}?", _month),
        (rf"\bthang\s+(?P<month>{'|'.join(MONTH_WORDS)})(?:\s*/\s*|\s+(?:nam\s+)?){YEAR}", _month_in_words),
    )),
    (("ngay",), _readers(
        (rf"\bngay\s+{DAY}(?:\s+thang\s+|[/-]){MONTH}(?![/\d-]){IN_YEAR}?", _day),
    )),
    (STEMS, _readers(
        (rf"\b{NAME}\s+{DAY}(?:st|nd|rd|th)?,?\s+{YEAR}", _day),
        (rf"\b{DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{NAME},?\s+{YEAR}", _day),
        (rf"\b{DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{LONG_NAME}(?!,?\s+\d)(?P<year>)", _day),
        (rf"\b{LONG_NAME}\s+{DAY}(?:st|nd|rd|th)?\b(?!,?\s+\d)(?P<year>)", _day),
        (rf"\b{NAME}{IN_YEAR}", _month),
        (rf"\b{LONG_NAME}(?!\s+\d){IN_YEAR}?", _month),
    )),
    (("q",), _readers(
        (rf"\b(?:quy\s|q)\s*{QUARTER}\b{IN_YEAR}?", _quarter),
    )),
    (("quy",), _readers(
        (rf"\bquy\s+{QUARTER}{TO}(?:quy\s+)?(?P<last>iv|iii|ii|[2-4])\b{IN_YEAR}?", _quarter),
        (rf"\bquy\s+(?P<quarter>tu)\b{IN_YEAR}", _quarter),
        (rf"\bquy\s+(?P<quarter>mot|hai|ba|bon)\b{IN_YEAR}?", _quarter),
        (rf"\bquy\s+(?P<quarter>dau|cuoi)\s+(?:cua\s+)?nam\b{IN_YEAR}?", _quarter),
    )),
    (("quarter",), _readers(
        (rf"\b(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter\b{IN_YEAR}?", _quarter),
        (rf"\b(?P<quarter>last)\s+quarter\b{IN_YEAR}", _quarter),
        (rf"\bquarter\s+(?P<quarter>[1-4]|one|two|three|four)\b{IN_YEAR}?", _quarter),
    )),
    (("months",), _readers(
        (rf"\b(?P<side>first|last)\s+(?P<count>\d|three|six|nine)\s+months\b{IN_YEAR}?", _part),
    )),
    (("nua",), _readers(
        (rf"\bnua\s+(?P<side>dau|cuoi)\s+nam\b{IN_YEAR}?", _half),
    )),
    (("nam",), _readers(
        (rf"\b(?P<side>dau|giua|cuoi)\s+nam{IN_YEAR}", _half),
    )),
    (("half",), _readers(
        (rf"\b(?P<side>first|second|1st|2nd|last)\s+half\b{IN_YEAR}?", _half),
    )),
    (tuple(f"{digit}t" for digit in range(10)), _readers(
        (rf"\b{COUNT}t\s*(?:(?P<side>dau|cuoi)\s+)?(?:nam\b|/\s*(?=\d)){IN_YEAR}?", _part),
    )),
    (("fy",), _readers(
        (rf"\bfy\s*{YEAR}", _year),
    )),
    (("h1", "h2", "early", "late", "mid", "of"), _readers(
        (rf"\b(?P<side>h[12]|early|late|mid|(?:beginning|start|middle|end)\s+of)[\s-]+{YEAR}", _half),
    )),
    (("thang", *(f"t{digit}" for digit in range(10))), _readers(
        (rf"\b(?:thang\s*|t){MONTH}\b(?!/\d\d?/){IN_YEAR}?", _month),
        (rf"\b(?:thang\s*|t){MONTH}/(?P<year>[0-4]\d)\b(?![/.,]?\d)", _month),
    )),
    (("/19", "/20"), _readers(
        (rf"(?<![/\d.,-])\b{MONTH}/{YEAR}", _month),
    )),
)  # fmt: skip


def points(folded: str, year: int | None = None) -> Iterator[Point]:
    """The earliest and then longest first, not overlapping.

    What has no year of its own takes the only year there is, else `year`, else is left out.
    """
    matches = [
        (match, bounds)
        for literals, patterns in POINTS
        if any(literal in folded for literal in literals)
        for pattern, bounds in patterns
        for match in pattern.finditer(folded)
    ]
    years = {_full(m["year"]) for m, _ in matches if m["year"]}
    only = next(iter(years)) if len(years) == 1 else year if not years else None
    end = 0
    for match, bounds in sorted(matches, key=lambda found: (found[0].start(), -found[0].end())):
        its_year = _full(match["year"]) if match["year"] else only
        if match.start() < end or its_year is None:
            continue
        try:
            start, last = bounds(match, its_year)
        except ValueError:  # no such day
            continue
        if start <= last:
            yield Point(start, last, Span(*match.span()), "last" in match.re.groupindex)
            end = match.end()


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)
