"""What can be quoted of a passage: its sentences and their words, worked out when the index is built."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.model import Note, ParsedDocument, Passage, Span
from kb.sentences import sentences, unnumbered
from kb.terms import folded_singles
from kb.text import fold

DIGIT = re.compile(r"[\d⁰¹²³⁴-⁹]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`words` are its `folded_singles`, a space between; `note` is the footnote it lies in; `numeric` says
    that it holds a digit."""

    span: Span
    words: str
    heading: bool
    numeric: bool
    note: Note | None


def quotable(parsed: ParsedDocument, passage: Passage) -> tuple[Sentence, ...]:
    """The sentences of a passage and of the footnotes that hang on it; the passage when it has none.

    `parsed` may be the passage's section alone.
    """
    notes = [n for n in parsed.notes if n.mark and passage.start <= n.mark.start < passage.end]
    headings = [x for x in parsed.leaves if x.kind == "heading" and x.section_id == passage.section_id]
    opening = {leaf.start for leaf in parsed.leaves}
    found: dict[Span, Sentence] = {}
    for whole in (Span(passage.start, passage.end), *(Span(n.start, n.end) for n in notes)):
        plain = fold(parsed.text[slice(*whole)])
        for said in sentences(parsed.text, *whole) or [whole]:
            span = unnumbered(parsed.text, said) if said.start in opening else said
            found[span] = Sentence(
                span=span,
                words=" ".join(folded_singles(plain[span.start - whole.start : span.end - whole.start])),
                heading=any(x.start <= span.start and span.end <= x.end for x in headings),
                numeric=DIGIT.search(parsed.text, *span) is not None,
                note=next((n for n in parsed.notes if n.start <= span.start < n.end), None),
            )
    return tuple(found.values())
