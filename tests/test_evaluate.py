import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from kb.errors import NotFoundError, UsageError
from kb.evaluate import comparable, evaluate, read_questions, render
from kb.model import (
    Answer,
    AnswerItem,
    Citation,
    Details,
    Document,
    Facets,
    Hit,
    ParsedDocument,
    Query,
    SearchResult,
)

TEXT = "Cấp **76** giấy phép xây dựng. Kiểm tra 81 công trình."
QUERY = Query("?", "?")


def citation(start: int, end: int, text: str = TEXT) -> Citation:
    return Citation("d1", "Báo cáo", "s", (), None, start, end, text[start:end], "/documents/d1")


class Fake:
    """Answers every question with the same citations, one item each."""

    def __init__(self, citations: Sequence[Citation], *, found: bool = True) -> None:
        items = tuple(AnswerItem(c.quote, (c,)) for c in citations)
        self.answers = Answer(QUERY, "fact", found, "", items)
        self.hits = tuple(Hit(i, 1.0, Document("d1"), c) for i, c in enumerate(citations, 1))

    def answer(self, text: str) -> Answer:
        if text == "raise":
            raise NotFoundError("There is no unit.")
        return self.answers

    def search(self, text: str, k: int = 10) -> SearchResult:
        return SearchResult(QUERY, len(self.hits), self.hits[:k], Facets())

    def documents(self) -> tuple[Document, ...]:
        return (Document("d1", source="sub/2020-06_bao-cao.txt"),)

    def parsed(self, document_id: str) -> ParsedDocument:
        return ParsedDocument(Document(document_id), Details(), TEXT, (), (), ())


def ask(kb: Fake, kind: str, *quotes: str, question: str = "?") -> str:
    expect = [{"document": "2020-06_bao-cao", "quote": quote} for quote in quotes]
    return (
        evaluate([{"id": "q", "kind": kind, "question": question, "expect": expect}], kb).results[0].problem
    )


def test_quotes_compare_without_case_markdown_and_blanks() -> None:
    assert comparable("**Cấp**  76\nGIẤY phép<sup>1</sup>") == "cấp 76 giấy phép1"
    assert ask(Fake([citation(0, 30)]), "fact", "cấp 76 giấy phép xây dựng") == ""


def test_every_expected_quote_must_be_cited_from_its_document() -> None:
    assert "81 công trình" in ask(Fake([citation(0, 30)]), "list", "cấp 76", "81 công trình")
    elsewhere = evaluate(
        [{"kind": "fact", "question": "?", "expect": [{"document": "other", "quote": "cấp 76"}]}],
        Fake([citation(0, 30)]),
    )
    assert elsewhere.failures


def test_a_quote_must_lie_inside_one_citation() -> None:
    assert ask(Fake([citation(0, 10), citation(10, 30)]), "fact", "cấp 76 giấy phép xây dựng")


def test_an_answer_is_not_a_dump() -> None:
    assert "9 quotes" in ask(Fake([citation(0, 30)] * 9), "fact", "cấp 76")
    assert ask(Fake([citation(0, 30)] * 9), "list", "cấp 76") == ""
    long = TEXT * 40
    kb = Fake([citation(0, 2_001, long)])
    assert "2001 characters" in ask(kb, "list", "cấp 76")


def test_absent_passes_only_when_nothing_is_found() -> None:
    assert ask(Fake([], found=False), "absent") == ""
    assert ask(Fake([citation(0, 30)]), "absent")
    assert ask(Fake([], found=False), "fact", "cấp 76") == "not found"


def test_a_passage_counts_among_the_first_three_hits() -> None:
    others = [citation(31, 40)] * 3
    assert ask(Fake([*others[:2], citation(0, 30)]), "passage", "cấp 76") == ""
    assert ask(Fake([*others, citation(0, 30)]), "passage", "cấp 76")


def test_a_quote_that_is_not_the_text_at_its_offsets_fails() -> None:
    wrong = Citation("d1", "", "s", (), None, 1, 31, TEXT[:30], "")
    assert "offsets" in ask(Fake([wrong]), "fact", "cấp 76")


def test_an_error_fails_its_question_and_the_rest_go_on() -> None:
    assert ask(Fake([citation(0, 30)]), "fact", "cấp 76", question="raise") == "There is no unit."


def test_the_table_shows_scores_and_failures() -> None:
    kb = Fake([citation(0, 30)])
    questions = [
        {
            "id": "a",
            "kind": "fact",
            "question": "?",
            "expect": [{"document": "2020-06_bao-cao", "quote": "cấp 76"}],
        },
        {"id": "b", "kind": "absent", "question": "Gì?", "expect": []},
    ]
    shown = render(evaluate(questions, kb))
    assert "fact           1 of 1" in shown
    assert "all            1 of 2" in shown
    assert "b (absent) Gì?" in shown


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "{}",
        "[1]",
        '{"id": "a", "kind": "poem", "question": "?", "expect": []}',
        '{"id": "a", "kind": "fact", "question": "?", "expect": []}',
        '{"kind": "fact", "question": 1, "expect": [{}]}',
    ],
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    good = json.dumps({"id": "a", "kind": "absent", "question": "?", "expect": []})
    file = tmp_path / "questions.jsonl"
    file.write_text(f"{good}\n\n{line}\n", "utf-8")
    with pytest.raises(UsageError, match="Line 3"):
        read_questions(file)


def test_a_missing_question_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.jsonl"):
        read_questions(tmp_path / "none.jsonl")
