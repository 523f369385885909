import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import Span
from kb.sentences import sentences, unnumbered

BULLETS = set("-+*–—•·▪●○")


def quotes(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 19/6/2024, Đ/c. Nguyễn Văn Hạnh đã chủ trì cuộc họp.",
        "UBND TP. Lạng Sơn báo cáo TS. Trần Văn Nam.",
        "TM. ỦY BAN NHÂN DÂN",
        "Ảnh hưởng 1.938 hộ gia đình, diện tích 276,3 ha, tỷ lệ 32,8 %.",
        "Thực hiện ngày 15.3.2024 tại P. Đông Kinh.",
        "Trồng cây, nuôi cá, v.v. theo kế hoạch.",
        "Nâng cấp Km18-Km80, Quốc lộ 4B,... hoàn thành dứt điểm dự án.",
        "Các dự án: Kè suối Lao Ly; Tiểu khu TĐC khối 9; Bãi đỗ xe.",
        "2.1. Nguyên nhân khách quan",
        "II. NHỮNG KẾT QUẢ ĐẠT ĐƯỢC",
        "a. Thương mại, dịch vụ phát triển.",
        "Tại khoản 2, mục III. Những khó khăn cần bổ sung.",
        "Trang 4, khoản 1, mục II. Giá trị sản xuất bằng 98,56%.",
        "Báo cáo kết quả (có đánh giá so với kế hoạch. Nêu rõ vướng mắc) hàng tháng.",
        "Xử lý 40 vụ (phạt 105 triệu đồng;\ntịch thu 63 triệu đồng) trong tháng.",
        "UBND tỉnh yêu cầu thực hiện./.",
        "Đạt 147 hộ. ",
    ],
)
def test_one_sentence(text: str) -> None:
    assert quotes(text) == [text.strip()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đạt 385 tỷ đồng. Hoàn thành đề án.", ["Đạt 385 tỷ đồng.", "Hoàn thành đề án."]),
        ("dịch vụ, du lịch... Tỉnh đã khôi phục.", ["dịch vụ, du lịch...", "Tỉnh đã khôi phục."]),
        ("Bác Hồ”². Thực hiện ra quân.", ["Bác Hồ”².", "Thực hiện ra quân."]),
        (
            "ý kiến của Bộ tư lệnh quân khu I. Tăng cường.",
            ["ý kiến của Bộ tư lệnh quân khu I.", "Tăng cường."],
        ),
        ("theo khoản 2 Điều 5. Các đơn vị làm.", ["theo khoản 2 Điều 5.", "Các đơn vị làm."]),
        ("trên địa bàn. xây dựng 10 tuyến phố.", ["trên địa bàn.", "xây dựng 10 tuyến phố."]),
        ("trên địa bàn.Tiếp tục rà soát.", ["trên địa bàn.", "Tiếp tục rà soát."]),
        ("năm 2023. 15 vụ đã khởi tố.", ["năm 2023.", "15 vụ đã khởi tố."]),
        ("nội dung sau:\n\n- Bổ sung.\n\n+ Chỉnh sửa.", ["nội dung sau:", "Bổ sung.", "Chỉnh sửa."]),
        ("STT | Tên\n1 | Kè", ["STT | Tên", "1 | Kè"]),
    ],
)
def test_several_sentences(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("5. Đẩy mạnh giải ngân.", "Đẩy mạnh giải ngân."),
        ("2.1. Về du lịch: lượng khách tăng.", "Về du lịch: lượng khách tăng."),
        ("10) Giao Sở Y tế.", "Giao Sở Y tế."),
        ("đ) Rà soát quy hoạch.", "Rà soát quy hoạch."),
        ("15 vụ đã khởi tố.", "15 vụ đã khởi tố."),
        ("1.938 hộ đã nhận.", "1.938 hộ đã nhận."),
        ("5. ", "5. "),
    ],
)
def test_what_opens_a_block_is_quoted_without_its_number(text: str, quoted: str) -> None:
    span = unnumbered(text, Span(0, len(text)))
    assert text[span.start : span.end] == quoted


PIECES = re.findall(
    r"[^|]+",
    "TP. Lạng Sơn|Đ/c A|1.938 hộ|a) |2.1. |- |(|)|. |; |...|\n|\n\n|Giao|sở|II. |v.v.|¹²|“|”|?|./.| ",
)
FRAGMENTS = st.sampled_from(PIECES)


@given(st.lists(FRAGMENTS).map("".join) | st.text(), st.data())
def test_sentences_are_trimmed_ordered_and_lose_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spans = sentences(text, start, end)
    position = start
    for span in [*spans, Span(end, end)]:
        assert position <= span.start <= span.end <= end
        assert all(c.isspace() or c in BULLETS for c in text[position : span.start])
        position = span.end
    for span in spans:
        quote = text[span.start : span.end]
        assert quote
        assert quote == quote.strip()
        assert "\n\n" not in quote


def test_real_documents_have_no_sentence_longer_than_a_page(corpus: Path) -> None:
    for file in corpus.glob("*.txt"):
        text = file.read_text("utf-8")
        assert max(span.end - span.start for span in sentences(text)) < 2_000
