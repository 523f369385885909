"""The records everything else passes around: first those of the public contract, then those of a generation.

All are frozen. Offsets are characters into a document's canonical text (NFC), half-open: `text[start:end]`.
`to_json` gives the JSON of the contract, field for field.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

Precision = Literal["day", "month", "year", "none"]
DuePrecision = Literal["day", "month", "quarter", "half", "year", "event", "recurring", "none"]
AnswerKind = Literal["fact", "list", "assignments", "passages"]
UnitLevel = Literal["commune", "district", "province", "central", "party", "other"]
Access = Literal["public", "internal"]
LeafKind = Literal[
    "letterhead", "heading", "paragraph", "list_item", "table", "note", "signature", "recipients"
]
CommitmentState = Literal["overdue", "due_soon", "open", "undated", "mentioned_later"]

BODY_KINDS: frozenset[LeafKind] = frozenset({"heading", "paragraph", "list_item", "table", "note"})


class Span(NamedTuple):
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


# -- the public contract -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """Field names of Nghị định 30/2020/NĐ-CP, Phụ lục VI. What the document does not say is empty.

    `issued_date` is the first day of the period when `issued_precision` is coarser than a day.
    `source` is the file's path below the corpus folder.
    """

    id: str
    type_name: str = ""
    code_number: str = ""
    code_notation: str = ""
    issued_date: date | None = None
    issued_precision: Precision = "none"
    organ_name: str = ""
    place: str = ""
    subject: str = ""
    full_name: str = ""
    position: str = ""
    signing_authority: str = ""
    label: str = ""
    source: str = ""
    pages: int | None = None
    access: Access = "public"
    warnings: tuple[str, ...] = ()


LEGIBLE = 80.0  # words of less OCR confidence are 3-7% of a scan and hold 60% of its errors


@dataclass(frozen=True, slots=True)
class Citation:
    document_id: str
    label: str
    section_id: str
    path: tuple[str, ...]
    page: int | None
    start: int
    end: int
    quote: str
    url: str
    confidence: float | None = None  # 0-100 where the quote was read off a scan

    @property
    def doubtful(self) -> bool:
        """Whether it was read so badly that the page itself should be looked at."""
        return self.confidence is not None and self.confidence < LEGIBLE


@dataclass(frozen=True, slots=True)
class Hit:
    """`highlights` are offsets into `citation.quote`; `similar` are near-identical, older hits."""

    rank: int
    score: float
    document: Document
    citation: Citation
    highlights: tuple[Span, ...] = ()
    similar: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    interpreted: str
    language: Literal["vi", "en"] = "vi"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormerName:
    """`until` is the last day the name was in use; None when nobody wrote it down."""

    name: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation or a group of them; `members` are unit ids; `confirmed`: an operator vouches for it.

    `place` is the province or city whose documents may call it by a name without a place ("UBND tỉnh").
    `succeeds` are the ids of units whose work it took over on `since`: renamed, merged or split.
    """

    id: str
    name: str
    short_names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    level: UnitLevel = "other"
    parent: str = ""
    members: tuple[str, ...] = ()
    confirmed: bool = False
    place: str = ""
    former_names: tuple[FormerName, ...] = ()
    succeeds: tuple[str, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """One task laid on someone. `due_date` is the last day of the period when coarser than a day."""

    id: str
    assigner: str
    lead: tuple[Unit, ...]
    coordinators: tuple[Unit, ...]
    task: str
    deadline_text: str | None
    due_date: date | None
    due_precision: DuePrecision
    flags: tuple[str, ...]
    citation: Citation
    mentions: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """`heading` marks the sentence that introduces the items after it; `note` is ours, not the document's:
    why the item is here ("qua nhóm: các sở, ban, ngành")."""

    text: str
    citations: tuple[Citation, ...]
    commitment: Commitment | None = None
    emphasis: tuple[Span, ...] = ()  # into `text`: the value a fact question asks for
    heading: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    query: Query
    kind: AnswerKind
    found: bool
    summary: str
    items: tuple[AnswerItem, ...] = ()
    nearest: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Applied before ranking. Empty fields do not filter; dates are inclusive, of `issued_date`."""

    type: str = ""
    organ: str = ""
    issued_from: date | None = None
    issued_to: date | None = None
    unit: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Facets:
    """Sections that match, by what their document is; `unit`, by the ids of the units they speak of."""

    type: dict[str, int] = field(default_factory=dict)
    organ: dict[str, int] = field(default_factory=dict)
    year: dict[str, int] = field(default_factory=dict)
    unit: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`total` counts the sections that match at all, before `k` is taken."""

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: Facets


# -- a generation --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Details:
    """What a letterhead says beyond the contract. `inferred` names the fields not printed as such."""

    type_code: str = ""
    recipients: tuple[str, ...] = ()
    meeting_date: date | None = None
    chair: str = ""
    invitation: str = ""
    inferred: tuple[str, ...] = ()
    draft: bool = False  # stamped DỰ THẢO


@dataclass(frozen=True, slots=True)
class Leaf:
    """One block of the canonical text with the blank after it: leaves in order partition the text.

    `page` counts from 1; `box` is left, top, right, bottom in points of the page; `confidence` 0–100 (OCR).
    `rows` are the cells of a table, as spans of the canonical text.
    """

    start: int
    end: int
    kind: LeafKind
    section_id: str
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    confidence: float | None = None
    rows: tuple[tuple[Span, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text under it up to the next heading of any level: together they partition the text.

    `number` as printed ("2.1.", "Phần I", "a)"); `path` are the headings from the outermost to this one.
    """

    id: str
    parent_id: str
    level: int
    number: str
    heading: str
    path: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its own text, and the mark in the sentence it hangs on, None when none was found."""

    number: str
    start: int
    end: int
    mark: Span | None


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    document: Document
    details: Details
    text: str
    sections: tuple[Section, ...]
    leaves: tuple[Leaf, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: a run of leaves inside one section. `context` is the titles it stands under."""

    document_id: str
    section_id: str
    start: int
    end: int
    context: str
    text: str


@dataclass(frozen=True, slots=True)
class Relation:
    """`source_id` (…) `target_id`: the source is a draft of, corrects … the target; `why` is for readers."""

    kind: Literal["duplicate", "draft_of", "corrects", "replaces", "repeals", "amends"]
    source_id: str
    target_id: str
    why: str


def to_json(value: Any) -> Any:
    """A record as plain JSON values: dates in ISO form, tuples as lists, spans as [start, end]."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {key: to_json(item) for key, item in value.items()}
    return value
