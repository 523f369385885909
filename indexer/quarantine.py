"""Files that could not be read, with their reasons and how often they were tried."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kb.errors import RefusedError

MAX_TRIES = 5
# Not the file's fault, or over soon: tried every time.
PASSING = frozenset({"unreadable", "changing", "ocr_unavailable", "converter_unavailable"})


@dataclass(frozen=True, slots=True)
class Entry:
    """Belongs to one content (`digest`) read by one version of the code (`maker`)."""

    digest: str
    maker: str
    code: str
    message: str
    tries: int

    def given_up(self, digest: str, maker: str) -> bool:
        same = (self.digest, self.maker) == (digest, maker)
        return same and self.tries >= MAX_TRIES and self.code not in PASSING


def load(path: Path) -> dict[str, Entry]:
    """By source. A missing or damaged file only means that everything is tried again."""
    try:
        return {source: Entry(**entry) for source, entry in json.loads(path.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def save(path: Path, entries: dict[str, Entry]) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text(
        json.dumps(
            {source: asdict(entry) for source, entry in entries.items()}, ensure_ascii=False, indent=1
        ),
        "utf-8",
    )
    fresh.replace(path)


def tried(before: Entry | None, digest: str, maker: str, error: RefusedError) -> Entry:
    fresh = Entry(digest, maker, error.code, str(error), 1)
    if before is None or (before.digest, before.maker) != (digest, maker):
        return fresh
    return replace(fresh, tries=before.tries + 1)
