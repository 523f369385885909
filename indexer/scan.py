"""Which files the corpus folder holds, by content: dates and clocks play no part."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kb.errors import RefusedError, UsageError

# Left by editors, browsers and file managers; never documents.
IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
IGNORED_ENDINGS = ("~", ".tmp", ".part", ".crdownload", ".swp", ".bak")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """`source` is the path below the corpus folder; `digest` is empty when `refusal` says why."""

    path: Path
    source: str
    digest: str
    refusal: RefusedError | None = None


def scan(corpus: Path) -> list[SourceFile]:
    """All files, by source. README files, hidden files and temporary files of other programs are left out."""
    if not corpus.is_dir():
        raise UsageError(f"The corpus folder {corpus} is not there; name one with 'kb index FOLDER'.")
    files = [_source_file(path, corpus) for path in _walk(corpus)]
    return sorted(files, key=lambda file: file.source)


def digest_of_file(path: Path) -> str:
    """sha256 of a regular file's bytes. Raises RefusedError for anything that cannot be read as one."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise RefusedError(
                "unsupported_type", f"{path.name} is not a regular file; take it out of the folder."
            )
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise RefusedError(
            "unreadable",
            f"{path.name} cannot be read ({error.strerror}); give the indexer permission to read it.",
        ) from None


def document_ids(sources: Iterable[str]) -> dict[str, str]:
    """An id for each source: the file's stem; where several share it, all but the first get their name, or
    their path. Depends on the set of sources alone, so that any order of builds gives the same ids."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for source in sorted(sources, key=lambda s: (s.count("/"), s)):
        path = PurePosixPath(unicodedata.normalize("NFC", source))
        candidates = [path.stem, path.name, "--".join(path.parts)]
        unique = f"{candidates[-1]}--{hashlib.sha256(source.encode()).hexdigest()[:8]}"
        ids[source] = next((c for c in candidates if c not in taken), unique)
        taken.add(ids[source])
    return ids


def _walk(corpus: Path) -> Iterator[Path]:
    """Follows links to folders, each real folder once."""
    seen: set[str] = set()
    for folder, subfolders, names in os.walk(corpus, followlinks=True):
        real = os.path.realpath(folder)
        if real in seen:
            subfolders.clear()
            continue
        seen.add(real)
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in names:
            if not _ignored(name):
                yield Path(folder, name)


def _ignored(name: str) -> bool:
    low = name.lower()
    return (
        low.startswith((".", "~$"))
        or low.endswith(IGNORED_ENDINGS)
        or low in IGNORED_NAMES
        or PurePosixPath(low).stem == "readme"
    )


def _source_file(path: Path, corpus: Path) -> SourceFile:
    source = os.fsencode(path.relative_to(corpus).as_posix()).decode("utf-8", "replace")
    try:
        return SourceFile(path, source, digest_of_file(path))
    except RefusedError as error:
        return SourceFile(path, source, "", error)
