"""The pieces that several pages show: a citation, a hit, a task. Built from records, free of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from kb.commitments import state
from kb.model import Citation, Commitment, CommitmentState, Document, Hit, Span, Unit
from web.marks import Mark, Run, runs

LEADING_ZERO = re.compile(r"\b0(?=\d)")
NUMBER = re.compile(r"^\S{1,8}[.)]\s+")


@dataclass(frozen=True)
class Source:
    """A citation to read, follow and copy. `url` opens the document at the quote; `percent` is how sure the
    recognition of a badly legible scan is."""

    label: str
    url: str
    quote: str
    page: int | None
    percent: int | None


@dataclass(frozen=True)
class HitCard:
    """`place` are the headings nearest above the quote, but for those that only repeat it."""

    rank: int
    place: tuple[str, ...]
    source: Source
    document: Document
    runs: tuple[Run, ...]
    similar: tuple[Source, ...]


@dataclass(frozen=True)
class Party:
    name: str
    url: str


@dataclass(frozen=True)
class TaskCard:
    task: str
    assigner: str
    lead: tuple[Party, ...]
    coordinators: tuple[Party, ...]
    deadline_text: str
    due_date: date | None
    says_date: bool
    state: CommitmentState
    flags: tuple[str, ...]
    source: Source
    mentions: tuple[Source, ...]
    through: str = ""


def source(citation: Citation, extra: str = "") -> Source:
    """`extra` is more of a query string, so that the document's page knows which search led there."""
    address, hash_, anchor = citation.url.partition("#")
    url = f"{address}&{extra}{hash_}{anchor}" if extra else citation.url
    percent = round(citation.confidence or 0) if citation.doubtful else None
    return Source(citation.label, url, citation.quote, citation.page, percent)


def hit_card(hit: Hit, extra: str = "") -> HitCard:
    text = hit.citation.quote
    return HitCard(
        hit.rank,
        tuple(part for part in hit.citation.path[-2:] if not _repeated(part, text)),
        source(hit.citation, extra),
        hit.document,
        emphasised(text, hit.highlights),
        tuple(source(citation) for citation in hit.similar),
    )


def _repeated(heading: str, text: str) -> bool:
    """Whether a heading is but the beginning of the text: paragraphs that are only numbered have such."""
    return text.startswith(NUMBER.sub("", heading).rstrip("….")) or heading.startswith(text)


def emphasised(text: str, spans: Iterable[Span]) -> tuple[Run, ...]:
    return runs(text, 0, len(text), (Mark(start, end, "word") for start, end in spans))


def task_card(commitment: Commitment, as_of: date, through: str = "") -> TaskCard:
    """`through` is the group by which it reached the unit asked about."""
    return TaskCard(
        commitment.task,
        commitment.assigner,
        _parties(commitment.lead),
        _parties(commitment.coordinators),
        commitment.deadline_text or "",
        commitment.due_date,
        _says(commitment),
        state(commitment, as_of),
        commitment.flags,
        source(commitment.citation),
        tuple(source(mention) for mention in commitment.mentions),
        through,
    )


def _says(commitment: Commitment) -> bool:
    """Whether the deadline, as written, is the date already."""
    due = commitment.due_date
    text = LEADING_ZERO.sub("", commitment.deadline_text or "")
    return due is not None and f"{due.day}/{due.month}/{due.year}" in text


def document_url(document_id: str) -> str:
    return f"/documents/{quote(document_id, safe='')}"


def unit_url(unit_id: str) -> str:
    return f"/units/{quote(unit_id, safe='')}"


def _parties(units: Iterable[Unit]) -> tuple[Party, ...]:
    return tuple(Party(unit.name, unit_url(unit.id)) for unit in units)
