"""Small shapes all readers write alike: blanks, list marks, superscript digits, bold beginnings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LIST_MARK = re.compile(r"\s*[-–+•*]\s+\S")
_BLANKS = re.compile(r"[^\S\n]+")
_AROUND_BREAK = re.compile(r" ?\n[ \n]*")
# Soft hyphens and zero-width signs are no text; by the time of `tidy` legacy letters have been converted.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f]")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def tidy(text: str) -> str:
    """NFC, single blanks, no invisible signs; line breaks stay."""
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    return _AROUND_BREAK.sub("\n", text).strip()


def superscript(text: str) -> str:
    """Digits raised (m², ¹); raised letters have no such signs and stay as they are."""
    return text.translate(_SUPERSCRIPTS) if text.strip().isdigit() else text


def bold_start(parts: Iterable[tuple[str, bool]]) -> str:
    """Runs of text with their weight as one text; a bold beginning before lighter text is set in `**`, as in Markdown."""
    parts = [(text, bold) for text, bold in parts if text]
    length = next((i for i, (text, bold) in enumerate(parts) if not bold and text.strip()), len(parts))
    start, rest = ("".join(text for text, _ in some) for some in (parts[:length], parts[length:]))
    if not rest or not any(c.isalnum() for c in start):
        return start + rest
    inner = start.strip()
    before, _, after = start.partition(inner)
    return f"{before}**{inner}**{after}{rest}"
