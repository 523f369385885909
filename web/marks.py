"""A stretch of text cut into runs at the edges of everything marked in it. Runs joined give the text back."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["cite", "word", "note"]


@dataclass(frozen=True)
class Mark:
    """`target` is what a note's mark links to."""

    start: int
    end: int
    kind: Kind
    target: str = ""


@dataclass(frozen=True)
class Run:
    """Text under the same marks throughout; `opens` names those that begin with it: anchors stand once."""

    text: str
    kinds: frozenset[Kind] = frozenset()
    opens: frozenset[Kind] = frozenset()
    target: str = ""


def runs(text: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[Run, ...]:
    """`text[start:end]` in runs; marks may overlap, nest and reach beyond it."""
    near = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = sorted({start, end, *(max(m.start, start) for m in near), *(min(m.end, end) for m in near)})
    return tuple(_run(text, *edge, near) for edge in itertools.pairwise(edges))


def _run(text: str, start: int, end: int, marks: list[Mark]) -> Run:
    over = [mark for mark in marks if mark.start <= start and mark.end >= end]
    return Run(
        text[start:end],
        frozenset(mark.kind for mark in over),
        frozenset(mark.kind for mark in over if mark.start == start),
        next((mark.target for mark in over if mark.kind == "note"), ""),
    )
