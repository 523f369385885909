"""One document to read: sections, notes, tables, what it asks of whom, and the quote a link points at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import BoundedSemaphore
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response

from kb import links
from kb.citation import cite
from kb.commitments import CommitmentFilter
from kb.errors import BusyError, NotFoundError
from kb.model import Details, Document, Filters, Hit, ParsedDocument, Span, to_json
from kb.pages import page_image, supports
from web.body import Block, blocks
from web.cards import Source, document_url, source, task_card
from web.contents import Entry, contents
from web.facade import Facade, Kb
from web.params import MAX_HITS, SearchParams
from web.render import Show

router = APIRouter()
ALIKE = 4
LOOKED_AT = 20
# Each page is drawn by a process of its own with up to 3 GB; who waits holds a thread of the server.
DRAWING = BoundedSemaphore(2)
WAITING = BoundedSemaphore(8)
Offset = Annotated[int | None, Query(ge=0)]


@dataclass(frozen=True)
class Related:
    kind: str
    document: Document
    url: str
    why: str


@dataclass(frozen=True)
class Trail:
    """The search that led here: back to it, and on to the hits before and after this one."""

    question: str
    back_url: str
    previous_url: str
    next_url: str


@dataclass(frozen=True)
class DocumentView:
    """document.html: `found` says how a link's quote stands now: exact, moved, gone, or empty without one."""

    document: Document
    details: Details
    contents: tuple[Entry, ...]
    blocks: tuple[Block, ...]
    found: str
    cited: Source | None
    trail: Trail | None
    tasks: int
    tasks_url: str
    related: tuple[Related, ...]
    original_url: str
    pictures: dict[int, str]


# The paths with more after the id come first: an id may hold slashes.
@router.get("/documents/{document_id:path}/original")
def original(kb: Kb, document_id: str) -> FileResponse:
    """The file as it was given, always as a download: nothing in it may run in this site's name."""
    path = kb.original(document_id)
    return FileResponse(path, media_type="application/octet-stream", filename=path.name)


@router.get("/documents/{document_id:path}/pages/{page}.png")
def page_picture(kb: Kb, document_id: str, page: int, start: Offset = None, end: Offset = None) -> Response:
    """The page as it was scanned or printed, the lines of the given stretch marked."""
    leaves = kb.parsed(document_id).leaves
    asked = range(start or 0, end or 0)
    boxes = [
        leaf.box
        for leaf in leaves
        if leaf.box and leaf.page == page and leaf.start < asked.stop and leaf.end > asked.start
    ]
    with _drawing():
        body = page_image(kb.original(document_id), page, boxes)
    return Response(body, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@contextmanager
def _drawing() -> Iterator[None]:
    """One of the few turns to draw a page; raises BusyError when too many wait for one already."""
    if not WAITING.acquire(blocking=False):
        raise BusyError("Too many pages are being drawn; try again in a few seconds.")
    try:
        with DRAWING:
            yield
    finally:
        WAITING.release()


@router.get("/api/documents/{document_id:path}/citation")
def citation(kb: Kb, document_id: str, start: int, end: int) -> JSONResponse:
    """The citation of any stretch of text, for a selection on the page."""
    parsed = kb.parsed(document_id)
    if not 0 <= start < end <= len(parsed.text):
        raise NotFoundError(
            f"Document '{document_id}' has characters 0 to {len(parsed.text)}, not {start} to {end}."
        )
    return JSONResponse(to_json(cite(parsed, start, end)))


@router.get("/documents/{document_id:path}", response_class=HTMLResponse)
def document_page(
    kb: Kb,
    document_id: str,
    show: Show,
    asked: Annotated[SearchParams, Query()],
    start: Offset = None,
    end: Offset = None,
    d: Annotated[str, Query(max_length=40)] = "",
    hit: Annotated[int, Query(ge=0)] = 0,
) -> HTMLResponse:
    parsed = kb.parsed(document_id)
    cited, found = _cited(parsed, start, end, d)
    hits = _hits(kb, asked, hit)
    today = date.today()
    wanted = CommitmentFilter(document=document_id, as_of=today)
    tasks = [
        (Span(c.citation.start, c.citation.end), task_card(c, today)) for c in kb.commitments(wanted).items
    ]
    view = DocumentView(
        parsed.document,
        parsed.details,
        contents(parsed),
        blocks(parsed, cited, _words(hits, hit, cited), tasks),
        found,
        source(cite(parsed, *cited)) if cited else None,
        _trail(asked, hits, hit) if hits else None,
        len(tasks),
        f"/commitments?{urlencode({'document': document_id})}",
        tuple(_related(kb, parsed.document)),
        f"{document_url(document_id)}/original",
        _pictures(parsed, cited),
    )
    return show("document.html", view)


def _cited(parsed: ParsedDocument, start: int | None, end: int | None, mark: str) -> tuple[Span | None, str]:
    if start is None or end is None:
        return None, ""
    span, found = links.locate(parsed, start, end, mark)
    return (span if found != "gone" else None), found


def _hits(kb: Facade, asked: SearchParams, rank: int) -> tuple[Hit, ...]:
    """The search again, one hit further than the one shown."""
    if not rank or not asked.q.strip():
        return ()
    return kb.search(asked.q, min(rank + 1, MAX_HITS), asked.filters, literal=asked.literal).hits


def _words(hits: tuple[Hit, ...], rank: int, cited: Span | None) -> list[Span]:
    shown = next((hit for hit in hits if hit.rank == rank), None)
    if shown is None or cited is None:
        return []
    return [Span(cited.start + start, cited.start + end) for start, end in shown.highlights]


def _trail(asked: SearchParams, hits: tuple[Hit, ...], rank: int) -> Trail:
    given = asked.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    query = urlencode(given)

    def url(wanted: int) -> str:
        found = next((hit for hit in hits if hit.rank == wanted), None)
        return source(found.citation, f"{query}&hit={wanted}").url if found else ""

    return Trail(asked.q, f"/?{query}#hit-{rank}", url(rank - 1), url(rank + 1))


def _pictures(parsed: ParsedDocument, cited: Span | None) -> dict[int, str]:
    """The address of each page's picture, where the file has pages to show."""
    if not supports(Path(parsed.document.source)):
        return {}
    query = f"?start={cited.start}&end={cited.end}" if cited else ""
    pages = dict.fromkeys(leaf.page for leaf in parsed.leaves if leaf.page)
    return {page: f"{document_url(parsed.document.id)}/pages/{page}.png{query}" for page in pages}


def _related(kb: Facade, document: Document) -> Iterator[Related]:
    """Known relations first, then the documents whose passages are nearest to this one's subject."""
    documents = {other.id: other for other in kb.documents()}
    seen = {document.id}
    for relation in kb.relations(document.id):
        outgoing = relation.source_id == document.id
        other = documents.get(relation.target_id if outgoing else relation.source_id)
        if other is not None:
            seen.add(other.id)
            kind = relation.kind if outgoing else f"{relation.kind}_by"
            yield Related(kind, other, document_url(other.id), relation.why)
    if document.subject:
        hits = kb.search(document.subject, LOOKED_AT, Filters()).hits
        alike = dict.fromkeys(hit.document for hit in hits if hit.document.id not in seen)
        for other in list(alike)[:ALIKE]:
            yield Related("alike", other, document_url(other.id), "")
