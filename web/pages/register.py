"""The register of commitments: who was told to do what, by when, and where it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import Annotated, Literal, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import Field

from kb.commitments import CommitmentFilter, state
from kb.model import Commitment, CommitmentState, Document
from web.address import Address
from web.cards import TaskCard, task_card
from web.collation import key
from web.facade import Facade, Kb
from web.params import CommitmentParams
from web.render import Show

router = APIRouter()
WEEKS = 6
SHOWN = 100  # tasks on a page

Grouping = Literal["unit", "due", "document"]


class RegisterParams(CommitmentParams):
    group: Grouping = "unit"
    page: int = Field(1, ge=1)


@dataclass(frozen=True)
class Day:
    date: date
    tasks: tuple[TaskCard, ...]
    past: bool


@dataclass(frozen=True)
class Group:
    """`title` is a unit or document, with the first day that something falls due there; `month` is the first
    day of one when grouped by due date; `size` counts the tasks on other pages, too."""

    anchor: str
    title: str
    first_due: date | None
    month: date | None
    tasks: tuple[TaskCard, ...]
    size: int


@dataclass(frozen=True)
class RegisterView:
    """register.html: `weeks` is empty when nothing falls due soon; `filtered` opens the rarer filters."""

    asked: RegisterParams
    as_of: date
    total: int
    pages: int
    groups: tuple[Group, ...]
    weeks: tuple[tuple[Day, ...], ...]
    counts: tuple[tuple[CommitmentState, int, str], ...]
    units: tuple[tuple[str, str], ...]
    documents: tuple[Document, ...]
    organs: tuple[str, ...]
    export_query: str
    groupings: tuple[Grouping, ...]
    filtered: bool


@router.get("/commitments", response_class=HTMLResponse)
def register_page(kb: Kb, asked: Annotated[RegisterParams, Query()], show: Show) -> HTMLResponse:
    as_of = asked.as_of or date.today()
    found = kb.commitments(asked.wanted)
    cards = [task_card(c, as_of, found.through.get(c.id, "")) for c in found.items]
    documents = kb.documents()
    groups = tuple(_groups(found.items, cards, asked.group, {d.id: d.label for d in documents}))
    given = asked.model_dump(mode="json", exclude_defaults=True, exclude={"group", "page"})
    view = RegisterView(
        asked,
        as_of,
        found.total,
        ceil(sum(group.size for group in groups) / SHOWN),
        tuple(_on_page(groups, asked.page)),
        calendar(cards, as_of),
        tuple(_counts(kb, asked, show.here)),
        tuple(_asked(kb.commitments(CommitmentFilter()).items)),
        documents,
        tuple(sorted({d.organ_name for d in documents} - {""}, key=key)),
        urlencode(given),
        get_args(Grouping),
        bool(given.keys() - {"unit", "q"}),
    )
    return show("register.html", view)


def _counts(kb: Facade, asked: RegisterParams, here: Address) -> Iterator[tuple[CommitmentState, int, str]]:
    """How many there would be in each state, all other filters kept."""
    wanted = asked.model_copy(update={"state": ""}).wanted
    counted = Counter(state(c, wanted.as_of) for c in kb.commitments(wanted).items)
    for name in get_args(CommitmentState):
        yield name, counted[name], here.but(state=name, page=None)


def _asked(commitments: Iterable[Commitment]) -> list[tuple[str, str]]:
    """The units that were asked for anything, by name."""
    found = {unit.id: unit.name for c in commitments for unit in (*c.lead, *c.coordinators)}
    return sorted(found.items(), key=lambda unit: key(unit[1]))


def calendar(cards: Iterable[TaskCard], as_of: date) -> tuple[tuple[Day, ...], ...]:
    """The weeks from the Monday of `as_of` to the last in which something falls due, none left out."""
    due: dict[date, list[TaskCard]] = {}
    for card in cards:
        if card.due_date:
            due.setdefault(card.due_date, []).append(card)
    monday = as_of - timedelta(days=as_of.weekday())
    days = [monday + timedelta(days=n) for n in range(7 * WEEKS)]
    shown = [Day(day, tuple(due.get(day, ())), day < as_of) for day in days]
    weeks = [tuple(shown[n : n + 7]) for n in range(0, len(shown), 7)]
    while weeks and not any(day.tasks for day in weeks[-1]):
        weeks.pop()
    return tuple(weeks)


def _groups(
    items: Iterable[Commitment], cards: Iterable[TaskCard], grouping: Grouping, labels: dict[str, str]
) -> Iterator[Group]:
    grouped: dict[tuple[str, date | None], list[TaskCard]] = {}
    for commitment, card in zip(items, cards, strict=True):
        for name in _keys(commitment, grouping, labels):
            grouped.setdefault(name, []).append(card)
    for n, ((title, month), tasks) in enumerate(sorted(grouped.items(), key=_order)):
        yield Group(
            f"group-{n}", title, None if month else _first_due(tasks), month, tuple(tasks), len(tasks)
        )


def _on_page(groups: Iterable[Group], page: int) -> Iterator[Group]:
    """What of the groups stands on a page, from 1."""
    start = (page - 1) * SHOWN
    for group in groups:
        shown = group.tasks[max(start, 0) : max(start + SHOWN, 0)]
        start -= group.size
        if shown:
            yield replace(group, tasks=shown)


def _keys(
    commitment: Commitment, grouping: Grouping, labels: dict[str, str]
) -> list[tuple[str, date | None]]:
    """A task laid on two units stands under both."""
    if grouping == "due":
        due = commitment.due_date
        return [("", due.replace(day=1) if due else None)]
    if grouping == "document":
        return [(labels.get(commitment.citation.document_id, commitment.citation.label), None)]
    return [(unit.name, None) for unit in commitment.lead] or [("", None)]


def _order(item: tuple[tuple[str, date | None], list[TaskCard]]) -> tuple[object, ...]:
    """By month, or by the first day that something falls due; what has neither comes last, by name."""
    (title, month), tasks = item
    return (month is None, month or _first_due(tasks) or date.max, not title, key(title))


def _first_due(tasks: Iterable[TaskCard]) -> date | None:
    return min((task.due_date for task in tasks if task.due_date), default=None)
