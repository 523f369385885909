"""The items of an answer as the page shows them: one by one, or those that belong together in a group."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from kb.model import Answer, AnswerItem
from web.cards import Source, TaskCard, emphasised, source, task_card
from web.marks import Run

CARD, FACTS = 600, 1_500  # bytes of a card beside its text, with others or by itself
FOOTNOTE = re.compile(r"[¹²³⁰⁴-⁹]")


@dataclass(frozen=True)
class AnswerCard:
    """`heading` introduces the items after it; `note` is ours: why the item is here; `context` is the
    sentence that a footnote hangs on."""

    runs: tuple[Run, ...]
    sources: tuple[Source, ...]
    task: TaskCard | None
    heading: bool
    note: str
    context: str


@dataclass(frozen=True)
class AnswerGroup:
    """The items of one document's list, each short, and where they stand; or one item with all about it.

    `shared` says through which group of units all of them were asked; the page folds those. `size` counts the
    cards, those left out too.
    """

    lead: AnswerCard | None
    cards: tuple[AnswerCard, ...]
    sources: tuple[Source, ...]
    together: bool
    shared: str
    size: int


def first(groups: Iterable[AnswerGroup], room: int) -> tuple[AnswerGroup, ...]:
    """The groups, and cards of the last, that fit into about so many bytes of a page; one card at least."""
    kept: list[AnswerGroup] = []
    for group in groups:
        cards: list[AnswerCard] = []
        for card in group.cards:
            room -= len("".join(run.text for run in card.runs).encode()) + (CARD if group.together else FACTS)
            if room < 0 and (kept or cards):
                break
            cards.append(card)
        if cards or not group.cards:
            kept.append(replace(group, cards=tuple(cards)))
        if len(cards) < len(group.cards):
            break
    return tuple(kept)


def answer_groups(answer: Answer) -> Iterator[AnswerGroup]:
    """Lists are told document by document, tasks that came through a group of units group by group, all
    else item by item."""
    if answer.kind == "list":
        return map(_group, _lists(answer.items))
    grouped: dict[str | int, list[AnswerItem]] = {}
    for n, item in enumerate(answer.items):
        grouped.setdefault((item.commitment and item.note) or n, []).append(item)
    return map(_group, grouped.values())


def _lists(items: Iterable[AnswerItem]) -> Iterator[list[AnswerItem]]:
    run: list[AnswerItem] = []
    for item in items:
        if run and (item.heading or _document(item) != _document(run[0])):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _document(item: AnswerItem) -> str:
    return item.citations[0].document_id if item.citations else ""


def _answer_card(item: AnswerItem) -> AnswerCard:
    return AnswerCard(
        emphasised(item.text, item.emphasis),
        tuple(source(citation) for citation in item.citations),
        task_card(item.commitment, date.today()) if item.commitment else None,
        item.heading,
        item.note,
        next((c.quote for c in item.citations[1:]), "") if FOOTNOTE.match(item.text) else "",
    )


def _group(items: list[AnswerItem]) -> AnswerGroup:
    cards = [_answer_card(item) for item in items]
    lead = cards[0] if cards[0].heading else None
    sources = {cited.label: cited for card in cards for cited in card.sources}
    members = tuple(cards[1:] if lead else cards)
    shared = items[0].note if items[0].commitment else ""
    return AnswerGroup(lead, members, tuple(sources.values()), len(items) > 1, shared, len(members))
