"""The same text in several documents, shown once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kb.model import Span
from kb.quotes import Section
from kb.terms import folded_terms

ALIKE = 0.85  # of the word pairs of two quotes


class Found(NamedTuple):
    """A section and what to quote of it."""

    section: Section
    span: Span
    score: float

    @property
    def quote(self) -> str:
        return self.section.parsed.text[slice(*self.span)]


def alike(found: Sequence[Found]) -> list[list[Found]]:
    """Near-identical quotes of different documents as one group, the newest first."""
    groups: list[tuple[frozenset[str], list[Found]]] = []
    for one in found:
        pairs = frozenset(term for term in folded_terms(one.quote) if " " in term)
        for theirs, group in groups:
            if _same(pairs, theirs) and all(_document(one) != _document(other) for other in group):
                group.append(one)
                break
        else:
            groups.append((pairs, [one]))
    return [sorted(group, key=_age) for _, group in groups]


def _same(pairs: frozenset[str], others: frozenset[str]) -> bool:
    fewer, more = sorted((len(pairs), len(others)))
    if not fewer or fewer < ALIKE * more:  # spares comparing most
        return False
    return len(pairs & others) >= ALIKE * len(pairs | others)


def _document(found: Found) -> str:
    return found.section.parsed.document.id


def _age(found: Found) -> int:
    issued = found.section.parsed.document.issued_date
    return -issued.toordinal() if issued else 0
