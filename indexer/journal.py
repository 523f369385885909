"""What a build says while it runs, and what it will report: phases with their seconds, and notes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime


class Journal:
    def __init__(self, progress: Callable[[str], None]) -> None:
        self.say = progress
        self.started = datetime.now(UTC).isoformat("T", "seconds")
        self.seconds: dict[str, float] = {}
        self.notes: list[str] = []

    def note(self, sentence: str) -> None:
        self.notes.append(sentence)
        self.say(sentence)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0) + time.monotonic() - began, 3)

    def every(self, share: float, total: int) -> Callable[[int], bool]:
        """Says of a count up to `total` whether another `share` of it is done."""
        step = max(1, round(total * share))
        return lambda done: done % step == 0 or done == total
