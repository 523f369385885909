"""Questions about documents of other offices: an invitation, a decision with a table, a district's report."""

from pathlib import Path

import pytest

from indexer.build import build
from kb.base import KnowledgeBase
from kb.config import Settings

INVITATION = """SỞ Y TẾ
Số: 83/GM-SYT
Hà Giang, ngày 06 tháng 9 năm 2024

GIẤY MỜI
Dự Hội nghị sơ kết công tác phòng, chống bệnh sởi năm 2024

1. Thời gian: 14 giờ 00, ngày 12 tháng 9 năm 2024.
2. Địa điểm: Hội trường tầng 3, số 15 đường Trần Hưng Đạo.
3. Chủ trì: Bác sĩ Nguyễn Đắc Hùng, Phó Giám đốc Sở Y tế.

Kế hoạch đặt mục tiêu tiêm cho 21.600 trẻ; số ca tập trung ở huyện Bắc Mê (52 ca) và huyện Xín Mần (31 ca).
"""
DECISION = """<html><body><p>ỦY BAN NHÂN DÂN<br>TỈNH LÀO CAI</p><p>Số: 415/QĐ-UBND</p>
<p>Lào Cai, ngày 12 tháng 5 năm 2025</p>
<p><b>QUYẾT ĐỊNH</b></p><p><b>Về việc hỗ trợ máy bơm cho các huyện năm 2025</b></p>
<p>Điều 1. Hỗ trợ 3.000.000 đồng đối với hộ có từ 03 đến dưới 05 nhân khẩu; hỗ trợ 5.000.000 đồng đối với hộ
có từ 05 nhân khẩu trở lên.</p>
<table><tr><td>TT</td><td>Huyện</td><td>Máy bơm (chiếc)</td><td>Kinh phí (triệu đồng)</td></tr>
<tr><td>1</td><td>Bát Xát</td><td>42</td><td>3.150</td></tr>
<tr><td>2</td><td>Văn Bàn</td><td>51</td><td>3.580</td></tr></table>
<p>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br>Trần Huy Tuấn</p></body></html>
"""
REPORT = """ỦY BAN NHÂN DÂN
HUYỆN PHỤNG HIỆP
Số: 412/BC-UBND
Phụng Hiệp, ngày 14 tháng 6 năm 2023

BÁO CÁO
Tình hình kinh tế - xã hội 6 tháng đầu năm 2023

1. Toàn huyện có 71 trường, trong đó 62 trường đạt chuẩn. Xử lý 96 trường hợp vi phạm trật tự xây dựng.

2. Tổng thu ngân sách nhà nước được 96,8 tỷ đồng, đạt 57% dự toán.

4. Chợ Ngã Sáu do Công ty Cổ phần Hậu Giang thi công.

3. Cấp 128 hồ sơ xây dựng; khám tại trạm y tế các xã, phường: 5.484 lượt.

TM. ỦY BAN NHÂN DÂN
PHÓ CHỦ TỊCH
Trần Văn Tuấn
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder: Path = tmp_path_factory.mktemp("elsewhere")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "gm.txt").write_text(INVITATION, "utf-8")
    (corpus / "qd.html").write_text(DECISION, "utf-8")
    (corpus / "bc.txt").write_text(REPORT, "utf-8")
    settings = Settings(corpus=corpus, index=folder / "index")
    build(settings)
    return KnowledgeBase(settings)


@pytest.mark.parametrize(
    ("question", "bold"),
    [
        # labelled lines, told of what the document is on
        ("Hội nghị sơ kết phòng chống sởi họp ở đâu?", "Hội trường tầng 3, số 15 đường Trần Hưng Đạo"),
        ("hoi nghi so ket phong chong soi bat dau luc may gio", "14 giờ 00, ngày 12 tháng 9 năm 2024"),
        ("Giấy mời dự hội nghị sơ kết phòng chống bệnh sởi số bao nhiêu?", "83/GM-SYT"),
        # the row and column of a table
        ("Văn Bàn được hỗ trợ bao nhiêu kinh phí?", "3.580"),
        ("Bát Xát được mấy máy bơm?", "42"),
        # the condition told by a number
        ("hộ có 04 nhân khẩu được hỗ trợ bao nhiêu tiền", "3.000.000 đồng"),
        ("Hộ trên 5 nhân khẩu được hỗ trợ bao nhiêu tiền?", "5.000.000 đồng"),
        # of the place before the parenthesis; a name that begins the question
        ("Huyện Bắc Mê có bao nhiêu ca sởi?", "52 ca"),
        ("Phụng Hiệp có bao nhiêu trường?", "71 trường"),
        ("Chợ Ngã Sáu do đơn vị nào thi công?", "Công ty Cổ phần Hậu Giang"),
        # the half of a year is of the year of the district's report, though a newer document is there
        ("Thu ngân sách huyện Phụng Hiệp 6 tháng đầu năm được bao nhiêu?", "96,8 tỷ đồng"),
    ],
)
def test_the_words_that_answer(elsewhere: KnowledgeBase, question: str, bold: str) -> None:
    item = elsewhere.answer(question).items[0]
    assert bold in [item.text[span.start : span.end] for span in item.emphasis]


@pytest.mark.parametrize(
    "question",
    [
        "Phụng Hiệp có bao nhiêu phường?",  # "5.484 lượt" are none
        "bao nhieu ho duoc cap nuoc o phung hiep",  # "128 hồ sơ" neither
        "Hộ có dưới 03 nhân khẩu được hỗ trợ bao nhiêu?",
        "Bao nhiêu trẻ đã được tiêm vắc xin sởi?",  # an aim is not done
        "Hội nghị sơ kết phòng chống bệnh dại họp ở đâu tại Vũng Tàu?",
    ],
)
def test_what_is_not_said_is_not_answered(elsewhere: KnowledgeBase, question: str) -> None:
    assert not elsewhere.answer(question).found


def test_of_two_questions_both_are_answered_or_it_is_said_which_is_not(elsewhere: KnowledgeBase) -> None:
    both = elsewhere.answer("Báo cáo 6 tháng của huyện Phụng Hiệp do ai ký, số bao nhiêu?")
    bold = [item.text[span.start : span.end] for item in both.items for span in item.emphasis]
    assert bold == ["Trần Văn Tuấn", "412/BC-UBND"]
    one = elsewhere.answer("Phụng Hiệp có bao nhiêu trường và bao nhiêu bác sĩ?")
    assert one.found
    assert "“bao nhiêu bác sĩ”" in one.summary
