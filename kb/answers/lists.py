"""Answers that are lists: the enumerations whose introduction says what the question asks to name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kb.answers.enumerations import Enumeration, introduction
from kb.answers.question import Question
from kb.answers.selection import CARRIER, DOCUMENT, PATH, of_document
from kb.answers.statements import Statement
from kb.answers.wording import Wording
from kb.model import ParsedDocument, Span
from kb.text import fold

# What a word counts that stands in the sentence but not in the clause that introduces the members.
SENTENCE = 0.85
MEMBERS = 0.4
OTHER_KIND = 0.3  # of the score of a list of something else than was asked for
DENSE = 0.4  # share of the score that the vectors decide
# The cosines of a multilingual E5 model lie between these, for texts with nothing or everything in common;
# those of an English question with Vietnamese texts lie lower.
FAR, FAR_ENGLISH, REACH = 0.82, 0.73, 0.1
CLOSELY_READ = 16  # introductions compared by their vectors
NEAR_BEST = 0.58
AS_MUCH_TOLD = 0.45  # of the list that tells most of what is asked
# Words for one kind of thing: who asks for one means the others.
ALIKE = tuple(
    frozenset(kinds.split("; "))
    for kinds in (
        "don vi; co quan; so; nganh; phong; ban; dia phuong; ubnd; to chuc",
        "nguon; von; kinh phi; ngan sach; khoan",
        "han che; kho khan; ton tai; yeu kem; vuong mac",
        "truong hop; doi tuong; nguoi",
        "du an; cong trinh",
        "dia phuong; huyen; xa; phuong; thanh pho",
    )
)
WORD = r"[^\W_]+"
SEVERAL = r"\b(?:cac|nhung|mot so|nhieu|tat ca) (?:\w+ )?|(?<!\d )\b\d{1,3} "

Cosines = Callable[[Sequence[str]], Iterable[float]]


@dataclass(frozen=True, slots=True)
class Listed:
    """`statement` is the sentence the enumeration belongs to; `told`, how much of what is asked it says
    beside the kind of thing to be named: "bàn giao mặt bằng" of projects. `of_kind`: it lists things of that
    kind."""

    parsed: ParsedDocument
    enumeration: Enumeration
    statement: Statement
    score: float = 0.0
    told: float = 0.0
    of_kind: bool = True


def choose(
    question: Question, wording: Wording, found: Iterable[Listed], cosines: Cosines, threshold: float
) -> list[Listed]:
    """Those that list what is asked, best first; of two that share members, the better introduced.

    `cosines` compares texts with the question.
    """
    worded = [_worded(question, wording, listed) for listed in found]
    most = max((listed.told for listed in worded), default=0.0)
    worded = [listed for listed in worded if listed.told >= AS_MUCH_TOLD * most]
    read = sorted(worded, key=lambda listed: -listed.score)[:CLOSELY_READ]
    if not read:
        return []
    far = FAR_ENGLISH if question.english else FAR
    nearness = [
        (float(cosine) - far) / REACH
        for cosine in cosines([introduction(x.parsed.text, x.enumeration) for x in read])
    ]
    scored = [
        replace(listed, score=(1 - DENSE) * listed.score + DENSE * min(max(near, 0.0), 1.0))
        for listed, near in zip(read, nearness, strict=True)
    ]
    least = max(threshold, NEAR_BEST * max(listed.score for listed in scored))
    good = sorted((listed for listed in scored if listed.score >= least), key=lambda listed: -listed.score)
    kept: list[Listed] = []
    for listed in [listed for listed in good if listed.of_kind] or good:
        if not any(_shares(listed, k) for k in kept):
            kept.append(listed)
    return kept


def _worded(question: Question, wording: Wording, listed: Listed) -> Listed:
    text = listed.parsed.text
    intro = _intro(listed)
    members = [_said(text, span) for span in listed.enumeration.members]
    scopes = [
        (intro, 1.0),
        (_said(text, listed.enumeration.sentence), SENTENCE),
        (listed.statement.carrier, CARRIER),
        (" ".join(listed.statement.path), PATH),
        (of_document(listed.parsed.document), DOCUMENT),
        (" ".join(members), MEMBERS),
    ]
    of_kind = _names_kind(question, intro, members)
    heads = frozenset(f"{' '.join(question.heads)} {fold(question.noun)}".split())
    return replace(
        listed,
        score=(1.0 if of_kind else OTHER_KIND) * wording.coverage(scopes),
        told=wording.coverage_without(heads, scopes),
        of_kind=of_kind,
    )


def _intro(listed: Listed) -> str:
    return _said(listed.parsed.text, listed.enumeration.intro)


def _names_kind(question: Question, intro: str, members: Sequence[str]) -> bool:
    """Whether what is listed is of the kind asked for: its noun introduces the list or begins half of it."""
    if not question.heads:
        return True
    said = _words(intro)
    for head in question.heads:
        said_so = kinds(head)
        named = sum(any(f" {kind} " in _words(member, 4) for kind in said_so) for member in members)
        if any(_announces(said, kind) for kind in said_so) or 2 * named >= len(members):
            return True
    return False


def kinds(head: str) -> frozenset[str]:
    """A kind of thing asked for, and those that are meant with it; all folded."""
    words = [word for word in re.findall(WORD, head) if word not in ("cac", "nhung")] or [head]
    alike = (a for a in ALIKE if " ".join(words) in a or words[0] in a)
    return frozenset((" ".join(words),)).union(*alike)


def _announces(intro: str, kind: str) -> bool:
    """Whether the words before a list say that this is what it lists: "còn một số đơn vị …", "các dự án"."""
    said = rf"(?:^ |{SEVERAL}){kind}\b|\b{kind} $"
    return re.search(said, intro) is not None


@lru_cache(maxsize=20_000)
def _words(text: str, most: int | None = None) -> str:
    """The first words, unaccented, a blank around each."""
    return f" {' '.join(re.findall(WORD, fold(text))[:most])} "


def _shares(one: Listed, other: Listed) -> bool:
    if one.parsed.document.id != other.parsed.document.id:
        return False
    members = set(other.enumeration.members)
    return any(a.overlaps(b) for a in one.enumeration.members for b in members)


def _said(text: str, span: Span) -> str:
    return text[span.start : span.end]
