"""The parts of a document that are open where the reader stands, and how many stay open under the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.numbering import RANK, Marker

_DEEPEST = 12  # levels: no author means more, and a text of ones would nest without end


@dataclass(frozen=True, slots=True)
class Open:
    """`node` is the part's place in the outline."""

    node: int
    rank: float
    marker: Marker | None  # None: a heading without a number
    level: int | None  # what the format says of its level


@dataclass(slots=True)
class OpenParts:
    """The outermost first. A depth is how many stay open under a part; None: its number is only text."""

    parts: list[Open] = field(default_factory=list)

    def alike(self, marker: Marker) -> Iterator[tuple[int, Marker]]:
        """Those numbered in the same style, innermost first, with their depth."""
        for depth in range(len(self.parts) - 1, -1, -1):
            last = self.parts[depth].marker
            if last and last.style == marker.style:
                yield depth, last

    def keyword_depth(self, marker: Marker) -> int | None:
        for depth, last in self.alike(marker):
            return None if marker.style == "article" and marker.value < last.value else depth
        return self.nested_depth(marker)

    def dotted_depth(self, marker: Marker, *, strong: bool) -> int | None:
        for depth in range(len(self.parts) - 1, -1, -1):
            last = self.parts[depth].marker
            if last and last.style in ("arabic", "dotted", "roman") and last.value == marker.value[:-1]:
                return depth + 1 if marker.first or strong else None
        return self.nested_depth(marker) if strong else None

    def first_depth(self, marker: Marker, *, announced: bool) -> int:
        """A 1. under an open 1. of the same style: inside it when that announces a list, else in its
        place.
        """
        innermost = next(self.alike(marker), None)
        if innermost is None:
            return self.nested_depth(marker)
        if innermost[0] == len(self.parts) - 1 and not announced:
            return innermost[0]
        return min(len(self.parts), _DEEPEST)

    def nested_depth(self, marker: Marker) -> int:
        depth = len(self.parts)
        while depth and self.parts[depth - 1].rank > RANK[marker.style]:
            depth -= 1
        return depth
