"""The ruling lines of one PDF page: borders of tables, the line above footnotes."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from indexer.extract.page_lines import Rule
from indexer.extract.pdf_view import Point


def rules(page: pdfium.PdfPage, place: Callable[[float, float], Point]) -> list[Rule]:
    """Straight lines along the axes, drawn as strokes or as thin filled boxes."""
    found = []
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        corners = [[point for segment in _segments(path, place) for point in segment]]
        if _is_stroked(path):
            corners = [[*segment] for segment in _segments(path, place)]
        for points in corners:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            if points and (rule := Rule(min(xs), min(ys), max(xs), max(ys))).is_line:
                found.append(rule)
    return found


def _is_stroked(path: pdfium.PdfObject) -> bool:
    """Filled shapes are a shade behind the text, unless they are as thin as a line."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value)


def _segments(
    path: pdfium.PdfObject, place: Callable[[float, float], Point]
) -> Iterator[tuple[Point, Point]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    matrix = path.get_matrix()
    start = here = (0.0, 0.0)
    for i in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = place(*matrix.on_point(x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield here, point
        here = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield here, start
