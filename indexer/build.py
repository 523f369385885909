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

from indexer import assemble, generations, notify, quarantine, report
from indexer.cache import Cache, key_of
from indexer.journal import Journal
from indexer.lock import disk_errors, writing
from indexer.plan import Changes, Chosen, compare, guard_empty, guard_shrink, oddities, whereabouts
from indexer.reading import Library, Reading, extraction_fingerprint, fingerprint
from indexer.records import Remembered, write_records
from indexer.report import BuildReport
from indexer.sample import guard_score, scored
from indexer.scan import behind_closed, scan
from indexer.served import Served, last_sound
from kb import embed, index
from kb.config import Settings
from kb.embed import Embedder
from kb.errors import BuildError, KbError, UsageError
from kb.schema import FORMAT
from kb.store import Store


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
            told = _tell(failed, settings, journal)
            # After wrong usage there are no details: nothing was looked at yet.
            details = "" if isinstance(failure, UsageError) else report.details(told)
            for text in filter(None, (details, report.still_served(told))):
                journal.say(text)
            raise failure from error
        return _tell(work.made, settings, journal)


def _fault(error: Exception) -> BuildError:
    """Of kb itself; the place is for who mends it."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    return BuildError(
        f"kb failed at {where} ({type(error).__name__}: {error}); please report it with this line."
    )


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
            served = last_sound(settings.index, journal)
        self.made = replace(self.made, generation=served.name)
        with journal.phase("read"):
            library, reading = self._read(served)
        origins = served.origins()
        changes = compare({o.source: o.digest for o in origins}, reading.chosen)
        self.made = _report(self.made, reading, changes, served)
        guard_empty(settings.corpus, reading.chosen, reading.refused, len(origins))
        if not allow_shrink:
            guard_shrink(changes, len(origins), settings.max_removed_share)
        for oddity in oddities(changes, reading.chosen):
            journal.note(oddity)
        inputs = self._inputs(reading.chosen, embedder)
        if served.directory and served.inputs == inputs:
            self.made = _measured(self.made, served.directory, journal)
            return
        with generations.draft_folder(settings.index) as draft:
            folder = draft / "generations" / "new"
            embedded = self._assemble(folder, reading.chosen, library, embedder, inputs)
            self.made = replace(self.made, embedded=embedded)
            moved = whereabouts(served.moved(), {o.source: o.id for o in origins}, reading.chosen, changes)
            (folder / index.MOVED).write_text(json.dumps(moved, ensure_ascii=False, indent=1), "utf-8")
            with journal.phase("questions"):
                (draft / "current").symlink_to(folder.relative_to(draft))
                self.made = scored(self.made, draft, settings, embedder, served.report())
            if not allow_shrink:
                guard_score(self.made)
            self._publish(folder)

    def _read(self, served: Served) -> tuple[Library, Reading]:
        files = scan(self.settings.corpus)
        self.journal.say(f"Found {len(files)} files in {self.settings.corpus}")
        files += behind_closed(files, [o.source for o in served.origins()])
        library = Library(files, self.cache, served.store)
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
            findings = Remembered(library, self.cache, chosen, self.settings.units)
            write_records(folder / index.RECORDS, findings, embedder, self.settings, journal)
        store = Store(folder / index.RECORDS)
        with journal.phase("words"):
            assemble.write_lexical(folder, store, map(findings.words, range(len(findings))))
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
        try:
            with disk_errors(index_dir):
                self._tidy()
        except BuildError as error:
            self.journal.note(f"The new generation is served; what is old could not be cleared away: {error}")

    def _tidy(self) -> None:
        """Older generations go, and what the cache holds for none of those left."""
        index_dir = self.settings.index
        generations.drop_old(index_dir, self.settings.keep_generations, self.settings.keep_days)
        kept = [index_dir / "generations" / g.id / index.RECORDS for g in generations.generations(index_dir)]
        self.cache.prune(kept, (fingerprint(), extraction_fingerprint()))


def _text_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _report(made: BuildReport, reading: Reading, changes: Changes, served: Served) -> BuildReport:
    before = served.report()
    return replace(
        made,
        added=changes.added,
        changed=changes.changed,
        moved=changes.moved,
        removed=changes.removed,
        kept=changes.kept,
        refused=tuple(reading.refused),
        previous=served.counts,
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
