"""Days as people type them: 2024-06-21, 21/6/2024, 6/2024, 2024-06 or 2024."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any

YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")
DAY_FIRST = re.compile(r"(?:(?:(?P<day>\d{1,2})[/.-])?(?P<month>\d{1,2})[/.-])(?P<year>\d{4})")
YEARS = range(1900, 2200)  # far from where days can no longer be added to one another


def first_day(value: Any) -> date | None:
    """The first day of the day, month or year given. Raises ValueError saying which forms are read."""
    return _day(value, last=False)


def last_day(value: Any) -> date | None:
    return _day(value, last=True)


def _day(value: Any, *, last: bool) -> date | None:
    if value is None or isinstance(value, date):
        return value
    text = str(value).strip()
    match = YEAR_FIRST.fullmatch(text) or DAY_FIRST.fullmatch(text)
    if match is None:
        raise ValueError("write a day as 2024-06-21 or 21/6/2024, a month as 6/2024, a year as 2024")
    year = int(match["year"])
    month = int(match["month"] or (12 if last else 1))
    if year not in YEARS:
        raise ValueError(f"write a year from {YEARS[0]} to {YEARS[-1]}")
    if not 1 <= month <= 12:
        raise ValueError("there is no such month")
    day = int(match["day"] or (calendar.monthrange(year, month)[1] if last else 1))
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("there is no such day") from None
