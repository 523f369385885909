"""What a reader gives, whatever the file was: blocks in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "list_item", "table", "layout", "footnote", "running_head"]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a file, text in NFC, no line breaks inside except between soft-wrapped lines ("\\n").

    Footnote marks are superscript digits in `text` (¹²), and a footnote's text begins with its mark; `refs`
    are the offsets of the marks a reader is sure of (empty when the format does not tell).
    `number` is an automatic number the format keeps outside the text ("1.", "a)", "-").
    `style` holds any of "bold italic center" as words; `level` is a heading's level from 1.
    `box` is left, top, right, bottom in page points; `confidence` the mean word confidence 0–100 of OCR.
    """

    kind: BlockKind
    text: str
    page: int | None = None
    level: int | None = None
    number: str = ""
    refs: tuple[int, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    style: str = ""
    box: tuple[float, float, float, float] | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read of one file. `reader` names the reader, `media_type` what the bytes are."""

    blocks: tuple[Block, ...]
    reader: str
    media_type: str
    encoding: str = ""
    pages: int | None = None
    confidence: float | None = None
    warnings: tuple[str, ...] = ()
