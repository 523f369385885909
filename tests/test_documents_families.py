"""Copies, drafts, corrections, replacements, repeals and amendments among the documents that are here."""

from __future__ import annotations

from indexer.families import relate
from indexer.features import features
from kb.model import ParsedDocument
from tests.documents import parse_text

BODY = " ".join(
    f"Nội dung thứ {n} của văn bản được trình bày đầy đủ để người đọc hiểu rõ." for n in range(40)
)


def decision(
    name: str, number: str, subject: str, articles: str, *, body: str = "", top: str = ""
) -> ParsedDocument:
    return parse_text(
        f"{top}\n\nỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n\nSố: {number}\n\n"
        f"Lạng Sơn, ngày 05 tháng 01 năm 2024\n\nQUYẾT ĐỊNH\n{subject}\n\n"
        f"Căn cứ Quyết định số 1/QĐ-UBND được thay thế bởi Quyết "
        f"định số 2/QĐ-UBND;\n\n{articles}\n\n{body}",
        source=f"{name}.txt",
    )


def found(*documents: ParsedDocument) -> list[tuple[str, str, str]]:
    return [(r.kind, r.source_id, r.target_id) for r in relate(map(features, documents))]


def test_the_same_number_of_the_same_office_and_year() -> None:
    one = decision("scan", "9/QĐ-UBND", "Về phí", "Điều 1. Ban hành phi.")
    other = decision("word", "9/QĐ-UBND", "Về phí", "Điều 1. Ban hành phí.", body=BODY)
    assert found(one, other) == [("duplicate", "scan", "word")]


def test_the_same_text_under_two_names() -> None:
    text = f"BÁO CÁO\nVề thu ngân sách\n\n1. Kết quả\n\n{BODY}\n\n2. Nhiệm vụ\n\nTiếp tục thu."
    copies = [parse_text(text, source=f"{name}.txt") for name in ("a", "b", "c")]
    assert found(*copies) == [("duplicate", "a", "c"), ("duplicate", "b", "c")]


def test_draft_and_final() -> None:
    draft = decision(
        "du-thao", "/QĐ-UBND", "Về phí chợ", "Điều 1. Mức thu 5.000 đồng.", body=BODY, top="DỰ THẢO"
    )
    final = decision("ban-hanh", "12/QĐ-UBND", "Về phí chợ", "Điều 1. Mức thu 6.000 đồng.", body=BODY)
    other = decision("khac", "13/QĐ-UBND", "Về lệ phí", "Điều 1. Mức thu 6.000 đồng.", body=BODY)
    assert ("draft_of", "du-thao", "ban-hanh") in found(draft, final, other)
    assert not any(
        "khac" in (source, target) and kind == "draft_of"
        for kind, source, target in found(draft, final, other)
    )


def test_what_one_decision_does_to_others() -> None:
    old = [
        decision(f"cu{n}", f"{n}/QĐ-UBND", f"Về việc {n}", f"Điều 1. Ban hành quy định {n}.")
        for n in range(1, 6)
    ]
    new = decision(
        "moi", "99/QĐ-UBND", "Sửa đổi, bổ sung một số điều của Quyết định số 3/QĐ-UBND",
        "Điều 1. Sửa đổi khoản 1 Điều 1 Quyết định số 3/QĐ-UBND ngày 05/01/2024.\n\n"
        "Điều 2. Quyết định này thay thế Quyết định số 4/QĐ-UBND ngày 05 tháng 01 năm 2024.\n\n"
        "Điều 3. Quyết định số 5/QĐ-UBND ngày 05/01/2024 hết hiệu lực kể từ ngày ký.",
    )  # fmt: skip
    assert found(*old, new) == [
        ("amends", "moi", "cu3"),
        ("repeals", "moi", "cu5"),
        ("replaces", "moi", "cu4"),
    ]


def test_correction_and_a_reference_of_another_date() -> None:
    old = decision("cu", "7/QĐ-UBND", "Về giá", "Điều 1. Ban hành giá.")
    correction = decision(
        "dinh-chinh", "8/QĐ-UBND", "Đính chính Quyết định số 7/QĐ-UBND ngày 05/01/2024", "Điều 1. Sửa lỗi."
    )
    another = decision(
        "khac", "10/QĐ-UBND", "Bãi bỏ Quyết định số 7/QĐ-UBND ngày 06/02/2019", "Điều 1. Bãi bỏ."
    )
    assert found(old, correction, another) == [("corrects", "dinh-chinh", "cu")]
