"""Tables of a web page: their rows, how wide a cell spans, and whether they are drawn with lines."""

from __future__ import annotations

import re

from lxml import etree

_LINE = re.compile(r"border[\w-]*\s*:[^;]*\b(?:solid|double|dashed|dotted|inset|outset)\b", re.IGNORECASE)
_NO_BORDER = re.compile(r"border\s*:\s*(?:none|0)", re.IGNORECASE)


def rows(table: etree._Element) -> list[list[etree._Element]]:
    """The cells of each row, of the table itself and not of tables inside it."""
    groups = [child for child in table if child.tag in {"tr", "thead", "tbody", "tfoot"}]
    found = [[group] if group.tag == "tr" else list(group.iterchildren("tr")) for group in groups]
    return [list(row.iterchildren("td", "th")) for group in found for row in group]


def span(cell: etree._Element) -> int:
    """Columns."""
    columns = cell.get("colspan", "1")
    return min(int(columns), 100) if columns.isdigit() else 1


def has_lines(table: etree._Element, cells: list[etree._Element]) -> bool:
    styles = [cell.get("style", "") for cell in cells]
    if any(_LINE.search(style) for style in (*styles, table.get("style", ""))):
        return True
    border = table.get("border", "0")
    return border not in {"0", "none"} and not all(_NO_BORDER.search(style) for style in styles)
