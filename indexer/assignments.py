"""Commitments of one document: the orders its sentences spell out, and those they inherit.

A list under one addressee passes it on to its items, an order passes its addressee on to the subjectless sentences
after it, a heading that is nothing but a unit's name to all below it. What was done already, recitals, titles and
plain plans are no commitments; see tests/golden/README.md for the rule.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from indexer import cues
from indexer.deadlines import Deadline, deadlines
from indexer.names import UPPER
from indexer.orders import BULLET, Order, completed, conditional, opened, orders, trimmed
from indexer.organisations import Reader
from kb.citation import cite
from kb.model import BODY_KINDS, Commitment, Document, Leaf, ParsedDocument, Span, Unit
from kb.sentences import sentences
from kb.text import fold
from kb.units import UnitAuthority

REPORTS = ("báo cáo", "tờ trình", "biên bản", "giấy mời")
NORMS = (
    "luật",
    "bộ luật",
    "pháp lệnh",
    "hiến pháp",
    "nghị định",
    "thông tư",
    "quy chế",
    "quy định",
    "điều lệ",
)
YEAR_IN_NUMBER = re.compile(r"(?:19|20)\d\d\s*/")
MARKERS = (
    ("part", re.compile(r"(?:phần|chương|mục|điều)\s+[\divxlc]+\b")),
    ("roman", re.compile(r"[ivxlc]+\.\s")),
    ("number", re.compile(r"\d+[.)]\s")),
    ("subnumber", re.compile(r"\d+(?:\.\d+)+\.?\s")),
    ("letter", re.compile(r"[a-zđ]\)\s")),
    ("plus", re.compile(r"\+\s")),
    ("bullet", re.compile(r"[-–•*]\s")),
)
BULLETS = frozenset(("letter", "plus", "bullet"))
TRUST = re.compile(r"(?:trách nhiệm (?:của )?|nhiệm vụ (?:của )?|đối với |giao )")
CUT = re.compile(rf"(?:;|\.(?=\s+[{UPPER}]))\s+(?:đồng thời\s*,?\s*|và\s+)?")
COMMA_CUT = re.compile(
    rf",\s+(?:đồng thời\s*,?\s*|và\s+)?(?={cues.VERB})|\s+(?:và|đồng thời)\s+(?={cues.VERB})"
)
TERM_ONLY = re.compile(
    r"(?:thời (?:gian|hạn|điểm)|hạn|yêu cầu|hoàn thành|xong|gửi|báo cáo|thực hiện|các nội dung trên|trên|là|[\s,:.()])*$"
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is spoken to, by whom, and since which marker of a list; `marker` is that of the list's own items."""

    lead: tuple[Unit, ...]
    assigner: str
    outer: frozenset[str] = frozenset()
    marker: str | None = None
    section: str = ""  # for a heading that names the unit: the section it opens


def extract(parsed: ParsedDocument, authority: UnitAuthority) -> list[Commitment]:
    """The commitments of a document, in order of place. Depends on nothing but the arguments."""
    reader = Reader(parsed.text, authority, parsed.document)
    walk = _Walk(parsed, reader)
    return [c for span, order in walk.orders() for c in _commitments(parsed, reader, span, order)]


def directs(document: Document) -> bool:
    """Whether bare subjects are given orders: not in reports, nor in legal norms, whose number holds a year."""
    kind = document.type_name.lower()
    return not (kind.startswith((*REPORTS, *NORMS)) or YEAR_IN_NUMBER.match(document.code_notation))


