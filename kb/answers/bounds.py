"""Conditions told by a number: what "hộ có dưới 3 nhân khẩu" get is told of those, not of larger ones."""

from __future__ import annotations

import re
from functools import lru_cache
from math import inf
from typing import NamedTuple

from kb.text import fold

NUMBER = r"(?!(?:19|20)\d\d\b)(?P<{}>\d+(?:[.,]\d+)*)(?![\d/]|\s*(?:thang|quy)\s+\d)"
BOUNDS = re.compile(
    rf"\btu {NUMBER.format('first')}(?: [^\W\d]+){{0,3}} den (?:duoi )?{NUMBER.format('last')}"
    rf"|\b(?:duoi|it hon|khong qua|chua den|under|below|less than|fewer than|up to) {NUMBER.format('most')}"
    rf"|\b(?:tren|it nhat|toi thieu|over|above|more than|at least) {NUMBER.format('least')}"
    rf"|{NUMBER.format('from')}(?: [^\W\d]+){{0,3}} tro len"
)
NOUN = re.compile(r"\d ([^\W\d]+)")
COUNTED = re.compile(rf"\b{NUMBER.format('number')} (?P<noun>[^\W\d]+)")
LONGEST = 12  # letters of a word


class Bounds(NamedTuple):
    """Least and most, either of which may be infinite, and the first word of what they are numbers of."""

    least: float
    most: float
    noun: str

    def holds(self, other: Bounds) -> bool:
        return self.least <= other.least and other.most <= self.most


@lru_cache(maxsize=20_000)
def bounds(text: str) -> tuple[Bounds, ...]:
    """The conditions of a text, in order."""
    said = fold(text)
    return tuple(
        Bounds(
            _number(m["first"] or m["least"] or m["from"], -inf),
            _number(m["last"] or m["most"], inf),
            _noun(said, m),
        )
        for m in BOUNDS.finditer(said)
    )


def agree(asked: str, told: str) -> bool:
    """Whether what is told holds under the conditions asked about, if any are; a plain number falls under
    those told of the same noun."""
    wanted = bounds(asked)
    counted = {m["noun"]: _number(m["number"], 0) for m in COUNTED.finditer(fold(asked))}
    said = bounds(told) if wanted or counted else ()
    if not all(any(one.holds(other) for one in said) for other in wanted):
        return False
    same = [one for one in said if one.noun in counted]
    return bool(wanted or not same) or any(one.least <= counted[one.noun] <= one.most for one in same)


def _noun(said: str, bound: re.Match[str]) -> str:
    nouns = NOUN.findall(said, bound.start(), bound.end() + LONGEST)
    return nouns[-1] if nouns else ""


def _number(written: str | None, unknown: float) -> float:
    return float(written.replace(".", "").replace(",", ".")) if written else unknown
