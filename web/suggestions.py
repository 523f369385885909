"""Questions worth asking, taken from what the documents hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from kb.commitments import CommitmentFilter
from web.facade import Facade
from web.i18n import Translator

UNITS = 3
DOCUMENTS = 2


@dataclass(frozen=True)
class Suggestion:
    text: str
    url: str


def suggest(kb: Facade, t: Translator) -> tuple[Suggestion, ...]:
    """The units asked for most, then what the newest documents concluded."""
    asked = Counter(unit.name for task in kb.commitments(CommitmentFilter()).items for unit in task.lead)
    questions = [t("suggest.unit", unit=name) for name, _ in asked.most_common(UNITS)]
    questions += [t("suggest.subject", subject=d.subject) for d in kb.documents()[:DOCUMENTS] if d.subject]
    return tuple(Suggestion(text, f"/?{urlencode({'q': text})}") for text in questions)