class _Walk:
    """Goes through the leaves once, remembering who is being spoken to."""

    def __init__(self, parsed: ParsedDocument, reader: Reader) -> None:
        self.parsed = parsed
        self.reader = reader
        self.directs = directs(parsed.document)
        self.reports = parsed.document.type_name.lower().startswith(REPORTS)
        self.parents = {section.id: section.parent_id for section in parsed.sections}
        self.open_markers: list[str] = []
        self.listed: Addressee | None = None
        self.previous: Addressee | None = None
        self.commanded = ""  # the section under "Hội đồng nhân dân tỉnh giao:"
        self.opened_leaf = False  # whether the previous addressee is that of a leaf's first sentence

    def orders(self) -> Iterator[tuple[Span, Order]]:
        for leaf in self.parsed.leaves:
            if leaf.kind == "table" or leaf.kind == "note":
                continue
            if leaf.kind not in BODY_KINDS:
                self.listed = self.previous = None
                continue
            marker = _marker(self.reader.low, leaf)
            self._enter(leaf, marker)
            if leaf.kind == "heading" and self._heads(leaf):
                continue
            yield from self._leaf(leaf, marker)

    def _enter(self, leaf: Leaf, marker: str | None) -> None:
        """Leaves the lists that end before this leaf."""
        listed = self.listed
        if listed:
            if listed.section:
                ended = not self._inside(leaf.section_id, listed.section)
            elif marker is None:
                ended = leaf.kind == "heading" or listed.marker in BULLETS
            else:
                ended = marker in listed.outer or marker == "part"
            if ended:
                self.listed = None
            elif listed.marker is None and not listed.section:
                self.listed = replace(listed, marker=marker or "none")
        if marker or leaf.kind == "heading" or (self.listed and not self.opened_leaf):
            self.previous = None
        if marker:
            if marker in self.open_markers:
                del self.open_markers[self.open_markers.index(marker) :]
            self.open_markers.append(marker)

    def _inside(self, section_id: str, ancestor: str) -> bool:
        while section_id and section_id != ancestor:
            section_id = self.parents.get(section_id, "")
        return section_id == ancestor

    def _heads(self, leaf: Leaf) -> bool:
        """Whether a heading is only a heading; one that names units speaks to them from here on."""
        text = self.parsed.text[leaf.start : leaf.end].rstrip()
        end = leaf.start + len(text.rstrip(" :.*"))
        start = opened(self.reader, Span(leaf.start, end))
        trust = TRUST.match(self.reader.low, start, end)
        party = self.reader.party(trust.end() if trust else start)
        titled = text.isupper() and start == leaf.start  # the issuer's own name over its decision
        if not self.reports and not titled and party and party[1] == end:
            lead = tuple(unit for mention in party[0] for unit in mention.units)
            self.listed = Addressee(lead, "", section=leaf.section_id)
            return True
        if cues.COMMANDS.search(self.reader.low, start, leaf.start + len(text)):
            self.commanded = leaf.section_id
            return True
        return not text.endswith((".", ";", ":")) or len(text) < 60

    def _leaf(self, leaf: Leaf, marker: str | None) -> Iterator[tuple[Span, Order]]:
        spans = sentences(self.parsed.text, leaf.start, leaf.end)
        directed = self.directs or bool(self.commanded and self._inside(leaf.section_id, self.commanded))
        spelt = [orders(self.reader, span, directs=directed) for span in spans]
        if self.listed and marker in BULLETS and not any(spelt) and spans:
            spans, spelt = [Span(spans[0].start, spans[-1].end)], [[]]
        for number, (span, given) in enumerate(zip(spans, spelt, strict=True)):
            span = _unnumbered(self.reader.low, span)
            self.opened_leaf = bool(given) and number == 0 or (self.opened_leaf and not given)
            if _is_recital(self.reader.low, span):
                continue
            yield from ((span, order) for order in self._sentence(span, given, marker))

    def _sentence(self, span: Span, given: list[Order], marker: str | None) -> Iterator[Order]:
        announces = self.parsed.text[span.start : span.end].rstrip(" *").endswith(":")
        if not given:
            inherited = self._inherited(span, marker, announces=announces) or self._promise(span)
            for order in completed(self.reader, inherited) if inherited else ():
                yield self._flagged(span, order)
            return
        for order in given:
            if self.listed and not order.assigner:
                order = replace(order, assigner=self.listed.assigner)
            order = _without_announcement(self.reader, order) if announces else order
            if order.task.start < order.task.end:
                yield self._flagged(span, order)
        last = given[0]
        speaking = Addressee(last.lead, last.assigner)
        if announces:
            speaking = replace(speaking, lead=given[-1].lead, outer=frozenset(self.open_markers))
            self.listed = speaking
        general = cues.GENERAL.fullmatch(self.reader.low, last.task.start, last.task.end)
        self.previous = speaking if self.directs and not general else None

    def _inherited(self, span: Span, marker: str | None, *, announces: bool) -> Order | None:
        """The order of a subjectless sentence, from what stands before it."""
        if announces or self.reports:
            return None
        speaking, flag = (self.previous, "continued_paragraph") if self.previous else (self.listed, "listed")
        if speaking is None:
            return None
        start = opened(self.reader, span)
        low = self.reader.low
        as_it_stands = flag == "listed" and marker in BULLETS and not speaking.section
        if not as_it_stands or cues.AMOUNT.match(low, start, span.end):
            acts = _acting(low, start, span.end)
            if acts is None:
                return None
            start = acts
        task = Span(start, trimmed(self.reader.text, start, span.end))
        return Order(span, task, speaking.lead, (), speaking.assigner, (flag,))

    def _flagged(self, span: Span, order: Order) -> Order:
        flags = list(order.flags)
        if cues.GENERAL.fullmatch(self.reader.low, order.task.start, order.task.end):
            flags.append("general")
        if conditional(self.reader, span):
            flags.append("conditional")
        return replace(order, flags=tuple(flags))

    def _promise(self, span: Span) -> Order | None:
        """What the issuer sets itself to finish by a date still to come."""
        folded = fold(self.parsed.text[span.start : span.end])
        issuer = self.reader.issuer
        promised = cues.PROMISE.search(folded)
        if promised is None or issuer is None:
            return None
        start = span.start + promised.start()
        clause = re.compile(r";|\.$").search(self.parsed.text, start, span.end)
        end = clause.start() if clause else span.end
        issued = self.parsed.document.issued_date
        dated = [
            d
            for d in deadlines(self.parsed.text, issued, start, end)
            if d.due and (not issued or d.due >= issued)
        ]
        if not dated:
            return None
        return Order(
            span, Span(start, trimmed(self.parsed.text, start, end)), (issuer,), (), "", ("promise",)
        )


