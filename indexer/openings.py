"""How a leaf or a sentence opens: its number or bullet, a recital, and where it says what to do."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer import cues, lead_ins, statements
from indexer.clauses import Order, trimmed
from indexer.names import HEAD_WORD
from indexer.organisations import Reader
from kb.model import Leaf, Span

MARKERS = (
    ("part", re.compile(r"(?:phần|chương|mục|điều)\s+[\divxlc]+\b")),
    ("roman", re.compile(r"[ivxlc]+[.-]\s")),
    ("number", re.compile(r"\d+[.),-]\s")),
    ("subnumber", re.compile(r"\d+(?:\.\d+)+\.?\s")),
    ("letter", re.compile(r"[a-zđ]\)\s")),
    ("plus", re.compile(r"\+\s")),
    ("bullet", re.compile(r"[-–•*]\s")),
)
TITLES = frozenset(("part", "roman", "number", "subnumber"))
BULLETS = frozenset(("letter", "plus", "bullet"))
LONGEST_ANNOUNCEMENT = 200
LONGEST_REST = 15


def marker_of(low: str, leaf: Leaf) -> str | None:
    return next((name for name, pattern in MARKERS if pattern.match(low, leaf.start)), None)


def is_recital(low: str, span: Span) -> bool:
    """Whether a sentence says on what the document rests, or whom to ask."""
    if statements.CONTACT.match(low, span.start, span.end):
        return True
    if statements.ALWAYS_RECITAL.match(low, span.start):
        return not statements.CONCLUDES.match(low, span.start, span.end)
    return bool(statements.RECITAL.match(low, span.start)) and low[: span.end].rstrip().endswith((";", ","))


def acting(low: str, start: int, end: int, *, told: bool = False) -> int | None:
    """Where a sentence without a subject says what to do; None when it states something instead.

    `told`: it stands where a task is expected, so that any verb will do.
    """
    if cues.STARTS_WITH_VERB.match(low, start):
        stated = statements.STATED.match(low, start) or statements.AGREES.match(low, start)
        return None if stated else start
    if when := lead_ins.WHEN_FIRST.match(low, start, end):
        return None if acting(low, when.end(), end, told=told) is None else start
    if lead_ins.CONDITION.match(low, start) or lead_ins.TOPIC.match(low, start):
        found = (pattern.search(low, start, end) for pattern in (*lead_ins.THEN_ACT, cues.NEEDS))
        act = next((match for match in found if match), None)
        return act.end() if act and not _of_another(low, start, act.start()) else None
    if then := lead_ins.THEN_ACT[0].search(low, start, end):  # "Những hộ cố tình không chấp hành thì …"
        return then.end()
    if cues.DUTY.match(low, start) or (told and not tells(low, start, end)):
        return start
    duty = cues.NEEDS.search(low, start, end)
    if duty is None or _of_another(low, start, duty.start()):
        return None
    return None if re.search(r"\bđã\b", low[start : duty.start()]) else duty.end()


def _of_another(low: str, start: int, duty: int) -> bool:
    """Whether a duty has a subject of its own: "Quá thời hạn, [đơn vị không báo cáo] phải …"."""
    return bool(HEAD_WORD.match(low, max(start, low.rfind(", ", start, duty) + 2)))


def tells(low: str, start: int, end: int) -> bool:
    """Whether words that begin with no verb known as one say how things are, not what to do."""
    patterns = (
        statements.NO_ACT,
        statements.NOMINAL,
        statements.STATED,
        statements.AMOUNT,
        statements.LABELLED,
    )
    return any(pattern.match(low, start, end) for pattern in patterns)


def without_announcement(reader: Reader, order: Order) -> Order:
    """The order without the words that only announce the list below it."""
    nearest = max(order.task.start, order.span.end - LONGEST_ANNOUNCEMENT)
    announced = lead_ins.ANNOUNCES.search(reader.low, nearest, order.span.end)
    if announced:
        end = trimmed(reader.text, order.task.start, announced.start())
    elif _ends_a_name(reader, order.task):
        end = order.task.start
    else:
        return order
    return replace(order, task=Span(order.task.start, end))


def _ends_a_name(reader: Reader, task: Span) -> bool:
    """Whether a task is no more than what is left of a name: "Đề nghị UBND các tỉnh [ven biển]:"."""
    return task.end - task.start <= LONGEST_REST and not cues.STARTS_WITH_VERB.match(reader.low, task.start)
