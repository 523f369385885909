"""Writes the records of a generation: the other side of `kb.store`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from indexer.passages import searched
from indexer.plan import Chosen
from kb import codec
from kb.answers.enumerations import enumerations, introduction
from kb.model import Commitment, ParsedDocument, Passage, Relation, Unit
from kb.parts import parts
from kb.quotable import quotable
from kb.schema import TABLES


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage, the place of its section in `parts`, and its sentences."""

    part: int
    passage: Passage
    sentences: str


@dataclass(frozen=True, slots=True)
class Stored:
    """One document as a generation stores it, but for its numbers there."""

    document: str
    details: str
    confidence: float | None  # mean over the characters recognised from an image, 0-100
    parts: tuple[bytes, ...]
    passages: tuple[Cut, ...]
    introductions: tuple[str, ...]  # of its lists: a question for a list is compared with them


def stored(parsed: ParsedDocument, cut: Sequence[Passage]) -> Stored:
    """`cut` are its passages."""
    made = {part.section.id: (place, part) for place, part in enumerate(parts(parsed))}
    passages = []
    for passage in cut:
        place, part = made[passage.section_id]
        sentences = codec.dumps(quotable(part.alone(parsed.document), passage))
        passages.append(Cut(place, passage, sentences))
    return Stored(
        codec.dumps(parsed.document),
        codec.dumps(parsed.details),
        _confidence(parsed),
        tuple(part.packed() for _, part in made.values()),
        tuple(passages),
        tuple(introduction(parsed.text, found) for found in enumerations(parsed)),
    )


def _confidence(parsed: ParsedDocument) -> float | None:
    read = [(leaf.confidence, leaf.end - leaf.start) for leaf in parsed.leaves if leaf.confidence is not None]
    total = sum(length for _, length in read)
    return round(sum(confidence * length for confidence, length in read) / total, 1) if total else None


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

    def add_document(self, chosen: Chosen, stored: Stored, key: Callable[[str], bytes]) -> None:
        """`key` gives that of a text's vector. Documents come in the order of their ids."""
        document = (chosen.id, chosen.source, chosen.digest, chosen.stale, stored.confidence)
        self._connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*document, self._rows, len(stored.passages), stored.document, stored.details),
        )
        self._connection.executemany(
            "INSERT INTO sections VALUES (?, ?, ?)",
            ((n, chosen.id, part) for n, part in enumerate(stored.parts, start=self._sections)),
        )
        for row, cut in enumerate(stored.passages, start=self._rows):
            number, vector = self._sections + cut.part, key(searched(cut.passage))
            self._connection.execute(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (row, number, *astuple(cut.passage), cut.sentences, vector),
            )
        self._connection.executemany(
            "INSERT OR IGNORE INTO introductions (text, key) VALUES (?, ?)",
            ((text, key(text)) for text in stored.introductions),
        )
        self._rows += len(stored.passages)
        self._sections += len(stored.parts)

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
