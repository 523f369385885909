"""What the builder need not work out twice: vectors by passage, and results by document.

Every entry is keyed by the hash of all that its value depends on, or begins with that of what it was `given`
beside, so an entry is never wrong, only unused.
Entries are committed in small batches: a build that is killed loses at most the batch in hand.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import numpy as np
import numpy.typing as npt

from kb import codec

Record = TypeVar("Record")
Floats = npt.NDArray[np.float32]

TABLES = """
CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS results (
    key BLOB PRIMARY KEY,
    digest TEXT NOT NULL, -- of the file it came from
    maker TEXT NOT NULL,  -- the code that made it
    value BLOB NOT NULL
);
"""


def key_of(*parts: str) -> bytes:
    """32 bytes; different parts never give the same key, however they are cut."""
    hashed = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        hashed.update(len(encoded).to_bytes(8, "big") + encoded)
    return hashed.digest()


class Cache:
    """`index/cache/cache.sqlite`. A damaged file is replaced by an empty one: `lost` says so.

    `pages` holds what was recognised of scans, a folder for each file by its digest.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "cache.sqlite"
        self.pages = folder / "ocr"
        self.lost = False
        try:
            self._open(path)
        except sqlite3.DatabaseError as error:
            if isinstance(
                error, sqlite3.OperationalError
            ):  # no room, no permission: the file itself may be sound
                raise
            for leftover in folder.glob("cache.sqlite*"):
                leftover.unlink()
            self.lost = True
            self._open(path)

    def _open(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(TABLES)
        self._connection.execute("SELECT count(*) FROM results").fetchone()

    def close(self) -> None:
        self._connection.close()

    # -- vectors

    def has_vector(self, key: bytes, dimension: int) -> bool:
        row = self._connection.execute("SELECT length(vector) FROM vectors WHERE key = ?", (key,)).fetchone()
        return row is not None and row[0] == 4 * dimension

    def vector(self, key: bytes) -> Floats:
        [packed] = self._connection.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
        return np.frombuffer(packed, "<f4")

    def put_vectors(self, keys: Iterable[bytes], vectors: Floats) -> None:
        rows = [(key, vector.astype("<f4").tobytes()) for key, vector in zip(keys, vectors, strict=True)]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    # -- results

    def has(self, key: bytes) -> bool:
        return bool(self._connection.execute("SELECT 1 FROM results WHERE key = ?", (key,)).fetchone())

    def get(self, key: bytes, kind: type[Record], given: bytes = b"") -> Record | None:
        """None when there is no record, or only one made from something else than `given`."""
        row = self._connection.execute("SELECT value FROM results WHERE key = ?", (key,)).fetchone()
        if row is None or not row[0].startswith(given):
            return None
        try:
            return codec.loads(kind, zlib.decompress(row[0][len(given) :]))
        except (zlib.error, ValueError, TypeError):  # damaged on disk: worked out again
            return None

    def put(self, key: bytes, record: object, *, digest: str, maker: str, given: bytes = b"") -> None:
        """`given`, equally long for records of a kind, is the hash of what else it was made from. Only the
        last is kept: the rest of the corpus changes every night."""
        value = given + zlib.compress(codec.dumps(record).encode())
        with self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)", (key, digest, maker, value)
            )

    def copy_to(self, path: Path) -> None:
        self._connection.execute("VACUUM INTO ?", (str(path),))

    def merge(self, path: Path) -> None:
        """Adds what another cache holds."""
        self._connection.execute("ATTACH ? AS other", (str(path),))
        with self._connection:
            for table in ("vectors", "results"):
                self._connection.execute(f"INSERT OR IGNORE INTO {table} SELECT * FROM other.{table}")  # noqa: S608 fixed names
        self._connection.execute("DETACH other")

    def prune(self, records: Iterable[Path], makers: tuple[str, str]) -> None:
        """Forgets what no generation of these uses, so that a withdrawn document leaves no copy."""
        run = self._connection.execute
        run("CREATE TEMP TABLE used (value PRIMARY KEY)")
        for path in records:
            with contextlib.suppress(sqlite3.DatabaseError):  # damaged, or of a format with other tables
                self._connection.executemany("INSERT OR IGNORE INTO used VALUES (?)", _used(path))
        with self._connection:
            run("DELETE FROM vectors WHERE key NOT IN used")
            run("DELETE FROM results WHERE maker NOT IN (?, ?) OR digest NOT IN used", makers)
        run("DROP TABLE used")


def _used(records: Path) -> Iterator[tuple[bytes | str]]:
    """The keys of vectors and the digests of files that a generation's records name."""
    uri = f"file:{quote(str(records.resolve()))}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
        yield from connection.execute("SELECT key FROM passages UNION SELECT key FROM introductions")
        yield from connection.execute("SELECT digest FROM documents")
