"""Records that wait on disk: a corpus has too many of them for memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Generic, TypeVar

from kb import codec

Record = TypeVar("Record")


class Spool(Generic[Record]):
    """Grows at the end and is read by number. Its file has no name, so it is gone with the process."""

    def __init__(self, kind: type[Record], folder: Path | None) -> None:
        """`folder` is on the disk that is to be used; None is the system's own for such files."""
        self._kind = kind
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 it lives as long as the spool
        self._edges = array("q", [0])

    def append(self, record: Record) -> None:
        self._file.seek(self._edges[-1])
        self._file.write(codec.dumps(record).encode())
        self._edges.append(self._file.tell())

    def extend(self, records: Iterable[Record]) -> None:
        for record in records:
            self.append(record)

    def __len__(self) -> int:
        return len(self._edges) - 1

    def __getitem__(self, number: int) -> Record:
        """From 0."""
        start, end = self._edges[number : number + 2]
        self._file.seek(start)
        return codec.loads(self._kind, self._file.read(end - start))

    def __iter__(self) -> Iterator[Record]:
        return (self[number] for number in range(len(self)))
