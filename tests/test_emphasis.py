"""Which words of a sentence are set in bold: the figure of the thing asked for, not the first there is."""

from collections.abc import Iterable, Sequence

import pytest

from kb.answers.emphasis import emphasised
from kb.answers.question import read
from kb.answers.wording import Wording

BUDGET = (
    "Ước thực hiện quý I đạt 113 tỷ đồng bằng 28,1% dự toán tỉnh giao, bằng 26,6% dự toán thành phố giao và"
    " bằng 103,9% so với cùng kỳ."
)
ELLIPTIC = (
    "Thu ngân sách đến ngày 14/6/2020 được 9.050 triệu đồng đạt 41,3% dự toán tỉnh giao; đạt 39,3% dự toán"
    " huyện giao; ước tháng 6/2020 thu được 27.644 triệu đồng đạt 45,7% dự toán tỉnh giao; đạt 43,5% dự toán"
    " huyện giao."
)
DRUGS = "Bắt 31 vụ 38 đối tượng mua bán ma túy; khởi tố 30 vụ 37 bị can (01 chuyên án bắt 02 đối tượng)."
PAID = (
    "Phê duyệt bồi thường cho 214 hộ với số tiền 68,35 tỷ đồng; đã chi trả cho 187 hộ, số tiền 57,92 tỷ đồng;"
    " còn 27 hộ chưa nhận tiền."
)
CLINIC = "Tổng số khám bệnh: 3675 lượt, trong đó: khám bảo hiểm y tế: 3088; khám dự phòng (KSK): 340."
PETITIONS = "Tiếp nhận 42 đơn (35 đề nghị, 07 khiếu nại)."
COURSES = (
    "Duyệt danh sách những người phải học nghiệp vụ đấu thầu đối với 88 trường hợp (trong đó có 12 trường hợp"
    " học lần đầu, 30 trường hợp học nâng cao)."
)
TREES = "Đã trồng 300 cây bàng và 200 cây phượng."
COPIES = "Chứng thực 11 trường hợp/14 bản."
PAPERS = (
    "Ban hành Quyết định số 3226/QĐ-UBND ngày 25/12/2023 công bố dự toán năm 2024; Quyết định số 2252/QĐ-UBND"
    " ngày 15/9/2023 về việc công bố quyết toán năm 2022."
)
PLACE = "Trung tâm Văn hóa tỉnh"
DEADLINES = (
    "Các sở có ý kiến, chậm nhất trước ngày 15/01/2024 gửi Sở Kế hoạch tổng hợp; Sở Kế hoạch rà soát, trình"
    " UBND tỉnh trước ngày 20/01/2024."
)


def in_bold(question: str, sentence: str) -> str:
    def idf(terms: Sequence[str]) -> Iterable[float]:
        return [2.0 if term == "\0" else 1.0 for term in terms]

    asked = read(question)
    wording = Wording(asked, asked.subject, (), idf, idf)
    return " | ".join(sentence[span.start : span.end] for span in emphasised(sentence, asked, wording))


@pytest.mark.parametrize(
    ("question", "sentence", "bold"),
    [
        # the share of the base asked for; in a clause that goes on with the one before, too
        ("Thu quý I bằng bao nhiêu phần trăm dự toán tỉnh giao?", BUDGET, "28,1%"),
        ("thu quý I bằng bao nhiêu phần trăm dự toán thành phố giao", BUDGET, "26,6%"),
        ("Ước thu tháng 6/2020 đạt bao nhiêu phần trăm dự toán huyện giao?", ELLIPTIC, "43,5%"),
        # the figure of the act asked about, with all that is counted of it
        ("Khởi tố bao nhiêu vụ, bao nhiêu bị can?", DRUGS, "30 vụ | 37 bị can"),
        (
            "Bắt bao nhiêu vụ và bao nhiêu đối tượng mua bán ma túy?",
            DRUGS,
            "31 vụ | 38 đối tượng mua bán ma túy",
        ),
        ("Chuyên án bắt được mấy đối tượng?", DRUGS, "02 đối tượng"),
        ("Đã chi trả cho bao nhiêu hộ và bao nhiêu tiền?", PAID, "187 hộ | 57,92 tỷ đồng"),
        ("Còn bao nhiêu hộ chưa nhận tiền?", PAID, "27 hộ chưa nhận tiền"),
        # of things told together each its own
        ("Trồng bao nhiêu cây phượng?", TREES, "200 cây phượng"),
        ("Trồng bao nhiêu cây bàng?", TREES, "300 cây bàng"),
        (
            "Làm bao nhiêu người chết và bị thương?",
            "Tai nạn làm chết 01 người, bị thương 10 người.",
            "01 người | 10 người",
        ),
        # how much, not how much less, nor how much there was
        ("Còn bao nhiêu hộ nghèo?", "Số hộ nghèo giảm từ 120 hộ xuống còn 85 hộ.", "85 hộ"),
        ("Bao nhiêu người chết?", "Làm chết 09 người; so với cùng kỳ giảm 02 người chết.", "09 người"),
        # a part may leave out what it counts
        ("Khám dự phòng bao nhiêu lượt?", CLINIC, "340"),
        ("Bao nhiêu người học nghiệp vụ đấu thầu nâng cao?", COURSES, "30 trường hợp"),
        ("Bao nhiêu người phải học nghiệp vụ đấu thầu?", COURSES, "88 trường hợp"),
        ("Đơn khiếu nại là mấy đơn?", PETITIONS, "07 khiếu nại"),
        ("Tiếp nhận mấy đơn?", PETITIONS, "42 đơn"),
        # the whole noun
        ("Bao nhiêu trường hợp?", COPIES, "11 trường hợp"),
        ("Bao nhiêu bản?", COPIES, "14 bản"),
        # the part asked for, not the whole
        ("Diện tích đất ở là bao nhiêu?", "Thu hồi 45,2 ha đất, gồm 30,1 ha đất rừng, 10 ha đất ở.", "10 ha"),
        # a sum asked for is no number of papers
        ("Phạt tổng cộng bao nhiêu?", "Ban hành 02 Quyết định xử phạt số tiền 9 triệu đồng.", "9 triệu đồng"),
        ("Tỷ lệ tiêm phòng là bao nhiêu?", "Đã tiêm phòng 37 lượt con.", ""),
        # the date of the paper and of the act asked about; what a paper is about
        ("Quyết định 2252/QĐ-UBND ban hành ngày nào?", PAPERS, "ngày 15/9/2023"),
        ("Quyết định 2252/QĐ-UBND về việc gì?", PAPERS, "công bố quyết toán năm 2022"),
        ("Sở Kế hoạch trình UBND tỉnh trước ngày nào?", DEADLINES, "trước ngày 20/01/2024"),
        ("Các sở gửi ý kiến trước ngày nào?", DEADLINES, "trước ngày 15/01/2024"),
        ("Lễ khai mạc ở đâu?", "Lễ khai mạc tổ chức tại Trung tâm Văn hóa tỉnh vào buổi sáng.", PLACE),
    ],
)
def test_what_is_asked_for_is_in_bold(question: str, sentence: str, bold: str) -> None:
    assert in_bold(question, sentence) == bold
