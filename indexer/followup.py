"""What later documents say of a commitment.

A later sentence is a mention when it speaks of the same subject, by enough of the rarer word pairs of the task,
and of the same unit: named in its paragraph, or the issuer of the document. Whether it reports success is for the reader.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from indexer.organisations import Reader
from kb.citation import cite
from kb.model import BODY_KINDS, Citation, Commitment, Leaf, ParsedDocument, Span
from kb.sentences import sentences
from kb.text import normalize, syllables
from kb.units import UnitAuthority

Documents = Callable[[], Iterable[ParsedDocument]]

SHARED = 4  # word pairs
COVERED = 0.34  # of the weight of the task's pairs
ENOUGH_PAIRS = 24  # a long task need not come back whole
MENTIONS = 5


@dataclass(frozen=True, slots=True)
class _Task:
    """What to look for: the weight of each pair, the ids of units, and since when."""

    pairs: dict[str, float]
    total: float
    units: frozenset[str]
    issued: date


def attach(
    commitments: Sequence[Commitment], documents: Documents, authority: UnitAuthority
) -> list[Commitment]:
    """The commitments with their mentions, the earliest first and at most five. Walks the documents twice."""
    wanted = {pair for commitment in commitments for pair in pairs(commitment.task)}
    issued: dict[str, date] = {}
    seen: Counter[str] = Counter()  # sentences that hold a pair
    total = 0
    for parsed in documents():
        if parsed.document.issued_date:
            issued[parsed.document.id] = parsed.document.issued_date
        for span in _spoken(parsed):
            seen.update(wanted.intersection(pairs(parsed.text[span.start : span.end])))
            total += 1
    rarity = {pair: math.log((total + 1) / (seen[pair] + 0.5)) for pair in wanted}
    tasks = _tasks(commitments, issued, rarity, authority)
    asking: defaultdict[str, list[int]] = defaultdict(list)
    for number, task in tasks.items():
        for pair in task.pairs:
            asking[pair].append(number)
    mentions: defaultdict[int, list[tuple[date, Citation]]] = defaultdict(list)
    for parsed in documents():
        day = issued.get(parsed.document.id)
        if day:
            for number, span in _mentioned(parsed, day, tasks, asking, authority):
                mentions[number].append((day, cite(parsed, span.start, span.end)))
    return [replace(c, mentions=_first(mentions.get(n, []))) for n, c in enumerate(commitments)]


def _first(dated: list[tuple[date, Citation]]) -> tuple[Citation, ...]:
    dated.sort(key=lambda item: (item[0], item[1].document_id, item[1].start))
    return tuple(citation for _, citation in dated[:MENTIONS])


def _tasks(
    commitments: Sequence[Commitment],
    issued: dict[str, date],
    rarity: dict[str, float],
    authority: UnitAuthority,
) -> dict[int, _Task]:
    tasks = {}
    for number, commitment in enumerate(commitments):
        day = issued.get(commitment.citation.document_id)
        if day is None or "general" in commitment.flags:
            continue
        weights = {pair: rarity[pair] for pair in pairs(commitment.task)}
        heaviest = sorted(weights.values(), reverse=True)[:ENOUGH_PAIRS]
        tasks[number] = _Task(weights, sum(heaviest), _reach(commitment, authority), day)
    return tasks


def _reach(commitment: Commitment, authority: UnitAuthority) -> frozenset[str]:
    """The units whose report counts: those told, and the members of groups told."""
    reached: set[str] = set()
    waiting = [unit.id for unit in commitment.lead]
    while waiting:
        unit = authority.get(waiting.pop())
        if unit and unit.id not in reached:
            reached.add(unit.id)
            waiting += unit.members
    return frozenset(reached)


def _mentioned(
    parsed: ParsedDocument,
    day: date,
    tasks: dict[int, _Task],
    asking: dict[str, list[int]],
    authority: UnitAuthority,
) -> Iterator[tuple[int, Span]]:
    """For each task the best sentence of each paragraph that speaks of it."""
    reader = Reader(parsed.text, authority, parsed.document)
    issuer = {reader.issuer.id} if reader.issuer else set()
    for leaf in parsed.leaves:
        best: dict[int, tuple[float, Span]] = {}
        for span in _sentences(parsed, leaf):
            for number, weight in _likely(parsed.text[span.start : span.end], tasks, asking):
                if tasks[number].issued < day and weight > best.get(number, (0.0, span))[0]:
                    best[number] = weight, span
        if best:
            named = authority.find(parsed.text[leaf.start : leaf.end], reader.scope)
            units = issuer | {unit.id for _, unit in named}
            yield from ((n, span) for n, (_, span) in best.items() if units & tasks[n].units)


def _spoken(parsed: ParsedDocument) -> Iterator[Span]:
    for leaf in parsed.leaves:
        yield from _sentences(parsed, leaf)


def _sentences(parsed: ParsedDocument, leaf: Leaf) -> list[Span]:
    if leaf.kind not in BODY_KINDS or leaf.kind == "heading":
        return []
    return sentences(parsed.text, leaf.start, leaf.end)


def _likely(
    sentence: str, tasks: dict[int, _Task], asking: dict[str, list[int]]
) -> Iterable[tuple[int, float]]:
    shared: Counter[int] = Counter()
    weight: defaultdict[int, float] = defaultdict(float)
    for pair in set(pairs(sentence)):
        for number in asking.get(pair, ()):
            shared[number] += 1
            weight[number] += tasks[number].pairs[pair]
    for number, count in shared.items():
        if count >= SHARED and weight[number] >= COVERED * tasks[number].total:
            yield number, weight[number]


def pairs(text: str) -> list[str]:
    """Adjacent syllables, normalized; nothing spans a comma or a full stop."""
    low = normalize(text)
    spans = syllables(text)
    return [
        f"{low[a.start : a.end]} {low[b.start : b.end]}"
        for a, b in zip(spans, spans[1:], strict=False)
        if not text[a.end : b.start].strip(" -–")
    ]
