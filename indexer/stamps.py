"""Stamps on a document: secrecy, internal use, draft."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.pieces import Piece, upper
from kb.model import Access
from kb.text import fold, normalize

_SECRET = re.compile(r"(?:domat)?(?:toi|tuyet)?mat")  # of folded letters: a stamp may be s p a c e d
_NO_SECRET = re.compile(r"\b(?:mắt|mặt|mát)\b")
_TOP = 12  # pieces of a letterhead, where a mark may be typed in small letters
_DASHES = ("-", "–", "—")  # on both sides they set a mark off; an item has one
INTERNAL = re.compile(r"\W*luu hanh noi bo\W*$")
DRAFT = re.compile(r"\W*(?:ban )?du thao(?: lan \d+| \d+)?\W*(?:$|ngay\b)")


def access(pieces: Sequence[Piece]) -> Access:
    """ "internal" when LƯU HÀNH NỘI BỘ stands anywhere as a line of its own."""
    lines = (line for piece in pieces if piece.kind != "table" for line in piece.lines)
    return "internal" if any(INTERNAL.match(fold(line)) for line in lines if len(line) < 40) else "public"


def secrecy(pieces: Sequence[Piece]) -> str:
    """The secrecy mark, when one stands as a line of its own outside tables and lists; "" if none does.

    Below the letterhead capitals only: "bảo vệ bí mật" in a sentence is no mark. Read without diacritics, as
    OCR may lose them.
    """
    for at, piece in enumerate(pieces):
        if piece.kind == "table":
            continue
        for line in piece.lines:
            if piece.kind == "list_item" and not line.endswith(_DASHES):
                continue
            core = line.strip(' .:*-–—=_~#<>[]()|"“”')
            shown = upper(core.partition(":")[2] or core) or at < _TOP
            if len(core) <= 24 and shown and _is_secret(core):
                return core
    return ""


def _is_secret(line: str) -> bool:
    letters = "".join(filter(str.isalpha, fold(line).lower()))
    return bool(_SECRET.fullmatch(letters)) and not _NO_SECRET.search(normalize(line))
