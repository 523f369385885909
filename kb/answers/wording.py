"""How much of a question a text answers: its words, each weighed by how rare it is in the corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from sys import intern

import numpy as np
import numpy.typing as npt

from kb.answers.concepts import Idf, Term, concepts
from kb.answers.question import Question
from kb.model import Span
from kb.terms import singles, with_pairs
from kb.text import fold
from kb.thesaurus import Alternative

READ = 8_000  # texts whose terms are kept, at about 5 kB

Floats = npt.NDArray[np.float64]
Scope = tuple[str, float]

# A word with other marks than the text's: perhaps a slip of the text, when the question was typed with marks;
# most likely the same word, when it was typed without.
ACCENTED, UNACCENTED = 0.3, 0.9
GIVEN = 0.6


@dataclass(frozen=True, slots=True)
class Words:
    """The terms of a text: those with diacritics `spaced`, those without as a set; `size` is how many words
    they are made of."""

    exact: str
    folded: frozenset[str]
    size: int


@lru_cache(maxsize=READ)
def words(text: str) -> Words:
    read = singles(text)
    exact = spaced(read)
    # Most texts share their terms: interned, a term is in memory once.
    return Words(exact, frozenset(map(intern, with_pairs(fold(exact).split()))), len(read))


def spaced(words: Sequence[str]) -> str:
    """Each word between two blanks: a text says a term as often as its words, spaced, hold the term's."""
    return f" {'  '.join(words)} " if words else ""


