"""`kb eval`: scores answers against question files, one JSON object a line:

{"id", "kind": "fact|list|assignment|passage|absent", "question", "expect": [{"document", "quote"}]}
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from kb.errors import KbError, UsageError, reason
from kb.model import Answer, Citation, Document, ParsedDocument, SearchResult

KINDS = ("fact", "list", "assignment", "passage", "absent")
MAX_FACT_QUOTES = 8
MAX_ITEM_CHARS = 2_000
PASSAGE_HITS = 3
MARKDOWN = re.compile(r"[*_`#]+|</?\w+>")


class Answering(Protocol):
    """The part of KnowledgeBase that is scored."""

    def answer(self, text: str) -> Answer: ...
    def search(self, text: str, k: int = 10) -> SearchResult: ...
    def documents(self) -> tuple[Document, ...]: ...
    def parsed(self, document_id: str) -> ParsedDocument: ...


@dataclass(frozen=True, slots=True)
class Result:
    """`problem` is empty when the question passed; `cited` is what the answer quoted, cut short."""

    id: str
    kind: str
    question: str
    problem: str
    expected: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EvalReport:
    results: tuple[Result, ...]

    @property
    def failures(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.problem)

    def scores(self) -> dict[str, tuple[int, int]]:
        """Passed and asked for each kind, in the order of the contract."""
        asked = {kind: [r for r in self.results if r.kind == kind] for kind in KINDS}
        return {kind: (sum(not r.problem for r in rs), len(rs)) for kind, rs in asked.items() if rs}


def read_questions(path: Path) -> list[dict[str, Any]]:
    """Raises UsageError naming the line that is not a question."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The question file {path} cannot be read ({reason(error)}); name another."
        ) from None
    questions = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = json.loads(line)
            known = question["kind"] in KINDS and isinstance(question["question"], str)
            expect = [(str(e["document"]), str(e["quote"])) for e in question["expect"]]
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"Line {number} of {path} is not a question ({reason(error)}); see 'kb eval --help'."
            ) from None
        if not known or (question["kind"] != "absent" and not expect):
            raise UsageError(
                f"Line {number} of {path} needs a kind of {', '.join(KINDS)} and what to expect."
            )
        questions.append(question)
    return questions


def evaluate(questions: Iterable[Mapping[str, Any]], kb: Answering) -> EvalReport:
    stems = {document.id: Path(document.source).stem for document in kb.documents()}
    return EvalReport(tuple(_score(question, kb, stems) for question in questions))


def _score(question: Mapping[str, Any], kb: Answering, stems: Mapping[str, str]) -> Result:
    kind, text = question["kind"], question["question"]
    expected = tuple((e["document"], e["quote"]) for e in question["expect"])
    try:
        if kind == "passage":
            cited = [hit.citation for hit in kb.search(text, PASSAGE_HITS).hits[:PASSAGE_HITS]]
            problem = _missing(expected, cited, stems)
        else:
            answer = kb.answer(text)
            cited = [citation for item in answer.items for citation in item.citations]
            problem = _judge(kind, answer, expected, cited, stems)
        problem = problem or _inexact(cited, kb)
    except KbError as error:
        cited, problem = [], str(error)
    return Result(
        id=str(question.get("id", "")),
        kind=kind,
        question=text,
        problem=problem,
        expected=tuple(f"{document}: {quote}" for document, quote in expected),
        cited=tuple(f"{stems.get(c.document_id, c.document_id)}: {c.quote[:160]}" for c in cited),
    )


def _judge(
    kind: str,
    answer: Answer,
    expected: Sequence[tuple[str, str]],
    cited: Sequence[Citation],
    stems: Mapping[str, str],
) -> str:
    if kind == "absent":
        return "answered although the corpus does not say" if answer.found else ""
    if kind == "fact" and len(cited) > MAX_FACT_QUOTES:
        return f"{len(cited)} quotes for a fact; at most {MAX_FACT_QUOTES}"
    longest = max((sum(len(c.quote) for c in item.citations) for item in answer.items), default=0)
    if longest > MAX_ITEM_CHARS:
        return f"{longest} characters of quotes for one item; at most {MAX_ITEM_CHARS}"
    if not answer.found:
        return "not found"
    return _missing(expected, cited, stems)


def _missing(expected: Sequence[tuple[str, str]], cited: Sequence[Citation], stems: Mapping[str, str]) -> str:
    quotes = [(stems.get(c.document_id, c.document_id), comparable(c.quote)) for c in cited]
    missing = [
        wanted
        for document, wanted in expected
        if not any(where == document and comparable(wanted) in quote for where, quote in quotes)
    ]
    return f"not cited: {'; '.join(missing)}" if missing else ""


def _inexact(cited: Sequence[Citation], kb: Answering) -> str:
    for citation in cited:
        if kb.parsed(citation.document_id).text[citation.start : citation.end] != citation.quote:
            return f"the quote is not the text at its offsets: {citation.quote[:80]}"
    return ""


def comparable(text: str) -> str:
    """Lower-cased, without markdown marks, white space collapsed."""
    plain = MARKDOWN.sub("", unicodedata.normalize("NFC", text))
    return " ".join(plain.lower().split())


def render(report: EvalReport) -> str:
    lines = [f"{kind:<12}{passed:>4} of {asked}" for kind, (passed, asked) in report.scores().items()]
    lines.append(f"{'all':<12}{len(report.results) - len(report.failures):>4} of {len(report.results)}")
    for result in report.failures:
        lines += ["", f"{result.id} ({result.kind}) {result.question}", f"  {result.problem}"]
        lines += [f"  cited     {quote}" for quote in result.cited[:8]]
    return "\n".join(lines)
