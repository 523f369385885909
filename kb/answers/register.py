"""What a question asks of the register in its own words: overdue, without a deadline, recurring, with whom.

All is read from folded text, so that it makes no difference whether the question carries diacritics.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from typing import Literal

from kb.answers import phrases
from kb.answers.question import Question
from kb.commitments import CommitmentFilter
from kb.model import Commitment, CommitmentState, Span
from kb.periods import periods
from kb.text import fold

TASK = re.compile(
    r"\b(?:viec|cong viec|nhiem vu|dau viec|cam ket|tasks?|assignments?|commitments?)\b(?! lam\b)"
)
OVERDUE = re.compile(r"\b(?:qua|tre|cham) han\b|\boverdue\b|\bpast (?:its |their |the )?(?:due|deadline)\b")
UNDATED = re.compile(
    r"\b(?:khong|chua)(?: (?:co|ghi|neu|dat|an dinh|ro))* (?:thoi )?han(?: chot)?\b(?! che)"
    r"|\b(?:no|without|lack(?:s|ing)?|have not|has not)(?: a| any)? (?:deadlines?|due dates?)\b|\bundated\b"
)
DEADLINES = re.compile(
    r"\b(?:cac|nhung|moi|tat ca) (?:thoi han|han chot|moc thoi gian)\b|\bdeadlines\b|\bdue dates\b"
    r"|\b(?:has|have|with)(?: a)? deadline\b|\bden han\b|\b(?:is|are|was|were|falls?|fell) due\b"
)
SOON = re.compile(r"\bsap (?:den |het |toi |qua )?(?:thoi )?han\b|\bdue soon\b|\bupcoming deadlines?\b")
STEPS = {"week": "tuan", "month": "thang", "quarter": "quy", "year": "nam", "dai": "ngay", "day": "ngay"}
RECURRING = re.compile(
    r"\b(?:hang|moi|tung|dinh ky) (?P<vi>ngay|tuan|thang|quy|nam)\b(?! \d| dinh\b)"  # nor "mới quy định"
    r"|\b(?P<times>tuan|thang|quy|nam) (?:mot|1) lan\b"
    r"|\b(?P<en>dai|week|month|quarter|year)ly\b|\bevery (?P<every>day|week|month|quarter|year)\b"
    r"|\bdinh ky\b|\brecurring\b|\bregularly\b"
)
COORDINATES = re.compile(
    r"^(?:nhung )?(?:ai|(?:nhung |cac )?(?:don vi|co quan|so|phong|nganh) nao)"
    r" (?:phai |can |se |cung |duoc giao )*phoi hop\b"
    r"|\bphoi hop (?:voi|cung) (?:nhung )?(?:ai|(?:don vi|co quan|so|phong|nganh) nao)\b|\bcoordinators?\b"
    r"|^(?:who|which (?:agenc\w+|departments?|units?|offices?|bod\w+))"
    r" (?:must |should |will |has to |have to )?(?:coordinates?|cooperates?|assists?)\b"
)
BEFORE = re.compile(
    r"\b(?:truoc|before)\b(?=.*\d)(?: ngay)?(?: (?P<day>\d{1,2}(?:[/.-]\d| thang \d| [a-z]+ \d{4})))?"
)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """`recurs` are the steps asked for ("thang"), `words` where the question says all this."""

    overdue: bool
    undated: bool
    deadlines: bool
    soon: bool
    recurring: bool
    recurs: frozenset[str]
    coordinators: bool
    words: tuple[Span, ...]

    def described(self, question: Question) -> str:
        """What is asked for in the language of the question: "quá hạn tính đến 20/12/2024"."""
        asked = [*sorted(self.recurs), *(state for state in phrases.STATES if getattr(self, state))]
        return phrases.state_of_tasks(question.english, asked[0] if asked else "", question.periods)


def read(text: str) -> Terms:
    said = fold(text)
    cues = (OVERDUE, UNDATED, DEADLINES, SOON, RECURRING, COORDINATES)
    overdue, undated, deadlines, soon, recurring, coordinators = ([*cue.finditer(said)] for cue in cues)
    found = chain(overdue, undated, deadlines, soon, recurring, coordinators)
    return Terms(
        bool(overdue),
        bool(undated),
        bool(deadlines) and not (undated or soon),
        bool(soon),
        bool(recurring),
        frozenset(_steps(said)),
        bool(coordinators),
        tuple(Span(*match.span()) for match in found),
    )


def asks_for_tasks(text: str, terms: Terms) -> bool:
    """Whether nothing but the register can answer."""
    of_tasks = terms.overdue or terms.undated or terms.deadlines or terms.soon or terms.recurring
    return terms.coordinators or bool(of_tasks and TASK.search(fold(text)))


def holds(terms: Terms, task: Commitment) -> bool:
    """Whether a task is as it is asked for; what is overdue a filter tells."""
    if terms.undated and (task.due_date or task.deadline_text):
        return False
    if terms.deadlines and not task.deadline_text:
        return False
    if terms.coordinators and not task.coordinators:
        return False
    return not terms.recurring or _recurs(terms, task)


def _recurs(terms: Terms, task: Commitment) -> bool:
    said = fold(f"{task.deadline_text or ''}; {task.task}")
    if not terms.recurs:
        return task.due_precision == "recurring"
    return not terms.recurs.isdisjoint(_steps(said))


def _steps(said: str) -> Iterable[str]:
    for match in RECURRING.finditer(said):
        english = match["en"] or match["every"]
        step = match["vi"] or match["times"] or (STEPS[english] if english else "")
        if step:
            yield step


def window(question: Question, terms: Terms, today: date, *, due: bool) -> CommitmentFilter:
    """When what is asked for falls due: in a period; before a day, in whichever year; or overdue on a day.

    A deadline written "trước ngày 31/3" is kept as 31/3, so "before 31/3" asks for that day, too.
    """
    state: CommitmentState | Literal[""] = "overdue" if terms.overdue else "due_soon" if terms.soon else ""
    wanted = CommitmentFilter(state=state, as_of=today, sort="due" if due else "document")
    if not due or not question.periods:
        return wanted
    first, last = question.periods[0]
    said = next(iter(periods(question.text)), None)
    since_ever = question.as_of is not None or (said is not None and said.start is None)
    before = BEFORE.search(fold(question.text))
    if not terms.overdue:
        last = last + DAY if before and before["day"] else last
        return replace(wanted, due_from=None if since_ever else first, due_to=last)
    if since_ever or first == last:
        return replace(wanted, as_of=last + DAY if before else last)
    return replace(wanted, due_from=first, due_to=last)
