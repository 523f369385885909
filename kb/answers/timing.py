"""Whether what a sentence says is said of the period a question asks about."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kb.model import Document
from kb.periods import UNTIL, Period, periods
from kb.text import fold

# The date of a cited document, a comparison or a horizon says nothing of when a figure holds.
ASIDE = re.compile(
    r"(?:\b(?:so voi|cung ky|tam nhin|dinh huong|giai doan|thoi ky|nhiem ky|nien khoa|den)"
    r"|\bso\s+\S+|/[a-z]\S*|\b(?:bo luat|luat)\b[^,;.]{0,60})"
    r"[\s,]*(?:ngay|thang|nam|den)?\s*$"
)
DIGIT = re.compile(r"\d")


class Days(NamedTuple):
    """First and last day, both included."""

    first: date
    last: date

    def holds(self, other: Days) -> bool:
        return self.first <= other.first and other.last <= self.last

    def meets(self, other: Days) -> bool:
        return self.first <= other.last and other.first <= self.last


def closed(period: Period) -> Days:
    """An open side ends with the year of the other: "trước ngày 30/6/2024" is of 2024."""
    start, end = period.start, period.end
    if start is None:
        assert end is not None
        return Days(date(end.year, 1, 1), end)
    return Days(start, end if end is not None else date(start.year, 12, 31))


@lru_cache(maxsize=20_000)
def stated(text: str) -> tuple[Days, ...]:
    """The periods a text speaks of, without those it only mentions in passing."""
    if not DIGIT.search(text):
        return ()
    folded = fold(text)
    return tuple(closed(p) for p in periods(text) if not ASIDE.search(_before(folded, p)))


def _before(folded: str, period: Period) -> str:
    """What stands before a period; the "đến" of one that only has an end belongs to it."""
    before = folded[: period.span.start]
    return before if period.start else UNTIL.sub("", before)


def issued(document: Document) -> list[Days]:
    """When a document may have been issued, as exactly as its letterhead says."""
    day, precision = document.issued_date, document.issued_precision
    if day is None or precision == "none":
        return []
    if precision == "day":
        return [Days(day, day)]
    if precision == "month":
        return [Days(day, day.replace(day=calendar.monthrange(day.year, day.month)[1]))]
    return [Days(day, date(day.year, 12, 31))]


def fits(asked: Sequence[Days], scopes: Iterable[Sequence[Days]]) -> bool:
    """Whether the scopes (the sentence first, its document's date last) place a statement in the period.

    The innermost scope that decides wins. One that only names a longer period ("năm 2024" for a quarter)
    leaves it to the next; when none is more exact, the longer one will do.
    """
    longer = False
    for scope in scopes:
        if any(period.holds(named) for period in asked for named in scope):
            return True
        if any(named.holds(period) for period in asked for named in scope):
            longer = True
        elif scope and not any(period.meets(named) for period in asked for named in scope):
            return False
    return longer
