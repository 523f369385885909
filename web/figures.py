"""Figures as documents write them: "885.320 lượt khách", "83 tỷ đồng", "26,2%"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.model import Span

# Thousands are set off by points and decimals by a comma; a number may also have neither.
NUMBER = r"(?<![\d.,/-])\d{1,3}(?:\.\d{3})+(?:,\d+)?|(?<![\d.,/-])\d+(?:,\d+)?"
MEASURES = (
    "triệu đồng|tỷ đồng|nghìn đồng|đồng|%|lượt khách|lượt người|lượt con|lượt|hộ gia đình|hộ|"
    "ha|km²|m²|m³|k?m(?![²³])|tấn|tạ|kg|dự án|công trình|doanh nghiệp|hợp tác xã|HTX|hồ sơ|đơn|vụ|"
    "người|trường hợp|ca|con|cây|xã|thôn"
)
NOTE_MARKS = "¹²³⁰⁴-⁹"
FIGURE = re.compile(rf"(?P<number>{NUMBER})\s?(?P<measure>{MEASURES})(?![^\W{NOTE_MARKS}])")

# Money is told in millions, so that figures in different units compare.
MILLIONS = {"đồng": 1e-6, "nghìn đồng": 1e-3, "triệu đồng": 1.0, "tỷ đồng": 1e3}


@dataclass(frozen=True)
class Figure:
    """`measure` is as written, but "triệu đồng" for all money; `value` is in it."""

    span: Span
    value: float
    measure: str


def figures(text: str) -> list[Figure]:
    """In the order of the text; a number without a known measure (a date, a document's number) is not one."""
    return [_figure(match) for match in FIGURE.finditer(text)]


def _figure(match: re.Match[str]) -> Figure:
    value = float(match["number"].replace(".", "").replace(",", "."))
    measure = match["measure"]
    if measure in MILLIONS:
        value, measure = value * MILLIONS[measure], "triệu đồng"
    return Figure(Span(*match.span()), value, measure)
