"""A subject over time: the sentences of each document that hold every word asked for, with their figures."""

from __future__ import annotations

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
    grouped: dict[Document, list[Hit]] = {}
    for hit in result.hits:
        grouped.setdefault(hit.document, []).append(hit)
    ordered = sorted(grouped, key=lambda document: (document.issued_date or date.max, document.id))
    stops = tuple(
        Stop(document, said)
        for document in ordered
        if (said := tuple(islice(_said(kb.parsed(document.id), grouped[document], meant), PER_DOCUMENT)))
    )
    return Timeline(result.query, _measures(stops), stops)


def _said(parsed: ParsedDocument, hits: list[Hit], subject: str) -> Iterator[Said]:
    """Of the sections found: the sentences with figures first, then by the rank of their section."""
    rank: dict[str, int] = {}
    for hit in hits:
        rank.setdefault(hit.citation.section_id, hit.rank)
    words = set(subject.split())
    found = []
    for leaf in parsed.leaves:
        if leaf.section_id in rank and leaf.kind in PROSE:
            for span in leaf_sentences(parsed.text, leaf):
                sentence = parsed.text[span.start : span.end]
                if words <= set(spelt(sentence).split()):
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
