"""What a letterhead says, in the forms offices print it; what it does not say stays empty."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.blocks import Block
from indexer.capitals import proper_name
from indexer.codes import LABELLED, office_code, read_code, type_code
from indexer.organs import area_of, infer
from kb.errors import RefusedError
from tests.documents import assert_sound, parse_blocks, parse_text

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


@pytest.mark.parametrize(
    ("printed", "number", "notation", "kind", "office"),
    [
        ("Số: 15/QĐ-BNV", "15", "QĐ-BNV", "QĐ", "BNV"),
        ("Số: 12/UBND-VX", "12", "UBND-VX", "", "UBND"),
        ("Số: 06/2024/QĐ-UBND", "06", "2024/QĐ-UBND", "QĐ", "UBND"),
        ("Số 62-NQ/TU", "62", "NQ/TU", "NQ", "TU"),
        ("Số 74 - CTr/TU", "74", "CTr/TU", "CTr", "TU"),
        ("Số : 15 / QĐ - BNV", "15", "QĐ-BNV", "QĐ", "BNV"),
        ("Số: 123/QĐ–UBND", "123", "QĐ-UBND", "QĐ", "UBND"),
        ("Số: /TB-UBND", "", "TB-UBND", "TB", "UBND"),
        ("Số: ....../KH-UBND", "", "KH-UBND", "KH", "UBND"),
        ("Số:      /2024/QĐ-UBND", "", "2024/QĐ-UBND", "QĐ", "UBND"),
        ("Số 290/GM UBND", "290", "GM-UBND", "GM", "UBND"),
        ("Số: 139/QĐUBND", "139", "QĐ-UBND", "QĐ", "UBND"),
        ("Số 36/2020NĐ-CP", "36", "2020/NĐ-CP", "NĐ", "CP"),
        ("Số 62NQ/TU", "62", "NQ/TU", "NQ", "TU"),
        ("Số: 1234/SNN&PTNT-CCTL", "1234", "SNN&PTNT-CCTL", "", "SNN&PTNT"),
        ("Luật số: 31/2024/QH15", "31", "2024/QH15", "", "QH15"),
        ("Số: 07a/KH-UBND", "07a", "KH-UBND", "KH", "UBND"),
        ("Số: 31/KH-MTTQ-BTT", "31", "KH-MTTQ-BTT", "KH", "MTTQ"),
    ],
)
def test_forms_of_numbers(printed: str, number: str, notation: str, kind: str, office: str) -> None:
    match = LABELLED.search(printed)
    assert match
    assert read_code(match) == (number, notation)
    assert (type_code(notation), office_code(notation)) == (kind, office)


@pytest.mark.parametrize(
    ("line", "day", "precision", "place"),
    [
        ("Lạng Sơn, ngày 05 tháng 01 năm 2024", date(2024, 1, 5), "day", "Lạng Sơn"),
        ("TP. Lạng Sơn, ngày tháng 6 năm 2020", date(2020, 6, 1), "month", "TP. Lạng Sơn"),
        ("Hà Nội, ngày … tháng … năm 2025", date(2025, 1, 1), "year", "Hà Nội"),
        ("Bình Gia, ngày 9/7/2021", date(2021, 7, 9), "day", "Bình Gia"),
        ("Huế, hồi 16 giờ 30 ngày 24 tháng 9 năm 2025", date(2025, 9, 24), "day", "Huế"),
        ("Quận 1, ngày 31 tháng 02 năm 2021", date(2021, 2, 1), "month", ""),
        ("Số: /2024/QĐ-UBND Hà Nội, ngày tháng năm 2024", date(2024, 1, 1), "year", "Hà Nội"),
    ],
)
def test_dates_as_precise_as_printed(line: str, day: date, precision: str, place: str) -> None:
    parsed = parse_text(
        f"Số: 1/BC-UBND\n\n{line}\n\nBÁO CÁO\n\nTình hình thu ngân sách\n\nI. Kết quả\n\nThu đạt kế hoạch."
    )
    document = parsed.document
    assert (document.issued_date, document.issued_precision) == (day, precision)
    assert place in document.place


@pytest.mark.parametrize(
    ("capitals", "name"),
    [
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", "Ủy ban nhân dân thành phố Hà Nội"),
        ("UBND TỈNH LẠNG SƠN", "Ủy ban nhân dân tỉnh Lạng Sơn"),
        ("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Bộ Nông nghiệp và Môi trường"),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("VĂN PHÒNG CHÍNH PHỦ", "Văn phòng Chính phủ"),
        ("PHÒNG TÀI CHÍNH - KẾ HOẠCH", "Phòng Tài chính - Kế hoạch"),
        ("ỦY BAN MTTQ VIỆT NAM XÃ LƯƠNG MINH", "Ủy ban Mặt trận Tổ quốc Việt Nam xã Lương Minh"),
        ("HỘI ĐỒNG NHÂN DÂN HUYỆN ĐÌNH LẬP", "Hội đồng nhân dân huyện Đình Lập"),
    ],
)
def test_names_out_of_capitals(capitals: str, name: str) -> None:
    assert proper_name(capitals) == name


def test_issuer_inferred_from_notation_and_place() -> None:
    assert infer("UBND", "TP. Lạng Sơn", "") == "Ủy ban nhân dân thành phố Lạng Sơn"
    assert infer("UBND", "Lạng Sơn", "") == "Ủy ban nhân dân tỉnh Lạng Sơn"
    assert infer("HĐND", "Hà Nội", "") == "Hội đồng nhân dân thành phố Hà Nội"
    assert infer("TU", "Cao Bằng", "") == "Tỉnh ủy Cao Bằng"
    assert infer("UBND", "Bình Gia", "các xã của huyện Bình Gia") == "Ủy ban nhân dân huyện Bình Gia"
    assert infer("UBND", "Bình Gia", "") == ""
    assert infer("TTg", "Hà Nội", "") == "Thủ tướng Chính phủ"
    assert area_of("", "huyện Bình Gia") == ""


DEPARTMENT_LETTER = f"""UBND TỈNH LẠNG SƠN
SỞ TÀI CHÍNH

