"""Figures as documents write them: "885.320 lượt khách", "83 tỷ đồng", "26,2%"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.model import Span

# Thousands are set off by points and decimals by a comma; a number may also have neither.
NUMBER = r"(?<![\d.,/-])\d{1,3}(?:\.\d{3})+(?:,\d+)?|(?<![\d.,/-])\d+(?:,\d+)?"
MEASURES = (
    "triệu đồng|tỷ đồng|nghìn đồng|đồng|%|lượt khách|lượt người|lượt con|lượt|hộ gia đình|hộ|ha|m²|m³|km|m|"
    "tấn|tạ|kg|dự án|công trình|doanh nghiệp|hợp tác xã|HTX|hồ sơ|đơn|vụ|người|trường hợp|ca|con|cây|xã|thôn"
)
FIGURE = re.compile(rf"(?P<number>{NUMBER})\s?(?P<measure>{MEASURES})(?![\w²³])")


@dataclass(frozen=True)
class Figure:
    span: Span
    value: float
    measure: str


def figures(text: str) -> list[Figure]:
    """In the order of the text; a number without a known measure (a date, a document's number) is not one."""
    return [
        Figure(Span(*match.span()), _value(match["number"]), match["measure"])
        for match in FIGURE.finditer(text)
    ]


def _value(number: str) -> float:
    return float(number.replace(".", "").replace(",", "."))
