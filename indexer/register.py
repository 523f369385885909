"""The register of a generation: the authority of units and every commitment, put right and followed up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from indexer import followup
from indexer.authority import Miner
from indexer.corrections import Corrections
from indexer.findings import Findings
from indexer.naming import Names
from indexer.spool import Spool
from kb.model import Commitment, Unit
from kb.units import UnitAuthority


@dataclass(frozen=True, slots=True)
class Register:
    """`names` are those of all units; `commitments` can be gone through once, by document; `problems` are
    sentences for the operator: corrections that no longer match."""

    names: Names
    commitments: Iterator[Commitment]
    problems: tuple[str, ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.names.authority.units


def build(findings: Findings, units_file: Path, corrections_file: Path, folder: Path | None) -> Register:
    """What waits does so on the disk of `folder`. Raises UsageError when a file of the operator cannot be
    understood."""
    miner = Miner(units_file)
    confirmed = miner.confirmed_authority
    for number in range(len(findings)):
        miner.read(findings.mentioned(number, confirmed))
    authority = UnitAuthority(miner.units())
    corrections = Corrections(corrections_file, authority)
    extracted = (c for number in range(len(findings)) for c in findings.commitments(number, confirmed))
    right = Spool(Commitment, folder)
    right.extend(corrections.apply(_settled(commitment, authority) for commitment in extracted))
    names = Names(authority)
    return Register(names, followup.attach(right, findings, names, folder), corrections.problems())


def _settled(commitment: Commitment, authority: UnitAuthority) -> Commitment:
    """The commitment with its units as the finished authority has them."""

    def settle(units: Iterable[Unit]) -> tuple[Unit, ...]:
        return tuple(dict.fromkeys(authority.get(unit.id) or unit for unit in units))

    return replace(commitment, lead=settle(commitment.lead), coordinators=settle(commitment.coordinators))
