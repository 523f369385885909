"""Promises: what the issuer lays on itself."""

from __future__ import annotations

import re

from indexer.clauses import Order, trimmed
from indexer.deadlines import deadlines
from indexer.organisations import Reader
from kb.model import Document, Span
from kb.text import fold

PROMISE = re.compile(  # folded
    r"\b(?:phan dau|quyet tam|cam ket|(?:du kien|se) (?:hoan thanh|khoi cong|khanh thanh|ban hanh|trinh))\b"
)


def promise(reader: Reader, document: Document, span: Span) -> Order | None:
    """What the issuer sets itself to finish by a date still to come."""
    folded = fold(reader.text[span.start : span.end])
    issuer = reader.issuer
    promised = PROMISE.search(folded)
    if promised is None or issuer is None:
        return None
    start = span.start + promised.start()
    clause = re.compile(r";|\.$").search(reader.text, start, span.end)
    end = clause.start() if clause else span.end
    issued = document.issued_date
    dated = [
        d for d in deadlines(reader.text, issued, start, end) if d.due and (not issued or d.due >= issued)
    ]
    if not dated:
        return None
    return Order(span, Span(start, trimmed(reader.text, start, end)), (issuer,), (), "", ("promise",))
