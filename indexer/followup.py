"""What later documents say of a commitment.

A later sentence is a mention when it speaks of the same subject, by enough of the rarer word pairs of the
task, and of the same unit: named in its paragraph, or the issuer of the document. Whether it reports success
is for the reader to see.

A corpus has many tasks and sentences: they are compared as arrays of numbers, a document at a time.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.findings import Findings
from indexer.naming import Names
from indexer.said import Said, pairs
from indexer.spool import Spool
from kb.citation import cite
from kb.model import Citation, Commitment, Span
from kb.units import UnitAuthority

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

KEYS = 8  # of a task's pairs, the rarest, lead from a sentence to the task
CROWDED = 50  # a pair that more tasks have leads to none of them
SHARED = 4  # word pairs that a mention shares with the task
COVERED = 0.34  # of the weight of the task's pairs
ENOUGH_PAIRS = 24  # a long task need not come back whole
MENTIONS = 5


def attach(
    commitments: Iterable[Commitment], findings: Findings, names: Names, folder: Path | None
) -> Iterator[Commitment]:
    """The commitments with their mentions, the earliest first and at most five. Goes through them twice;
    mentions wait in `folder`."""
    numbers = range(len(findings))
    dated = [
        (said.issued, number, said.document_id) for number, said in enumerate(map(findings.said, numbers))
    ]
    tasks = _Tasks(commitments, {document: day for day, _, document in dated if day}, names.authority)
    weights = _Weights(tasks, map(findings.said, numbers))
    mentions = Spool(Citation, folder)
    places = np.full((len(tasks.issued), MENTIONS), -1)
    counts = np.zeros(len(tasks.issued), np.int64)
    for day, number, _ in sorted(dated):
        found = weights.spoken_of(findings.said(number), (tasks.issued < day) & (counts < MENTIONS))
        if not len(found):
            continue
        for task, citation in _of_same_units(findings, number, names, found, tasks):
            if counts[task] < MENTIONS:
                places[task, counts[task]] = len(mentions)
                counts[task] += 1
                mentions.append(citation)
    for commitment, kept, count in zip(commitments, places, counts, strict=True):
        yield replace(commitment, mentions=tuple(mentions[place] for place in kept[:count]))


class _Tasks:
    """Of each task the day it was issued, no day ever for one that is not followed, its pairs, as numbers in
    `known`, and the units whose report counts."""

    def __init__(
        self, commitments: Iterable[Commitment], issued: Mapping[str, int], authority: UnitAuthority
    ) -> None:
        hashes, edges, days, reaches = array("q"), array("q", [0]), array("q"), array("q")
        units: dict[frozenset[str], int] = {}
        for commitment in commitments:
            day = issued.get(commitment.citation.document_id)
            if day and "general" not in commitment.flags:
                hashes.extend(pairs(commitment.task))
            edges.append(len(hashes))
            days.append(day or np.iinfo(np.int64).max)
            reaches.append(units.setdefault(_reach(commitment, authority), len(units)))
        self.known, self._pairs = np.unique(np.asarray(hashes), return_inverse=True)
        self._edges = np.asarray(edges)
        self.issued = np.asarray(days)
        self._units, self._reaches = list(units), reaches

    def pairs(self, tasks: Numbers) -> tuple[Numbers, Numbers]:
        """The pairs of several tasks in one row, and how many each has."""
        counts = self._edges[tasks + 1] - self._edges[tasks]
        return self._pairs[_ranges(self._edges[tasks], counts)], counts

    def units(self, task: int) -> frozenset[str]:
        return self._units[self._reaches[task]]


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


class _Weights:
    """What the pairs of tasks weigh in a corpus, the more the fewer sentences have them; and which tasks a
    pair leads to, so that the work grows with the text and not with text times tasks."""

    def __init__(self, tasks: _Tasks, corpus: Iterable[Said]) -> None:
        self._tasks = tasks
        seen = np.zeros(len(tasks.known), np.int64)
        total = 0
        for said in corpus:
            seen += np.bincount(self._read(said)[1], minlength=len(seen))
            total += len(said.places) // 4
        self._weights = np.log((total + 1) / (seen + 0.5))
        self._enough = np.zeros(len(tasks.issued))
        keys, led_to = array("q"), array("q")
        for task in range(len(tasks.issued)):
            here, _ = tasks.pairs(np.array([task]))
            heaviest = here[np.lexsort((here, -self._weights[here]))]
            self._enough[task] = COVERED * self._weights[heaviest[:ENOUGH_PAIRS]].sum()
            keys.extend(heaviest[:KEYS])
            led_to.extend([task] * min(KEYS, len(heaviest)))
        self._led_to = np.asarray(led_to)[np.argsort(keys, kind="stable")]
        counts = np.bincount(keys, minlength=len(seen)) if keys else seen
        self._first = np.cumsum(counts) - counts
        self._leads = np.where(counts > CROWDED, 0, counts)

    def spoken_of(self, said: Said, wanted: npt.NDArray[np.bool_]) -> Numbers:
        """Of each task `wanted` the best sentence of each paragraph that shares enough with it: rows of leaf,
        start, end and task, by leaf."""
        sentence, pair = self._read(said)
        sentences, tasks = self._candidates(sentence, pair, wanted)
        theirs, counts = self._tasks.pairs(tasks)
        candidate = np.repeat(np.arange(len(tasks)), counts)
        every = len(self._weights)
        shared = np.isin(sentences[candidate] * every + theirs, sentence * every + pair)
        number = np.bincount(candidate[shared], minlength=len(tasks))
        weight = np.bincount(candidate[shared], self._weights[theirs[shared]], minlength=len(tasks))
        leaf, start, end, _ = np.array(said.places, np.int64).reshape(-1, 4)[sentences].T
        order = np.lexsort((sentences, -weight, tasks, leaf))
        enough = order[((number >= SHARED) & (weight >= self._enough[tasks]))[order]]
        found = np.column_stack((leaf, start, end, tasks))[enough]
        _, best = np.unique(found[:, [0, 3]], axis=0, return_index=True)
        rows: Numbers = found[best]
        return rows

    def _candidates(
        self, sentence: Numbers, pair: Numbers, wanted: npt.NDArray[np.bool_]
    ) -> tuple[Numbers, Numbers]:
        """Sentences with the tasks `wanted` that one of their pairs leads to."""
        tasks = self._led_to[_ranges(self._first[pair], self._leads[pair])]
        together = np.repeat(sentence, self._leads[pair]) * len(wanted) + tasks
        sentences, tasks = np.divmod(np.unique(together[wanted[tasks]]), len(wanted))
        return sentences, tasks

    def _read(self, said: Said) -> tuple[Numbers, Numbers]:
        """The sentences and the numbers of the pairs that any task has."""
        lengths = np.array(said.places, np.int64)[3::4]
        sentence = np.repeat(np.arange(len(lengths)), lengths)
        hashes, known = np.array(said.pairs, np.int64), self._tasks.known
        pair = np.searchsorted(known, hashes)
        there = pair < len(known)
        there[there] = known[pair[there]] == hashes[there]
        return sentence[there], pair[there]


def _ranges(starts: Numbers, counts: Numbers) -> Numbers:
    """All of starts[0] … starts[0] + counts[0] - 1, then of starts[1] …"""
    before = np.cumsum(counts) - counts
    within: Numbers = np.arange(int(counts.sum())) - np.repeat(before, counts)
    return within + np.repeat(starts, counts)


def _of_same_units(
    findings: Findings, number: int, names: Names, found: Numbers, tasks: _Tasks
) -> Iterator[tuple[int, Citation]]:
    """Those of the sentences found in a document that name a unit whose report counts, or that it says."""
    parsed, named = findings.document(number), findings.named(number, names)
    for leaf, rows in groupby(found.tolist(), key=itemgetter(0)):
        place = parsed.leaves[leaf]
        units = {unit for start, end, unit in named.places if start < place.end and place.start < end}
        units.update(named.issuer)
        for _, start, end, task in rows:
            if units & tasks.units(task):
                yield task, cite(parsed, *Span(start, end))
