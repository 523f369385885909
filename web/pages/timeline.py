"""A subject over time: what each document says of it, oldest first, with the figures it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from kb.citation import cite
from kb.model import Document, Hit, ParsedDocument, SearchResult
from kb.sentences import leaf_sentences
from kb.text import fold
from web.cards import Source, document_url, emphasised, source
from web.chart import Chart, Point, chart
from web.facade import Facade, Kb
from web.figures import Figure, figures
from web.marks import Run
from web.params import SearchParams
from web.render import Show
from web.suggestions import Suggestion, subjects

router = APIRouter()
LOOKED_AT = 60
PER_DOCUMENT = 4
SUBJECTS = 12
PROSE = frozenset({"paragraph", "list_item", "note"})
WORD = re.compile(r"\w+")


class TimelineParams(SearchParams):
    measure: str = ""


@dataclass(frozen=True)
class Said:
    runs: tuple[Run, ...]
    source: Source
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Stop:
    document: Document
    url: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class TimelineView:
    """timeline.html: `measures` are those at least two documents give figures in, each with its address."""

    asked: TimelineParams
    stops: tuple[Stop, ...]
    measures: tuple[tuple[str, str], ...]
    chart: Chart | None
    search_url: str
    suggestions: tuple[Suggestion, ...]


@router.get("/timeline", response_class=HTMLResponse)
def timeline_page(kb: Kb, asked: Annotated[TimelineParams, Query()], show: Show) -> HTMLResponse:
    subject = asked.q.strip()
    stops = tuple(_stops(kb, kb.search(subject, LOOKED_AT, asked.filters))) if subject else ()
    points = _points(stops)
    measures = [measure for measure, found in points.items() if len({point.day for point in found}) > 1]
    measure = asked.measure if asked.measure in points else next(iter(measures), "")
    view = TimelineView(
        asked,
        stops,
        tuple((name, show.here.but(measure=name)) for name in measures),
        chart(measure, points[measure]) if measure else None,
        f"/?{urlencode({'q': subject})}",
        () if subject else subjects(kb, "/timeline", SUBJECTS),
    )
    return show("timeline.html", view)


def _stops(kb: Facade, result: SearchResult) -> Iterator[Stop]:
    """Documents in order of time; of each, the sentences that hold every word asked for, best first."""
    words = set(WORD.findall(fold(result.query.interpreted)))
    grouped: dict[Document, list[Hit]] = {}
    for hit in result.hits:
        grouped.setdefault(hit.document, []).append(hit)
    for document in sorted(grouped, key=lambda d: (d.issued_date or date.max, d.id)):
        said = tuple(islice(_said(kb.parsed(document.id), grouped[document], words), PER_DOCUMENT))
        if said:
            yield Stop(document, document_url(document.id), said)


def _said(parsed: ParsedDocument, hits: list[Hit], words: set[str]) -> Iterator[Said]:
    """The sentences of the sections found that hold all the words: those with figures first, then by rank."""
    rank: dict[str, int] = {}
    for hit in hits:
        rank.setdefault(hit.citation.section_id, hit.rank)
    found = [
        (not numbers, rank[leaf.section_id], span, numbers)
        for leaf in parsed.leaves
        if leaf.section_id in rank and leaf.kind in PROSE
        for span in leaf_sentences(parsed.text, leaf)
        if words <= set(WORD.findall(fold(parsed.text[span.start : span.end])))
        for numbers in [figures(parsed.text[span.start : span.end])]
    ]
    for _, _, span, numbers in sorted(found, key=lambda item: item[:3]):
        marked = emphasised(parsed.text[span.start : span.end], (figure.span for figure in numbers))
        yield Said(marked, source(cite(parsed, *span)), tuple(numbers))


def _points(stops: tuple[Stop, ...]) -> dict[str, list[Point]]:
    """The figures of dated documents by measure, the measure most often given first."""
    points: dict[str, list[Point]] = {}
    for stop in stops:
        for said in stop.said:
            for figure in said.figures:
                if stop.document.issued_date:
                    point = Point(stop.document.issued_date, figure.value, said.source.label, said.source.url)
                    points.setdefault(figure.measure, []).append(point)
    return dict(sorted(points.items(), key=lambda item: -len(item[1])))
