"""Questions that found nothing: the words and the day, never who asked or when."""

from __future__ import annotations

import logging
import threading
from collections import Counter, deque
from datetime import date, timedelta
from pathlib import Path

log = logging.getLogger(__name__)

KEPT = timedelta(days=7)
MOST = 10_000


class Misses:
    """A text file of `day<tab>words`, rewritten without the old days when it is opened and with the
    newest `MOST` lines alone when it has grown to twice as many.

    Where it cannot be written, the questions are remembered until the server stops.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._written = 0
        self._lines = deque((line for line in _read(path) if _recent(line, date.today())), MOST)
        if path.is_file():
            self._rewrite()

    def add(self, words: str, today: date | None = None) -> None:
        line = f"{today or date.today()}\t{' '.join(words.split())}"
        with self._lock:
            self._lines.append(line)
            self._written += 1
            if self._written < 2 * MOST:
                self._write("a", f"{line}\n")
            else:
                self._rewrite()

    def week(self, today: date | None = None) -> list[tuple[str, int]]:
        """(words, times), most often asked first."""
        with self._lock:
            recent = [line for line in self._lines if _recent(line, today or date.today())]
        counted = Counter(line.split("\t", 1)[1] for line in recent)
        return sorted(counted.items(), key=lambda item: (-item[1], item[0]))

    def _rewrite(self) -> None:
        self._write("w", "".join(f"{line}\n" for line in self._lines))
        self._written = len(self._lines)

    def _write(self, mode: str, text: str) -> None:
        try:
            with self._path.open(mode, encoding="utf-8", errors="replace") as file:
                file.write(text)
        except OSError as error:
            log.debug("questions without an answer are not kept: %s", error)


def _read(path: Path) -> list[str]:
    return path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else []


def _recent(line: str, today: date) -> bool:
    day, tab, _ = line.partition("\t")
    try:
        return bool(tab) and today - date.fromisoformat(day) < KEPT
    except ValueError:
        return False
