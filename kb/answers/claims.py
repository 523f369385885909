"""How much of a question is told of each value of a sentence, by the words it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from kb.answers.bounds import agree
from kb.answers.clauses import WORD, Claim, claims
from kb.answers.persons import OFFICE_AFTER
from kb.answers.question import Question
from kb.answers.values import figures_in, outside
from kb.answers.wording import Wording
from kb.model import Span
from kb.text import fold

# What a word of the question counts that stands in the value's own part, in the rest of its clause up to the
# next value, or anywhere before.
OWN, SHARED, BEFORE = 1.0, 0.9, 0.7
SAID_OF = 1.0
NAMED = 0.5  # for the name asked about between the value and the one before
DETAIL = 0.9  # of a value in parentheses, mostly a part of the one before them
ASKS_CHANGE = re.compile(
    r"\btu bao nhieu\b|\b(?:tang|giam|vuot|hon|kem)\b"
    r"|\b(?:increas|decreas|grow|grew|rise|rose|fell|fall|drop|declin|reduc|cut)"
)


class Told(NamedTuple):
    """How much of a question a claim says."""

    share: float
    claim: Claim


def told(text: str, found: Sequence[Span], question: Question, wording: Wording) -> list[Told]:
    """Of each value found. How much more or less there is, is told only to a question about that."""
    marks = outside(text, figures_in(text), question.figures) if question.wants == "number" else ()
    made = claims(text, tuple(found), marks)
    if question.wants == "number" and not ASKS_CHANGE.search(fold(question.text)):
        made = tuple(claim for claim in made if not claim.change) or made
    made = tuple(c for c in made if agree(question.text, text[slice(*c.clause)])) or made
    apart = frozenset(word for measure in question.measures for word in measure.apart)
    if not apart and question.wants == "number":
        heads = (question.text[slice(*run)] for run in question.head)
        apart = frozenset(word for head in heads for word in WORD.findall(fold(head)))
    if question.wants == "person" and len(made) > 1 and OFFICE_AFTER.match(text, made[0].value.end):
        return [Told(wording.coverage([(office, OWN)]), c) for c, office in _apposed(text, made)]
    shares = [_told(claim, wording, apart) for claim in made]
    leads = [fold(text[one.value.end : other.value.start]) for one, other in pairwise(made)]
    if question.wants == "number":  # "530 hộ, nhiều nhất là thôn Đục Khê với 212 hộ"
        for at, lead in enumerate(leads, 1):
            shares[at] += NAMED * any(fold(name) in lead for name in question.names)
    return [Told(share, claim) for share, claim in zip(shares, made, strict=True)]


def _apposed(text: str, made: Sequence[Claim]) -> Iterator[tuple[Claim, str]]:
    """Each person with the offices behind the name: "đồng chí A, Phó Bí thư, Trưởng đoàn; đồng chí B"."""
    for claim, after in zip_longest(made, made[1:]):
        yield claim, text[claim.value.end : after.value.start if after else len(text)].split(";")[0]


def _told(claim: Claim, wording: Wording, apart: frozenset[str]) -> float:
    """`apart` are the words that tell what is counted from its like; a detail is of what stands before it."""
    before = [(text, BEFORE) for text in claim.before]
    said = wording.coverage([(claim.own, OWN), (claim.shared, SHARED), (claim.head, SHARED), *before])
    own = WORD.findall(fold(" ".join((claim.own, *(claim.before if claim.detail else ())))))
    said += SAID_OF * len(apart.intersection(own)) / max(len(apart), 1)
    return said * (DETAIL if claim.detail else 1.0)
