"""What is asked about a document itself: who signed it, when it was issued, its number, what is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from kb.answers.question import Question, Value
from kb.answers.statements import Statement, Statements, about
from kb.answers.timing import fits, issued, stated
from kb.answers.values import values
from kb.answers.wording import Wording
from kb.model import Document, Span
from kb.text import fold

# Words that ask for the origin; the others say which document is meant.
CUES = re.compile(
    r"\b(?:người ký|ký|được ban hành|ban hành|số hiệu|tóm tắt|nội dung|chính|nói|quy định|về|việc|gồm|mục"
    r"|phần|nơi nhận|nơi|gửi|chuyển|đến|tới|đơn vị|cơ quan|signed|issued|by|summar\w+|about|say|sent"
    r"|recipients)\b",
    re.IGNORECASE,
)
# What a question may ask beside: "ban hành ngày nào, ai ký". Folded.
BESIDE: dict[Value, re.Pattern[str]] = {
    "issued": re.compile(r"\b(?:ngay nao|khi nao|bao gio|when)\b"),
    "person": re.compile(r"\bai (?:la nguoi )?ky\b|\bwho signed\b"),
}
DATED = ("date", "issued", "reference")
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
AUTHORITY = re.compile(r"\W*(?:TM|KT|TL|TUQ|Q|T/M|CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC)\b")
MOST_HEADINGS = 12
SIGNATURE_LINES = 5  # before the name


def documents_meant(question: Question, wording: Wording, documents: Iterable[Document]) -> list[Document]:
    """Those whose subject and label say best what the question calls the document."""
    said = fold(question.text)
    kinds = [kind for kind in TYPES if kind in said]
    shares = {
        document.id: (wording.coverage([(f"{about(document)} {document.position}", 1.0)]), document)
        for document in documents
        if (not kinds or fold(document.type_name) in kinds)
        and (not question.periods or fits(question.periods, [stated(document.subject), issued(document)]))
    }
    best = max((share for share, _ in shares.values()), default=0.0)
    return [document for share, document in shares.values() if share == best and best >= MEANT]


def find(
    question: Question, meant: Sequence[Document], statements: Callable[[str], Statements]
) -> list[tuple[Document, Span, Span]]:
    """What each document says of it: what to quote, and where in the document the value stands."""
    found = []
    for document in meant:
        for asked in _asked(question):
            said = list(_said(asked, document, statements(document.id)))
            found += [(document, *spans) for spans in (said[:1] if asked.wants in DATED else said)]
    return found


def _asked(question: Question) -> list[Question]:
    """The question, and what it asks beside as one of its own."""
    said = fold(question.text)
    dated = question.wants in DATED
    beside = [wants for wants, cue in BESIDE.items() if cue.search(said) and (wants == "person" or not dated)]
    return [question, *(replace(question, wants=wants) for wants in beside if wants != question.wants)]


def _said(question: Question, document: Document, of_document: Statements) -> Iterator[tuple[Span, Span]]:
    if question.wants == "person" and document.full_name:
        for name in document.full_name.split(", "):
            yield from islice(signature(of_document, name), 1)
    elif question.wants == "recipients":
        yield from ((whole, whole) for whole in _joined(of_document.of_kind("recipients")))
    elif question.wants == "contents":
        title = _joined(_title(document, of_document))
        yield from chain(((whole, whole) for whole in title), _headings(of_document))
    elif question.wants in DATED:
        for statement in of_document.of_kind("letterhead"):
            start = statement.span.start
            for value in values(statement.text, question)[:1]:
                yield statement.span, Span(start + value.start, start + value.end)


def title(document: Document, of_document: Statements) -> Span:
    """Where its subject stands; without one, its first sentence."""
    first = (statement.span for statement in of_document)
    return next(chain(_joined(_title(document, of_document)), first), Span(0, 0))


def _title(document: Document, of_document: Statements) -> list[Statement]:
    subject = " ".join(document.subject.split())
    lines = ((line, " ".join(line.text.split())) for line in of_document.of_kind("letterhead"))
    return [line for line, text in lines if text in subject or (subject and subject in text)]


def _joined(lines: Sequence[Statement]) -> Iterator[Span]:
    if lines:
        yield Span(lines[0].span.start, lines[-1].span.end)


def _headings(of_document: Statements) -> Iterator[tuple[Span, Span]]:
    """Those of the highest level that has several."""
    headings = [s for s in of_document.of_kind("heading") if s.path]
    for depth in sorted({len(s.path) for s in headings}):
        here = [s.span for s in headings if len(s.path) == depth]
        if len(here) > 1:
            yield from ((span, span) for span in here[:MOST_HEADINGS])
            return


def signature(of_document: Statements, name: str) -> Iterator[tuple[Span, Span]]:
    """The lines from the authority signed under ("TM. …") to the name, and the name."""
    lines = of_document.of_kind("signature")
    for at, line in enumerate(lines):
        found = line.text.find(name)
        if found >= 0:
            first = next(
                (x for x in lines[max(at - SIGNATURE_LINES, 0) : at] if AUTHORITY.match(x.text)), line
            )
            start = line.span.start + found
            yield Span(first.span.start, line.span.end), Span(start, start + len(name))
