"""The generation that is served while the next one is built, and that the next one is compared with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer import generations
from indexer.journal import Journal
from kb import index
from kb.store import Origin, Store


@dataclass(frozen=True, slots=True)
class Served:
    """`current` unless that is damaged: then the newest sound one. All is empty before the first build."""

    directory: Path | None = None
    manifest: dict[str, Any] | None = None
    store: Store | None = None
    current: bool = False

    @property
    def name(self) -> str:
        return self.directory.name if self.directory else ""

    @property
    def inputs(self) -> str:
        """The hash of what it was built from; empty when another build is due in any case."""
        return str(self.manifest["inputs"]) if self.manifest and self.current else ""

    @property
    def counts(self) -> dict[str, int]:
        counts: dict[str, int] = self.manifest["counts"] if self.manifest else {}
        return counts

    def origins(self) -> tuple[Origin, ...]:
        return self.store.origins() if self.store else ()

    def report(self) -> dict[str, Any]:
        """Of the build that made it."""
        return self._object(index.REPORT)

    def moved(self) -> dict[str, str]:
        return self._object(index.MOVED)

    def _object(self, name: str) -> dict[str, Any]:
        """Empty when it cannot be read: no checksum guards these files."""
        if self.directory is None:
            return {}
        try:
            found: dict[str, Any] = json.loads((self.directory / name).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found


def last_sound(index_dir: Path, journal: Journal) -> Served:
    for generation in sorted(generations.generations(index_dir), key=lambda g: not g.current):
        directory = index_dir / "generations" / generation.id
        problems = index.check_files(directory)
        if not problems:
            manifest = index.read_manifest(directory)
            return Served(directory, manifest, Store(directory / index.RECORDS), generation.current)
        journal.note(problems[0])
    return Served()
