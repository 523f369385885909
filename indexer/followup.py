"""What later documents say of a commitment.

A later sentence is a mention when it speaks of the same subject, by enough of the rarer word pairs of the
task, and of the same unit: named in its paragraph, or the issuer of the document. Whether it reports success
is for the reader to see.
"""

from __future__ import annotations

import heapq
import math
from array import array
from collections import defaultdict
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

    pairs: Mapping[int, float]
    enough: float
    units: frozenset[str]
    issued: date


class _Said:
    """The pairs of every sentence that may be a mention: texts are cut once, and numbers take little room."""

    def __init__(self) -> None:
        self._pairs = array("I")
        self._sentences = array("I")  # of each the leaf, the start, the end, and where its pairs end
        self._documents = [0]  # where the sentences of each begin

    def add_sentence(self, leaf: int, span: Span, pairs: Iterable[int]) -> None:
        self._pairs.extend(pairs)
        self._sentences.extend((leaf, span.start, span.end, len(self._pairs)))

    def end_document(self) -> None:
        self._documents.append(len(self._sentences))

    def of(self, document: int) -> Iterator[tuple[int, Span, set[int]]]:
        first, last = self._documents[document : document + 2]
        begin = self._sentences[first - 1] if first else 0
        for i in range(first, last, 4):
            leaf, start, end, stop = self._sentences[i : i + 4]
            yield leaf, Span(start, end), set(self._pairs[begin:stop])
            begin = stop


def attach(
    commitments: Sequence[Commitment], documents: Documents, authority: UnitAuthority
) -> list[Commitment]:
    """The commitments with their mentions, the earliest first and at most five. Walks the documents twice."""
    wanted = {pair: n for n, pair in enumerate(sorted({p for c in commitments for p in pairs(c.task)}))}
    issued: dict[str, date] = {}
    seen = [0] * len(wanted)  # sentences that hold a pair
    total = 0
    said = _Said()
    for parsed in documents():
        if parsed.document.issued_date:
            issued[parsed.document.id] = parsed.document.issued_date
        for number, leaf in enumerate(parsed.leaves):
            for span in _sentences(parsed, leaf):
                here = {wanted[p] for p in pairs(parsed.text[span.start : span.end]) if p in wanted}
                for pair in here:
                    seen[pair] += 1
                if len(here) >= SHARED:
                    said.add_sentence(number, span, here)
                total += 1
        said.end_document()
    rarity = {pair: math.log((total + 1) / (seen[n] + 0.5)) for pair, n in wanted.items()}
    tasks = _tasks(commitments, issued, wanted, rarity, authority)
    keys = _keys(tasks)
    mentions: defaultdict[int, _Earliest] = defaultdict(_Earliest)
    for number, parsed in enumerate(documents()):
        day = issued.get(parsed.document.id)
        if day is None:
            continue
        for n, span in _mentioned(parsed, day, said.of(number), tasks, keys, authority):
            mentions[n].offer(day, parsed, span)
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
    wanted: Mapping[str, int],
    rarity: Mapping[str, float],
    authority: UnitAuthority,
) -> dict[int, _Task]:
    tasks = {}
    for number, commitment in enumerate(commitments):
        day = issued.get(commitment.citation.document_id)
        if day is None or "general" in commitment.flags:
            continue
        weights = {wanted[pair]: rarity[pair] for pair in pairs(commitment.task)}
        heaviest = sorted(weights.values(), reverse=True)[:ENOUGH_PAIRS]
        tasks[number] = _Task(weights, COVERED * sum(heaviest), _reach(commitment, authority), day)
    return tasks


def _keys(tasks: Mapping[int, _Task]) -> dict[int, list[int]]:
    """The tasks to which a pair leads: so that the work grows with the text, not with text times tasks."""
    keys: defaultdict[int, list[int]] = defaultdict(list)
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
    said: Iterable[tuple[int, Span, set[int]]],
    tasks: Mapping[int, _Task],
    keys: Mapping[int, Sequence[int]],
    authority: UnitAuthority,
) -> Iterator[tuple[int, Span]]:
    """For each task the best sentence of each paragraph that speaks of it."""
    best: defaultdict[int, dict[int, tuple[float, Span]]] = defaultdict(dict)  # by leaf, then by task
    for leaf, span, here in said:
        for number in {number for pair in here for number in keys.get(pair, ())}:
            task = tasks[number]
            weight = _weight(here, task) if task.issued < day else 0.0
            if weight > best[leaf].get(number, (0.0, span))[0]:
                best[leaf][number] = weight, span
    scope = scope_of(parsed.document)
    issuer = {unit.id for _, unit in authority.find(parsed.document.organ_name, scope)} if best else set()
    for leaf, found in best.items():
        if found:
            place = parsed.leaves[leaf]
            named = authority.find(parsed.text[place.start : place.end], scope)
            units = issuer | {unit.id for _, unit in named}
            yield from ((n, span) for n, (_, span) in found.items() if units & tasks[n].units)


def _weight(said: set[int], task: _Task) -> float:
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
