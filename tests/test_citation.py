"""Citation forms: the document, the place in it from small to large, and only what is known."""

from __future__ import annotations

from datetime import date

import pytest

from kb.citation import cite, document_label, document_number, pinpoint
from kb.model import Document
from tests.documents import parse_text


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("Phần I. CHUNG", "Chương XII. ĐẤT ĐAI", "Mục 5. GIÁ", "Điều 103. Căn cứ", "2. Sửa đổi", "a) Một"),
         "điểm a khoản 2 Điều 103 Mục 5 Chương XII Phần I"),
        (("Phần I. KẾT QUẢ", "II. NHỮNG KẾT QUẢ", "2. Đô thị", "a) Quản lý"), "điểm a khoản 2 mục II Phần I"),
        (("2. Quản lý đô thị", "2.1. Quản lý"), "mục 2.1"),
        (("I. KẾT QUẢ", "2. Đô thị", "2.1. Quản lý"), "mục 2.1 mục I"),
        (("11. Đối với kiến nghị",), "mục 11"),
        (("A. MỤC ĐÍCH", "I. Yêu cầu"), "mục I mục A"),
        (("Phụ lục II. DANH MỤC", "3. Dự án"), "mục 3 Phụ lục II"),
        (("MỞ ĐẦU",), ""),
        ((), ""),
    ],
)  # fmt: skip
def test_pinpoint(path: tuple[str, ...], place: str) -> None:
    assert pinpoint(path) == place


def test_label_leaves_out_what_is_absent() -> None:
    full = Document(
        "d",
        "Thông báo",
        "78",
        "TB-UBND",
        date(2024, 1, 5),
        "day",
        "Ủy ban nhân dân tỉnh Lạng Sơn",
        subject="Kết luận",
    )
    assert document_label(full) == (
        "Thông báo số 78/TB-UBND ngày 05 tháng 01 năm 2024 của Ủy ban nhân dân tỉnh Lạng Sơn"
    )
    unnumbered = Document(
        "d", "Thông báo", "", "TB-UBND", date(2020, 5, 1), "month", "Ủy ban nhân dân tỉnh Lạng Sơn"
    )
    assert document_label(unnumbered) == "Thông báo tháng 5 năm 2020 của Ủy ban nhân dân tỉnh Lạng Sơn"
    dateless = Document(
        "d", "Quyết định", "", "2025/QĐ-UBND", date(2025, 1, 1), "year", "Chính phủ", subject="Bãi bỏ"
    )
    assert document_label(dateless) == "Quyết định năm 2025 của Chính phủ “Bãi bỏ”"
    assert document_label(Document("d", source="a/b.txt")) == "a/b.txt"


def test_party_numbers_keep_their_hyphen() -> None:
    assert document_number(Document("d", code_number="62", code_notation="NQ/TU")) == "62-NQ/TU"
    assert document_number(Document("d", code_number="06", code_notation="2024/QĐ-UBND")) == "06/2024/QĐ-UBND"
    assert document_number(Document("d", code_number="12", code_notation="UBND-VX")) == "12/UBND-VX"
    assert document_number(Document("d", code_number="31", code_notation="2024/QH15")) == "31/2024/QH15"
    assert document_number(Document("d", code_notation="TB-UBND")) == ""


LAW = """QUYẾT ĐỊNH
Về cấp phép

Điều 1. Đối tượng

1. Cơ quan nhà nước.

2. Tổ chức, cá nhân sau:

a) Tổ chức trong nước;

b) Cá nhân trong nước, gồm:

- Người thường trú;

c) Cộng đồng dân cư.

3. Đối tượng khác¹.

¹ Theo quy định riêng.
"""


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("Cơ quan nhà nước.", "khoản 1 Điều 1"),
        ("b) Cá nhân trong nước, gồm:", "điểm b khoản 2 Điều 1"),
        ("- Người thường trú;", "điểm b khoản 2 Điều 1"),
        ("¹ Theo quy định riêng.", "khoản 3 Điều 1, chú thích số 1"),
    ],
)
def test_cite_says_where_the_quote_stands(quote: str, place: str) -> None:
    parsed = parse_text(LAW)
    start = parsed.text.index(quote)
    citation = cite(parsed, start, start + len(quote))
    assert citation.quote == parsed.text[citation.start : citation.end] == quote
    assert citation.label == f"Quyết định “Về cấp phép”, {place}"
    assert citation.url.startswith(f"/documents/tep?start={start}&end={start + len(quote)}&d=")


def test_regulation_attached_to_a_decision_is_named() -> None:
    parsed = parse_text(
        "QUYẾT ĐỊNH\nVề quy chế\n\n"
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc./.\n\nTM. ỦY BAN NHÂN DÂN\n"
        "CHỦ TỊCH\n\nHoàng Văn Chiều\n\nQUY CHẾ\nLàm việc của Ủy ban\n(Ban hành kèm theo Quyết định)\n\n"
        "Chương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi\n\nQuy chế này quy định nguyên tắc."
    )
    start = parsed.text.index("Quy chế này")
    assert cite(parsed, start, start + 7).label.endswith("Điều 1 Chương I, Quy chế kèm theo")
    assert parsed.document.full_name == "Hoàng Văn Chiều"
