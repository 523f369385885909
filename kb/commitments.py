"""The register of commitments: filtered, sorted, and each with its state on a given day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Literal

from kb.model import Citation, Commitment, CommitmentState, Relation, Unit
from kb.text import fold, normalize
from kb.unit_names import canonical
from kb.units import UnitAuthority

DUE_SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class CommitmentFilter:
    """Empty fields do not filter. `unit` is a unit's id or any of its names; dates are inclusive.

    `as_of` is the day with which deadlines are compared; of a past day only what was issued by then counts.
    """

    unit: str = ""
    text: str = ""
    document: str = ""
    organ: str = ""
    due_from: date | None = None
    due_to: date | None = None
    state: CommitmentState | Literal[""] = ""
    as_of: date = field(default_factory=date.today)
    sort: Literal["due", "unit", "document"] = "due"


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """`through`, when filtered by unit: commitment id → name of the group or former unit it came by."""

    total: int
    items: tuple[Commitment, ...]
    through: dict[str, str] = field(default_factory=dict)


def select(
    commitments: Sequence[Commitment],
    wanted: CommitmentFilter,
    authority: UnitAuthority,
    issued: Mapping[str, date] = {},
    copies: Mapping[str, str] = {},
) -> CommitmentPage:
    """`issued` has the day of each document that bears one, `copies` the original of each copy, by their ids.

    Raises NotFoundError when `wanted.unit` names no unit of the authority.
    """
    if wanted.as_of < date.today():
        commitments = list(_known(commitments, wanted.as_of, issued))
    if copies and not wanted.document:
        commitments = list(once(commitments, copies))
    asked = _asked(wanted.unit, authority) if wanted.unit else {}
    reached = {unit_id for units in asked.values() for unit_id in units}
    items = [
        c for c in commitments if (not wanted.unit or reached & set(_involved(c))) and _passes(c, wanted)
    ]
    items.sort(key=ORDERS[wanted.sort])
    through = {c.id: name for c in items if asked and (name := _through(c, asked, reached))}
    return CommitmentPage(len(items), tuple(items), through)


def _known(
    commitments: Iterable[Commitment], as_of: date, issued: Mapping[str, date]
) -> Iterator[Commitment]:
    """What had been laid down, and mentioned, by that day."""

    def known(citation: Citation) -> bool:
        return issued.get(citation.document_id, as_of) <= as_of

    for c in commitments:
        if known(c.citation):
            yield replace(c, mentions=tuple(filter(known, c.mentions)))


def copies_among(relations: Iterable[Relation]) -> dict[str, str]:
    """The original of each document that is the same as another, by their ids."""
    return {r.source_id: r.target_id for r in relations if r.kind == "duplicate"}


def once(commitments: Sequence[Commitment], copies: Mapping[str, str]) -> Iterator[Commitment]:
    """The tasks of a copy only where its original lacks them."""

    def key(document_id: str, c: Commitment) -> tuple[str, str, tuple[str, ...]]:
        return document_id, normalize(c.task), tuple(unit.id for unit in c.lead)

    there = {key(c.citation.document_id, c) for c in commitments} if copies else set()
    for c in commitments:
        original = copies.get(c.citation.document_id)
        if original is None or key(original, c) not in there:
            yield c


def state(commitment: Commitment, as_of: date) -> CommitmentState:
    """What the documents say on that day. A later mention outweighs a deadline: it may report the result."""
    if commitment.mentions:
        return "mentioned_later"
    if commitment.due_date is None:
        return "undated"
    if commitment.due_date < as_of:
        return "overdue"
    return "due_soon" if commitment.due_date <= as_of + DUE_SOON else "open"


def _asked(name: str, authority: UnitAuthority) -> dict[str, set[str]]:
    """Each unit meant, with the ids through which a task may reach it."""
    return {unit.id: authority.expand(unit.id) for unit in authority.named(name)}


def _involved(commitment: Commitment) -> list[str]:
    return [unit.id for unit in _units(commitment)]


def _units(commitment: Commitment) -> Iterable[Unit]:
    return (*commitment.lead, *commitment.coordinators)


def _through(commitment: Commitment, asked: dict[str, set[str]], reached: set[str]) -> str:
    """The name of the group by which a task reached the unit; empty when the task names the unit itself."""
    if any(unit.id in asked for unit in _units(commitment)):
        return ""
    return next(unit.name for unit in _units(commitment) if unit.id in reached)


def _passes(commitment: Commitment, wanted: CommitmentFilter) -> bool:
    due = commitment.due_date
    return (
        (not wanted.document or commitment.citation.document_id == wanted.document)
        and (not wanted.organ or _issued_by(commitment, wanted.organ))
        and (wanted.due_from is None or (due is not None and due >= wanted.due_from))
        and (wanted.due_to is None or (due is not None and due <= wanted.due_to))
        and (not wanted.state or state(commitment, wanted.as_of) == wanted.state)
        and (not wanted.text or _speaks_of(commitment, wanted.text))
    )


def _issued_by(commitment: Commitment, organ: str) -> bool:
    return canonical(organ) in canonical(commitment.citation.label)


def _speaks_of(commitment: Commitment, text: str) -> bool:
    """Every word of `text`, diacritics compared only where the word has some."""
    said = " ".join((commitment.citation.quote, *(unit.name for unit in _units(commitment))))
    exact, folded = normalize(said), fold(said)
    return all((w in folded) if fold(w) == w else (w in exact) for w in normalize(text).split())


def _place(commitment: Commitment) -> tuple[str, int, int]:
    span = commitment.citation
    return span.document_id, span.start, span.end


def _by_due(commitment: Commitment) -> Any:
    return commitment.due_date or date.max, _place(commitment)


def _by_unit(commitment: Commitment) -> Any:
    return [unit.name for unit in commitment.lead] or ["\uffff"], _by_due(commitment)


ORDERS: dict[str, Callable[[Commitment], Any]] = {"due": _by_due, "unit": _by_unit, "document": _place}
