"""Answers from the register: what was assigned to a unit, about a subject, or falls due in a period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from kb.answers import register
from kb.answers.parties import WHO, Asked, goes_to, told_by
from kb.answers.question import Question
from kb.answers.timing import fits, issued, stated
from kb.answers.wording import Wording
from kb.commitments import select
from kb.model import Commitment, Document, Span, Unit
from kb.text import fold
from kb.unit_names import canonical
from kb.units import UnitAuthority

ACTION = re.compile(
    r"\b(?:trinh|bao cao|tham muu|ra soat|xay dung|tong hop|phoi hop|bo sung|to chuc|kiem tra|tra loi|gui)\b"
)
ACTIONS_ENGLISH = {"submit": "trinh", "report": "bao cao", "review": "ra soat", "compile": "tong hop"}
DUE = re.compile(
    r"\b(?:thoi han|han|den han|qua han|hoan thanh|truoc|cham nhat|xong|ket thuc|due|deadlines?|by|before"
    r"|finish(?:ed)?|completed?)\b"
)
# Every task tells it, when it does: no task is asked for by it.
BY_WHEN = re.compile(
    r"\b(?:bao gio|khi nao|ngay nao) (?:phai |thi )?xong\b|\b(?:thoi )?han (?:nao|la)\b|\bby when\b"
)
QUARTER = timedelta(days=92)  # "Ai phải báo cáo trong tháng 2": tasks that fall due then
SUBJECT, SUBJECT_DOCUMENT = 0.55, 0.6
WORTH = (1.0, 1.0, 1.0, SUBJECT_DOCUMENT, SUBJECT_DOCUMENT)
NEAR_BEST = 0.6


class Found(NamedTuple):
    """`through` are the names of the groups by which tasks reached a unit, by the tasks' ids; `by_due` says
    that they were asked for by when they fall due."""

    tasks: list[Commitment]
    through: dict[str, str]
    by_due: bool


def find(
    question: Question,
    asked: Asked,
    wording: Wording,
    commitments: Sequence[Commitment],
    documents: dict[str, Document],
    authority: UnitAuthority,
    today: date,
) -> Found:
    """The commitments asked for.

    `wording` weighs the subject. Without a unit, a subject or a due date nothing is asked and nothing found.
    """
    due = _by_due(question, asked, wording)
    when = register.window(question, asked.terms, today, due=due)
    dated = {id: document.issued_date for id, document in documents.items() if document.issued_date}
    found: list[Commitment] = []
    through: dict[str, str] = {}
    for unit in asked.units or (None,):
        page = select(commitments, replace(when, unit=unit.id if unit else ""), authority, dated)
        found += [c for c in page.items if c not in found]
        through |= page.through
    if asked.units and not found:  # "UBND các xã" is part of "UBND các xã, phường"
        page = select(commitments, when, authority, dated)
        found = [c for c in page.items if any(_leads(c, unit.name) for unit in asked.units)]
    if question.periods and not due:
        found = [c for c in found if _of_period(c, question, documents[c.citation.document_id])]
    found = [c for c in found if _is_asked(c, asked, authority)]
    if asked.terms.recurring:  # rather than what only speaks of such a step
        found = [c for c in found if c.due_precision == "recurring"] or found
    by_whom = bool(asked.units or asked.body or asked.assigner)
    if wording.total:
        found = _about(found, wording, documents, needed=asked.topic or not (by_whom or due))
    elif not (by_whom or due or asked.final):
        found = []
    return Found(found, through, due)


def _is_asked(commitment: Commitment, asked: Asked, authority: UnitAuthority) -> bool:
    return (
        register.holds(asked.terms, commitment)
        and (not asked.body or _leads(commitment, asked.body))
        and (not asked.assigner or told_by(commitment, asked.assigner, authority))
        and (not asked.receiver or goes_to(commitment, asked.receiver, authority))
    )


def _by_due(question: Question, asked: Asked, wording: Wording) -> bool:
    """Whether tasks are asked for by when they fall due."""
    folded = fold(question.text)
    bare = not (asked.units or asked.body or wording.total)
    by_whom = WHO.search(folded) and any(p.last - p.first <= QUARTER for p in question.periods)
    dated = question.periods and (bare or by_whom or DUE.search(BY_WHEN.sub("", folded)))
    terms = asked.terms
    return terms.overdue or terms.soon or terms.deadlines or bool(dated and not terms.undated)


def _leads(commitment: Commitment, body: str) -> bool:
    """Whether a unit that must act is called so: "Sở Nông nghiệp" or "Sở NN và PTNT" is short for what it and
    others are."""
    asked = fold(canonical(body)).split()

    def called_so(unit: Unit) -> bool:
        words = fold(canonical(f"{unit.name} {unit.place}")).split()
        initials = "".join(word[0] for word in words)
        return all(word in words or (len(word) > 1 and word in initials) for word in asked)

    return any(called_so(unit) for unit in (*commitment.lead, *commitment.coordinators))


def _about(
    found: Sequence[Commitment], wording: Wording, documents: dict[str, Document], needed: bool
) -> list[Commitment]:
    """Those about the subject, when some are; otherwise all, unless the subject is all that was asked."""
    if not found:
        return []
    best = wording.best([told(c, documents[c.citation.document_id]) for c in found], WORTH)[:, -1]
    covered = wording.shares(best)
    if covered.max() < SUBJECT:
        return [] if needed else list(found)
    return [found[at] for at in np.flatnonzero(covered >= NEAR_BEST * covered.max()).tolist()]


def told(commitment: Commitment, document: Document) -> tuple[str, ...]:
    """All that may speak of a subject; `WORTH` is what its words count there."""
    units = " ".join(unit.name for unit in (*commitment.lead, *commitment.coordinators))
    citation = commitment.citation
    return citation.quote, commitment.task, units, " ".join(citation.path), document.subject


def _of_period(commitment: Commitment, question: Question, document: Document) -> bool:
    due = commitment.due_date
    if due and any(period.first <= due <= period.last for period in question.periods):
        return True
    said = (stated(commitment.citation.quote), stated(document.subject), issued(document))
    return any(fits(question.periods, [scope]) for scope in said)


def coordinators(text: str, task: Commitment, authority: UnitAuthority) -> tuple[Span, ...]:
    """Where a quote names those with whom a task is to be done."""
    ids = {unit.id for unit in task.coordinators}
    return tuple(span for span, unit in authority.find(text) if unit.id in ids)


def order(
    found: Sequence[Commitment], question: Question, asked: Asked, through: dict[str, str]
) -> list[Commitment]:
    """Those given by name first, to the lead before who only takes part, then those with the verb asked for;
    of what reaches a unit through a group, no introductions and closing formulas."""
    wanted = _actions(question)

    def place(c: Commitment) -> tuple[bool, bool, bool]:
        leads = any(unit.id == lead.id for unit in asked.units for lead in c.lead)
        acts = not wanted or any(re.search(rf"\b{action}\b", fold(c.task)) for action in wanted)
        return c.id in through, bool(asked.units) and not leads, not acts

    kept = [c for c in found if c.id not in through or not _says_nothing(c)]
    return sorted(kept, key=place)


def _actions(question: Question) -> set[str]:
    folded = fold(question.text)
    english = {said for verb, said in ACTIONS_ENGLISH.items() if question.english and verb in folded.split()}
    return english or set(ACTION.findall(folded))


def _says_nothing(commitment: Commitment) -> bool:
    return "general" in commitment.flags or commitment.citation.quote.rstrip().endswith(":")


def texts(commitment: Commitment, document: Document) -> list[str]:
    """All that may name what a question names."""
    units = [unit.name for unit in (*commitment.lead, *commitment.coordinators)]
    around = [*commitment.citation.path, document.subject, document.label, document.organ_name]
    return [commitment.citation.quote, commitment.assigner, *units, *around]
