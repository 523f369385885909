"""`kb index`: from the corpus folder to a published generation, or to one clear sentence why not.

Scan, read what is new, decide, build beside the live generation, check, publish by one rename. A build that
is killed anywhere leaves the live generation serving and its own work in the cache.
"""

from __future__ import annotations

import errno
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer import assemble, generations, quarantine, report
from indexer.cache import Cache, key_of
from indexer.journal import Journal
from indexer.lock import builder_lock
from indexer.plan import Changes, Chosen, compare, guard_shrink
from indexer.reading import Library, Reading, fingerprint
from indexer.report import BuildReport
from indexer.scan import scan
from kb import embed, index
from kb.config import Settings
from kb.embed import Embedder
from kb.errors import BuildError, KbError
from kb.store import FORMAT, Store


def build(
    settings: Settings,
    *,
    progress: Callable[[str], None] = lambda _: None,
    allow_shrink: bool = False,
    embedder: Embedder | None = None,
) -> BuildReport:
    """Raises UsageError or BuildError when nothing could be published; what is served stays as it was."""
    journal = Journal(progress)
    with _plain_errors(settings.index):
        settings.index.mkdir(parents=True, exist_ok=True)
        with builder_lock(settings.index), closing(Cache(settings.index / "cache")) as cache:
            try:
                made = _build(settings, journal, cache, embedder or embed.load(settings.model), allow_shrink)
            except KbError as error:
                made = BuildReport(journal.started, error=str(error), notes=tuple(journal.notes))
                report.save(made, settings.index / "reports")
                raise
            report.save(made, settings.index / "reports")
            return made


def _build(
    settings: Settings, journal: Journal, cache: Cache, embedder: Embedder, allow_shrink: bool
) -> BuildReport:
    if cache.lost:
        journal.note("The cache was damaged: everything is read and embedded again.")
    with journal.phase("check"):
        served = _last_sound(settings.index, journal)
    with journal.phase("scan"):
        files = scan(settings.corpus)
        journal.say(f"Found {len(files)} files in {settings.corpus}")
    if not files:
        raise BuildError(f"The corpus folder {settings.corpus} holds no documents; put some into it.")
    with journal.phase("read"):
        library = Library(files, cache, served.store if served else None)
        reading = library.read_all(quarantine.load(settings.index / "quarantine.json"), journal)
        quarantine.save(settings.index / "quarantine.json", reading.quarantined)
    if not reading.chosen:
        raise BuildError(
            f"None of the {len(files)} files could be taken; the first: {reading.refused[0].message}"
        )
    origins = served.store.origins() if served else ()
    changes = compare({o.source: (o.digest, o.stale) for o in origins}, reading.chosen)
    if not allow_shrink:
        guard_shrink(changes, len(origins), settings.max_removed_share)
    inputs = _inputs(settings, reading.chosen, embedder)
    if served and served.current and served.manifest["inputs"] == inputs:
        return _report(served, served, journal, reading, changes)
    folder = settings.index / "draft"
    try:
        embedded = _make(folder, reading.chosen, library, inputs, embedder, cache, journal)
        return _publish(
            settings, folder, cache, lambda new: _report(new, served, journal, reading, changes, embedded)
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Generation:
    directory: Path
    manifest: dict[str, Any]
    store: Store
    current: bool


def _last_sound(index_dir: Path, journal: Journal) -> _Generation | None:
    """The published generation, or the newest sound one when that is damaged."""
    found = sorted(generations.generations(index_dir), key=lambda g: not g.current)  # the current one first
    for generation in found:
        directory = index_dir / "generations" / generation.id
        problems = index.check_files(directory)
        if not problems:
            store = Store(directory / index.RECORDS)
            return _Generation(directory, index.read_manifest(directory), store, generation.current)
        journal.note(problems[0])
    return None


def _inputs(settings: Settings, chosen: Sequence[Chosen], embedder: Embedder) -> str:
    """The hash of all that a generation depends on: equal inputs would build it again, byte for byte."""
    operator = [p.read_text("utf-8") if p.is_file() else "" for p in (settings.units, settings.corrections)]
    documents = [part for c in chosen for part in (c.id, c.source, c.digest, c.stale)]
    return key_of(FORMAT, fingerprint(), embedder.identity, *operator, *documents).hex()


def _make(
    folder: Path,
    chosen: Sequence[Chosen],
    library: Library,
    inputs: str,
    embedder: Embedder,
    cache: Cache,
    journal: Journal,
) -> int:
    """Fills `folder` with a sound generation; returns how many passages had to be embedded."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with journal.phase("records"):
        assemble.write_records(folder / index.RECORDS, chosen, library.parsed, embedder, journal)
    store = Store(folder / index.RECORDS)
    with journal.phase("words"):
        assemble.write_lexical(folder, store)
    with journal.phase("vectors"):
        embedded = assemble.write_vectors(folder / index.VECTORS, store, embedder, cache, journal)
    with journal.phase("verify"):
        assemble.write_manifest(folder, embedder, inputs=inputs, maker=fingerprint(), counts=store.counts())
        problems = index.check(folder)
    if problems:
        raise BuildError(f"The new generation failed its check and is not published: {problems[0]}")
    return embedded


def _publish(
    settings: Settings, folder: Path, cache: Cache, report_of: Callable[[_Generation], BuildReport]
) -> BuildReport:
    manifest = index.read_manifest(folder)
    name = generations.next_id(settings.index, manifest["content"])
    directory = settings.index / "generations" / name
    made = report_of(_Generation(directory, manifest, Store(folder / index.RECORDS), current=True))
    (folder / index.REPORT).write_text(report.dumps(made), "utf-8")
    generations.publish(settings.index, folder, name)
    generations.drop_old(settings.index, settings.keep_generations, settings.keep_days)
    kept = [
        settings.index / "generations" / g.id / index.RECORDS for g in generations.generations(settings.index)
    ]
    cache.prune(kept, fingerprint())
    return made


def _report(
    now: _Generation,
    before: _Generation | None,
    journal: Journal,
    reading: Reading,
    changes: Changes,
    embedded: int = 0,
) -> BuildReport:
    unsure = [(o.source, o.confidence) for o in now.store.origins() if o.confidence is not None]
    return BuildReport(
        started=journal.started,
        generation=now.directory.name,
        published=now is not before,
        added=changes.added,
        changed=changes.changed,
        moved=changes.moved,
        removed=changes.removed,
        kept=changes.kept,
        refused=tuple(reading.refused),
        counts=now.manifest["counts"],
        previous=before.manifest["counts"] if before else {},
        embedded=embedded,
        slow=tuple(reading.slow),
        low_confidence=tuple((source, sure) for source, sure in unsure if sure < report.LOW_CONFIDENCE),
        seconds=journal.seconds,
        size=sum(entry["size"] for entry in now.manifest["files"].values()),
        peak_memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        notes=tuple(journal.notes),
    )


@contextmanager
def _plain_errors(index_dir: Path) -> Iterator[None]:
    """What the disk says, as one sentence."""
    try:
        yield
    except sqlite3.Error as error:
        full = error.sqlite_errorcode in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
        raise BuildError(_disk_sentence(index_dir, str(error), full)) from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise BuildError(
            _disk_sentence(index_dir, f"{error.filename or ''}: {error.strerror}", full)
        ) from error


def _disk_sentence(index_dir: Path, what: str, full: bool) -> str:
    if full:
        return (
            f"The disk of {index_dir} is full ({what}); free some room and run 'kb index' again: it resumes."
        )
    return (
        f"The index folder {index_dir} cannot be written ({what}); give this user permission to write there."
    )
