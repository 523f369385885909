"""What lies over the text of a scanned page: seals with signatures, and the frames of stamps.

Each is one connected shape much larger than a letter; the seals of organs measure 36 mm across.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from indexer.extract.page_lines import Box

Mask = npt.NDArray[np.bool_]

_DPI = 100
_DARK = 175  # of 255, after averaging: a thin line comes out grey
_COLOURED = 50  # between the strongest and the weakest of red, green and blue
_PAPER = 0.8  # of the usual brightness: lighter than this is the ground
_SEAL = (75.0, 300.0)  # points a side, a signature across it included
_STAMP_WIDTH = (60.0, 220.0)
_STAMP_HEIGHT = (25.0, 120.0)
_BAND = 0.12  # of a frame's sides: its lines may be as crooked as this
_UNBROKEN = 0.85  # share of a side along which ink must run


def grey(image: Image.Image, dpi: float) -> Image.Image:
    """The page in grey without its coloured seals and signatures; black text under them stays.

    Smaller coloured shapes stay as well: a stamped secrecy mark is red.
    """
    if image.mode in {"1", "L"}:
        return image.convert("L")
    colours = np.asarray(image.convert("RGB"))
    strongest = colours.max(axis=2)
    coloured = strongest.astype(np.int16) - colours.min(axis=2) > _COLOURED
    pixels = np.array(image.convert("L"))
    for box in filter(_is_seal, _shapes(coloured, dpi)):
        left, top, right, bottom = (round(side * dpi / 72) for side in box)
        place = slice(top, bottom), slice(left, right)
        pixels[place] = np.where(coloured[place], strongest[place], pixels[place])
    return Image.fromarray(pixels)


def without_specks(image: Image.Image) -> Image.Image:
    """The page with a white ground: on one with little text, noise is taken for it."""
    paper = float(np.median(np.asarray(image)))
    return image.filter(ImageFilter.MedianFilter(3)).point(lambda v: 255 if v > _PAPER * paper else v)


def seals_and_stamps(image: Image.Image, dpi: float) -> tuple[list[Box], list[Box]]:
    """Boxes, in points, of black seals and of rectangular frames the size of a stamp."""
    dark = np.asarray(image) < 128
    frames: list[Box] = []
    others: list[Box] = []
    for box in _shapes(dark, dpi):
        left, top, right, bottom = (round(side * dpi / 72) for side in box)
        (frames if _is_frame(dark[top:bottom, left:right]) else others).append(box)
    stamps = [
        box
        for box in frames
        if _STAMP_WIDTH[0] <= box[2] - box[0] <= _STAMP_WIDTH[1]
        and _STAMP_HEIGHT[0] <= box[3] - box[1] <= _STAMP_HEIGHT[1]
    ]
    return [box for box in others if _is_seal(box)], stamps


def _is_seal(box: Box) -> bool:
    sides = sorted((box[2] - box[0], box[3] - box[1]))
    return _SEAL[0] <= sides[0] and sides[1] <= _SEAL[1]


def _is_frame(ink: Mask) -> bool:
    """Whether ink runs along all four sides; a round seal only touches them."""
    high, wide = (max(1, round(_BAND * side)) for side in ink.shape)
    sides = (ink[:high].any(0), ink[-high:].any(0), ink[:, :wide].any(1), ink[:, -wide:].any(1))
    return all(side.mean() > _UNBROKEN for side in sides)


def _shapes(dark: Mask, dpi: float) -> list[Box]:
    """Boxes, in points, of the connected shapes that are larger than letters both ways."""
    factor = max(1, round(dpi / _DPI))
    small = np.asarray(Image.fromarray(~dark).convert("L").reduce(factor)) < _DARK
    rows, starts, ends = _runs(small)
    shape = _connected(rows, starts, ends)
    count = int(shape.max(initial=-1)) + 1
    low, high = np.full((2, count), 1 << 30), np.full((2, count), -1)
    for axis, (first, last) in enumerate(((starts, ends), (rows, rows + 1))):
        np.minimum.at(low[axis], shape, first)
        np.maximum.at(high[axis], shape, last)
    points = 72 * factor / dpi
    return [
        (float(x0), float(y0), float(x1), float(y1))
        for x0, y0, x1, y1 in (np.vstack((low, high)).T * points).tolist()
        if min(x1 - x0, y1 - y0) >= _STAMP_HEIGHT[0]
    ]


def _runs(dark: Mask) -> tuple[npt.NDArray[np.intp], ...]:
    """Rows, starts and ends of the horizontal runs of dark pixels, from top to bottom."""
    steps = np.diff(np.pad(dark.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(steps == 1)
    return rows, starts, np.nonzero(steps == -1)[1]


def _connected(
    rows: npt.NDArray[np.intp], starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]
) -> npt.NDArray[np.intp]:
    """The number of the shape each run belongs to: runs of neighbouring rows that touch are of one shape."""
    parent = list(range(len(rows)))

    def root(run: int) -> int:
        while parent[run] != run:
            parent[run] = parent[parent[run]]
            run = parent[run]
        return run

    row, start, end = rows.tolist(), starts.tolist(), ends.tolist()
    above = 0
    for run in range(len(parent)):
        while row[above] < row[run] - 1 or (row[above] == row[run] - 1 and end[above] < start[run]):
            above += 1
        other = above
        while row[other] == row[run] - 1 and start[other] <= end[run]:
            a, b = root(other), root(run)
            parent[max(a, b)] = min(a, b)
            other += 1
    return np.unique([root(run) for run in range(len(parent))], return_inverse=True)[1]
