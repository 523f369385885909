"""Whether a statement answers: how much of the question it says, of what names, of when, of which level."""

from __future__ import annotations

import re
from functools import lru_cache

from kb.answers import claims, names, selection
from kb.answers.bounds import agree
from kb.answers.clauses import Claim
from kb.answers.heads import FIELD
from kb.answers.library import Thresholds
from kb.answers.lists import kinds
from kb.answers.persons import LOWER, UPPER
from kb.answers.question import Question
from kb.answers.scene import Scene
from kb.answers.selection import Scored
from kb.answers.statements import Statement
from kb.answers.timing import stated
from kb.model import Span
from kb.text import fold, normalize

TOLD = 0.45  # share of what is asked about the names that the clause of a figure and what leads to it say
NO_VALUE = ("any", "place", "contents", "recipients")
FIGURES = ("number", "change", "date")
BEFORE = 0.8  # of a word in an earlier clause
HEAD = 0.6  # share of the noun a value is asked of that must be said
# The most of its kind, in a question and in a text; "mới nhất", "chậm nhất" are days.
MOST = re.compile(
    r"\b(?:nhiều|ít|lớn|nhỏ|cao|thấp|dài|ngắn|rộng|đông|tốt|mạnh|xa|nghèo|giàu)(?: [^\W\d]+){0,6}? nhất\b"
    r"|\b(?:most|fewest|largest|biggest|highest|lowest|longest|smallest|poorest|richest|tallest)\b"
)
IS_MOST = re.compile(
    r"\b(?:nhiều|ít|lớn|nhỏ|cao|thấp|dài|ngắn|rộng|đông|tốt|mạnh|xa|nghèo|giàu) nhất\b"
    r"|\b(?:(?:đứng|dẫn|hàng) đầu|(?:đứng|xếp) thứ)\b"
)
# Kinds of things that have names: "nhà thầu nào" wants one.
NAMED = frozenset(
    [
        "nha thau",
        "cong ty",
        "doanh nghiep",
        "ngan hang",
        "truong",
        "benh vien",
        "xa",
        "phuong",
        "huyen",
        "thi tran",
    ]
)
BODIES = frozenset(("don vi", "co quan", "to chuc"))
BY_A_BODY = re.compile(rf"\bdo {UPPER}")
NAME_NEAR = re.compile(rf"\s(?:{LOWER}+\s){{0,3}}[“\"]?{UPPER}")
# How many there are in all; and words before a number of those with which something was done.
IN_ALL = re.compile(
    r"\b(?:co|con) (?:tat ca |tong cong )?(?:bao nhieu|may) "
    r"|\bhow many [a-z ]+? (?:are there|(?:does|do) .* have)\b"
)
OF_SOME = re.compile(r"\b(?:bao nhiêu|mấy) .*\b(?:bị|được|dc|đã|đang|phải|cần)\b")  # with marks: đảng, cán
SOME = re.compile(
    r"\b(?:doi voi|kiem tra|thanh tra|giam sat|phat hien|xu ly|bat|cap|trao|tang|ban giao"
    r"|ket nap|tuyen|bo nhiem|thanh lap|bo sung|thieu)\b"
)
# What was done is not told by what is aimed at.
DONE = re.compile(r"\bđã\b|\bhow many\b.* (?:were|was|has|have) [a-z]+ed\b")
AIM = re.compile(r"\b(?:mục tiêu|phấn đấu|dự kiến|sẽ|chỉ tiêu|target|plan(?:ned)?)\b")
RULINGS = frozenset(("Quyết định", "Nghị quyết"))  # all their articles are on their subject
REACH = 60  # characters before a number


def answers(scene: Scene, scored: Scored, least: Thresholds) -> bool:
    question, statement = scene.question, scored.statement
    needs_value = question.wants not in NO_VALUE
    return (
        scored.coverage >= least.fact
        and scored.in_period
        and bool(scored.values or not needs_value)
        and (question.wants not in FIGURES or _told(scene, scored) >= TOLD)
        and (statement.kind in selection.BODY or not needs_value)
        and _in_time(question, statement)
        and not selection.of_other_level(question, statement)
        and speaks_of(scene, statement)
        and of_the_head(scene, statement)
        and _of_the_kind(question, statement)
        and _in_all(question, scored)
        and scene.wording.beyond_names(selection.scopes(statement)) >= least.beyond_names
    )


