"""The timeline of a subject: what each document says of it, oldest first, with the figures it gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from kb.model import Document
from web.cards import Source, document_url, emphasised, source
from web.chart import Chart, Point, chart
from web.facade import Kb
from web.marks import Run
from web.params import SearchParams, Words
from web.render import Show
from web.suggestions import Suggestion, subjects
from web.timeline import Said, Stop, timeline

router = APIRouter()
SUBJECTS = 12


class TimelineParams(SearchParams):
    measure: Words = ""


@dataclass(frozen=True)
class SaidCard:
    """`place` is where in the document it stands, which its stop names already."""

    runs: tuple[Run, ...]
    source: Source
    place: str


@dataclass(frozen=True)
class StopCard:
    document: Document
    url: str
    said: tuple[SaidCard, ...]


@dataclass(frozen=True)
class TimelineView:
    """timeline.html: `measures` each with the address that draws it."""

    asked: TimelineParams
    stops: tuple[StopCard, ...]
    measures: tuple[tuple[str, str], ...]
    chart: Chart | None
    search_url: str
    suggestions: tuple[Suggestion, ...]


@router.get("/timeline", response_class=HTMLResponse)
def timeline_page(kb: Kb, asked: Annotated[TimelineParams, Query()], show: Show) -> HTMLResponse:
    subject = asked.q.strip()
    found = timeline(kb, subject, asked.filters) if subject else None
    stops = found.stops if found else ()
    measures = found.measures if found else ()
    measure = asked.measure if asked.measure in measures else next(iter(measures), "")
    view = TimelineView(
        asked,
        tuple(_card(stop) for stop in stops),
        tuple((name, show.here.but(measure=name)) for name in measures),
        chart(measure, list(_points(stops, measure))) if measure else None,
        f"/?{urlencode({'q': subject})}",
        () if subject else subjects(kb, "/timeline", SUBJECTS),
    )
    return show("timeline.html", view)


def _card(stop: Stop) -> StopCard:
    return StopCard(
        stop.document, document_url(stop.document.id), tuple(_said(stop, said) for said in stop.said)
    )


def _said(stop: Stop, said: Said) -> SaidCard:
    runs = emphasised(said.citation.quote, (figure.span for figure in said.figures))
    place = said.citation.label.removeprefix(stop.document.label).lstrip(", ")
    return SaidCard(runs, source(said.citation), place)


def _points(stops: tuple[Stop, ...], measure: str) -> Iterator[Point]:
    for stop in stops:
        day, precision = stop.document.issued_date, stop.document.issued_precision
        for said in stop.said:
            for figure in said.figures:
                if day and figure.measure == measure:
                    yield Point(day, precision, figure.value, said.citation.label, said.citation.url)
