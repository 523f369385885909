"""Orders in one sentence: who is told to do what, and with whom.

An order is found at the start of a clause: a verb of ordering before the units ("giao Sở A …"), a duty after
them ("Sở A có trách nhiệm …", "Sở A chủ trì …"), or, in a document that directs, what they are to do straight
after them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from indexer import cues, lead_ins, names, statements
from indexer.clauses import Order, clause_starts, opened, skip, trimmed
from indexer.duties import LONGEST_TOPIC, Place, duty, order_of, taken_on, task_start
from indexer.organisations import Mention, Reader
from indexer.sharing import completed
from kb.model import Span
from kb.unit_names import canonical

NEAR = 40  # characters before an order: "; trên cơ sở đó, "


def orders(reader: Reader, sentence: Span, *, directs: bool, told: bool = False) -> list[Order]:
    """The orders a sentence spells out, in order. `directs` says that bare subjects are given orders here,
    `told` that they are whatever the verb.
    """
    found: list[Order] = []
    first = opened(reader, sentence)
    for start in clause_starts(reader, sentence):
        if found and start < found[-1].task.start:
            continue
        place = _place(reader, first, start, found, told=told)
        if place == "inside":
            continue
        order = _at(reader, start, sentence, place if directs or (found and place == "next") else "apart")
        if order and (not found or _may_follow(reader, order)):
            if found:
                found[-1] = _ended(reader, found[-1], order.span.start)
            found.append(order)
    return [part for order in found for part in completed(reader, order)]


def _place(reader: Reader, first: int, start: int, found: list[Order], *, told: bool) -> Place:
    """Where a clause stands.

    "told" at the head of an item or behind a label, term or condition: what a subject does there is an order
    whatever its verb. "open" at the front of other sentences or behind a topic, "next" in a row of orders,
    "apart" behind a semicolon or "và", else "inside" a task, where a unit is only somebody's object.
    """
    lead_in = reader.low[first:start]
    if found:
        return "next" if lead_ins.NEXT.search(lead_in) else "apart"
    if not lead_in:
        return "told" if told else "open"
    if lead_ins.CONDITION.match(last := lead_in.rpartition("; ")[2]):  # "Không …; nếu để xảy ra, Sở A …"
        lead_in = last
    if lead_ins.APPROVES.match(lead_in) and lead_in.rstrip().endswith(";"):
        return "next"
    label = lead_in.rstrip().endswith(":") and not cues.STARTS_WITH_VERB.match(lead_in)
    if label or lead_ins.CONDITION.match(lead_in) or lead_ins.SUMS_UP.match(lead_in):
        return "told" if len(lead_in) <= LONGEST_TOPIC else "inside"
    if lead_ins.BY_THEN.match(lead_in):
        return "told"
    if lead_ins.BECAUSE.match(lead_in) and cues.ORDER.match(reader.low, start):
        return "open"
    if lead_ins.TOPIC.match(lead_in):
        return "open" if len(lead_in) <= LONGEST_TOPIC else "inside"
    apart = lead_in.rstrip().endswith((";", " và")) and not re.search(r"\bđã\b", lead_in)
    return "apart" if apart else "inside"


def _at(reader: Reader, start: int, sentence: Span, place: Place) -> Order | None:
    low = reader.low
    informed = cues.INFORMED.search(reader.folded, start, min(sentence.end, start + 80))
    if informed and (given := _informed(reader, start, informed, sentence)):
        return given
    order = cues.ORDER.match(low, start, sentence.end)
    if order and (given := _given(reader, start, order.end(), "", sentence)):
        return given
    if order and (blamed := _blamed(reader, start, order.end(), sentence)):
        return blamed
    unnamed = cues.UNNAMED.match(low, start, sentence.end)
    party = reader.party(unnamed.end() if unnamed else start)
    order = cues.ASSIGNS.match(low, party[1], sentence.end) if party else None
    if party and order and _may_assign(reader, party[0]):
        assigner = reader.text[start : party[1]]
        if given := _given(reader, start, order.end(), assigner, sentence):
            return given
    return duty(reader, start, party, sentence, place) or taken_on(reader, start, sentence, place)


def _may_assign(reader: Reader, mentions: list[Mention]) -> bool:
    """A body that governs, or the issuer; "Văn phòng Sở phân công …" is what the office is told to do."""
    if names.PLURAL_FIRST.match(reader.low, mentions[0].span.start):
        return False
    units = [unit for mention in mentions for unit in mention.units]
    governs = any(u.level in ("central", "party") or cues.GOVERNS.match(canonical(u.name)) for u in units)
    return governs or any(map(reader.issued, units))


def _given(reader: Reader, start: int, at: int, assigner: str, sentence: Span) -> Order | None:
    party = reader.party(at)
    if party is None or party[1] >= sentence.end:
        return None
    task = task_start(reader, party[1], sentence.end)
    if task is None or statements.ATTENDS.match(reader.low, task):
        return None
    return order_of(reader, start, task, sentence.end, party[0], assigner)


def _blamed(reader: Reader, start: int, at: int, sentence: Span) -> Order | None:
    """`Phê bình Phòng Kinh tế chậm báo cáo; yêu cầu [kiểm điểm …]`: told to whom the sentence speaks of."""
    first = opened(reader, sentence)
    blamed = lead_ins.APPROVES.match(reader.low, first, start)
    party = reader.party(skip(reader.low, blamed.end())) if blamed else None
    if party is None or party[1] > start or not cues.STARTS_WITH_VERB.match(reader.low, at):
        return None
    return order_of(reader, start, at, sentence.end, party[0], "")


def _informed(reader: Reader, start: int, informed: re.Match[str], sentence: Span) -> Order | None:
    """`Văn phòng … thông báo để X biết, thực hiện`."""
    party = reader.party(informed.end())
    act = cues.AND_ACT.match(reader.low, party[1], sentence.end) if party else None
    if party is None or act is None:
        return None
    assigner = reader.text[start : informed.start()].strip(" ,")
    named = reader.party(start)
    return order_of(
        reader,
        start,
        act.start("act"),
        sentence.end,
        party[0],
        assigner if named and named[1] <= informed.start() else "",
    )


def _may_follow(reader: Reader, order: Order) -> bool:
    """A unit that is only somebody's object ("…, UBND tỉnh xem xét") starts no order of its own."""
    low, start = reader.low, order.span.start
    if (
        order.assigner
        or cues.ORDER.match(low, start)
        or lead_ins.NEXT.search(low, max(0, start - NEAR), start)
    ):
        return True
    party = reader.party(start)
    after = skip(low, party[1] if party else start)
    return bool(cues.DUTY.match(low, after) or cues.LEADS.match(low, after))


def _ended(reader: Reader, order: Order, end: int) -> Order:
    left = lead_ins.LEFT_OVER.search(reader.low, order.task.start, end)
    stop = re.compile(r"[\s,;]*(?:đồng thời|và)?[\s,]*$").search(
        reader.low, order.task.start, left.start() if left else end
    )
    cut = stop.start() if stop else end
    return replace(
        order,
        span=Span(order.span.start, cut),
        task=Span(order.task.start, trimmed(reader.text, order.task.start, cut)),
    )
