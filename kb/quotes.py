"""Inside the passages found of a section: what to quote, and which of its words to highlight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.lexical import sentence_scores
from kb.model import ParsedDocument, Span
from kb.query import Understanding
from kb.quotable import Sentence
from kb.terms import folded_terms
from kb.text import fold, syllables

TELLING = 0.3  # of the highest idf: words below it are highlighted only beside another word asked for
HEADING = 0.5  # a heading says less than the sentence under it
CARRIED = 0.5  # what a footnote has of the evidence of the sentence it hangs on;
POINTED = 1.05  # all and more when its mark stands right behind words asked for, which it then explains
BEFORE_MARK = 5  # syllables before a mark of which
ASKED_BEFORE_MARK = 3  # so many, the last among them, were asked for
COUNTED = 1.25  # a sentence with a number, when the question asks for one
NEW_EVIDENCE = 0.2  # a neighbour is quoted too when it brings this share of what the question asks
LONGEST_QUOTE = 700  # characters of a quote that takes in a neighbour

ASKS_FOR_NUMBER = re.compile(r"\b(?:bao nhieu|may|how (?:many|much))\b")
CLAUSE_END = re.compile(r"[.,;:()]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a quote may answer with, unaccented.

    `terms` are all; `telling` those worth highlighting; `asked` rank the sentences; `weights` are those of
    the words typed; `others` are, for words that can be said another way, those words and the ways to say
    them.
    """

    terms: frozenset[str]
    telling: frozenset[str]
    asked: tuple[str, ...]
    weights: Mapping[str, float]
    others: tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...]
    number: bool

    @classmethod
    def of(cls, understood: Understanding, weigh: Mapping[str, float]) -> Wanted:
        """`weigh` gives the idf of the terms of `all_terms` that the corpus has."""
        least = TELLING * max(weigh.values(), default=0.0)
        return cls(
            terms=frozenset(all_terms(understood)),
            telling=frozenset(term for term, weight in weigh.items() if " " in term or weight >= least),
            asked=tuple(dict.fromkeys([*understood.folded, *_translated(understood, weigh)])),
            weights={t: weigh.get(t, 0.0) for t in understood.folded if t in weigh or " " not in t},
            others=tuple(
                (frozenset(folded_terms(a.said)), tuple(frozenset(folded_terms(f)) for f in a.forms))
                for a in understood.alternatives
            ),
            number=ASKS_FOR_NUMBER.search(fold(understood.words)) is not None,
        )

    def covered(self, found: frozenset[str]) -> frozenset[str]:
        """Which of the words asked these terms answer, in whatever way they are said."""
        said = {term for words, ways in self.others if any(way <= found for way in ways) for term in words}
        return frozenset(self.weights.keys() & found | self.weights.keys() & said)

    def said(self, words: Sequence[str]) -> list[str]:
        """The terms wanted in a sentence of these words, as often as it has them."""
        found = [word for word in words if word in self.terms]
        for one, other in pairwise(words):
            if one in self.terms and other in self.terms and (pair := f"{one} {other}") in self.terms:
                found.append(pair)
        return found

    def retold(self, said: Sequence[str]) -> frozenset[str]:
        """Those words of the question that a sentence with these terms says another way."""
        has = frozenset(said)
        return self.covered(has) - has if self.others else frozenset()

    def share(self, terms: Iterable[str]) -> float:
        total = sum(self.weights.values())
        return sum(self.weights[term] for term in terms) / total if total else 0.0


def all_terms(understood: Understanding) -> tuple[str, ...]:
    """The words asked and every other way to say them, unaccented."""
    ways = (folded_terms(form) for a in understood.alternatives for form in a.forms)
    return tuple(dict.fromkeys([*understood.folded, *(term for way in ways for term in way)]))


def _translated(understood: Understanding, weigh: Mapping[str, float]) -> Iterator[str]:
    """For words of the question that the corpus lacks, those of the shortest other way to say them."""
    for a in understood.alternatives:
        if weigh.keys().isdisjoint(folded_terms(a.said)):
            yield from folded_terms(min(a.forms, key=len))


