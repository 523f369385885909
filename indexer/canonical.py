"""The canonical text of a document as it grows: its leaves, sections and notes with their offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer.markup import SURE_MARK
from indexer.notes import Footnote, separate, tie
from indexer.outlines import Node
from indexer.pieces import Piece
from indexer.sections import outline
from kb.model import Leaf, LeafKind, Note, Section, Span

_GAP = "\n\n"


class CanonicalText:
    """Blocks are added in order; each leaf ends with a blank line."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.leaves: list[Leaf] = []
        self.sections: list[Section] = []
        self.notes: list[Note] = []

    def add_section(self, section: Section) -> None:
        self.sections.append(replace(section, start=self.length, end=self.length))

    def add(self, text: str, kind: LeafKind, section_id: str, piece: Piece) -> Leaf:
        text = text.replace(SURE_MARK, "")
        start, self.length = self.length, self.length + len(text) + len(_GAP)
        rows = _rows(piece, start) if kind == "table" else ()
        leaf = Leaf(start, self.length, kind, section_id, piece.page, piece.box, piece.confidence, rows)
        self.leaves.append(leaf)
        self.parts += (text, _GAP)
        self.sections[-1] = replace(self.sections[-1], end=self.length)
        return leaf

    def add_body(self, run: Sequence[Piece], prefix: str) -> None:
        """A body between letterhead and ending, or what is attached behind it: sections `prefix`…"""
        body, found = separate(run)
        if not body:
            for number, piece, _ in found:
                self._add_loose_note(number, piece, prefix)
            return
        after: dict[int, list[Footnote]] = {}
        for note in tie(body, found):
            after.setdefault(note.anchor, []).append(note)
        tree = outline(body, prefix=prefix)
        opened = -1
        for at, (piece, (node, kind)) in enumerate(zip(body, tree.placed, strict=True)):
            if node != opened:
                self.add_section(_section(tree.nodes, node))
                opened = node
            text = piece.text if kind == "table" else piece.flat
            leaf = self.add(text, kind, tree.nodes[node].id, piece)
            for note in after.get(at, ()):
                self._add_note(note, piece.text, leaf)

    def _add_note(self, note: Footnote, anchor: str, leaf: Leaf) -> None:
        added = self.add(note.piece.flat, "note", leaf.section_id, note.piece)
        mark = None
        if note.mark:
            start, end = (leaf.start + at - anchor.count(SURE_MARK, 0, at) for at in note.mark)
            mark = Span(start, end)
        self.notes.append(Note(note.number, added.start, added.end - len(_GAP), mark))

    def _add_loose_note(self, number: str, piece: Piece, prefix: str) -> None:
        section_id = prefix + "notes"
        if not self.sections or self.sections[-1].id != section_id:
            self.add_section(Section(section_id, "", 0, "", "", (), 0, 0))
        leaf = self.add(piece.flat, "note", section_id, piece)
        self.notes.append(Note(number, leaf.start, leaf.end - len(_GAP), None))

    @property
    def text(self) -> str:
        return "".join(self.parts)


def _section(nodes: Sequence[Node], at: int) -> Section:
    node = nodes[at]
    parent = nodes[node.parent].id if node.parent >= 0 else ""
    return Section(node.id, parent, node.level, node.number, node.heading, node.path, 0, 0)


def _rows(piece: Piece, start: int) -> tuple[tuple[Span, ...], ...]:
    rows = []
    for row in piece.rows:
        cells = []
        for cell in row:
            cells.append(Span(start, start + len(cell)))
            start += len(cell) + len(" | ")
        start -= len(" | ") - len("\n")
        rows.append(tuple(cells))
    return tuple(rows)