def speaks_of(scene: Scene, statement: Statement) -> bool:
    """Of the names asked about, of no other place in their stead, and of the most when that is asked."""
    return (
        scene.speaks_of_names(statement)
        and not _elsewhere(scene, statement.text, statement.carrier)
        and (not _asks_for_most(scene.question.text) or bool(IS_MOST.search(normalize(statement.text))))
    )


@lru_cache(maxsize=100)
def _asks_for_most(text: str) -> bool:
    return MOST.search(normalize(text)) is not None


def _told(scene: Scene, scored: Scored) -> float:
    """How much of what is asked about the names is said of one of the values, in its clause or before it."""
    statement = scored.statement
    leads = selection.scopes(statement)[1 : selection.HERE]
    if statement.document.type_name in RULINGS:
        leads = [*leads, (statement.document.subject, selection.DOCUMENT)]

    def told(claim: Claim) -> float:
        clause = (claim.own, claim.shared, claim.head, statement.text[slice(*claim.clause)])
        before = [(text, BEFORE) for text in claim.before]
        return scene.wording.beyond_names([*((text, 1.0) for text in clause), *before, *leads])

    found = claims.told(statement.text, scored.values, scene.question, scene.wording)
    here = (
        claim
        for _, claim in found
        if not _elsewhere(scene, claim.own) and _holds(scene.question, statement, claim)
    )
    return max(map(told, here), default=0.0)


def _holds(question: Question, statement: Statement, claim: Claim) -> bool:
    """Whether a value holds under the conditions asked about, and was reached when that is asked."""
    start, end = claim.clause
    leads = " ".join((statement.carrier, *statement.path, *claim.before))
    return agree(question.text, f"{leads} {statement.text[start:end]}") and not (
        DONE.search(normalize(question.text))
        and not AIM.search(normalize(question.text))
        and AIM.search(normalize(f"{claim.head} {statement.text[start : claim.value.start]}"))
    )


def _elsewhere(scene: Scene, text: str, lead: str = "") -> bool:
    """Whether a text is of "xã Hoàng Đồng" and not of the "xã Quảng Lạc" asked about."""
    said = fold(scene.question.text)
    for name in names.lacking(scene.names, [text, lead]):
        for place in names.PLACE.finditer(text):
            if f"{fold(place['level'])} {fold(name)}" in said:
                return True
    return False


def of_the_head(scene: Scene, statement: Statement) -> bool:
    """Whether the sentence, what leads to it or its headings say what the value is asked of."""
    said = [(text, 1.0) for text in selection.texts(statement)[: selection.HERE]]
    if FIELD.search(normalize(scene.question.text)) and FIELD.search(normalize(statement.text)):
        said = said[:1]  # it says of which field itself
    elif statement.document.type_name in RULINGS:
        said.append((statement.document.subject, 1.0))
    return not scene.head.total or scene.head.coverage(said) >= HEAD


def _of_the_kind(question: Question, statement: Statement) -> bool:
    """Whether it says the kind of thing that "nhà thầu nào" asks to name."""
    if question.wants != "any" or not question.heads:
        return True
    written = " ".join((statement.text, statement.carrier, *statement.path))
    said = fold(written)
    asked = {kind for head in (*question.heads, fold(question.noun)) if head for kind in kinds(head)}
    found = [m for kind in asked for m in re.finditer(rf"\b{re.escape(kind)}\b", said)]
    if asked & BODIES and BY_A_BODY.search(written):
        return True
    if not asked & NAMED:
        return bool(found)
    return any(NAME_NEAR.match(written, m.end()) for m in found)


def _in_all(question: Question, scored: Scored) -> bool:
    """When it is asked how many there are, whether a number is not only of some of them."""
    asked = IN_ALL.search(fold(question.text)) and not OF_SOME.search(normalize(question.text))
    return not asked or any(not _some(scored.statement.text, value) for value in scored.values)


def _some(text: str, value: Span) -> bool:
    before = fold(text[max(value.start - REACH, 0) : value.start])
    return SOME.search(re.split(r"[;:.(]\s", before)[-1]) is not None


def _in_time(question: Question, statement: Statement) -> bool:
    """As of a day: nothing of a later document, unless it speaks of that day."""
    as_of, day = question.as_of, statement.document.issued_date
    if as_of is None or day is None or day <= as_of:
        return True
    return any(period.last == as_of for period in stated(statement.text))
