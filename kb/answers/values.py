"""Where in a sentence the value is that a question asks for: a number, date, person or document number."""

from __future__ import annotations

import re
from functools import lru_cache

from kb.answers.question import Question, Value
from kb.model import Span
from kb.periods import periods
from kb.text import fold

NUMBER = re.compile(r"(?<![\w/.,-])\d+(?:\.\d{3})*(?:,\d+)?(?![\w/-]|\.\d)(?:\s*%)?")
ORDINAL = re.compile(r"\blần thứ\s+(?:[IVXLC]+|\d+|[^\W\d_]+)")
MONEY = re.compile(
    r"\s*(?:nghìn|ngàn|triệu|tỷ|tỉ)?\s*(?:đồng|usd|đô la|vnđ)\b|\s*(?:triệu|tỷ|tỉ)\b", re.IGNORECASE
)
MEASURED = re.compile(r"\s*[^\W\d_]+")
PARTIAL_DATE = re.compile(
    r"(?:trước |sau |chậm nhất |trong )?(?:ngày|tháng|quý|năm)\s+"
    r"(?:\d{1,2}(?:[/.-]\d{1,4}){0,2}|[IVX]+(?:/\d{4})?)",
    re.IGNORECASE,
)
REFERENCE = re.compile(r"(?:số\s*)?\d+(?:/\d{4})?\s*/\s*[A-ZĐ][\w&-]*|\d+-[A-ZĐ]{2,}(?:/[A-ZĐ]{2,})?")
# A Vietnamese name: two to four capitalised words, the first a family name.
FAMILY = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Vũ|Võ|Phan|Trương|Bùi|Đặng|Đỗ|Ngô|Hồ|Dương|Đinh|Đoàn|Lâm|Mai|Trịnh|Đào|Cao"
    "|Lý|Hà|Lương|Lưu|Tạ|Tô|Tống|Nông|Hứa|Vi|Chu|Triệu|Lăng|Lộc|Lành|Bế|Đàm|Phùng|Thái|Từ|Quách|Quan|La|Nghiêm"
    "|Kiều|Đồng|Thạch|Sơn|Ma|Giàng|Vàng|Lò|Quàng|Cầm|Điêu|Khương|Âu|Ông|Tăng|Mạc|Doãn|Viên|Văn|Thân|Ninh|Giáp|Mã"
)
NAME_WORD = r"[^\W\d_]+"
PERSON = re.compile(rf"\b(?:{FAMILY})(?:\s+{NAME_WORD}){{1,3}}")
POSITION = "(?:Phó|Chủ|Giám|Bí|Trưởng|Chánh|Thứ|Bộ|Ủy|Thủ|Tổng|Cục|Viện)"
TITLED = re.compile(
    rf"(?i:đồng chí|đ/c|ông|bà|mrs?\.?|ms\.?)\s+"
    rf"(?P<name>(?!{POSITION}\b){NAME_WORD}(?:\s+{NAME_WORD}){{1,3}})"
)
PLACE = re.compile(rf"(?:tại|ở|trên địa bàn|thuộc)\s+(?P<place>{NAME_WORD}(?:\s+[^\W_]+){{0,5}})")


def values(sentence: str, question: Question) -> tuple[Span, ...]:
    """The spans of `sentence` that are of the kind asked for, in order; for "any" there are none."""
    return _values(sentence, question.wants, question.measures)


@lru_cache(maxsize=20_000)
def _values(sentence: str, wants: Value, measures: tuple[str, ...]) -> tuple[Span, ...]:
    return tuple(_spans(sentence, wants, measures))


def _spans(sentence: str, wants: Value, measures: tuple[str, ...]) -> list[Span]:
    match wants:
        case "number":
            return _numbers(sentence, measures)
        case "date":
            dated = [p.span for p in periods(sentence)] + [
                Span(*m.span()) for m in PARTIAL_DATE.finditer(sentence)
            ]
            return _merged(dated)
        case "person":
            found = [_capitals(m.start(), m[0]) for m in PERSON.finditer(sentence)]
            found += [_capitals(m.start("name"), m["name"]) for m in TITLED.finditer(sentence)]
            return _merged([span for span in found if " " in sentence[span.start : span.end]])
        case "reference":
            return [Span(*m.span()) for m in REFERENCE.finditer(sentence)]
        case "place":
            return [Span(*m.span("place")) for m in PLACE.finditer(sentence) if not m["place"].islower()]
        case _:
            return []


def _numbers(sentence: str, measures: tuple[str, ...]) -> list[Span]:
    """Numbers that are no dates or document numbers, with their unit; those of the measure, if any fits."""
    taken = [p.span for p in periods(sentence)] + [Span(*m.span()) for m in REFERENCE.finditer(sentence)]
    taken += [Span(*m.span()) for m in PARTIAL_DATE.finditer(sentence)]
    found = []
    for match in NUMBER.finditer(sentence):
        if any(span.start < match.end() and match.start() < span.end for span in taken):
            continue
        unit = MONEY.match(sentence, match.end()) or MEASURED.match(sentence, match.end())
        found.append(Span(match.start(), unit.end() if unit and match[0][-1] != "%" else match.end()))
    found += [Span(*m.span()) for m in ORDINAL.finditer(sentence)]
    fitting = [s for s in (_counted(sentence, span, m) for span in found for m in measures) if s]
    return sorted(fitting or found)


def _counted(sentence: str, span: Span, measure: str) -> Span | None:
    """The number with as many words after it as `measure` has, when it is counted in `measure`."""
    if not _measures(sentence[span.start :], measure):
        return None
    both = re.match(rf"\S+\s+{re.escape(measure)}\b", fold(sentence[span.start :]))
    return Span(span.start, max(span.end, span.start + both.end() if both else 0))


def _measures(following: str, measure: str) -> bool:
    """Whether the number is counted in `measure` (folded): "76 giấy phép", "49.543 triệu đồng" for "tien"."""
    counted = fold(following[:60]).partition(" ")[2]
    first = measure.split()[0]
    if first == "phan":  # bao nhiêu phần trăm
        return "%" in following[:12] or counted.startswith("phan tram")
    if first in ("tien", "kinh"):  # tiền, kinh phí
        return re.match(r"(?:nghin|ngan|trieu|ty|ti)?\s*(?:dong|usd|trieu|ty)", counted) is not None
    return re.match(rf"{re.escape(first)}\b", counted) is not None


def _capitals(start: int, words: str) -> Span:
    """The run of capitalised words that `words` begins with."""
    end = 0
    for match in re.finditer(r"\S+", words):
        if not match[0][0].isupper():
            break
        end = match.end()
    return Span(start, start + end)


def _merged(spans: list[Span]) -> list[Span]:
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(span.end, result[-1].end))
        else:
            result.append(span)
    return result
