"""What the sentences of a document say, as far as telling whether two speak of the same needs it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from itertools import pairwise

from kb.model import BODY_KINDS, Leaf, ParsedDocument, Span
from kb.sentences import sentences
from kb.text import normalize, syllables


@dataclass(frozen=True, slots=True)
class Said:
    """`places` has four numbers a sentence: its leaf, start, end, and how many of `pairs` are its own.

    `issued` is the ordinal of the day, 0 where none is known.
    """

    document_id: str
    issued: int
    places: tuple[int, ...]
    pairs: tuple[int, ...]


def said(parsed: ParsedDocument) -> Said:
    places: list[int] = []
    found: list[int] = []
    for number, leaf in enumerate(parsed.leaves):
        for start, end in _sentences(parsed, leaf):
            here = pairs(parsed.text[start:end])
            places += (number, start, end, len(here))
            found += here
    issued = parsed.document.issued_date
    return Said(parsed.document.id, issued.toordinal() if issued else 0, tuple(places), tuple(found))


def pairs(text: str) -> list[int]:
    """Adjacent syllables, normalized; none spans a comma or a full stop. Each once, as 32-bit hashes: of a
    million pairs a hundred or so share theirs with another, and count as one."""
    low = normalize(text)
    hashes = {
        zlib.crc32(f"{low[a.start : a.end]} {low[b.start : b.end]}".encode())
        for a, b in pairwise(syllables(text))
        if not text[a.end : b.start].strip(" -–")
    }
    return sorted(hashes)


def _sentences(parsed: ParsedDocument, leaf: Leaf) -> list[Span]:
    if leaf.kind not in BODY_KINDS or leaf.kind == "heading":
        return []
    return sentences(parsed.text, leaf.start, leaf.end)
