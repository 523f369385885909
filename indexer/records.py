"""Fills the records of a generation: documents and passages, then what is extracted from them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from indexer import register
from indexer.authority import Mentioned
from indexer.cache import Cache, Record, key_of
from indexer.draft import Draft
from indexer.families import relate
from indexer.findings import Extracted, Findings
from indexer.journal import Journal
from indexer.naming import Names
from indexer.plan import Chosen
from indexer.reading import Library, fingerprint
from kb.config import Settings
from kb.embed import Embedder
from kb.model import ParsedDocument


def write_records(
    path: Path, findings: Remembered, embedder: Embedder, settings: Settings, journal: Journal
) -> None:
    """Raises UsageError when a file of the operator cannot be understood."""
    draft, chosen = Draft(path), findings.chosen
    due = journal.every(0.1, len(chosen))
    for number, choice in enumerate(chosen):
        draft.add_document(choice, findings.stored(number), partial(_vector_key, embedder))
        draft.add_subjects(choice.id, findings.subjects(number).phrases)
        if due(number + 1):
            journal.say(f"Recorded {number + 1} of {len(chosen)} documents")
    found = register.build(findings, settings.units, settings.corrections, path.parent)
    draft.add_relations(relate(map(findings.features, range(len(findings)))))
    draft.add_units(found.units)
    draft.add_commitments(found.commitments)
    for problem in found.problems:
        journal.note(problem)
    draft.add_unit_rows(_reached(draft, findings, found.names))
    draft.close()


class Remembered(Findings):
    """The cache holds what depends on a document, the operator's units and the code alone; and of what
    depends on more, the last."""

    def __init__(self, library: Library, cache: Cache, chosen: Sequence[Chosen], units: Path) -> None:
        super().__init__(())
        self._library = library
        self._cache = cache
        self.chosen = chosen
        self._units = units.read_text("utf-8", "replace") if units.is_file() else ""

    def __len__(self) -> int:
        return len(self.chosen)

    def document(self, number: int) -> ParsedDocument:
        return self._library.parsed(self.chosen[number])

    def once(
        self, number: int, kind: type[Record], work: Callable[[ParsedDocument], Record], given: bytes = b""
    ) -> Record:
        choice = self.chosen[number]
        operators = self._units if kind in (Extracted, Mentioned) else ""
        of = (choice.id, choice.source, choice.digest, choice.stale)
        key = key_of(kind.__name__, fingerprint(), operators, *of)
        known = self._cache.get(key, kind, given)
        if known is None:
            known = super().once(number, kind, work)
            self._cache.put(key, known, digest=choice.digest, maker=fingerprint(), given=given)
        return known


def _vector_key(embedder: Embedder, text: str) -> bytes:
    return key_of("vector", embedder.identity, text)


def _reached(draft: Draft, findings: Remembered, names: Names) -> Iterator[tuple[str, int]]:
    """Unit ids with the rows of the passages that name the unit, a group it belongs to or a unit it succeeds,
    or that lay a task on one of these without naming it."""
    reached_by: defaultdict[str, list[str]] = defaultdict(list)
    for unit in names.authority.units:
        for other in names.authority.expand(unit.id):
            reached_by[other].append(unit.id)
    told = groupby(draft.commitments(), key=lambda c: c.citation.document_id)
    next_told = next(told, None)
    for number, choice in enumerate(findings.chosen):
        places = list(findings.named(number, names).places)
        if next_told and next_told[0] == choice.id:
            for c in next_told[1]:
                places += [(c.citation.start, c.citation.end, unit.id) for unit in (*c.lead, *c.coordinators)]
            next_told = next(told, None)
        for row, start, end in draft.rows_of(choice.id):
            here = {unit for first, last, unit in places if first < end and start < last}
            yield from ((unit_id, row) for other in sorted(here) for unit_id in reached_by[other])
