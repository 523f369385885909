"""What is found in one document at a time: the rest of the corpus plays no part in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from indexer.assignments import extract
from indexer.authority import Mentioned, mentioned
from indexer.draft import Stored, stored
from indexer.features import Features, features
from indexer.naming import Named, Names, Wording, named, wording
from indexer.passages import passages
from indexer.said import Said, said
from indexer.subjects import Subjects, subjects
from kb.lexicon import Read, read
from kb.model import Commitment, ParsedDocument
from kb.units import UnitAuthority

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Extracted:
    """The commitments of one document before they are corrected and followed up."""

    commitments: tuple[Commitment, ...]


class Findings:
    """By the number of the document, its place in `documents`. Worked out anew at each call."""

    def __init__(self, documents: Sequence[ParsedDocument]) -> None:
        self._documents = documents

    def __len__(self) -> int:
        return len(self._documents)

    def document(self, number: int) -> ParsedDocument:
        return self._documents[number]

    def stored(self, number: int) -> Stored:
        return self.once(number, Stored, lambda parsed: stored(parsed, passages(parsed)))

    def words(self, number: int) -> Read:
        return self.once(number, Read, lambda parsed: read(parsed.text))

    def subjects(self, number: int) -> Subjects:
        return self.once(number, Subjects, subjects)

    def features(self, number: int) -> Features:
        return self.once(number, Features, features)

    def said(self, number: int) -> Said:
        return self.once(number, Said, said)

    def commitments(self, number: int, confirmed: UnitAuthority) -> tuple[Commitment, ...]:
        """`confirmed` are the units of the operator's file."""
        return self.once(
            number, Extracted, lambda parsed: Extracted(tuple(extract(parsed, confirmed)))
        ).commitments

    def mentioned(self, number: int, confirmed: UnitAuthority) -> Mentioned:
        def work(parsed: ParsedDocument) -> Mentioned:
            return mentioned(parsed, self.commitments(number, confirmed), confirmed)

        return self.once(number, Mentioned, work)

    def named(self, number: int, names: Names) -> Named:
        """Of all units, those the document names: what `names` of others there are makes no difference."""
        units, given = names.within(self.once(number, Wording, wording))
        return self.once(number, Named, lambda parsed: named(parsed, units), given)

    def once(
        self, number: int, kind: type[Record], work: Callable[[ParsedDocument], Record], given: bytes = b""
    ) -> Record:
        """A record of a `kind` of its own, made by `work` from the document and what `given` stands for."""
        return work(self.document(number))
