"""The JSON API of the contract: the records of kb.model, field for field."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from kb.model import Filters, to_json
from web.facade import Kb
from web.params import CommitmentParams, SearchParams
from web.timeline import timeline

router = APIRouter(prefix="/api")

Search = Annotated[SearchParams, Query()]
Wanted = Annotated[CommitmentParams, Query()]


@router.get("/search")
def search(kb: Kb, asked: Search, request: Request) -> JSONResponse:
    result = kb.search(asked.q, asked.k, asked.filters, literal=asked.literal)
    if not result.hits and asked.filters == Filters():
        request.app.state.misses.add(asked.q)
    return _json(result)


@router.get("/answer")
def answer(kb: Kb, asked: Search, request: Request) -> JSONResponse:
    found = kb.answer(asked.q, asked.filters)
    if not found.found and asked.filters == Filters():
        request.app.state.misses.add(asked.q)
    return _json(found)


@router.get("/commitments")
def commitments(kb: Kb, asked: Wanted) -> JSONResponse:
    page = kb.commitments(asked.wanted)
    return _json({"total": page.total, "items": page.items})


@router.get("/documents")
def documents(kb: Kb) -> JSONResponse:
    return _json({"items": kb.documents()})


@router.get("/documents/{document_id:path}")
def document(kb: Kb, document_id: str) -> JSONResponse:
    parsed = kb.parsed(document_id)
    sections = [{"id": s.id, "path": s.path, "start": s.start, "end": s.end} for s in parsed.sections]
    return _json({"document": parsed.document, "text": parsed.text, "sections": sections})


@router.get("/units")
def units(kb: Kb) -> JSONResponse:
    return _json({"items": kb.units().units})


@router.get("/units/{unit_id}")
def unit(kb: Kb, unit_id: str, asked: Wanted) -> JSONResponse:
    found = kb.unit(unit_id)
    page = kb.commitments(asked.model_copy(update={"unit": found.id}).wanted)
    return _json({**to_json(found), "commitments": page.items})


@router.get("/timeline")
def over_time(kb: Kb, asked: Search) -> JSONResponse:
    return _json(timeline(kb, asked.q, asked.filters))


@router.get("/status")
def status(kb: Kb) -> JSONResponse:
    return _json(kb.status())


def _json(value: Any) -> JSONResponse:
    return JSONResponse(to_json(value))
