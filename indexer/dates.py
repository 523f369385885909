"""Dates as Vietnamese documents print them, exact only as far as they are given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from indexer.codes import LABELLED, TYPE_CODES
from indexer.pieces import words
from kb.model import Precision

# A day left blank for the pen reads as dots, as nothing, or by OCR as noise.
DATE = re.compile(
    r"[Nn]gày\s*(?:(?P<day>\d{1,2})(?!\w))?(?:[^\w\n/]*|\s*[^\s/]{1,3}\s*)(?:tháng|[/.-])"
    r"\s*(?P<month>\d{1,2})?[^\w\n/.-]*(?:[.…_]*\s*năm|[/.-])\s*(?P<year>(?:19|20)\d\d)?"
)
_HOUR = re.compile(
    r"(?:\b(?:hồi|lúc|vào)\s+)?\d{1,2}\s*(?:giờ|h|g|:)\s*(?:\d{1,2}\s*(?:phút|p)?)?,?\s*$", re.I
)
_PLACE = re.compile(r"(?P<place>[^,/:;()]{2,40}?)\s*,\s*$")


@dataclass(frozen=True, slots=True)
class DateLine:
    printed: bool = False
    value: date | None = None
    precision: Precision = "none"
    place: str = ""


def read_date_line(line: str) -> DateLine:
    """The line of place and date; the day, or all of it, may be left blank for the pen."""
    match = DATE.search(line)
    if not match or words(line[match.end() :]) > 3:
        return DateLine()
    code = max((found.end() for found in LABELLED.finditer(line, 0, match.start())), default=0)
    place = _place(_HOUR.sub("", line[code : match.start()]))  # of a telegram: "Huế, hồi 16 giờ 30 ngày …"
    if not place and match[0] != line.strip():
        return DateLine()
    value, precision = read_date(match)
    return DateLine(True, value, precision, place)


def read_date(match: re.Match[str]) -> tuple[date | None, Precision]:
    """First day of the period printed, and how exactly it is given; a day that does not exist counts as
    absent.
    """
    if not match["year"]:
        return None, "none"
    year, month, day = int(match["year"]), int(match["month"] or 0), int(match["day"] or 0)
    if not 1 <= month <= 12:
        return date(year, 1, 1), "year"
    try:
        return (date(year, month, day), "day") if day else (date(year, month, 1), "month")
    except ValueError:
        return date(year, month, 1), "month"


def _place(before: str) -> str:
    """The capitalised words right before the comma: in one line with the number only these are the place."""
    match = _PLACE.search(before)
    if not match:
        return ""
    kept: list[str] = []
    for word in reversed(match["place"].split()):
        is_number = word.isdigit() and not kept and "/" not in before  # Quận 1
        if not (word[0].isupper() or is_number or word in ("phố", "xã", "trấn", "-", "–")):
            break
        head, hyphen, _ = word.partition("-")
        if head in TYPE_CODES or "/" in word or (hyphen and len(head) > 1 and head.isupper()):
            break
        kept.append(word)
    place = " ".join(reversed(kept)).strip(" -–")
    return "" if place.isdigit() else place
