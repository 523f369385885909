"""Who issued a document: from the lines of its letterhead, or inferred from what else it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from indexer.capitals import PLACE_WORDS, proper_name
from indexer.numbering import UPPER

# Where the office's code alone says who it is.
_OFFICES = {
    "CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ", "VPCP": "Văn phòng Chính phủ", "CTN": "Chủ tịch nước",
    "BNV": "Bộ Nội vụ", "BTC": "Bộ Tài chính", "BTP": "Bộ Tư pháp", "BXD": "Bộ Xây dựng", "BCA": "Bộ Công an",
    "BQP": "Bộ Quốc phòng", "BYT": "Bộ Y tế", "BCT": "Bộ Công Thương", "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BKHĐT": "Bộ Kế hoạch và Đầu tư", "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BGTVT": "Bộ Giao thông vận tải",
    "BKHCN": "Bộ Khoa học và Công nghệ", "BNNMT": "Bộ Nông nghiệp và Môi trường",
}  # fmt: skip
_LOCAL = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}
_PARTY = {"TU": ("Tỉnh ủy", "Thành ủy"), "HU": ("Huyện ủy", "Huyện ủy"), "ThU": ("Thành ủy", "Thành ủy")}

CENTRAL_CITIES = frozenset(("Hà Nội", "Hải Phòng", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ", "Huế"))
# The 63 provinces before July 2025 and those named anew since: an office of a province dates from the
# province.
PROVINCES = CENTRAL_CITIES | frozenset((
    "An Giang", "Bà Rịa - Vũng Tàu", "Bà Rịa-Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh",
    "Bến Tre", "Bình Dương", "Bình Định", "Bình Phước", "Bình Thuận", "Cà Mau", "Cao Bằng", "Đắk Lắk",
    "Đắk Nông", "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Giang", "Hà Nam", "Hà Tĩnh",
    "Hải Dương", "Hậu Giang", "Hòa Bình", "Hưng Yên", "Khánh Hòa", "Kiên Giang", "Kon Tum", "Lai Châu",
    "Lạng Sơn", "Lào Cai", "Lâm Đồng", "Long An", "Nam Định", "Nghệ An", "Ninh Bình", "Ninh Thuận",
    "Phú Thọ", "Phú Yên", "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị",
    "Sóc Trăng", "Sơn La", "Tây Ninh", "Thái Bình", "Thái Nguyên", "Thanh Hóa", "Thừa Thiên Huế",
    "Tiền Giang", "Trà Vinh", "Tuyên Quang", "Vĩnh Long", "Vĩnh Phúc", "Yên Bái"
))  # fmt: skip
_AREA = re.compile(rf"\b(?:{'|'.join(PLACE_WORDS)}) [{UPPER}\d].*$")
_AREA_WORD = re.compile(rf"^(?:{'|'.join(PLACE_WORDS)}) ")
_COMMITTEE = re.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị) ủy$")
_SEATED = re.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị) ủy \w")  # a committee with its place
_PART_OF_BODY = re.compile(r"(?:Ban )?Thường (?:trực|vụ)$|Ban Chấp hành$")
_DIVISION_OF = re.compile(
    r"(?:Phòng|Đội|Khoa) .*(?:Công an|Bộ Chỉ huy|Sở|Trường|Bệnh viện|Học viện)\b"
)  # their divisions go by their name
_BODY_BEGINS = re.compile(
    r"(?:[UỦ][YỶ] BAN|HỘI ĐỒNG|UBND|HĐND|UBMTTQ|SỞ|BỘ|BAN|VĂN PHÒNG|PHÒNG|CỤC|CHI CỤC|TRUNG TÂM"
    r"|TRẠM|HẠT|BỆNH VIỆN|CÔNG TY|TỔNG CÔNG TY|TẬP ĐOÀN|VIỆN|CHI NHÁNH|NGÂN HÀNG|QUỸ|ĐÀI|ĐỘI|KHOA"
    r"|THANH TRA|CÔNG AN|TÒA ÁN|TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|ĐẢNG ỦY|ĐẢNG BỘ|TRƯỜNG|BẢO HIỂM|KHO BẠC"
    r"|LIÊN ĐOÀN|HỘI)\b|THƯỜNG TRỰC$"
)
_JOINT = re.compile(rf" [-–] (?={_BODY_BEGINS.pattern})")  # two bodies issue it together
_CITY_PLACE = re.compile(r"(?:TP|Tp|T\.P|Thành phố|thành phố)\.?\s*")
_OTHER_PLACE = re.compile(
    r"(?:(?P<tx>TX|Thị xã)|(?P<q>Quận)|(?P<h>Huyện)|(?P<p>Phường)|(?P<x>Xã))\.?\s+", re.I
)


def begins_body(capitals: str) -> bool:
    """Whether a line of capitals begins with the kind of a body."""
    return bool(_BODY_BEGINS.match(capitals))


def from_lines(lines: Sequence[str], place: str = "") -> str:
    """The body named in a letterhead: its last name, with the area of the body above it where it has none
    itself. `place` is where the document was signed.
    """
    starts = [i for i, line in enumerate(lines) if i == 0 or _BODY_BEGINS.match(line)]
    names = [" ".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    if len(together := _JOINT.split(names[-1])) > 1:
        return " - ".join(map(proper_name, together))
    name = proper_name(names[-1])
    if len(names) == 1:
        return _placed(name, place)
    return _within(name, _placed(proper_name(names[-2]), place))


def _placed(name: str, place: str) -> str:
    """The committee of a province that is only told by where the document was signed."""
    kind = "thành phố" if place in CENTRAL_CITIES else "tỉnh"
    return f"{name} {place}" if place in PROVINCES and name.endswith(f" {kind}") else name


def _within(name: str, above: str) -> str:
    """The name of a body with that of the one above it, as far as it needs it to be told from others."""
    if shared := next((end for end in _endings(name) if f"{above} ".startswith(f"{end} ")), ""):
        return f"{name.removesuffix(shared)}{above}"  # "Văn phòng Bộ", of "Bộ Tài chính"
    if name == "Văn phòng" or _PART_OF_BODY.match(name) or _DIVISION_OF.match(f"{name} {above}"):
        return f"{name} {above}"
    if _AREA.search(name) or _SEATED.match(name):
        return name
    if area := _AREA.search(above):
        return f"{name} {_AREA_WORD.sub('', area[0]) if _COMMITTEE.match(name) else area[0]}"
    return f"{name} {above}" if _SEATED.match(above) else name


def _endings(name: str) -> Iterator[str]:
    """The last words of a name, the longest first; the first word is what tells it from the others."""
    words = name.split()
    return (" ".join(words[at:]) for at in range(1, len(words)))


def infer(office: str, place: str, text: str) -> str:
    """The issuing body of a document without letterhead, from its notation's office, its place and what
    it says.

    "" where these do not say.
    """
    if office in _OFFICES:
        return _OFFICES[office]
    if office.startswith("UBTVQH"):
        return "Ủy ban Thường vụ Quốc hội"
    if re.fullmatch(r"QH\d{0,2}", office):
        return "Quốc hội"
    if office in _PARTY:
        return _party(office, place)
    if office in _LOCAL:
        area = area_of(place, text)
        return f"{_LOCAL[office]} {area}" if area else ""
    return ""


def _party(office: str, place: str) -> str:
    city = bool(_CITY_PLACE.match(place)) or place in CENTRAL_CITIES
    name = _CITY_PLACE.sub("", place)
    return f"{_PARTY[office][city]} {name}" if name else ""


def area_of(place: str, text: str) -> str:
    """`TP. Lạng Sơn` → thành phố Lạng Sơn; `Lạng Sơn` → tỉnh Lạng Sơn; another name by the word the text
    puts before it.
    """
    if not place:
        return ""
    if match := _CITY_PLACE.match(place):
        return f"thành phố {place[match.end() :]}"
    if match := _OTHER_PLACE.match(place):
        kind = {"tx": "thị xã", "q": "quận", "h": "huyện", "p": "phường", "x": "xã"}[match.lastgroup or "x"]
        return f"{kind} {place[match.end() :]}"
    if place in PROVINCES:
        return f"{'thành phố' if place in CENTRAL_CITIES else 'tỉnh'} {place}"
    kinds = Counter(
        m[1].lower() for m in re.finditer(rf"({'|'.join(PLACE_WORDS)})\s+{re.escape(place)}\b", text, re.I)
    )
    return f"{kinds.most_common(1)[0][0]} {place}" if kinds else ""
