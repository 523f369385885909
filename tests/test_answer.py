"""What an answer promises, over the index of the five documents."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.answers.items import MOST_QUOTED
from kb.evaluate import MAX_FACT_QUOTES, MAX_ITEM_CHARS, evaluate, read_questions, render
from kb.links import fingerprint, locate
from kb.model import Answer, Filters

if TYPE_CHECKING:
    from kb.base import KnowledgeBase

GOLDEN = Path(__file__).parent / "golden"
QUESTIONS = [
    q for name in ("questions_own", "questions_more") for q in read_questions(GOLDEN / f"{name}.jsonl")
]


@pytest.mark.parametrize(
    "name", ["questions", *(path.stem for path in sorted(GOLDEN.glob("questions_[!d]*.jsonl")))]
)
def test_scores_do_not_drop(built: KnowledgeBase, request: pytest.FixtureRequest, name: str) -> None:
    folder = request.getfixturevalue("shared") / "eval" if name == "questions" else GOLDEN
    recorded = json.loads((GOLDEN / "scores.json").read_text("utf-8"))[name]
    report = evaluate(read_questions(folder / f"{name}.jsonl"), built)
    passed = {kind: right for kind, (right, _) in report.scores().items()}
    assert all(passed[kind] >= least for kind, least in recorded.items()), render(report)


@pytest.mark.parametrize("question", QUESTIONS[::3], ids=lambda q: q["id"])
def test_every_citation_is_the_text_and_its_link_finds_it(
    built: KnowledgeBase, question: dict[str, str]
) -> None:
    answer = built.answer(question["question"])
    check(built, answer)


def check(kb: KnowledgeBase, answer: Answer) -> None:
    assert answer.found == bool(answer.items)
    assert answer.summary
    for item in answer.items:
        assert item.citations
        assert sum(len(c.quote) for c in item.citations) <= MAX_ITEM_CHARS
        assert all(0 <= start < end <= len(item.text) for start, end in item.emphasis)
        for citation in item.citations:
            parsed = kb.parsed(citation.document_id)
            assert parsed.text[citation.start : citation.end] == citation.quote
            assert item.text in parsed.text or item.commitment
            assert f"d={fingerprint(citation.quote)}" in citation.url
            found, state = locate(parsed, citation.start, citation.end, fingerprint(citation.quote))
            assert (found.start, found.end, state) == (citation.start, citation.end, "exact")
    if answer.kind == "fact":
        assert sum(len(item.citations) for item in answer.items) <= MAX_FACT_QUOTES


@given(text=st.text(min_size=1, max_size=80).filter(str.strip))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_may_be_asked(built: KnowledgeBase, text: str) -> None:
    check(built, built.answer(text))


def test_a_list_keeps_members_under_the_sentence_that_introduces_them(built: KnowledgeBase) -> None:
    answer = built.answer("Những dự án nào là dự án trọng điểm của tỉnh?")
    assert answer.kind == "list"
    assert answer.items[0].heading
    assert "05 dự án" in answer.items[0].text
    members = [item.text for item in answer.items[1:6]]
    assert "Khu tái định cư và dân cư Nam Nguyễn Đình Chiểu" in members
    assert not any(item.heading for item in answer.items[1:6])
    assert "đã quét 5/5 văn bản" in answer.summary


def test_a_list_tells_what_is_asked_of_its_members(built: KnowledgeBase) -> None:
    answer = built.answer("List the planning projects published")
    assert [item.text for item in answer.items if item.heading] == [
        "Tổ chức công bố công khai các đồ án quy được cấp có thẩm quyền phê duyệt"
    ]


@pytest.mark.parametrize(
    ("question", "member"),
    [
        ("Những dự án nào bị thu hồi đất trong tháng 6/2020?", "Cải tạo Ao Hang Hủ phường Tam Thanh"),
        ("Cơ cấu vốn đầu tư năm 2024 gồm những nguồn nào?", "Vốn ngân sách tỉnh: 31.512 triệu đồng"),
    ],
)
def test_a_list_is_found_without_a_colon_and_by_another_word(
    built: KnowledgeBase, question: str, member: str
) -> None:
    answer = built.answer(question)
    assert answer.kind == "list"
    assert any(item.text.startswith(member) for item in answer.items)


def test_a_list_of_another_kind_of_thing_is_no_answer(built: KnowledgeBase) -> None:
    """Sums of money introduced by a sentence that mentions wards are no wards."""
    answer = built.answer("những xã phường nào đạt nông thôn mới")
    assert any("xã Hoàng Đồng đạt" in item.text for item in answer.items)
    assert not any("triệu đồng" in item.text for item in answer.items)


def test_the_value_asked_for_is_emphasised(built: KnowledgeBase) -> None:
    [item] = built.answer("Tổng lượt khách du lịch quý I/2024 là bao nhiêu?").items
    [(start, end)] = item.emphasis
    assert item.text[start:end].startswith("885.320")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Lễ phát động Tết trồng cây trồng được bao nhiêu cây?", "600 cây"),
        ("how many trees were planted in the spring festival", "600 cây"),
        ("thu ngan sach quy 1 2024 bao nhieu", "113 tỷ đồng"),
        ("Tổng chi ngân sách đến 15/6/2020 là bao nhiêu?", "24.169 triệu đồng"),
        ("How many drug cases were uncovered in June 2020?", "15 vụ"),
        ("Quý I/2024 kiểm soát giết mổ được bao nhiêu con lợn?", "12.167 con lợn"),
        ("Tai nạn giao thông quý I/2024 làm bao nhiêu người bị thương?", "10 người"),
        ("Số hồ sơ TTHC trả quá hạn quý I/2024", "09 hồ sơ TTHC"),
        ("Tổng số người bị thương trong các vụ phạm pháp hình sự tháng 6/2020", "06 người"),
        ("Phòng Tài chính - Kế hoạch trình bao nhiêu báo cáo, tờ trình và nghị quyết?", "05 Tờ trình"),
        ("Kết luận thanh tra Phòng Văn hóa - Thông tin số mấy?", "số 05/KL-TTr"),
        ("Luật Đất đai 2024 có hiệu lực khi nào?", "01/01/2025"),
        ("Trường nào được nhận Huân chương Lao động?", "Trường THCS Hoàng Văn Thụ"),
    ],
)
def test_only_a_number_of_what_is_counted_is_emphasised(
    built: KnowledgeBase, question: str, value: str
) -> None:
    answer = built.answer(question)
    assert value in {item.text[start:end] for item in answer.items for start, end in item.emphasis}


def test_a_name_is_no_answer_to_what_is_not_said_of_it(built: KnowledgeBase) -> None:
    assert not built.answer("Đồng chí Nguyễn Văn Hạnh sinh năm nào?").found
    assert not built.answer("Tổng mức đầu tư cao tốc Hữu Nghị - Chi Lăng là bao nhiêu?").found


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        ("Ai là Chủ tịch UBND thành phố Lạng Sơn?", "Nguyễn Văn Hạnh"),
        ("Tính đến ngày 01/01/2021, ai là Chủ tịch UBND thành phố?", "Lê Trí Thức"),
        ("Chánh Văn phòng UBND tỉnh là ai?", "Phạm Hùng Trường"),
    ],
)
def test_the_newest_holder_of_an_office_comes_first(built: KnowledgeBase, question: str, holder: str) -> None:
    item = built.answer(question).items[0]
    assert [item.text[start:end] for start, end in item.emphasis] == [holder]


@pytest.mark.parametrize(
    "office", ["Giám đốc Công an tỉnh", "Bí thư Thành ủy", "Chủ tịch UBND thành phố Cao Bằng"]
)
def test_an_office_no_document_fills_has_no_holder(built: KnowledgeBase, office: str) -> None:
    assert not built.answer(f"Ai là {office}?").found


def test_accents_short_forms_and_english_ask_the_same(built: KnowledgeBase) -> None:
    asked = (
        "Trung tâm phát triển quỹ đất được giao nhiệm vụ gì?",
        "trung tam phat trien quy dat duoc giao nhiem vu gi",
        "Trung tâm PTQĐ được giao nhiệm vụ gì?",
        "what was assigned to the Land Fund Center",
    )
    answers = [built.answer(text) for text in asked]
    assert {answer.kind for answer in answers} == {"assignments"}
    quotes = [{c.quote for item in answer.items for c in item.citations} for answer in answers]
    assert all(found == quotes[0] for found in quotes)


def test_tasks_laid_on_the_unit_itself_come_before_those_of_its_groups(built: KnowledgeBase) -> None:
    answer = built.answer("Sở Tài nguyên và Môi trường được giao việc gì?")
    assert not answer.items[0].note
    notes = [bool(item.note) for item in answer.items]
    assert notes == sorted(notes)
    assert any("qua nhóm" in item.note for item in answer.items)


def test_what_is_due_in_a_period_comes_from_the_register(built: KnowledgeBase) -> None:
    answer = built.answer("Những nhiệm vụ nào có thời hạn trong tháng 02/2024?")
    due = [item.commitment.due_date for item in answer.items if item.commitment]
    assert due
    assert all(day and date(2024, 2, 1) <= day <= date(2024, 2, 29) for day in due)


@pytest.mark.parametrize(
    ("question", "task"),
    [
        ("Việc gì phải hoàn thành trước ngày 31/3/2024?", "khẩn trương triển khai xây dựng vị trí việc làm"),
        ("Ai phải báo cáo UBND tỉnh trong tháng 02/2024?", "rà soát quỹ đất các điểm bưu điện xã"),
        (
            "who compiles the comments on the draft report on public security and social order",
            "Công an thành phố",
        ),
    ],
)
def test_tasks_are_found_by_their_day_and_by_what_is_to_be_done(
    built: KnowledgeBase, question: str, task: str
) -> None:
    answer = built.answer(question)
    assert answer.kind == "assignments"
    assert any(task in citation.quote for item in answer.items for citation in item.citations)


def test_different_times_are_told_newest_first(built: KnowledgeBase) -> None:
    answer = built.answer("Phạm pháp hình sự xảy ra bao nhiêu vụ?")
    days = [built.snapshot.store.document(i.citations[0].document_id).issued_date for i in answer.items]
    assert len(set(days)) > 1
    assert days == sorted(days, key=lambda day: day or date.min, reverse=True)
    assert "mới nhất trước" in answer.summary


def test_a_comparison_shows_both_sides(built: KnowledgeBase) -> None:
    answer = built.answer("So sánh số vụ phạm pháp hình sự tháng 6/2020 và quý I/2024")
    assert [item.note for item in answer.items] == ["tháng 6/2020", "quý I/2024"]
    assert "07 vụ" in answer.items[0].text
    assert "10 vụ" in answer.items[1].text


def test_a_comparison_names_the_side_no_document_has(built: KnowledgeBase) -> None:
    answer = built.answer("Tổng lượt khách du lịch quý I/2024 so với quý I/2021")
    assert [item.note for item in answer.items] == ["quý I/2024"]
    assert "không thấy số liệu của quý I/2021" in answer.summary


def test_this_quarter_is_that_of_today(built: KnowledgeBase) -> None:
    question = "Số vụ phạm pháp hình sự quý này là bao nhiêu?"
    then = built.answer(question, today=date(2024, 3, 20))
    assert "10 vụ" in then.items[0].text
    assert "Chưa có văn bản" not in then.summary
    later = built.answer(question, today=date(2026, 5, 1))
    assert later.summary.startswith("Chưa có văn bản của quý II/2026")
    assert {c.document_id for i in later.items for c in i.citations} == {
        "2024-03-15_bao-cao_kinh-te-xa-hoi-quy-1"
    }


def test_what_is_due_comes_soonest_first(built: KnowledgeBase) -> None:
    answer = built.answer("Những nhiệm vụ nào có hạn trong quý I năm 2024?")
    due = [item.commitment.due_date for item in answer.items if item.commitment]
    assert len(set(due)) > 1
    assert due == sorted(due)


def test_two_things_asked_of_a_document_are_both_told(built: KnowledgeBase) -> None:
    answer = built.answer("Báo cáo kinh tế - xã hội quý I năm 2024 ban hành ngày nào, ai ký?")
    when, who = answer.items
    assert "15 tháng 3 năm 2024" in when.text
    assert "Nguyễn Văn Hạnh" in who.text


def test_what_is_due_this_month_is_due_this_month(built: KnowledgeBase) -> None:
    question = "Nhiệm vụ nào đến hạn trong tháng này?"
    due = [
        i.commitment.due_date for i in built.answer(question, today=date(2024, 2, 5)).items if i.commitment
    ]
    assert due
    assert all(day and (day.year, day.month) == (2024, 2) for day in due)
    assert not built.answer(question, today=date(2026, 5, 1)).found


def test_as_of_a_day_nothing_later_is_told(built: KnowledgeBase) -> None:
    answer = built.answer("Tính đến ngày 31/12/2020, phạm pháp hình sự xảy ra bao nhiêu vụ?")
    assert answer.items
    assert all(i.citations[0].document_id.startswith("2020") for i in answer.items)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Thu ngân sách nhà nước năm 2019 đạt bao nhiêu?", "Không có văn bản nào của năm 2019"),
        ("Sở Tài nguyên và Môi trường tỉnh Cao Bằng được giao việc gì?", "Cao Bằng"),
        ("so tai nguyen va moi truong tinh cao bang duoc giao viec gi", "Cao Bằng"),
        ("Giá vàng SJC hôm nay", "SJC"),
        ("What is the capital budget of the Da Nang metro line?", "Đà Nẵng"),
        ("Kế hoạch số 999/KH-UBND yêu cầu gì?", "999"),
    ],
)
def test_what_the_documents_do_not_say_is_named(built: KnowledgeBase, question: str, missing: str) -> None:
    answer = built.answer(question)
    assert not answer.found
    assert answer.items == ()
    assert answer.nearest
    assert missing.lower() in answer.summary.lower()


def test_filters_limit_what_is_read(built: KnowledgeBase) -> None:
    only = "2020-06_bao-cao_kinh-te-xa-hoi-thang-6"
    answer = built.answer("Phạm pháp hình sự xảy ra bao nhiêu vụ?", Filters(document=only))
    assert {c.document_id for item in answer.items for c in item.citations} == {only}
    assert "đã quét 1/5 văn bản" in answer.summary


def test_a_quote_leaves_room_below_the_limit() -> None:
    assert MOST_QUOTED < MAX_ITEM_CHARS


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Tốc độ tăng GRDP của tỉnh năm 2023 là bao nhiêu phần trăm?", ""),
        ("Lãi suất cho vay chương trình tín dụng ưu đãi là bao nhiêu?", "“Lãi suất”"),
        ("Tổng mức đầu tư dự án khách sạn sân golf Hoàng Đồng là bao nhiêu?", "“mức đầu tư”"),
        ("Ngày khánh thành Đền thờ liệt sĩ", ""),
        ("Phường nào có nhiều hộ nghèo nhất?", ""),
        ("How many schools are there in Lang Son city?", ""),
        ("Ở xã Quảng Lạc có bao nhiêu hộ tham gia mô hình cây dẻ ghép?", ""),
        ("Tháng 7/2020 đã cấp bao nhiêu giấy phép xây dựng?", ""),
        ("Nhà thầu nào thi công đường Lý Thái Tổ kéo dài?", ""),
        ("Quyết định 136/QĐ-UBND do ai ký?", "tên người"),
        ("Công an thành phố được giao việc gì về chuyển đổi số?", "Công an thành phố Lạng Sơn"),
        ("Kế hoạch số 999/KH-UBND nói về việc gì?", "“999”"),
    ],
)
def test_what_is_said_of_something_else_is_no_answer(
    built: KnowledgeBase, question: str, reason: str
) -> None:
    answer = built.answer(question)
    assert not answer.found, [item.text for item in answer.items]
    assert reason in answer.summary
    assert answer.nearest


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("What date was Kế hoạch số 53/KH-UBND issued?", "ngày 02/02/2024"),
        ("UBND thành phố ký hợp đồng với ai để trả kết quả thủ tục hành chính?", "Bưu điện tỉnh"),
        ("Ai chủ trì hội nghị trực tuyến ngày 10/01/2024?", "Dương Xuân Huyền"),
        ("Thông báo tháng 6/2024 gửi đến những nơi nào?", "TT Thành ủy"),
        ("Tóm tắt thông báo kết luận tháng 6/2024", "Kết luận cuộc họp UBND thành phố thường kỳ"),
        ("Phòng Kinh tế tháng 6/2024 phải làm gì, bao giờ xong, ghi ở văn bản nào?", "Giao phòng Kinh tế"),
        ("Quà Tết do xã hội hóa ủng hộ trị giá bao nhiêu?", "1.697,97 triệu đồng"),
    ],
)
def test_it_is_found_however_it_is_asked(built: KnowledgeBase, question: str, quoted: str) -> None:
    answer = built.answer(question)
    assert any(quoted in citation.quote for item in answer.items for citation in item.citations)
