"""The headers every response carries. The policy allows nothing that does not come from here."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kb.config import Settings


def policy(styles: Iterable[str]) -> str:
    """The Content-Security-Policy. `styles` are the digests of the style sheets that pages carry inline."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {' '.join(styles)}",
            "script-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def headers(styles: Iterable[str]) -> dict[str, str]:
    return {
        "Content-Security-Policy": policy(styles),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


class SecurityHeaders:
    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def is_ours(host: str, settings: Settings) -> bool:
    """Whether a Host header names this server; without one (HTTP/1.0) nobody was misled.

    A page elsewhere can point its own name at our address and then read us under it (DNS rebinding), so only
    known names pass; a bare address cannot be pointed anywhere.
    """
    try:
        place = urlsplit(f"//{host}")
        name = place.hostname or ""
    except ValueError:
        return False
    if place.netloc != host or "@" in host:  # more than a name and a port: no browser sends that
        return False
    known = {"", "localhost", settings.host.lower(), *(h.strip().lower() for h in settings.hosts.split(","))}
    return name.rstrip(".") in known or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class KnownHosts:
    """Answers 421 to requests for any other name."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        host = Headers(scope=scope).get("host", "") if scope["type"] == "http" else ""
        if is_ours(host, self.settings):
            await self.app(scope, receive, send)
            return
        sentence = f"This server is not '{host[:80]}'; its operator may add that name to the setting 'hosts'."
        response = JSONResponse({"error": {"code": "unknown_host", "message": sentence}}, 421)
        await response(scope, receive, send)
