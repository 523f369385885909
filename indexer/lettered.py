"""Letters and bracketed numbers: parts where one of their run has a title, else items of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.numbering import LISTED, RANK, Marker
from indexer.titles import Line


def run_of(lines: Sequence[Line], at: int, marker: Marker) -> Iterator[int]:
    """The places of the items that follow one another from `at` on, before anything of a higher rank."""
    last = marker
    yield at
    for i in range(at + 1, len(lines)):
        found = lines[i].markers
        following = next((m for m in found if m.style == last.style and m.follows(last.value, 1)), None)
        if following:
            last = following
            yield i
        elif any(
            (RANK[m.style] < RANK[marker.style] and m.style != "dotted")
            or (m.style == marker.style and m.first)
            for m in found
        ):
            return


def has_title(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    if line.is_strong or line.run_in:
        return True
    alone = at + 1 == len(lines) or any(m.style in LISTED for m in lines[at + 1].markers)
    return line.is_title and not alone
