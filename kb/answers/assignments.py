"""Answers from the register: what was assigned to a unit, about a subject, or falls due in a period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from kb.answers.question import Question, runs_without
from kb.answers.timing import Days, fits, issued, stated
from kb.answers.wording import Wording
from kb.commitments import CommitmentFilter, select
from kb.model import Commitment, Document, Span, Unit
from kb.text import fold, normalize
from kb.unit_names import canonical
from kb.units import UnitAuthority

# Between two units, the first told the second: "UBND tỉnh yêu cầu UBND thành phố …".
TELLS = re.compile(r"(?<!duoc )\b(?:giao|yeu cau|chi dao|de nghi|phan cong)\b")
# "Ai phải báo cáo UBND tỉnh": whoever is named is not the one who must act.
WHO = re.compile(
    r"^(?:ai|nhung ai|(?:nhung |cac )?(?:don vi|co quan|nganh|(?P<kind>phong|so|huyen|xa|phuong)) nao|who"
    r"|which (?:agency|agencies|departments?|units?|offices?|divisions?))\b"
)
# "the province told Lang Son city to …": who was told, in English.
TOLD = re.compile(
    r"(?:ask|asked|tell|told|order|ordered|instruct|instructed|require|required|request|requested|assign|assigned"
    r"|direct|directed)\s+(?:the\s+)?(?P<name>[A-Z]\w+(?:\s+[A-Z]\w+)*)\s+(?P<level>city|province|district)\b"
)
LEVELS = {"city": "thành phố", "province": "tỉnh", "district": "huyện"}
ACTION = re.compile(
    r"\b(?:trinh|bao cao|tham muu|ra soat|xay dung|tong hop|phoi hop|bo sung|to chuc|kiem tra|tra loi|gui)\b"
)
ACTIONS_ENGLISH = {"submit": "trinh", "report": "bao cao", "review": "ra soat", "compile": "tong hop"}
DUE = re.compile(
    r"\b(?:thoi han|han|den han|qua han|hoan thanh|truoc|cham nhat|xong|ket thuc|due|deadlines?|by|before)\b"
)
# Every task tells it, when it does: no task is asked for by it.
BY_WHEN = re.compile(
    r"\b(?:bao gio|khi nao|ngay nao) (?:phai |thi )?xong\b|\b(?:thoi )?han (?:nao|la)\b|\bby when\b"
)
BEFORE = re.compile(r"\b(?:truoc|before)(?: ngay)? \d{1,2}(?:[/.-]\d| thang \d| [a-z]+ \d{4})")
QUARTER = timedelta(days=92)  # "Ai phải báo cáo trong tháng 2": tasks that fall due then
OVERDUE = re.compile(r"\b(?:qua han|tre han|overdue)\b")
# Words of asking and assigning: they say nothing of the subject.
CUES = re.compile(
    r"\b(?:giao|phân công|yêu cầu|đề nghị|chỉ đạo|nhiệm vụ|công việc|đầu việc|việc|trách nhiệm|chủ trì"
    r"|phối hợp|làm|thực hiện|phải|cần|tham mưu|nội dung|báo cáo|trình|thời hạn|hạn|đến hạn|quá hạn"
    r"|hoàn thành|xong|bao giờ|khi nào|văn bản|ghi|viết|ở|theo|chưa|cam kết"
    r"|trước|chậm nhất|muộn nhất|và|về|với|đối với|liên quan|trong|vào|khi"
    r"|assigned|assignments?|tasks?|responsib\w+|do|report|submit|due|deadlines?)\b",
    re.IGNORECASE,
)
LEVEL = r"(?:tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong)"
SUBJECT, SUBJECT_DOCUMENT = 0.55, 0.6
WORTH = (1.0, 1.0, 1.0, SUBJECT_DOCUMENT, SUBJECT_DOCUMENT)
NEAR_BEST = 0.6


# "Sở Y tế phải làm gì": the body that must act, as the question calls it.
BODY = re.compile(
    r"^(?P<body>(?:sở|ban|phòng|công an|ubnd|ủy ban|chi cục|cục|kho bạc|ngân hàng|hội|văn phòng|thanh tra"
    r"|trung tâm|đoàn|bộ|tòa án|viện|trường|công ty|bệnh viện|bưu điện|điện lực)\b[^,?]*?)"
    r" (?:phải|được|bị|có|cần|chịu|làm|thực hiện|tham mưu|chủ trì|trong|trước|tháng|năm|quý|chưa)\b"
)
# Behind one of these is what a task must be about.
TOPIC = re.compile(
    r"\b(?:về|liên quan (?:đến|tới)|trong (?:việc|công tác|lĩnh vực)|đối với|about|on|regarding)\s*$"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a question asks about and the runs of words that say what about; `body` is the unit as it is
    called when the documents know none of that name, `topic` says that only what is about that will do."""

    units: tuple[Unit, ...]
    subject: tuple[Span, ...]
    body: str = ""
    topic: bool = False


