"""Questions and subjects worth asking for, taken from what the documents hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from kb.commitments import CommitmentFilter
from kb.text import normalize
from web.collation import key
from web.facade import Facade
from web.i18n import Translator

UNITS = 4
NEWEST = 10  # documents read for subjects
LONGEST = 40  # characters of a subject
FEWEST_SYLLABLES = 3
LEAD_IN = re.compile(r"^(?:(?:lĩnh vực|công tác|về|đối với)\s+)+", re.IGNORECASE)
VAGUE = re.compile(r"(?:những|các|một số)\s", re.IGNORECASE)


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
    """What several of the newest documents name in headings, as links to a search or a timeline."""
    seen: dict[str, tuple[str, set[str]]] = {}
    for subject, document_id in _subjects(kb):
        seen.setdefault(normalize(subject), (subject, set()))[1].add(document_id)
    shared = sorted((-len(ids), key(subject), subject) for subject, ids in seen.values() if len(ids) > 1)
    return tuple(_link(path, subject) for _, _, subject in shared[:most])


def _subjects(kb: Facade) -> Iterator[tuple[str, str]]:
    """The parts of headings that list several, without the "lĩnh vực" or "công tác" before them."""
    for document in kb.documents()[:NEWEST]:
        for section in kb.parsed(document.id).sections:
            for part in section.heading.split(","):
                subject = LEAD_IN.sub("", part.strip(" .:;"))
                if _telling(subject):
                    shown = subject.lower() if subject.isupper() else subject
                    yield shown[0].upper() + shown[1:], document.id


def _telling(subject: str) -> bool:
    fits = len(subject) <= LONGEST and len(subject.split()) >= FEWEST_SYLLABLES
    return fits and not VAGUE.match(subject)


def _link(path: str, text: str) -> Suggestion:
    return Suggestion(text, f"{path}?{urlencode({'q': text})}")
