"""What an operator put right in the register, kept in a file that outlives every rebuild.

`corrections.toml` at the top shows every field of an entry.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

from kb.errors import UsageError
from kb.model import Commitment, DuePrecision, Unit
from kb.text import normalize
from kb.units import UnitAuthority

FIELDS = ("document", "quote", "task", "wrong", "lead", "coordinators", "due_date", "due_precision")


class Corrections:
    """The entries of an operator's file. `problems` tells afterwards which of them did not apply."""

    def __init__(self, file: Path, authority: UnitAuthority) -> None:
        """Raises UsageError when the file itself cannot be understood."""
        self._problems: dict[str, str] = {}  # by the place of the entry; those that match nothing stay
        self._entries: list[tuple[str, Mapping[str, Any], Mapping[str, tuple[Unit, ...]]]] = []
        for number, entry in enumerate(_entries(file), 1):
            where = f"{file}, correction {number}"
            try:
                units = {
                    key: _units(entry[key], authority) for key in ("lead", "coordinators") if key in entry
                }
            except LookupError as unknown:
                self._problems[where] = (
                    f"names the unknown unit {unknown}; see /api/units for the names known."
                )
                continue
            self._entries.append((where, entry, units))
            self._problems[where] = (
                f"matches nothing any more: no commitment of {entry['document']} holds the quote "
                f"“{entry['quote'][:80]}”; correct the quote or remove the entry."
            )

    def apply(self, commitments: Iterable[Commitment]) -> Iterator[Commitment]:
        """The commitments put right, without those that are none."""
        for commitment in commitments:
            corrected: Commitment | None = commitment
            for where, entry, units in self._entries:
                if corrected and _matches(entry, corrected):
                    self._problems.pop(where, None)
                    corrected = None if entry.get("wrong") else _corrected(corrected, entry, units)
            if corrected:
                yield corrected

    def problems(self) -> tuple[str, ...]:
        """A sentence for each correction that applied to nothing so far."""
        return tuple(f"{where} {problem}" for where, problem in self._problems.items())


def _entries(file: Path) -> list[Mapping[str, Any]]:
    if not file.is_file():
        return []
    try:
        entries = tomllib.loads(file.read_text("utf-8")).get("correction", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} is not valid TOML: {error}.") from None
    for number, entry in enumerate(entries, 1):
        where = f"{file}, correction {number}"
        if unknown := [key for key in entry if key not in FIELDS]:
            raise UsageError(f"{where} has the unknown field '{unknown[0]}'; known are {', '.join(FIELDS)}.")
        if not entry.get("document") or not entry.get("quote"):
            raise UsageError(f"{where} needs both 'document' and 'quote'.")
        if type(entry.get("due_date", date.min)) is not date:
            raise UsageError(f"{where}: due_date is written 2024-06-30, without quotes.")
        if entry.get("due_precision", "day") not in get_args(DuePrecision):
            raise UsageError(f"{where}: due_precision must be one of {', '.join(get_args(DuePrecision))}.")
    return list(entries)


def _units(names: Sequence[str], authority: UnitAuthority) -> tuple[Unit, ...]:
    """Raises LookupError with the name that no unit bears."""
    found = []
    for name in names:
        unit = authority.get(name) or next(iter(authority.resolve(name)), None)
        if unit is None:
            raise LookupError(f"'{name}'")
        found.append(unit)
    return tuple(found)


def _matches(entry: Mapping[str, Any], commitment: Commitment) -> bool:
    return (
        commitment.citation.document_id == entry["document"]
        and _plain(entry["quote"]) in _plain(commitment.citation.quote)
        and _plain(entry.get("task", "")) in _plain(commitment.task)
    )


def _plain(text: str) -> str:
    return " ".join(normalize(text).split())


def _corrected(
    commitment: Commitment, entry: Mapping[str, Any], units: Mapping[str, tuple[Unit, ...]]
) -> Commitment:
    due = entry.get("due_date", commitment.due_date)
    flags = dict.fromkeys((*commitment.flags, "corrected"))
    if "due_date" in entry:  # who sets the date has seen what was odd about it
        flags.pop("due_before_issue", None)
    return replace(
        commitment,
        lead=units.get("lead", commitment.lead),
        coordinators=units.get("coordinators", commitment.coordinators),
        due_date=due,
        due_precision=entry.get("due_precision", "day" if "due_date" in entry else commitment.due_precision),
        flags=tuple(flags),
    )
