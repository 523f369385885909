"""Retrieval sets in the BEIR layout, cut into passages as `kb index` cuts documents, and their metrics."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from indexer.passages import passages
from kb.errors import UsageError
from kb.model import Details, Document, Leaf, ParsedDocument, Section
from kb.text import fold, nfc

QRELS = ("qrels.tsv", "qrels/test.tsv", "qrels/dev.tsv")
_PARAGRAPH = re.compile(r"[^\n]+\n*|\n+")


@dataclass(frozen=True, slots=True)
class Collection:
    """`owners[i]` is the place in `documents` of the document that passage i is from."""

    documents: list[str]
    passages: list[str]
    owners: list[int]
    questions: dict[str, str]
    english: dict[str, str]
    relevant: Mapping[str, Mapping[str, float]]

    def best_documents(self, rows: Iterable[int]) -> list[str]:
        """Passages best first → documents best first, each by its best passage."""
        return [self.documents[place] for place in dict.fromkeys(self.owners[row] for row in rows)]


def read_collection(folder: Path) -> Collection:
    """Raises UsageError when a file is missing. Questions without a relevant document are left out."""
    corpus = list(_lines(folder / "corpus.jsonl"))
    cut = [(text, place) for place, entry in enumerate(corpus) for text in _cut(entry)]
    relevant = _relevant(folder)
    english = folder / "queries.en.jsonl"
    return Collection(
        documents=[str(entry["_id"]) for entry in corpus],
        passages=[text for text, _ in cut],
        owners=[place for _, place in cut],
        questions=_questions(folder / "queries.jsonl", relevant),
        english=_questions(english, relevant) if english.is_file() else {},
        relevant=relevant,
    )


def without_marks(text: str) -> str:
    """As typed on a keyboard without Vietnamese: no diacritics, capitals kept."""
    composed = nfc(text)
    pairs = zip(composed, fold(composed), strict=True)
    return "".join(plain.upper() if char.isupper() else plain for char, plain in pairs)


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over questions, 0–1."""

    ndcg_10: float
    recall_10: float
    recall_100: float
    mrr_10: float
    first: float


def scores_of(found: Iterable[Sequence[str]], relevant: Iterable[Mapping[str, float]]) -> Scores:
    """nDCG as trec_eval and MTEB compute it: gain = grade, discount = log2(rank + 1)."""
    pairs = zip(found, relevant, strict=True)
    return Scores(*np.mean([_score(ids, grades) for ids, grades in pairs], axis=0))


def _score(ids: Sequence[str], grades: Mapping[str, float]) -> tuple[float, ...]:
    gains = [grades.get(document, 0.0) for document in ids[:100]]
    ideal = sorted(grades.values(), reverse=True)
    first = next((rank for rank, gain in enumerate(gains[:10], 1) if gain), math.inf)
    found_10, found_100 = (sum(1 for gain in gains[:k] if gain) for k in (10, 100))
    return (
        _dcg(gains[:10]) / _dcg(ideal[:10]),
        found_10 / len(ideal),
        found_100 / len(ideal),
        1 / first,
        first == 1,
    )


def _dcg(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def _cut(entry: Mapping[str, Any]) -> list[str]:
    """One section of paragraphs under the entry's title; the title alone when there is no text."""
    text, title = nfc(entry.get("text") or ""), nfc(entry.get("title") or "")
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text)]
    parsed = ParsedDocument(
        document=Document(id=str(entry["_id"]), subject=title),
        details=Details(),
        text=text,
        sections=(Section("s", "", 1, "", "", (), 0, len(text)),),
        leaves=tuple(Leaf(start, end, "paragraph", "s") for start, end in paragraphs),
        notes=(),
    )
    return [f"{passage.context}\n{passage.text}" for passage in passages(parsed)] or [title]


def _questions(path: Path, relevant: Mapping[str, object]) -> dict[str, str]:
    return {str(entry["_id"]): entry["text"] for entry in _lines(path) if str(entry["_id"]) in relevant}


def _relevant(folder: Path) -> dict[str, dict[str, float]]:
    """Grades above 0 by question and document. A line is `question document grade` or, as TREC has it,
    `question iteration document grade`; a header is no grade."""
    path = next((folder / name for name in QRELS if (folder / name).is_file()), None)
    if path is None:
        raise UsageError(f"{folder} has none of {', '.join(QRELS)}; a BEIR folder has one of them.")
    grades: dict[str, dict[str, float]] = {}
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        fields = line.split("\t") if "\t" in line else line.split()
        try:
            question, document, grade = fields[0], fields[-2], float(fields[-1])
        except (IndexError, ValueError):
            if line.strip() and number > 1:
                raise UsageError(f"Line {number} of {path} ends with no grade: '{line}'.") from None
            continue
        if grade > 0:
            grades.setdefault(question, {})[document] = grade
    return grades


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise UsageError(f"{path} is missing; a BEIR folder has corpus.jsonl, queries.jsonl and qrels.tsv.")
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())
