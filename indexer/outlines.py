"""An outline: the parts of a text, and ids for them that an edit elsewhere does not change."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from indexer.numbering import LISTED, Marker
from kb.model import LeafKind
from kb.text import fold

_KEYWORD_LETTER = {
    "appendix": "pl", "part": "p", "chapter": "c", "section": "m", "subsection": "t", "article": "d",
}  # fmt: skip
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the text: `parent` is its parent's place in the list of nodes, -1 at the top."""

    id: str
    parent: int
    level: int
    number: str
    heading: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """`placed` says for each piece which node it belongs to and what kind of leaf it makes."""

    nodes: list[Node] = field(default_factory=list)
    placed: list[tuple[int, LeafKind]] = field(default_factory=list)


def component(marker: Marker | None, heading: str) -> str:
    """A part's name inside its parent: its number, or words of its heading; nothing of its text or its
    place.
    """
    if marker is None:
        return "-".join(_NOT_IN_SLUG.sub(" ", fold(heading)).split()[:6]) or "x"
    if marker.style in _KEYWORD_LETTER:
        suffix = re.search(r"\d([a-zđ])", marker.printed)  # Điều 6a
        return f"{_KEYWORD_LETTER[marker.style]}{marker.value[0]}{fold(suffix[1]) if suffix else ''}"
    if marker.style == "dotted":
        return str(marker.value[-1])
    plain = marker.printed.strip("().,:/-– ")
    return plain.replace("đ", "dd") if marker.style in LISTED else plain
