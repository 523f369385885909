"""One file that brings everything back: the served generation, the cache, and what operators wrote."""

from __future__ import annotations

import shutil
import tarfile
from contextlib import closing
from pathlib import Path, PurePosixPath

from indexer import generations
from indexer.cache import Cache
from indexer.lock import writing
from kb import index
from kb.config import Settings
from kb.errors import IndexDamagedError, UsageError, reason

OPERATOR, GENERATION, CACHE = "operator", "generation", "cache.sqlite"


def backup(settings: Settings, file: Path) -> str:
    """Writes `file` whole or not at all. Raises UsageError, IndexMissingError, IndexDamagedError: nothing was
    saved."""
    if not file.absolute().parent.is_dir():
        raise UsageError(f"There is no folder {file.absolute().parent} to save in; make it or name another.")
    directory = index.current_directory(settings.index)
    unfinished = file.with_name(file.name + ".part")
    with writing(settings.index), generations.draft_folder(settings.index) as saved:
        problems = index.check(directory)
        if problems:
            raise IndexDamagedError(f"Nothing was saved: {problems[0]}")
        with closing(Cache(settings.index / "cache")) as cache:
            cache.copy_to(saved / CACHE)
        try:
            with tarfile.open(unfinished, "w:gz", compresslevel=1) as archive:
                for name, path in _operators_files(settings).items():
                    if path.is_file():
                        archive.add(path, f"{OPERATOR}/{name}")
                archive.add(saved / CACHE, CACHE)
                archive.add(directory, f"{GENERATION}/{directory.name}")
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)
    return f"Saved generation {directory.name}, its cache and the operator's files to {file}."


def restore(settings: Settings, file: Path) -> str:
    """Brings back what `backup` saved and serves it.

    An operator's file that differs is kept beside the restored one as NAME.before-restore. Raises UsageError
    for another kind of file, IndexDamagedError when its generation cannot be served by this version: the rest
    is back then, and `kb index` builds the generation anew.
    """
    with writing(settings.index), generations.draft_folder(settings.index) as saved:
        _unpack(file, saved)
        for name, path in _operators_files(settings).items():
            _bring_back(saved / OPERATOR / name, path)
        with closing(Cache(settings.index / "cache")) as cache:
            cache.merge(saved / CACHE)
        [directory] = (saved / GENERATION).iterdir()
        problems = index.check(directory)
        if problems:
            raise IndexDamagedError(
                f"The operator's files and the cache are back, the generation is not: {problems[0]}"
            )
        shutil.rmtree(settings.index / "generations" / directory.name, ignore_errors=True)
        generations.publish(settings.index, directory, directory.name)
    return f"Serving generation {directory.name} from {file}; the operator's files are back."


def _operators_files(settings: Settings) -> dict[str, Path]:
    """By the name they have in a backup."""
    return {"units.toml": settings.units, "corrections.toml": settings.corrections}


def _unpack(file: Path, folder: Path) -> None:
    """Regular files of the names a backup has, nothing else: the file may come from anywhere."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            for member in archive:
                path = PurePosixPath(member.name)
                known = path.parts[:1] in ((OPERATOR,), (GENERATION,), (CACHE,)) and ".." not in path.parts
                stream = archive.extractfile(member) if known and member.isreg() else None
                if stream:
                    target = folder / path
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with target.open("wb") as out:
                        shutil.copyfileobj(stream, out)
    except (OSError, EOFError, tarfile.TarError) as error:
        raise UsageError(
            f"{file} cannot be read as a backup ({reason(error)}); name a file that 'kb backup' wrote."
        ) from None
    if not (folder / CACHE).is_file() or not (folder / GENERATION).is_dir():
        raise UsageError(f"{file} is not a backup of kb; name a file that 'kb backup' wrote.")


def _bring_back(saved: Path, path: Path) -> None:
    if not saved.is_file():
        return
    if path.is_file() and path.read_bytes() != saved.read_bytes():
        path.replace(path.with_name(path.name + ".before-restore"))
    shutil.copyfile(saved, path)
