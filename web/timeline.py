"""A subject over time: the sentences of each document that name it, with the figures they give of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from kb.citation import cite
from kb.model import Citation, Document, Filters, Hit, ParsedDocument, Query
from kb.sentences import leaf_sentences
from web.facade import Facade
from web.figures import Figure, figures_of, spelt

LOOKED_AT = 60
PER_DOCUMENT = 4
PROSE = frozenset({"paragraph", "list_item", "note"})


@dataclass(frozen=True)
class Said:
    """The spans of `figures` count from the start of the quote."""

    citation: Citation
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Stop:
    document: Document
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Timeline:
    """`stops` from the oldest document, undated ones last; `measures` with the most figures first."""

    query: Query
    measures: tuple[str, ...]
    stops: tuple[Stop, ...]


def timeline(kb: Facade, subject: str, filters: Filters) -> Timeline:
    """Raises UsageError for an empty subject, as a search does."""
    result = kb.search(subject, LOOKED_AT, filters)
    meant = spelt(result.query.interpreted)
    if not meant:
        return Timeline(result.query, (), ())
    phrase = re.compile(rf"\b{re.escape(meant)}\b")
    words = re.compile("".join(rf"(?=.*\b{re.escape(word)}\b)" for word in meant.split()))
    # Where some sentences name the subject, those that only hold its words speak of something else.
    stops = tuple(_stops(kb, result.hits, meant, phrase)) or tuple(_stops(kb, result.hits, meant, words))
    return Timeline(result.query, _measures(stops), stops)


def _stops(kb: Facade, hits: tuple[Hit, ...], subject: str, wanted: re.Pattern[str]) -> Iterator[Stop]:
    grouped: dict[Document, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.document, []).append(hit)
    for document in sorted(grouped, key=lambda document: (document.issued_date or date.max, document.id)):
        said = _said(kb.parsed(document.id), grouped[document], subject, wanted)
        if first := tuple(islice(said, PER_DOCUMENT)):
            yield Stop(document, first)


def _said(parsed: ParsedDocument, hits: list[Hit], subject: str, wanted: re.Pattern[str]) -> Iterator[Said]:
    """Of the sections found: the sentences with figures first, then by the rank of their section."""
    rank: dict[str, int] = {}
    for hit in hits:
        rank.setdefault(hit.citation.section_id, hit.rank)
    found = []
    for leaf in parsed.leaves:
        if leaf.section_id in rank and leaf.kind in PROSE:
            for span in leaf_sentences(parsed.text, leaf):
                sentence = parsed.text[span.start : span.end]
                if wanted.search(spelt(sentence)):
                    numbers = figures_of(sentence, subject)
                    found.append((not numbers, rank[leaf.section_id], span, numbers))
    for _, _, span, numbers in sorted(found, key=lambda item: item[:3]):
        yield Said(cite(parsed, *span), tuple(numbers))


def _measures(stops: tuple[Stop, ...]) -> tuple[str, ...]:
    """Those in which documents of at least two days give figures: only these show a change."""
    days: dict[str, set[date]] = {}
    times: dict[str, int] = {}
    for stop in stops:
        for figure in (figure for said in stop.said for figure in said.figures):
            if stop.document.issued_date:
                days.setdefault(figure.measure, set()).add(stop.document.issued_date)
                times[figure.measure] = times.get(figure.measure, 0) + 1
    return tuple(sorted((m for m in days if len(days[m]) > 1), key=lambda m: -times[m]))
