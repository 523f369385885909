"""Answers that are lists: the enumerations whose introduction says what the question asks to name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.answers.enumerations import Enumeration
from kb.answers.question import Question
from kb.answers.selection import CARRIER, DOCUMENT, PATH, of_document
from kb.answers.statements import Statement
from kb.answers.wording import Wording
from kb.model import ParsedDocument, Span
from kb.text import fold

SENTENCE = (
    0.85  # what a word counts that stands in the sentence but not in the clause that introduces the members
)
MEMBERS = 0.4
NEAR_BEST = 0.8


@dataclass(frozen=True, slots=True)
class Listed:
    parsed: ParsedDocument
    enumeration: Enumeration
    score: float


def choose(
    question: Question,
    wording: Wording,
    found: Sequence[tuple[ParsedDocument, Enumeration, Statement]],
    threshold: float,
) -> list[Listed]:
    """Those that list what is asked, newest document first; of two that share members, the better introduced."""
    scored = [
        Listed(parsed, enumeration, _score(question, wording, parsed, enumeration, statement))
        for parsed, enumeration, statement in found
    ]
    best = max((listed.score for listed in scored), default=0.0)
    kept: list[Listed] = []
    for listed in sorted(scored, key=lambda listed: -listed.score):
        if listed.score >= max(threshold, NEAR_BEST * best) and not any(_shares(listed, k) for k in kept):
            kept.append(listed)
    return kept


def _score(
    question: Question,
    wording: Wording,
    parsed: ParsedDocument,
    enumeration: Enumeration,
    statement: Statement,
) -> float:
    text = parsed.text
    intro = _said(text, enumeration.intro)
    members = [_said(text, span) for span in enumeration.members]
    covered = wording.coverage(
        [
            (intro, 1.0),
            (_said(text, enumeration.sentence), SENTENCE),
            (statement.carrier, CARRIER),
            (" ".join(statement.path), PATH),
            (of_document(parsed.document), DOCUMENT),
            (" ".join(members), MEMBERS),
        ]
    )
    return covered if _names_kind(question, intro, members) else covered / 2


def _names_kind(question: Question, intro: str, members: Sequence[str]) -> bool:
    """Whether what is listed is of the kind asked for: its noun introduces the list or begins half the members."""
    if not question.heads or question.english:
        return True
    said = f" {fold(intro)} "
    for head in question.heads:
        first = head.split()[0]
        named = sum(first in fold(member).split()[:4] for member in members)
        if f" {head} " in said or f" {head}" in said or 2 * named >= len(members):
            return True
    return False


def _shares(one: Listed, other: Listed) -> bool:
    if one.parsed.document.id != other.parsed.document.id:
        return False
    members = set(other.enumeration.members)
    return any(_overlap(a, b) for a in one.enumeration.members for b in members)


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _said(text: str, span: Span) -> str:
    return text[span.start : span.end]
