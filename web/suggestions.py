"""Questions and subjects worth asking for, taken from what the documents hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from kb.commitments import CommitmentFilter
from web.facade import Facade
from web.i18n import Translator

UNITS = 4


@dataclass(frozen=True)
class Suggestion:
    text: str
    url: str


def questions(kb: Facade, t: Translator) -> tuple[Suggestion, ...]:
    """What was asked of the units that are asked for most; groups such as "all departments" say little."""
    tasks = kb.commitments(CommitmentFilter()).items
    asked = Counter(unit.name for task in tasks for unit in task.lead if not unit.members)
    texts = [t("suggest.unit", unit=name) for name, _ in asked.most_common(UNITS)]
    return tuple(_link("/", text) for text in texts)


def subjects(kb: Facade, path: str, most: int) -> tuple[Suggestion, ...]:
    """What several documents speak of, as links to a search or a timeline."""
    return tuple(_link(path, subject[0].upper() + subject[1:]) for subject in kb.subjects()[:most])


def _link(path: str, text: str) -> Suggestion:
    return Suggestion(text, f"{path}?{urlencode({'q': text})}")
