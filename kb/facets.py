"""How many of the sections that match are of each type, issuer, year and unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kb.model import Document, Facets
from kb.store import Places

MOST_UNITS = 12

Rows = NDArray[np.int64]


class FacetCounter:
    """Of one snapshot; what a query costs is one look at each pair of a unit and a section.

    `document_of` (places in `documents`) and `section_of` are by row, shape (rows,); `unit_rows` are the rows
    that speak of a unit, at least one, by its id.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        document_of: Places,
        section_of: Places,
        unit_rows: Iterable[tuple[str, Rows]],
    ) -> None:
        self._documents = documents
        self._document_of, self._section_of = document_of, section_of
        self._sections = int(section_of.max(initial=-1)) + 1
        by_unit = {unit: np.unique(section_of[rows]) for unit, rows in unit_rows}
        self._units = tuple(by_unit)
        self._unit_sections = np.concatenate([np.empty(0, np.intp), *by_unit.values()])
        self._unit_starts = np.cumsum([0, *map(len, by_unit.values())])[:-1]

    def count(self, matching: Rows) -> Facets:
        """Most frequent first; the nameless are not counted, and of the units only the first are told."""
        sections, firsts = np.unique(self._section_of[matching], return_index=True)
        documents = [self._documents[at] for at in self._document_of[matching[firsts]]]
        return Facets(
            type=_sorted(Counter(d.type_name for d in documents)),
            organ=_sorted(Counter(d.organ_name for d in documents)),
            year=_sorted(Counter(str(d.issued_date.year) for d in documents if d.issued_date)),
            unit=self._of_units(sections),
        )

    def _of_units(self, sections: Places) -> dict[str, int]:
        if not self._units:
            return {}
        matching = np.zeros(self._sections, np.bool_)
        matching[sections] = True
        counts = np.add.reduceat(matching.take(self._unit_sections), self._unit_starts, dtype=np.int64)
        first = np.argsort(-counts, kind="stable")[:MOST_UNITS]
        return {self._units[at]: int(counts[at]) for at in first if counts[at]}


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    named = ((name, count) for name, count in counts.items() if name)
    return dict(sorted(named, key=lambda item: (-item[1], item[0])))
