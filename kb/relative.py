"""Time said from where the asker stands: "tháng này", "năm ngoái", "last year", "mới nhất".

Resolved against a given day, the latest against the newest document; read on folded text like other periods.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from kb.dates import months
from kb.model import Span
from kb.periods import Period, periods
from kb.text import fold, normalize

LATEST = timedelta(days=90)  # before the newest document
UNITS = {"tuan": "week", "thang": "month", "quy": "quarter", "nam": "year"}
STEPS = {
    "nay": 0, "hien nay": 0, "truoc": -1, "ngoai": -1, "qua": -1, "vua qua": -1, "roi": -1, "vua roi": -1,
    "sau": 1, "toi": 1, "this": 0, "current": 0, "last": -1, "previous": -1, "past": -1, "next": 1,
}  # fmt: skip
DAYS = {
    "hom nay": 0, "today": 0, "hom qua": -1, "yesterday": -1, "hom kia": -2, "day before yesterday": -2,
    "ngay mai": 1, "tomorrow": 1, "ngay kia": 2,
}  # fmt: skip
NUMBERS = {
    "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
}  # fmt: skip
SOME = rf"\d{{1,2}}|{'|'.join(NUMBERS)}"

COMPARED = r"(?<!cung ky )(?<!so voi )(?<!period )(?<!than )(?<!\d )"
STEP = re.compile(
    rf"{COMPARED}\b(?:trong )?(?:(?:dau|giua|cuoi) )?(?:(?P<vi>tuan|thang|quy|nam) "
    r"(?P<far>hien nay|nay|truoc|ngoai|vua qua|qua|vua roi|roi|sau|toi)"
    r"|(?P<near>this|current|last|previous|past|next) (?P<en>week|month|quarter|year))\b(?! ngay)"
)
THAT_YEAR = re.compile(r"\bnam (?P<far>nay|truoc|ngoai|sau|toi)\b|\b(?P<near>this|last|next) year\b")
SO_MANY = re.compile(
    rf"\b(?:trong )?(?:vong )?(?P<n>{SOME}) (?P<vi>tuan|thang|quy|nam) "
    r"(?:gan day(?: nhat)?|vua qua|qua|gan nhat|tro lai day)\b"
    rf"|\b(?:in |over )?(?:the )?(?:last|past) (?P<n2>{SOME}) (?P<en>week|month|quarter|year)s\b"
)
SO_FAR = re.compile(
    r"\btu dau nam (?:den nay|toi nay|nay)\b|\bso far this year\b|\byear to date\b|\bdau nam nay\b"
)
DAY = re.compile(rf"\b(?:{'|'.join(DAYS)})\b")
NOW = re.compile(
    r"\b(?:moi nhat|gan day(?: nhat)?|gan nhat|hien nay|hien tai|hien gio|bay gio"
    r"|newest|latest|most recent(?:ly)?|recent(?:ly)?|currently|at present|right now)\b"
)


class Relative(NamedTuple):
    """`latest` says that the newest documents are wanted, whatever day it is."""

    period: Period
    latest: bool


def relative(text: str, today: date, newest: date | None) -> Relative | None:
    """The first there is in `text` (NFC); None beside a date that needs no day to be understood."""
    folded = fold(text)
    if periods(text):
        return None
    if part := _of_that_year(text, folded, today):
        return Relative(part, latest=False)
    if match := SO_FAR.search(folded):
        return Relative(Period(date(today.year, 1, 1), today, Span(*match.span())), latest=False)
    if match := SO_MANY.search(folded):
        unit = match["en"] or UNITS[match["vi"]]
        start = _bounds(today, unit, 1 - _number(match["n"] or match["n2"]))[0]
        return Relative(Period(start, today, Span(*match.span())), latest=False)
    for match in STEP.finditer(folded):
        if match["far"] and normalize(text[slice(*match.span("far"))]) == "sáu":
            continue  # June
        bounds = _bounds(today, match["en"] or UNITS[match["vi"]], STEPS[match["far"] or match["near"]])
        return Relative(Period(*bounds, Span(*match.span())), latest=False)
    if match := DAY.search(folded):
        day = today + timedelta(days=DAYS[match[0]])
        return Relative(Period(day, day, Span(*match.span())), latest=False)
    if newest and (match := NOW.search(folded)):
        return Relative(Period(newest - LATEST, None, Span(*match.span())), latest=True)
    return None


def _of_that_year(text: str, folded: str, today: date) -> Period | None:
    """A part of a year that is not named: "quý 4 năm ngoái", "9 tháng đầu năm nay", "June last year"."""
    for match in THAT_YEAR.finditer(folded):
        year = today.year + STEPS[match["far"] or match["near"]]
        named = f"{text[: match.start()]}{'năm ' if match['far'] else ''}{year}"
        for period in periods(named):
            if period.span.start < match.start() and period.span.end == len(named):
                return replace(period, span=Span(period.span.start, match.end()))
    return None


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else NUMBERS[said]


def _bounds(today: date, unit: str, step: int) -> tuple[date, date]:
    """The week, month, quarter or year so many steps from that of `today`."""
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6)
    if unit == "year":
        return months(today.year + step, 1, 12)
    size = 3 if unit == "quarter" else 1
    year, place = divmod(today.year * (12 // size) + (today.month - 1) // size + step, 12 // size)
    return months(year, place * size + 1, (place + 1) * size)
