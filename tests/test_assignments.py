"""Who was told to do what, by when: the hand-written register, and the forms orders take."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notices import PROVINCE, authority, lead, notice, told

from indexer.assignments import extract
from indexer.blocks import Block
from indexer.extract import read_file
from indexer.parse import parse
from kb.errors import KbError
from kb.evaluate_commitments import evaluate, read_golden, render
from kb.model import ParsedDocument
from tests.documents import parse_text

GOLDEN = Path(__file__).parent / "golden"
LAND = "trung-tam-phat-trien-quy-dat"
FINANCE = "phong-tai-chinh-ke-hoach"


def read(path: Path) -> ParsedDocument:
    return parse(read_file(path), document_id=path.stem, source=path.name)


def test_the_register_of_the_corpus_is_the_one_written_by_hand(corpus: Path) -> None:
    known = authority()
    files = sorted(path for path in corpus.iterdir() if path.suffix == ".txt")
    found = [c for path in files for c in extract(read(path), known)]
    report = evaluate(read_golden(GOLDEN / "commitments.jsonl"), found)
    assert report.precision >= 0.95, render(report)
    assert report.recall >= 0.95, render(report)
    assert report.field_accuracy >= 0.9, render(report)


def test_other_offices_documents_are_read_nearly_as_well(shared: Path) -> None:
    golden = read_golden(GOLDEN / "commitments_other.jsonl")
    known = authority()
    found, read_here = [], set()
    for file in dict.fromkeys(entry["file"] for entry in golden):
        try:
            document = read(shared / "documents" / file)
        except KbError:  # a scan where no OCR is installed
            continue
        read_here.add(document.document.id)
        found += extract(document, known)
    report = evaluate([entry for entry in golden if entry["document"] in read_here], found)
    assert min(report.precision, report.recall, report.field_accuracy) >= 0.85, render(report)


def test_a_list_passes_its_addressee_on() -> None:
    first, second, other = told(
        "1. Giao phòng Quản lý đô thị:",
        "- Chủ trì, phối hợp với phòng Tài chính - Kế hoạch rà soát các điểm ngập úng, "
        "báo cáo trước ngày 20/5/2024.",
        "- Tham mưu phương án xử lý rác thải.",
        "2. Giao phòng Nội vụ kiểm tra kỷ luật hành chính.",
    )
    assert lead(first) == lead(second) == ["phong-quan-ly-do-thi"]
    assert first.task == "rà soát các điểm ngập úng, báo cáo trước ngày 20/5/2024"
    assert [unit.id for unit in first.coordinators] == [FINANCE]
    assert (first.due_date, second.due_date) == (date(2024, 5, 20), None)
    assert "listed" in second.flags
    assert lead(other) == ["phong-noi-vu"]


def test_a_line_of_units_before_a_list_speaks_to_them() -> None:
    first, second = told(
        "Các phòng, ban, đơn vị thành phố và Chủ tịch Ủy ban nhân dân các phường, xã:",
        "a) Rà soát các dự án tồn đọng, hoàn thành trong quý II năm 2024.",
        "b) Chỉ đạo các đơn vị trực thuộc báo cáo trước ngày 15 tháng 6 năm 2024.",
    )
    assert lead(first) == lead(second) == ["cac-phong-ban-don-vi-thanh-pho", "ubnd-cac-phuong-xa"]
    assert (first.due_date, second.due_date) == (date(2024, 6, 30), date(2024, 6, 15))


def test_a_subjectless_paragraph_goes_to_the_unit_before_it() -> None:
    _, plan, monthly = told(
        "Giao Trung tâm phát triển quỹ đất thành phố đẩy nhanh công tác giải phóng mặt bằng các dự án.",
        "Xây dựng kế hoạch chi tiết theo từng tuần; định kỳ hàng tháng báo cáo UBND thành phố kết quả.",
    )
    assert lead(plan) == lead(monthly) == [LAND]
    assert (plan.task, plan.deadline_text) == ("Xây dựng kế hoạch chi tiết theo từng tuần", None)
    assert (monthly.deadline_text, monthly.due_precision) == ("định kỳ hàng tháng", "recurring")
    assert "continued_paragraph" in plan.flags
    assert plan.citation.quote == monthly.citation.quote


def test_two_deadlines_are_two_tasks() -> None:
    first, second = told(
        "Giao phòng Tài nguyên và Môi trường thẩm định hồ sơ, trình UBND thành phố trước ngày 12/5/2024, "
        "hoàn thành cấp giấy chứng nhận trước ngày 30/6/2024."
    )
    assert first.task == "thẩm định hồ sơ, trình UBND thành phố trước ngày 12/5/2024"
    assert second.task == "hoàn thành cấp giấy chứng nhận trước ngày 30/6/2024"
    assert (first.due_date, second.due_date) == (date(2024, 5, 12), date(2024, 6, 30))


def test_a_term_for_all_of_the_tasks_before_it() -> None:
    (task,) = told(
        "Giao phòng Nội vụ rà soát biên chế; lập danh sách; thời gian hoàn thành: trước ngày 15/6/2024."
    )
    assert task.due_date == date(2024, 6, 15)
    assert task.task.startswith("rà soát biên chế; lập danh sách")


def test_a_deadline_that_opens_the_sentence_belongs_to_the_first_order() -> None:
    first, second = told(
        "Trước ngày 15/5/2024, giao phòng Nội vụ lập danh sách; giao phòng Kinh tế khảo sát các chợ."
    )
    assert (first.due_date, second.due_date) == (date(2024, 5, 15), None)


def test_a_very_long_sentence_is_read_in_time_and_to_the_end() -> None:
    found = told("Giao " + "; giao ".join(["phòng Nội vụ rà soát"] * 60) + ".")
    assert len(found) == 60
    told("Sở " + "A b c, " * 400 + "có trách nhiệm")
    told("Giao phòng Nội vụ " + "các nội dung nhiệm vụ " * 400 + "x:")
    told("Các thành viên " * 1500 + "báo cáo.", "Đảng ủy các thành viên " * 800 + "báo cáo.")
    told("Các cơ quan: " * 800 + "Sở Y tế báo cáo.", "cơ quan thường trực (" * 800 + "Sở Y tế) báo cáo.")


def test_the_unit_that_compiles_has_a_task_of_its_own() -> None:
    asked, compiling = told(
        "Yêu cầu các phòng, ban, đơn vị thành phố và UBND các phường, xã góp ý dự thảo, gửi về phòng "
        "Tài chính - Kế hoạch tổng hợp, hoàn thiện, trình kỳ họp Ban Thường vụ Thành ủy tháng 6/2024."
    )
    assert lead(asked) == ["cac-phong-ban-don-vi-thanh-pho", "ubnd-cac-phuong-xa"]
    assert (asked.due_date, asked.deadline_text) == (None, None)
    assert lead(compiling) == [FINANCE]
    assert compiling.task.startswith("tổng hợp, hoàn thiện")
    assert (compiling.due_date, compiling.due_precision) == (date(2024, 6, 30), "event")


def test_a_bare_compiler_only_takes_part() -> None:
    (task,) = told(
        "Đề nghị các phòng, ban, đơn vị thành phố gửi báo cáo về phòng Nội vụ "
        "trước ngày 20/5/2024 để tổng hợp."
    )
    assert [unit.id for unit in task.coordinators] == ["phong-noi-vu"]
    assert task.due_date == date(2024, 5, 20)


@pytest.mark.parametrize(
    ("sentence", "unit", "task"),
    [
        (
            "Thanh tra thành phố có trách nhiệm kiểm tra việc thu tiền công đức.",
            "thanh-tra-thanh-pho",
            "kiểm tra việc thu tiền công đức",
        ),
        (
            "Thanh tra thành phố được giao chủ trì kiểm tra việc thu tiền.",
            "thanh-tra-thanh-pho",
            "kiểm tra việc thu tiền",
        ),
        (
            "Việc kiểm kê tài sản do phòng Tài chính - Kế hoạch chủ trì thực hiện.",
            FINANCE,
            "Việc kiểm kê tài sản do phòng Tài chính - Kế hoạch chủ trì thực hiện",
        ),
        (
            "Đồng ý chủ trương đầu tư; giao Trung tâm PTQĐ hoàn thiện hồ sơ.",
            LAND,
            "hoàn thiện hồ sơ",
        ),
        (
            "Trưởng phòng Nội vụ cần khẩn trương trình kế hoạch.",
            "phong-noi-vu",
            "khẩn trương trình kế hoạch",
        ),
        (
            "Đối với các kiến nghị còn lại, yêu cầu phòng Nội vụ trả lời công dân.",
            "phong-noi-vu",
            "trả lời công dân",
        ),
        ("Phòng Nội vụ: Tham mưu bố trí cán bộ.", "phong-noi-vu", "Tham mưu bố trí cán bộ"),
        ("Dự án Bến Bắc: Giao Trung tâm PTQĐ thành phố đo đạc bổ sung.", LAND, "đo đạc bổ sung"),
        ("Nhất trí giao phòng Nội vụ làm đầu mối.", "phong-noi-vu", "làm đầu mối"),
        ("Thống nhất chủ trương giao phòng Nội vụ lập đề án.", "phong-noi-vu", "lập đề án"),
        (
            "Giao đồng chí Bùi Văn Vinh - Phó Chủ tịch UBND thành phố chỉ đạo.",
            "bui-van-vinh-lang-son",
            "chỉ đạo",
        ),
        ("Giao đ/c Hải - Tổ trưởng theo dõi, đôn đốc.", "hai-lang-son", "theo dõi, đôn đốc"),
        (
            "Giao công chức Tài chính - Kế toán rà soát nguồn thu.",
            "cong-chuc-tai-chinh-ke-toan-thanh-pho-lang-son",
            "rà soát nguồn thu",
        ),
        (
            "Giao Phòng Tổ chức cán bộ Sở lập danh sách.",
            "phong-to-chuc-can-bo-so-thanh-pho-lang-son",
            "lập danh sách",
        ),
        ("Giao phòng Y tế cấp thuốc, vật tư.", "phong-y-te", "cấp thuốc, vật tư"),
        ("Ban Xây dựng Đảng có trách nhiệm tham mưu.", "ban-xay-dung-dang-thanh-pho-lang-son", "tham mưu"),
        ("Giao Ban An toàn giao thông tỉnh kiểm tra.", "ban-an-toan-giao-thong-tinh-lang-son", "kiểm tra"),
        ("Phòng Nội vụ (cơ quan thường trực) theo dõi, đôn đốc.", "phong-noi-vu", "theo dõi, đôn đốc"),
        ("Yêu cầu doanh nghiệp nộp tiền thuê đất.", "doanh-nghiep-lang-son", "nộp tiền thuê đất"),
        ("Giao phòng Nội vụ (cơ quan thường trực) lập danh sách.", "phong-noi-vu", "lập danh sách"),
        (
            "Giao phòng Nội vụ chịu trách nhiệm về số liệu.",
            "phong-noi-vu",
            "chịu trách nhiệm về số liệu",
        ),
    ],
)
def test_forms_of_an_order(sentence: str, unit: str, task: str) -> None:
    (found,) = told(sentence)
    assert lead(found) == [unit]
    assert found.task == task


@pytest.mark.parametrize(
    ("item", "names", "task"),
    [
        ("1. Phòng Y tế dự trữ hóa chất.", ["Phòng Y tế thành phố Lạng Sơn"], "dự trữ hóa chất"),
        (
            "1. Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh đốc thúc nhà thầu.",
            ["Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh"],
            "đốc thúc nhà thầu",
        ),
        (
            "1. Công ty Điện lực Lạng Sơn, Viễn thông Lạng Sơn và UBND xã Gia Cát túc trực 24/24 giờ.",
            ["Công ty Điện lực Lạng Sơn", "Viễn thông Lạng Sơn", "UBND xã Gia Cát"],
            "túc trực 24/24 giờ",
        ),
        (
            "1. UBND thành phố Phan Thiết, thị xã La Gi, các huyện Tuy Phong, Hàm Thuận Nam neo đậu tàu.",
            [f"UBND {place}" for place in ("thành phố Phan Thiết", "thị xã La Gi", "huyện Tuy Phong")]
            + ["UBND huyện Hàm Thuận Nam"],
            "neo đậu tàu",
        ),
        (
            "1. Các xã chưa nộp báo cáo (Mai Pha, Quảng Lạc) khẩn trương gửi về phòng Nội vụ.",
            ["Các xã"],
            "khẩn trương gửi về phòng Nội vụ",
        ),
        (
            "Yêu cầu Giám đốc các Sở: Nông nghiệp và PTNT, Tài chính; Chủ tịch UBND các quận cắm biển báo.",
            ["Sở Nông nghiệp và PTNT", "Sở Tài chính", "UBND các quận"],
            "cắm biển báo",
        ),
    ],
)
def test_any_verb_will_do_where_a_task_is_to_stand(item: str, names: list[str], task: str) -> None:
    (found,) = told(item)
    assert [unit.name for unit in found.lead] == names
    assert found.task == task


def test_items_under_a_unit_are_tasks_whatever_their_verb_but_not_what_they_cost() -> None:
    tasks = told(
        "1. Công an thành phố",
        "- Chốt chặn các ngả đường.",
        "- Kinh phí thực hiện: ngân sách thành phố.",
        "- Thống kê các hộ chưa có đất ở.",
        "- Hằng tuần, vào thứ Sáu, báo cáo kết quả.",
        "- Trước 05/9, trình phương án phân luồng.",
        "2. Phòng Quản lý kết cấu hạ tầng giao thông:",
        "- Dựng rào chắn.",
    )
    assert [task.task for task in tasks] == [
        "Chốt chặn các ngả đường",
        "Thống kê các hộ chưa có đất ở",
        "Hằng tuần, vào thứ Sáu, báo cáo kết quả",
        "Trước 05/9, trình phương án phân luồng",
        "Dựng rào chắn",
    ]
    assert tasks[-1].lead[0].name == "Phòng Quản lý kết cấu hạ tầng giao thông"


def test_what_a_part_tells_of_results_is_no_order() -> None:
    tasks = told(
        "I. KẾT QUẢ THỰC HIỆN",
        "1. Phòng Kinh tế tổ chức 03 lớp tập huấn.",
        "2. Công an thành phố khám phá 12 vụ.",
        "II. NHIỆM VỤ",
        "1. Phòng Kinh tế rà soát các chợ.",
    )
    assert [task.task for task in tasks] == ["rà soát các chợ"]


def test_each_heading_speaks_to_its_own_list() -> None:
    text = "THÔNG BÁO\nKết luận\n\n# Sở Y tế\n\n- Cấp ứng thuốc.\n\n# Sở Công Thương\n\n- Dự trữ lương thực."
    first, second = extract(parse_text(text), authority())
    assert [unit.name for unit in (*first.lead, *second.lead)] == ["Sở Y tế", "Sở Công Thương"]


def test_a_sentence_that_only_says_when_belongs_to_the_one_before() -> None:
    (task,) = told("1. UBND xã Gia Cát họp dân, chốt phương án. Thời hạn: 15/6/2024.")
    assert (task.deadline_text, task.due_date) == ("15/6/2024", date(2024, 6, 15))


def test_a_command_that_names_nobody_speaks_to_those_it_is_sent_to() -> None:
    letter = (
        "UBND TỈNH HÀ NAM\nSố: 12/UBND-NN\nV/v phòng chống rét\n\nKính gửi:\n- Các sở, ban, ngành;\n"
        "- UBND các huyện.\n\nUBND tỉnh yêu cầu tập trung thực hiện các nội dung sau:\n\n"
        "1. Che chắn chuồng trại.\n\n2. Sở Y tế cấp ứng thuốc."
    )
    everybody, health = extract(parse_text(letter), authority())
    assert [unit.name for unit in everybody.lead] == ["Các sở, ban, ngành", "UBND các huyện"]
    assert [unit.name for unit in health.lead] == ["Sở Y tế"]


@pytest.mark.parametrize(
    "sentence",
    [
        "UBND thành phố đã giao phòng Kinh tế rà soát quy hoạch chợ.",
        "Phòng Kinh tế đã hoàn thành báo cáo trước ngày 01/5/2024.",
        "Trong tháng 4, phòng Y tế tổ chức kiểm tra 12 cơ sở.",
        "UBND thành phố cơ bản nhất trí với nội dung dự thảo.",
        "Công tác giao thông, giao đất, giao chỉ tiêu được thực hiện tốt.",
        "Căn cứ đề nghị của phòng Nội vụ;",
        "Báo cáo cần bổ sung nguyên nhân các tồn tại.",
        "Quyết định này có hiệu lực kể từ ngày ký.",
    ],
)
def test_what_is_no_order(sentence: str) -> None:
    assert told(sentence) == []


def test_reports_give_no_orders_but_dated_promises() -> None:
    report = notice(
        "Chỉ đạo UBND các xã xây dựng kế hoạch. Phòng Y tế kiểm tra 12 cơ sở.",
        "Tập trung chỉ đạo các dự án trọng điểm, phấn đấu hoàn thành giải phóng mặt bằng "
        "trước ngày 30/6/2024.",
        kind="BÁO CÁO",
        subject="Tình hình kinh tế - xã hội",
    )
    (promise,) = extract(report, authority())
    assert lead(promise) == ["ubnd-thanh-pho"]
    assert promise.flags == ("promise",)
    assert promise.due_date == date(2024, 6, 30)


def test_each_of_the_places_listed_is_a_unit() -> None:
    (task,) = told("Yêu cầu UBND các tỉnh Tiền Giang, Bến Tre và Sóc Trăng cung cấp hồ sơ các mỏ.")
    assert [unit.name for unit in task.lead] == [
        f"UBND tỉnh {place}" for place in ("Tiền Giang", "Bến Tre", "Sóc Trăng")
    ]
    (task,) = told("Yêu cầu UBND các phường Chi Lăng, Tam Thanh, Công an thành phố tuần tra.")
    assert [unit.name for unit in task.lead][-1] == "Công an thành phố Lạng Sơn"


def test_places_listed_may_be_of_several_kinds_of_one_level() -> None:
    (task,) = told("Yêu cầu UBND các xã Tùng Châu, Liên Minh, thị trấn Đức Thọ hoàn thành kiểm đếm.")
    places = ("xã Tùng Châu", "xã Liên Minh", "thị trấn Đức Thọ")
    assert [unit.name for unit in task.lead] == [f"UBND {place}" for place in places]


def test_what_an_office_is_told_to_assign_is_its_own_task() -> None:
    (task,) = told("1. Phòng Nội vụ phân công lãnh đạo phòng dự họp.")
    assert (lead(task), task.task) == (["phong-noi-vu"], "phân công lãnh đạo phòng dự họp")


def test_a_list_of_duties_belongs_to_who_has_them() -> None:
    first, second = told(
        "2. Tổ công tác có nhiệm vụ sau:", "a) Rà soát hồ sơ.", "b) Báo cáo trước ngày 20/6/2024."
    )
    assert [unit.name for unit in (*first.lead, *second.lead)] == ["Tổ công tác", "Tổ công tác"]
    assert second.due_date == date(2024, 6, 20)


def test_minutes_give_orders_where_they_conclude() -> None:
    minutes = notice(
        "I. NỘI DUNG",
        "1. Ý kiến thảo luận: đề nghị phòng Kinh tế xem xét.",
        "2. Phòng Y tế báo cáo kết quả kiểm tra.",
        "II. KẾT LUẬN",
        "1. Phòng Nội vụ lập danh sách, xong trước ngày 30/5/2024.",
        kind="BIÊN BẢN",
        subject="Họp giao ban",
    )
    (task,) = extract(minutes, authority())
    assert (lead(task), task.due_date) == (["phong-noi-vu"], date(2024, 5, 30))


def test_the_unit_a_list_speaks_to_keeps_what_stands_before_an_order_to_another() -> None:
    first, second = told(
        "1. Giao phòng Nội vụ:",
        "- Lập danh sách cán bộ; giao phòng Kinh tế khảo sát các chợ trước ngày 30/6/2024.",
    )
    assert (lead(first), first.deadline_text) == (["phong-noi-vu"], None)
    assert (lead(second), second.due_date) == (["phong-kinh-te"], date(2024, 6, 30))


def test_how_long_something_is_not_to_be_done_is_no_deadline() -> None:
    (task,) = told("Yêu cầu phòng Kinh tế tạm dừng thu phí trong quý III/2024.")
    assert task.due_date is None


def test_a_heading_that_names_a_unit_speaks_to_it() -> None:
    plan = notice(
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Văn hóa và Thông tin",
        "- Tham mưu triển khai Kế hoạch.",
        "2. UBND các phường, xã",
        "Xây dựng kế hoạch của địa phương trước ngày 30/5/2024.",
        kind="KẾ HOẠCH",
        subject="Chuyển đổi số năm 2024",
    )
    first, second = extract(plan, authority())
    assert (lead(first), lead(second)) == (["phong-van-hoa-va-thong-tin"], ["ubnd-cac-phuong-xa"])


@pytest.mark.parametrize("between", [" | ", "\t"])
def test_a_table_pasted_into_plain_text(between: str) -> None:
    rows = (
        ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"),
        ("I", "CẢI CÁCH THỂ CHẾ"),
        ("1", "Rà soát thủ tục", "Phòng Nội vụ", "Công an xã", "Quý I/2024"),
        ("2", "Số hóa hồ sơ", "Phòng Tư pháp", "", "30/9/2024"),
    )
    plan = "KẾ HOẠCH\nCải cách hành chính\n\nI. NHIỆM VỤ\n\n" + "\n".join(map(between.join, rows))
    first, second = extract(parse_text(plan), authority())
    assert (first.task, first.due_date) == ("Rà soát thủ tục", date(2024, 3, 31))
    assert (lead(second), second.due_date) == (["phong-tu-phap"], date(2024, 9, 30))


def test_the_text_after_as_follows_is_a_paragraph_of_its_own() -> None:
    letter = (
        "Số: 2417/UBND-NN\nV/v xử lý đề nghị\n\nKính gửi: Phòng Nội vụ.\n\n"
        "Xét đề nghị của xã, Chủ tịch UBND huyện có ý kiến như sau:\nGiao Phòng Nội vụ rà soát hồ sơ."
    )
    (task,) = extract(parse_text(letter), authority())
    assert task.citation.quote == "Giao Phòng Nội vụ rà soát hồ sơ."


def test_a_wrong_year_is_kept_and_flagged() -> None:
    (task,) = told("Yêu cầu phòng Nội vụ trả lời bằng văn bản chậm nhất ngày 15/01/2023.")
    assert (task.deadline_text, task.due_date) == ("chậm nhất ngày 15/01/2023", date(2023, 1, 15))
    assert "due_before_issue" in task.flags


def test_units_of_another_province_are_its_own() -> None:
    document = notice(
        "QUYẾT ĐỊNH:",
        "Điều 1. Giao UBND tỉnh công bố quyết định.",
        organ="ỦY BAN NHÂN DÂN TỈNH TRÀ VINH",
        kind="QUYẾT ĐỊNH",
    )
    (task,) = extract(document, authority())
    assert not task.lead[0].confirmed
    assert task.lead[0].id == "uy-ban-nhan-dan-tinh-tra-vinh"


def test_one_body_under_two_names() -> None:
    short, full = told(
        "1. Trung tâm Phục vụ hành chính công niêm yết thủ tục.",
        "2. Trung tâm Phục vụ hành chính công phường Hạc Thành công khai số điện thoại.",
        organ="ỦY BAN NHÂN DÂN PHƯỜNG HẠC THÀNH",
    )
    assert lead(short) == lead(full)


@pytest.mark.parametrize(
    ("paragraph", "unit"),
    [
        ("Cục Quản lý đầu tư xây dựng chủ trì thẩm định.", "Cục Quản lý đầu tư xây dựng"),
        ("Trung tâm Dịch vụ tổng hợp xã phối hợp phun khử khuẩn.", "Trung tâm Dịch vụ tổng hợp xã"),
        ("Giao Đảng ủy UBND phường lãnh đạo kiểm đếm.", "Đảng ủy UBND phường"),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy định hướng.", "Ban Tuyên giáo và Dân vận Tỉnh ủy"),
        ("Khoa Dược - Vật tư: Cung ứng đủ thuốc.", "Khoa Dược - Vật tư"),
        (
            "Ban QLDA đầu tư xây dựng công trình giao thông tỉnh cần tăng ca.",
            "Ban QLDA đầu tư xây dựng công trình giao thông tỉnh",
        ),
        ("Chi bộ, đảng bộ cơ sở được kiểm tra chuẩn bị báo cáo.", "Chi bộ, đảng bộ cơ sở"),
        ("Các chi bộ cần xây dựng nghị quyết hằng tháng.", "Các chi bộ"),
        ("Trung tâm Công nghệ thông tin phối hợp lắp đặt.", "Trung tâm Công nghệ thông tin"),
        ("Giao Trường Đại học Cần Thơ nghiệm thu đề tài.", "Trường Đại học Cần Thơ"),
        ("UBND các huyện, thành, thị cần rà soát.", "UBND các huyện, thành, thị"),
        ("Các Phó Chủ tịch UBND tỉnh cần kiểm tra tiến độ.", "Các Phó Chủ tịch UBND tỉnh"),
        ("Phó Thủ tướng Trần Hồng Hà trực tiếp chỉ đạo.", "Trần Hồng Hà"),
        ("UBND các xã, phường ven biển cần kiểm đếm tàu cá.", "UBND các xã, phường ven biển"),
        ("Ông Lê Quang Vinh, Giám đốc Trung tâm chịu trách nhiệm trước Chủ tịch.", "Lê Quang Vinh"),
    ],
)
def test_where_a_name_ends(paragraph: str, unit: str) -> None:
    (task,) = told(paragraph, organ=PROVINCE)
    assert [lead.name for lead in task.lead] == [unit]


@pytest.mark.parametrize(
    ("paragraph", "units"),
    [
        (
            "Phòng Tư pháp các huyện Kế Sách, Long Phú và thị xã Ngã Năm cần gửi báo cáo.",
            [
                "Phòng Tư pháp huyện Kế Sách",
                "Phòng Tư pháp huyện Long Phú",
                "Phòng Tư pháp thị xã Ngã Năm",
            ],
        ),
        (
            "Các Công ty Điện lực: Quảng Bình, Quảng Trị và Đà Nẵng cần rà soát máy biến áp.",
            ["Công ty Điện lực Quảng Bình", "Công ty Điện lực Quảng Trị", "Công ty Điện lực Đà Nẵng"],
        ),
        ("Tổ công tác Đề án 06 tỉnh cần rà soát thủ tục.", ["Tổ công tác Đề án 06 tỉnh"]),
        ("Thủ trưởng các cơ quan: Sở Y tế, Sở Nội vụ cần báo cáo.", ["Sở Y tế", "Sở Nội vụ"]),
        ("Giao cơ quan thường trực (Sở Y tế) báo cáo.", ["Sở Y tế"]),
        ("Yêu cầu nhà thầu Công ty Cổ phần Xây dựng số 1 báo cáo.", ["Công ty Cổ phần Xây dựng số 1"]),
    ],
)
def test_who_is_meant_by_a_row_or_a_role(paragraph: str, units: list[str]) -> None:
    (task,) = told(paragraph, organ=PROVINCE)
    assert [unit.name for unit in task.lead] == units


def test_a_letter_lays_its_list_on_those_it_is_sent_to() -> None:
    letter = (
        "BỘ TƯ PHÁP\nCỤC KIỂM TRA VĂN BẢN VÀ QUẢN LÝ XỬ LÝ VI PHẠM HÀNH CHÍNH\nSố: 215/KTVB-TK\n"
        "Hà Nội, ngày 08 tháng 10 năm 2025\n\nKính gửi: Sở Tư pháp.\n\nĐể tổng kết năm, Cục Kiểm tra văn bản "
        "và Quản lý xử lý vi phạm hành chính đề nghị Quý cơ quan:\n\n1. Kiến nghị nội dung cần sửa đổi.\n\n"
        "2. Gửi báo cáo trước ngày 10/11/2025."
    )
    found = extract(parse_text(letter), authority())
    assert [[unit.name for unit in task.lead] for task in found] == [["Sở Tư pháp"], ["Sở Tư pháp"]]


def test_a_heading_that_names_a_person_speaks_to_them() -> None:
    found = told(
        "1. Đồng chí Lê Minh Trí - Chủ tịch UBND phường",
        "- Lãnh đạo toàn diện các hoạt động.",
        "2. Đồng chí Đỗ Văn Hải, Ủy viên UBND phường, Trưởng Công an phường",
        "- Phụ trách an ninh trật tự.",
    )
    assert [[unit.name for unit in task.lead] for task in found] == [["Lê Minh Trí"], ["Đỗ Văn Hải"]]


def test_a_short_name_is_the_full_one_before_it() -> None:
    full, short = told("Giao Đảng ủy phường Đồ Sơn lãnh đạo kiểm đếm.", "Đảng ủy phường cần báo cáo kết quả.")
    assert lead(full) == lead(short)


def test_minutes_order_in_their_conclusion_only() -> None:
    minutes = notice(
        "I. NỘI DUNG",
        "1. Phòng Kinh tế báo cáo: thu đạt 81%; đề nghị phòng Nội vụ bố trí người.",
        "II. KẾT LUẬN CỦA CHỦ TỌA",
        "1. Phòng Nội vụ bố trí người trước thứ Sáu tuần này.",
        kind="BIÊN BẢN",
    )
    (task,) = extract(minutes, authority())
    assert lead(task) == ["phong-noi-vu"]
    assert task.due_date == date(2024, 5, 3)


def test_party_documents_number_with_dashes() -> None:
    first, second, third = told(
        "Ban Thường vụ yêu cầu các cấp ủy, tổ chức đảng thực hiện tốt các nội dung sau:",
        "1- Tổ chức quán triệt Chỉ thị.",
        "2- Phòng Nội vụ: (i) rà soát nhân sự; (ii) lập danh sách trước ngày 20/5/2024.",
    )
    assert [unit.name for unit in first.lead] == ["Các cấp ủy, tổ chức đảng"]
    assert (lead(second), second.task, third.due_date) == (
        ["phong-noi-vu"],
        "rà soát nhân sự",
        date(2024, 5, 20),
    )


def test_minutes_without_parts_order_behind_their_conclusion() -> None:
    minutes = notice(
        "1. Phòng Kinh tế đề nghị phòng Nội vụ bố trí người.",
        "Kết luận của chủ trì:",
        "- ThS. Lê Thị Mơ mở cổng đăng ký.",
        "- Phòng Nội vụ lên lịch thi.",
        kind="BIÊN BẢN",
    )
    assert [task.task for task in extract(minutes, authority())][-2:] == ["mở cổng đăng ký", "lên lịch thi"]


def test_the_tasks_of_a_report_are_given_to_those_it_names() -> None:
    report = notice(
        "I. KẾT QUẢ",
        "1. Phòng Kinh tế lập danh mục đầu tư.",
        "II. NHIỆM VỤ TRỌNG TÂM",
        "1. Phấn đấu thu ngân sách đạt 20 tỷ đồng.",
        "2. Phòng Kinh tế tổng kiểm tra kho vật chất trước ngày 20/6/2024.",
        kind="BÁO CÁO",
    )
    (task,) = extract(report, authority())
    assert task.task == "tổng kiểm tra kho vật chất trước ngày 20/6/2024"


def test_what_another_must_do_is_not_passed_on() -> None:
    found = told(
        "Giao phòng Nội vụ rà soát hồ sơ.",
        "Quá thời hạn trên, đơn vị không báo cáo phải chịu trách nhiệm trước UBND tỉnh.",
    )
    assert [task.task for task in found] == ["rà soát hồ sơ"]


def test_labelled_lines_make_a_task_of_the_item_above_them() -> None:
    plan = notice(
        "1. Xây dựng phần mềm quản lý hồ sơ.",
        "- Cơ quan chủ trì: Phòng Văn hóa và Thông tin.",
        "- Cơ quan phối hợp: Phòng Nội vụ, phòng Tư pháp.",
        "- Thời gian hoàn thành: Quý II/2024.",
        "2. Kiểm tra công vụ.",
        kind="KẾ HOẠCH",
    )
    (task,) = extract(plan, authority())
    assert task.task == "Xây dựng phần mềm quản lý hồ sơ"
    assert lead(task) == ["phong-van-hoa-va-thong-tin"]
    assert [unit.id for unit in task.coordinators] == ["phong-noi-vu", "phong-tu-phap"]
    assert (task.deadline_text, task.due_date) == ("Quý II/2024", date(2024, 6, 30))


@pytest.mark.parametrize(
    ("cell", "due", "precision"),
    [
        ("6/2024", date(2024, 6, 30), "month"),
        ("2025", date(2025, 12, 31), "year"),
        ("Tháng 10/2024", date(2024, 10, 31), "month"),
        ("30/9/2024", date(2024, 9, 30), "day"),
        ("Nhiệm vụ thường xuyên", None, "recurring"),
        ("Hằng tuần", None, "recurring"),
    ],
)
def test_terms_as_columns_have_them(cell: str, due: date | None, precision: str) -> None:
    table = Block(
        "table",
        "",
        rows=(
            ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"),
            ("1", "Mở trang", "VTV, VOV", "Bộ, ngành", cell),
        ),
    )
    (task,) = extract(notice(table, kind="KẾ HOẠCH"), authority())
    assert [unit.name for unit in (*task.lead, *task.coordinators)] == ["VTV", "VOV", "Bộ, ngành"]
    assert (task.deadline_text, task.due_date, task.due_precision) == (cell, due, precision)


def test_rows_of_a_table_are_tasks() -> None:
    table = Block(
        "table",
        "",
        rows=(
            ("TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"),
            ("1", "Rà soát thủ tục", "Phòng Nội vụ", "UBND các phường, xã", "Trước ngày 30/9/2024"),
            ("II", "Nhóm nhiệm vụ khác", "", "", ""),
            ("2", "Số hóa hồ sơ", "Phòng Tư pháp, Công an thành phố", "", "Thường xuyên"),
        ),
    )
    first, second = extract(notice("Phân công như sau:", table, kind="KẾ HOẠCH"), authority())
    assert (first.task, first.due_date) == ("Rà soát thủ tục", date(2024, 9, 30))
    assert lead(second) == ["phong-tu-phap", "cong-an-thanh-pho"]
    assert (second.deadline_text, second.due_date, second.due_precision) == (
        "Thường xuyên",
        None,
        "recurring",
    )


def test_headings_of_a_table_in_two_rows() -> None:
    table = Block(
        "table",
        "",
        rows=(
            ("STT", "Nhiệm vụ", "Đơn vị thực hiện", "", "Thời gian"),
            ("Chủ trì", "Phối hợp"),
            ("1", "Rà soát văn bản", "Phòng Tư pháp", "Phòng Nội vụ", "Quý III"),
        ),
    )
    (task,) = extract(notice(table, kind="KẾ HOẠCH"), authority())
    assert (lead(task), [unit.id for unit in task.coordinators]) == (["phong-tu-phap"], ["phong-noi-vu"])
    assert task.due_date == date(2024, 9, 30)


def test_who_stands_beside_the_task_he_was_given() -> None:
    table = Block(
        "table",
        "",
        rows=(
            ("TT", "Họ và tên", "Chức vụ", "Nhiệm vụ được phân công"),
            ("1", "Trần Thị Lan", "Trưởng phòng Nội vụ", "Tổng hợp báo cáo"),
        ),
    )
    (task,) = extract(notice(table, kind="KẾ HOẠCH"), authority())
    assert [unit.name for unit in task.lead] == ["Trần Thị Lan"]


@pytest.mark.parametrize(
    ("paragraph", "unit", "task"),
    [
        (
            "1. Tiến độ còn chậm so với kế hoạch. Tuy nhiên do mưa lũ, yêu cầu phòng Nội vụ báo cáo.",
            "phong-noi-vu",
            "báo cáo",
        ),
        (
            "1. Kể từ ngày 01/6/2024, phòng Nội vụ không nhận hồ sơ giấy.",
            "phong-noi-vu",
            "không nhận hồ sơ giấy",
        ),
        ("1. Phòng Nội vụ đã ban hành kế hoạch; tiếp tục đôn đốc.", "phong-noi-vu", "tiếp tục đôn đốc"),
        ("1. Nhất trí với dự thảo; phòng Nội vụ hoàn chỉnh.", "phong-noi-vu", "hoàn chỉnh"),
        ("1. Phê bình phòng Nội vụ; yêu cầu kiểm điểm.", "phong-noi-vu", "kiểm điểm"),
        ("1. Tiếp tục giao phòng Nội vụ: (1) Theo dõi.", "phong-noi-vu", "Theo dõi"),
        (
            "1. Không để thất thu; nếu để thất thu, phòng Nội vụ chịu trách nhiệm trước UBND.",
            "phong-noi-vu",
            "chịu trách nhiệm trước UBND",
        ),
    ],
)
def test_where_an_order_begins(paragraph: str, unit: str, task: str) -> None:
    (found,) = told(paragraph)
    assert (lead(found), found.task) == ([unit], task)


# -- invariants on notices made up at random --

UNITS = st.sampled_from(
    ["phòng Kinh tế", "phòng Nội vụ", "Công an thành phố", "UBND các phường, xã", "Trung tâm PTQĐ", "Sở Y tế"]
)
DEEDS = st.sampled_from(
    [
        "rà soát hồ sơ",
        "xây dựng kế hoạch",
        "báo cáo UBND thành phố",
        "kiểm tra các cơ sở",
        "hoàn thiện dự thảo",
    ]
)
DUES = st.dates(date(2024, 5, 6), date(2024, 12, 31)).map(
    lambda day: f"trước ngày {day.day}/{day.month}/{day.year}"
)


@st.composite
def sentence(draw: st.DrawFn) -> str:
    unit, deed, due = draw(UNITS), draw(DEEDS), draw(st.one_of(st.just(""), DUES))
    cue = draw(st.sampled_from(["Giao {} {}", "Yêu cầu {} {}", "{} có trách nhiệm {}", "{} chủ trì {}"]))
    text = f"{cue.format(unit, deed)} {due}".strip()
    if draw(st.booleans()):
        text += f"; {draw(DEEDS)} {draw(st.one_of(st.just(''), DUES))}".rstrip()
    return f"{text[:1].upper()}{text[1:]}."


NOISE = st.sampled_from(
    [
        "Năm 2024 kinh tế phục hồi.",
        "- Mục tiêu là mọi nhà đều có Tết.",
        "1. Về kinh tế",
        "Xây dựng phương án.",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(sentence(), NOISE), min_size=1, max_size=6))
def test_no_field_is_invented_and_no_deadline_strays(paragraphs: list[str]) -> None:
    document = notice("Chủ tịch UBND thành phố kết luận như sau:", *paragraphs)
    for task in extract(document, authority()):
        quote = task.citation.quote
        assert document.text[task.citation.start : task.citation.end] == quote
        assert task.task in quote
        assert task.assigner in (document.document.organ_name, *(w for w in [task.assigner] if w in quote))
        if task.deadline_text is None:
            assert (task.due_date, task.due_precision) == (None, "none")
        else:
            assert task.deadline_text in task.task
            assert task.task.count("trước ngày") == 1


@settings(max_examples=40, deadline=None)
@given(UNITS, UNITS, DEEDS, DEEDS, DUES)
def test_a_deadline_stays_with_its_own_task(one: str, other: str, deed: str, work: str, due: str) -> None:
    found = told(f"Giao {one} {deed}.", f"Giao {other} {work} {due}.")
    assert [task.deadline_text for task in found] == [None, due]
    assert [task.task for task in found] == [deed, f"{work} {due}"]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="giaoyêucầSởphòng Kinhtế,;:.-()1đ\n", max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    told(*(line for line in text.split("\n") if line.strip()), organ=PROVINCE)
