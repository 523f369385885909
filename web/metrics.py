"""Counts and times of requests in the Prometheus text format (version 0.0.4)."""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BUCKETS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
Labels = Mapping[str, str]


class Metrics:
    """Requests by route, never by address: a route is a pattern such as /documents/{document_id}."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._buckets: dict[str, list[int]] = {}

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        with self._lock:
            self._requests[method, route, status] += 1
            self._seconds[route] += seconds
            counts = self._buckets.setdefault(route, [0] * (len(BUCKETS) + 1))
            counts[bisect_left(BUCKETS, seconds)] += 1

    def render(self, gauges: Mapping[str, float]) -> str:
        with self._lock:
            requests, seconds = dict(self._requests), dict(self._seconds)
            buckets = {route: list(counts) for route, counts in self._buckets.items()}
        lines = [
            *_family(
                "kb_http_requests_total",
                "counter",
                (
                    _line("kb_http_requests_total", {"method": m, "route": r, "status": str(s)}, n)
                    for (m, r, s), n in sorted(requests.items())
                ),
            ),
            *_family("kb_http_request_seconds", "histogram", _histogram(buckets, seconds)),
        ]
        for name, value in gauges.items():
            lines += _family(name, "gauge", [_line(name, {}, value)])
        return "\n".join(lines) + "\n"


def _histogram(buckets: Mapping[str, list[int]], seconds: Mapping[str, float]) -> Iterable[str]:
    for route in sorted(buckets):
        below = 0
        for bound, count in zip((*map(str, BUCKETS), "+Inf"), buckets[route], strict=True):
            below += count
            yield _line("kb_http_request_seconds_bucket", {"route": route, "le": bound}, below)
        yield _line("kb_http_request_seconds_sum", {"route": route}, round(seconds[route], 6))
        yield _line("kb_http_request_seconds_count", {"route": route}, below)


def _family(name: str, kind: str, lines: Iterable[str]) -> list[str]:
    return [f"# TYPE {name} {kind}", *lines]


def _line(name: str, labels: Labels, value: float) -> str:
    inside = ",".join(f'{key}="{_escape(text)}"' for key, text in labels.items())
    return f"{name}{{{inside}}} {value:.15g}" if inside else f"{name} {value:.15g}"


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


class Measured:
    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500
        began = time.perf_counter()

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watch)
        finally:
            route = getattr(scope.get("route"), "path", "unmatched")
            method = scope["method"] if scope["method"] in METHODS else "other"
            self.metrics.observe(method, route, status, time.perf_counter() - began)
