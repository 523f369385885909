"""The generations of an index: publish one, list them, point back to an older one, drop the oldest."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from indexer.lock import writing
from kb import index
from kb.errors import IndexDamagedError, NotFoundError


@dataclass(frozen=True, slots=True)
class Generation:
    """`built_at` is UTC in ISO form; it and `counts` are empty when the manifest cannot be read."""

    id: str
    built_at: str
    counts: dict[str, int]
    size: int
    current: bool


def generations(index_dir: Path) -> list[Generation]:
    """Newest first, by the serial number their ids begin with: clocks may be set back."""
    current = index.current_name(index_dir)
    return [_describe(index_dir / "generations" / name, name == current) for name in _names(index_dir)]


def render(found: list[Generation]) -> str:
    lines = [
        f"{'*' if g.current else ' '} {g.id}  {g.built_at or 'unreadable':25}  {g.size / 1e6:8.1f} MB  "
        f"{g.counts.get('documents', 0)} documents, {g.counts.get('passages', 0)} passages"
        for g in found
    ]
    return "\n".join(lines) or "Nothing was published yet."


def next_id(index_dir: Path, content: str) -> str:
    serials = [int(name.split("-")[0]) for name in _names(index_dir)]
    return f"{max(serials, default=0) + 1:06d}-{content[:12]}"


@contextmanager
def draft_folder(index_dir: Path) -> Iterator[Path]:
    """An empty folder nobody reads, gone afterwards; what a killed process left in it is thrown away."""
    folder = index_dir / "draft"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(index_dir: Path, draft: Path, name: str) -> None:
    """Makes the draft durable, gives it its name and points `current` at it: readers see all or nothing."""
    for path in sorted(draft.rglob("*")):
        _sync(path)
    _sync(draft)
    target = index_dir / "generations" / name
    target.parent.mkdir(exist_ok=True)
    draft.rename(target)
    _sync(target.parent)
    _point(index_dir, name)


def rollback(index_dir: Path, to: str = "") -> str:
    """Serves `to`, or the sound generation before the current one; returns its id.

    Raises NotFoundError when there is none, IndexDamagedError when `to` fails its check. The next build
    publishes again: stop the timer first if the cause is still there.
    """
    with writing(index_dir):
        names = _names(index_dir)
        current = index.current_name(index_dir)
        older = [name for name in names if current is None or name < current]
        candidates = [name for name in names if name == to] if to else older
        for name in candidates:
            problems = index.check(index_dir / "generations" / name)
            if not problems:
                _point(index_dir, name)
                return name
            if to:
                raise IndexDamagedError(f"The generation {to} is not served: {problems[0]}")
    wanted = f"generation '{to}'" if to else "sound generation before the current one"
    raise NotFoundError(f"There is no {wanted} in {index_dir}; 'kb generations' lists them.")


def drop_old(index_dir: Path, keep: int, days: int) -> None:
    """Keeps the current one, the one before it, and of the others the newest `keep` not older than `days`."""
    oldest = (datetime.now(UTC) - timedelta(days=days)).isoformat("T", "seconds")
    found = generations(index_dir)
    serving = next((i for i, g in enumerate(found) if g.current), 0)
    for place, generation in enumerate(found):
        if place in (serving, serving + 1):
            continue
        if place >= keep or not generation.built_at or generation.built_at < oldest:
            shutil.rmtree(index_dir / "generations" / generation.id)


def _names(index_dir: Path) -> list[str]:
    folder = index_dir / "generations"
    if not folder.is_dir():
        return []
    return sorted((p.name for p in folder.iterdir() if p.name.split("-")[0].isdecimal()), reverse=True)


def _describe(directory: Path, current: bool) -> Generation:
    size = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
    try:
        manifest = index.read_manifest(directory)
    except IndexDamagedError:
        return Generation(directory.name, "", {}, size, current)
    return Generation(directory.name, manifest["built_at"], manifest["counts"], size, current)


def _point(index_dir: Path, name: str) -> None:
    fresh = index_dir / "current.new"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(Path("generations") / name)
    fresh.replace(index_dir / "current")
    _sync(index_dir)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
