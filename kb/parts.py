"""A document in its sections, as a generation stores it: what is quoted of one section needs no other."""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kb import codec
from kb.model import Details, Document, Leaf, Note, ParsedDocument, Section

Piece = TypeVar("Piece", Leaf, Note)


@dataclass(frozen=True, slots=True)
class Part:
    """A section and all that lies in it; offsets are the document's."""

    section: Section
    text: str
    leaves: tuple[Leaf, ...]
    notes: tuple[Note, ...]

    def packed(self) -> bytes:
        """zlib over JSON."""
        return zlib.compress(codec.dumps(self).encode())

    def alone(self, document: Document) -> ParsedDocument:
        """The document as if it had this section only: blank before it, so that offsets hold."""
        text = " " * self.section.start + self.text
        return ParsedDocument(document, Details(), text, (self.section,), self.leaves, self.notes)


def parts(parsed: ParsedDocument) -> Iterator[Part]:
    """In the order of the text."""
    for section in parsed.sections:
        text = parsed.text[section.start : section.end]
        yield Part(section, text, _within(section, parsed.leaves), _within(section, parsed.notes))


def unpacked(packed: bytes) -> Part:
    """Raises ValueError, TypeError or zlib.error when `packed` is no part of this schema."""
    return codec.loads(Part, zlib.decompress(packed))


def joined(document: str, details: str, packed: Iterable[bytes]) -> ParsedDocument:
    """A document from what is stored of it; raises as `unpacked`."""
    found = [unpacked(part) for part in packed]
    return ParsedDocument(
        codec.loads(Document, document),
        codec.loads(Details, details),
        text="".join(part.text for part in found),
        sections=tuple(part.section for part in found),
        leaves=tuple(leaf for part in found for leaf in part.leaves),
        notes=tuple(note for part in found for note in part.notes),
    )


def _within(section: Section, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    first, last = (bisect_left(pieces, edge, key=lambda p: p.start) for edge in (section.start, section.end))
    return tuple(pieces[first:last])
