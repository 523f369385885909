"""With whom an order is to be carried out, and who compiles what comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer import statements
from indexer.clauses import Order, skip, trimmed
from indexer.deadlines import deadlines
from indexer.organisations import Mention, Reader
from kb.model import Span, Unit

WITH = re.compile(
    r"(?<!để )phối\s+hợp(?:\s+(?:chặt chẽ|tốt|kịp thời|hiệu quả|đồng bộ))*"
    r"(?:\s*,?\s*(?:với|cùng(?:\s+với)?))?\s+"
)
LEAD_WITH = re.compile(r"chủ\s+trì(?:\s*,\s*|\s+và\s+|\s+)")
TOGETHER_WITH = re.compile(r"cùng(?:\s+với)?\s+")
COMPILE = re.compile(r"tổng\s+hợp(?!\w)")
SEND = re.compile(r"(?<!\w)(?:gửi|nộp|báo cáo|về|cho|đến|tới|qua)\s+")

NEAR = 60  # characters between a receiver and "để tổng hợp"


def completed(reader: Reader, order: Order) -> Iterator[Order]:
    """The order with those it is to be carried out with, and the compiling it may lay on another unit."""
    yield from _compiled(reader, _coordinated(reader, order))


def _coordinated(reader: Reader, order: Order) -> Order:
    """Takes "chủ trì, phối hợp với B" off the task, and lists whom the task is to be done with."""
    start, end = order.task
    low = reader.low
    if led := LEAD_WITH.match(low, start, end):
        start = led.end()
        together = WITH.match(low, start, end) or TOGETHER_WITH.match(low, start, end)
        party = reader.party(together.end()) if together else None
        if party:
            start = skip(low, party[1])
            order = replace(order, coordinators=_units(party[0]))
        elif statements.NOMINAL.match(low, led.end()):  # "chủ trì công tác …" is the task itself
            start = order.task.start
    found = (*order.coordinators, *_named_with(reader, Span(start, end)))
    others = tuple(unit for unit in dict.fromkeys(found) if unit not in order.lead)
    return replace(order, task=Span(min(start, end), end), coordinators=others)


def apportioned(reader: Reader, order: Order, task: Span) -> Order:
    """One of several tasks of an order, with those named for all of them and those named in its words."""
    elsewhere = set(_named_with(reader, order.task)) - set(_named_with(reader, task))
    return replace(order, coordinators=tuple(unit for unit in order.coordinators if unit not in elsewhere))


def _named_with(reader: Reader, span: Span) -> list[Unit]:
    """The units behind "phối hợp với" in a stretch of text."""
    found: list[Unit] = []
    for together in WITH.finditer(reader.low, span.start, span.end):
        party = reader.party(together.end())
        if party and party[1] <= span.end:
            found += _units(party[0])
    return found


def _compiled(reader: Reader, order: Order) -> Iterator[Order]:
    """`gửi về B tổng hợp, trình …` lays a second task on B; a bare `gửi B tổng hợp` makes B a coordinator."""
    low = reader.low
    for send in SEND.finditer(low, order.task.start, order.task.end):
        party = reader.party(send.end())
        compiling = party and COMPILE.search(low, party[1], min(party[1] + NEAR, order.task.end))
        if party is None or not compiling or re.search(r"[;]", low[party[1] : compiling.start()]):
            continue
        units = _units(party[0])
        if not re.search(r"\w", _without_term(low, compiling.end(), order.task.end)):
            yield replace(order, coordinators=tuple(dict.fromkeys((*order.coordinators, *units))))
            return
        first_end = trimmed(
            reader.text, order.task.start, _without_purpose(reader, party[1], compiling.start())
        )
        yield replace(order, task=Span(order.task.start, first_end))
        yield replace(
            order,
            span=Span(compiling.start(), order.span.end),
            task=Span(compiling.start(), order.task.end),
            lead=units,
            coordinators=(),
            flags=(*order.flags, "compile_step"),
        )
        return
    yield order


def _without_term(low: str, start: int, end: int) -> str:
    """The words but for a deadline that opens them: "gửi về B tổng hợp trước ngày …" says when to send."""
    first = next(iter(deadlines(low, None, start, end)), None)
    rest = low[start:end]
    return low[first.span.end : end] if first and not low[start : first.span.start].strip() else rest


def _without_purpose(reader: Reader, start: int, end: int) -> int:
    """Before "để tổng hợp", or before who compiles where it is said again: ", Sở Xây dựng tổng hợp"."""
    for comma in re.finditer(r", ", reader.low[start:end]):
        party = reader.party(start + comma.end())
        if party and not reader.low[party[1] : end].strip():
            return start + comma.start()
    purpose = re.compile(r"(?:[\s,]*(?:để|nhằm|và))?\s*$").search(reader.low, start, end)
    return purpose.start() if purpose else end


def _units(mentions: list[Mention]) -> tuple[Unit, ...]:
    return tuple(unit for mention in mentions for unit in mention.units)
