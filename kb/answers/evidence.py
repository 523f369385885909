"""Whether a statement answers: how much of the question it says, of what names, of when, of which level."""

from __future__ import annotations

from kb.answers import selection
from kb.answers.library import Thresholds
from kb.answers.question import Question
from kb.answers.scene import Scene
from kb.answers.selection import Scored
from kb.answers.statements import Statement
from kb.answers.timing import stated

HEAD = 0.6  # share of the noun whose value is asked for that must be said


def answers(scene: Scene, scored: Scored, least: Thresholds) -> bool:
    question = scene.question
    needs_value = question.wants not in ("any", "place")
    return (
        scored.coverage >= least.fact
        and scored.in_period
        and bool(scored.values or not needs_value)
        and (scored.statement.kind in selection.BODY or not needs_value)
        and _in_time(question, scored.statement)
        and not selection.of_other_level(question, scored.statement)
        and scene.speaks_of_names(scored.statement)
        and _of_the_head(scene, scored.statement)
        and scene.wording.beyond_names(selection.scopes(scored.statement)) >= least.beyond_names
    )


def _of_the_head(scene: Scene, statement: Statement) -> bool:
    """Whether the sentence, what leads to it or its headings say what the value is asked of."""
    said = [(statement.text, 1.0), (statement.carrier, 1.0), (" ".join(statement.path), 1.0)]
    return not scene.head.total or scene.head.coverage(said) >= HEAD


def _in_time(question: Question, statement: Statement) -> bool:
    """As of a day: nothing of a later document, unless it speaks of that day."""
    as_of, day = question.as_of, statement.document.issued_date
    if as_of is None or day is None or day <= as_of:
        return True
    return any(period.last == as_of for period in stated(statement.text))
