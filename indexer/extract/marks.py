"""Shapes all readers write alike: blanks, list marks, raised digits, bold beginnings, tables."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indexer.blocks import Block
from indexer.extract.legacy import repair

LIST_MARK = re.compile(r"\s*[-–+•*]\s+\S")
_BLANKS = re.compile(r"[^\S\n]+")
_AROUND_BREAK = re.compile(r" ?\n[ \n]*")
# Soft hyphens and zero-width signs are no text; by the time of `tidy` legacy letters have been converted.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f]"
)
# Word and PDF keep the letters of symbol fonts here; only these mean the same in every such font.
_SYMBOL = re.compile("[\ue001-\uf8ff]")
_MEANINGS = {"\uf0b3": "≥", "\uf0a3": "≤", "\uf0b1": "±", "\uf0b4": "×", "\uf0b0": "°", "\uf0ae": "→"}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK_HERE = "\ue000"  # stands for a footnote mark until the text around it is final
_MAX_LAYOUT_ROWS = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph with one look. `table` turns a legacy font's letters into Unicode."""

    text: str
    bold: bool = False
    italic: bool = False
    table: Callable[[str], str] | None = None
    mark: bool = False


def tidy(text: str) -> str:
    """NFC, single blanks, no invisible signs; line breaks stay. Bullets of symbol fonts become "•"."""
    text = unicodedata.normalize("NFC", _SYMBOL.sub(_symbol, text))
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", text))
    return _AROUND_BREAK.sub("\n", text).strip()


def _symbol(sign: re.Match[str]) -> str:
    starts = not sign.string[: sign.start()].strip() or sign.string[sign.start() - 1] == "\n"
    return _MEANINGS.get(sign[0], "• " if starts else "")


def superscript(text: str) -> str:
    """Digits raised (m², ¹); raised letters have no such signs and stay as they are."""
    return text.translate(_SUPERSCRIPTS) if text.strip().isdigit() else text


def join(pieces: Sequence[Piece]) -> tuple[str, tuple[int, ...]]:
    """The text of a paragraph and the offsets of its footnote marks.

    Letters of one legacy font are converted together, because a letter and its mark may lie in two runs.
    """
    marks = [piece.text for piece in pieces if piece.mark]
    parts: list[tuple[str, bool]] = []
    for (mark, table, bold), group in itertools.groupby(pieces, key=lambda p: (p.mark, p.table, p.bold)):
        run = "".join(_MARK_HERE if mark else piece.text for piece in group)
        parts.append((table(run) if table else run, bold))
    if not any(piece.table for piece in pieces):
        parts = [(repair(run), bold) for run, bold in parts]
    text, *stretches = tidy(_bold_start(parts)).split(_MARK_HERE)
    refs = []
    for mark_text, stretch in zip(marks, stretches, strict=True):
        refs.append(len(text))
        text += mark_text + stretch
    return text, tuple(refs)


def _bold_start(parts: list[tuple[str, bool]]) -> str:
    """Runs with their weight as one text; a bold beginning before lighter text is set in `**`, as in
    Markdown."""
    light = (i for i, (text, bold) in enumerate(parts) if not bold and any(c.isalnum() for c in text))
    length = next(light, len(parts))
    start, rest = ("".join(text for text, _ in some) for some in (parts[:length], parts[length:]))
    inner = start.strip(f" \n{_MARK_HERE}")
    if not rest or not any(bold and any(c.isalnum() for c in text) for text, bold in parts[:length]):
        return start + rest
    before, _, after = start.partition(inner)
    return f"{before}**{inner}**{after}{rest}"


def block_style(pieces: Sequence[Piece], centered: bool) -> str:
    """Words for what holds for all of a paragraph."""
    seen = [piece for piece in pieces if not piece.mark and any(c.isalnum() for c in piece.text)]
    words = {
        "bold": bool(seen) and all(piece.bold for piece in seen),
        "italic": bool(seen) and all(piece.italic for piece in seen),
        "center": centered,
    }
    return " ".join(word for word, holds in words.items() if holds)


def table_blocks(cells: list[list[list[Block]]], spans: list[list[int]], *, lined: bool) -> list[Block]:
    """A table's blocks from the blocks in its cells: one table, or one layout block a cell where it
    only places text.

    Letterheads and signatures are such: without lines, a few rows of one or two cells. `spans` are
    columns a cell.
    """
    footnotes = [b for row in cells for cell in row for b in cell if b.kind == "footnote"]
    bodies = [[[b for b in cell if b.kind != "footnote"] for cell in row] for row in cells]
    filled = [row for row in bodies if any(row)]
    places = not lined and (
        len(filled) == 1 or (len(filled) <= _MAX_LAYOUT_ROWS and all(len(row) <= 2 for row in filled))
    )
    if places:
        return [block for row in filled for cell in row if cell and (block := _layout(cell)).text] + footnotes
    rows = tuple(
        tuple(
            text
            for cell, span in zip(row, widths, strict=True)
            for text in (" ".join(_lines(cell)).replace("\n", " "), *[""] * (span - 1))
        )
        for row, widths in zip(bodies, spans, strict=True)
        if any(row)
    )
    return [table_block(rows), *footnotes] if rows else footnotes


def table_block(rows: tuple[tuple[str, ...], ...]) -> Block:
    return Block("table", "\n".join(" | ".join(row) for row in rows), rows=rows)


def _layout(cell: list[Block]) -> Block:
    style = set.intersection(*(set(block.style.split()) for block in cell))
    lines = "\n".join(_lines(cell)).split("\n")
    text = "\n".join(
        line for line in lines if any(c.isalnum() for c in line)
    )  # not the rules drawn as "-----"
    return Block("layout", text, style=" ".join(sorted(style)))


def _lines(cell: list[Block]) -> list[str]:
    return [f"{block.number} {block.text}".strip() for block in cell]
