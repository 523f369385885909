"""Deadlines as they are written, and the day they mean.

A deadline is a period behind a cue ("trước ngày 30/6/2024", "trong quý III/2024"), a period that comes again
("định kỳ hàng tháng"), a session before which something is due ("trình kỳ họp tháng 6/2024"), a span from
the signing ("trong thời hạn 10 ngày kể từ ngày ký") or words without a date ("ngay từ những ngày đầu năm").
Patterns read folded text, as long as the original, so that a slip of OCR in a diacritic loses nothing.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kb.model import DuePrecision, Span
from kb.text import fold

TERM_LABEL = "Thời hạn: "
# "đất sử dụng trước ngày 01/7/2014" is a condition; the wrong year of "15/01/2023" in January 2024 is not.
OLDEST = timedelta(days=548)

BARE_PERIOD = re.compile(r"(\d{1,2}/)?(?:19|20)\d\d\W*")  # "6/2025", "2025" in a column of terms
WEEKDAY = r"(?:thu \w+,?\s+|chu nhat,?\s+)?"
TIME = WEEKDAY + r"(?:\d{1,2}\s*(?:h|g|gio)\s*(?:\d{1,2}\s*(?:phut|p|')?)?,?\s*)?(?:ngay\s+)?"
YEAR = r"(?:\s*(?:/|-|\.|,?\s*nam)\s*(?P<year>(?:19|20)\d\d)(?!\d))"
OF_MONTH = r"(?P<month>1[0-2]|0?[1-9])(?!\d|\s*/\s*\d{1,3}(?!\d))"
DAY = rf"{TIME}(?P<day>\d{{1,2}})\s*(?:/|-|\.|\s+thang\s+)\s*{OF_MONTH}{YEAR}?"
DAY_OF_THIS_MONTH = rf"{TIME}(?P<day>\d{{1,2}})\s+thang nay"
AND = r"\s*(?:,|va|den|-)\s+"
# Of several periods in a row the last counts: "trong tháng 3 và tháng 4/2024".
MONTH = rf"thang\s+(?:\d{{1,2}}(?:\s*/\s*\d{{4}})?{AND}(?:thang\s+)?)*{OF_MONTH}{YEAR}?"
QUARTER = rf"quy\s+(?:(?:i{{1,3}}|iv|[1-4]){AND}(?:quy\s+)?)*(?P<quarter>iv|iii|ii|i|[1-4])\b{YEAR}?"
HALF = r"(?:6|06|sau) thang (?P<half>dau|cuoi) nam(?:\s+(?:nam\s+)?(?P<year>(?:19|20)\d\d)(?!\d))?"
WHOLE_YEAR = r"nam\s+(?P<year>(?:19|20)\d\d)(?![\d/])(?!\s*[-–]|\s+va (?:nhung|cac) nam)"
THIS = r"(?P<this>thang|quy|nam) nay"
CADENCE = r"(?:hang|moi)\s+(?:tuan|thang|quy|nam)"
CLOCK = r"\d{1,2}\s*(?:h|g|gio)(?:\s*\d{1,2})?(?:\s*phut)?"
ANY_CADENCE = rf"(?:{CADENCE}|\d*\s*(?:tuan|thang|quy|nam)\b)"
CADENCES = rf"{ANY_CADENCE}(?:(?:,|\s+va|\s+hoac)\s+{ANY_CADENCE})*"

LATEST = r"(?:cham|muon)\s+nhat(?:\s+(?:la|den|vao|trong|truoc|het|den het))*"
TERM = (
    r"(?:thoi\s+(?:gian|han|diem)(?:\s+(?:hoan thanh|thuc hien|bao cao|gui(?: bao cao)?))?"
    r"|han\s+(?:cuoi|chot))"
    r"(?:\s+(?:la|den))?\s*:?"
)
BY = rf"(?:{LATEST}|truoc(?:\s+het)?|(?<!tinh )den\s+het|noi trong)"
DURING = rf"(?:{BY}|(?:ngay\s+)?trong|het|(?:vao\s+)?(?<!thang )cuoi|vao)"
SITTING = r"(?:ky hop|phien hop)"
SESSION = r"(?:cac\s+)?(?:ky hop|phien hop|hoi nghi|cuoc hop)"
BEFORE = r"(?:trinh|phuc vu|truoc|bao cao|gui)"
# A session's name ends where the sentence says what is to happen there.
SESSION_END = (
    r"(?=\s*(?:$|[.;:()]|,(?!\s*(?:thang\b|(?:ban|hoi dong|uy ban)\s))"
    r"|\b(?:trong do|xem xet|de|theo|lam co so|cho y kien|thong qua|quyet dinh|phe duyet|thao luan"
    r"|bao dam|dam bao)\b|va\s+(?:hoi nghi|ky hop|phien hop|trinh)))"
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Where it is written, the last day it means (None when it has none) and how exact that is."""

    span: Span
    due: date | None
    precision: DuePrecision


