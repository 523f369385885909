"""Deadlines as they are written; `indexer.due` knows the day each form means.

A deadline is a period behind a cue ("trước ngày 30/6/2024", "trong quý III/2024"), a period that comes again
("định kỳ hàng tháng", "mỗi quý một lần"), a session before which something is due ("trình kỳ họp tháng
6/2024"), a span of time ("trong vòng 24 giờ", "chậm nhất 10 ngày kể từ ngày ký") or words without a date
("trước Tết"). Patterns read folded text, as long as the original, so that a slip of OCR loses nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from indexer import due
from indexer.due import YEAR
from kb.model import DuePrecision, Span
from kb.text import fold

TERM_LABEL = "Thời hạn: "
BARE_PERIOD = re.compile(r"(\d{1,2}/)?(?:19|20)\d\d\W*")  # "6/2025", "2025" in a column of terms

WEEKDAY = r"(?:thu \w+,?\s+|chu nhat,?\s+)?"
DAY_OF_WEEK = (
    r"(?:(?:thu \w+|chu nhat|tuan (?:dau|cuoi|thu \w+)|ngay (?:dau|cuoi)(?: tuan| thang)?),?\s+(?:cua\s+)?)+"
)
WEEKDAY_OF = r"(?:het\s+)?(?:ngay\s+)?(?P<weekday>thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)"
CLOCK = r"\d{1,2}\s*(?:h|g|gio)\s*(?:\d{1,2}\s*(?:phut|p|')?)?"
TIME = rf"(?:dip\s+)?{WEEKDAY}(?:{CLOCK},?\s*)?(?:ngay\s+)?"
OF_MONTH = r"(?P<month>1[0-2]|0?[1-9])(?!\d|\s*/\s*\d{1,3}(?!\d))"
DAY_MONTH = rf"(?P<day>\d{{1,2}})\s*(?:/|-|\.|\s+thang\s+)\s*{OF_MONTH}"
DAY = rf"{TIME}{DAY_MONTH}{YEAR}?"
# "trước ngày Quốc khánh 02/9/2025"
NAMED_DAY = rf"{TIME}(?:dip\s+)?(?:[a-z]+\s+){{1,4}}{DAY_MONTH}{YEAR}"
DAY_OF_THIS_MONTH = rf"{TIME}(?P<day>\d{{1,2}})\s+(?:cua\s+)?thang (?P<which>nay|sau|toi)"
AND = r"\s*(?:,|va|den|-)\s+"
PART = r"(?:(?P<part>tuan\s+thu\s+\w+|(?:(?:tuan|nua|ngay)\s+)?(?:dau|giua|cuoi))\s+(?:cua\s+)?)?"
# Of several periods in a row the last counts: "trong tháng 3 và tháng 4/2024".
MONTH = rf"{PART}thang\s+(?:\d{{1,2}}(?:\s*/\s*\d{{4}})?{AND}(?:thang\s+)?)*{OF_MONTH}{YEAR}?"
QUARTER = rf"{PART}quy\s+(?:(?:i{{1,3}}|iv|[1-4]){AND}(?:quy\s+)?)*(?P<quarter>iv|iii|ii|i|[1-4])\b{YEAR}?"
HALF = r"(?:6|06|sau) thang (?P<half>dau|cuoi) nam(?:\s+(?:nam\s+)?(?P<year>(?:19|20)\d\d)(?!\d))?"
WHOLE_YEAR = r"nam\s+(?P<year>(?:19|20)\d\d)(?![\d/])(?!\s*[-–]|\s+va (?:nhung|cac) nam)"
THIS = r"(?P<this>thang|quy|nam) (?P<which>nay|toi|sau)"

PERIOD = r"(?:ngay|tuan|thang|quy|nam)"
CADENCE = rf"(?:hang|moi)\s+{PERIOD}"
ONCE = (
    rf"(?:(?:\d+\s+|(?:hai|ba|sau|moi|hang)\s+)?{PERIOD}\s*(?:/|mot|\d+)\s*lan"
    rf"|(?:mot|\d+)\s*lan\s*(?:/|mot|moi|trong)\s*{PERIOD})"
)
ANY_CADENCE = rf"(?:{CADENCE}|\d*\s*{PERIOD}\b)"
CADENCES = rf"{ANY_CADENCE}(?:(?:,|\s+va|\s+hoac)\s+{ANY_CADENCE})*"
REPORTS = r"(?:bao cao|tong hop|gui|cap nhat|cong khai|giao ban|hop|so ket|danh gia|kiem diem)"

LATEST = r"(?:cham|muon)\s+nhat(?:\s+(?:la|den|vao|trong|truoc|het|den het|cuoi))*"
TERM = (
    r"(?:thoi\s+(?:gian|han|diem)(?:\s+(?:hoan thanh|thuc hien|bao cao|gui(?: bao cao)?))?"
    r"|han\s+(?:cuoi|chot))"
    r"(?:\s+(?:la|den))?\s*:?"
)
NO_LATER = r"khong\s+(?:de\s+)?(?:(?:cham\s+|muon\s+)?qua|muon hon|cham hon)"
BY = rf"(?:{LATEST}|truoc(?:\s+het)?|(?<!tinh )den\s+het|noi trong|{NO_LATER})"
DURING = rf"(?:{BY}|(?:ngay\s+)?trong|het|(?:vao\s+)?(?<!thang )(?:tuan\s+|ngay\s+)?cuoi|vao)"
WITHIN = (
    rf"(?:(?:trong|sau)\s+(?:vong|thoi han)|thoi han|{LATEST}(?:\s+sau)?|khong qua|toi da)"
    r"(?:\s+(?:vong|toi da|khong qua))*"
)
SITTING = r"(?:ky hop|phien hop)"
SESSION = r"(?:cac\s+)?(?:ky hop|phien hop|hoi nghi|cuoc hop)"
BEFORE = r"(?:trinh|phuc vu|truoc|bao cao|gui)"
# "kế hoạch hằng năm" is the name of a plan, not when to report.
NOT_YEARLY = "".join(
    f"(?<!{noun} )" for noun in ("ke hoach", "du toan", "nhiem vu", "chi tieu", "von", "ngan sach")
)
# A session's name ends where the sentence says what is to happen there.
SESSION_END = (
    r"(?=\s*(?:$|[.;:()]|,(?!\s*(?:thang\b|(?:ban|hoi dong|uy ban)\s))"
    r"|\b(?:trong do|ve van phong|gui|cham nhat|truoc ngay|xem xet|(?<!chuyen )de|theo|lam co so|cho y kien"
    r"|thong qua|quyet dinh|phe duyet|thao luan|bao dam|dam bao)\b|va\s+(?:hoi nghi|ky hop|phien hop|trinh)))"
)
# What comes without a date: "trước Tết", "trước mùa mưa bão", "trước ngày khai giảng".
EVENT = (
    r"(?:tet|thoi diem|dip|mua|vu|le|nam hoc|khai giang"
    r"|ngay (?!lam viec|\d|.{0,60}(?:hieu luc|thi hanh))[a-z])"
)


# "họp trong tháng 4" says when a meeting was; folded, "phối hợp" ends in the same letters.
NOT_MET = r"(?:(?<!\bhop )|(?<=phoi hop )|(?<=tong hop )|(?<=ket hop ))"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Where it is written, the last day it means (None when it has none) and how exact that is."""

    span: Span
    due: date | None
    precision: DuePrecision


