"""A sentence's clauses, and the order a clause may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer import lead_ins
from indexer.organisations import Reader
from kb.model import Span, Unit

CLAUSE = re.compile(
    r"[;:]\s+(?:đồng thời\s*,?\s*|và\s+)?|,\s+(?:đồng thời\s*,?\s*|và\s+)?|\s+và\s+(?=giao|yêu cầu|đề nghị)"
)
BULLET = re.compile(r"\s*(?:(?:điều\s+)?\d+(?:\.\d+)*[.),-]|[ivx]+[.-]|[a-zđ]\)|[-–+•*])\s+")
OF_WHOM = re.compile(r"(?:đối với|về phía)\s+")  # "Đối với Đảng ủy các xã: …" speaks to them
ENUMERATED = r"(?:\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s*)"  # "(1) …; (2) …" in a sentence
STOPS = re.compile(rf"[ ,:\n]*{ENUMERATED}?")
FINAL = " \t\n.,;:/"


@dataclass(frozen=True, slots=True)
class Order:
    """`task` is what is to be done, `span` all of the sentence that belongs to the order."""

    span: Span
    task: Span
    lead: tuple[Unit, ...]
    coordinators: tuple[Unit, ...] = ()
    assigner: str = ""
    flags: tuple[str, ...] = ()


def clause_starts(reader: Reader, sentence: Span) -> Iterator[int]:
    """Where a clause may begin: at the first word after bullets and openers, then after each comma."""
    start = opened(reader, sentence)
    yield start
    for match in CLAUSE.finditer(reader.low, start, sentence.end):
        if not in_parentheses(reader.low, sentence.start, match.start()):
            yield match.end()


def opened(reader: Reader, sentence: Span) -> int:
    """The first word of a sentence that is neither number, bullet nor a word that only opens it."""
    start = unnumbered(reader.low, sentence).start
    opener = lead_ins.OPENER.match(reader.low, start, sentence.end)
    start = opener.end() if opener else start
    whose = OF_WHOM.match(reader.low, start, sentence.end)
    party = reader.party(whose.end()) if whose else None
    return whose.end() if whose and party and reader.low.startswith(":", party[1]) else start


def unnumbered(low: str, span: Span) -> Span:
    """The span without the numbers and bullets before it."""
    start = span.start
    while bullet := BULLET.match(low, start, span.end):
        start = bullet.end()
    return Span(start, span.end)


def conditional(reader: Reader, sentence: Span) -> bool:
    start = opened(reader, sentence)
    low = reader.low
    return bool(
        lead_ins.CONDITION.match(low, start)
        or re.compile(r"[,:]\s+(?:trường hợp|nếu)\s").search(low, start, sentence.end)
        or (lead_ins.TOPIC.match(low, start) and lead_ins.THEN.search(low, start, sentence.end))
    )


def trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in FINAL:
        end -= 1
    return end


def skip(low: str, at: int) -> int:
    """Past blanks and stops, and the number of the first of several tasks: "Phòng Nội vụ: (1) Tham mưu …"."""
    stops = STOPS.match(low, at)
    return stops.end() if stops else at


def in_parentheses(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)
