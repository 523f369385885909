"""The records of one generation, read from SQLite.

The file is written once, by `indexer.draft`, and never changed, so it is opened immutable: no locks, no
journal, and a folder that cannot be written will do.
"""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from kb import codec
from kb.errors import IndexDamagedError, NotFoundError
from kb.model import Commitment, Document, Filters, ParsedDocument, Passage, Relation, Unit
from kb.parts import joined, unpacked
from kb.quotable import Sentence
from kb.text import fold

PARTS = "SELECT part FROM sections WHERE document_id = ? ORDER BY number"
PART_OF = "SELECT s.document_id, part FROM passages JOIN sections s ON number = section WHERE row = ?"
PASSAGE = "document_id, section_id, first, last, context, text"
PAGE = 200  # rows read at once
SUBJECTS = 200  # looked at for those several documents share

Places = NDArray[np.int32]

STALE_WARNING = "stale: the file is refused now ({}); this is the last version that could be read."


@dataclass(frozen=True, slots=True)
class Origin:
    """`digest` is the sha256 of the file that was read; `stale` is the code of the refusal when the file as
    it is now could not be; `confidence` is OCR's, 0-100."""

    id: str
    source: str
    digest: str
    stale: str
    confidence: float | None


class Store:
    """Safe to share between threads. A file that cannot be read raises IndexDamagedError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        with self._readable():
            self._connection = sqlite3.connect(
                f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        self._all("SELECT 1 FROM documents LIMIT 1")  # raises where the file holds no records
        self.parsed = lru_cache(maxsize=200)(self._read_parsed)
        self.excerpt = lru_cache(maxsize=100)(self._read_excerpt)
        self.passage = lru_cache(maxsize=4_000)(self._read_passage)
        self.quotable = lru_cache(maxsize=2_000)(self._read_quotable)

    # -- documents

    def documents(self) -> tuple[Document, ...]:
        """Newest first; undated documents last."""
        return self._newest_first

    def document(self, document_id: str) -> Document:
        found = self._documents.get(document_id)
        if found is None:
            raise self._unknown(document_id)
        return found

    def as_read(self, document_id: str) -> ParsedDocument:
        """The document as it was parsed: without the warning that its file cannot be read any more."""
        found = self._all("SELECT document, details FROM documents WHERE id = ?", document_id)
        if not found:
            raise self._unknown(document_id)
        [(document, details)] = found
        with self._readable():
            return joined(document, details, (part for (part,) in self._all(PARTS, document_id)))

    def origins(self) -> tuple[Origin, ...]:
        """Which file each document was read from, by document id."""
        rows = self._all("SELECT id, source, digest, stale, confidence FROM documents ORDER BY id")
        return tuple(Origin(*row) for row in rows)

    def texts(self) -> Iterator[str]:
        """The canonical texts, by document id."""
        for parsed in self.all_as_read():
            yield parsed.text

    def all_as_read(self) -> Iterator[ParsedDocument]:
        """The documents as they were parsed, by id, one at a time."""
        for (document_id,) in self._rows_of("documents", "id"):
            yield self.as_read(document_id)

    # -- passages

    def passages(self) -> Iterator[Passage]:
        """All, in row order: by document id, then by start."""
        for row in self._rows_of("passages", PASSAGE):
            yield Passage(*row)

    def places(self) -> tuple[Places, Places]:
        """Of each row the place of its document in `documents()` and the number of its section, (rows,)."""
        sections = np.array(self._all("SELECT section FROM passages ORDER BY row"), np.int32).ravel()
        documents = np.empty(len(sections), np.int32)
        for place, document in enumerate(self._newest_first):
            documents[slice(*self._ranges[document.id])] = place
        return documents, sections

    def keys(self) -> Iterator[bytes]:
        """The keys of the passages' vectors in the embedding cache, in row order."""
        for (key,) in self._rows_of("passages", "key"):
            yield key

    def introductions(self) -> Iterator[tuple[str, bytes]]:
        """The introductions of lists with the keys of their vectors in the embedding cache, in row order."""
        yield from self._rows_of("introductions", "text, key")

    def introduction_row(self, text: str) -> int | None:
        """From 0; None when no list was introduced by `text` as the index was built."""
        found = self._all("SELECT row - 1 FROM introductions WHERE text = ?", text)
        return int(found[0][0]) if found else None

    def rows(self, filters: Filters) -> np.ndarray | None:
        """The rows of the passages that pass, ascending (n,) int64; None when nothing is filtered.

        `unit` is a unit's id: passages that name it, or a group it belongs to, or lay a task on it.
        """
        if filters == Filters():
            return None
        chosen = [self._ranges[d.id] for d in self._newest_first if passes(d, filters)]
        rows = np.concatenate([np.arange(*r) for r in sorted(chosen)]) if chosen else np.empty(0, np.int64)
        rows = rows.astype(np.int64)
        return np.intersect1d(rows, self._unit_rows(filters.unit)) if filters.unit else rows

    def unit_rows(self) -> Iterator[tuple[str, np.ndarray]]:
        """Of each unit that any passage speaks of the id and the rows, by id; the rows as the filter `unit`
        finds them."""
        for (unit_id,) in self._all("SELECT DISTINCT unit_id FROM unit_rows ORDER BY unit_id"):
            yield unit_id, self._unit_rows(unit_id)

    def counts(self) -> dict[str, int]:
        tables = ("documents", "passages", "commitments", "units", "relations")
        return {table: self._all(f"SELECT count(*) FROM {table}")[0][0] for table in tables}  # noqa: S608 fixed names

    # -- what was extracted

    def commitments(self) -> tuple[Commitment, ...]:
        """By document id, then in the order of the text."""
        return self._commitments

    def read_commitments(self) -> Iterator[Commitment]:
        """As `commitments`, one at a time."""
        for (record,) in self._rows_of("commitments", "record"):
            yield codec.loads(Commitment, record)

    def units(self) -> tuple[Unit, ...]:
        return self._units

    def relations(self) -> tuple[Relation, ...]:
        return self._relations

    def subjects(self) -> tuple[str, ...]:
        """Phrases that several documents use, those of most documents and uses first; of two that overlap in
        words, the first."""
        return self._subjects

    # -- inside

    def _all(self, sql: str, *arguments: Any) -> list[Any]:
        with self._readable(), self._lock:
            return self._connection.execute(sql, arguments).fetchall()

    def _rows_of(self, table: str, columns: str, at_once: int = PAGE) -> Iterator[tuple[Any, ...]]:
        """In the order they were written, a page at a time."""
        last = -1
        where = "WHERE rowid > ? ORDER BY rowid LIMIT ?"
        while rows := self._all(f"SELECT rowid, {columns} FROM {table} {where}", last, at_once):  # noqa: S608 fixed names
            yield from (row[1:] for row in rows)
            last = rows[-1][0]

    def _unknown(self, document_id: str) -> NotFoundError:
        return NotFoundError(
            f"There is no document '{document_id}'; every hit of a search names the id of its document."
        )

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, zlib.error, ValueError, TypeError) as error:
            raise IndexDamagedError(
                f"{self.path} cannot be read ({error}); run 'kb index' to build it again."
            ) from None

    @cached_property
    def _documents(self) -> dict[str, Document]:
        """By id, ascending."""
        found = {}
        for record, stale in self._all("SELECT document, stale FROM documents ORDER BY id"):
            document = codec.loads(Document, record)
            if stale:
                document = replace(document, warnings=(*document.warnings, STALE_WARNING.format(stale)))
            found[document.id] = document
        return found

    def _read_passage(self, row: int) -> Passage:
        rows = self._all(f"SELECT {PASSAGE} FROM passages WHERE row = ?", int(row))  # noqa: S608 fixed names
        if not rows:
            raise NotFoundError(f"There is no passage {row}.")
        return Passage(*rows[0])

    def _read_parsed(self, document_id: str) -> ParsedDocument:
        return replace(self.as_read(document_id), document=self.document(document_id))

    def _read_excerpt(self, row: int) -> ParsedDocument:
        """The document of passage `row` as if it had only that passage's section, and no details."""
        [(document_id, packed)] = self._all(PART_OF, int(row))
        with self._readable():
            return unpacked(packed).alone(self.document(document_id))

    def _read_quotable(self, row: int) -> tuple[Sentence, ...]:
        [(sentences,)] = self._all("SELECT sentences FROM passages WHERE row = ?", row)
        with self._readable():
            return codec.loads(tuple[Sentence, ...], sentences)

    @cached_property
    def _newest_first(self) -> tuple[Document, ...]:
        return tuple(sorted(self._documents.values(), key=lambda d: d.issued_date or date.min, reverse=True))

    @cached_property
    def _ranges(self) -> dict[str, tuple[int, int]]:
        rows = self._all("SELECT id, first_row, row_count FROM documents")
        return {document_id: (first, first + count) for document_id, first, count in rows}

    @cached_property
    def _commitments(self) -> tuple[Commitment, ...]:
        return tuple(self.read_commitments())

    @cached_property
    def _units(self) -> tuple[Unit, ...]:
        return tuple(codec.loads(Unit, r) for (r,) in self._all("SELECT record FROM units ORDER BY ordinal"))

    @cached_property
    def _relations(self) -> tuple[Relation, ...]:
        rows = self._all("SELECT record FROM relations ORDER BY ordinal")
        return tuple(codec.loads(Relation, record) for (record,) in rows)

    @cached_property
    def _subjects(self) -> tuple[str, ...]:
        shared = self._all(
            "SELECT subject FROM subjects GROUP BY subject HAVING count(*) > 1 "
            "ORDER BY count(*) * sum(times) DESC, subject LIMIT ?",
            SUBJECTS,
        )
        found: list[str] = []
        for (subject,) in shared:
            if not any(subject in other or other in subject for other in found):
                found.append(subject)
        return tuple(found)

    def _unit_rows(self, unit_id: str) -> np.ndarray:
        found = self._all("SELECT row FROM unit_rows WHERE unit_id = ?", unit_id)
        return np.array([row for (row,) in found], np.int64)


def passes(document: Document, filters: Filters) -> bool:
    """Names compare without case, accents and tone placement; an undated document fails a date filter."""
    if filters.document and document.id != filters.document:
        return False
    if filters.type and fold(document.type_name) != fold(filters.type):
        return False
    if filters.organ and fold(document.organ_name) != fold(filters.organ):
        return False
    if filters.issued_from and (document.issued_date is None or document.issued_date < filters.issued_from):
        return False
    return not filters.issued_to or (
        document.issued_date is not None and document.issued_date <= filters.issued_to
    )