class Found(NamedTuple):
    """`through` are the names of the groups by which tasks reached a unit, by the tasks' ids; `by_due` says
    that they were asked for by when they fall due."""

    tasks: list[Commitment]
    through: dict[str, str]
    by_due: bool


def read(question: Question, names: Iterable[str], authority: UnitAuthority) -> Asked:
    """`names` are those an answer must speak of anyway: they say nothing of the subject."""
    cues = [Span(*m.span()) for m in CUES.finditer(question.text)]
    said = fold(question.text)
    for name in names:
        cues += [Span(*m.span()) for m in re.finditer(rf"\b(?:{LEVEL} )?{re.escape(fold(name))}\b", said)]
    who = WHO.search(fold(question.text))
    if who:
        return Asked((), tuple(runs_without(question.subject, cues)), who["kind"] or "")
    told = TOLD.search(question.text)
    if told:
        units = authority.resolve(f"UBND {LEVELS[told['level']]} {told['name']}")
        return Asked(tuple(units), tuple(runs_without(question.subject, [*cues, Span(*told.span())])))
    named = authority.find(question.text)
    tells = len(named) > 1 and TELLS.search(said[named[0][0].end : named[1][0].start])
    meant = [named[1 if tells else 0][0]] if named else [Span(0, len(said))]
    called = [unit for span in meant for unit in authority.resolve(question.text[slice(*span)])]
    units = [other for unit in called for other in (unit, *authority.resolve(unit.name))]
    body = None if units else BODY.search(normalize(question.text))
    cut = [span for span, _ in named] + cues + ([Span(*body.span("body"))] if body else [])
    subject = tuple(run for run in runs_without(question.subject, cut) if question.text[slice(*run)].strip())
    topic = any(TOPIC.search(normalize(question.text[: run.start])) for run in subject)
    return Asked(
        tuple(dict.fromkeys(units)), subject, question.text[slice(*body.span("body"))] if body else "", topic
    )


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
    found: list[Commitment] = []
    through: dict[str, str] = {}
    for unit in asked.units or (None,):
        page = select(commitments, _filter(question, unit, due, today), authority)
        found += [c for c in page.items if c not in found]
        through |= page.through
    if asked.units and not found:  # "UBND các xã" is part of "UBND các xã, phường"
        page = select(commitments, _filter(question, None, due, today), authority)
        found = [c for c in page.items if any(_leads(c, unit.name) for unit in asked.units)]
    if question.periods and not due:
        found = [c for c in found if _of_period(c, question, documents[c.citation.document_id])]
    if asked.body:
        found = [c for c in found if _leads(c, asked.body)]
    by_whom = bool(asked.units or asked.body)
    if wording.total:
        found = _about(found, wording, documents, needed=asked.topic or not (by_whom or due))
    elif not by_whom and not due:
        found = []
    return Found(found, through, due)


def _by_due(question: Question, asked: Asked, wording: Wording) -> bool:
    """Whether tasks are asked for by when they fall due."""
    folded = fold(question.text)
    bare = not asked.units and not wording.total
    by_whom = WHO.search(folded) and any(p.last - p.first <= QUARTER for p in question.periods)
    dated = question.periods and (bare or by_whom or DUE.search(BY_WHEN.sub("", folded)))
    return bool(OVERDUE.search(folded) or dated)


def _leads(commitment: Commitment, body: str) -> bool:
    """Whether a unit that must act is called so: "Sở Nông nghiệp" is short for what it and others are."""
    asked = set(fold(canonical(body)).split())
    units = (*commitment.lead, *commitment.coordinators)
    return any(asked <= set(fold(canonical(f"{unit.name} {unit.place}")).split()) for unit in units)


def _filter(question: Question, unit: Unit | None, due: bool, today: date) -> CommitmentFilter:
    late = OVERDUE.search(fold(question.text)) is not None
    period = question.periods[0] if due and question.periods and not (late and question.as_of) else None
    return CommitmentFilter(
        unit=unit.id if unit else "",
        due_from=period.first if period else None,
        due_to=_last_day(question, period) if period else None,
        state="overdue" if late else "",
        as_of=question.as_of or today,
        sort="due" if due else "document",
    )


def _last_day(question: Question, period: Days) -> date:
    """A deadline written "trước ngày 31/3" is kept as 31/3, so "before 31/3" asks for that day, too."""
    before = BEFORE.search(fold(question.text))
    return period.last + timedelta(days=1) if before else period.last


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
