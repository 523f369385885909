"""The register of a generation: the authority of units and every commitment, put right and followed up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from indexer import corrections, followup
from indexer.assignments import extract
from indexer.authority import Miner
from kb.model import Commitment, ParsedDocument, Unit
from kb.units import UnitAuthority

Extract = Callable[[ParsedDocument, UnitAuthority], Sequence[Commitment]]


@dataclass(frozen=True, slots=True)
class Register:
    """`problems` are sentences for the operator: corrections that no longer match."""

    units: tuple[Unit, ...]
    commitments: tuple[Commitment, ...]
    problems: tuple[str, ...]


def build(
    documents: Callable[[], Iterable[ParsedDocument]],
    units_file: Path,
    corrections_file: Path,
    extracted: Extract = extract,
) -> Register:
    """Goes through the documents three times: to extract and mine, to weigh words, to find later mentions.

    `extracted` may look up what it extracted before: it depends on the document and the units' file alone.
    Raises UsageError when a file of the operator cannot be understood.
    """
    miner = Miner(units_file)
    found: list[Commitment] = []
    for parsed in documents():
        commitments = extracted(parsed, miner.confirmed_authority)
        miner.read(parsed, commitments)
        found += commitments
    units = miner.units()
    authority = UnitAuthority(units)
    settled = (_settled(commitment, authority) for commitment in found)
    corrected, problems = corrections.apply(corrections_file, settled, authority)
    followed = followup.attach(corrected, documents, authority)
    return Register(units, tuple(followed), tuple(problems))


def _settled(commitment: Commitment, authority: UnitAuthority) -> Commitment:
    """The commitment with its units as the finished authority has them."""

    def settle(units: Iterable[Unit]) -> tuple[Unit, ...]:
        return tuple(dict.fromkeys(authority.get(unit.id) or unit for unit in units))

    return replace(commitment, lead=settle(commitment.lead), coordinators=settle(commitment.coordinators))
