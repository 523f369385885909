"""The address of a page as a value: what a link changes is said, everything else in it stays."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request


@dataclass(frozen=True)
class Address:
    path: str
    query: tuple[tuple[str, str], ...] = ()

    def but(self, **changes: str | int | None) -> str:
        """This address with some parameters set anew; None or "" leaves one out. `from_` means `from`."""
        wanted = {name.rstrip("_"): str(value or "") for name, value in changes.items()}
        kept = [(name, value) for name, value in self.query if name not in wanted]
        query = urlencode([pair for pair in (*kept, *wanted.items()) if pair[1]])
        return f"{self.path}?{query}" if query else self.path

    def get(self, name: str) -> str:
        return next((value for key, value in self.query if key == name), "")


def here(request: Request) -> Address:
    return Address(request.url.path, tuple(request.query_params.multi_items()))
