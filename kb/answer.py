"""Answers in the words of the documents: every item is a span of one, cited; what none says is not said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kb.answers import absence, comparison, compound, documents, facts, frame, items, phrases, scene, several
from kb.answers.comparison import Side
from kb.answers.library import USUAL, Library, Shown, Thresholds
from kb.answers.scene import Scene
from kb.model import Answer, AnswerItem, AnswerKind, Filters
from kb.search import Searcher
from kb.units import UnitAuthority

SHOWN = 10  # hits, of which the nearest are taken: the page has asked for as many
NEAREST = 3


class Answerer:
    """Answers from one snapshot; safe to share between threads."""

    def __init__(self, searcher: Searcher, authority: UnitAuthority, least: Thresholds = USUAL) -> None:
        self._library = Library(searcher, authority, least)

    def read_ahead(self) -> None:
        """Makes what questions would wait for: reads the newest documents and answers any question once."""
        self._library.read_ahead()
        self.answer("Liệt kê các nhiệm vụ")

    def answer(self, text: str, filters: Filters = Filters(), today: date | None = None) -> Answer:
        today = today or date.today()
        asked = scene.of(self._library, text, filters, today)
        kind, (shown, summary) = self._shown(asked, filters, today)
        query, late = asked.understood.query, asked.late
        if not shown:
            nearest = self._library.searcher.search(text, SHOWN, filters).hits[:NEAREST]
            missing = absence.why_not(asked, self._library.least.fact)
            return Answer(query, asked.question.kind, False, missing, nearest=nearest)
        instead = phrases.newest_instead(asked.question.english, late) if late else ""
        return Answer(query, kind, True, instead + summary, tuple(shown))

    def _shown(self, asked: Scene, filters: Filters, today: date) -> tuple[AnswerKind, Shown]:
        """What the kind of question asks for; failing that, the sentence that answers it."""
        library, kind = self._library, asked.question.kind
        shown: Shown = ([], "")
        parts = compound.parts(asked.question.text, english=asked.question.english)
        found = documents.asked_for(library, asked, filters, today)
        if found[0]:
            return "list", found
        if parts and kind in ("fact", "passages"):
            return "fact", self._of_parts(parts, asked, filters, today)
        sides = comparison.sides(asked.question.text) if kind in ("fact", "passages") else ()
        if sides:
            kind, shown = "fact", facts.compared(library, asked, sides, filters, today)
        elif asked.question.of_document:
            shown = frame.of_document(library, asked)
        elif kind == "assignments":
            shown = several.assigned(library, asked, today)
            if not shown[0] and asked.asked and asked.asked.final:
                return kind, shown
        elif kind == "list":
            shown = several.listed(library, asked)
        elif kind == "passages":
            shown = several.passages(library, asked)
        if shown[0] or kind == "passages":
            return kind, shown
        return ("list" if kind == "list" else "fact"), facts.fact(library, asked)

    def _of_parts(self, parts: Sequence[Side], asked: Scene, filters: Filters, today: date) -> Shown:
        """The answer to each question of a sentence, and which of them the documents leave open."""
        shown: list[AnswerItem] = []
        summaries: list[str] = []
        unanswered: list[str] = []
        for part in parts:
            _, (found, summary) = self._shown(
                scene.of(self._library, part.text, filters, today), filters, today
            )
            shown = items.merged(shown, found)
            (summaries if found else unanswered).append(summary if found else part.name)
        english = asked.question.english
        if not shown:
            return [], ""
        return shown, " ".join([*dict.fromkeys(summaries), *phrases.unanswered(english, unanswered)])
