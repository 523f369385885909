"""Text set in a pre-Unicode font, which looks right only through that font, turned into Unicode."""

from __future__ import annotations

import re
from collections.abc import Callable

from indexer.extract.syllables import is_syllable, vietnamese_share
from indexer.extract.tables import from_tcvn3, from_vni

_RAW_SHARE = 0.5  # a text already in Unicode has a higher share of syllables, and converting twice corrupts
_CONVERTED_SHARE = 0.9
_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]+")


def table_of_font(font: str) -> Callable[[str], str] | None:
    """The table of a font by its name; a subset's prefix ("ABCDEF+") does not matter."""
    name = font.rpartition("+")[2].lstrip(".").lower()
    if name.startswith("vni"):
        return from_vni
    if name.startswith("vn") and not name.startswith("vnu"):
        return _from_capital_font if name.removesuffix("bold").rstrip("-, ").endswith("h") else from_tcvn3
    return None


def _from_capital_font(text: str) -> str:
    """.VnTimeH and its like draw capitals for the small letters of TCVN3."""
    return from_tcvn3(text).upper()


def repair(text: str) -> str:
    """`text` converted when it makes no sense as it is and all sense through a table; else unchanged."""
    table = table_of_text(text)
    return table(text) if table else text


def table_of_text(text: str) -> Callable[[str], str] | None:
    """The table through which a text makes sense that makes none as it is."""
    if text.isascii() or vietnamese_share(text)[0] >= _RAW_SHARE:
        return None
    for table in (from_tcvn3, from_vni):
        share, words = vietnamese_share(table(text))
        if share >= _CONVERTED_SHARE and words >= _FEWEST_WORDS:
            return table
    return None


def restore_u_horn(text: str) -> str:
    """ư put back where a word is no syllable without it.

    In TCVN3 the letter is a soft hyphen, which a PDF made without the right font does not show at
    all. Words that are syllables either way ("đa", "đưa") cannot be told apart and stay.
    """
    return _WORD.sub(lambda word: _with_u_horn(word[0]), text)


def _with_u_horn(word: str) -> str:
    if is_syllable(word) or word.isupper():
        return word
    tries = (f"{word[:i]}ư{word[i:]}" for i in range(len(word), -1, -1))
    return next((longer for longer in tries if is_syllable(longer)), word)
