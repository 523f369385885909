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
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from kb.errors import IndexDamagedError, IndexMissingError, KbError
from kb.lexical import LexicalIndex
from kb.lexicon import Lexicon
from kb.model import Commitment
from kb.schema import FORMAT
from kb.store import Store
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
    quotes = _Quotes(store.read_commitments())
    for parsed in store.all_as_read():
        document_id = parsed.document.id
        for name, parts in (("sections", parsed.sections), ("leaves", parsed.leaves)):
            edges = [0, *(part.end for part in parts)]
            if [part.start for part in parts] != edges[:-1] or edges[-1] != len(parsed.text):
                yield f"The {name} of {document_id} do not partition its text."
        wrong = [start for start, end, said in quotes.of(document_id) if hash(parsed.text[start:end]) != said]
        if by_document and by_document[0] == document_id:
            wrong += [p.start for p in by_document[1] if parsed.text[p.start : p.end] != p.text]
            by_document = next(passages, None)
        for start in wrong:
            yield f"What is quoted of {document_id} at {start} is not in its text."
    if by_document:
        yield f"There are passages of {by_document[0]}, but no such document."
    if quotes.left:
        yield f"{quotes.left} quotes of commitments are of documents that are not there."


class _Quotes:
    """What commitments quote, as numbers: the document, start, end and words of each, hashed where no number.
    A corpus has too many to keep their words. `left` counts those of documents not looked at yet."""

    def __init__(self, commitments: Iterable[Commitment]) -> None:
        rows = array("q")
        for commitment in commitments:
            for c in (commitment.citation, *commitment.mentions):
                rows.extend((hash(c.document_id), c.start, c.end, hash(c.quote)))
        table = np.asarray(rows).reshape(-1, 4)
        self._rows = table[np.argsort(table[:, 0])]
        self.left = len(table)

    def of(self, document_id: str) -> list[list[int]]:
        """Start, end and hash of what is quoted of a document."""
        wanted = hash(document_id)
        first, last = np.searchsorted(self._rows[:, 0], [wanted, wanted + 1])
        self.left -= int(last - first)
        found: list[list[int]] = self._rows[first:last, 1:].tolist()
        return found


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
