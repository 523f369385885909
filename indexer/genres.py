"""What a kind of document does: direct, report, lay down norms, or tell of a meeting."""

from __future__ import annotations

import re

from kb.model import Document

MINUTES = "Biên bản"
REPORTS = ("báo cáo", "tờ trình", "biên bản", "giấy mời")
MEETINGS = ("biên bản", "giấy mời")
NORMS = (
    "luật",
    "bộ luật",
    "pháp lệnh",
    "hiến pháp",
    "nghị định",
    "thông tư",
    "quy chế",
    "quy định",
    "điều lệ",
)
YEAR_IN_NUMBER = re.compile(r"(?:19|20)\d\d\s*/")


def directs(document: Document) -> bool:
    """Whether bare subjects are given orders: not in norms, nor in reports but for their part of tasks."""
    return not (reports(document) or lays_down(document))


def lays_down(document: Document) -> bool:
    """Whether it is a norm, by its kind or by the year in its number."""
    return document.type_name.lower().startswith(NORMS) or bool(YEAR_IN_NUMBER.match(document.code_notation))


def reports(document: Document) -> bool:
    """Whether it tells what was done or is asked for, and gives orders at most in a part of it."""
    return document.type_name.lower().startswith(REPORTS)


def tells_of_a_meeting(document: Document) -> bool:
    return document.type_name.lower().startswith(MEETINGS)
