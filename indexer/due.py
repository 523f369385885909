"""The day that a deadline means: the last day of the period written, or counted from the signing.

Each function reads one form of `indexer.deadlines`; None when the words are no deadline after all.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from kb.model import DuePrecision

Meaning = tuple[date | None, DuePrecision]
Read = Callable[[re.Match[str], date | None], Meaning | None]

# "đất sử dụng trước ngày 01/7/2014" is a condition; the wrong year of "15/01/2023" in January 2024 is not.
OLDEST = timedelta(days=548)
YEAR = r"(?:\s*(?:/|-|\.|,?\s*nam)\s*(?P<year>(?:19|20)\d\d)(?!\d))"
PERIOD_OF_SESSION = re.compile(
    rf"(?:ngay\s+(?P<day>\d{{1,2}})\s*(?:/|\s+thang\s+)|thang\s+)(?P<month>1[0-2]|0?[1-9]){YEAR}?"
)
# Folded, from Monday on, in words and then in figures ("thứ 2").
WEEKDAYS = ("hai", "ba", "tu", "nam", "sau", "bay", "nha", "2", "3", "4", "5", "6", "7")
# The last day of a part of a month; the others end with the month.
LAST_DAY_OF = {"ngay dau": 1, "tuan dau": 7, "tuan thu nhat": 7, "tuan thu hai": 14, "tuan thu ba": 21}
LAST_DAY_OF |= {"tuan thu tu": 28, "dau": 10, "nua dau": 15, "giua": 20}
ANY_SESSION = re.compile(r"(?:cac\s+)?(?:ky hop|phien hop|hoi nghi|cuoc hop)\s*")
LAST_MONTHS = {"thang": 1, "quy": 3, "nam": 12}
PRECISION: dict[str, DuePrecision] = {"thang": "month", "quy": "quarter", "nam": "year"}


def of_day(match: re.Match[str], issued: date | None) -> Meaning | None:
    day, month = int(match["day"]), int(match["month"])
    year = _year(match, issued, month, day)
    if year is None:
        return None, "none"
    if not 1 <= day <= _month_end(year, month).day:
        return None
    return _recent(date(year, month, day), "day", issued)


def of_day_of_this_month(match: re.Match[str], issued: date | None) -> Meaning | None:
    if issued is None:
        return None, "none"
    day, last = int(match["day"]), _months_on(issued, match["which"] != "nay")
    return (last.replace(day=day), "day") if 1 <= day <= last.day else None


def of_month(match: re.Match[str], issued: date | None) -> Meaning | None:
    month = int(match["month"])
    year = _year(match, issued, month)
    if year is None:
        return None, "none"
    due, last = _by(match, year, month, month), LAST_DAY_OF.get(" ".join((match["part"] or "").split()))
    return _recent(due.replace(day=last) if last and due.month == month else due, "month", issued)


def of_quarter(match: re.Match[str], issued: date | None) -> Meaning | None:
    quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match["quarter"]) or int(match["quarter"])
    year = _year(match, issued, 3 * quarter)
    due = _by(match, year, 3 * quarter - 2, 3 * quarter) if year else None
    return _recent(due, "quarter", issued) if due else (None, "none")


def of_half(match: re.Match[str], issued: date | None) -> Meaning | None:
    month = 6 if match["half"] == "dau" else 12
    year = _year(match, issued, month)
    return _recent(_month_end(year, month), "half", issued) if year else (None, "none")


def of_whole_year(match: re.Match[str], issued: date | None) -> Meaning | None:
    return _recent(date(int(match["year"]), 12, 31), "year", issued)


def of_this(match: re.Match[str], issued: date | None) -> Meaning | None:
    """`tháng này`, `quý tới`, `năm nay`: the period in which the document was issued, or the next."""
    if issued is None:
        return None, "none"
    months = LAST_MONTHS[match["this"]]
    left = -issued.month % months  # in this quarter or year
    return _months_on(issued, left + months * (match["which"] != "nay")), PRECISION[match["this"]]


def of_weekday(match: re.Match[str], issued: date | None) -> Meaning | None:
    if issued is None:
        return None, "none"
    weekday = WEEKDAYS.index(match["weekday"].split()[-1][:3]) % 7
    monday = issued - timedelta(days=issued.weekday())
    return monday + timedelta(days=weekday + 7 * (match["which"] != "nay")), "day"


def of_today(match: re.Match[str], issued: date | None) -> Meaning | None:
    if issued is None:
        return None, "none"
    return issued + timedelta(days=match["which"] != "hom nay"), "day"


def from_signing(match: re.Match[str], issued: date | None) -> Meaning | None:
    """Working days stay undated: which days were holidays is not written anywhere here; hours do, too."""
    signed = match["from"] and re.search(r"\bky\b|ban hanh", match["from"])
    if issued is None or not signed or match["working"] or match["unit"] == "gio":
        return None, "event"
    count = int(match["count"])
    if match["unit"] != "thang":
        return issued + timedelta(days=count * (7 if match["unit"] == "tuan" else 1)), "day"
    last = _months_on(issued, count)
    return last.replace(day=min(issued.day, last.day)), "day"


def of_session(match: re.Match[str], issued: date | None) -> Meaning | None:
    if ANY_SESSION.fullmatch(match["written"]) and not match[0].startswith("truoc"):
        return None  # "tài liệu trình kỳ họp" are papers, not when they are due
    named = PERIOD_OF_SESSION.search(match["written"])
    if named is None:
        return None, "event"
    month = int(named["month"])
    year = _year(named, issued, month)
    if year is None:
        return None, "event"
    if named["day"] and 1 <= int(named["day"]) <= _month_end(year, month).day:
        return date(year, month, int(named["day"])), "event"
    return _month_end(year, month), "event"


def recurring(match: re.Match[str], issued: date | None) -> Meaning | None:
    return None, "recurring"


def event(match: re.Match[str], issued: date | None) -> Meaning | None:
    return None, "event"


def vague(match: re.Match[str], issued: date | None) -> Meaning | None:
    return None, "none"


def _year(match: re.Match[str], issued: date | None, month: int, day: int = 31) -> int | None:
    """A year that is not written is the first in which the date does not lie before `issued`."""
    if match["year"]:
        return int(match["year"])
    if issued is None:
        return None
    return issued.year + ((month, day) < (issued.month, issued.day))


def _recent(due: date, precision: DuePrecision, issued: date | None) -> Meaning | None:
    return None if issued and due < issued - OLDEST else (due, precision)


def _by(match: re.Match[str], year: int, first: int, last: int) -> date:
    """The last day of a period of months, or of what comes before it: "trước tháng 6/2024" is 31 May."""
    if re.search(r"\btruoc\s+(?:thang|quy)\b", match[0]):
        return date(year, first, 1) - timedelta(days=1)
    return _month_end(year, last)


def _months_on(day: date, count: int) -> date:
    """The last day of the month `count` months after that of `day`."""
    years, month = divmod(day.month - 1 + count, 12)
    return _month_end(day.year + years, month + 1)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
