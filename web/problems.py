"""Every failure as one sentence: JSON for programs, a page for people, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from kb.errors import KbError, MovedError
from web.render import Page

log = logging.getLogger(__name__)

FOR_PROGRAMS = ("/api", "/healthz", "/metrics", "/static", "/commitments.")
SENTENCES = {
    404: (
        "not_found",
        "There is nothing at {path}; the pages are listed at / and the API at /api/openapi.json.",
    ),
    405: ("method_not_allowed", "{path} answers GET only."),
}


@dataclass(frozen=True)
class ProblemView:
    """error.html: `code` names the catalogue's title and advice; `message` is the sentence of the error.

    `parameter` and `given` are the one that does not fit and what it was.
    """

    status: int
    code: str
    message: str
    parameter: str = ""
    given: str = ""


def install(app: FastAPI, headers: dict[str, str]) -> None:
    """`headers` go on the answer to an unforeseen failure, which is made outside all other middleware."""

    @app.exception_handler(KbError)
    def kb_error(request: Request, error: KbError) -> Response:
        return _answer(request, ProblemView(error.http_status, error.code, str(error)))

    @app.exception_handler(MovedError)
    def moved(request: Request, error: MovedError) -> Response:
        before, _, after = request.scope["path"].partition(f"/documents/{error.old}")
        query = f"?{request.url.query}" if request.url.query else ""
        now = quote(error.now, safe="")
        return RedirectResponse(f"{before}/documents/{now}{after}{query}", error.http_status)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        return _answer(request, _misfit(error))

    @app.exception_handler(HTTPException)
    def http_error(request: Request, error: HTTPException) -> Response:
        code, sentence = SENTENCES.get(error.status_code, ("http_error", str(error.detail)))
        problem = ProblemView(error.status_code, code, sentence.replace("{path}", request.url.path))
        return _answer(request, problem, error.headers)

    @app.exception_handler(Exception)
    def unforeseen(request: Request, error: Exception) -> Response:
        log.error("%s failed", request.url.path, exc_info=error)
        sentence = "The server failed on this request; its log says why. Other requests still work."
        return _answer(request, ProblemView(500, "internal", sentence), headers)


def _answer(request: Request, problem: ProblemView, headers: Mapping[str, str] | None = None) -> Response:
    if request.url.path.startswith(FOR_PROGRAMS):
        body = {"error": {"code": problem.code, "message": problem.message}}
        response: Response = JSONResponse(body, problem.status)
    else:
        response = Page(request)("error.html", problem, problem.status)
    response.headers.update(headers or {})
    return response


def _misfit(error: RequestValidationError) -> ProblemView:
    """The first parameter that does not fit, what it should be, what it was."""
    first = error.errors()[0]
    name = str(first["loc"][1]) if len(first["loc"]) > 1 else ""
    reason = first["msg"].removeprefix("Value error, ")
    given = str(first.get("input", ""))
    shown = given if len(given) <= 40 else f"{len(given):,} characters"
    message = f"Parameter '{name}': {reason[0].lower()}{reason[1:]} (given: {shown})."
    return ProblemView(422, "bad_parameter", message, name, given[:40])
