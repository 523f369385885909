"""What speaks for a document besides the words of its passages: its number, its period, who signed it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kb.model import Document
from kb.numbers import DocumentNumber
from kb.periods import Period, periods

NAMED = 2.0  # the document asked for by its number comes first,
CITED = 1.0  # then passages that cite it: both are more than any fused score
SAME_PERIOD = 0.1  # a document whose subject names the period asked about
IN_PERIOD = 0.05  # one issued within it or soon after, when it is reported on
SOON = 45  # days
SIGNED = 0.15

Floats = NDArray[np.float32]


class Preferences:
    """Over the documents of one generation, in their order."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._issued = np.array(
            [d.issued_date.toordinal() if d.issued_date else 0 for d in documents], np.int64
        )
        self._by_number: defaultdict[str, list[int]] = defaultdict(list)
        self._by_signer: defaultdict[str, list[int]] = defaultdict(list)
        self._by_period: defaultdict[tuple[date | None, date | None], list[int]] = defaultdict(list)
        for at, document in enumerate(documents):
            self._by_number[document.code_number.lstrip("0")].append(at)
            self._by_signer[document.full_name].append(at)
            for period in periods(document.subject):
                self._by_period[period.start, period.end].append(at)

    def scores(
        self, numbers: Sequence[DocumentNumber], period: Period | None, signers: Sequence[str]
    ) -> Floats:
        """What to add to the score of each document's passages for a question, shape (documents,)."""
        scores = np.zeros(len(self._documents), np.float32)
        if period:
            first = period.start.toordinal() if period.start else 1
            last = period.end.toordinal() if period.end else date.max.toordinal()
            scores[(self._issued >= first) & (self._issued <= last + SOON)] = IN_PERIOD
            scores[self._by_period.get((period.start, period.end), [])] = SAME_PERIOD
        for name in signers:
            scores[self._by_signer.get(name, [])] += SIGNED
        for number in numbers:
            named = (at for at in self._by_number.get(number.number, ()) if number.names(self._documents[at]))
            scores[list(named)] += NAMED
        return scores
