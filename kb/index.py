"""A generation: everything built from the corpus at one moment, in one folder that never changes.

    index/current -> generations/<id>       one symbolic link, replaced by one atomic rename
    index/generations/<id>/                 manifest.json, records.sqlite, lexical/, folded/, vectors.faiss,
                                            introductions.faiss, lexicon.npz, report.json, moved.json
    index/cache/  index/lock  index/reports/  index/quarantine.json     belong to the builder

The manifest holds the checksum of every file but the last two, which tell of the builds before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from kb.errors import IndexDamagedError, IndexMissingError, KbError
from kb.lexical import LexicalIndex
from kb.lexicon import Lexicon
from kb.store import FORMAT, Store
from kb.vectors import VectorIndex

MANIFEST = "manifest.json"
RECORDS = "records.sqlite"
LEXICAL = "lexical"
FOLDED = "folded"
VECTORS = "vectors.faiss"
INTRODUCTIONS = "introductions.faiss"
LEXICON = "lexicon.npz"
REPORT = "report.json"
MOVED = "moved.json"
REPORTS = "reports"


@dataclass(frozen=True)
class Snapshot:
    """One generation, open for reading; stays readable for as long as it is held."""

    directory: Path
    manifest: dict[str, Any]
    store: Store
    lexical: LexicalIndex
    folded_lexical: LexicalIndex
    vectors: VectorIndex
    introductions: VectorIndex  # of lists
    lexicon: Lexicon

    def report(self) -> dict[str, Any]:
        """Of the build that made this generation."""
        found: dict[str, Any] = json.loads((self.directory / REPORT).read_text("utf-8"))
        return found

    def moved(self) -> dict[str, str]:
        """Where documents of earlier generations are now: old id → id, or "" for one that is gone."""
        try:
            found: dict[str, str] = json.loads((self.directory / MOVED).read_text("utf-8"))
        except (OSError, ValueError):  # no checksum guards it
            return {}
        return found


def current_name(index_dir: Path) -> str | None:
    """The id of the published generation; None when nothing was published."""
    try:
        return (index_dir / "current").readlink().name
    except OSError:
        return None


def current_directory(index_dir: Path) -> Path:
    """Raises IndexMissingError."""
    name = current_name(index_dir)
    if name is None:
        raise IndexMissingError(f"There is no index in {index_dir} yet; run 'kb index'.")
    return index_dir / "generations" / name


def open_current(index_dir: Path) -> Snapshot:
    """Raises IndexMissingError, or IndexDamagedError when the manifest does not fit what is there.

    Compares the sizes of files, not their checksums: `check` does, and the builder ran it before publishing.
    """
    return open_generation(current_directory(index_dir))


def open_generation(directory: Path) -> Snapshot:
    manifest = read_manifest(directory)
    for name, entry in manifest["files"].items():
        found = _size(directory / name)
        if found != entry["size"]:
            raise _damaged(directory, f"{name} has {found} bytes instead of {entry['size']}")
    try:
        return Snapshot(
            directory,
            manifest,
            Store(directory / RECORDS),
            LexicalIndex.open(directory / LEXICAL, mmap=True),
            LexicalIndex.open(directory / FOLDED, mmap=True),
            VectorIndex.open(directory / VECTORS),
            VectorIndex.open(directory / INTRODUCTIONS),
            Lexicon.open(directory / LEXICON),
        )
    except (OSError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise _damaged(directory, str(error)) from error


def read_manifest(directory: Path) -> dict[str, Any]:
    """Raises IndexDamagedError when it is missing, unreadable or of another format version."""
    try:
        manifest: dict[str, Any] = json.loads((directory / MANIFEST).read_text("utf-8"))
        found = manifest["format"]
    except (OSError, ValueError, KeyError, TypeError):
        raise _damaged(directory, f"{MANIFEST} is missing or unreadable") from None
    if found != FORMAT:
        raise IndexDamagedError(
            f"{directory} has the format {found} and this version of kb reads {FORMAT}; run 'kb index'."
        )
    return manifest


def last_report(index_dir: Path) -> dict[str, Any] | None:
    """Of the newest build, also one that published nothing: its `error` says why."""
    try:
        newest = max((index_dir / REPORTS).glob("*.json"), default=None)
        found: dict[str, Any] | None = json.loads(newest.read_text("utf-8")) if newest else None
    except (OSError, ValueError):  # removed or being written this moment
        return None
    return found


def check(directory: Path) -> list[str]:
    """What is wrong with a generation, one sentence a problem; empty when it can be served.

    Checksums of all files; counts; rows of all indexes; and that every passage, section, leaf, note and
    commitment is the slice of its document's text that it says it is.
    """
    try:
        return check_files(directory) or list(_wrong_records(open_generation(directory)))
    except KbError as error:
        return [str(error)]


def check_files(directory: Path) -> list[str]:
    """The first part of `check`: the manifest and the checksums."""
    try:
        return list(_wrong_files(directory, read_manifest(directory)))
    except KbError as error:
        return [str(error)]


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _wrong_files(directory: Path, manifest: dict[str, Any]) -> Iterator[str]:
    for name, entry in sorted(manifest["files"].items()):
        try:
            if digest_of(directory / name) != entry["sha256"]:
                yield f"{directory / name} is not what was published (checksum)."
        except OSError as error:
            yield f"{directory / name} cannot be read ({error.strerror})."


def _wrong_records(snapshot: Snapshot) -> Iterator[str]:
    counts = snapshot.store.counts()
    if counts != snapshot.manifest["counts"]:
        yield f"{snapshot.directory} holds {counts}, its manifest says {snapshot.manifest['counts']}."
    introductions = sum(1 for _ in snapshot.store.introductions())
    rows = {
        LEXICAL: (snapshot.lexical.size, counts["passages"]),
        FOLDED: (snapshot.folded_lexical.size, counts["passages"]),
        VECTORS: (snapshot.vectors.size, counts["passages"]),
        INTRODUCTIONS: (snapshot.introductions.size, introductions),
    }
    for name, (found, expected) in rows.items():
        if found != expected:
            yield f"{snapshot.directory / name} holds {found} rows instead of {expected}."
    yield from _wrong_slices(snapshot.store)


def _wrong_slices(store: Store) -> Iterator[str]:
    passages = groupby(store.passages(), key=lambda p: p.document_id)
    by_document = next(passages, None)
    cited = _cited(store)
    for document in sorted(store.documents(), key=lambda d: d.id):
        parsed = store.parsed(document.id)
        for name, parts in (("sections", parsed.sections), ("leaves", parsed.leaves)):
            edges = [0, *(part.end for part in parts)]
            if [part.start for part in parts] != edges[:-1] or edges[-1] != len(parsed.text):
                yield f"The {name} of {document.id} do not partition its text."
        quotes = cited.pop(document.id, [])
        if by_document and by_document[0] == document.id:
            quotes += [(p.start, p.end, p.text) for p in by_document[1]]
            by_document = next(passages, None)
        for start, end, quote in quotes:
            if parsed.text[start:end] != quote:
                yield f"What is quoted of {document.id} at {start} is not in its text."
    lost = [*cited, *([by_document[0]] if by_document else [])]
    if lost:
        yield f"There are passages or commitments of {lost[0]}, but no such document."


def _cited(store: Store) -> dict[str, list[tuple[int, int, str]]]:
    """What commitments quote, by document: start, end, quote."""
    cited: dict[str, list[tuple[int, int, str]]] = {}
    for commitment in store.commitments():
        for c in (commitment.citation, *commitment.mentions):
            cited.setdefault(c.document_id, []).append((c.start, c.end, c.quote))
    return cited


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _damaged(directory: Path, why: str) -> IndexDamagedError:
    return IndexDamagedError(
        f"The generation {directory} is damaged: {why}; "
        f"'kb rollback' serves an older one, 'kb index' builds anew."
    )
