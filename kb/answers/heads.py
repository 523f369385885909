"""The noun a question asks a value of, and its answer must say: "lãi suất", "tổng mức đầu tư", "chủ đầu tư".

What a sentence says of the same project or place is no answer when it is not of that noun.
"""

from __future__ import annotations

import re

from kb.answers.persons import UPPER
from kb.model import Span
from kb.text import normalize

# Nouns of a quantity, with what it is a quantity of, up to whose it is. Those that every figure of their
# unit is one of (a sum of money, an area) need not be said themselves.
SAID_BY_UNIT = (
    r"(?:tỷ lệ|tỉ lệ|diện tích|chiều (?:dài|rộng|cao|sâu)|kinh phí|số tiền|chi phí|trị giá|giá trị)"
)
QUANTITY = (
    r"(?:tốc độ|tỷ trọng|lãi suất|tỷ giá|đơn giá|giá(?! trị)|dân số|mật độ|sản lượng|năng suất|doanh thu"
    r"|thu nhập|(?:tiền |mức )?lương|học phí|lệ phí|phí|thuế|vốn|ngân sách|mức|quy mô|công suất|trữ lượng"
    r"|tuổi|chỉ số|chỉ tiêu|kim ngạch|thiệt hại)"
)
QUANTITY_ENGLISH = (
    r"(?:[a-z]+ )?(?:rate|price|cost|fee|salary|wage|income|population|density|area|length|height|width|depth"
    r"|capacity|output|yield|revenue|value|age|index)s?"
)
# Where the quantity is named and its owner begins.
ENDS = (
    r"của|bởi|vì|nhằm|ở|tại|trong|trên|cho|do|được|bị|đã|đang|là|đạt|bằng|chiếm|có|đến|tới|từ"
    r"|đối với|với|về|theo|và|khi|năm|quý|tháng|ngày|bao nhiêu|mấy|thế nào|như|so với|hiện nay|hôm nay"
    r"|dự án|công trình|tuyến|đường|cao tốc|cầu|chợ|sông|khu|cụm|mô hình|phường|xã|thị trấn|huyện|quận|thị xã"
    r"|thành phố|tp|tỉnh|tổ|trường|bệnh viện|trung tâm|công ty|sở|phòng|ubnd|hđnd"
)
WORDS = rf"(?: (?!(?:{ENDS})\b)[^\W\d]+)*"
WHITHER = r"lại|ra|lên|xuống|đi|xong|hết|thêm|thành"  # behind a verb: "trả lại"
ASKED = r"(?:cho biết |xin hỏi |hỏi )?"
MEASURED = re.compile(
    rf"^{ASKED}(?:tổng )?(?:(?P<head>{QUANTITY}\b{WORDS})|{SAID_BY_UNIT}\b(?P<rest>{WORDS}))"
)
MEASURED_ENGLISH = re.compile(
    rf"^(?:what|how much) (?:is|was|are|were) the (?P<head>{QUANTITY_ENGLISH})\b|(?P<cost>\bcosts?\b)"
)
# What is broken or dealt with: "xử phạt vi phạm giao thông", "trong lĩnh vực đất đai".
FIELD = re.compile(
    r"\b(?:lĩnh vực|vi phạm)(?: (?:hành chính|trong|về|lĩnh vực|hoạt động))*"
    rf" (?P<head>(?!(?:{ENDS})\b)[^\W\d]+{WORDS})"
)
# "Dự án X có tổng vốn bao nhiêu", "thu tiền sử dụng đất được bao nhiêu".
LAST = re.compile(rf"\b(?P<head>{QUANTITY}\b{WORDS}) (?:(?:là|đạt|được|khoảng) )*bao nhiêu")
COLLECTED = re.compile(
    rf"^{ASKED}(?:tổng |số )*(?P<head>(?:thu|chi)(?! hồi| giữ| gom| hút| bộ)"
    rf"(?: (?!(?:{ENDS})\b)[^\W\d]+){{0,2}})"
)
# What was done with those counted, and what happened to them: "bao nhiêu hộ được cấp nước".
AUXILIARY = r"(?:đã |đang |sẽ |chưa |không |còn )*(?:bị|được|đã|đang|sẽ|chưa)"
COUNTED = re.compile(
    rf"\b(?:bao nhiêu|mấy) [^\W_]+(?: (?!(?:{ENDS})\b)[^\W_]+){{0,5}}? {AUXILIARY} "
    rf"(?P<head>(?!(?:{ENDS})\b)[^\W\d]+(?: (?!(?:{ENDS}|{WHITHER})\b)[^\W\d]+)*)"
)
# What happened, of which the day is asked; who asks "diễn ra khi nào" names nothing that happened.
LIGHT = r"diễn ra|tổ chức|thực hiện|tiến hành|hoàn thành|xong|bắt đầu|kết thúc|hiệu lực|ban hành"
HAPPENS = re.compile(
    rf"\b(?P<head>(?!(?:{ENDS}|{LIGHT}|phải)\b)[^\W\d]+ (?!(?:{ENDS}|{LIGHT}|phải)\b)[^\W\d]+)"
    r" (?:vào |từ |đến |trước )*(?:khi nào|ngày nào|bao giờ|lúc nào|năm nào)"
)
LIGHT_ENGLISH = "held|completed|finished|done|issued|due|effective|place|start|started|end|effect|begin"
HAPPENS_ENGLISH = re.compile(
    rf"^when (?:will|did|does|do|is|was|were|are|can) .* (?P<head>(?!(?:{LIGHT_ENGLISH})\b)[a-z]+)\W*$"
)
EVENT = re.compile(rf"^{ASKED}(?:ngày|thời điểm) (?P<head>(?!(?:nào|này|nay)\b)[^\W\d]+{WORDS})")
ROLE = re.compile(rf"\bai (?:là|làm) (?P<head>[^\W\d]+{WORDS})|^(?P<first>[^\W\d]+{WORDS}) .*\blà ai\b")

OWNER = re.compile(rf"(?<=\w) {UPPER}")  # whose it is, by name


def asked(text: str, wants: str, *, english: bool) -> Span:
    """Where `text` names what its value is of; empty when it does not name it so."""
    said = normalize(text)
    match wants, english:
        case "number", False:
            cues = (FIELD, MEASURED, COUNTED, LAST, COLLECTED)
            found = next((m for cue in cues if (m := cue.search(said))), None)
        case "number", True:
            found = MEASURED_ENGLISH.search(said)
        case (("date" | "issued"), False):
            found = EVENT.search(said) or HAPPENS.search(said)
        case (("date" | "issued"), True):
            found = HAPPENS_ENGLISH.search(said)
        case "person", False:
            found = ROLE.search(said)
        case _:
            found = None
    start, end = found.span(found.lastgroup or 0) if found else (0, 0)
    owner = OWNER.search(text, start, end) if wants == "number" else None
    return Span(start, owner.start() if owner else end)
