"""The operator's sample questions: a new generation must not answer fewer of them than the one before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer.report import BuildReport
from kb.config import Settings
from kb.embed import Embedder
from kb.errors import BuildError
from kb.index import digest_of


def scored(
    made: BuildReport, draft: Path, settings: Settings, embedder: Embedder, before: dict[str, Any]
) -> BuildReport:
    """The report with the share of questions that the generation in the index folder `draft` passes.

    `before` is the report of the generation served; its score counts when it was of the same questions.
    """
    if not settings.questions:
        return made
    from kb.base import KnowledgeBase  # slow to import, and most builds do without
    from kb.evaluate import evaluate, read_questions

    path = Path(settings.questions)
    questions = read_questions(path)
    if not questions:
        return made
    report = evaluate(questions, KnowledgeBase(replace(settings, index=draft), embedder))
    score = 1 - len(report.failures) / len(questions)
    digest = digest_of(path)
    previous = before.get("score") if before.get("questions") == digest else None
    return replace(made, score=round(score, 4), previous_score=previous, questions=digest)


def guard_score(made: BuildReport) -> None:
    """Raises BuildError when the score fell."""
    if made.score is not None and made.previous_score is not None and made.score < made.previous_score:
        raise BuildError(
            f"The sample questions score {made.score:.3f} on the new generation, {made.previous_score:.3f} "
            "on the one served; see 'kb eval', or publish it all the same with 'kb index --allow-shrink'."
        )
