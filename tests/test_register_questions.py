"""Questions about the register in its own words, and about the collection itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kb.answers import collection, register

if TYPE_CHECKING:
    from kb.base import KnowledgeBase

TODAY = date(2024, 7, 1)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Việc nào đã quá hạn?", {"overdue"}),
        ("viec nao tre han", {"overdue"}),
        ("what is overdue", {"overdue"}),
        ("Nhiệm vụ nào không có thời hạn?", {"undated"}),
        ("Which tasks have no deadline?", {"undated"}),
        ("nhiem vu nao chua ghi han", {"undated"}),
        ("Liệt kê các thời hạn trong tháng 1/2024", {"deadlines"}),
        ("list all deadlines in January 2024", {"deadlines"}),
        ("Việc nào sắp đến hạn?", {"soon"}),
        ("Ai phải báo cáo hằng tháng?", {"recurring"}),
        ("Who must report every month?", {"recurring"}),
        ("Đơn vị nào phối hợp rà soát quỹ đất?", {"coordinators"}),
        ("Who are the coordinators of the review?", {"coordinators"}),
        ("Hạn chế của công tác thu ngân sách là gì?", set()),
        ("Sở Tài chính phối hợp làm gì?", set()),
    ],
)
def test_the_register_is_asked_in_its_own_words(question: str, asked: set[str]) -> None:
    terms = register.read(question)
    states = ("overdue", "undated", "deadlines", "soon", "recurring", "coordinators")
    assert {state for state in states if getattr(terms, state)} == asked


@pytest.mark.parametrize(
    ("question", "due", "others"),
    [
        # from whichever year; the deadline of that very day is not over yet
        ("Việc nào đã quá hạn tính đến 15/01/2024?", ["2023-01-15", "2023-01-20"], "2024-01-15"),
        ("What tasks were overdue on 16 January 2024?", ["2023-01-15", "2024-01-15"], "2024-01-31"),
        ("viec nao phai xong truoc ngay 31/3/2024", ["2023-01-20", "2024-02-29", "2024-03-31"], "2024-06-30"),
        ("What must be finished before 31 March 2024?", ["2023-01-20", "2024-03-31"], "2024-06-30"),
        ("list all deadlines in January 2024", ["2024-01-15", "2024-01-31"], "2024-02-29"),
        ("Các việc đến hạn trong tháng 2/2024", ["2024-02-29"], "2024-01-31"),
    ],
)
def test_tasks_by_when_they_fall_due(
    built: KnowledgeBase, question: str, due: list[str], others: str
) -> None:
    answer = built.answer(question, today=TODAY)
    found = {str(item.commitment.due_date) for item in answer.items if item.commitment}
    assert answer.kind == "assignments"
    assert set(due) <= found
    assert others not in found


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Ai phải báo cáo hằng tháng?", "định kỳ hàng tháng báo cáo UBND thành phố"),
        ("Who are the coordinators of the review of post office land?", "Bưu điện tỉnh"),
        ("Sở nào phải trình UBND tỉnh trong tháng 2/2024?", "trong tháng 02/2024"),
        ("nhiem vu cua So Nong nghiep ve rung san xuat", "Giao Sở Nông nghiệp và Phát triển nông thôn"),
        ("Việc của Sở Nông nghiệp và PTNT", "Giao Sở Nông nghiệp và Phát triển nông thôn"),
    ],
)
def test_one_task_is_asked_for(built: KnowledgeBase, question: str, quoted: str) -> None:
    quotes = [item.citations[0].quote for item in built.answer(question, today=TODAY).items]
    assert any(quoted in quote for quote in quotes)
    assert len(quotes) <= 2


def test_coordinators_are_in_bold(built: KnowledgeBase) -> None:
    (item,) = built.answer("Đơn vị nào phối hợp rà soát quỹ đất các điểm bưu điện xã?").items
    assert [item.text[start:end] for start, end in item.emphasis] == [
        "UBND các huyện, thành phố",
        "Bưu điện tỉnh",
    ]


def test_tasks_by_who_told_whom(built: KnowledgeBase) -> None:
    items = built.answer("UBND tỉnh giao gì cho thành phố Lạng Sơn?", today=TODAY).items
    tasks = [item.commitment for item in items if item.commitment]
    assert len(tasks) == len(items) > 8
    assert all("tỉnh" in task.assigner for task in tasks)
    assert [unit.id for unit in tasks[0].lead] == ["ubnd-thanh-pho"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Nhiệm vụ nào quá hạn tính đến ngày 01/5/2020?", "nhiệm vụ nào quá hạn tính đến 01/05/2020"),
        ("Which tasks were overdue as of 1 May 2020?", "no task overdue as of 1 May 2020"),
        ("Sở nào phải trình UBND tỉnh trong quý III/2024?", "quý III/2024 giao cho sở nào"),
        ("Những việc phải làm hằng quý", "phải làm hằng quý"),
        ("Công việc của Hội Phụ nữ", "giao cho Hội Phụ nữ"),
    ],
)
def test_an_empty_register_is_said_as_such(built: KnowledgeBase, question: str, said: str) -> None:
    answer = built.answer(question, today=TODAY)
    assert not answer.found
    assert said in answer.summary


def test_the_note_tells_the_day_a_state_is_asked_of(built: KnowledgeBase) -> None:
    notes = built.answer("Việc nào quá hạn tính đến 05/02/2025?").query.notes
    assert "thời gian: tính đến ngày 05/02/2025" in notes


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Văn bản mới nhất là văn bản nào?", ("newest", "van ban", "")),
        ("What is the most recent report?", ("newest", "report", "")),
        ("thong bao cu nhat", ("oldest", "thong bao", "")),
        ("Có bao nhiêu văn bản trong kho?", ("all", "van ban", "")),
        ("How many documents were issued in 2024?", ("all", "document", "")),
        ("Những văn bản nào nói về nông thôn mới?", ("all", "van ban", "nông thôn mới")),
        ("van ban nao de cap den chuyen doi so", ("all", "van ban", "chuyen doi so")),
        ("Chợ đêm được nhắc đến trong những văn bản nào?", ("all", "van ban", "Chợ đêm")),
        ("Which documents mention smuggling?", ("all", "document", "smuggling")),
        ("In which reports is smuggling mentioned?", ("all", "report", "smuggling")),
        ("Theo báo cáo mới nhất, doanh thu du lịch là bao nhiêu?", None),
        ("Báo cáo về du lịch nêu doanh thu bao nhiêu?", None),
        ("Các văn bản về du lịch nêu những hạn chế gì?", None),
        ("UBND thành phố ban hành bao nhiêu quyết định thu hồi đất?", None),
        ("Số lượng hồ sơ đã giải quyết?", None),
    ],
)
def test_the_collection_is_asked_about(question: str, asked: tuple[str, str, str] | None) -> None:
    found = collection.read(question, [])
    assert (found and (found.which, found.paper, found.topic)) == asked


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("Văn bản mới nhất là văn bản nào?", ["21 tháng 6 năm 2024"]),
        ("van ban cu nhat", ["tháng 5 năm 2020"]),
        ("Latest report", ["15 tháng 3 năm 2024"]),
        ("How many reports are there?", ["15 tháng 3 năm 2024", "tháng 6 năm 2020"]),
        ("Có những văn bản nào của UBND tỉnh?", ["tháng 01 năm 2024", "tháng 5 năm 2020"]),
        ("Danh sách các văn bản năm 2020", ["tháng 6 năm 2020", "tháng 5 năm 2020"]),
        ("Which documents mention smuggling?", ["15 tháng 3 năm 2024"]),
    ],
)
def test_documents_are_answers(built: KnowledgeBase, question: str, labels: list[str]) -> None:
    cited = [item.citations[0].label for item in built.answer(question).items]
    assert len(cited) == len(labels)
    assert all(label in each for label, each in zip(labels, cited, strict=True))


def test_documents_on_a_topic_are_quoted_where_they_speak_of_it(built: KnowledgeBase) -> None:
    items = built.answer("Những văn bản nào nói về nông thôn mới?").items
    assert len({item.citations[0].document_id for item in items}) == len(items) >= 3
    assert all("nông thôn mới" in item.text.lower() or "NTM" in item.text for item in items)


@pytest.mark.parametrize("topic", ["trí tuệ nhân tạo", "bầu cử", "xuất khẩu lao động", "rockets"])
def test_no_document_speaks_of_what_none_says(built: KnowledgeBase, topic: str) -> None:
    asked = f"Which documents mention {topic}?" if topic.isascii() else f"Văn bản nào nói về {topic}?"
    assert not built.answer(asked).found
