"""Answers in the words of the documents: every item is a span of one, cited; what none says is not said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain

from kb.answers import (
    assignments,
    comparison,
    holders,
    items,
    lists,
    measures,
    names,
    offices,
    origin,
    phrases,
    selection,
)
from kb.answers import scene as scenes
from kb.answers.comparison import Side
from kb.answers.enumerations import enumerations
from kb.answers.lists import Listed
from kb.answers.offices import Office
from kb.answers.question import Question, read, runs_without
from kb.answers.scene import Scene, why_not
from kb.answers.selection import Scored
from kb.answers.statements import Statement, Statements
from kb.answers.timing import stated
from kb.answers.wording import Wording
from kb.citation import cite
from kb.commitments import copies_among, once
from kb.model import Answer, AnswerItem, AnswerKind, Document, Filters, Span
from kb.query import Understanding
from kb.search import Finding, Searcher
from kb.store import passes
from kb.text import fold
from kb.thesaurus import Alternative
from kb.units import UnitAuthority

READ = 200  # documents whose sentences and lists are kept
POOL = 60  # passages read for an answer
MOST_STATEMENTS = 3  # quoted for a fact
MOST_OF_SIDE = 1  # of a comparison
MOST_PASSAGES = 6
# Of the best statement's relevance: another document's word on the same, and another of the same document.
ALSO_SAID, SAID_AS_WELL = 0.88, 0.9
NEWEST_SAID = 0.7  # and the newest word on it, when that is asked for
TIED = 0.85  # of its relevance: a neighbour that may be meant as well
LONGEST_RUN = 600  # characters of neighbours quoted together
NEAREST = 3
EVERYBODY = re.compile(r"(?:tất cả )?(?:các )?(?:cấp, )?(?:các )?(?:cấp|ngành)\b", re.IGNORECASE)
# Before a unit that papers go to, which is not the one that must act.
ADDRESSED = re.compile(r"\b(?:gửi|trình|cho|tới|đến|về|với|báo cáo|to)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The share of a question's weight an answer must speak of; bench/abstention.py draws the trade-off."""

    fact: float = 0.52
    beyond_names: float = 0.48  # of what is asked about the names in a question
    list: float = 0.42
    passage: float = 0.47


