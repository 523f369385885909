"""The web application: the only place where its parts are put together."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from web import api, exports, problems
from web.assets import Assets
from web.facade import Facade
from web.metrics import Measured, Metrics
from web.misses import Misses
from web.pages import routers
from web.render import environment
from web.security import KnownHosts, SecurityHeaders, headers


def create_app(kb: Facade) -> FastAPI:
    """Serves one knowledge base. All its routes are GET and none changes what is served."""
    # FastAPI's documentation pages load scripts from elsewhere: only the description itself is served.
    app = FastAPI(title="kb", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    assets = Assets()
    secure = headers(assets.digests())
    app.state.kb = kb
    app.state.jinja = environment(assets)
    app.state.metrics = Metrics()
    app.state.misses = Misses(kb.settings.index / "misses.tsv")
    for router in (*routers, api.router, exports.router):
        app.include_router(router)
    app.router.routes.append(Route("/static/{version}/{name:path}", assets.serve))
    problems.install(app, secure)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    app.add_middleware(KnownHosts, settings=kb.settings)
    app.add_middleware(SecurityHeaders, headers=secure)
    app.add_middleware(Measured, metrics=app.state.metrics)
    app.add_middleware(_head_as_get)
    return app


def _head_as_get(app: ASGIApp) -> ASGIApp:
    """HEAD is answered like GET; the server leaves out the body."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        asked = {**scope, "method": "GET"} if scope.get("method") == "HEAD" else scope
        await app(asked, receive, send)

    return answered
