"""How names of units are compared, and what the words around a name say of whose it is.

Names are compared as tokens in which a few abbreviations that never mean anything else are spelt out, so that
"UBND TP Lạng Sơn" and "Ủy ban nhân dân thành phố Lạng Sơn" are one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kb.model import Unit
from kb.text import fold, normalize
from kb.wordlists import place_names

WORD = re.compile(r"[^\W_]+")
SPELT_OUT = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "mttq": "mặt trận tổ quốc",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "tp": "thành phố",
}
SPELT_OUT_FOLDED = {fold(short): fold(full) for short, full in SPELT_OUT.items()}
LEVEL_AFTER = re.compile(
    r"[ \t\u00a0]+(?:(?P<level>tỉnh|tinh|thành phố|thanh pho|tp\.?|huyện|huyen|quận|quan|thị xã|thi xa"
    r"|thị trấn|thi tran|xã|xa|phường|phuong|đặc khu|dac khu)[ \t\u00a0]+)?(?P<place>\w[^\n,.;:?!]{0,40})",
    re.IGNORECASE,
)


class Word(NamedTuple):
    """One word of a text: where it stands and the tokens it spells."""

    start: int
    end: int
    tokens: tuple[str, ...]


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """The tokens by which names are compared: "UBND TP. Hà Nội" → "ủy ban nhân dân thành phố hà nội"."""
    return tokens(name)


def tokens(text: str) -> str:
    """`canonical` of a long text, which is not remembered."""
    return " ".join(token for word in words(text) for token in word.tokens)


def words(text: str, *, folded: bool = False) -> list[Word]:
    spelt_out = SPELT_OUT_FOLDED if folded else SPELT_OUT
    text = fold(text) if folded else normalize(text)
    return [
        Word(*m.span(), tuple(spelt_out[m[0]].split()) if m[0] in spelt_out else (m[0],))
        for m in WORD.finditer(text)
    ]


def names(unit: Unit) -> Iterator[str]:
    yield unit.name
    yield from unit.short_names
    yield from unit.aliases
    yield from (former.name for former in unit.former_names)


def elsewhere(text: str, end: int, unit: Unit) -> bool:
    """Whether the place written after a name is not the unit's: "Sở Tài chính tỉnh Lào Cai" is not ours."""
    after = LEVEL_AFTER.match(text, end)
    if not unit.place or after is None:
        return False
    written = fold(after["place"]).lower()
    name = next((place for place in _places() if _begins(written, place)), "")
    if not name and after["level"] and after["place"][0].isupper():
        name = fold(after["place"].split()[0]).lower()
    own = fold(f"{unit.name} {unit.place}").lower()
    return bool(name) and name not in own


@cache
def _places() -> tuple[str, ...]:
    return tuple(sorted((fold(place).lower() for place in place_names()), key=len, reverse=True))


def _begins(written: str, place: str) -> bool:
    return written.startswith(place) and not written[len(place) : len(place) + 1].isalnum()


def followed_by_name(text: str, word: Word) -> bool:
    after = text[word.end : word.end + 2]
    return len(after) == 2 and after[0] == " " and after[1].isupper()
