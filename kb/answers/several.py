"""Answers of many items, complete and counted: lists, assignments, passages on a subject."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import chain

from kb.answers import assignments, evidence, items, lists, names, parties, phrases, selection
from kb.answers.library import Library, Shown, newest_first
from kb.answers.lists import Listing
from kb.answers.scene import Scene
from kb.commitments import copies_among, once
from kb.model import AnswerItem, Commitment

MOST_PASSAGES = 6
EVERYBODY = re.compile(r"(?:tất cả )?(?:các )?(?:cấp, )?(?:các )?(?:cấp|ngành)\b", re.IGNORECASE)


def listed(library: Library, scene: Scene) -> Shown:
    chosen = lists.choose(
        scene.question,
        scene.wording,
        _listings(library, scene),
        lambda texts: library.searcher.cosines(scene.understood, texts),
        library.least.list,
    )
    if not chosen:
        return [], ""
    chosen.sort(key=lambda one: newest_first(one.parsed.document))
    shown = [item for one in chosen for item in items.of_list(one)]
    members = sum(not item.heading for item in shown)
    documents = len({one.parsed.document.id for one in chosen})
    english = scene.question.english
    noun = phrases.noun(english, scene.question.noun)
    return shown, library.complete(english, members, noun, documents, len(scene.documents))


def _listings(library: Library, scene: Scene) -> list[Listing]:
    """The enumerations of the documents found that may be asked for."""
    documents = dict.fromkeys(s.statement.document.id for s in scene.scored)
    return [
        listing
        for listing in chain.from_iterable(map(library.listings, documents))
        if evidence.speaks_of(scene, listing.whole)
        and selection.in_period(scene.question, listing.introduced)
    ]


def assigned(library: Library, scene: Scene, today: date) -> Shown:
    question, asked = scene.question, scene.asked
    assert asked is not None
    wording = library.wording(scene.understood, question, asked.subject)
    documents = {d.id: d for d in scene.documents}
    there = [c for c in library.store.commitments() if c.citation.document_id in documents]
    known = list(once(there, copies_among(library.store.relations())))
    found, through, by_due = assignments.find(
        question, asked, wording, known, documents, library.authority, today
    )
    others = parties.other_names(scene.names, asked)
    kept = [
        c for c in found if not names.lacking(others, assignments.texts(c, documents[c.citation.document_id]))
    ]
    if all(c.id in through for c in kept):  # what everybody is told is nothing told to the unit
        kept = [c for c in kept if not EVERYBODY.match(through[c.id])]
    if not by_due:
        kept.sort(key=lambda c: newest_first(documents[c.citation.document_id]))
    kept = assignments.order(kept, question, asked, through)
    quoted = Counter(c.citation.quote for c in kept)
    shown = [
        _task(library, scene, c, through.get(c.id, ""), alone=quoted[c.citation.quote] == 1) for c in kept
    ]
    if not shown:
        return [], ""
    noun = phrases.tasks(question.english, sum(c.id in through for c in kept), len(kept))
    cited = len({c.citation.document_id for c in kept})
    return shown, library.complete(question.english, len(shown), noun, cited, len(scene.documents))


def _task(library: Library, scene: Scene, task: Commitment, group: str, *, alone: bool) -> AnswerItem:
    item = items.of_commitment(task, group, alone=alone, english=scene.question.english)
    if scene.asked and scene.asked.terms.coordinators:
        bold = assignments.coordinators(item.text, task, library.authority)
        return replace(item, emphasis=bold or item.emphasis)
    return item


def passages(library: Library, scene: Scene) -> Shown:
    good = [
        s
        for s in scene.scored
        if s.coverage >= library.least.passage and s.in_period and evidence.speaks_of(scene, s.statement)
    ]
    chosen = good[:MOST_PASSAGES]
    if not chosen:
        return [], ""
    order = {document: at for at, document in enumerate(dict.fromkeys(s.statement.document for s in chosen))}
    chosen.sort(key=lambda s: order[s.statement.document])
    shown = [
        items.of_statement(
            scene.question,
            scene.wording,
            library.store.parsed(s.statement.document.id),
            s,
            s.statement.span,
        )
        for s in chosen
    ]
    english = scene.question.english
    noun = phrases.say(english, "đoạn", "passages")
    return shown, library.complete(english, len(shown), noun, len(order), len(scene.documents))
