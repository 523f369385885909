"""Which statements say what a question asks: relevance, kind of value, period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kb.answers import claims
from kb.answers.question import Question
from kb.answers.statements import Statement
from kb.answers.tables import cells
from kb.answers.timing import Days, fits, issued, stated
from kb.answers.values import values
from kb.answers.wording import Scope, Wording, spaced, words
from kb.lexical import sentence_scores
from kb.model import Span
from kb.terms import terms
from kb.text import fold

# What a word of the question counts when it stands not in the sentence but around it.
CARRIER, PATH, PARAGRAPH, DOCUMENT = 0.9, 0.7, 0.6, 0.7
WORTH = (1.0, CARRIER, PATH, PARAGRAPH, DOCUMENT)
LED_TO, HERE = 2, 3  # of the scopes are the sentence, what leads to it and its headings
OWN, CONTEXT, BM25 = 0.35, 0.4, 0.25  # shares of the relevance
PRIOR = 0.1
VALUE, NEAR_VALUE, NO_VALUE = 0.05, 0.2, -0.25
OPENING = 60  # characters of a paragraph in which it says what period it is on
# "Tình hình tháng 6/2020, nhiệm vụ tháng 7/2020": only a section on what is to be done is of the second.
TO_DO = re.compile(r"\b(?:nhiệm vụ|phương hướng|kế hoạch công tác)\b", re.IGNORECASE)
LEVEL = re.compile(r"\bcap (trung uong|tinh|huyen|xa)\b")
OUTSIDE_BODY = -0.15
SAYS_PERIOD = 0.1  # in the sentence itself, not only around it
BODY = frozenset(("paragraph", "list_item", "table", "note"))


@dataclass(frozen=True, slots=True)
class Scored:
    """`coverage` is the share of the question found in the statement and around it, 0 to 1."""

    statement: Statement
    relevance: float
    coverage: float
    in_period: bool
    values: tuple[Span, ...]


def score(
    question: Question,
    wording: Wording,
    candidates: Sequence[Statement],
    prior: Sequence[float],
    least: float,
) -> list[Scored]:
    """Best first; `prior` is what the passage of each candidate scored, 0 to 1.

    Only what covers the `least` share of the question, one in thirty, is read for its values and period.
    """
    if not candidates:
        return []
    best = wording.best([texts(c) for c in candidates], WORTH)
    own = wording.shares(best[:, LED_TO - 1], [c.document.subject for c in candidates])
    coverage = wording.shares(best[:, -1])
    relevance = OWN * own + CONTEXT * coverage + BM25 * _bm25(question, candidates) + PRIOR * np.array(prior)
    shares = zip(relevance.tolist(), coverage.tolist(), strict=True)
    scored = [
        _score(question, wording, c, *each) if each[1] >= least else Scored(c, *each, False, ())
        for c, each in zip(candidates, shares, strict=True)
    ]
    return sorted(scored, key=lambda s: -s.relevance)


def texts(statement: Statement) -> tuple[str, ...]:
    """The sentence and what stands around it, from near to far; `WORTH` is what their words count."""
    return statement.text, statement.carrier, statement.headings, statement.paragraph, statement.about


def scopes(statement: Statement) -> list[Scope]:
    return list(zip(texts(statement), WORTH, strict=True))


def of_other_level(question: Question, statement: Statement) -> bool:
    """Whether a statement is of another level than "cấp xã" in the question, as it or its headings say."""
    asked = set(LEVEL.findall(fold(question.text)))
    for said in (statement.text, statement.carrier, *reversed(statement.path)):
        told = set(LEVEL.findall(fold(said)))
        if asked and told:
            return not asked & told
    return False


def in_period(question: Question, statement: Statement) -> bool:
    return not question.periods or fits(question.periods, periods_of(statement))


def periods_of(statement: Statement) -> list[Sequence[Days]]:
    """Those it is told of, from near to far."""
    document, headings = statement.document, statement.headings
    subject, so_far = document.subject, TO_DO.split(document.subject)[0]
    if headings and not TO_DO.search(headings) and stated(so_far):
        subject = so_far
    said = (statement.text, statement.carrier, statement.paragraph[:OPENING], headings, subject)
    return [*map(stated, said), issued(document)]


def _score(
    question: Question, wording: Wording, statement: Statement, relevance: float, coverage: float
) -> Scored:
    found = cells(statement.text, statement.columns, question) if statement.columns else ()
    found = found or values(statement.text, question)
    if question.wants not in ("any", "contents", "recipients"):
        told = claims.told(statement.text, found, question, wording) if found else ()
        near = max((claim.share for claim in told), default=0.0)
        relevance += VALUE + NEAR_VALUE * near if found else NO_VALUE
    if question.periods and any(p.holds(days) for p in question.periods for days in stated(statement.text)):
        relevance += SAYS_PERIOD
    if statement.kind not in BODY:
        relevance += OUTSIDE_BODY
    return Scored(statement, relevance, coverage, in_period(question, statement), found)


def _bm25(question: Question, candidates: Sequence[Statement]) -> npt.NDArray[np.float64]:
    """BM25 of each candidate, with what announces it, among the candidates; scaled to at most 1."""
    asked = [term for run in question.subject for term in terms(question.text[run.start : run.end])]
    read = {text: words(text) for text in {text for c in candidates for text in (c.text, c.carrier)}}
    found: dict[str, list[str]] = {text: [] for text in read}
    for term in dict.fromkeys(asked):
        exact, folded = spaced(term.split(" ")), fold(term)
        for text in [text for text, its in read.items() if folded in its.folded]:
            found[text] += [term] * read[text].exact.count(exact)
    sizes = [read[c.text].size + read[c.carrier].size for c in candidates]
    lengths = [max(2 * size - 1, 0) for size in sizes]  # words and pairs
    scores = sentence_scores([found[c.text] + found[c.carrier] for c in candidates], lengths, asked)
    return scores / max(float(scores.max(initial=0.0)), 1e-9)
