"""Which numbers open parts, and which are text."""

from __future__ import annotations

from indexer.blocks import Block
from tests.documents import assert_sound, leaf_text, parse_blocks, parse_text, shape


def numbers(text: str) -> list[str]:
    return [number for _, number, _ in shape(parse_text(text))]


def test_sequence_decides() -> None:
    assert numbers(
        "1. Mở đầu\n\nNêu rõ.\n\n3.602 m² đất đã cấp.\n\n"
        "7. Không phải mục vì mục 2 chưa có.\n\n2. Kết quả\n\nTốt."
    ) == [
        "1.",
        "2.",
    ]


def test_dates_decimals_and_sentences_are_text() -> None:
    text = (
        "1. Kết quả\n\n15.3.2024 đã họp.\n\n1.085 hồ sơ đã giải quyết.\n\n"
        "2.500.000 đồng.\n\nĐiều 5 Luật này quy định rõ.\n\n2. Nhiệm vụ\n\nLàm tốt."
    )
    assert numbers(text) == ["1.", "2."]


def test_a_number_printed_twice_still_opens_a_part() -> None:
    text = (
        "I. MỘT\n\nNêu.\n\nII. HAI\n\nNêu.\n\nII. HẠN CHẾ\n\nNêu.\n\n1. Một là\n\nNêu.\n\n2. Hai là\n\nNêu."
    )
    parsed = parse_text(text)
    assert [s.id for s in parsed.sections] == ["I", "II", "II~2", "II~2.1", "II~2.2"]


def test_roman_i_and_letter_i() -> None:
    letters = "\n\n".join(
        f"{letter}) Việc {n}\n\nNội dung {n}." for n, letter in enumerate("abcdđeghi", start=1)
    )
    parsed = parse_text(
        f"I. PHẦN MỘT\n\n1. Việc chung\n\n{letters}\n\n2. Việc riêng\n\nNêu.\n\nII. PHẦN HAI\n\nNêu."
    )
    assert shape(parsed)[2] == (3, "a)", "Việc 1")
    assert shape(parsed)[10] == (3, "i)", "Việc 9")
    assert [s.id for s in parsed.sections][-2:] == ["I.2", "II"]


def test_letters_of_a_list_are_items_letters_with_titles_are_parts() -> None:
    listed = parse_text(
        "1. Đối tượng gồm:\n\na) Cơ quan nhà nước;\n\nb) Tổ chức khác.\n\n2. Phạm vi: cả tỉnh."
    )
    assert [number for _, number, _ in shape(listed)] == ["1.", "2."]
    assert [leaf_text(listed, leaf) for leaf in listed.leaves if leaf.kind == "list_item"] == [
        "a) Cơ quan nhà nước;",
        "b) Tổ chức khác.",
    ]
    titled = parse_text(
        "1. Kinh tế\n\na) Thương mại\n\nNêu rõ.\n\nb) Nông nghiệp\n\nNêu rõ.\n\n2. Xã hội\n\nNêu."
    )
    assert [number for _, number, _ in shape(titled)] == ["1.", "a)", "b)", "2."]


def test_run_in_headings_keep_their_text() -> None:
    parsed = parse_text(
        "**1. Kinh tế:** Thu đạt kế hoạch.\n\n"
        "**2. Xã hội:** Ổn định.\n\n2.1. *Giáo dục*: Tốt.\n\n2.2. *Y tế*: Khá."
    )
    assert [heading for _, _, heading in shape(parsed)] == ["Kinh tế", "Xã hội", "Giáo dục", "Y tế"]
    assert {leaf.kind for leaf in parsed.leaves} == {"paragraph"}
    assert "*" not in parsed.text


def test_law_with_all_levels() -> None:
    parsed = parse_text(
        "Phần thứ nhất\nQUY ĐỊNH CHUNG\n\nChương I\nPHẠM VI\n\nMục 1. ĐẤT\n\n"
        "Điều 1. Phạm vi điều chỉnh\n\nLuật này quy định.\n\n"
        "Điều 2. Đối tượng\n\n1. Cơ quan.\n\n2. Tổ chức.\n\n"
        "Mục 2. NƯỚC\n\nĐiều 3. Nước mặt\n\n1. Chỉ một khoản.\n\n"
        "Chương II\nTHI HÀNH\n\nĐiều 4. Hiệu lực\n\nTừ ngày ký.\n\nĐiều 4a. Chuyển tiếp\n\nTheo Điều 4."
    )
    assert_sound(parsed)
    assert [s.id for s in parsed.sections] == [
        "p1", "p1.c1", "p1.c1.m1", "p1.c1.m1.d1", "p1.c1.m1.d2", "p1.c1.m1.d2.1", "p1.c1.m1.d2.2", "p1.c1.m2",
        "p1.c1.m2.d3", "p1.c1.m2.d3.1", "p1.c2", "p1.c2.d4", "p1.c2.d4a",
    ]  # fmt: skip


def test_text_quoted_from_another_document_opens_no_part() -> None:
    parsed = parse_text(
        "Điều 1. Sửa đổi Điều 7 như sau:\n\n“Điều 7. Phí\n\n1. Mức thu.\n\n"
        "2. Miễn giảm.”\n\nĐiều 2. Hiệu lực từ ngày ký."
    )
    assert [number for _, number, _ in shape(parsed)] == ["Điều 1.", "Điều 2."]


