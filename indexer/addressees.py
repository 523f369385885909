"""Who each sentence speaks to: the units it names, or those that the text before it named.

A list under one addressee passes it on to its items, an order to the subjectless sentences after it, a
heading that is nothing but a unit's name to all below it. What was done already, recitals, titles and plain
plans are no orders; see tests/golden/README.md for the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer import cues, statements
from indexer.clauses import Order, conditional, opened, trimmed, unnumbered
from indexer.genres import MINUTES, directs, lays_down, reports, tells_of_a_meeting
from indexer.openings import BULLETS, TITLES, acting, is_recital, marker_of, without_announcement
from indexer.orders import orders
from indexer.organisations import Reader
from indexer.parts import with_terms
from indexer.promises import promise
from indexer.recipients import addressed, commands_all, sent_to
from indexer.sharing import completed
from kb.model import BODY_KINDS, Leaf, ParsedDocument, Span, Unit
from kb.sentences import sentences
from kb.text import fold

CONCLUSIONS = re.compile(
    r"(?:(?:chu toa|chu tri|y kien)\s+)?(?:ket luan|phan cong|giao nhiem vu|y kien chi dao|chuan bi)\b"
)  # folded


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is spoken to, and by whom.

    In a list, `outer` are the markers that were open before it and end it, `marker` that of its own items.
    """

    lead: tuple[Unit, ...]
    assigner: str
    outer: frozenset[str] = frozenset()
    marker: str | None = None
    section: str = ""  # for a heading that names the unit: the section it opens


