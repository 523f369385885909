"""Text rid of the marks of its format: HTML, LaTeX and Markdown remnants, with what was raised, bold or
italic.
"""

from __future__ import annotations

import html
import re
import unicodedata

from kb.model import Span

SURE_MARK = "\ue000"  # stands before a footnote mark the reader vouches for
_BOLD, _ITALIC, _END = "\ue001", "\ue002", "\ue003"
SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_SUPERSCRIPT = str.maketrans("0123456789", SUPERSCRIPT)

_RAISED_DIGITS = re.compile(
    r"<sup>\s*(?:<[^<>]*>)*\[?(\d{1,3})\]?(?:</[^<>]*>)*\s*</sup>|\$\s*\^\s*\{?(\d{1,3})\}?\s*\$|\[\^(\d{1,3})\]:?",
    re.I,
)
_LINE_TAG = re.compile(r"<br\s*/?>\n?", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_ESCAPED = re.compile(r"\\([-.*_#()\[\]+!`~>])")
# Emphasis opens before a word and closes after one, so "(*)" and "2 * 3" keep their stars.
_EMPHASIS = [
    (re.compile(rf"(?<![\w*]){stars}(?=[^\s*).,;:])([^*]*[^\s*(]){stars}(?!\*)"), sign)
    for stars, sign in ((r"\*\*\*", _BOLD), (r"\*", _ITALIC), (r"\*\*", _BOLD))
]
_STRAY_STARS = re.compile(r"\*{2,}")
# Soft hyphens, marks of direction and blanks without width: they hide words or turn them round.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SIGNS = re.compile(f"[{_BOLD}{_ITALIC}{_END}]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r" ?\n[ \n]*")
_HYPHEN_BREAK = re.compile(r"(?<=\w-)\n(?=\w)")


def tidy(text: str) -> str:
    """NFC without HTML, LaTeX and escape remnants; raised digits are superscripts; emphasis stays.

    A hyphen at a line's end stays: official texts break at the hyphens of `QĐ-UBND`, not inside words.
    """
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", _SIGNS.sub("", text)))
    if "<" in text or "$" in text or "[^" in text:
        text = _RAISED_DIGITS.sub(lambda m: superscript(m[1] or m[2] or m[3]), text)
        text = _TAG.sub("", _LINE_TAG.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(lambda m: html.unescape(m[0]), text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return _HYPHEN_BREAK.sub("", _LINE_ENDS.sub("\n", _BLANKS.sub(" ", text))).strip()


def superscript(digits: str) -> str:
    return digits.translate(_TO_SUPERSCRIPT)


def emphasis(text: str) -> tuple[str, tuple[Span, ...], tuple[Span, ...]]:
    """The text without emphasis marks, and where it was bold and italic."""
    if "*" not in text:
        return text, (), ()
    for pattern, sign in _EMPHASIS:
        text = pattern.sub(rf"{sign}\1{_END}", text)
    text = _STRAY_STARS.sub("", text)
    plain: list[str] = []
    open_at: list[tuple[str, int]] = []
    spans: dict[str, list[Span]] = {_BOLD: [], _ITALIC: []}
    at = 0
    for piece in re.split(f"([{_BOLD}{_ITALIC}{_END}])", text):
        if piece in (_BOLD, _ITALIC):
            open_at.append((piece, at))
        elif piece == _END:
            sign, start = open_at.pop()
            spans[sign].append(Span(start, at))
        else:
            plain.append(piece)
            at += len(piece)
    return "".join(plain), tuple(spans[_BOLD]), tuple(spans[_ITALIC])
