"""Which words of a quote are the answer, to be set in bold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kb.answers.claims import Told, told
from kb.answers.persons import UPPER
from kb.answers.question import Question
from kb.answers.timing import stated
from kb.answers.values import NAMED, values
from kb.answers.wording import Wording
from kb.model import Span
from kb.periods import periods
from kb.text import fold

ATTENDED = re.compile(r"\b(?:tham du|du hop|du hoi nghi|co mat|attended)\b")
CALLED = re.compile(
    r"\b(?:(?P<name>tên (?:là )?gì|called)|(?P<theme>chủ đề|thông điệp|khẩu hiệu|theme|slogan)"
    r"|(?P<body>do (?:đơn vị|cơ quan|tổ chức|công ty) nào))\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")
BEHIND = {
    "name": ("", re.compile(rf"\b({UPPER}[\w-]*(?: {UPPER}[\w-]*)*)")),
    "theme": (r"\b(?:chủ đề|thông điệp|khẩu hiệu)\b", QUOTED),
    "body": (r"\bdo\b", re.compile(rf"({NAMED})")),
}
FROM = re.compile(r"(?:\b[Tt]ừ )?\b\d[\d.,]*(?: [^\W\d]+)? ?(?:đến|tới|-|–) ?$")
TO = re.compile(r" ?[-–] ?(?:\d{4}|\d{1,2}/\d{1,2}(?:/\d{4})?)\b")
NEAR, AROUND = 40, 60  # characters
WORD = re.compile(r"[^\W_]+")
NAME_BEHIND = re.compile(rf"(?:\s+(?:{UPPER}[^\W_]*|\d+[A-Z]?))+")


def emphasised(text: str, question: Question, wording: Wording) -> tuple[Span, ...]:
    """The value asked for; one of each kind when several are counted: "bao nhiêu tờ trình, nghị quyết"."""
    if question.wants == "any":
        return _called(text, question.text) or _which(text, question.heads)
    if question.wants == "person" and ATTENDED.search(fold(question.text)):
        return values(text, question)
    counted = [replace(question, measures=(measure,)) for measure in question.measures] or [question]
    found = [_of_period(text, told(text, values(text, one), one, wording), one) for one in counted]
    return tuple(_range(text, span) for span in _together([of_one for of_one in found if of_one]))


def _range(text: str, value: Span) -> Span:
    """Both ends of "từ 03 đến 05 đợt" and "giai đoạn 2024 - 2030" are one value."""
    before, after = FROM.search(text[: value.start]), TO.match(text, value.end)
    return Span(before.start() if before else value.start, after.end() if after else value.end)


def _together(counted: Sequence[Sequence[Told]]) -> tuple[Span, ...]:
    """Of each thing counted the value most is told of, from the clause that tells most of all together."""
    shares: defaultdict[Span, float] = defaultdict(float)
    for of_one in counted:
        for clause in {one.claim.clause for one in of_one}:
            shares[clause] += max(one.share for one in of_one if one.claim.clause == clause)
    best = max(shares, key=lambda clause: shares[clause], default=None)
    chosen = {
        max(of_one, key=lambda one: (one.claim.clause == best, one.share)).claim.value for of_one in counted
    }
    return tuple(sorted(s for s in chosen if not any(o != s and o.start <= s.start < o.end for o in chosen)))


def _called(text: str, asked: str) -> tuple[Span, ...]:
    """What "tên là gì", "chủ đề gì" and "do đơn vị nào" ask for: the name or the quoted words right behind
    what is asked about, where most of the question is said."""
    cue = CALLED.search(asked)
    if not cue:
        return ()
    said = set(WORD.findall(fold(asked)))
    first = " ".join(asked.split()[:2]).lower()
    before, called = BEHIND[cue.lastgroup or ""]
    found = [
        (word.end(), name)
        for word in re.finditer(before or re.escape(first), text, re.IGNORECASE)
        if (name := called.search(text, word.end())) and name.start() <= word.end() + NEAR
    ]

    def around(at: int) -> int:
        return len(said.intersection(WORD.findall(fold(text[at : at + AROUND]))))

    best = max(found, key=lambda one: around(one[0]), default=None)
    return (Span(*best[1].span(1)),) if best else ()


def _which(text: str, heads: Iterable[str]) -> tuple[Span, ...]:
    """What "trường nào" asks to name: the noun with the capitalised words behind it, the first there is."""
    folded = fold(text)
    for head in heads:
        for noun in re.finditer(rf"\b{re.escape(head)}\b", folded):
            name = NAME_BEHIND.match(text, noun.end())
            if name:
                return (Span(noun.start(), name.end()),)
    return ()


def _of_period(text: str, found: Sequence[Told], question: Question) -> Sequence[Told]:
    """The values of no other period, if any is of just the one asked: "đến ngày 15/3 đạt 83 tỷ đồng; ước
    quý I đạt 113 tỷ đồng"."""
    asked = set(question.periods)
    led = [f"{claim.head} {text[claim.clause.start : claim.value.start]}" for _, claim in found]
    just = [bool(asked & set(stated(said))) for said in led]
    if not any(just):
        return found
    return [one for one, said, fits in zip(found, led, just, strict=True) if fits or not periods(said)]
