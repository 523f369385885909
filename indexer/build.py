"""`kb index`: from the corpus folder to a published generation, or to one clear sentence why not.

Scan, read what is new, decide, build beside the live generation, check, publish by one rename. A build that
is killed anywhere leaves the live generation serving and its own work in the cache.
"""

from __future__ import annotations

import hashlib
import json
import resource
import traceback
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from indexer import assemble, generations, notify, quarantine, report
from indexer.cache import Cache, key_of
from indexer.journal import Journal
from indexer.lock import disk_errors, writing
from indexer.plan import Changes, Chosen, compare, guard_shrink, whereabouts
from indexer.reading import Library, Reading, extraction_fingerprint, fingerprint
from indexer.records import write_records
from indexer.report import BuildReport
from indexer.sample import guard_score, scored
from indexer.scan import behind_closed, scan
from kb import embed, index
from kb.config import Settings
from kb.embed import Embedder
from kb.errors import BuildError, KbError, UsageError
from kb.store import FORMAT, Store


def build(
    settings: Settings,
    *,
    progress: Callable[[str], None] = lambda _: None,
    allow_shrink: bool = False,
    embedder: Embedder | None = None,
) -> BuildReport:
    """Raises UsageError or BuildError when nothing could be published; what is served stays as it was.

    Either way the report is saved, and sent where the settings say.
    """
    journal = Journal(progress)
    with writing(settings.index), closing(Cache(settings.index / "cache")) as cache:
        work = _Build(settings, journal, cache, BuildReport(journal.started))
        try:
            with disk_errors(settings.index):
                work.run(embedder or embed.load(settings.model), allow_shrink)
        except Exception as error:
            failure = error if isinstance(error, KbError) else _fault(error)
            failed = replace(work.made, error=str(failure), seconds=dict(journal.seconds))
            told = report.details(_tell(failed, settings, journal))
            if not isinstance(failure, UsageError):  # else nothing was looked at yet
                journal.say(told)
            raise failure from error
        return _tell(work.made, settings, journal)


