"""Inside a passage that was found: which sentence to quote, and which of its words to highlight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rank_bm25 import BM25Plus

from kb.model import ParsedDocument, Passage, Span
from kb.query import Understanding
from kb.sentences import sentences
from kb.terms import folded_terms
from kb.text import fold, syllables

HEADING = 0.5  # a heading says less than the sentence under it


def question_terms(understood: Understanding) -> list[str]:
    """Unaccented terms a sentence may answer with: the words asked, and every other way to say them."""
    forms = (folded_terms(form) for a in understood.alternatives for form in a.forms)
    return list(dict.fromkeys([*understood.folded, *(term for form in forms for term in form)]))


def quotes(found: Sequence[tuple[ParsedDocument, Passage]], wanted: Sequence[str]) -> list[Span]:
    """For each passage, its sentence that answers best; BM25+ over the sentences of all of them.

    A passage none of whose sentences has any of the words is quoted by its first sentence that is no heading.
    """
    candidates = [_sentences(parsed, passage) for parsed, passage in found]
    analysed = [
        folded_terms(parsed.text[a:b])
        for (parsed, _), spans in zip(found, candidates, strict=True)
        for a, b in spans
    ]
    if not any(analysed):
        return [spans[0] for spans in candidates]
    known = {term for words in analysed for term in words}
    scores = iter(BM25Plus(analysed).get_scores([term for term in wanted if term in known]))
    chosen = []
    for (parsed, _), spans in zip(found, candidates, strict=True):
        weighed = [(next(scores) * _weight(parsed, span), -at) for at, span in enumerate(spans)]
        chosen.append(spans[-max(weighed)[1]])
    return chosen


def _sentences(parsed: ParsedDocument, passage: Passage) -> list[Span]:
    return sentences(parsed.text, passage.start, passage.end) or [Span(passage.start, passage.end)]


def _weight(parsed: ParsedDocument, span: Span) -> float:
    return (
        HEADING
        if any(
            leaf.kind == "heading" and leaf.start <= span.start and span.end <= leaf.end
            for leaf in parsed.leaves
        )
        else 1.0
    )


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
