"""Automatic paragraph numbers of a DOCX, counted as Word counts them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from indexer.extract.docx_styles import W, value

_PLACE = re.compile(r"%(\d)")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_PLAIN_BULLETS = set("-–+*•")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    legal: bool


class Numbering:
    """Stateful: `next` must see the numbered paragraphs in their order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if root is None:
            return
        abstract = {a.get(W + "abstractNumId"): a for a in root.findall(W + "abstractNum")}
        for num in root.findall(W + "num"):
            self._read(str(num.get(W + "numId")), num, abstract)

    def _read(self, num_id: str, num: etree._Element, abstract: dict[str | None, etree._Element]) -> None:
        base = value(num, "abstractNumId") or ""
        definition = abstract.get(base)
        levels = (
            {} if definition is None else {_index(lvl): _level(lvl) for lvl in definition.findall(W + "lvl")}
        )
        overrides = num.findall(W + "lvlOverride")
        for override in overrides:
            index, redefined = _index(override), override.find(W + "lvl")
            if redefined is not None:
                levels[index] = _level(redefined)
            elif index in levels and (start := value(override, "startOverride")):
                old = levels[index]
                levels[index] = _Level(int(start), old.format, old.text, old.legal)
        self._levels[num_id] = levels
        # Lists with the same definition go on counting together, unless one of them restarts.
        self._list[num_id] = num_id if overrides else f"abstract {base}"

    def next(self, num_id: str, index: int) -> str:
        """The number of the next paragraph of this list at this level; "" where the list has none."""
        level = self._levels.get(num_id, {}).get(index)
        if level is None:
            return ""
        if level.format == "bullet":
            return level.text if level.text in _PLAIN_BULLETS else "•"
        counts = self._counts[self._list[num_id]]
        counts[index] = counts.get(index, level.start - 1) + 1
        for deeper in [i for i in counts if i > index]:
            del counts[deeper]
        return _PLACE.sub(
            lambda place: self._part(num_id, int(place[1]) - 1, level.legal), level.text
        ).strip()

    def _part(self, num_id: str, index: int, legal: bool) -> str:
        level = self._levels[num_id].get(index)
        if level is None:
            return ""
        count = self._counts[self._list[num_id]].get(index, level.start)
        return written_number(count, "decimal" if legal else level.format)


def _index(element: etree._Element) -> int:
    return int(element.get(W + "ilvl", "0"))


def _level(element: etree._Element) -> _Level:
    start = value(element, "start") or "1"
    legal = element.find(W + "isLgl") is not None
    return _Level(int(start), value(element, "numFmt") or "decimal", value(element, "lvlText") or "", legal)


def written_number(count: int, style: str) -> str:
    if style == "none":
        return ""
    if style in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in {"lowerRoman", "upperRoman"}:
        return _roman(count).upper() if style == "upperRoman" else _roman(count)
    return f"{count:02d}" if style == "decimalZero" else str(count)


def _roman(count: int) -> str:
    written = ""
    for size, sign in _ROMAN:
        written += sign * (count // size)
        count %= size
    return written
