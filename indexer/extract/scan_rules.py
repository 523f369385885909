"""The ruling lines of a scanned page: long, nearly unbroken runs of dark pixels along the axes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

from indexer.extract.page_lines import Box, Rule

_DPI = 100
_DARK = 175  # of 255, after averaging: a thin line comes out grey
_LENGTH = 30  # points: longer than any stroke of a letter, shorter than a table's cell is wide
_UNBROKEN = 0.9
_NEAR = 15.0  # points by which a run may miss the line it ends at


def rules(image: Image.Image, dpi: float, slope: float, seals: list[Box]) -> list[Rule]:
    """Lines in points of the levelled page, but for those in seals; `slope` is how far its lines fall for
    each point to the right."""
    factor = max(1, round(dpi / _DPI))
    small = image.reduce(factor)
    level = small.transform(
        small.size,
        Image.Transform.AFFINE,
        (1, -slope, 0, slope, 1, 0),
        Image.Resampling.BILINEAR,
        fillcolor=255,
    )
    dark = np.asarray(level) < _DARK
    points = 72 * factor / dpi
    for left, top, right, bottom in seals:
        place = [round(side / points) for side in (top, bottom, left, right)]
        dark[max(0, place[0]) : place[1], max(0, place[2]) : place[3]] = False
    across = [Rule(x0, y, x1, y) for y, x0, x1 in _runs(dark, points)]
    down = [Rule(x, y0, x, y1) for x, y0, y1 in _runs(dark.T, points)]
    return [rule for rule in across if _anchored(rule, down)] + [
        rule for rule in down if _anchored(rule, across)
    ]


def _anchored(rule: Rule, others: list[Rule]) -> bool:
    """Whether both ends meet a line of the other direction, as those of a seal or an underlining do not."""
    ends = ((rule.x0, rule.y0), (rule.x1, rule.y1))
    return all(
        any(o.x0 - _NEAR <= x <= o.x1 + _NEAR and o.y0 - _NEAR <= y <= o.y1 + _NEAR for o in others)
        for x, y in ends
    )


def _runs(dark: npt.NDArray[np.bool_], points: float) -> list[tuple[float, float, float]]:
    """Horizontal runs as (y, start, end) in points; those of neighbouring pixel rows are one line."""
    window = round(_LENGTH / points)
    if dark.shape[1] <= window:
        return []
    thick = dark.copy()  # a line a little off the axis wanders over its neighbours
    thick[1:] |= dark[:-1]
    thick[:-1] |= dark[1:]
    sums = np.cumsum(np.pad(thick, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    solid = sums[:, window:] - sums[:, :-window] >= _UNBROKEN * window
    found: list[tuple[int, int, int]] = []
    for y in np.flatnonzero(solid.any(axis=1)):
        edges = np.flatnonzero(np.diff(np.pad(solid[y].astype(np.int8), 1)))
        for start, end in zip(edges[::2], edges[1::2] + window - 1, strict=True):
            _add(found, int(y), int(start), int(end))
    return [(y * points, start * points, end * points) for y, start, end in found]


def _add(found: list[tuple[int, int, int]], y: int, start: int, end: int) -> None:
    for i, (other, first, last) in enumerate(found):
        if 0 <= y - other <= 3 and start <= last and first <= end:
            found[i] = (y, min(start, first), max(end, last))
            return
    found.append((y, start, end))