def test_automatic_numbers_and_tables() -> None:
    parsed = parse_blocks(
        Block("heading", "Kết quả", number="1.", level=1),
        Block("table", "Tên | Số\nA | 2", rows=(("**Tên**", "Số"), ("A", "2"))),
        Block("heading", "Thu ngân sách", number="1.1.", level=2),
        Block("paragraph", "Đạt kế hoạch."),
        Block("heading", "Nhiệm vụ", number="2.", level=1),
        Block("list_item", "Rà soát quỹ đất.", number="-"),
    )
    assert_sound(parsed)
    assert shape(parsed) == [(1, "1.", "Kết quả"), (2, "1.1.", "Thu ngân sách"), (1, "2.", "Nhiệm vụ")]
    table = next(leaf for leaf in parsed.leaves if leaf.kind == "table")
    assert leaf_text(parsed, table) == "Tên | Số\nA | 2"
    assert [[parsed.text[c.start : c.end] for c in row] for row in table.rows] == [["Tên", "Số"], ["A", "2"]]
    assert parsed.text.endswith("- Rà soát quỹ đất.\n\n")


def test_last_paragraph_speaks_for_the_whole() -> None:
    parsed = parse_text(
        "1. Một\n\nNêu.\n\n2. Hai\n\nNêu.\n\nUBND tỉnh yêu cầu các sở, ngành nghiêm túc thực hiện./."
    )
    assert [(s.id, s.path) for s in parsed.sections][-1] == ("closing", ())


def test_marks_that_readers_vouch_for_and_notes_they_give() -> None:
    text = "Diện tích 313 m³ và 15 m²² theo báo cáo."
    parsed = parse_blocks(
        Block("paragraph", text, refs=(text.index("²²") + 1,)),
        Block("footnote", "² Số liệu của Sở."),
        Block("paragraph", "Thu được 5 tỷ đồng1; chi 3 tỷ."),
        Block("footnote", "1 Chưa tính tháng 3."),
    )
    assert_sound(parsed)
    assert [parsed.text[: n.mark.start].split()[-1] for n in parsed.notes if n.mark] == ["m²", "đồng"]
    assert parsed.text[parsed.notes[1].start : parsed.notes[1].end] == "¹ Chưa tính tháng 3."


def test_note_without_mark_is_kept_and_reported() -> None:
    parsed = parse_text("1. Một\n\nKhông có dấu.\n\n² Chú thích lạc.\n\n2. Hai\n\nNêu.")
    assert_sound(parsed)
    assert [(note.number, note.mark) for note in parsed.notes] == [("2", None)]
    assert any("chú thích số 2" in warning for warning in parsed.document.warnings)


def test_printed_lines_without_blank_lines_between_titles_and_text() -> None:
    parsed = parse_text(
        "I. MỤC ĐÍCH\n1. Yêu cầu chung\nTiếp tục đẩy mạnh công tác cải "
        "cách hành chính nhà nước trên địa bàn tỉnh, tạo\n"
        "chuyển biến mạnh mẽ trong nhận thức và hành động của đội ngũ cán bộ, công chức,\n"
        "viên chức, góp phần nâng cao hiệu lực, hiệu quả hoạt động của bộ máy hành chính\n"
        "nhà nước và phát triển kinh tế - xã hội của tỉnh trong giai đoạn mới theo tinh\n"
        "thần các nghị quyết của Trung ương và của Tỉnh ủy.\n2. Yêu cầu riêng\n"
        "Các sở, ban, ngành, Ủy ban nhân dân các huyện, thành phố xác định cải cách hành\n"
        "chính là nhiệm vụ trọng tâm, thường xuyên; gắn trách nhiệm của người đứng đầu với\n"
        "kết quả thực hiện nhiệm vụ được giao trong năm 2024 của cơ quan, đơn vị, địa\n"
        "phương mình và báo cáo kết quả thực hiện định kỳ hằng quý về cơ quan có thẩm\n"
        "quyền theo quy định.\nII. NHIỆM VỤ\nThực hiện tốt các nhiệm vụ được giao."
    )
    assert shape(parsed) == [
        (1, "I.", "MỤC ĐÍCH"),
        (2, "1.", "Yêu cầu chung"),
        (2, "2.", "Yêu cầu riêng"),
        (1, "II.", "NHIỆM VỤ"),
    ]
    assert [leaf.kind for leaf in parsed.leaves] == ["heading"] * 2 + [
        "paragraph",
        "heading",
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_lines_of_a_text_without_blank_lines_are_titles_and_paragraphs() -> None:
    plan = parse_text(
        "HƯỚNG DẪN\nkiểm điểm cuối năm\nCăn cứ Quy định số 366-QĐ/TW;\nI- MỤC ĐÍCH\n1- Yêu cầu\n"
        "Bảo đảm khách quan.\nII- TỔ CHỨC THỰC HIỆN\na) Phòng Nội vụ rà soát.\nb) Phòng Tư pháp rà soát."
    )
    assert [(section.number, section.heading) for section in plan.sections if section.number] == [
        ("I-", "MỤC ĐÍCH"),
        ("1-", "Yêu cầu"),
        ("II-", "TỔ CHỨC THỰC HIỆN"),
    ]
    assert plan.document.subject == "kiểm điểm cuối năm"
