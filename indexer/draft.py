"""Writes the records of a generation: the other side of `kb.store`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import overload

from kb import codec
from kb.model import Commitment, ParsedDocument, Passage, Relation, Unit
from kb.parts import joined, parts
from kb.quotable import quotable
from kb.schema import TABLES
from kb.store import PARTS


class Draft:
    """A new records file, written in one transaction: equal records in equal order give equal bytes."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        # Nothing reads this file before it is whole: a build that dies throws it away.
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.executescript(TABLES)
        self._connection.execute("BEGIN")
        self._rows = self._sections = 0

    def add_document(
        self,
        parsed: ParsedDocument,
        passages: list[tuple[Passage, bytes]],
        *,
        digest: str,
        stale: str,
        confidence: float | None,
        introductions: Iterable[tuple[str, bytes]] = (),
    ) -> None:
        """`passages`, and the `introductions` of lists, with the keys of their vectors. Documents come in the
        order of their ids."""
        document = parsed.document
        origin = (document.id, document.source, digest, stale, confidence, self._rows, len(passages))
        self._connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*origin, codec.dumps(document), codec.dumps(parsed.details)),
        )
        numbered = {p.section.id: (n, p) for n, p in enumerate(parts(parsed), start=self._sections)}
        self._connection.executemany(
            "INSERT INTO sections VALUES (?, ?, ?)",
            ((number, document.id, part.packed()) for number, part in numbered.values()),
        )
        for row, (passage, key) in enumerate(passages, start=self._rows):
            number, part = numbered[passage.section_id]
            sentences = codec.dumps(quotable(part.alone(document), passage))
            self._connection.execute(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (row, number, *astuple(passage), sentences, key),
            )
        self._connection.executemany(
            "INSERT OR IGNORE INTO introductions (text, key) VALUES (?, ?)", introductions
        )
        self._rows += len(passages)
        self._sections += len(parsed.sections)

    def documents(self) -> Documents:
        return Documents(self._connection)

    def rows_of(self, document_id: str) -> list[tuple[int, int, int]]:
        """Row, start and end of its passages."""
        [(first, count)] = self._connection.execute(
            "SELECT first_row, row_count FROM documents WHERE id = ?", (document_id,)
        )
        return self._connection.execute(
            "SELECT row, first, last FROM passages WHERE row >= ? AND row < ? ORDER BY row",
            (first, first + count),
        ).fetchall()

    def add_subjects(self, document_id: str, phrases: Iterable[tuple[str, int]]) -> None:
        """Phrases with how often the document uses them."""
        self._connection.executemany(
            "INSERT INTO subjects VALUES (?, ?, ?)", ((document_id, phrase, n) for phrase, n in phrases)
        )

    def add_units(self, units: Iterable[Unit]) -> None:
        self._connection.executemany(
            "INSERT INTO units VALUES (?, ?)", ((n, codec.dumps(unit)) for n, unit in enumerate(units))
        )

    def add_unit_rows(self, named: Iterable[tuple[str, int]]) -> None:
        """Pairs of a unit's id and the row of a passage that names it."""
        self._connection.executemany("INSERT OR IGNORE INTO unit_rows VALUES (?, ?)", named)

    def add_commitments(self, commitments: Iterable[Commitment]) -> None:
        self._connection.executemany(
            "INSERT INTO commitments VALUES (?, ?, ?)",
            ((n, c.citation.document_id, codec.dumps(c)) for n, c in enumerate(commitments)),
        )

    def commitments(self) -> Iterator[Commitment]:
        """By document, as they were added."""
        rows = self._connection.execute("SELECT record FROM commitments ORDER BY ordinal")
        return (codec.loads(Commitment, record) for (record,) in rows)

    def add_relations(self, relations: Iterable[Relation]) -> None:
        self._connection.executemany(
            "INSERT INTO relations VALUES (?, ?)", ((n, codec.dumps(r)) for n, r in enumerate(relations))
        )

    def close(self) -> None:
        self._connection.execute("COMMIT")
        self._connection.close()


class Documents(Sequence[ParsedDocument]):
    """The documents of a draft by id, read one at a time so that they need not all be in memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __len__(self) -> int:
        [[count]] = self._connection.execute("SELECT count(*) FROM documents")
        return int(count)

    @overload
    def __getitem__(self, index: int) -> ParsedDocument: ...
    @overload
    def __getitem__(self, index: slice) -> list[ParsedDocument]: ...
    def __getitem__(self, index: int | slice) -> ParsedDocument | list[ParsedDocument]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        stored = self._connection.execute(
            "SELECT id, document, details FROM documents WHERE rowid = ?", (index + 1,)
        ).fetchone()
        if stored is None:
            raise IndexError(index)
        document_id, document, details = stored
        packed = self._connection.execute(PARTS, (document_id,))
        return joined(document, details, (part for (part,) in packed))
