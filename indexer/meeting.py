"""The meeting a notice of conclusions reports: when, under whom, by which invitation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from indexer.codes import CODE, read_code
from indexer.dates import DATE, read_date
from indexer.numbering import UPPER

_OPENING = re.compile(
    r"(?:(?:Sáng|Chiều|Tối|Vào|Hôm nay),?\s+)?(?=[Nn]gày)"
    r"|(?:Tại|Trong|Sau) (?:cuộc|phiên|buổi|hội nghị)[^.;]{0,60}?(?=ngày)"
)
_NAME = rf"[{UPPER}][^\W\d_]*(?: [{UPPER}][^\W\d_]*){{1,4}}"
_COMRADE = r"(?:(?:đồng chí|Đồng chí|[Đđ]/c|ông|Ông|bà|Bà)\s+)+"
_PERSON = rf"(?P<name>{_NAME})(?:\s*[,–-]\s*(?P<position>[^;.()]{{3,110}}?))?"
_CHAIRS = re.compile(rf"{_COMRADE}{_PERSON},?\s+(?:đã\s+)?chủ trì")
_CONCLUDES = re.compile(rf"[Kk]ết luận của\s+{_COMRADE}{_PERSON}\s+(?:tại|về|trong)\b")
_INVITATION = re.compile(
    rf"(?:[Gg]iấy mời|\bGM)\s+(?:số\s*:?\s*)?(?P<code>{CODE.pattern})"
    r"(?:\s*,?\s*(?P<date>ngày\s+\d{1,2}(?:[/.-]\d{1,2}[/.-]\d{4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4})))?"
)


@dataclass(frozen=True, slots=True)
class Meeting:
    held: date | None = None
    chair: str = ""
    invitation: str = ""


def read_meeting(subject: str, opening: str, whole: str) -> Meeting:
    """`opening` is the body's first paragraphs. The chair is who presided, else whose conclusions these
    are.
    """
    held = None
    if (start := _OPENING.match(opening)) and (when := DATE.match(opening, start.end())):
        value, precision = read_date(when)
        held = value if precision == "day" else None
    person = _CHAIRS.search(opening) or _CONCLUDES.search(subject)
    chair = ", ".join(filter(None, (person["name"], person["position"]))) if person else ""
    invitation = _INVITATION.search(whole)
    return Meeting(held, " ".join(chair.split()), _invited(invitation) if invitation else "")


def _invited(match: re.Match[str]) -> str:
    code = read_code(match)
    return " ".join(filter(None, (f"{code.number}/{code.notation}", match["date"])))