class Answerer:
    """Answers from one snapshot; safe to share between threads."""

    def __init__(
        self, searcher: Searcher, authority: UnitAuthority, thresholds: Thresholds = Thresholds()
    ) -> None:
        self._searcher = searcher
        self._authority = authority
        self._least = thresholds
        self._store = searcher.snapshot.store
        self._statements = lru_cache(READ)(lambda document_id: Statements(self._store.parsed(document_id)))
        self._enumerations = lru_cache(READ)(
            lambda document_id: enumerations(self._store.parsed(document_id))
        )

    def answer(self, text: str, filters: Filters = Filters(), today: date | None = None) -> Answer:
        today = today or date.today()
        scene = self.scene(text, filters, today)
        shown: Sequence[AnswerItem] = ()
        summary, kind = "", scene.question.kind
        compared = comparison.sides(scene.question.text) if kind in ("fact", "passages") else ()
        if compared:
            shown, summary = self._compared(scene, compared, filters, today)
            kind = "fact"
        elif scene.question.of_document:
            shown, summary = self._origin(scene)
        elif kind == "assignments":
            shown, summary = self._assignments(scene, today)
        elif kind == "list":
            shown, summary = self._list(scene)
        elif kind == "passages":
            shown, summary = self._passages(scene)
        if not shown and kind != "passages":
            shown, summary = self._fact(scene)
            kind = "list" if kind == "list" and shown else "fact"
        if shown:
            instead = phrases.newest_instead(scene.question.english, scene.late) if scene.late else ""
            return Answer(scene.understood.query, kind, True, instead + summary, tuple(shown))
        return self._absent(scene, text, filters)

    def scene(self, text: str, filters: Filters = Filters(), today: date | None = None) -> Scene:
        found = self._searcher.find(text, filters, today=today)
        understood, query = found.understood, found.understood.query
        question = read(understood.words, query.text, english=query.language == "en")
        question = replace(question, heads=_translated(question, understood.alternatives))
        if question.english:
            counts = (measures.in_vietnamese(m, understood.alternatives) for m in question.measures)
            question = replace(question, measures=tuple(chain.from_iterable(counts)))
        documents = tuple(d for d in self._store.documents() if passes(d, found.filters))
        question, late = scenes.in_time(question, understood.period, documents)
        wording = self._wording(understood, question, question.subject)
        required = names.required(question, query.text, [a.said for a in understood.alternatives])
        required += [n.number for n in understood.numbers]
        scored = self._scored(found, question, wording)
        return Scene(question, understood, wording, tuple(required), documents, tuple(scored), late)

    def _wording(self, understood: Understanding, question: Question, runs: Iterable[Span]) -> Wording:
        snapshot = self._searcher.snapshot
        weights = snapshot.lexical.idf, snapshot.folded_lexical.idf
        return Wording(question, runs, understood.alternatives, *weights)

    def _scored(self, found: Finding, question: Question, wording: Wording) -> list[Scored]:
        """The statements of the passages found, the most relevant first."""
        passages = self._searcher.passages(found, POOL)
        best = max((passage.score for passage in passages), default=0.0) or 1.0
        prior: dict[tuple[str, int], tuple[Statement, float]] = {}
        for passage in passages:
            document_id = passage.passage.document_id
            span = Span(passage.passage.start, passage.passage.end)
            for statement in self._statements(document_id).starting_in(*span):
                prior.setdefault((document_id, statement.span.start), (statement, passage.score / best))
        chosen = list(prior.values())
        return selection.score(question, wording, [s for s, _ in chosen], [p for _, p in chosen])

    # -- one kind each: the items and the summary; no items when the documents do not say

    def _holder(self, scene: Scene, wanted: Office) -> tuple[list[AnswerItem], str]:
        documents = [d for d in scene.documents if scenes.speaks_in_time(scene.question, d)]
        said = [scored.statement for scored in scene.scored]
        found = holders.find(wanted, documents, said, self._statements)[:MOST_STATEMENTS]
        if not found:
            return [], ""
        sources = list(dict.fromkeys(document for document, _, _ in found))
        return [self._quoted(*held) for held in found], self._according_to(scene, sources)

    def _fact(self, scene: Scene) -> tuple[list[AnswerItem], str]:
        office = offices.asked(_as_documents_say(scene)) if scene.question.wants == "person" else None
        if office:
            return self._holder(scene, office)
        eligible = [s for s in scene.scored if self._answers(scene, s)]
        if not eligible:
            return [], ""
        if scene.question.wants in ("date", "issued"):
            eligible = self._of_units_named(scene, eligible)
        if scene.question.latest:
            eligible = _of_the_newest(eligible)
        best = eligible[0]
        chosen = [best]
        for other in eligible[1:]:
            known = {s.statement.document.id for s in chosen}
            enough = SAID_AS_WELL if other.statement.document.id in known else ALSO_SAID
            if other.relevance >= enough * best.relevance and len(chosen) < MOST_STATEMENTS:
                chosen.append(other)
        chosen.sort(key=lambda s: _newest_first(s.statement.document))
        documents = list(dict.fromkeys(s.statement.document for s in chosen))
        shown: list[AnswerItem] = []
        taken: list[tuple[str, Span]] = []
        for scored in chosen:
            document_id, span = scored.statement.document.id, self._tied(scored, eligible)
            if not any(known == document_id and span.overlaps(other) for known, other in taken):
                taken.append((document_id, span))
                shown.append(self._item(scene, scored, span))
        return shown, self._according_to(scene, documents)

    def _compared(
        self, scene: Scene, compared: Sequence[Side], filters: Filters, today: date
    ) -> tuple[list[AnswerItem], str]:
        """The answer for each side, in the order of the question; and which side the documents leave out."""
        shown: list[AnswerItem] = []
        missing = []
        for side in compared:
            found, _ = self._fact(self.scene(side.text, filters, today))
            shown += [replace(item, note=side.name) for item in found[:MOST_OF_SIDE] if item not in shown]
            if not found:
                missing.append(side.name)
        if not shown:
            return [], ""
        english = scene.question.english
        scanned = phrases.scanned(english, len(scene.documents), len(self._store.documents()))
        return shown, f"{phrases.compared(english, [side.name for side in compared], missing)}; {scanned}."

    def _of_units_named(self, scene: Scene, eligible: list[Scored]) -> list[Scored]:
        """By when a unit must do a thing is said where it is told, not where another sends it papers."""
        text = scene.question.text
        units = {
            unit.id for span, unit in self._authority.find(text) if not ADDRESSED.search(text[: span.start])
        }
        told = {
            (c.citation.document_id, c.citation.quote)
            for c in self._store.commitments()
            if c.deadline_text and any(unit.id in units for unit in c.lead)
        }
        theirs = [s for s in eligible if (s.statement.document.id, s.statement.text) in told]
        return theirs or eligible

    def _item(self, scene: Scene, scored: Scored, span: Span) -> AnswerItem:
        parsed = self._store.parsed(scored.statement.document.id)
        return items.of_statement(scene.question, scene.wording, parsed, scored, span)

    def _tied(self, best: Scored, eligible: Sequence[Scored]) -> Span:
        """The statement with its neighbours in the paragraph that say as much: which is meant is not ours to
        guess."""
        paragraph, document = best.statement.paragraph, best.statement.document
        near = {
            s.statement.span
            for s in eligible
            if s.statement.document.id == document.id
            and s.statement.paragraph == paragraph
            and s.relevance >= TIED * best.relevance
        }
        start, end = best.statement.span.start - len(paragraph), best.statement.span.end + len(paragraph)
        around = self._statements(document.id).starting_in(start, end)
        spans = [s.span for s in around if s.paragraph == paragraph]
        first = last = spans.index(best.statement.span)
        while first > 0 and spans[first - 1] in near:
            first -= 1
        while last + 1 < len(spans) and spans[last + 1] in near:
            last += 1
        joined = Span(spans[first].start, spans[last].end)
        return joined if joined.end - joined.start <= LONGEST_RUN else best.statement.span

    def _according_to(self, scene: Scene, documents: Sequence[Document]) -> str:
        english = scene.question.english
        said = (
            phrases.differ(english, documents)
            if len(documents) > 1
            else phrases.source(english, documents[0])
        )
        return f"{said}; {phrases.scanned(english, len(scene.documents), len(self._store.documents()))}."

    def _origin(self, scene: Scene) -> tuple[list[AnswerItem], str]:
        question = scene.question
        cues = [Span(*match.span()) for match in origin.CUES.finditer(question.text)]
        wording = self._wording(scene.understood, question, runs_without(question.subject, cues))
        meant = origin.documents_meant(question, wording, scene.documents)
        found = origin.find(question, meant[:MOST_STATEMENTS], self._statements)
        if not found:
            return [], ""
        shown = [self._quoted(*said) for said in found]
        return shown, self._according_to(scene, [document for document, _, _ in found])

    def _quoted(self, document: Document, span: Span, value: Span) -> AnswerItem:
        """A stretch of a document with the value in it; both are spans of its text."""
        cited = cite(self._store.parsed(document.id), *span)
        return AnswerItem(
            cited.quote, (cited,), emphasis=(Span(value.start - span.start, value.end - span.start),)
        )

    def _answers(self, scene: Scene, scored: Scored) -> bool:
        question = scene.question
        needs_value = question.wants not in ("any", "place")
        return (
            scored.coverage >= self._least.fact
            and scored.in_period
            and bool(scored.values or not needs_value)
            and (scored.statement.kind in selection.BODY or not needs_value)
            and self._in_time(question, scored.statement)
            and not selection.of_other_level(question, scored.statement)
            and scene.speaks_of_names(scored.statement)
            and scene.wording.beyond_names(selection.scopes(scored.statement)) >= self._least.beyond_names
        )

    def _in_time(self, question: Question, statement: Statement) -> bool:
        """As of a day: nothing of a later document, unless it speaks of that day."""
        as_of, day = question.as_of, statement.document.issued_date
        if as_of is None or day is None or day <= as_of:
            return True
        return any(period.last == as_of for period in stated(statement.text))

    def _list(self, scene: Scene) -> tuple[list[AnswerItem], str]:
        chosen = lists.choose(
            scene.question,
            scene.wording,
            self._listings(scene),
            lambda texts: self._searcher.cosines(scene.understood, texts),
            self._least.list,
        )
        if not chosen:
            return [], ""
        chosen.sort(key=lambda listed: _newest_first(listed.parsed.document))
        shown = [item for listed in chosen for item in items.of_list(listed)]
        members = sum(not item.heading for item in shown)
        documents = list(dict.fromkeys(listed.parsed.document for listed in chosen))
        return shown, self._complete(scene, members, scene.question.noun, documents)

    def _listings(self, scene: Scene) -> Iterator[Listed]:
        """The enumerations of the documents found that may be asked for."""
        for document_id in dict.fromkeys(s.statement.document.id for s in scene.scored):
            parsed = self._store.parsed(document_id)
            of_document = self._statements(document_id)
            for enumeration in self._enumerations(document_id):
                statement = of_document.at(enumeration.sentence.start)
                if statement is None or statement.kind not in (*selection.BODY, "heading"):
                    continue
                members = [parsed.text[span.start : span.end] for span in enumeration.members]
                listing = " ".join((statement.text, *members))
                named = scene.speaks_of_names(replace(statement, text=listing))
                intro = parsed.text[slice(*enumeration.intro)]
                if named and selection.in_period(scene.question, replace(statement, text=intro)):
                    yield Listed(parsed, enumeration, statement)

    def _assignments(self, scene: Scene, today: date) -> tuple[list[AnswerItem], str]:
        question = scene.question
        asked = assignments.read(question, self._authority)
        wording = self._wording(scene.understood, question, asked.subject)
        documents = {d.id: d for d in scene.documents}
        there = [c for c in self._store.commitments() if c.citation.document_id in documents]
        known = list(once(there, copies_among(self._store.relations())))
        found, through = assignments.find(question, asked, wording, known, documents, self._authority, today)
        kept = [
            c
            for c in found
            if not names.lacking(scene.names, assignments.texts(c, documents[c.citation.document_id]))
        ]
        if all(c.id in through for c in kept):  # what everybody is told is nothing told to the unit
            kept = [c for c in kept if not EVERYBODY.match(through[c.id])]
        kept.sort(key=lambda c: _newest_first(documents[c.citation.document_id]))
        kept = assignments.order(kept, question, asked, through)
        quoted = Counter(c.citation.quote for c in kept)
        shown = [
            items.of_commitment(
                c,
                through.get(c.id, ""),
                alone=quoted[c.citation.quote] == 1,
                english=question.english,
            )
            for c in kept
        ]
        noun = phrases.tasks(question.english, sum(c.id in through for c in kept), len(kept))
        cited = list(dict.fromkeys(documents[c.citation.document_id] for c in kept))
        return shown, self._complete(scene, len(shown), noun, cited) if shown else ""

    def _passages(self, scene: Scene) -> tuple[list[AnswerItem], str]:
        good = [
            s
            for s in scene.scored
            if s.coverage >= self._least.passage and s.in_period and scene.speaks_of_names(s.statement)
        ]
        chosen = good[:MOST_PASSAGES]
        if not chosen:
            return [], ""
        order = {
            document: at for at, document in enumerate(dict.fromkeys(s.statement.document for s in chosen))
        }
        chosen.sort(key=lambda s: order[s.statement.document])
        shown = [self._item(scene, s, s.statement.span) for s in chosen]
        noun = phrases.say(scene.question.english, "đoạn", "passages")
        return shown, self._complete(scene, len(shown), noun, list(order))

    def _complete(self, scene: Scene, number: int, noun: str, documents: Sequence[Document]) -> str:
        english = scene.question.english
        found = phrases.count(english, number, noun, len(documents))
        return f"{found}; {phrases.scanned(english, len(scene.documents), len(self._store.documents()))}."

    def _absent(self, scene: Scene, text: str, filters: Filters) -> Answer:
        nearest = self._searcher.search(text, NEAREST, filters).hits
        query = scene.understood.query
        kind: AnswerKind = scene.question.kind
        return Answer(query, kind, False, why_not(scene, self._least.fact), nearest=nearest)


def _translated(question: Question, alternatives: Sequence[Alternative]) -> tuple[str, ...]:
    """The nouns asked for, in the other forms the thesaurus has for them; as they are where it has none."""
    forms = [f for head in question.heads for a in alternatives if fold(a.said) in head for f in a.forms]
    return tuple(map(fold, forms)) or (() if question.english else question.heads)


def _of_the_newest(eligible: Sequence[Scored]) -> list[Scored]:
    """What the newest document says of those that say it well enough."""
    good = [s.statement.document for s in eligible if s.relevance >= NEWEST_SAID * eligible[0].relevance]
    newest = min(good, key=_newest_first)
    return [s for s in eligible if s.statement.document.id == newest.id]


def _as_documents_say(scene: Scene) -> str:
    """The question with the words of documents in place of its English ones."""
    text = scene.question.text
    for a in reversed(scene.understood.alternatives if scene.question.english else ()):
        text = f"{text[: a.span.start]}{a.forms[0]}{text[a.span.end :]}"
    return text


def _newest_first(document: Document) -> int:
    return -(document.issued_date or date.min).toordinal()
