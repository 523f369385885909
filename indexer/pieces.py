"""A block of a file repaired, as the parts of the parser pass it on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from indexer.blocks import BlockKind
from kb.model import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A block repaired. `bold` and `italic` are the emphasised stretches of `text`; lines are parted by
    "\\n".
    """

    kind: BlockKind
    text: str
    page: int | None = None
    level: int | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    box: tuple[float, float, float, float] | None = None
    confidence: float | None = None
    bold: tuple[Span, ...] = ()
    italic: tuple[Span, ...] = ()
    centred: bool = False

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @property
    def flat(self) -> str:
        """One paragraph of it: soft line breaks are blanks."""
        return self.text.replace("\n", " ")

    @property
    def is_bold(self) -> bool:
        return sum(span.end - span.start for span in self.bold) >= 0.9 * len(self.text.strip())


def join(first: Piece, second: Piece) -> Piece:
    """Two parts of one paragraph; a hyphen at the break stays one."""
    blank = "" if re.search(r"\w-$", first.text) else "\n"
    shift = len(first.text) + len(blank)
    moved = [
        tuple(Span(s.start + shift, s.end + shift) for s in spans) for spans in (second.bold, second.italic)
    ]
    return replace(
        first,
        text=first.text + blank + second.text,
        bold=first.bold + moved[0],
        italic=first.italic + moved[1],
    )


def upper(text: str) -> bool:
    """Whether all its letters are capitals, and there are some."""
    return text.isupper() and sum(c.isalpha() for c in text) > 1


def words(text: str) -> int:
    return len(text.split())