def deadlines(text: str, issued: date | None, start: int = 0, end: int | None = None) -> list[Deadline]:
    """The deadlines in text[start:end], in order, not overlapping."""
    folded = fold(text[start:end])
    found: list[Deadline] = []
    for pattern, read in FORMS:
        for match in pattern.finditer(folded):
            first, last = (at + start for at in _written(match))
            if any(first < d.span.end and d.span.start < last for d in found):
                continue
            meant = read(match, issued)
            if meant is not None:
                found.append(Deadline(Span(first, last), *meant))
    return sorted(found, key=lambda deadline: deadline.span)


def term(words: str, issued: date | None) -> due.Meaning:
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


def _form(pattern: str, read: due.Read) -> tuple[re.Pattern[str], due.Read]:
    """`written` or, if there is no such group, all of the match but `term` is the deadline as quoted."""
    return re.compile(rf"(?<!\w){NOT_MET}{pattern}(?!\w)"), read


def _cued(period: str, read: due.Read, cue: str = DURING) -> tuple[re.Pattern[str], due.Read]:
    return _form(rf"(?:(?P<term>{TERM}\s*)(?:(?:{cue})\s+)?|(?:{cue})\s+){period}", read)


# The most exact first: what one form has read, the next ones leave alone.
FORMS: tuple[tuple[re.Pattern[str], due.Read], ...] = (
    _form(
        rf"(?:dinh ky\s+)?(?:(?:{BY}|vao)\s+)?ngay\s+\d{{1,2}}(?:/\d{{1,2}}|\s+(?:cua\s+)?thang \w+)?"
        rf"(?:{AND}(?:ngay\s+)?\d{{1,2}}(?:/\d{{1,2}}|\s+thang \w+)?)*\s+{CADENCE}",
        due.recurring,
    ),
    _form(
        rf"(?:{BY}|vao)\s+ngay\s+\d{{1,2}}\s+(?:cua\s+)?thang\s+(?:cuoi|dau)\s+(?:moi\s+)?(?:quy|nam|ky)",
        due.recurring,
    ),
    _form(rf"(?:dinh ky\s+)?(?:{BY}|vao)\s+{CLOCK}\s*{CADENCE}", due.recurring),
    _form(rf"(?:dinh ky\s+)?(?:(?:{BY}|vao)\s+)?(?:(?:sang|chieu)\s+)?{DAY_OF_WEEK}{CADENCE}", due.recurring),
    _form(rf"(?:{BY}|vao)\s+{WEEKDAY_OF}\s+tuan\s+(?P<which>nay|sau|toi)", due.of_weekday),
    _form(rf"(?:{BY}|(?:ngay\s+)?trong)\s+{TIME}(?P<which>hom nay|(?:ngay )?mai)", due.of_today),
    _form(rf"(?:(?:{BY}|vao)\s+)?(?:dau|giua|cuoi)\s+{CADENCE}", due.recurring),
    _form(rf"{CADENCE},\s+(?:{BY}|vao)\s+{TIME}\d{{1,2}}(?!\s*/|\d|\s+thang)", due.recurring),
    _form(rf"(?:dinh ky\s+)?{ONCE}", due.recurring),
    _form(rf"dinh ky(?:\s+{CADENCES})?(?:\s+(?:va|hoac)\s+dot xuat)?", due.recurring),
    _form(
        rf"(?:(?:(?<=^)|(?<=[,;:.] )|(?<=bao cao )){CADENCE}|{CADENCE}(?=,?\s+{REPORTS}))",
        due.recurring,
    ),
    _form(
        rf"{REPORTS}\b[^.;:,]{{1,80}}?\s{NOT_YEARLY}(?P<written>{CADENCE})(?=\s*(?:[.;,)]|$))", due.recurring
    ),
    _form(rf"{BEFORE}\s+(?:tai\s+)?(?P<written>{SESSION}\b[^.;:()]*?){SESSION_END}", due.of_session),
    _form(
        rf"(?:bao cao|trinh)[^.;:]{{0,60}}?\s+tai\s+(?P<written>cac\s+{SITTING}\s[^.;:()]*?){SESSION_END}",
        due.of_session,
    ),
    _form(
        rf"(?:bao cao|trinh|thong qua)[^.;:,]{{0,60}}?\s+tai\s+(?P<written>{SESSION}\s[^.;:(),]*?"
        rf"\bthang\s+\d[^.;:()]*?){SESSION_END}",
        due.of_session,
    ),
    _form(rf"(?<!thong qua )tai\s+(?P<written>{SITTING}\s[^.;:()]*?){SESSION_END}", due.of_session),
    _form(
        rf"(?:{WITHIN}|(?:trong|sau)(?=\s+\d+\s+(?:ngay|gio))|truoc(?=\s+\d+\s+ngay))\s+(?P<count>\d{{1,3}})\s+"
        r"(?P<unit>gio|ngay|tuan|thang)(?!\s+(?:dau|cuoi|qua))(?P<working>\s+lam viec)?"
        r"(?P<from>,?\s+(?:ke\s+)?tu\s+(?:ngay|khi|luc)\s+[^,;.()]*)?",
        due.from_signing,
    ),
    _form(
        rf"tu\s+{TIME}\d{{1,2}}(?:/|\s+thang\s+)\d{{1,2}}(?:(?:/|\s+nam\s+)\d{{4}})?\s+den\s+(?:het\s+)?{DAY}",
        due.of_day,
    ),
    _cued(DAY, due.of_day, rf"{DURING}|xong|(?<!tinh )den"),
    _form(rf"{BY}\s+{NAMED_DAY}", due.of_day),
    _form(
        rf"(?<!da )(?:hoan thanh|hoan tat|xong)\s+(?:vao\s+)?(?P<written>ngay\s+{DAY_MONTH}{YEAR}?)",
        due.of_day,
    ),
    _cued(DAY_OF_THIS_MONTH, due.of_day_of_this_month),
    _cued(MONTH, due.of_month),
    _cued(QUARTER, due.of_quarter),
    _cued(HALF, due.of_half),
    _cued(THIS, due.of_this),
    _cued(WHOLE_YEAR, due.of_whole_year),
    _form(r"ngay tu (?:(?:nhung )?(?:ngay|thang) )?dau (?:nam|thang|quy)(?: moi)?", due.vague),
    _form(
        r"(?:ngay )?trong (?:thoi gian (?:som|ngan) nhat|(?:tuan|ngay) (?:nay|toi|sau|hom nay)"
        r"|tuan(?=\s*(?:[.;,]|$)))",
        due.vague,
    ),
    _form(
        rf"truoc {EVENT}(?:\s*\b(?!(?:viec|de|cac|va|phai|nham|theo|cho)\b)\w+){{0,6}}(?:\s*[-–]\s*\d{{4}})?",
        due.event,
    ),
)
