"""Helpers for the tests of documents: text to ParsedDocument, and a tree as lines a person can check."""

from __future__ import annotations

from pathlib import Path

from indexer.blocks import Block, Extraction
from indexer.extract.text import read_text
from indexer.parse import parse
from kb.model import Leaf, ParsedDocument, to_json

_FIELDS = (
    "type_name",
    "code_number",
    "code_notation",
    "issued_date",
    "issued_precision",
    "organ_name",
    "place",
)
_FIELDS += ("subject", "signing_authority", "position", "full_name", "access", "label")
_DETAILS = ("type_code", "recipients", "meeting_date", "chair", "invitation", "inferred")


def parse_text(text: str, source: str = "tep.txt") -> ParsedDocument:
    return parse_blocks(*read_text(text), source=source)


def parse_blocks(*blocks: Block, source: str = "tep.txt") -> ParsedDocument:
    extraction = Extraction(tuple(blocks), reader="text", media_type="text/plain")
    return parse(extraction, document_id=Path(source).stem, source=source)


def shape(parsed: ParsedDocument) -> list[tuple[int, str, str]]:
    """Level, number and heading of every numbered section."""
    return [(s.level, s.number, s.heading) for s in parsed.sections if s.level]


def leaf_text(parsed: ParsedDocument, leaf: Leaf) -> str:
    return parsed.text[leaf.start : leaf.end].strip()


def tree(parsed: ParsedDocument) -> str:
    """Facts, sections with their leaves (beginning and end of each), notes with what they hang on."""
    values = to_json(parsed.document) | to_json(parsed.details)
    lines = [
        f"{name}: {values[name]}" for name in (*_FIELDS, *_DETAILS) if values[name] not in ("", None, [])
    ]
    for section in parsed.sections:
        indent = "  " * section.level
        lines.append(f"{indent}[{section.id}] {section.number} {section.heading}".rstrip())
        for leaf in parsed.leaves:
            if section.start <= leaf.start < section.end:
                lines.append(f"{indent}    {leaf.kind}: {_ends(leaf_text(parsed, leaf))}")
    for note in parsed.notes:
        hangs_on = parsed.text[max(0, note.mark.start - 30) : note.mark.end] if note.mark else "-"
        lines.append(f"note {note.number} at …{hangs_on!r}: {_ends(parsed.text[note.start : note.end])}")
    return "\n".join(lines) + "\n"


def _ends(text: str) -> str:
    flat = text.replace("\n", " / ")
    return flat if len(flat) <= 110 else f"{flat[:60]} … {flat[-45:]}"


def assert_sound(parsed: ParsedDocument) -> None:
    """What holds for every document: leaves and sections partition the text, notes and cells lie where
    they say.
    """
    text = parsed.text
    assert "".join(text[leaf.start : leaf.end] for leaf in parsed.leaves) == text
    assert "".join(text[s.start : s.end] for s in parsed.sections) == text
    assert len({s.id for s in parsed.sections}) == len(parsed.sections)
    by_id = {s.id: s for s in parsed.sections}
    for leaf in parsed.leaves:
        assert text[leaf.start : leaf.end].endswith("\n\n")
        assert by_id[leaf.section_id].start <= leaf.start < leaf.end <= by_id[leaf.section_id].end
        for row in leaf.rows:
            for cell in row:
                assert leaf.start <= cell.start <= cell.end <= leaf.end
    for section in parsed.sections:
        assert section.start < section.end
        assert not section.parent_id or by_id[section.parent_id].path == section.path[:-1]
    notes = {leaf.start: leaf for leaf in parsed.leaves if leaf.kind == "note"}
    for note in parsed.notes:
        assert text[note.start : note.end] == leaf_text(parsed, notes[note.start])
        if note.mark:
            assert note.mark.start < note.mark.end <= note.start
