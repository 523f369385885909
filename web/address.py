"""The address of a page as a value: what a link changes is said, everything else in it stays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from fastapi import Request


@dataclass(frozen=True)
class Address:
    path: str
    query: tuple[tuple[str, str], ...] = ()

    def but(self, **changes: str | int | None) -> str:
        """This address with some parameters set anew; None or "" leaves one out. `from_` means `from`."""
        wanted = {name.rstrip("_"): str(value or "") for name, value in changes.items()}
        kept = (encoded for name, encoded in self._encoded if name not in wanted)
        query = "&".join([*kept, *(urlencode({name: value}) for name, value in wanted.items() if value)])
        return f"{self.path}?{query}" if query else self.path

    @cached_property
    def _encoded(self) -> list[tuple[str, str]]:
        """Of each parameter that says anything its name, and how it stands in an address."""
        return [(name, urlencode({name: value})) for name, value in self.query if value]

    def get(self, name: str) -> str:
        return next((value for key, value in self.query if key == name), "")


def here(request: Request) -> Address:
    return Address(request.url.path, tuple(request.query_params.multi_items()))
