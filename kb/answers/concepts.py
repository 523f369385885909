"""What a question says as weighed concepts: words, pairs of them, or other forms of the same thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kb.answers.question import Question
from kb.model import Span
from kb.terms import folded_terms, terms
from kb.text import fold
from kb.thesaurus import Alternative

Idf = Callable[[Sequence[str]], Iterable[float]]

PAIR = 0.6  # of its idf: the words of a pair count by themselves, too
# An English word without a Vietnamese one weighs more than a word no document has: the glossary is wide, so
# what it lacks is mostly what the documents lack, and silence is better than a wrong answer. Verbs and such
# weigh less, translated or not, for they can be said in many ways.
UNTRANSLATED, LIGHT = 1.0, 0.55
# What is counted or to be named cannot be spared: it weighs like a Vietnamese word of two syllables.
WANTED = 2 + PAIR
LIGHT_WORD = re.compile(
    r"\w+(?:ed|ing)|paid|made|built|given|spent|held|set|got|took|money|much|any|new|first|last"
)
CODE = re.compile(r"\d[/-][A-ZĐ]|[A-ZĐ]{2,}[/-][A-ZĐ]")  # of a document, in any language
FUNCTION = re.compile(
    r"về|do|trong|đến|tại|với|từ|theo|và|ở|khi|để|phải|cần|trên|vào|ra|lên|một|số|bằng|hay|hoặc|nếu|bởi|nhằm|qua"
    r"|sau|trước|mỗi|đối"
)


@dataclass(frozen=True, slots=True)
class Term:
    exact: str
    folded: str
    weight: float


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing said in one or more ways, `said` in the question's; `weight` is what it counts there.
    `named`: it is part of a proper name."""

    said: str
    forms: tuple[tuple[Term, ...], ...]
    weight: float
    named: bool = False


def concepts(
    question: Question, runs: Sequence[Span], alternatives: Sequence[Alternative], idf: Idf, folded_idf: Idf
) -> tuple[Concept, ...]:
    """The concepts of the runs of words a question is about, each once."""
    asked = [a for a in alternatives if any(a.span.overlaps(run) for run in runs)]
    found = [_alternative(a, question, idf) for a in asked]
    for run in runs:
        here = [a.span for a in asked if a.span.overlaps(run)]
        for piece in _outside(run, here):
            said = question.text[piece.start : piece.end]
            foreign = question.english and fold(said) == said.lower() and not CODE.search(said)
            read = _untranslated(said, question, folded_idf) if foreign else _terms(said, idf)
            found += [Concept(term.exact, ((term,),), term.weight) for term in read]
    names = [f" {' '.join(folded_terms(name))} " for name in question.names]
    translated = {a.said for a in asked if question.english}  # "Land Law" is written like a name
    once = {concept.forms: concept for concept in found if concept.weight}.values()
    return tuple(
        replace(c, named=c.said not in translated and any(f" {fold(c.said)} " in name for name in names))
        for c in once
    )


def _alternative(a: Alternative, question: Question, idf: Idf) -> Concept:
    """ "people's committee" weighs as little as the UBND that tells it."""
    concept = _concept(a.said, a.forms if question.english else (a.said, *a.forms), idf)
    if not question.english:
        return concept
    weight = min(concept.weight, *(sum(term.weight for term in form) for form in concept.forms))
    if LIGHT_WORD.fullmatch(a.said.lower()):
        weight = min(weight, LIGHT * max(idf(["\0"])))
    return replace(concept, weight=weight)


def _concept(said: str, forms: Sequence[str], idf: Idf) -> Concept:
    """Weighs what the words said weigh, or their first form in the language of the documents."""
    read = tuple(tuple(_terms(form, idf)) for form in forms)
    kept = tuple(form for form in read if form) or ((),)
    return Concept(said, kept, sum(term.weight for term in kept[0]))


def _terms(text: str, idf: Idf) -> list[Term]:
    exact, folded = terms(text), folded_terms(text)
    unknown = max(idf(["\0"]))
    weights = [float(weight) for weight in idf(exact)]
    known = [weight < unknown for weight in weights]
    first_pair = (len(exact) + 1) // 2
    return [
        Term(e, f, weight * (PAIR if " " in e else 1.0))
        for at, (e, f, weight) in enumerate(zip(exact, folded, weights, strict=True))
        if known[at] or not (_loose(e) or (at >= first_pair and _parted(at, known, first_pair)))
    ]


def _parted(at: int, known: Sequence[bool], first: int) -> bool:
    """Whether a pair the documents lack is where two words meet that they have: "dự án | khách sạn"."""
    before, after = at - 1, at + 1
    return before >= first and known[before] and after < len(known) and known[after]


def _untranslated(text: str, question: Question, folded_idf: Idf) -> list[Term]:
    """Names and numbers as they are; any other word counts, and no text will have it."""
    names = {term for name in question.names for term in folded_terms(name)}
    folded = folded_terms(text)
    kept = [term for term in folded if term in names or (term[0].isdecimal() and " " not in term)]
    lost = [term for term in folded if term not in names and " " not in term and not term[0].isdecimal()]
    known = [
        Term(t, t, float(w) * (PAIR if " " in t else 1.0))
        for t, w in zip(kept, folded_idf(kept), strict=True)
    ]
    heaviest = max(folded_idf(["\0"]))
    wanted = {
        word
        for head in (*chain.from_iterable(m.nouns for m in question.measures), question.noun)
        for word in head.split()[:1]
    }
    return known + [
        Term(f"{term}\0", f"{term}\0", heaviest * _share_untranslated(term, wanted)) for term in lost
    ]


def _share_untranslated(word: str, wanted: Collection[str]) -> float:
    if LIGHT_WORD.fullmatch(word):
        return LIGHT
    return WANTED if word in wanted else UNTRANSLATED


def _loose(term: str) -> bool:
    """Whether a pair the documents lack says nothing: its words only happen to be neighbours."""
    parts = term.split(" ")
    return len(parts) > 1 and any(FUNCTION.fullmatch(p) or p[0].isdecimal() for p in parts)


def _outside(run: Span, taken: Sequence[Span]) -> list[Span]:
    pieces, start = [], run.start
    for span in sorted(taken):
        pieces.append(Span(start, span.start))
        start = span.end
    return [piece for piece in (*pieces, Span(start, run.end)) if piece.start < piece.end]
