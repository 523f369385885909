"""Stamps on a document: secrecy, internal use, draft."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.layout import Piece, upper
from kb.model import Access
from kb.text import fold

_SECRET = re.compile(r"(?:do mat\s*:?\s*)?(?:toi |tuyet )?mat\b")
INTERNAL = re.compile(r"\W*luu hanh noi bo\W*$")
DRAFT = re.compile(r"\W*(?:ban )?du thao(?: lan \d+| \d+)?\W*(?:$|ngay\b)")


def access(pieces: Sequence[Piece]) -> Access:
    """ "internal" when LƯU HÀNH NỘI BỘ stands anywhere as a line of its own."""
    lines = (line for piece in pieces if piece.kind != "table" for line in piece.lines)
    return "internal" if any(INTERNAL.match(fold(line)) for line in lines if len(line) < 40) else "public"


def secrecy(pieces: Sequence[Piece]) -> str:
    """The secrecy mark, when one stands as a line of its own outside tables and lists; "" if none does.

    Capitals only: "bảo vệ bí mật" in a sentence is no mark. Read without diacritics, as OCR may lose them.
    """
    for piece in pieces:
        if piece.kind in ("table", "list_item"):
            continue
        for line in piece.lines:
            core = line.strip(' .:*-–—[]()|"“”')
            if len(core) <= 24 and upper(core.partition(":")[2] or core) and _SECRET.fullmatch(fold(core)):
                return core
    return ""
