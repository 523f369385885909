"""For operators in the morning: what is served, what the last build did, what people did not find."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from kb.doctor import checks
from kb.machine import Check
from web.facade import Kb
from web.render import Show

router = APIRouter()
MISSES = 30


@dataclass(frozen=True)
class Refused:
    source: str
    code: str
    message: str
    tries: int
    served: bool


@dataclass(frozen=True)
class Build:
    """The last build, published or not. `changes` are added, changed, removed and kept, with numbers."""

    started: str
    published: bool
    error: str
    seconds: float
    embedded: int
    size: int
    peak_memory: int
    changes: tuple[tuple[str, int], ...]
    refused: tuple[Refused, ...]
    low_confidence: tuple[tuple[str, float], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class StatusView:
    """status.html: `checks` is None until they are asked for: they read every file of the index. `rarer` says
    how many more questions had no answer."""

    generation: str
    built_at: str
    model: str
    format: str
    counts: tuple[tuple[str, int], ...]
    disk_free: int
    disk_total: int
    build: Build
    checks: tuple[Check, ...] | None
    checks_url: str
    misses: tuple[tuple[str, int], ...]
    rarer: int


@router.get("/status", response_class=HTMLResponse)
def status_page(
    kb: Kb, show: Show, request: Request, check: Annotated[bool, Query()] = False
) -> HTMLResponse:
    status = kb.status()
    misses = request.app.state.misses.week()
    disk = shutil.disk_usage(kb.settings.index)
    view = StatusView(
        status["generation"],
        status["built_at"],
        status["model"],
        str(status["format"]),
        tuple(status["counts"].items()),
        disk.free,
        disk.total,
        _build(status["last_build"] or status["report"]),
        tuple(checks(kb.settings)) if check else None,
        show.here.but(check=1),
        tuple(misses[:MISSES]),
        len(misses[MISSES:]),
    )
    return show("status.html", view)


def _build(report: Mapping[str, Any]) -> Build:
    return Build(
        report["started"],
        report["published"],
        report["error"],
        sum(report["seconds"].values()),
        report["embedded"],
        report["size"],
        report["peak_memory"],
        (
            ("added", len(report["added"])),
            ("changed", len(report["changed"])),
            ("removed", len(report["removed"])),
            ("kept", report["kept"]),
        ),
        tuple(Refused(**refusal) for refusal in report["refused"]),
        tuple((source, percent) for source, percent in report["low_confidence"]),
        tuple(report["notes"]),
    )
