"""Text set in a pre-Unicode font, which looks right only through that font, turned into Unicode."""

from __future__ import annotations

from collections.abc import Callable

from indexer.extract.syllables import vietnamese_share
from indexer.extract.tables import from_tcvn3, from_vni

_RAW_SHARE = 0.5  # a text already in Unicode has a higher share of syllables, and converting twice corrupts
_CONVERTED_SHARE = 0.9
_FEWEST_WORDS = 3


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
    if text.isascii() or vietnamese_share(text)[0] >= _RAW_SHARE:
        return text
    for table in (from_tcvn3, from_vni):
        converted = table(text)
        share, words = vietnamese_share(converted)
        if share >= _CONVERTED_SHARE and words >= _FEWEST_WORDS:
            return converted
    return text
