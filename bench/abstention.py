"""When to say nothing: right answers against false ones, as the thresholds of the answerer go up and down.

    python bench/abstention.py INDEX QUESTIONS.jsonl [QUESTIONS.jsonl …]

INDEX is built with `kb --index INDEX index CORPUS`; the questions have the form of `kb eval`. Prints a table:
the factor on all thresholds, the share of answerable questions answered rightly, answered wrongly and not
answered, and the share of absent questions answered although nothing says it. The product uses factor 1.0.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from kb.answer import Answerer
from kb.answers.library import USUAL
from kb.base import KnowledgeBase
from kb.config import Settings
from kb.evaluate import evaluate, read_questions
from kb.search import Searcher

FACTORS = (0.0, 0.4, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.6)


def main(index: Path, files: list[Path]) -> None:
    kb = KnowledgeBase(Settings(index=index))
    searcher = Searcher(kb.snapshot, kb.embedder)
    questions = [q for file in files for q in read_questions(file) if q["kind"] != "passage"]
    print(
        f"{'factor':>6} {'right':>7} {'wrong':>7} {'silent':>7} {'false':>7}   of {len(questions)} questions"
    )
    for factor in FACTORS:
        print(_line(factor, _Scored(kb, searcher, factor), questions), flush=True)


class _Scored:
    """The knowledge base with other thresholds; remembers which questions it answered."""

    def __init__(self, kb: KnowledgeBase, searcher: Searcher, factor: float) -> None:
        changed = replace(
            USUAL, fact=USUAL.fact * factor, list=USUAL.list * factor, passage=USUAL.passage * factor
        )
        self._answerer = Answerer(searcher, kb.units(), changed)
        self.search, self.documents, self.parsed = kb.search, kb.documents, kb.parsed
        self.found: dict[str, bool] = {}

    def answer(self, text: str) -> Any:
        answer = self._answerer.answer(text)
        self.found[text] = answer.found
        return answer


def _line(factor: float, kb: _Scored, questions: list[dict[str, Any]]) -> str:
    outcomes: Counter[str] = Counter()
    for result in evaluate(questions, kb).results:
        if result.kind == "absent":
            outcomes["absent"] += 1
            outcomes["false"] += bool(result.problem)
        else:
            outcomes["asked"] += 1
            answered = "wrong" if kb.found.get(result.question) else "silent"
            outcomes[answered if result.problem else "right"] += 1
    shares = [outcomes[name] / max(outcomes["asked"], 1) for name in ("right", "wrong", "silent")]
    shares.append(outcomes["false"] / max(outcomes["absent"], 1))
    return f"{factor:6.1f} " + " ".join(f"{share:7.1%}" for share in shares)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