def _fault(error: Exception) -> BuildError:
    """Of kb itself; the place is for who mends it."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    return BuildError(
        f"kb failed at {where} ({type(error).__name__}: {error}); please report it with this line."
    )


@dataclass(frozen=True, slots=True)
class _Served:
    """The generation that the new one is compared with; `current` unless that is damaged."""

    directory: Path
    manifest: dict[str, Any]
    store: Store
    current: bool

    def report(self) -> dict[str, Any]:
        """Of the build that made it."""
        return _object(self.directory / index.REPORT)

    def moved(self) -> dict[str, str]:
        return _object(self.directory / index.MOVED)


def _object(path: Path) -> dict[str, Any]:
    """Empty when it cannot be read: no checksum guards these files."""
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


@dataclass(slots=True)
class _Build:
    """`made` is what there is to report so far, whatever becomes of the build."""

    settings: Settings
    journal: Journal
    cache: Cache
    made: BuildReport

    def run(self, embedder: Embedder, allow_shrink: bool) -> None:
        settings, journal = self.settings, self.journal
        if self.cache.lost:
            journal.note("The cache was damaged: everything is read and embedded again.")
        with journal.phase("check"):
            served = _last_sound(settings.index, journal)
        if served:
            self.made = replace(self.made, generation=served.directory.name)
        with journal.phase("read"):
            library, reading = self._read(served)
        origins = served.store.origins() if served else ()
        changes = compare({o.source: o.digest for o in origins}, reading.chosen)
        self.made = _report(self.made, reading, changes, served)
        if not reading.chosen:
            why = reading.refused[0].message
            raise BuildError(f"None of the {len(reading.refused)} files could be taken; the first: {why}")
        if not allow_shrink:
            guard_shrink(changes, len(origins), settings.max_removed_share)
        inputs = self._inputs(reading.chosen, embedder)
        if served and served.current and served.manifest["inputs"] == inputs:
            self.made = _measured(self.made, served.directory, journal)
            return
        with generations.draft_folder(settings.index) as draft:
            folder = draft / "generations" / "new"
            embedded = self._assemble(folder, reading.chosen, library, embedder, inputs)
            before = served.moved() if served else {}
            ids = {o.source: o.id for o in origins}
            moved = whereabouts(before, ids, reading.chosen, changes.moved)
            (folder / index.MOVED).write_text(json.dumps(moved, ensure_ascii=False, indent=1), "utf-8")
            with journal.phase("questions"):
                (draft / "current").symlink_to(folder.relative_to(draft))
                self.made = replace(self.made, embedded=embedded)
                self.made = scored(self.made, draft, settings, embedder, served.report() if served else {})
            if not allow_shrink:
                guard_score(self.made)
            self._publish(folder)

    def _read(self, served: _Served | None) -> tuple[Library, Reading]:
        files = scan(self.settings.corpus)
        self.journal.say(f"Found {len(files)} files in {self.settings.corpus}")
        if not files:
            raise BuildError(
                f"The corpus folder {self.settings.corpus} holds no documents; put some into it."
            )
        if served:
            files += behind_closed(files, [o.source for o in served.store.origins()])
        library = Library(files, self.cache, served.store if served else None)
        set_aside = self.settings.index / "quarantine.json"
        reading = library.read_all(quarantine.load(set_aside), self.journal)
        quarantine.save(set_aside, reading.quarantined)
        return library, reading

    def _inputs(self, chosen: Sequence[Chosen], embedder: Embedder) -> str:
        """The hash of all that a generation depends on: equal inputs would build it again, byte for byte."""
        operators = [_text_digest(path) for path in (self.settings.units, self.settings.corrections)]
        documents = [part for c in chosen for part in (c.id, c.source, c.digest, c.stale)]
        return key_of(FORMAT, fingerprint(), embedder.identity, *operators, *documents).hex()

    def _assemble(
        self, folder: Path, chosen: Sequence[Chosen], library: Library, embedder: Embedder, inputs: str
    ) -> int:
        """Fills `folder` with a generation that passed its check; returns how many passages were embedded."""
        folder.mkdir(parents=True)
        journal = self.journal
        with journal.phase("records"):
            write_records(
                folder / index.RECORDS, chosen, library, embedder, self.cache, self.settings, journal
            )
        store = Store(folder / index.RECORDS)
        with journal.phase("words"):
            assemble.write_lexical(folder, store)
        with journal.phase("vectors"):
            embedded = assemble.write_vectors(folder, store, embedder, self.cache, journal)
        with journal.phase("verify"):
            facts = {"inputs": inputs, "maker": fingerprint(), "counts": store.counts()}
            assemble.write_manifest(folder, embedder, facts)
            problems = index.check(folder)
        if problems:
            raise BuildError(f"The new generation failed its check and is not published: {problems[0]}")
        return embedded

    def _publish(self, folder: Path) -> None:
        index_dir = self.settings.index
        name = generations.next_id(index_dir, index.read_manifest(folder)["content"])
        made = _measured(replace(self.made, generation=name, published=True), folder, self.journal)
        (folder / index.REPORT).write_text(report.dumps(made), "utf-8")
        generations.publish(index_dir, folder, name)
        self.made = made
        generations.drop_old(index_dir, self.settings.keep_generations, self.settings.keep_days)
        kept = [index_dir / "generations" / g.id / index.RECORDS for g in generations.generations(index_dir)]
        self.cache.prune(kept, (fingerprint(), extraction_fingerprint()))


def _last_sound(index_dir: Path, journal: Journal) -> _Served | None:
    """The published generation or, when that is damaged, the newest sound one."""
    for generation in sorted(generations.generations(index_dir), key=lambda g: not g.current):
        directory = index_dir / "generations" / generation.id
        problems = index.check_files(directory)
        if not problems:
            manifest = index.read_manifest(directory)
            return _Served(directory, manifest, Store(directory / index.RECORDS), generation.current)
        journal.note(problems[0])
    return None


def _text_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _report(made: BuildReport, reading: Reading, changes: Changes, served: _Served | None) -> BuildReport:
    before = served.report() if served else {}
    return replace(
        made,
        added=changes.added,
        changed=changes.changed,
        moved=changes.moved,
        removed=changes.removed,
        kept=changes.kept,
        refused=tuple(reading.refused),
        previous=served.manifest["counts"] if served else {},
        previous_size=before.get("size", 0),
        previous_seconds=sum(before.get("seconds", {}).values()),
        slow=tuple(reading.slow),
    )


def _measured(made: BuildReport, directory: Path, journal: Journal) -> BuildReport:
    """With what the generation in `directory` holds and what the build took so far."""
    manifest = index.read_manifest(directory)
    origins = Store(directory / index.RECORDS).origins()
    recognised = [(o.source, o.confidence) for o in origins if o.confidence is not None]
    return replace(
        made,
        counts=manifest["counts"],
        low_confidence=tuple((source, sure) for source, sure in recognised if sure < report.LOW_CONFIDENCE),
        seconds=dict(journal.seconds),
        size=sum(entry["size"] for entry in manifest["files"].values()),
        peak_memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        notes=tuple(journal.notes),
    )


def _tell(made: BuildReport, settings: Settings, journal: Journal) -> BuildReport:
    for problem in notify.send(made, settings):
        journal.note(problem)
    made = replace(made, notes=tuple(journal.notes))
    report.save(made, settings.index)
    return made
