"""Tables of a DOCX: rows and cells wherever they are wrapped, merged cells, and whether lines are drawn."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from indexer.extract.docx_styles import TRANSPARENT, Styles, W, value


def rows(table: etree._Element) -> list[list[etree._Element]]:
    """The cells of each row."""
    return [[*_left_out_before(row), *_unwrapped(row, "tc")] for row in _unwrapped(table, "tr")]


def _unwrapped(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in TRANSPARENT:
            yield from _unwrapped(child, name)


def _left_out_before(row: etree._Element) -> list[etree._Element]:
    count = value(row.find(W + "trPr"), "gridBefore") or "0"
    return [etree.Element(W + "tc") for _ in range(min(int(count), 100) if count.isdigit() else 0)]


def span(cell: etree._Element) -> int:
    """Columns."""
    columns = value(cell.find(W + "tcPr"), "gridSpan") or "1"
    return min(int(columns), 100) if columns.isdigit() else 1


def continues(cell: etree._Element) -> bool:
    """Whether the cell is the lower part of one that spans rows."""
    merge = value(cell.find(W + "tcPr"), "vMerge")
    return merge is not None and merge != "restart"


def has_lines(table: etree._Element, styles: Styles) -> bool:
    own = table.find(W + "tblPr")
    chain = [s.find(W + "tblPr") for s in styles.chain(value(own, "tblStyle") or "")]
    borders = next(
        (b for p in (own, *chain) if p is not None and (b := p.find(W + "tblBorders")) is not None), None
    )
    edges = list(borders) if borders is not None else []
    edges += [edge for borders in table.iterfind(f".//{W}tcBorders") for edge in borders]
    return any(edge.get(W + "val", "nil") not in {"nil", "none"} for edge in edges)
