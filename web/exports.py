"""The register as files for Excel and calendars, and what machines ask of a service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from kb import exports
from web.facade import Facade, Kb
from web.metrics import CONTENT_TYPE, Metrics
from web.params import CommitmentParams

router = APIRouter()

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Wanted = Annotated[CommitmentParams, Query()]


@router.get("/commitments.csv")
def csv(kb: Kb, asked: Wanted, request: Request) -> Response:
    return _file(kb, asked, request, exports.to_csv, "text/csv; charset=utf-8", "csv")


@router.get("/commitments.xlsx")
def xlsx(kb: Kb, asked: Wanted, request: Request) -> Response:
    return _file(kb, asked, request, exports.to_xlsx, XLSX, "xlsx")


@router.get("/commitments.ics")
def ics(kb: Kb, asked: Wanted, request: Request) -> Response:
    return _file(kb, asked, request, exports.to_ics, "text/calendar; charset=utf-8", "ics")


@router.get("/healthz")
def healthz(kb: Kb) -> Response:
    """Alive and ready; without a sound index the error of `kb.status` answers 503."""
    return JSONResponse({"status": "ok", "generation": kb.status()["generation"]})


@router.get("/metrics")
def metrics(kb: Kb, request: Request) -> Response:
    collected: Metrics = request.app.state.metrics
    return Response(collected.render(_gauges(kb)), media_type=CONTENT_TYPE)


def _gauges(kb: Facade) -> dict[str, float]:
    status = kb.status()
    gauges = {f"kb_{name}": float(count) for name, count in status["counts"].items()}
    gauges["kb_index_built_timestamp_seconds"] = datetime.fromisoformat(status["built_at"]).timestamp()
    last = status["last_build"] or status["report"]
    gauges["kb_last_build_timestamp_seconds"] = datetime.fromisoformat(last["started"]).timestamp()
    gauges["kb_last_build_failed"] = float(bool(last["error"]))
    gauges["kb_refused_files"] = float(len(last["refused"]))
    return gauges


def _file(
    kb: Facade,
    asked: CommitmentParams,
    request: Request,
    write: Callable[..., bytes],
    media_type: str,
    suffix: str,
) -> Response:
    wanted = asked.wanted
    body = write(kb.commitments(wanted).items, str(request.base_url).rstrip("/"), as_of=wanted.as_of)
    disposition = f'attachment; filename="commitments.{suffix}"'
    return Response(body, media_type=media_type, headers={"Content-Disposition": disposition})
