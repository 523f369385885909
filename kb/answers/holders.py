"""Who holds an office, as sentences and signatures say: each person once, the newest document first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from kb.answers import offices, origin
from kb.answers.offices import Office
from kb.answers.statements import Statement, Statements
from kb.model import Document, Span
from kb.text import fold

Held = tuple[Document, Span, Span]  # what to quote, and where the name stands, both in the document's text


def find(
    wanted: Office,
    documents: Sequence[Document],
    said: Iterable[Statement],
    statements: Callable[[str], Statements],
) -> list[Held]:
    """The holders named in the sentences `said` and in the signatures of `documents`."""
    ids = {document.id for document in documents}
    found = [
        *_said(wanted, (s for s in said if s.document.id in ids)),
        *_signed(wanted, documents, statements),
    ]
    by_name: dict[str, Held] = {}
    for name, held in sorted(found, key=lambda one: one[1][0].issued_date or date.min, reverse=True):
        by_name.setdefault(name, held)
    return list(by_name.values())


def _said(wanted: Office, said: Iterable[Statement]) -> Iterator[tuple[str, Held]]:
    for statement in said:
        for name, held in offices.holders(statement.text):
            if offices.same(wanted, held, _issuer(statement.document)):
                start = statement.span.start
                place = Span(start + name.start, start + name.end)
                yield statement.text[slice(*name)], (statement.document, statement.span, place)


def _signed(
    wanted: Office, documents: Iterable[Document], statements: Callable[[str], Statements]
) -> Iterator[tuple[str, Held]]:
    for document in documents:
        if not document.full_name or wanted.title not in fold(document.position):
            continue
        office = offices.of_signature(document.position, document.organ_name)
        if office and offices.same(wanted, office, _issuer(document)):
            signer = document.full_name.split(", ")[0]
            for span, name in origin.signature(statements(document.id), signer):
                yield signer, (document, span, name)


def _issuer(document: Document) -> str:
    return f"{document.organ_name} {document.place}"
