"""Fills the records of a generation: documents and passages, then what is extracted from them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from indexer import register
from indexer.assignments import extract
from indexer.cache import Cache, Record, key_of
from indexer.draft import Draft
from indexer.families import relate
from indexer.journal import Journal
from indexer.minted import scope_of
from indexer.passages import passages
from indexer.plan import Chosen
from indexer.reading import Library, fingerprint
from indexer.subjects import Subjects, subjects
from kb.answers.enumerations import enumerations, introduction
from kb.config import Settings
from kb.embed import Embedder
from kb.model import Commitment, ParsedDocument, Passage, Span, Unit
from kb.units import UnitAuthority


@dataclass(frozen=True, slots=True)
class Extracted:
    """The commitments of one document before they are corrected and followed up."""

    commitments: tuple[Commitment, ...]


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
    due = journal.every(0.1, len(chosen))
    for done, choice in enumerate(chosen, start=1):
        document = library.parsed(choice)
        draft.add_document(
            document,
            [(p, vector_key(searched(p), embedder)) for p in passages(document)],
            digest=choice.digest,
            stale=choice.stale,
            confidence=_confidence(document),
            introductions=[(text, vector_key(text, embedder)) for text in _introductions(document)],
        )
        spoken_of = _once(cache, "subjects", choice, Subjects, partial(subjects, document))
        draft.add_subjects(choice.id, spoken_of.phrases)
        if due(done):
            journal.say(f"Recorded {done} of {len(chosen)} documents")
    found = register.build(
        draft.documents, settings.units, settings.corrections, _extract_once(chosen, cache, settings.units)
    )
    for problem in found.problems:
        journal.note(problem)
    draft.add_relations(relate(draft.documents()))
    draft.add_units(found.units)
    draft.add_commitments(found.commitments)
    draft.add_unit_rows(_named(draft, UnitAuthority(found.units), found.commitments))
    draft.close()


def vector_key(text: str, embedder: Embedder) -> bytes:
    return key_of("vector", embedder.identity, text)


def searched(passage: Passage) -> str:
    """What is embedded and counted: the text below the titles it stands under."""
    return f"{passage.context}\n{passage.text}"


def _introductions(document: ParsedDocument) -> list[str]:
    """The words that introduce its lists: a question for a list is compared with them."""
    return [introduction(document.text, found) for found in enumerations(document)]


def _extract_once(chosen: Sequence[Chosen], cache: Cache, units: Path) -> register.Extract:
    operators = units.read_text("utf-8", "replace") if units.is_file() else ""
    of = {choice.id: choice for choice in chosen}

    def extracted(parsed: ParsedDocument, confirmed: UnitAuthority) -> Sequence[Commitment]:
        def work() -> Extracted:
            return Extracted(tuple(extract(parsed, confirmed)))

        return _once(cache, "commitments", of[parsed.document.id], Extracted, work, operators).commitments

    return extracted


def _once(
    cache: Cache, step: str, choice: Chosen, kind: type[Record], work: Callable[[], Record], *operators: str
) -> Record:
    """What depends on the document, the operators' words and the code alone: the cache may hold it."""
    key = key_of(step, fingerprint(), *operators, choice.id, choice.source, choice.digest, choice.stale)
    known = cache.get(key, kind)
    if known is None:
        known = work()
        cache.put(key, known, digest=choice.digest, maker=fingerprint())
    return known


def _named(
    draft: Draft, authority: UnitAuthority, commitments: Iterable[Commitment]
) -> Iterator[tuple[str, int]]:
    """Unit ids with the rows of the passages that name the unit, a group it belongs to or a unit it succeeds,
    or that lay a task on one of these without naming it."""
    reached_by: defaultdict[str, list[str]] = defaultdict(list)
    for unit in authority.units:
        for other in authority.expand(unit.id):
            reached_by[other].append(unit.id)
    asked: defaultdict[str, list[tuple[Span, Unit]]] = defaultdict(list)
    for c in commitments:
        span = Span(c.citation.start, c.citation.end)
        asked[c.citation.document_id] += [(span, unit) for unit in (*c.lead, *c.coordinators)]
    for parsed in draft.documents():
        scope = scope_of(parsed.document)
        spans = [*authority.find(parsed.text, scope), *asked[parsed.document.id]]
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
