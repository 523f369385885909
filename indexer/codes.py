"""Names and codes of document types, and the number a document bears (Nghị định 30/2020/NĐ-CP, Phụ lục
III).
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Codes are case-sensitive: QyĐ is quy định, CTr chương trình, TTr tờ trình.
TYPE_CODES = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo", "HD": "Hướng dẫn", "CTr": "Chương trình", "KH": "Kế hoạch", "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án", "BC": "Báo cáo", "BB": "Biên bản", "TTr": "Tờ trình", "HĐ": "Hợp đồng", "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ", "BTT": "Bản thỏa thuận", "GUQ": "Giấy ủy quyền", "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép", "PG": "Phiếu gửi", "PC": "Phiếu chuyển", "PB": "Phiếu báo", "KL": "Kết luận",
    "NĐ": "Nghị định", "TT": "Thông tư", "TTLT": "Thông tư liên tịch", "L": "Lệnh", "PL": "Pháp lệnh",
    "VBHN": "Văn bản hợp nhất", "ĐC": "Đính chính", "CV": "Công văn",
}  # fmt: skip
# Longest first, so that "Thông tư liên tịch" is not read as "Thông tư".
TYPE_NAMES = sorted(
    {*TYPE_CODES.values(), "Luật", "Bộ luật", "Hiến pháp", "Thông tri"}, key=len, reverse=True
)
CODE_OF = {name: code for code, name in TYPE_CODES.items()} | {"Luật": "", "Bộ luật": "", "Hiến pháp": ""}

# A line that is nothing but the name of a type, in capitals: a title, of the document or of a text attached
# to it.
TYPE_LINE = re.compile(
    rf"(?:{'|'.join(name.upper() for name in TYPE_NAMES)}"
    r"|PHỤ LỤC|PHỤ BIỂU|DANH MỤC|DANH SÁCH|ĐỊNH MỨC|NỘI QUY|ĐIỀU LỆ)$"
)

# Offices whose code may be run together with the type's when a hyphen is lost: QĐUBND, NQHĐND.
_OFFICE_ENDS = ("UBND", "HĐND", "TTg", "CP", "TU", "TW", "BTV")

NUMBER = r"(?P<number>\d{1,5}[a-zđ]?)?"
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)(?:\s*/\s*|(?=[A-ZĐ])))?"
_WORD = r"[A-ZĐ][A-Za-zĐđÂÊÔƠƯÁÀẢÃẠĂ&]*\d{0,2}"
_NOTATION = rf"(?P<notation>{_WORD}(?:\s*[-–/.]\s*{_WORD}| [A-ZĐ]{{2,}}[a-zA-ZĐ]*\d{{0,2}}(?![^\W\d_]))*)"
PLACEHOLDER = r"[\s.…_]*"
# "15/QĐ-BNV", "06/2024/QĐ-UBND", "62-NQ/TU", "/TB-UBND", "36/2020NĐ-CP".
CODE = re.compile(
    rf"{NUMBER}{PLACEHOLDER}(?P<separator>[/-]|(?<=\d)(?=[A-ZĐ])){PLACEHOLDER}{_YEAR}{_NOTATION}"
)
# OCR reads "Số" as Sô, Só, SÁ and what a pen wrote before the slash as noise; then the number is not known.
LABELLED = re.compile(
    rf"\b(?:[Ss]ố|SỐ|S[ôổồóòÔÓÁ6])\s*(?:[:.]|(?=[\d/]))\s*(?P<noise>(?!\d)[^\s/.…_]{{1,4}}\s?)?{PLACEHOLDER}(?P<code>{CODE.pattern})"
)


class Code(NamedTuple):
    """`62-NQ/TU` is number "62", notation "NQ/TU"; `06/2024/QĐ-UBND` is "06" and "2024/QĐ-UBND"."""

    number: str
    notation: str


def read_code(match: re.Match[str]) -> Code:
    """The parts of a match of CODE or LABELLED, blanks dropped and lost hyphens put back."""
    notation = re.sub(r"\s*([-/.])\s*", r"\1", match["notation"].replace("–", "-")).strip()
    head, blank, rest = notation.partition(" ")
    if blank:
        notation = f"{head}-{rest.replace(' ', '')}" if head in TYPE_CODES else head
    if "-" not in notation and "/" not in notation:
        notation = _with_hyphen(notation)
    year = f"{match['year']}/" if match["year"] else ""
    noise = match.groupdict().get("noise")
    return Code("" if noise else match["number"] or "", year + notation)


def _with_hyphen(notation: str) -> str:
    for office in _OFFICE_ENDS:
        if notation.endswith(office) and notation.removesuffix(office) in TYPE_CODES:
            return f"{notation.removesuffix(office)}-{office}"
    return notation


def type_code(notation: str) -> str:
    """The type's code in a notation, "" where there is none, as in those of letters (công văn)."""
    parts = re.split(r"[-/]", notation)
    codes = [part for part in parts[:2] if part in TYPE_CODES]
    return codes[0] if codes and (parts[0] == codes[0] or parts[0].isdigit()) else ""


def office_code(notation: str) -> str:
    """The office in a notation: UBND of `2024/QĐ-UBND`, `12/UBND-VX` and `TB-UBND`; TU of `NQ/TU`."""
    parts = [part for part in re.split(r"[-/]", notation) if not part.isdigit()]
    return parts[1] if len(parts) > 1 and parts[0] in TYPE_CODES else parts[0] if parts else ""