def _commitments(parsed: ParsedDocument, reader: Reader, span: Span, order: Order) -> list[Commitment]:
    """One commitment for each part of the order that has its own deadline."""
    document = parsed.document
    citation = cite(parsed, span.start, span.end)
    made = []
    for task, deadline in parts(reader, span, order, document.issued_date):
        written = parsed.text[deadline.span.start : deadline.span.end] if deadline else None
        flags = order.flags
        if deadline and deadline.due and document.issued_date and deadline.due < document.issued_date:
            flags = (*flags, "due_before_issue")
        words = parsed.text[task.start : task.end]
        made.append(
            Commitment(
                id=_identity(document.id, citation.quote, words, *(unit.id for unit in order.lead)),
                assigner=order.assigner or document.organ_name,
                lead=order.lead,
                coordinators=order.coordinators,
                task=words,
                deadline_text=written,
                due_date=deadline.due if deadline else None,
                due_precision=deadline.precision if deadline else "none",
                flags=flags,
                citation=citation,
            )
        )
    return made


def parts(
    reader: Reader, sentence: Span, order: Order, issued: date | None
) -> list[tuple[Span, Deadline | None]]:
    """The tasks of an order, each with its own deadline or none: a clause with a deadline is a task of its own."""
    text, task = reader.text, order.task
    found = deadlines(text, issued, task.start, task.end)
    dated = [deadline for deadline in found if deadline.precision != "none"]
    if found and not dated:
        return [(task, found[0])]
    pieces: list[tuple[Span, Deadline | None]] = []
    for span, deadline in _clauses(reader, task, dated):
        last = pieces[-1] if pieces else None
        if last and last[1] is None and (deadline is None or _only_a_term(reader, span, deadline)):
            pieces[-1] = Span(last[0].start, span.end), deadline
        else:
            pieces.append((span, deadline))
    if not found and order.span.start > sentence.start:
        ahead = deadlines(text, issued, sentence.start, order.span.start)
        if ahead and ahead[0].span.start <= opened(reader, sentence):
            pieces[0] = pieces[0][0], ahead[0]
    return pieces


def _clauses(reader: Reader, task: Span, found: list[Deadline]) -> Iterator[tuple[Span, Deadline | None]]:
    """The task cut at semicolons and full stops, and between two deadlines where a verb opens a clause."""
    cuts = [m.span() for m in CUT.finditer(reader.text, task.start, task.end)] if found else []
    for one, other in pairwise(found):
        if not any(one.span.end <= cut[0] < other.span.start for cut in cuts):
            apart = COMMA_CUT.search(reader.low, one.span.end, other.span.start + 1)
            if apart:
                cuts.append(apart.span())
    begin = task.start
    for cut, following in [*sorted(cuts), (task.end, task.end)]:
        end = trimmed(reader.text, begin, cut)
        inside = [d for d in found if begin <= d.span.start < end]
        if begin < end:
            yield Span(begin, end), inside[0] if inside else None
        begin = following


def _only_a_term(reader: Reader, clause: Span, deadline: Deadline) -> bool:
    """`thời hạn hoàn thành: trước ngày …` is no task but the deadline of what stands before it."""
    rest = reader.low[clause.start : deadline.span.start] + reader.low[deadline.span.end : clause.end]
    return bool(TERM_ONLY.fullmatch(rest))


def _acting(low: str, start: int, end: int) -> int | None:
    """Where a sentence without a subject says what to do; None when it states something instead."""
    if cues.STARTS_WITH_VERB.match(low, start):
        return None if cues.STATED.match(low, start) else start
    if cues.CONDITION.match(low, start) or cues.TOPIC.match(low, start):
        found = (pattern.search(low, start, end) for pattern in cues.THEN_ACT)
        return next((match.end() for match in found if match), None)
    if cues.DUTY.match(low, start):
        return start
    duty = cues.NEEDS.search(low, start, end)
    return duty.end() if duty and not re.search(r"\bđã\b", low[start : duty.start()]) else None


def _without_announcement(reader: Reader, order: Order) -> Order:
    """The order without the words that only announce the list below it."""
    announced = cues.ANNOUNCES.search(reader.low, order.task.start, order.span.end)
    if announced is None:
        return order
    return replace(
        order, task=Span(order.task.start, trimmed(reader.text, order.task.start, announced.start()))
    )


def _marker(low: str, leaf: Leaf) -> str | None:
    return next((name for name, pattern in MARKERS if pattern.match(low, leaf.start)), None)


def _unnumbered(low: str, span: Span) -> Span:
    start = span.start
    while bullet := BULLET.match(low, start, span.end):
        start = bullet.end()
    return Span(start, span.end)


def _is_recital(low: str, span: Span) -> bool:
    if cues.ALWAYS_RECITAL.match(low, span.start):
        return True
    return bool(cues.RECITAL.match(low, span.start)) and low[: span.end].rstrip().endswith((";", ","))


def _identity(*said: str) -> str:
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]