def deadlines(text: str, issued: date | None, start: int = 0, end: int | None = None) -> list[Deadline]:
    """The deadlines in text[start:end], in order, not overlapping.

    A year that is not written is the first one in which the date does not lie before `issued`.
    """
    folded = fold(text[start:end])
    found: list[Deadline] = []
    for pattern, read in FORMS:
        for match in pattern.finditer(folded):
            written = _written(match)
            if any(written[0] < d.span.end - start and d.span.start - start < written[1] for d in found):
                continue
            meant = read(match, issued)
            if meant is not None:
                found.append(Deadline(Span(written[0] + start, written[1] + start), *meant))
    return sorted(found, key=lambda deadline: deadline.span)


def term(words: str, issued: date | None) -> tuple[date | None, DuePrecision]:
    """What words mean that stand where a deadline is to stand: "Quý II/2024" in a column "Thời hạn"."""
    bare = BARE_PERIOD.fullmatch(words.strip())
    period = f"{'tháng' if bare[1] else 'năm'} {words}" if bare else words
    found = deadlines(f"{TERM_LABEL}{period}", issued)
    if found:
        return found[0].due, found[0].precision
    return None, "recurring" if "thuong xuyen" in fold(words) else "none"


def _written(match: re.Match[str]) -> tuple[int, int]:
    groups = match.groupdict()
    if groups.get("written"):
        return match.span("written")
    return (match.end("term") if groups.get("term") else match.start()), match.end()


Meaning = tuple[date | None, DuePrecision]
Read = Callable[[re.Match[str], date | None], Meaning | None]


def _day(match: re.Match[str], issued: date | None) -> Meaning | None:
    day, month = int(match["day"]), int(match["month"])
    year = _year(match, issued, month, day)
    if year is None:
        return None, "none"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return _recent(date(year, month, day), "day", issued)


def _day_of_this_month(match: re.Match[str], issued: date | None) -> Meaning | None:
    if issued is None:
        return None, "none"
    day = int(match["day"])
    return (issued.replace(day=day), "day") if 1 <= day <= _month_end(issued.year, issued.month).day else None


def _month(match: re.Match[str], issued: date | None) -> Meaning | None:
    month = int(match["month"])
    year = _year(match, issued, month)
    return _recent(_by(match, year, month, month), "month", issued) if year else (None, "none")


def _quarter(match: re.Match[str], issued: date | None) -> Meaning | None:
    quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match["quarter"]) or int(match["quarter"])
    year = _year(match, issued, 3 * quarter)
    due = _by(match, year, 3 * quarter - 2, 3 * quarter) if year else None
    return _recent(due, "quarter", issued) if due else (None, "none")


def _half(match: re.Match[str], issued: date | None) -> Meaning | None:
    month = 6 if match["half"] == "dau" else 12
    year = _year(match, issued, month)
    return _recent(_month_end(year, month), "half", issued) if year else (None, "none")


def _whole_year(match: re.Match[str], issued: date | None) -> Meaning | None:
    return _recent(date(int(match["year"]), 12, 31), "year", issued)


