"""Fills the records of a generation: documents and passages, then what is extracted from them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from indexer import register
from indexer.cache import Cache, Record, key_of
from indexer.draft import Draft
from indexer.families import relate
from indexer.findings import Extracted, Findings
from indexer.journal import Journal
from indexer.minted import scope_of
from indexer.passages import passages
from indexer.plan import Chosen
from indexer.reading import Library, fingerprint
from kb.answers.enumerations import enumerations, introduction
from kb.config import Settings
from kb.embed import Embedder
from kb.model import ParsedDocument, Passage, Span
from kb.units import UnitAuthority


def write_records(
    path: Path,
    chosen: Sequence[Chosen],
    library: Library,
    embedder: Embedder,
    cache: Cache,
    settings: Settings,
    journal: Journal,
) -> None:
    """Raises UsageError when a file of the operator cannot be understood."""
    draft = Draft(path)
    findings = _Remembered(draft.documents(), cache, chosen, settings.units)
    due = journal.every(0.1, len(chosen))
    for number, choice in enumerate(chosen):
        document = library.parsed(choice)
        draft.add_document(
            document,
            [(p, vector_key(searched(p), embedder)) for p in passages(document)],
            digest=choice.digest,
            stale=choice.stale,
            confidence=_confidence(document),
            introductions=[(text, vector_key(text, embedder)) for text in _introductions(document)],
        )
        draft.add_subjects(choice.id, findings.subjects(number).phrases)
        if due(number + 1):
            journal.say(f"Recorded {number + 1} of {len(chosen)} documents")
    found = register.build(findings, settings.units, settings.corrections, path.parent)
    draft.add_relations(relate(map(findings.features, range(len(findings)))))
    draft.add_units(found.units)
    draft.add_commitments(found.commitments)
    for problem in found.problems:
        journal.note(problem)
    draft.add_unit_rows(_named(draft, UnitAuthority(found.units)))
    draft.close()


class _Remembered(Findings):
    """The cache holds what depends on a document, the operator's units and the code alone."""

    def __init__(
        self, documents: Sequence[ParsedDocument], cache: Cache, chosen: Sequence[Chosen], units: Path
    ) -> None:
        super().__init__(documents)
        self._cache = cache
        self._chosen = chosen
        self._units = units.read_text("utf-8", "replace") if units.is_file() else ""

    def once(self, number: int, kind: type[Record], work: Callable[[ParsedDocument], Record]) -> Record:
        choice = self._chosen[number]
        operators = self._units if kind is Extracted else ""
        of = (choice.id, choice.source, choice.digest, choice.stale)
        key = key_of(kind.__name__, fingerprint(), operators, *of)
        known = self._cache.get(key, kind)
        if known is None:
            known = super().once(number, kind, work)
            self._cache.put(key, known, digest=choice.digest, maker=fingerprint())
        return known


def vector_key(text: str, embedder: Embedder) -> bytes:
    return key_of("vector", embedder.identity, text)


def searched(passage: Passage) -> str:
    """What is embedded and counted: the text below the titles it stands under."""
    return f"{passage.context}\n{passage.text}"


def _introductions(document: ParsedDocument) -> list[str]:
    """The words that introduce its lists: a question for a list is compared with them."""
    return [introduction(document.text, found) for found in enumerations(document)]


def _named(draft: Draft, authority: UnitAuthority) -> Iterator[tuple[str, int]]:
    """Unit ids with the rows of the passages that name the unit, a group it belongs to or a unit it succeeds,
    or that lay a task on one of these without naming it."""
    reached_by: defaultdict[str, list[str]] = defaultdict(list)
    for unit in authority.units:
        for other in authority.expand(unit.id):
            reached_by[other].append(unit.id)
    told = groupby(draft.commitments(), key=lambda c: c.citation.document_id)
    next_told = next(told, None)
    for parsed in draft.documents():
        spans = authority.find(parsed.text, scope_of(parsed.document))
        if next_told and next_told[0] == parsed.document.id:
            for c in next_told[1]:
                span = Span(c.citation.start, c.citation.end)
                spans += [(span, unit) for unit in (*c.lead, *c.coordinators)]
            next_told = next(told, None)
        for row, start, end in draft.rows_of(parsed.document.id):
            here = {unit.id for (first, last), unit in spans if first < end and start < last}
            yield from ((unit_id, row) for other in sorted(here) for unit_id in reached_by[other])


def _confidence(document: ParsedDocument) -> float | None:
    """Mean over characters, 0-100; None where nothing was recognised from an image."""
    read = [
        (leaf.confidence, leaf.end - leaf.start) for leaf in document.leaves if leaf.confidence is not None
    ]
    total = sum(length for _, length in read)
    return round(sum(confidence * length for confidence, length in read) / total, 1) if total else None
