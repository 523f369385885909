"""What is asked about a document itself: who signed it, when it was issued, its number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from kb.answers.question import Question
from kb.answers.selection import of_document
from kb.answers.statements import Statement
from kb.answers.timing import fits, issued, stated
from kb.answers.values import values
from kb.answers.wording import Wording
from kb.model import Document, Span
from kb.text import fold

# Words that ask for the origin; the others say which document is meant.
CUES = re.compile(r"\b(?:người ký|ký|được ban hành|ban hành|số hiệu|signed|issued|by)\b", re.IGNORECASE)
MEANT = 0.6  # share of the question that a document must be called by
# A question that names another type of document asks about one that is only cited.
TYPES = (
    "thong bao",
    "bao cao",
    "quyet dinh",
    "nghi quyet",
    "ke hoach",
    "to trinh",
    "chi thi",
    "cong van",
    "giay moi",
)
PLACES = {"person": "signature", "date": "letterhead", "reference": "letterhead"}


def documents_meant(question: Question, wording: Wording, documents: Iterable[Document]) -> list[Document]:
    """Those whose subject and label say best what the question calls the document."""
    said = fold(question.text)
    kinds = [kind for kind in TYPES if kind in said]
    shares = {
        document.id: (wording.coverage([(f"{of_document(document)} {document.position}", 1.0)]), document)
        for document in documents
        if (not kinds or fold(document.type_name) in kinds)
        and (not question.periods or fits(question.periods, [stated(document.subject), issued(document)]))
    }
    best = max((share for share, _ in shares.values()), default=0.0)
    return [document for share, document in shares.values() if share == best and best >= MEANT]


def find(
    question: Question, meant: Sequence[Document], statements: Callable[[str], Sequence[Statement]]
) -> list[tuple[Statement, tuple[Span, ...]]]:
    """The line of each document that says it, with the value asked for."""
    found = []
    for document in meant:
        for statement in statements(document.id):
            if statement.kind != PLACES.get(question.wants):
                continue
            spans = _values(statement, question)
            if spans:
                found.append((statement, spans))
                break
    return found


def _values(statement: Statement, question: Question) -> tuple[Span, ...]:
    if question.wants == "person":
        name = statement.document.full_name
        at = statement.text.find(name) if name else -1
        return (Span(at, at + len(name)),) if at >= 0 else ()
    return tuple(values(statement.text, question)[:1])
