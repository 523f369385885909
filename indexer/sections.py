"""The tree of a document's parts, by their numbers.

The numbering decides what contains what, not the size of the type nor the count of "#": a number opens a
part when it comes next in a sequence that is open, or begins one; otherwise it is text. Letters and bracketed
numbers open parts only where one of their run has a title of its own; else they are items of a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.columns import MOTTO
from indexer.lettered import has_title, run_of
from indexer.lines import ENACTING
from indexer.numbering import KEYWORDS, LISTED, RANK, Marker
from indexer.open_parts import Open, OpenParts
from indexer.outlines import Node, Outline, component
from indexer.pieces import Piece, upper, words
from indexer.titles import TITLE_WORDS, Line, read_lines
from kb.model import LeafKind
from kb.text import fold

# Headings without a number, between the ranks of numbers.
_ANNEX_RANK = 0.5
_CAPITALS_RANK = 4.5
_PLAIN_RANK = 5.5
_ANNEX = re.compile(r"phụ lục\W*", re.I)  # without a number, its title on the next line


def outline(pieces: Sequence[Piece], *, prefix: str = "") -> Outline:
    """The parts of a body. Pieces before the first heading belong to a node without heading, "intro"."""
    return _Builder(pieces, prefix).build()


class _Builder:
    def __init__(self, pieces: Sequence[Piece], prefix: str) -> None:
        self.lines = read_lines(pieces)
        self.prefix = prefix
        self.out = Outline()
        self.open = OpenParts()
        self.item: Marker | None = None  # the last item of the list the text is in
        self.ids = dict.fromkeys(("head", "intro", "end", "notes"), 1)
        self.last_of = {(m.style, m.value): i for i, line in enumerate(self.lines) for m in line.markers}

    def build(self) -> Outline:
        at = 0
        while at < len(self.lines):
            at += self._take(at)
        return self.out

    def _take(self, at: int) -> int:
        """Places the piece `at` and says how many pieces that took."""
        line = self.lines[at]
        if line.piece.kind == "table":
            return self._leaf("table")
        if ENACTING.match(line.text):
            return self._leaf("heading")
        # The letterhead of a form attached is no heading.
        if MOTTO.search(fold(line.piece.lines[0])) and words(line.text) <= TITLE_WORDS:
            return self._leaf("letterhead")
        if self._closes(at):
            self.open.parts.clear()
            self.out.nodes.append(Node(self._id(self.prefix + "closing"), -1, 0, "", "", ()))
            return self._leaf("paragraph")
        for marker in line.markers:
            depth = self._depth(at, marker)
            if depth is not None:
                return self._open_numbered(at, marker, depth)
        if self._is_item(line):
            return self._leaf("list_item")
        if not line.markers and (line.is_title or line.names_attachment):
            return self._open_plain(at)
        return self._leaf("paragraph")

    def _closes(self, at: int) -> bool:
        line, last = self.lines[at], at == len(self.lines) - 1
        return last and bool(self.open.parts) and not line.markers and line.closes

    # -- where a number fits -------------------------------------------------------------------------------

    def _depth(self, at: int, marker: Marker) -> int | None:
        """How much of the stack stays open under a part numbered so, or None when the number is only text."""
        line = self.lines[at]
        if marker.style in KEYWORDS:
            return self.open.keyword_depth(marker) if marker.keyword_ends or line.is_strong else None
        if marker.style in LISTED and not self._listed_is_part(at, marker):
            return None
        # A scan loses numbers and a typist repeats them; a line set as a heading is believed all the same.
        skip = 2 if line.is_strong else 1 if line.is_title else 0
        for depth, last in self.open.alike(marker):
            if marker.follows(last.value, skip) or (line.is_strong and marker.value == last.value):
                return depth
        if marker.style == "dotted":
            return self.open.dotted_depth(marker, strong=line.is_strong)
        if not marker.first:
            alone = line.is_strong and not any(self.open.alike(marker))
            return self.open.nested_depth(marker) if alone else None
        if marker.style == "arabic" and not (line.is_title or line.run_in or self._has_next(at, marker)):
            return len(self.open.parts) if self._begins_article() else None
        return self.open.first_depth(marker, announced=at > 0 and self.lines[at - 1].text.endswith(":"))

    def _begins_article(self) -> bool:
        """Whether the text has just come to an article's title: then a lone 1. is its only khoản."""
        top = self.open.parts[-1].marker if self.open.parts else None
        return bool(top and top.style == "article" and self.out.placed[-1][1] == "heading")

    def _has_next(self, at: int, marker: Marker) -> bool:
        following = (*marker.value[:-1], marker.value[-1] + 1)
        return self.last_of.get((marker.style, following), -1) > at

    # -- lists ---------------------------------------------------------------------------------------------

    def _goes_on_list(self, marker: Marker) -> bool:
        return bool(self.item and self.item.style == marker.style and marker.follows(self.item.value, 1))

    def _listed_is_part(self, at: int, marker: Marker) -> bool:
        """Whether a letter opens a part: its run does already, or begins here and one of it has a title."""
        if self._goes_on_list(marker):
            return False
        if any(marker.follows(last.value, 1) for _, last in self.open.alike(marker)):
            return True
        return marker.first and any(has_title(self.lines, i) for i in run_of(self.lines, at, marker))

    def _is_item(self, line: Line) -> bool:
        for marker in line.markers:
            if marker.style in LISTED and (marker.first or self._goes_on_list(marker)):
                self.item = marker
                return True
        return line.is_bullet

    # -- building ------------------------------------------------------------------------------------------

    def _leaf(self, kind: LeafKind) -> int:
        if not self.out.nodes:
            self.out.nodes.append(Node(self.prefix + "intro", -1, 0, "", "", ()))
        self.out.placed.append(
            (self.open.parts[-1].node if self.open.parts else len(self.out.nodes) - 1, kind)
        )
        return 1

    def _open_numbered(self, at: int, marker: Marker, depth: int) -> int:
        line = self.lines[at]
        heading = line.heading
        took = 1
        if not line.title and at + 1 < len(self.lines) and self._titles(self.lines[at + 1], marker):
            heading, took = self.lines[at + 1].text, 2
        self._push(line, marker, depth, heading, RANK[marker.style])
        kind: LeafKind = "heading" if line.is_title else "paragraph"
        self.out.placed.extend([(self.open.parts[-1].node, kind)] * took)
        return took

    @staticmethod
    def _titles(line: Line, marker: Marker) -> bool:
        """Whether the line is the title of a number that stands alone on the line before."""
        if line.markers or line.piece.kind in ("table", "list_item") or ENACTING.match(line.text):
            return False
        return line.is_strong or (marker.style != "article" and line.is_short)

    def _open_plain(self, at: int) -> int:
        line = self.lines[at]
        capitals = upper(line.text)
        depth, heading, took = len(self.open.parts), line.text, 1
        rank = _CAPITALS_RANK if capitals else _PLAIN_RANK
        while depth and self._ends_before(self.open.parts[depth - 1], line.piece, capitals):
            depth -= 1
        if line.names_attachment:
            depth, heading, rank = 0, heading.partition("(")[0], RANK["appendix"]
        if _ANNEX.fullmatch(line.text):
            depth, rank = 0, _ANNEX_RANK
            if at + 1 < len(self.lines) and self._names_annex(self.lines[at + 1]):
                heading, took = f"{heading} {self.lines[at + 1].text}", 2
        self._push(line, None, depth, heading, rank)
        self.out.placed.extend([(self.open.parts[-1].node, "heading")] * took)
        return took

    @staticmethod
    def _names_annex(line: Line) -> bool:
        return line.is_strong and not line.markers and line.piece.kind not in ("table", "list_item")

    @staticmethod
    def _ends_before(part: Open, piece: Piece, capitals: bool) -> bool:
        """Whether an open part ends before a heading without a number."""
        if piece.level and part.level:
            return part.level >= piece.level
        if part.marker is None:
            return capitals or part.rank == _PLAIN_RANK
        return capitals and part.rank >= RANK["article"]

    def _push(self, line: Line, marker: Marker | None, depth: int, heading: str, rank: float) -> None:
        del self.open.parts[depth:]
        parent = self.open.parts[-1].node if self.open.parts else -1
        above = self.out.nodes[parent] if parent >= 0 else None
        number, heading = marker.printed if marker else "", heading.strip(": ")
        stop = "." if number and number[-1].isalnum() and heading else ""
        path = (*(above.path if above else ()), f"{number}{stop} {heading}".strip())
        node_id = self._id((f"{above.id}." if above else self.prefix) + component(marker, heading))
        self.open.parts.append(Open(len(self.out.nodes), rank, marker, line.piece.level))
        self.out.nodes.append(Node(node_id, parent, len(path), number, heading, path))
        self.item = None

    def _id(self, wanted: str) -> str:
        self.ids[wanted] = count = self.ids.get(wanted, 0) + 1
        return wanted if count == 1 else f"{wanted}~{count}"
