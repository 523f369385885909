"""Cuts a document into passages, the unit of retrieval: runs of leaves inside one section.

A passage has at most about LIMIT syllables, so that with its context it fits the embedding model's window of
512 tokens (about 1.5 tokens a syllable); a longer leaf is cut between sentences. A note stays with the leaf
whose mark it explains and, where that was cut, has the sentence with the mark as its context: so it is found
through that sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from kb.model import BODY_KINDS, Leaf, ParsedDocument, Passage, Section, Span
from kb.sentences import sentences

LIMIT = 180
TITLE_WORDS = 30  # of the subject and of each heading in a context
SENTENCE_WORDS = 60  # of the sentence a note hangs on
WORD = re.compile(r"\S+")


def passages(parsed: ParsedDocument) -> list[Passage]:
    """In the order of the text, not overlapping; together they hold every body leaf."""
    sections = {section.id: section for section in parsed.sections}
    found = []
    for section_id, leaves in groupby(parsed.leaves, key=lambda leaf: leaf.section_id):
        for run in _runs(parsed.text, list(leaves)):
            found.append(_passage(parsed, sections[section_id], run))
    return found


def searched(passage: Passage) -> str:
    """What is embedded and counted: the text below the titles it stands under."""
    return f"{passage.context}\n{passage.text}"


def _runs(text: str, leaves: list[Leaf]) -> Iterator[Span]:
    """Consecutive body leaves, joined while they fit."""
    run: Span | None = None
    for leaf in leaves:
        if leaf.kind not in BODY_KINDS:
            if run:
                yield run
            run = None
            continue
        for piece in _pieces(text, leaf):
            joined = Span(run.start, piece.end) if run else piece
            if run and leaf.kind != "note" and _length(text, joined) > LIMIT:
                yield run
                joined = piece
            run = joined
    if run:
        yield run


def _pieces(text: str, leaf: Leaf) -> Iterator[Span]:
    """The leaf whole, or cut between sentences (a table: rows), or inside a sentence too long itself."""
    whole = _trim(text, leaf.start, leaf.end)
    if _length(text, whole) <= LIMIT:
        if whole.start < whole.end:
            yield whole
        return
    starts = [s.start for s in sentences(text, whole.start, whole.end)]
    edges = [whole.start, *starts[1:], whole.end]
    for start, end in pairwise(edges):
        words = list(WORD.finditer(text, start, end))
        for first in range(0, len(words), LIMIT):
            last = min(first + LIMIT, len(words)) - 1
            yield Span(words[first].start(), words[last].end())


def _passage(parsed: ParsedDocument, section: Section, span: Span) -> Passage:
    document = parsed.document
    path = (
        section.path[:-1] if span.start == section.start else section.path
    )  # the text begins with the heading
    titles = (" ".join(filter(None, (document.type_name, document.subject))), *path)
    context = "\n".join([*(_shortened(title) for title in titles if title), *_explained(parsed, span)])
    return Passage(document.id, section.id, span.start, span.end, context, parsed.text[span.start : span.end])


def _explained(parsed: ParsedDocument, span: Span) -> Iterator[str]:
    """The words, up to the mark, of the sentences outside the passage that its notes hang on."""
    for note in parsed.notes:
        if note.mark and note.start < span.end and span.start < note.end and note.mark.end <= span.start:
            leaf = next(leaf for leaf in parsed.leaves if leaf.start <= note.mark.start < leaf.end)
            found = (s for s in sentences(parsed.text, leaf.start, leaf.end) if s.end >= note.mark.end)
            sentence = next(found, Span(leaf.start, leaf.end))
            said = parsed.text[sentence.start : note.mark.start].split()
            yield " ".join(said[-SENTENCE_WORDS:])


def _shortened(title: str) -> str:
    return " ".join(title.split()[:TITLE_WORDS])


def _length(text: str, span: Span) -> int:
    return len(text[span.start : span.end].split())


def _trim(text: str, start: int, end: int) -> Span:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return Span(start, start + len(inner.strip()))
