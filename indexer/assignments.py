"""The commitments of one document: its orders, spelt out or scheduled, each task with its own deadline."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from indexer import schedules
from indexer.addressees import Walk
from indexer.clauses import Order
from indexer.deadlines import Deadline, term
from indexer.organisations import Reader
from indexer.parts import parts
from indexer.sharing import apportioned
from kb.citation import cite
from kb.model import Commitment, ParsedDocument, Span
from kb.units import UnitAuthority

LONGEST_TERM = timedelta(days=731)  # a later year on a scan is rather one misread


def extract(parsed: ParsedDocument, authority: UnitAuthority) -> list[Commitment]:
    """The commitments of a document, in order of place. Depends on nothing but the arguments."""
    reader = Reader(parsed.text, authority, parsed.document)
    walk = Walk(parsed, reader)
    items = [] if walk.reports else list(schedules.items(reader, parsed))
    found = [*_scheduled(parsed, reader, items), *_spoken(parsed, reader, walk, items)]
    found.sort(key=lambda c: (c.citation.start, c.citation.end))
    return list(_apart(found))


def _apart(commitments: Iterable[Commitment]) -> Iterator[Commitment]:
    """The same words said twice are two commitments: the second gets an id of its own."""
    seen: Counter[str] = Counter()
    for commitment in commitments:
        seen[commitment.id] += 1
        times = seen[commitment.id]
        yield commitment if times == 1 else replace(commitment, id=f"{commitment.id}-{times}")


def _spoken(
    parsed: ParsedDocument, reader: Reader, walk: Walk, items: Sequence[schedules.Item]
) -> Iterator[Commitment]:
    for sentence, order in walk.orders():
        if any(item.cited.start <= sentence.start < item.cited.end for item in items):
            continue
        for task, deadline in parts(reader, sentence, order, parsed.document.issued_date):
            yield _commitment(parsed, sentence, apportioned(reader, order, task), task, deadline)


def _scheduled(
    parsed: ParsedDocument, reader: Reader, items: Sequence[schedules.Item]
) -> Iterator[Commitment]:
    for item in items:
        deadline = None
        if item.by and item.by.start < item.by.end:
            words = parsed.text[item.by.start : item.by.end]
            deadline = Deadline(item.by, *term(words, parsed.document.issued_date))
        yield _commitment(parsed, item.cited, item.order, item.order.task, deadline)


def _commitment(
    parsed: ParsedDocument, cited: Span, order: Order, task: Span, deadline: Deadline | None
) -> Commitment:
    document = parsed.document
    citation = cite(parsed, cited.start, cited.end)
    words = parsed.text[task.start : task.end]
    flags = order.flags
    if deadline and deadline.due and document.issued_date:
        if deadline.due < document.issued_date:
            flags = (*flags, "due_before_issue")
        elif citation.confidence is not None and deadline.due - document.issued_date > LONGEST_TERM:
            flags = (*flags, "due_doubtful")
    return Commitment(
        id=_identity(document.id, citation.quote, words, *(unit.id for unit in order.lead)),
        assigner=order.assigner or document.organ_name,
        lead=order.lead,
        coordinators=order.coordinators,
        task=words,
        deadline_text=parsed.text[deadline.span.start : deadline.span.end] if deadline else None,
        due_date=deadline.due if deadline else None,
        due_precision=deadline.precision if deadline else "none",
        flags=flags,
        citation=citation,
    )


def _identity(*said: str) -> str:
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]
