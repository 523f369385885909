"""What later documents say of a commitment.

A later sentence is a mention when it speaks of the same subject, by enough of the rarer word pairs of the
task, and of the same unit: named in its paragraph, or the issuer of the document. Whether it reports success
is for the reader to see.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from indexer.minted import scope_of
from kb.citation import cite
from kb.model import BODY_KINDS, Citation, Commitment, Leaf, ParsedDocument, Span
from kb.sentences import sentences
from kb.text import normalize, syllables
from kb.units import UnitAuthority

Documents = Callable[[], Iterable[ParsedDocument]]

KEYS = 8  # of a task's pairs, the rarest, lead from a sentence to the task
CROWDED = 50  # a pair that more tasks have leads to none of them
SHARED = 4  # word pairs that a mention shares with the task
COVERED = 0.34  # of the weight of the task's pairs
ENOUGH_PAIRS = 24  # a long task need not come back whole
MENTIONS = 5


@dataclass(frozen=True, slots=True)
class _Task:
    """What to look for: the weight of each pair, how much is enough, the ids of units, and since when."""

    pairs: Mapping[str, float]
    enough: float
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
        for leaf in parsed.leaves:
            for span in _sentences(parsed, leaf):
                seen.update(wanted.intersection(pairs(parsed.text[span.start : span.end])))
                total += 1
    rarity = {pair: math.log((total + 1) / (seen[pair] + 0.5)) for pair in wanted}
    tasks = _tasks(commitments, issued, rarity, authority)
    keys = _keys(tasks)
    mentions: defaultdict[int, _Earliest] = defaultdict(_Earliest)
    for parsed in documents():
        day = issued.get(parsed.document.id)
        if day is None:
            continue
        for number, span in _mentioned(parsed, day, tasks, keys, authority):
            mentions[number].offer(day, parsed, span)
    return [replace(c, mentions=mentions[n].citations()) for n, c in enumerate(commitments)]


class _Earliest:
    """The five earliest mentions offered; only those kept are cited."""

    def __init__(self) -> None:
        self._kept: list[tuple[tuple[int, str, int], Citation]] = []

    def offer(self, day: date, parsed: ParsedDocument, span: Span) -> None:
        place = (-day.toordinal(), parsed.document.id, -span.start)  # the heap's first is the latest
        if len(self._kept) < MENTIONS:
            heapq.heappush(self._kept, (place, cite(parsed, *span)))
        elif place > self._kept[0][0]:
            heapq.heapreplace(self._kept, (place, cite(parsed, *span)))

    def citations(self) -> tuple[Citation, ...]:
        return tuple(citation for _, citation in sorted(self._kept, key=lambda kept: kept[0], reverse=True))


def _tasks(
    commitments: Sequence[Commitment],
    issued: Mapping[str, date],
    rarity: Mapping[str, float],
    authority: UnitAuthority,
) -> dict[int, _Task]:
    tasks = {}
    for number, commitment in enumerate(commitments):
        day = issued.get(commitment.citation.document_id)
        if day is None or "general" in commitment.flags:
            continue
        weights = {pair: rarity[pair] for pair in pairs(commitment.task)}
        heaviest = sorted(weights.values(), reverse=True)[:ENOUGH_PAIRS]
        tasks[number] = _Task(weights, COVERED * sum(heaviest), _reach(commitment, authority), day)
    return tasks


def _keys(tasks: Mapping[int, _Task]) -> dict[str, list[int]]:
    """The tasks to which a pair leads: so that the work grows with the text, not with text times tasks."""
    keys: defaultdict[str, list[int]] = defaultdict(list)
    for number, task in tasks.items():
        for pair in sorted(task.pairs, key=lambda pair: (-task.pairs[pair], pair))[:KEYS]:
            keys[pair].append(number)
    return {pair: numbers for pair, numbers in keys.items() if len(numbers) <= CROWDED}


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
    tasks: Mapping[int, _Task],
    keys: Mapping[str, Sequence[int]],
    authority: UnitAuthority,
) -> Iterator[tuple[int, Span]]:
    """For each task the best sentence of each paragraph that speaks of it."""
    scope = scope_of(parsed.document)
    issuer = {unit.id for _, unit in authority.find(parsed.document.organ_name, scope)}
    for leaf in parsed.leaves:
        best: dict[int, tuple[float, Span]] = {}
        for span in _sentences(parsed, leaf):
            said = set(pairs(parsed.text[span.start : span.end]))
            for number in {number for pair in said for number in keys.get(pair, ())}:
                task = tasks[number]
                weight = _weight(said, task) if task.issued < day else 0.0
                if weight > best.get(number, (0.0, span))[0]:
                    best[number] = weight, span
        if best:
            named = authority.find(parsed.text[leaf.start : leaf.end], scope)
            units = issuer | {unit.id for _, unit in named}
            yield from ((n, span) for n, (_, span) in best.items() if units & tasks[n].units)


def _weight(said: set[str], task: _Task) -> float:
    """Of the pairs shared with the task; nothing when they are too few to speak of the same."""
    shared = task.pairs.keys() & said
    if len(shared) < SHARED:
        return 0.0
    weight = math.fsum(task.pairs[pair] for pair in shared)  # exact: a set has no order
    return weight if weight >= task.enough else 0.0


def _sentences(parsed: ParsedDocument, leaf: Leaf) -> list[Span]:
    if leaf.kind not in BODY_KINDS or leaf.kind == "heading":
        return []
    return sentences(parsed.text, leaf.start, leaf.end)


def pairs(text: str) -> list[str]:
    """Adjacent syllables, normalized; none spans a comma or a full stop."""
    low = normalize(text)
    spans = syllables(text)
    return [
        f"{low[a.start : a.end]} {low[b.start : b.end]}"
        for a, b in pairwise(spans)
        if not text[a.end : b.start].strip(" -–")
    ]
