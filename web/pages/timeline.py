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

from kb.model import Document, Hit, ParsedDocument, SearchResult, Span
from kb.sentences import sentences
from kb.text import fold
from web.cards import Source, document_url, emphasised, source
from web.chart import Chart, Point, chart
from web.collation import key
from web.facade import Facade, Kb
from web.figures import Figure, figures
from web.marks import Run
from web.params import SearchParams
from web.render import Show

router = APIRouter()
LOOKED_AT = 60
PER_DOCUMENT = 4
NEWEST = 10
SUGGESTED = 8
LONGEST_SUBJECT = 60
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
    suggestions: tuple[tuple[str, str], ...]


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
        () if subject else tuple(_suggestions(kb)),
    )
    return show("timeline.html", view)


def _stops(kb: Facade, result: SearchResult) -> Iterator[Stop]:
    """Documents in order of time; of each, the sentences that hold every word asked for, best first."""
    words = set(fold(result.query.interpreted or result.query.text).split())
    grouped: dict[Document, list[Hit]] = {}
    for hit in result.hits:
        grouped.setdefault(hit.document, []).append(hit)
    for document in sorted(grouped, key=lambda d: (d.issued_date or date.max, d.id)):
        said = tuple(islice(_said(kb.parsed(document.id), grouped[document], words), PER_DOCUMENT))
        if said:
            yield Stop(document, document_url(document.id), said)


def _said(parsed: ParsedDocument, hits: list[Hit], words: set[str]) -> Iterator[Said]:
    seen: set[Span] = set()
    for hit in hits:
        for span in sentences(parsed.text, hit.citation.start, hit.citation.end):
            text = parsed.text[span.start : span.end]
            if span not in seen and words <= set(WORD.findall(fold(text))):
                seen.add(span)
                found = figures(text)
                marked = emphasised(text, (figure.span for figure in found))
                yield Said(marked, source(cite(parsed, *span)), tuple(found))


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


def _suggestions(kb: Facade) -> Iterator[tuple[str, str]]:
    """Headings that several of the newest documents share."""
    seen: dict[str, set[str]] = {}
    for document in kb.documents()[:NEWEST]:
        for section in kb.parsed(document.id).sections:
            if section.heading and len(section.heading) <= LONGEST_SUBJECT:
                seen.setdefault(section.heading.strip(" .:;").capitalize(), set()).add(document.id)
    shared = sorted((h for h, ids in seen.items() if len(ids) > 1), key=lambda h: (-len(seen[h]), key(h)))
    for heading in shared[:SUGGESTED]:
        yield heading, f"/timeline?{urlencode({'q': heading})}"
