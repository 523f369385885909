"""The units of the authority file, and one unit: its names, what it was asked, what was said of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import get_args
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from kb.commitments import CommitmentFilter
from kb.model import Commitment, Filters, Unit, UnitLevel
from web.cards import HitCard, Party, TaskCard, hit_card, task_card, unit_url
from web.collation import key
from web.facade import Kb
from web.render import Show

router = APIRouter()
SAID = 8


@dataclass(frozen=True)
class UnitRow:
    unit: Unit
    url: str
    tasks: int


@dataclass(frozen=True)
class UnitsView:
    """units.html: the levels that have units, from commune to centre."""

    levels: tuple[tuple[UnitLevel, tuple[UnitRow, ...]], ...]


@dataclass(frozen=True)
class UnitView:
    """unit.html: `through` are the tasks laid on a group this unit belongs to."""

    unit: Unit
    parent: Party | None
    members: tuple[Party, ...]
    groups: tuple[Party, ...]
    tasks: tuple[TaskCard, ...]
    through: tuple[TaskCard, ...]
    helping: tuple[TaskCard, ...]
    said: tuple[HitCard, ...]
    register_url: str
    search_url: str


@router.get("/units", response_class=HTMLResponse)
def units_page(kb: Kb, show: Show) -> HTMLResponse:
    tasks = Counter(unit.id for c in kb.commitments(CommitmentFilter()).items for unit in c.lead)
    rows = sorted(
        (UnitRow(unit, unit_url(unit.id), tasks[unit.id]) for unit in kb.units().units),
        key=lambda row: (-row.tasks, key(row.unit.name)),
    )
    levels = ((level, tuple(row for row in rows if row.unit.level == level)) for level in get_args(UnitLevel))
    return show("units.html", UnitsView(tuple((level, found) for level, found in levels if found)))


@router.get("/units/{unit_id}", response_class=HTMLResponse)
def unit_page(kb: Kb, unit_id: str, show: Show) -> HTMLResponse:
    unit = kb.unit(unit_id)
    today = date.today()
    found = kb.commitments(CommitmentFilter(unit=unit.id, as_of=today))
    others = {other.id: other for other in kb.units().units}

    def parties(ids: list[str]) -> tuple[Party, ...]:
        named = (Party(others[i].name, unit_url(i)) for i in ids if i in others)
        return tuple(sorted(named, key=lambda party: key(party.name)))

    def cards(role: str) -> tuple[TaskCard, ...]:
        chosen = (c for c in found.items if _role(c, unit) == role)
        return tuple(task_card(c, today, found.through.get(c.id, "")) for c in chosen)

    view = UnitView(
        unit,
        next(iter(parties([unit.parent])), None),
        parties(list(unit.members)),
        parties([other.id for other in others.values() if unit.id in other.members]),
        cards("lead"),
        cards("through"),
        cards("helping"),
        tuple(hit_card(hit) for hit in kb.search(unit.name, SAID, Filters(unit=unit.id)).hits),
        f"/commitments?{urlencode({'unit': unit.id})}",
        f"/?{urlencode({'q': unit.name})}",
    )
    return show("unit.html", view)


def _role(commitment: Commitment, unit: Unit) -> str:
    if any(lead.id == unit.id for lead in commitment.lead):
        return "lead"
    return "helping" if any(other.id == unit.id for other in commitment.coordinators) else "through"
