"""Which cell of a table's row is asked for: that under the column head which says what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.answers.counting import names
from kb.answers.question import Question
from kb.model import Span
from kb.text import fold

FIGURE = re.compile(r"\s*(?P<figure>\d[\d.,]*(?:\s*%)?)\s*")
ORDINAL = re.compile(r"(?:s?tt|so tt|so thu tu)\W*")
WORD = re.compile(r"[^\W_]+")


def cells(row: str, columns: str, question: Question) -> tuple[Span, ...]:
    """The figure of `row` asked for, `columns` being the heads of its table; none when no column is told
    from the others."""
    heads = [fold(head).strip() for _, head in _cut(columns)]
    figures = [(span, FIGURE.fullmatch(cell)) for span, cell in _cut(row)]
    if question.wants != "number" or len(heads) != len(figures):
        return ()
    asked = set(WORD.findall(fold(question.text)))
    nouns = [noun for measure in question.measures for noun in measure.nouns] or list(question.units)
    found = [
        (len(asked.intersection(WORD.findall(head))), Span(span.start + m.start(1), span.start + m.end(1)))
        for head, (span, m) in zip(heads, figures, strict=True)
        if m and not ORDINAL.fullmatch(head) and (not nouns or any(names(head, noun) for noun in nouns))
    ]
    most = max((said for said, _ in found), default=0)
    best = tuple(span for said, span in found if said == most)
    return best if len(best) == 1 else ()


def _cut(row: str) -> Iterator[tuple[Span, str]]:
    start = 0
    for cell in re.split(r"[|\t]", row):
        yield Span(start, start + len(cell)), cell
        start += len(cell) + 1