{MOTTO}

Số: 1234/STC-QLNS
V/v hướng dẫn lập dự toán ngân sách
nhà nước năm 2025

Lạng Sơn, ngày 5 tháng 8 năm 2024

Kính gửi: Ủy ban nhân dân các huyện, thành phố.

Thực hiện Thông tư số 49/2024/TT-BTC ngày 16/7/2024 của Bộ Tài chính, Sở Tài chính hướng dẫn như sau:

Đề nghị các đơn vị gửi báo cáo trước ngày 20/8/2024./.

Nơi nhận:
- Như trên;
- Lưu: VT, QLNS.

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

Đặng Thị Bích Đào
"""


def test_letter_has_no_type_code() -> None:
    parsed = parse_text(DEPARTMENT_LETTER)
    document = parsed.document
    assert document.label == (
        "Công văn số 1234/STC-QLNS ngày 05 tháng 8 năm 2024 của Sở Tài chính tỉnh Lạng Sơn"
    )
    assert document.subject == "hướng dẫn lập dự toán ngân sách nhà nước năm 2025"
    assert (document.signing_authority, document.position) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert document.full_name == "Đặng Thị Bích Đào"
    assert parsed.details.recipients == ("Như trên", "Lưu: VT, QLNS")


def test_party_document() -> None:
    parsed = parse_text(
        "ĐẢNG BỘ TỈNH CAO BẰNG\nTỈNH ỦY\n*\nSố 15 -KL/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\n"
        "Cao Bằng, ngày 03 tháng 02 năm 2023\n\n"
        "KẾT LUẬN\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\nvề công tác cán bộ\n\n-----\n\n"
        "Tại cuộc họp ngày 30/01/2023, Ban Thường vụ Tỉnh ủy kết luận như sau:\n\n"
        "1- Giao Ban Tổ chức Tỉnh ủy chủ trì.\n\n2- Giao Văn phòng Tỉnh ủy theo dõi.\n\n"
        "Nơi nhận:\n- Các huyện ủy, thành ủy,\n- Lưu Văn phòng Tỉnh ủy.\n\n"
        "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC\n\n(Đã ký)\n\nTriệu Đình Lê"
    )
    assert parsed.document.label == "Kết luận số 15-KL/TU ngày 03 tháng 02 năm 2023 của Tỉnh ủy Cao Bằng"
    assert parsed.document.position == "PHÓ BÍ THƯ THƯỜNG TRỰC"
    assert parsed.document.full_name == "Triệu Đình Lê"
    assert parsed.details.meeting_date == date(2023, 1, 30)
    assert [s.number for s in parsed.sections if s.number] == ["1-", "2-"]


def test_conclusions_of_a_meeting() -> None:
    parsed = parse_text(
        "Số: 78/TB-UBND\n\nLạng Sơn, ngày 05 tháng 01 năm 2024\n\nTHÔNG BÁO\n\n"
        "Kết luận của đồng chí Đoàn Thanh Sơn, Phó Chủ tịch UBND tỉnh tại cuộc họp về thu ngân sách\n\n"
        "Chiều ngày 03 tháng 01 năm 2024, đồng chí Đoàn Thanh Sơn, Phó Chủ "
        "tịch UBND tỉnh đã chủ trì cuộc họp. Dự họp có "
        "thành phần theo Giấy mời số 02/GM-UBND ngày 02/01/2024.\n\nĐồng chí kết luận như sau:"
    )
    assert parsed.details.meeting_date == date(2024, 1, 3)
    assert parsed.details.chair == "Đoàn Thanh Sơn, Phó Chủ tịch UBND tỉnh"
    assert parsed.details.invitation == "02/GM-UBND ngày 02/01/2024"
    assert parsed.document.label == (
        "Thông báo số 78/TB-UBND ngày 05 tháng 01 năm 2024 của Ủy ban nhân dân tỉnh Lạng Sơn"
    )


def test_letterhead_in_table_cells() -> None:
    parsed = parse_blocks(
        Block("layout", "ỦY BAN NHÂN DÂN\nHUYỆN ĐÌNH LẬP\nSố: 9/KH-UBND"),
        Block("layout", f"{MOTTO}\nĐình Lập, ngày 2 tháng 3 năm 2023"),
        Block("paragraph", "KẾ HOẠCH", style="bold center"),
        Block("paragraph", "Phòng cháy, chữa cháy rừng năm 2023", style="bold center"),
        Block("paragraph", "Căn cứ Luật Lâm nghiệp;"),
        Block("heading", "Mục đích", number="I.", level=1),
        Block("paragraph", "Bảo vệ rừng."),
        Block("layout", "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT."),
        Block("layout", "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH\nVi Văn Đức"),
    )
    assert_sound(parsed)
    assert (
        parsed.document.label
        == "Kế hoạch số 9/KH-UBND ngày 02 tháng 3 năm 2023 của Ủy ban nhân dân huyện Đình Lập"
    )
    assert parsed.document.subject == "Phòng cháy, chữa cháy rừng năm 2023"
    assert parsed.document.signing_authority == "TM. ỦY BAN NHÂN DÂN"
    assert (parsed.document.position, parsed.document.full_name) == ("CHỦ TỊCH", "Vi Văn Đức")
    assert [s.path for s in parsed.sections if s.number] == [("I. Mục đích",)]


@pytest.mark.parametrize(
    "mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "Độ mật: MẬT", "**MẬT**", "TỐI MÂT", "(MẬT)"]
)
def test_secrecy_mark_is_refused_without_content(mark: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_text(f"{mark}\n\nỦY BAN NHÂN DÂN\n\nSố: 1/BC-UBND\n\nBÁO CÁO\n\nVề vụ việc đặc biệt")
    assert refused.value.code == "secret"
    assert "đặc biệt" not in str(refused.value)


def test_secrecy_inside_a_sentence_is_no_mark() -> None:
    text = "Tăng cường bảo vệ bí mật nhà nước, không để lộ tài liệu MẬT.\n\n- MẬT\n\nTuyệt mật là một cấp độ."
    assert parse_text(text).document.access == "public"


def test_internal_use_and_draft_are_labelled() -> None:
    parsed = parse_text(
        "LƯU HÀNH NỘI BỘ\n\nDỰ THẢO\n\nSố: /KH-UBND\n\nKẾ HOẠCH\n\nTổ chức diễn tập\n\nI. Mục đích\n\nNêu rõ."
    )
    assert parsed.document.access == "internal"
    assert parsed.details.draft
    assert "Văn bản là dự thảo." in parsed.document.warnings


def test_internal_use_is_seen_wherever_it_is_stamped() -> None:
    assert parse_text("Không có tiêu đề.\n\n(LƯU HÀNH NỘI BỘ)\n\nNội dung.").document.access == "internal"
    assert parse_text("Tài liệu lưu hành nội bộ được quản lý riêng.").document.access == "public"


def test_text_without_letterhead_has_no_facts() -> None:
    parsed = parse_text(
        "Trong quý I, theo Nghị quyết số 62-NQ/TU, thành phố thu được 83 tỷ đồng.\n\nngày 15/3/2024 đã họp."
    )
    document = parsed.document
    assert (document.type_name, document.code_number, document.organ_name, document.issued_date) == (
        "",
        "",
        "",
        None,
    )
    assert document.label == "tep.txt"
    assert parsed.sections[0].id == "intro"


LEFT = "ỦY BAN NHÂN DÂN\nTỈNH YÊN BÁI\nSố: 12/TB-UBND"
RIGHT = f"{MOTTO}\nYên Bái, ngày 05 tháng 01 năm 2024"
BESIDE = (
    "ỦY BAN NHÂN DÂN{0}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH YÊN BÁI{0}Độc lập - Tự do - Hạnh phúc\n"
    "Số: 12/TB-UBND{0}Yên Bái, ngày 05 tháng 01 năm 2024"
)
BROKEN = (
    LEFT.replace("Số: ", "Số:\n")
    + "\n"
    + RIGHT.replace("CỘNG HÒA XÃ ", "CỘNG HÒA XÃ\n").replace("Bái, ", "Bái,\n")
)


@pytest.mark.parametrize(
    "head",
    [f"{LEFT}\n\n{RIGHT}", f"{RIGHT}\n\n{LEFT}", BROKEN]
    + [BESIDE.format(gap) for gap in (" ", "\t", "          ", " | ")],
)
def test_a_letterhead_of_two_columns_in_any_order(head: str) -> None:
    found = parse_text(
        f"{head}\n\nTHÔNG BÁO\nKết luận của Chủ tịch\n\nCăn cứ Luật Đất đai;\n\nNội dung."
    ).document
    assert (found.code_number, found.code_notation, found.issued_date) == ("12", "TB-UBND", date(2024, 1, 5))
    assert (found.organ_name, found.place) == ("Ủy ban nhân dân tỉnh Yên Bái", "Yên Bái")
    assert found.subject == "Kết luận của Chủ tịch"


@pytest.mark.parametrize("gap", ["\t", "                "])
def test_recipients_beside_the_signature(gap: str) -> None:
    ending = (
        f"Nơi nhận:{gap}TM. ỦY BAN NHÂN DÂN\n- Như trên;{gap}KT. CHỦ TỊCH\n- CT, các PCT;{gap}PHÓ CHỦ TỊCH\n"
        f"- Lưu: VT.\n{gap}Nguyễn Thế Phước"
    )
    parsed = parse_text(f"{LEFT}\n\n{RIGHT}\n\nTHÔNG BÁO\nKết luận\n\n1. Giao Sở Y tế báo cáo./.\n\n{ending}")
    document = parsed.document
    assert document.signing_authority == "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH"
    assert (document.position, document.full_name) == ("PHÓ CHỦ TỊCH", "Nguyễn Thế Phước")
    assert parsed.details.recipients == ("Như trên", "CT, các PCT", "Lưu: VT")


@pytest.mark.parametrize(
    ("capitals", "name"),
    [
        ("UBND TỈNH HÀ NAM\nVĂN PHÒNG", "Văn phòng Ủy ban nhân dân tỉnh Hà Nam"),
        ("SỞ NỘI VỤ - SỞ TÀI CHÍNH", "Sở Nội vụ - Sở Tài chính"),
        ("UBND TỈNH VĨNH LONG\nSỞ NÔNG NGHIỆP VÀ PTNT", "Sở Nông nghiệp và PTNT tỉnh Vĩnh Long"),
        ("UBND THỊ XÃ BUÔN HỒ\nPHÒNG GD&ĐT", "Phòng GD&ĐT thị xã Buôn Hồ"),
        ("ĐẢNG BỘ TỈNH YÊN BÁI\nHUYỆN ỦY VĂN YÊN", "Huyện ủy Văn Yên"),
        ("HỘI ĐỒNG NHÂN DÂN\nTỈNH PHÚ THỌ\nTHƯỜNG TRỰC", "Thường trực Hội đồng nhân dân tỉnh Phú Thọ"),
        ("BAN CHỈ ĐẠO CẤP TỈNH\nVỀ CHUYỂN ĐỔI SỐ", "Ban Chỉ đạo cấp tỉnh về Chuyển đổi số"),
        ("BỘ NỘI VỤ\nVĂN PHÒNG BỘ", "Văn phòng Bộ Nội vụ"),
        ("CÔNG AN TỈNH NGHỆ AN\nPHÒNG CẢNH SÁT CƠ ĐỘNG", "Phòng Cảnh sát cơ động Công an tỉnh Nghệ An"),
        ("UBND TỈNH GIA LAI\nSỞ CÔNG THƯƠNG", "Sở Công Thương tỉnh Gia Lai"),
        ("TỈNH ỦY SƠN LA\nBAN TỔ CHỨC", "Ban Tổ chức Tỉnh ủy Sơn La"),
        ("ỦY BAN NHÂN DÂN\nQUẬN 8\nBAN BỒI THƯỜNG", "Ban Bồi thường quận 8"),
        ("HỘI ĐỒNG NHÂN\nDÂN\nTỈNH PHÚ THỌ", "Hội đồng nhân dân tỉnh Phú Thọ"),
        ("HỎA TỐC\n\nỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN", "Ủy ban nhân dân tỉnh Nghệ An"),
    ],
)
def test_names_of_issuing_bodies(capitals: str, name: str) -> None:
    head = (
        f"{capitals}\nSố: 12/TB-VP\n\n{MOTTO}\n\nTHÔNG BÁO\nLịch tiếp công dân\n\nCăn cứ Luật;\n\nNội dung."
    )
    assert parse_text(head).document.organ_name == name


@pytest.mark.parametrize("mark", ["M Ậ T", "- TUYỆT  MẬT -", "[MẬT]", "***TỐI MẬT***", "Độ mật: Mật", "Mật"])
def test_a_secrecy_mark_however_it_is_set(mark: str) -> None:
    with pytest.raises(RefusedError):
        parse_text(f"{LEFT}\n{mark}\n\n{RIGHT}\n\nTHÔNG BÁO\nKết luận")


@pytest.mark.parametrize("line", ["BẢO MẬT", "MẬT ĐỘ XÂY DỰNG", "KHÔNG MẬT", "Độ mật: Thường", "MẶT"])
def test_words_that_only_look_like_a_mark(line: str) -> None:
    assert parse_text(f"{LEFT}\n{line}\n\n{RIGHT}\n\nTHÔNG BÁO\nKết luận").document.access == "public"


SIDE_BY_SIDE = """THƯ KÝ                    CHỦ TỌA
(Ký)                      (Ký)