class Walk:
    """Goes through the leaves once, remembering who is being spoken to."""

    def __init__(self, parsed: ParsedDocument, reader: Reader) -> None:
        self.parsed = parsed
        self.reader = reader
        self.directs = directs(parsed.document)
        self.lays_down = lays_down(parsed.document)
        self.reports = reports(parsed.document)
        self.meeting = tells_of_a_meeting(parsed.document)
        self.parents = {section.id: section.parent_id for section in parsed.sections}
        self.numbered = {section.id for section in parsed.sections if section.number}
        # Minutes with a part for the conclusion: only there is anybody told to do something.
        self.concluded = parsed.document.type_name == MINUTES and any(
            s.number and CONCLUSIONS.match(fold(s.heading)) for s in parsed.sections
        )
        self.telling = {s.id for s in parsed.sections if statements.RESULTS.match(fold(s.heading))}
        self.tasking = {s.id for s in parsed.sections if statements.TASKS.match(fold(s.heading))}
        self.open_markers: list[str] = []
        self.listed: Addressee | None = None
        self.previous: Addressee | None = None
        self.concluding = False  # behind "Kết luận của chủ trì:" in minutes without parts
        self.commanded = ""  # the section under "Hội đồng nhân dân tỉnh giao:"
        self.opened_leaf = False  # whether the previous addressee is that of a leaf's first sentence
        self.unfinished: str | None = None  # the marker of the item before, if it ended with a semicolon

    def orders(self) -> Iterator[tuple[Span, Order]]:
        for leaf in self.parsed.leaves:
            if leaf.kind == "table" or leaf.kind == "note":
                continue
            if leaf.kind not in BODY_KINDS:
                self.listed = self.previous = None
                continue
            marker = marker_of(self.reader.low, leaf)
            self._enter(leaf, marker)
            if self.meeting and self._concludes(leaf):
                if marker in TITLES:
                    self.commanded = leaf.section_id
                self.concluding |= marker is None and self._announces(leaf)
            if self.concluded and not (self.commanded and self._inside(leaf.section_id, self.commanded)):
                continue  # what was said before the conclusion
            if leaf.kind == "heading" and self._heads(leaf, marker):
                continue
            yield from self._leaf(leaf, marker)

    def _enter(self, leaf: Leaf, marker: str | None) -> None:
        """Leaves the lists that end before this leaf."""
        listed = self.listed
        if listed:
            if listed.section:
                ended = marker in listed.outer or not self._inside(leaf.section_id, listed.section)
            elif marker is None:
                ended = leaf.kind == "heading" or listed.marker in BULLETS
            else:
                ended = marker in listed.outer or marker == "part"
            if ended:
                self.listed = None
            elif listed.marker is None and not listed.section:
                self.listed = replace(listed, marker=marker or "none")
        goes_on = marker in BULLETS and marker == self.unfinished
        if leaf.kind == "heading" or (marker and not goes_on) or (self.listed and not self.opened_leaf):
            self.previous = None
        self.unfinished = marker if self.reader.low[leaf.start : leaf.end].rstrip().endswith(";") else None
        if marker:
            if marker in self.open_markers:
                del self.open_markers[self.open_markers.index(marker) :]
            self.open_markers.append(marker)

    def _announces(self, leaf: Leaf) -> bool:
        return self.parsed.text[leaf.start : leaf.end].rstrip(" *\n").endswith(":")

    def _concludes(self, leaf: Leaf) -> bool:
        start = opened(self.reader, Span(leaf.start, leaf.end))
        return bool(CONCLUSIONS.match(self.reader.folded, start, leaf.end))

    def _inside(self, section_id: str, ancestor: str) -> bool:
        while section_id and section_id != ancestor:
            section_id = self.parents.get(section_id, "")
        return section_id == ancestor

    def _directed(self, section_id: str) -> bool:
        """Whether bare subjects are given orders here: not where results are told."""
        if any(self._inside(section_id, part) for part in self.telling):
            return False
        if self.directs or self.concluding:
            return True
        tasking = any(self._inside(section_id, part) for part in self.tasking)
        commanded = self.commanded and self._inside(section_id, self.commanded)
        return (tasking and not self.lays_down) or bool(commanded)

    def _heads(self, leaf: Leaf, marker: str | None) -> bool:
        """Whether a heading is only a heading; one that names units speaks to them from here on."""
        text = self.parsed.text[leaf.start : leaf.end].rstrip()
        whole = Span(leaf.start, leaf.start + len(text))
        start = opened(self.reader, whole)
        titled = text.isupper() and start == leaf.start  # the issuer's own name over its decision
        lead = () if titled or self.reports else addressed(self.reader, whole, heading=True)
        if lead:
            own = frozenset((marker,) if marker else ())
            self.listed = Addressee(lead, "", own, section=leaf.section_id)
            return True
        if cues.COMMANDS.search(self.reader.low, start, whole.end):
            self.commanded = leaf.section_id
            return True
        directed = self._directed(leaf.section_id) and text.endswith((".", ";", ":"))
        return not orders(self.reader, whole, directs=directed)

    def _spoken_to(self, span: Span) -> tuple[Unit, ...]:
        named = addressed(self.reader, span)
        return named or (sent_to(self.reader, self.parsed) if commands_all(self.reader, span) else ())

    def _leaf(self, leaf: Leaf, marker: str | None) -> Iterator[tuple[Span, Order]]:
        spans = with_terms(self.parsed.text, sentences(self.parsed.text, leaf.start, leaf.end))
        directed, told = self._directed(leaf.section_id), leaf.section_id in self.numbered
        spelt = [
            orders(self.reader, span, directs=directed, told=told or (number == 0 and marker is not None))
            for number, span in enumerate(spans)
        ]
        if self.listed and marker in BULLETS and not any(spelt) and spans:
            spans, spelt = [Span(spans[0].start, spans[-1].end)], [[]]
        for number, (span, given) in enumerate(zip(spans, spelt, strict=True)):
            span = unnumbered(self.reader.low, span)
            self.opened_leaf = (bool(given) and number == 0) or (self.opened_leaf and not given)
            if is_recital(self.reader.low, span):
                continue
            opens = marker if number == 0 else None
            yield from ((span, order) for order in self._sentence(span, given, opens))

    def _sentence(self, span: Span, given: list[Order], marker: str | None) -> Iterator[Order]:
        announces = self.parsed.text[span.start : span.end].rstrip(" *").endswith(":")
        if not given:
            lead = self._spoken_to(span) if announces and not self.reports else ()
            if lead:
                self.listed = Addressee(lead, "", frozenset(self.open_markers))
            inherited = self._inherited(span, marker, announces=announces) or promise(
                self.reader, self.parsed.document, span
            )
            for order in completed(self.reader, inherited) if inherited else ():
                yield self._flagged(span, order)
            return
        given = [self._to_whom(order) for order in given]
        yield from self._before(span, given[0], marker)
        for order in given:
            if self.listed and not order.assigner:
                order = replace(order, assigner=self.listed.assigner)
            order = without_announcement(self.reader, order) if announces else order
            if order.task.start < order.task.end:
                yield self._flagged(span, order)
        last = given[0]
        speaking = Addressee(last.lead, last.assigner)
        if announces:
            speaking = replace(speaking, lead=given[-1].lead, outer=frozenset(self.open_markers))
            self.listed = speaking
        general = statements.GENERAL.fullmatch(self.reader.low, last.task.start, last.task.end)
        self.previous = speaking if self.directs and not general else None

    def _to_whom(self, order: Order) -> Order:
        """ "Đề nghị Quý cơ quan …" is told to those the document is sent to."""
        if not order.lead or not order.lead[0].name.startswith("Quý "):
            return order
        return replace(order, lead=sent_to(self.reader, self.parsed) or order.lead)

    def _before(self, span: Span, first: Order, marker: str | None) -> Iterator[Order]:
        """What a sentence lays on those spoken to before, ahead of its own order: "…; Sở B thẩm định"."""
        clause = Span(span.start, first.span.start)
        if self.reader.low[clause.start : clause.end].rstrip().endswith(";"):
            inherited = self._inherited(clause, marker, announces=False)
            for order in completed(self.reader, inherited) if inherited else ():
                yield self._flagged(clause, order)

    def _inherited(self, span: Span, marker: str | None, *, announces: bool) -> Order | None:
        """The order of a subjectless sentence, from what stands before it."""
        if announces or self.reports:
            return None
        speaking, flag = (self.previous, "continued_paragraph") if self.previous else (self.listed, "listed")
        if speaking is None:
            return None
        start = opened(self.reader, span)
        low = self.reader.low
        if self.reader.party(start):  # says something of another unit
            return None
        as_it_stands = flag == "listed" and marker in BULLETS and not speaking.section
        if not as_it_stands or statements.AMOUNT.match(low, start, span.end):
            acts = acting(low, start, span.end, told=flag == "listed" and marker is not None)
            if acts is None:
                return None
            start = acts
        task = Span(start, trimmed(self.reader.text, start, span.end))
        return Order(span, task, speaking.lead, (), speaking.assigner, (flag,))

    def _flagged(self, span: Span, order: Order) -> Order:
        flags = list(order.flags)
        if statements.GENERAL.fullmatch(self.reader.low, order.task.start, order.task.end):
            flags.append("general")
        if conditional(self.reader, span):
            flags.append("conditional")
        return replace(order, flags=tuple(flags))
