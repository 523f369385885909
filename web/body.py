"""The canonical text of a document as blocks to show, character for character."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.model import Leaf, LeafKind, ParsedDocument, Span
from web.cards import TaskCard
from web.contents import anchor
from web.marks import Mark, Run, runs

DEEPEST = 6


@dataclass(frozen=True)
class Cell:
    start: int
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Block:
    """One leaf. `start` lets a script turn a selection into offsets; `page` is set where a page begins.

    `level` is the HTML heading level, 0 for text; `table` a table's number, else 0; `note` and `back` are
    anchors: a footnote's, its mark's.
    """

    kind: LeafKind
    start: int
    runs: tuple[Run, ...]
    rows: tuple[tuple[Cell, ...], ...]
    table: int
    anchor: str
    level: int
    page: int | None
    note: str
    back: str
    tasks: tuple[TaskCard, ...]


def blocks(
    parsed: ParsedDocument,
    cited: Span | None,
    words: Iterable[Span],
    tasks: Sequence[tuple[Span, TaskCard]],
) -> tuple[Block, ...]:
    """`words` are those found by the search that led here; a task stands beside the leaf it begins in."""
    marks = [Mark(*span, "word") for span in words]
    marks += [Mark(_first_shown(parsed, cited), cited.end, "cite")] if cited else []
    marks += [Mark(*note.mark, "note", f"note-{i}") for i, note in enumerate(parsed.notes) if note.mark]
    builder = _Builder(parsed, tuple(marks), tasks)
    return tuple(builder.block(leaf) for leaf in parsed.leaves if parsed.text[leaf.start : leaf.end].strip())


def _first_shown(parsed: ParsedDocument, cited: Span) -> int:
    """Where the quote begins on the page: its first characters may lie between paragraphs or cells."""
    stretches = (
        span for leaf in parsed.leaves for row in leaf.rows or (((leaf.start, leaf.end),),) for span in row
    )
    shown = (max(start, cited.start) for start, end in stretches if start < end and cited.start < end)
    return min(next(shown, cited.start), cited.end)


class _Builder:
    """Knows what came before: which sections and pages have begun."""

    def __init__(
        self, parsed: ParsedDocument, marks: tuple[Mark, ...], tasks: Sequence[tuple[Span, TaskCard]]
    ) -> None:
        self.parsed = parsed
        self.marks = marks
        self.tasks = tasks
        self.levels = {section.id: section.level for section in parsed.sections}
        self.notes = {note.start: i for i, note in enumerate(parsed.notes)}
        self.begun: set[str] = set()
        self.tables = itertools.count(1)
        self.level = 1
        self.page: int | None = None

    def block(self, leaf: Leaf) -> Block:
        text = self.parsed.text[leaf.start : leaf.end]
        end = leaf.start + len(text.rstrip())
        new_page = leaf.page if leaf.page != self.page else None
        self.page = leaf.page or self.page
        new_section = leaf.section_id not in self.begun
        self.begun.add(leaf.section_id)
        note = self.notes.get(leaf.start)
        return Block(
            leaf.kind,
            leaf.start,
            runs(self.parsed.text, leaf.start, end, self.marks),
            tuple(tuple(self._cell(span) for span in row) for row in leaf.rows),
            next(self.tables) if leaf.rows else 0,
            anchor(leaf.section_id) if new_section else "",
            self._level(leaf),
            new_page,
            f"note-{note}" if note is not None else "",
            f"ref-note-{note}" if note is not None and self.parsed.notes[note].mark else "",
            tuple(card for span, card in self.tasks if leaf.start <= span.start < leaf.end),
        )

    def _cell(self, span: Span) -> Cell:
        return Cell(span.start, runs(self.parsed.text, span.start, span.end, self.marks))

    def _level(self, leaf: Leaf) -> int:
        """Below the page's own h1, and at most one deeper than the heading before."""
        if leaf.kind != "heading":
            return 0
        self.level = min(self.levels.get(leaf.section_id, 1) + 1, self.level + 1, DEEPEST)
        return self.level