Hoàng Thị Mai             Vi Văn Long"""
ONE_AFTER_ANOTHER = """KT. BỘ TRƯỞNG BỘ TƯ PHÁP
THỨ TRƯỞNG
Hoàng Thị Mai

KT. BỘ TRƯỞNG BỘ TÀI CHÍNH
THỨ TRƯỞNG
Vi Văn Long"""


@pytest.mark.parametrize("signatures", [SIDE_BY_SIDE, ONE_AFTER_ANOTHER])
def test_every_signer_is_named(signatures: str) -> None:
    document = parse_text(
        f"{LEFT}\n\n{RIGHT}\n\nBIÊN BẢN\nHọp giao ban\n\nNội dung cuộc họp./.\n\n{signatures}"
    ).document
    assert document.full_name == "Hoàng Thị Mai, Vi Văn Long"


def test_a_signature_without_recipients_before_an_annex() -> None:
    parsed = parse_text(
        f"{LEFT}\n\n{RIGHT}\n\nNGHỊ QUYẾT\nVề phát triển đô thị\n\nĐiều 1. Thông qua Chương trình.\n\n"
        "CHỦ TỊCH\nNguyễn Phú Cường\n\nCHƯƠNG TRÌNH\nPHÁT TRIỂN ĐÔ THỊ\n\n"
        "I. Quan điểm\nBền vững.\n\nII. Mục tiêu\nMười đô thị."
    )
    assert parsed.document.full_name == "Nguyễn Phú Cường"
    assert [leaf.section_id for leaf in parsed.leaves][-1].startswith("x.")


def test_minutes_without_a_date_line_have_the_day_of_the_meeting() -> None:
    minutes = parse_text(
        "BIÊN BẢN\nHọp giao ban\n\nHôm nay, hồi 8 giờ ngày 02/4/2024, tại hội trường, chúng tôi gồm:"
    )
    assert (minutes.document.issued_date, minutes.details.inferred) == (date(2024, 4, 2), ("issued_date",))


def test_a_department_of_the_province_told_by_the_place_it_signs_at() -> None:
    letter = parse_text(
        "ỦY BAN NHÂN DÂN TỈNH\nSỞ XÂY DỰNG\nSố: 1/TB-SXD\nThái Bình, ngày 18 tháng 9 năm 2024\n\n"
        "THÔNG BÁO\nVề nghỉ lễ"
    )
    assert letter.document.organ_name == "Sở Xây dựng tỉnh Thái Bình"


def test_a_consolidated_text_is_none_of_what_it_consolidates() -> None:
    text = parse_text(
        "BỘ TÀI CHÍNH\nSố: 17/VBHN-BTC\nHà Nội, ngày 21 tháng 3 năm 2025\n\nTHÔNG TƯ\nQUY ĐỊNH VỀ KINH PHÍ"
    )
    assert text.document.label.startswith("Văn bản hợp nhất số 17/VBHN-BTC")


def test_a_date_cut_by_a_narrow_column() -> None:
    notice = parse_text(
        "UBND TỈNH\nSố: 1/TB-UBND\nTuyên Quang, ngày 18 tháng 9 năm\n2025\n\nTHÔNG BÁO\nVề nghỉ lễ"
    )
    assert notice.document.issued_date == date(2025, 9, 18)
