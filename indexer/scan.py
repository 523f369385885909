"""Which files the corpus folder holds, by content: dates and clocks play no part."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kb.errors import RefusedError, UsageError

# Left by editors, browsers, file managers and disks; never documents.
IGNORED_FOLDERS = frozenset({"lost+found", "$recycle.bin", "system volume information", "@eadir", "#recycle"})
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
    if not os.access(corpus, os.R_OK | os.X_OK):
        raise UsageError(
            f"The corpus folder {corpus} cannot be read; give the indexer permission to read it."
        )
    files = [file for path, refusal in _walk(corpus) if (file := _source_file(path, corpus, refusal))]
    return sorted(files, key=lambda file: file.source)


def behind_closed(files: Iterable[SourceFile], sources: Iterable[str]) -> list[SourceFile]:
    """Of the sources known so far those in folders that cannot be read now: they are not gone."""
    closed = [file for file in files if file.refusal and file.refusal.code == "unreadable"]
    return [
        SourceFile(folder.path, source, "", folder.refusal)
        for source in sources
        for folder in closed
        if source.startswith(f"{folder.source}/")
    ]


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
        raise _unreadable(path, error) from None


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


def _walk(corpus: Path) -> Iterator[tuple[Path, RefusedError | None]]:
    """Files, and what is refused as it stands: folders that cannot be read, links that lead out of here.
    Follows links to folders inside, each real folder once."""
    seen: set[str] = set()
    closed: list[OSError] = []
    inside = os.path.join(os.path.realpath(corpus), "")
    for folder, subfolders, names in os.walk(corpus, onerror=closed.append, followlinks=True):
        real = os.path.join(os.path.realpath(folder), "")
        if real in seen or not real.startswith(inside):
            subfolders.clear()
            if real not in seen:
                yield Path(folder), _leads_out(Path(folder))
            continue
        seen.add(real)
        subfolders[:] = sorted(name for name in subfolders if not _ignored_folder(name))
        for path in (Path(folder, name) for name in names if not _ignored(name)):
            outside = path.is_symlink() and path.exists() and not os.path.realpath(path).startswith(inside)
            yield path, _leads_out(path) if outside else None
    for error in closed:
        yield Path(error.filename), _unreadable(Path(error.filename), error)


def _leads_out(path: Path) -> RefusedError:
    why = "is a link that leads out of the corpus folder; put there what it leads to."
    return RefusedError("outside", f"{path.name} {why}")


def _ignored_folder(name: str) -> bool:
    return name.startswith(".") or name.lower() in IGNORED_FOLDERS


def _ignored(name: str) -> bool:
    low = name.lower()
    return (
        low.startswith((".", "~$"))
        or low.endswith(IGNORED_ENDINGS)
        or low in IGNORED_NAMES
        or PurePosixPath(low).stem == "readme"
    )


def _source_file(path: Path, corpus: Path, refusal: RefusedError | None) -> SourceFile | None:
    """None for a file that went away since its folder was listed."""
    name = path.relative_to(corpus).as_posix()
    source = _printable(name)
    if source != name:
        why = f"{source} is a name that no address can hold; rename it to plain letters."
        return SourceFile(path, source, "", RefusedError("unreadable", why))
    if refusal:
        return SourceFile(path, source, "", refusal)
    if not os.path.lexists(path):
        return None
    try:
        return SourceFile(path, source, digest_of_file(path))
    except RefusedError as error:
        return SourceFile(path, source, "", error)


def _printable(name: str) -> str:
    """With control characters and bytes that are no UTF-8 spelt out, as in \\x0a."""
    plain = (c if unicodedata.category(c) not in ("Cc", "Cs") else f"\\x{ord(c) & 0xFF:02x}" for c in name)
    return "".join(plain)


def _unreadable(path: Path, error: OSError) -> RefusedError:
    advice = {
        errno.ENOENT: "it is gone, or a link to nothing: remove the link",
        errno.ELOOP: "a link that leads to itself: remove it",
    }.get(error.errno or 0, "give the indexer permission to read it")
    return RefusedError("unreadable", f"{path.name} cannot be read ({error.strerror}); {advice}.")
