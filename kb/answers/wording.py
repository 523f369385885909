"""How much of a question a text answers to: the question's words, each weighed by how rare it is in the corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.model import Span
from kb.terms import folded_terms, terms
from kb.thesaurus import Alternative

Idf = Callable[[Sequence[str]], Iterable[float]]
Scope = tuple[str, float]

# A word with other diacritics than the text's is the same word, but less surely.
FOLDED_MATCH = 0.8
PAIR = 0.6  # of its idf: the words of a pair count by themselves, too
FUNCTION = frozenset(
    (
        "về",
        "do",
        "trong",
        "đến",
        "tại",
        "với",
        "từ",
        "theo",
        "và",
        "ở",
        "khi",
        "để",
        "phải",
        "cần",
        "trên",
        "vào",
    )
    + (
        "ra",
        "lên",
        "một",
        "số",
        "bằng",
        "hay",
        "hoặc",
        "nếu",
        "bởi",
        "nhằm",
        "qua",
        "sau",
        "trước",
        "mỗi",
        "đối",
    )
)


@dataclass(frozen=True, slots=True)
class Words:
    """The terms of a text, as they are and without diacritics."""

    exact: frozenset[str]
    folded: frozenset[str]


@lru_cache(maxsize=20_000)
def words(text: str) -> Words:
    return Words(frozenset(terms(text)), frozenset(folded_terms(text)))


@dataclass(frozen=True, slots=True)
class Term:
    exact: str
    folded: str
    weight: float


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing said in one or more ways, `said` in the question's; `weight` is what it counts there."""

    said: str
    forms: tuple[tuple[Term, ...], ...]
    weight: float


class Wording:
    """The weighed concepts of the runs of words a question is about.

    A word is a concept of its own, and so is each pair of neighbours; words for which the thesaurus knows other
    forms are one concept together ("GPMB", "land clearance", "giải phóng mặt bằng").
    """

    def __init__(
        self, text: str, runs: Iterable[Span], alternatives: Sequence[Alternative], idf: Idf, *, foreign: bool
    ) -> None:
        """`foreign` says that words without another form are not of the documents' language and count nothing
        unless the documents have them."""
        concepts: list[Concept] = []
        for run in runs:
            inside = [a for a in alternatives if a.span.start >= run.start and a.span.end <= run.end]
            concepts += [_concept((text[a.span.start : a.span.end], *a.forms), idf, foreign) for a in inside]
            for piece in _outside(run, [a.span for a in inside]):
                concepts += _single(text[piece.start : piece.end], idf, foreign)
        self.concepts = tuple({concept.forms: concept for concept in concepts if concept.weight}.values())
        self.total = sum(concept.weight for concept in self.concepts)

    def coverage(self, scopes: Iterable[Scope]) -> float:
        """The share of the question's weight that is found, 0 to 1. Each scope is a text and what a word found
        there counts: 1 for the sentence itself, less for what surrounds it."""
        if not self.total:
            return 0.0
        read = [(words(text), worth) for text, worth in scopes if text]
        return (
            sum(c.weight * max((w * _match(c, t) for t, w in read), default=0.0) for c in self.concepts)
            / self.total
        )

    def missing(self, texts: Iterable[str]) -> list[str]:
        """The concepts found in none of the texts, the weightiest first, as they were said."""
        read = [words(text) for text in texts]
        own = [c for c in self.concepts if len(c.forms) > 1 or " " not in c.said]
        lost = [c for c in own if not any(_match(c, t) for t in read)]
        return [c.said for c in sorted(lost, key=lambda c: -c.weight)]


def _single(text: str, idf: Idf, foreign: bool) -> list[Concept]:
    return [Concept(term.exact, ((term,),), term.weight) for term in _terms(text, idf, foreign)]


def _concept(forms: Sequence[str], idf: Idf, foreign: bool) -> Concept:
    """Weighs what its best known form weighs."""
    read = tuple(tuple(_terms(form, idf, foreign)) for form in forms)
    kept = tuple(form for form in read if form) or ((),)
    return Concept(forms[0], kept, max(sum(t.weight for t in form) for form in kept))


def _terms(text: str, idf: Idf, foreign: bool) -> list[Term]:
    exact, folded = terms(text), folded_terms(text)
    weights = list(idf(exact))
    unknown = max(idf(["\0"]))
    return [
        Term(e, f, float(weight) * (PAIR if " " in e else 1.0))
        for e, f, weight in zip(exact, folded, weights, strict=True)
        if weight < unknown or not (foreign or _loose(e))
    ]


def _loose(term: str) -> bool:
    """Whether a pair the documents lack says nothing: its words only happen to be neighbours."""
    parts = term.split(" ")
    return len(parts) > 1 and any(part in FUNCTION or part[0].isdecimal() for part in parts)


def _outside(run: Span, taken: Sequence[Span]) -> list[Span]:
    pieces, start = [], run.start
    for span in sorted(taken):
        pieces.append(Span(start, span.start))
        start = span.end
    return [piece for piece in (*pieces, Span(start, run.end)) if piece.start < piece.end]


def _match(concept: Concept, text: Words) -> float:
    return max((_share(form, text) for form in concept.forms), default=0.0)


def _share(form: tuple[Term, ...], text: Words) -> float:
    total = sum(term.weight for term in form)
    found = sum(
        term.weight * (1.0 if term.exact in text.exact else FOLDED_MATCH)
        for term in form
        if term.exact in text.exact or term.folded in text.folded
    )
    return found / total if total else 0.0