def _this(match: re.Match[str], issued: date | None) -> Meaning | None:
    """`tháng này`, `quý này`, `năm nay`: those in which the document was issued."""
    if issued is None:
        return None, "none"
    if match["this"] == "thang":
        return _month_end(issued.year, issued.month), "month"
    if match["this"] == "quy":
        return _month_end(issued.year, 3 * ((issued.month + 2) // 3)), "quarter"
    return date(issued.year, 12, 31), "year"


def _from_signing(match: re.Match[str], issued: date | None) -> Meaning | None:
    """Working days stay undated: which days were holidays is not written anywhere here."""
    signed = match["from"] and re.search(r"\bky\b|ban hanh", match["from"])
    if issued is None or not signed or match["working"]:
        return None, "event"
    return issued + timedelta(days=int(match["count"])), "day"


def _session(match: re.Match[str], issued: date | None) -> Meaning | None:
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


def _recurring(match: re.Match[str], issued: date | None) -> Meaning | None:
    return None, "recurring"


def _vague(match: re.Match[str], issued: date | None) -> Meaning | None:
    return None, "none"


def _year(match: re.Match[str], issued: date | None, month: int, day: int = 31) -> int | None:
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


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _form(pattern: str, read: Read) -> tuple[re.Pattern[str], Read]:
    """`written` or, if there is no such group, all of the match but `term` is the deadline as quoted."""
    return re.compile(rf"(?<!\w)(?<!hop ){pattern}(?!\w)"), read


def _cued(period: str, read: Read, cue: str = DURING) -> tuple[re.Pattern[str], Read]:
    return _form(rf"(?:(?P<term>{TERM}\s*)(?:(?:{cue})\s+)?|(?:{cue})\s+){period}", read)


PERIOD_OF_SESSION = re.compile(
    rf"(?:ngay\s+(?P<day>\d{{1,2}})\s*(?:/|\s+thang\s+)|thang\s+)(?P<month>1[0-2]|0?[1-9]){YEAR}?"
)
# The most exact first: what one form has read, the next ones leave alone.
FORMS: tuple[tuple[re.Pattern[str], Read], ...] = (
    _form(
        rf"(?:dinh ky\s+)?(?:(?:{BY}|vao)\s+)?ngay\s+\d{{1,2}}(?:/\d{{1,2}}|\s+(?:cua\s+)?thang \w+)?"
        rf"(?:{AND}(?:ngay\s+)?\d{{1,2}}(?:/\d{{1,2}}|\s+thang \w+)?)*\s+{CADENCE}",
        _recurring,
    ),
    _form(
        rf"(?:{BY}|vao)\s+ngay\s+\d{{1,2}}\s+(?:cua\s+)?thang\s+(?:cuoi|dau)\s+(?:moi\s+)?(?:quy|nam|ky)",
        _recurring,
    ),
    _form(rf"(?:dinh ky\s+)?(?:{BY}|vao)\s+{CLOCK}\s+(?:hang|moi)\s+ngay", _recurring),
    _form(rf"(?:{BY}|vao)\s+(?:(?:sang|chieu)\s+)?(?:thu \w+|chu nhat)\s+{CADENCE}", _recurring),
    _form(rf"dinh ky(?:\s+{CADENCES})?(?:\s+(?:va|hoac)\s+dot xuat)?", _recurring),
    _form(rf"(?:(?<=^)|(?<=[,;:.] )|(?<=bao cao )){CADENCE}", _recurring),
    _form(
        rf"{BEFORE}\s+(?:tai\s+)?(?P<written>{SESSION}\s[^.;:()]*?){SESSION_END}",
        _session,
    ),
    _form(
        rf"(?:bao cao|trinh)[^.;:]{{0,60}}?\s+tai\s+(?P<written>cac\s+{SITTING}\s[^.;:()]*?){SESSION_END}",
        _session,
    ),
    _form(rf"(?<!thong qua )tai\s+(?P<written>{SITTING}\s[^.;:()]*?){SESSION_END}", _session),
    _form(
        r"(?:trong|sau|cham nhat(?:\s+la)?|khong qua)\s+(?:thoi han\s+|vong\s+)?(?:toi da\s+)?"
        r"(?P<count>\d{1,3})\s+ngay(?P<working>\s+lam viec)?"
        r"(?P<from>,?\s+(?:ke\s+)?tu\s+(?:ngay|khi)\s+[^,;.()]*)?",
        _from_signing,
    ),
    _form(
        rf"tu\s+{TIME}\d{{1,2}}(?:/|\s+thang\s+)\d{{1,2}}(?:(?:/|\s+nam\s+)\d{{4}})?\s+den\s+(?:het\s+)?{DAY}",
        _day,
    ),
    _cued(DAY, _day, rf"{DURING}|xong|(?<!tinh )den"),
    _cued(DAY_OF_THIS_MONTH, _day_of_this_month),
    _cued(MONTH, _month),
    _cued(QUARTER, _quarter),
    _cued(HALF, _half),
    _cued(THIS, _this),
    _cued(WHOLE_YEAR, _whole_year),
    _form(r"ngay tu (?:(?:nhung )?(?:ngay|thang) )?dau (?:nam|thang|quy)(?: moi)?", _vague),
    _form(r"trong (?:thoi gian (?:som|ngan) nhat|tuan (?:nay|toi))", _vague),
    _form(r"truoc (?:ngay )?(?:tet|thoi diem)\b[^,;.()]*", _vague),
)
