"""What is found in one document at a time: the rest of the corpus plays no part in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from indexer.assignments import extract
from indexer.features import Features, features
from indexer.said import Said, said
from indexer.subjects import Subjects, subjects
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
        self.documents = documents

    def __len__(self) -> int:
        return len(self.documents)

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

    def once(self, number: int, kind: type[Record], work: Callable[[ParsedDocument], Record]) -> Record:
        """A record of a `kind` of its own, made by `work`."""
        return work(self.documents[number])