@dataclass(frozen=True, slots=True)
class Section:
    """What was found of one section: its sentences, with their passage's score over the best passage's."""

    parsed: ParsedDocument
    sentences: Mapping[Sentence, float]


def quotes(sections: Sequence[Section], wanted: Wanted) -> list[Span]:
    """For each section the sentence or footnote that answers best, with a neighbour that answers the rest.

    BM25 over the sentences of all sections; where none has any of the words, the first that is no heading.
    """
    said, lengths = [], []
    for sentence in (sentence for section in sections for sentence in section.sentences):
        words = sentence.words.split()
        found = wanted.said(words)
        retold = wanted.retold(found)
        said.append([*found, *retold])
        lengths.append(max(2 * len(words) - 1, 0) + len(retold))
    scores = iter(sentence_scores(said, lengths, wanted.asked).tolist())
    scored = [{sentence: next(scores) for sentence in section.sentences} for section in sections]
    return [_quote(section, evidence, wanted) for section, evidence in zip(sections, scored, strict=True)]


def highlights(quote: str, wanted: Iterable[str]) -> tuple[Span, ...]:
    """The words of `quote` that were asked for, whatever their marks; neighbours as one span."""
    words, plain = frozenset(wanted), fold(quote)
    spans = syllables(plain)
    folded = [plain[start:end] for start, end in spans]
    found = {at for at, word in enumerate(folded) if word in words}
    for at, pair in enumerate(map(" ".join, pairwise(folded))):
        if pair in words:
            found |= {at, at + 1}
    marked: list[Span] = []
    for span in (spans[at] for at in sorted(found)):
        if marked and quote[marked[-1].end : span.start].strip() in ("", "-", "–"):
            marked[-1] = Span(marked[-1].start, span.end)
        else:
            marked.append(span)
    return tuple(marked)


def _quote(section: Section, evidence: Mapping[Sentence, float], wanted: Wanted) -> Span:
    text = section.parsed.text

    def worth(sentence: Sentence) -> tuple[float, bool]:
        score = evidence[sentence] + _carried(text, sentence, evidence, wanted)
        score *= COUNTED if wanted.number and sentence.numeric else 1.0
        score *= HEADING if sentence.heading else 1.0
        return score * section.sentences[sentence], not sentence.heading

    return _widened(max(section.sentences, key=worth), section, wanted)


def _carried(text: str, sentence: Sentence, evidence: Mapping[Sentence, float], wanted: Wanted) -> float:
    """What a sentence of a footnote has of the evidence of the sentence the note hangs on."""
    mark = sentence.note and sentence.note.mark
    if not mark:
        return 0.0
    carrier = next((s for s in evidence if s.span.start <= mark.start < s.span.end), None)
    if not carrier:
        return 0.0
    clause = CLAUSE_END.split(text[carrier.span.start : mark.start])[-1]
    asked = [fold(clause[a:b]) in wanted.terms for a, b in syllables(clause)[-BEFORE_MARK:]]
    pointed = sum(asked) >= ASKED_BEFORE_MARK and asked[-1]
    return evidence[carrier] * (POINTED if pointed else CARRIED)


def _widened(best: Sentence, section: Section, wanted: Wanted) -> Span:
    """The best sentence, with the one after or before it when that answers what the best leaves open.

    A footnote stands for itself.
    """
    around = sorted(section.sentences, key=lambda sentence: sentence.span)
    at = around.index(best)
    has = _answered(best, wanted)
    for other in (*around[at + 1 : at + 2], *around[max(at - 1, 0) : at]):
        whole = Span(min(best.span.start, other.span.start), max(best.span.end, other.span.end))
        if whole.end - whole.start > LONGEST_QUOTE or other.heading or best.note or other.note:
            continue
        if wanted.share(_answered(other, wanted) - has) >= NEW_EVIDENCE:
            return whole
    return best.span


def _answered(sentence: Sentence, wanted: Wanted) -> frozenset[str]:
    return wanted.covered(frozenset(wanted.said(sentence.words.split())))
