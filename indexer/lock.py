"""One builder at a time: an advisory lock the kernel drops when its holder dies, however it dies."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from kb.errors import BuildError

NO_ROOM = 100_000  # bytes: SQLite needs some to begin with, and says otherwise only that the disk failed


@contextmanager
def writing(index_dir: Path) -> Iterator[None]:
    """Makes the folder and holds its lock. Raises BuildError: who holds it, or what the disk refuses."""
    with disk_errors(index_dir):
        index_dir.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(index_dir / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            _lock(descriptor, index_dir)
            yield
        finally:
            os.close(descriptor)


@contextmanager
def disk_errors(index_dir: Path) -> Iterator[None]:
    """Turns what the disk refuses into one sentence."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # of an extended code the plain one
        full = code == sqlite3.SQLITE_FULL or shutil.disk_usage(index_dir).free < NO_ROOM
        raise BuildError(_sentence(index_dir, str(error), full=full)) from error
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
        # numpy says only how much it could not write
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, None)
        raise BuildError(_sentence(index_dir, what, full=full)) from error


def _lock(descriptor: int, index_dir: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BuildError(
            f"{_holder(descriptor)} is working on {index_dir}; wait for it or stop it."
        ) from None
    since = datetime.now(UTC).isoformat("T", "seconds")
    os.ftruncate(descriptor, 0)
    os.pwrite(
        descriptor, json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}).encode(), 0
    )


def _holder(descriptor: int) -> str:
    try:
        holder = json.loads(os.pread(descriptor, 1_000, 0))
        return f"Process {holder['pid']} on {holder['host']} (since {holder['since']})"
    except (ValueError, KeyError, TypeError):  # it has not written its name yet
        return "Another process"


def _sentence(index_dir: Path, what: str, *, full: bool) -> str:
    if full:
        return (
            f"The disk of {index_dir} is full ({what}); free some room and run 'kb index' again: it resumes."
        )
    return f"{index_dir} cannot be written ({what}); let this user write there, or look at its disk."
