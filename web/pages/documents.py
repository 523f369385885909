"""The list of documents: sorted and filtered, newest first unless asked otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import Field

from kb.model import Document
from kb.text import fold
from web.address import Address
from web.cards import document_url
from web.collation import key
from web.facade import Kb
from web.params import Params, Words
from web.render import Show

router = APIRouter()
ROWS = 100  # on one page

Column = Literal["date", "type", "number", "organ", "subject"]
Order = Literal["asc", "desc"]


class DocumentsParams(Params):
    q: Words = ""
    type: Words = ""
    organ: Words = ""
    year: int | None = None
    sort: Column = "date"
    order: Order | None = None
    page: int = Field(1, ge=1)


@dataclass(frozen=True)
class Heading:
    """`direction` is ascending or descending for the column sorted by, else none, as aria-sort wants it."""

    column: Column
    url: str
    direction: str


@dataclass(frozen=True)
class Row:
    document: Document
    url: str


@dataclass(frozen=True)
class DocumentsView:
    """documents.html"""

    asked: DocumentsParams
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    found: int
    total: int
    previous_url: str
    next_url: str
    types: tuple[str, ...]
    organs: tuple[str, ...]
    years: tuple[int, ...]


KEYS: dict[Column, Callable[[Document], Any]] = {
    "date": lambda d: d.issued_date or date.min,
    "type": lambda d: key(d.type_name),
    "number": lambda d: (key(d.code_number), key(d.code_notation)),
    "organ": lambda d: key(d.organ_name),
    "subject": lambda d: key(d.subject or d.source),
}


@router.get("/documents", response_class=HTMLResponse)
def documents_page(kb: Kb, asked: Annotated[DocumentsParams, Query()], show: Show) -> HTMLResponse:
    documents = kb.documents()
    descending = _order(asked) == "desc"
    chosen = sorted((d for d in documents if _passes(d, asked)), key=KEYS[asked.sort], reverse=descending)
    first = (asked.page - 1) * ROWS
    view = DocumentsView(
        asked,
        tuple(_heading(column, asked, show.here) for column in get_args(Column)),
        tuple(Row(document, document_url(document.id)) for document in chosen[first : first + ROWS]),
        len(chosen),
        len(documents),
        show.here.but(page=asked.page - 1) if first else "",
        show.here.but(page=asked.page + 1) if first + ROWS < len(chosen) else "",
        tuple(sorted({d.type_name for d in documents} - {""}, key=key)),
        tuple(sorted({d.organ_name for d in documents} - {""}, key=key)),
        tuple(sorted({d.issued_date.year for d in documents if d.issued_date}, reverse=True)),
    )
    return show("documents.html", view)


def _order(asked: DocumentsParams) -> Order:
    return asked.order or ("desc" if asked.sort == "date" else "asc")


def _passes(document: Document, asked: DocumentsParams) -> bool:
    shown = fold(f"{document.label} {document.subject} {document.source}")
    return (
        all(word in shown for word in fold(asked.q).split())
        and asked.type in ("", document.type_name)
        and asked.organ in ("", document.organ_name)
        and (
            asked.year is None
            or (document.issued_date is not None and document.issued_date.year == asked.year)
        )
    )


def _heading(column: Column, asked: DocumentsParams, here: Address) -> Heading:
    if column != asked.sort:
        return Heading(column, here.but(sort=column, order=None, page=None), "none")
    ascending = _order(asked) == "asc"
    url = here.but(sort=column, order="desc" if ascending else "asc", page=None)
    return Heading(column, url, "ascending" if ascending else "descending")
