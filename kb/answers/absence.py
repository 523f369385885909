"""Why a question is not answered: one line on what is missing."""

from __future__ import annotations

from kb.answers import evidence, names, phrases, selection
from kb.answers.scene import Scene, around
from kb.answers.timing import fits, issued, stated

HALF = 0.5


def why_not(scene: Scene, least: float) -> str:
    """One line on what is missing: the period, the name, the value, the words. `least` is the coverage asked
    of a fact."""
    if scene.asked and scene.asked.final:
        return scene.asked.none_found(scene.question)
    return _missing(scene, least)


def _missing(scene: Scene, least: float) -> str:
    question, english = scene.question, scene.question.english
    for period in question.periods:
        near = [s.statement for s in scene.scored if s.coverage >= HALF * least]
        spoken_of = any(fits([period], [stated(statement.text)]) for statement in near)
        issued_then = any(fits([period], [stated(d.subject), issued(d)]) for d in scene.documents)
        if not spoken_of and not issued_then:
            return phrases.no_document_of(english, period)
    unnamed = names.lacking(scene.names, [text for s in scene.scored for text in around(s.statement)])
    if unnamed or (scene.names and not scene.scored):
        return phrases.not_named(english, unnamed or scene.names)
    if scene.asked and (scene.asked.units or scene.asked.body):
        return scene.asked.none_found(question)
    covered = [s for s in scene.scored if s.coverage >= least]
    named = [s for s in covered if scene.speaks_of_names(s.statement)]
    if covered and not named:
        return phrases.not_named(english, scene.names)
    if (
        named
        and question.periods
        and not any(selection.in_period(question, s.statement) for s in scene.scored)
    ):
        return phrases.nothing_of(english, question.periods[0])
    head = " ".join(question.text[slice(*run)].strip() for run in question.head)
    if named and head and not any(evidence.of_the_head(scene, s.statement) for s in named):
        return phrases.not_said(english, [head])
    if named and not any(evidence.speaks_of(scene, s.statement) for s in named):
        return phrases.nothing(english)
    if named:
        return phrases.no_value(english, question.wants)
    missing = scene.wording.missing(text for s in scene.scored for text, _ in selection.scopes(s.statement))
    return phrases.not_said(english, missing[:3]) if missing else phrases.nothing(english)