class Wording:
    """The weighed concepts of the runs of words a question is about.

    A word is a concept of its own, and so is each pair of neighbours; words for which the thesaurus knows
    other forms are one concept together ("GPMB", "land clearance", "giải phóng mặt bằng"). `idf` and
    `folded_idf` give the weights of terms with and without diacritics.
    """

    def __init__(
        self,
        question: Question,
        runs: Iterable[Span],
        alternatives: Sequence[Alternative],
        idf: Idf,
        folded_idf: Idf,
    ) -> None:
        self._kept: dict[str, dict[int, float]] = {}
        self._given: dict[str, tuple[list[float], float]] = {}
        self._other_marks = UNACCENTED if question.unaccented else ACCENTED
        self.concepts = concepts(question, tuple(runs), alternatives, idf, folded_idf)
        self.total = sum(concept.weight for concept in self.concepts)
        self._forms = [[_telling(form) for form in concept.forms] for concept in self.concepts]
        self._saying: defaultdict[str, set[int]] = defaultdict(set)  # the concepts with an unaccented term
        for at, weighed in enumerate(self._forms):
            for _, folded, _ in chain.from_iterable(form for form, _ in weighed):
                self._saying[folded].add(at)
        self._asked = frozenset(self._saying)

    def coverage(self, scopes: Iterable[Scope], given: str = "") -> float:
        """The share of the question's weight that is found, 0 to 1. Each scope is a text and what a word
        found there counts: 1 for the sentence itself, less for what surrounds it.

        What is said in `given` goes without saying: it counts less, found or not.
        """
        best = self._best(scopes)
        weights, total = self._weighed(given)
        return sum([weights[at] * best[at] for at in sorted(best)]) / total if total else 0.0

    def best(self, things: Sequence[Sequence[str]], worth: Sequence[float]) -> Floats:
        """How much things say of each concept in the first of their texts, the first two and so on, shape
        (things, texts, concepts); `worth` is what a word counts there, as in scopes. `shares` makes coverages
        of it."""
        at: dict[str, int] = {}
        rows = [[at.setdefault(text, len(at)) for text in texts] for texts in things]
        told = self._each_told(at)[np.array(rows)]
        best: Floats = np.maximum.accumulate(told * np.array(worth)[:, None], axis=1)
        return best

    def shares(self, best: Floats, given: Sequence[str] = ()) -> Floats:
        """The `coverage` of each thing, shape (things,); `best` has a row of concepts of each."""
        if not self.concepts:
            return np.zeros(len(best))
        weighed = [self._weighed(text) for text in given] or [self._weighed("")]
        weights, totals = np.array([w for w, _ in weighed]), np.array([total for _, total in weighed])
        found: Floats = np.add.accumulate(best * weights, axis=1)[:, -1] / totals
        return found

    def shares_without(self, words: frozenset[str], best: Floats) -> Floats:
        """The share of what is asked beside some words, folded, shape (things,); 1 when there is nothing
        else."""
        others = [at for at, c in enumerate(self.concepts) if not words >= set(fold(c.said).split())]
        weights = [self.concepts[at].weight for at in others]
        total = sum(weights)
        if not total:
            return np.ones(len(best))
        found: Floats = np.add.accumulate(best[:, others] * weights, axis=1)[:, -1] / total
        return found

    def _weighed(self, given: str) -> tuple[list[float], float]:
        """The weights of the concepts beside what is given, and their sum."""
        if given not in self._given:
            known = self._told(given)
            weights = [c.weight * (1 - GIVEN * known.get(at, 0.0)) for at, c in enumerate(self.concepts)]
            self._given[given] = weights, sum(weights)
        return self._given[given]

    def beyond_names(self, scopes: Iterable[Scope]) -> float:
        """The share of what is asked about the names that is found; 1 when nothing but names is asked."""
        best = self._best(scopes)
        asked = [at for at, concept in enumerate(self.concepts) if not concept.named]
        total = sum(self.concepts[at].weight for at in asked)
        found = sum(self.concepts[at].weight * best.get(at, 0.0) for at in asked)
        return found / total if total else 1.0

    def missing(self, texts: Iterable[str]) -> list[str]:
        """The concepts found in none of the texts, the weightiest first, as they were said."""
        told = self._each_told(dict.fromkeys(texts))
        lost = [
            concept
            for at, concept in enumerate(self.concepts)
            if (len(concept.forms) > 1 or " " not in concept.said) and not told[:, at].any()
        ]
        return [c.said.rstrip("\0") for c in sorted(lost, key=lambda c: -c.weight)]

    def _best(self, scopes: Iterable[Scope]) -> dict[int, float]:
        """How much the scopes say, at best, of those concepts that they say anything of."""
        best: dict[int, float] = {}
        for text, worth in scopes:
            for at, share in self._told(text).items():
                if worth * share > best.get(at, 0.0):
                    best[at] = worth * share
        return best

    def _each_told(self, texts: Iterable[str]) -> Floats:
        """How much each text says of each concept, shape (texts, concepts): `_told` of many at once."""
        read = list(map(words, texts))
        having = {term: [at for at, text in enumerate(read) if term in text.folded] for term in self._asked}
        told = np.zeros((len(read), len(self.concepts)))
        for concept, forms in enumerate(self._forms):
            for form, total in forms:
                found = np.zeros(len(read))
                for exact, folded, weight in form:
                    rows = having[folded]
                    found[rows] += [
                        weight if exact in read[at].exact else weight * self._other_marks for at in rows
                    ]
                if total:
                    told[:, concept] = np.maximum(told[:, concept], found / total)
        return told

    def _told(self, text: str) -> dict[int, float]:
        """How much a text says of those concepts that it says anything of; kept, for headings and titles come
        again and again."""
        kept = self._kept.get(text)
        if kept is None:
            read = words(text)
            touched = {at for term in self._asked & read.folded for at in self._saying[term]}
            shares = {at: self._match(at, read) for at in touched}
            kept = self._kept[text] = {at: share for at, share in shares.items() if share}
        return kept

    def _match(self, at: int, text: Words) -> float:
        """The share of the form of a concept of which most is found, by weight."""
        best = 0.0
        for form, total in self._forms[at]:
            found = 0.0
            for exact, folded, weight in form:
                if folded in text.folded:
                    found += weight if exact in text.exact else weight * self._other_marks
            best = max(best, found / total if total else 0.0)
        return best


def _telling(form: tuple[Term, ...]) -> tuple[list[tuple[str, str, float]], float]:
    """Of a form of several words its pairs, and their weight: "dân số" is not said by "dân cư" and "số 7".
    Each as its words spaced, its folded term and its weight."""
    pairs = tuple(term for term in form if " " in term.exact) or form
    said = [(spaced(term.exact.split(" ")), term.folded, term.weight) for term in pairs]
    return said, sum(term.weight for term in pairs)
