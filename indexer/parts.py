"""One order, cut into tasks that each have their own deadline or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from indexer.clauses import ENUMERATED, Order, in_parentheses, trimmed
from indexer.deadlines import Deadline, deadlines
from indexer.name_words import UPPER
from indexer.organisations import Reader
from indexer.verbs import VERB, any_of
from kb.model import Span
from kb.text import normalize

CUT = re.compile(rf"(?:;|\.(?=\s+[{UPPER}]))\s+(?:đồng thời\s*,?\s*|và\s+)?{ENUMERATED}?")
COMMA_CUT = re.compile(rf",\s+(?:đồng thời\s*,?\s*|và\s+)?(?={VERB})|\s+(?:và|đồng thời)\s+(?={VERB})")
LONGEST_OPENING = 120
NOT_YET = re.compile(any_of("chưa | không | tạm dừng | tạm hoãn"))
LASTING = re.compile(any_of("trong | đến hết"))
TERM_ONLY = re.compile(
    r"(?:thời (?:gian|hạn|điểm)|hạn|yêu cầu|phải|cần|hoàn thành|xong|gửi|báo cáo|thực hiện|các nội dung trên"
    r"|cùng|đều|(?:các )?(?:việc|nhiệm vụ|nội dung|công việc) (?:này|trên)|trên|là|[\s,:.()])*"
)


def parts(
    reader: Reader, sentence: Span, order: Order, issued: date | None
) -> list[tuple[Span, Deadline | None]]:
    """The tasks of an order with their deadlines: a clause with a deadline is a task of its own."""
    text, task = reader.text, order.task
    written = deadlines(text, issued, task.start, task.end)
    found = [d for d in written if not _forbids(reader, task, d) and not _aside(reader, task, d)]
    dated = [deadline for deadline in found if deadline.precision != "none"]
    if found and not dated:
        return [(task, found[0])]
    pieces: list[tuple[Span, Deadline | None]] = []
    for span, deadline in _clauses(reader, task, dated):
        last = pieces[-1] if pieces else None
        if last and last[1] is None and (deadline is None or _only_a_term(reader, span, deadline)):
            pieces[-1] = Span(last[0].start, span.end), deadline
        else:
            pieces.append((span, deadline))
    ahead = None if found else _ahead(reader, sentence, order, issued)
    if ahead:
        pieces[0] = pieces[0][0], ahead
    return pieces


def with_terms(text: str, spans: list[Span]) -> list[Span]:
    """The sentences, one that only says when ("Thời hạn: 15/6/2024.") with the one before it."""
    found: list[Span] = []
    for span in spans:
        term = next(iter(deadlines(text, None, span.start, span.end)), None)
        rest = text[span.start : term.span.start] + text[term.span.end : span.end] if term else ""
        if found and term and TERM_ONLY.fullmatch(normalize(rest)):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _forbids(reader: Reader, task: Span, deadline: Deadline) -> bool:
    """`Chưa điều chỉnh giá trong quý I`: how long something is not to be done, no deadline for doing it."""
    during = LASTING.match(reader.low, deadline.span.start)
    return bool(during) and bool(NOT_YET.match(reader.low, task.start))


def _aside(reader: Reader, task: Span, deadline: Deadline) -> bool:
    """`(dừng xem xét trước ngày bầu cử 10 ngày)`: when something else is due, said in parentheses."""
    opening = reader.low.rfind("(", task.start, deadline.span.start)
    closing = reader.low.find(")", deadline.span.end, task.end)
    if min(opening, closing) < 0 or ")" in reader.low[opening : deadline.span.start]:
        return False
    return not _only_a_term(reader, Span(opening, closing), deadline)


def _ahead(reader: Reader, sentence: Span, order: Order, issued: date | None) -> Deadline | None:
    """`Trước ngày 15/5/2024, giao …`: a deadline that opens the sentence, next to the order."""
    end = min(order.span.start, sentence.start + LONGEST_OPENING)
    for deadline in deadlines(reader.text, issued, sentence.start, end):
        if not reader.low[deadline.span.end : order.span.start].strip(" ,:"):
            return deadline
    return None


def _clauses(reader: Reader, task: Span, found: list[Deadline]) -> Iterator[tuple[Span, Deadline | None]]:
    """The task cut at semicolons and full stops, and between two deadlines where a verb opens a clause."""
    cuts = [m.span() for m in CUT.finditer(reader.text, task.start, task.end)] if found else []
    cuts = [cut for cut in cuts if not in_parentheses(reader.text, task.start, cut[0])]
    for one, other in pairwise(found):
        if not any(one.span.end <= cut[0] < other.span.start for cut in cuts):
            apart = COMMA_CUT.search(reader.low, one.span.end, other.span.start + 1)
            if apart:
                cuts.append(apart.span())
    begin = task.start
    for cut, following in [*sorted(cuts), (task.end, task.end)]:
        end = trimmed(reader.text, begin, cut)
        inside = [d for d in found if begin <= d.span.start < end]
        if begin < end:
            yield Span(begin, end), inside[0] if inside else None
        begin = following


def _only_a_term(reader: Reader, clause: Span, deadline: Deadline) -> bool:
    """`thời hạn hoàn thành: trước ngày …` is no task but the deadline of what stands before it."""
    rest = reader.low[clause.start : deadline.span.start] + reader.low[deadline.span.end : clause.end]
    return bool(TERM_ONLY.fullmatch(rest))
