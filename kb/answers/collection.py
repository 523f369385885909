"""Questions about the collection itself: its newest document, how many there are, which speak of a topic.

Read from folded text, so that it makes no difference whether the question carries diacritics.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kb.model import Span
from kb.numbers import NAMES
from kb.periods import periods
from kb.text import fold

Which = Literal["newest", "oldest", "all"]

PAPERS = "|".join(sorted((*NAMES, "tai lieu"), key=len, reverse=True))
PAPER = rf"\b(?P<paper>{PAPERS})s?\b"
ENGLISH_PAPER = rf"\b(?P<english>{PAPERS})s?\b"
# What may stand before the documents asked for: "trong kho có những … nào", "show me all the …".
LEAD = (
    r"^(?:(?:trong|kho|he thong|hien|hay|xin|cho|toi|biet|xem|tim|kiem|liet ke|danh sach|tat ca|moi|nhung|cac"
    r"|co|bao nhieu|may|show|me|list|find|give|name|all|the|any|are|is|there|what|which|in|how many|do|you"
    r"|have|we)\s+)*"
)
# Asks for documents, not for what they say.
OF_DOCUMENTS = re.compile(
    r"\b(?:nao|nhung|cac|liet ke|danh sach|tim|tat ca|moi|bao nhieu|may|which|list|find|show|all|any|how many"
    r"|what)\b"
    r"|^(?:van ban|tai lieu|documents)\b"
)
SPEAKS = (
    r"(?:\s+(?:nao|co|da|duoc|trong kho|that|which|there|are|is|was|were))*\s+"
    r"(?:(?:noi|de cap|nhac|ban|viet|lien quan)(?:\s+(?:den|toi|ve))+|ve|about|on|mention\w*|discuss\w*"
    r"|cover\w*|concern\w*|(?:speak|talk|tell)\w*\s+(?:of|about)|deal\w*\s+with|(?:refer|relat)\w*\s+to)\s+"
)
ABOUT = re.compile(rf"{LEAD}{PAPER}{SPEAKS}(?P<topic>.+?)(?:\s+(?:khong|chua))?\W*$")
# "Chuyển đổi số được nói đến trong những văn bản nào?"
SPOKEN_OF = re.compile(
    r"^(?P<topic>.+?)\s+(?:duoc\s+)?(?:noi|de cap|nhac)(?:\s+(?:den|toi|ve))*\s+(?:o|trong)\s+"
    rf"(?:nhung\s+|cac\s+)?{PAPER}\s+nao\W*$"
)
MENTIONED = re.compile(
    rf"^in (?:which|what) {PAPER}\s+(?:is|are|was|were)\s+(?P<topic>.+?)\s+(?:mentioned|discussed)\W*$"
)
# A topic that asks is none: "văn bản về du lịch nêu doanh thu bao nhiêu".
ASKS = re.compile(
    r"\b(?:bao nhieu|may|ai|gi|nao|dau|the nao|ra sao|khi nao|vi sao|tai sao|how|what|who|when|where|why)\b"
)
AGED = rf"{PAPER}(?: (?:nao|la|duoc|ban hanh))* (?:%s)\b|\b(?:%s)(?: issued)? {ENGLISH_PAPER}"
CUES: dict[Which, re.Pattern[str]] = {
    "newest": re.compile(AGED % ("(?:moi|gan day|gan) nhat", "newest|latest|most recent(?:ly)?")),
    "oldest": re.compile(AGED % ("(?:cu|som|xa|lau) nhat|dau tien", "oldest|earliest|first")),
    "all": re.compile(
        r"\b(?:bao nhieu|may|so luong|nhung|cac|liet ke|danh sach|tat ca|how many|number of|list|which|what)"
        rf"(?: (?:cac|all|the|of|nhung))* {PAPER}|{ENGLISH_PAPER} nao\b"
    ),
}
# What else stands in a question that asks only for documents as such.
BESIDE = re.compile(
    rf"\b(?:(?:{PAPERS})s?|trong|kho|he thong|hien|nay|co|la|nao|gi|cua|do|duoc|da|ban hanh|phat hanh|nhung"
    r"|cac|liet ke|danh sach|tat ca|cho|toi|biet|tim|ngay|nam|thang|quy|tu|den|truoc|sau|khong"
    r"|the|is|are|was|were|there|in|of|by|from|this|what|which|list|all|we|you|do|does|have|has|show|me|since"
    r"|before|after|collection|corpus|database|index|issued|dated|published)\b"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """`paper` is what the documents are called, folded; `topic` what they are to speak of, if said."""

    which: Which
    paper: str
    topic: str = ""


def read(text: str, units: Sequence[Span]) -> Asked | None:
    """What a question asks of the collection; None when it asks for something else. `units` are where it
    names bodies."""
    said = fold(text)
    for cue in (ABOUT, SPOKEN_OF, MENTIONED):
        about = cue.search(said)
        if not about or ASKS.search(about["topic"]):
            continue
        if cue is not ABOUT or OF_DOCUMENTS.search(said[: about.start("topic")]):
            return Asked("all", about["paper"], text[slice(*about.span("topic"))])
    dated = [period.span for period in periods(text)]
    for which, cue in CUES.items():
        found = cue.search(said)
        if found and not _beside(said, [*units, *dated, Span(*found.span())]):
            return Asked(which, found["paper"] or found["english"])
    return None


def _beside(said: str, spans: Sequence[Span]) -> str:
    """What a question speaks of besides."""
    for start, end in spans:
        said = said[:start] + " " * (end - start) + said[end:]
    return re.sub(r"\W+", "", BESIDE.sub("", said))
