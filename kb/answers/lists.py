"""Answers that are lists: the enumerations whose introduction says what the question asks to name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from kb.answers.enumerations import Enumeration, enumerations, introduction
from kb.answers.question import Question
from kb.answers.selection import BODY, CARRIER, DOCUMENT, PATH
from kb.answers.statements import Statement, Statements
from kb.answers.wording import Wording
from kb.model import ParsedDocument
from kb.text import fold

# What a word counts that stands in the sentence but not in the clause that introduces the members.
SENTENCE = 0.85
MEMBERS = 0.4
WORTH = (1.0, SENTENCE, CARRIER, PATH, DOCUMENT, MEMBERS)
BEGINNING = 4  # words of a member that may name its kind
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
class Listing:
    """An enumeration with what is read of it, whatever is asked. `whole` is the sentence it belongs to with
    all its members, `introduced` that sentence cut to what introduces them; `texts` are what `WORTH` weighs;
    `announces` is the introduction and `begins` how each member begins, unaccented, a blank around each word.
    """

    parsed: ParsedDocument
    enumeration: Enumeration
    whole: Statement
    introduced: Statement
    texts: tuple[str, ...]
    announces: str
    begins: tuple[str, ...]


def listings(parsed: ParsedDocument, statements: Statements) -> list[Listing]:
    """What a document enumerates in its body or under its headings."""
    placed = ((found, statements.at(found.sentence.start)) for found in enumerations(parsed))
    return [_read(parsed, found, at) for found, at in placed if at and at.kind in (*BODY, "heading")]


def _read(parsed: ParsedDocument, found: Enumeration, statement: Statement) -> Listing:
    intro, sentence, *members = (
        parsed.text[slice(*s)] for s in (found.intro, found.sentence, *found.members)
    )
    return Listing(
        parsed,
        found,
        whole=replace(statement, text=" ".join((statement.text, *members))),
        introduced=replace(statement, text=intro),
        texts=(intro, sentence, statement.carrier, statement.headings, statement.about, " ".join(members)),
        announces=_spaced(intro),
        begins=tuple(_spaced(member, BEGINNING) for member in members),
    )


class _Worded(NamedTuple):
    """`of_kind`: it lists things of the kind asked for."""

    listing: Listing
    score: float
    of_kind: bool


def choose(
    question: Question, wording: Wording, found: Sequence[Listing], cosines: Cosines, threshold: float
) -> list[Listing]:
    """Those that list what is asked, best first; of two that share members, the better introduced.

    `cosines` compares texts with the question.
    """
    read = sorted(_worded(question, wording, found), key=lambda worded: -worded.score)[:CLOSELY_READ]
    if not read:
        return []
    far = FAR_ENGLISH if question.english else FAR
    nearness = [
        (float(cosine) - far) / REACH
        for cosine in cosines([introduction(w.listing.parsed.text, w.listing.enumeration) for w in read])
    ]
    scored = [
        worded._replace(score=(1 - DENSE) * worded.score + DENSE * min(max(near, 0.0), 1.0))
        for worded, near in zip(read, nearness, strict=True)
    ]
    least = max(threshold, NEAR_BEST * max(worded.score for worded in scored))
    good = sorted((worded for worded in scored if worded.score >= least), key=lambda worded: -worded.score)
    kept: list[Listing] = []
    for worded in [worded for worded in good if worded.of_kind] or good:
        if not any(_shares(worded.listing, k) for k in kept):
            kept.append(worded.listing)
    return kept


def _worded(question: Question, wording: Wording, found: Sequence[Listing]) -> list[_Worded]:
    """Those that tell about as much as the one that tells most of what is asked beside the kind of thing to
    be named: "bàn giao mặt bằng" of projects."""
    if not found:
        return []
    best = wording.best([listing.texts for listing in found], WORTH)[:, -1]
    heads = frozenset(f"{' '.join(question.heads)} {fold(question.noun)}".split())
    coverage, told = wording.shares(best), wording.shares_without(heads, best)
    wanted = [_Kind.of(head) for head in question.heads]
    worded = []
    for at in np.flatnonzero(told >= AS_MUCH_TOLD * told.max()).tolist():
        of_kind = not wanted or any(kind.named_by(found[at]) for kind in wanted)
        worded.append(_Worded(found[at], coverage[at] * (1.0 if of_kind else OTHER_KIND), of_kind))
    return worded


class _Kind(NamedTuple):
    """A kind of thing asked for: the words for it, and how they announce a list: "còn một số đơn vị …", "các
    dự án"."""

    words: frozenset[str]
    announced: re.Pattern[str]

    @classmethod
    def of(cls, head: str) -> _Kind:
        words = kinds(head)
        return cls(words, re.compile("|".join(rf"(?:^ |{SEVERAL}){word}\b|\b{word} $" for word in words)))

    def named_by(self, listing: Listing) -> bool:
        """Whether the kind introduces what is listed, or begins half of it."""
        begun = sum(any(f" {word} " in begins for word in self.words) for begins in listing.begins)
        return bool(self.announced.search(listing.announces)) or 2 * begun >= len(listing.begins)


def kinds(head: str) -> frozenset[str]:
    """A kind of thing asked for, and those that are meant with it; all folded."""
    words = [word for word in re.findall(WORD, head) if word not in ("cac", "nhung")] or [head]
    alike = (a for a in ALIKE if " ".join(words) in a or words[0] in a)
    return frozenset((" ".join(words),)).union(*alike)


def _spaced(text: str, most: int | None = None) -> str:
    """The first words, unaccented, a blank around each."""
    return f" {' '.join(re.findall(WORD, fold(text))[:most])} "


def _shares(one: Listing, other: Listing) -> bool:
    if one.parsed.document.id != other.parsed.document.id:
        return False
    members = set(other.enumeration.members)
    return any(a.overlaps(b) for a in one.enumeration.members for b in members)
