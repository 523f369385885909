"""Inside the passages found of a section: what to quote, and which of its words to highlight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rank_bm25 import BM25Plus

from kb.model import Note, ParsedDocument, Passage, Span
from kb.query import Understanding
from kb.sentences import sentences
from kb.terms import folded_terms
from kb.text import fold, syllables

HEADING = 0.5  # a heading says less than the sentence under it
CARRIED = 0.5  # what a footnote has of the evidence of the sentence it hangs on;
POINTED = 1.05  # all and more when its mark stands right behind words asked for, which it then explains
BEFORE_MARK = 5  # syllables before a mark of which
ASKED_BEFORE_MARK = 3  # so many, the last among them, were asked for
COUNTED = 1.25  # a sentence with a number, when the question asks for one
ASKS_FOR_NUMBER = re.compile(r"\b(?:bao nhieu|may|how (?:many|much))\b")
CLAUSE_END = re.compile(r"[.,;:()]")
NEW_EVIDENCE = 0.2  # a neighbour is quoted too when it brings this share of what the question asks
LONGEST_QUOTE = 700  # characters of a quote that takes in a neighbour


@dataclass(frozen=True, slots=True)
class Section:
    """What was found of one section: its document, and its passages with their scores, the best first."""

    parsed: ParsedDocument
    passages: tuple[tuple[Passage, float], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Unaccented terms a quote may answer with. `weights` are those of the words asked; `others` are, for the
    words of the question that can be said another way, those words and the ways to say them."""

    terms: tuple[str, ...]
    weights: Mapping[str, float]
    others: tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...]
    number: bool

    @classmethod
    def of(cls, understood: Understanding, weigh: Mapping[str, float]) -> Wanted:
        """`weigh` gives the idf of the terms of `all_terms` that the corpus has."""
        return cls(
            terms=all_terms(understood),
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
        return frozenset(self.weights.keys() & (found | said))

    def share(self, terms: Iterable[str]) -> float:
        total = sum(self.weights.values())
        return sum(self.weights[term] for term in terms) / total if total else 0.0


def all_terms(understood: Understanding) -> tuple[str, ...]:
    """The words asked and every other way to say them, unaccented."""
    ways = (folded_terms(form) for a in understood.alternatives for form in a.forms)
    return tuple(dict.fromkeys([*understood.folded, *(term for way in ways for term in way)]))


def quotes(sections: Sequence[Section], wanted: Wanted) -> list[Span]:
    """For each section the sentence or footnote that answers best, with a neighbour that answers the rest.

    BM25 over all sentences of all sections, weighed by the score of their passage; where none has any of the
    words, the first that is no heading.
    """
    candidates = [list(_candidates(section)) for section in sections]
    texts = [
        folded_terms(section.parsed.text[span.start : span.end])
        for section, found in zip(sections, candidates, strict=True)
        for span, _ in found
    ]
    known = {term for words in texts for term in words}
    asked = [term for term in wanted.terms if term in known]
    scores = iter(BM25Plus(texts, delta=0).get_scores(asked) if asked else [0.0] * len(texts))
    return [
        _widened(
            section, _best(section, {span: (next(scores), weight) for span, weight in found}, wanted), wanted
        )
        for section, found in zip(sections, candidates, strict=True)
    ]


def highlights(quote: str, wanted: Iterable[str]) -> tuple[Span, ...]:
    """The words of `quote` that were asked for, whatever their marks; neighbours as one span."""
    words = set(wanted)
    spans = syllables(quote)
    folded = [fold(quote[start:end]) for start, end in spans]
    pairs = [f"{a} {b}" for a, b in pairwise(folded)]
    marked: list[Span] = []
    for at, span in enumerate(spans):
        paired = any(0 <= i < len(pairs) and pairs[i] in words for i in (at - 1, at))
        if not paired and folded[at] not in words:
            continue
        if marked and quote[marked[-1].end : span.start].strip() in ("", "-", "–"):
            marked[-1] = Span(marked[-1].start, span.end)
        else:
            marked.append(span)
    return tuple(marked)


def _candidates(section: Section) -> Iterator[tuple[Span, float]]:
    """Every sentence of the passages and of the footnotes that hang on them, with its passage's weight."""
    seen = set()
    best = section.passages[0][1]
    for passage, score in section.passages:
        weight = score / best if best > 0 else 1.0
        spans = (
            [passage.start, passage.end],
            *([note.start, note.end] for note in _notes_on(section, passage)),
        )
        for start, end in spans:
            for span in sentences(section.parsed.text, start, end) or [Span(start, end)]:
                if span not in seen:
                    seen.add(span)
                    yield span, weight


def _notes_on(section: Section, passage: Passage) -> list[Note]:
    return [n for n in section.parsed.notes if n.mark and passage.start <= n.mark.start < passage.end]


def _best(section: Section, scored: Mapping[Span, tuple[float, float]], wanted: Wanted) -> Span:
    parsed = section.parsed
    final = {}
    for place, (span, (score, weight)) in enumerate(scored.items()):
        note = next((n for n in parsed.notes if n.mark and n.start <= span.start < n.end), None)
        carrier = next((s for s in scored if note and note.mark and s.start <= note.mark.start < s.end), None)
        total = score
        if note and carrier:
            total += scored[carrier][0] * (POINTED if _points(parsed, note, carrier, wanted) else CARRIED)
        if wanted.number and any(map(str.isdigit, parsed.text[span.start : span.end])):
            total *= COUNTED
        if _is_heading(parsed, span):
            total = total * HEADING - 1e-9
        final[span] = (total * weight, -place)
    return max(final, key=final.__getitem__)


def _points(parsed: ParsedDocument, note: Note, carrier: Span, wanted: Wanted) -> bool:
    """Whether the mark of a footnote stands right behind words that were asked for."""
    if note.mark is None:
        return False
    clause = CLAUSE_END.split(parsed.text[carrier.start : note.mark.start])[-1]
    words = [fold(clause[start:end]) for start, end in syllables(clause)][-BEFORE_MARK:]
    asked = [word in wanted.terms for word in words]
    return sum(asked) >= ASKED_BEFORE_MARK and asked[-1]


def _is_heading(parsed: ParsedDocument, span: Span) -> bool:
    return any(x.kind == "heading" and x.start <= span.start and span.end <= x.end for x in parsed.leaves)


def _widened(section: Section, best: Span, wanted: Wanted) -> Span:
    """`best` with the sentence before or after it, when that answers what `best` leaves unanswered."""
    text = section.parsed.text
    around = sorted({span for span, _ in _candidates(section)})
    at = around.index(best)
    has = wanted.covered(frozenset(folded_terms(text[best.start : best.end])))
    for neighbour in (*around[at + 1 : at + 2], *around[max(at - 1, 0) : at]):
        whole = Span(min(best.start, neighbour.start), max(best.end, neighbour.end))
        if whole.end - whole.start > LONGEST_QUOTE or _is_heading(section.parsed, neighbour):
            continue
        new = wanted.covered(frozenset(folded_terms(text[neighbour.start : neighbour.end]))) - has
        if wanted.share(new) >= NEW_EVIDENCE:
            return whole
    return best
