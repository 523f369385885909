"""The names of persons in a sentence, told from places, streets, schools and years named like persons."""

from __future__ import annotations

import re
from functools import lru_cache

from kb.model import Span

# Letters of the alphabets Vietnamese is written in; `re` knows no classes for them.
UPPER, LOWER = (
    f"[{''.join(letter for letter in map(chr, range(0x1F00)) if kind(letter))}]"
    for kind in (str.isupper, str.islower)
)
# A Vietnamese name: two to four capitalised words, the first a family name.
FAMILY = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Vũ|Võ|Phan|Trương|Bùi|Đặng|Đỗ|Ngô|Hồ|Dương|Đinh|Đoàn|Lâm|Mai|Trịnh|Đào|Cao"
    "|Lý|Hà|Lương|Lưu|Tạ|Tô|Tống|Nông|Hứa|Vi|Chu|Triệu|Lăng|Lộc|Lành|Bế|Đàm|Phùng|Thái|Từ|Quách|Quan|La|Nghiêm"
    "|Kiều|Đồng|Thạch|Sơn|Ma|Giàng|Vàng|Lò|Quàng|Cầm|Điêu|Khương|Âu|Ông|Tăng|Mạc|Doãn|Viên|Văn|Thân|Ninh|Giáp|Mã"
)
WORD = r"[^\W\d_]+"
NAME = re.compile(rf"\b(?:{FAMILY})(?:\s+{WORD}){{1,3}}")
OFFICE_WORD = "(?:Phó|Chủ|Giám|Bí|Trưởng|Chánh|Thứ|Bộ|Ủy|Thủ|Tổng|Cục|Viện|Thường|Đại|Đảng|Ban)"
TITLED = re.compile(
    rf"(?i:đồng chí|đ/c|ông|bà|mrs?\.?|ms\.?)\s+(?P<name>(?!{OFFICE_WORD}\b){WORD}(?:\s+{WORD}){{1,3}})"
)
OFFICE_BEFORE = re.compile(
    r"(?:đồng chí|đ/c|ông|bà|chủ tịch|bí thư|giám đốc|trưởng|chánh|tỉnh|thành phố|phòng|sở|ban|ủy)\s+$", re.I
)
OFFICE_AFTER = re.compile(
    r"\s*[,(–-]\s*(?:phó|chủ tịch|bí thư|giám đốc|trưởng|chánh|thứ trưởng|bộ trưởng|ủy viên)", re.I
)
PLACE_BEFORE = re.compile(
    r"\b(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường|thôn|bản|khối|tổ|đường|phố|ngõ|cầu|chợ"
    r"|đền|chùa|hồ|ao|sông|suối|núi|khu|cụm|công viên|trường|thcs|thpt|tiểu học|mầm non|mn|dự án|sân golf"
    r"|khách sạn|bệnh viện|nghĩa trang|quảng trường|di tích|giải|huân chương|xuân|tết|năm|công ty|tnhh)\s+$",
    re.IGNORECASE,
)
OFFICE_OF_PLACE = re.compile(r"\b(?:chủ tịch|bí thư)[^,;.]{0,40}(?:tỉnh|thành phố|huyện)\s+$", re.IGNORECASE)
LONGER_NAME = re.compile(rf"(?<![.?!] )\b{UPPER}{LOWER}+\s+$")  # Nam | Hoàng Đồng
NUMERAL = re.compile(r"[IVX]+")
NUMERAL_AFTER = re.compile(r"\s+(?:[IVX]+|\d+)\b")
# Years: Giáp Thìn, Ất Tỵ.
ZODIAC = re.compile(r"\w+\s+(?:Tý|Sửu|Dần|Mão|Thìn|Tỵ|Tị|Ngọ|Mùi|Thân|Dậu|Tuất|Hợi)\b")


@lru_cache(maxsize=20_000)
def persons(sentence: str) -> tuple[Span, ...]:
    """Where persons are named, in order. Two words are a name only beside an office or a form of address."""
    found = {_capitals(m.start("name"), m["name"]) for m in TITLED.finditer(sentence)}
    for match in NAME.finditer(sentence):
        span = _capitals(match.start(), match[0])
        words = sentence[span.start : span.end].split()
        before, after = sentence[: span.start], sentence[span.end :]
        titled = OFFICE_BEFORE.search(before) or OFFICE_AFTER.match(after)
        place = PLACE_BEFORE.search(before) and not (len(words) > 2 and OFFICE_OF_PLACE.search(before))
        if not OFFICE_AFTER.match(after) and (place or LONGER_NAME.search(before)):
            continue
        if NUMERAL.fullmatch(words[-1]):
            continue
        if len(words) > 2 or (len(words) == 2 and titled):
            found.add(span)
    return tuple(
        span
        for span in sorted(found)
        if " " in sentence[span.start : span.end]
        and not ZODIAC.match(sentence, span.start, span.end)
        and not NUMERAL_AFTER.match(sentence, span.end)
        and not any(other != span and other.start <= span.start and span.end <= other.end for other in found)
    )


def _capitals(start: int, words: str) -> Span:
    """The run of capitalised words that `words` begins with."""
    end = 0
    for match in re.finditer(r"\S+", words):
        if not match[0][0].isupper():
            break
        end = match.end()
    return Span(start, start + end)
