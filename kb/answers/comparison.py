"""Questions that compare periods: one question for each, so that both sides are answered.

"So sánh số vụ cháy năm 2020 và năm 2024" asks for "số vụ cháy năm 2020" and for "số vụ cháy năm 2024".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from kb.answers.timing import closed
from kb.periods import Period, periods
from kb.text import fold

MORE = r"(?:tang|giam|cao|thap|nhieu|it|hon|kem)(?: (?:len|di|hon))*"
COMPARES = re.compile(
    rf"\b(?:so sanh|doi chieu|chenh lech|khac nhau|khac gi|bien dong|(?:thi )?{MORE} (?:hay|hoac) {MORE})\b"
    r"(?: (?:nhu )?the nao| ra sao| bao nhieu)?"
    r"|\b(?:compared?|comparison|versus|vs|difference|differ)\b"
)
# Before a period it is joined to another one or to the question.
JOIN = "va|voi|so voi|hay|hoac|giua|cua|trong|o|vao|and|or|with|than|to|from|between|in|of"
JOINS = re.compile(rf"(?:[\s,]*\b(?:{JOIN})\b)*[\s,]*$")


@dataclass(frozen=True, slots=True)
class Side:
    """`name` is the period or question as it is written, `text` the question about it alone."""

    name: str
    text: str


def sides(text: str) -> tuple[Side, ...]:
    """The questions that a comparison of two or more periods comes to; none when nothing is compared."""
    folded, named = fold(text), periods(text)
    apart = [(a, b) for a, b in pairwise(named) if not closed(a).meets(closed(b))]
    if not apart or not (COMPARES.search(folded) or any(_joined(folded, a, b) for a, b in apart)):
        return ()
    cut = [(_join(folded, p), p.span.end) for p in named] + [m.span() for m in COMPARES.finditer(folded)]
    kept, at = [], 0
    for start, end in sorted(cut):
        kept.append(text[at:start].strip(" ,"))
        at = max(at, end)
    about = " ".join(filter(None, (*kept, text[at:].strip(" ,.?"))))
    names = dict.fromkeys(text[slice(*p.span)] for p in named)
    return tuple(Side(name, f"{about} {name}") for name in names)


def _join(folded: str, period: Period) -> int:
    """Where the words begin that join a period to what stands before it."""
    joins = JOINS.search(folded[: period.span.start])
    return joins.start() if joins else period.span.start


def _joined(folded: str, one: Period, other: Period) -> bool:
    between = folded[one.span.end : other.span.start]
    return bool(between.strip()) and _join(folded, other) <= one.span.end
