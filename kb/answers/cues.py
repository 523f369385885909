"""The words by which a question tells what it asks for, and those that are none of its subject."""

from __future__ import annotations

import re


def _cues(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})")


TASK = "(?:viec|cong viec|nhiem vu|dau viec|trach nhiem|cam ket)"
ASKING = "(?:gi|nao|nhung gi|nhung viec)"
DUTY = "(?:phai|can|co trach nhiem|chiu trach nhiem)"
# What someone was told to do, or who was told, or which tasks fall due.
ASSIGNMENT = _cues(
    rf"(?:duoc|bi) (?:giao|phan cong|yeu cau|de nghi)\b|giao {TASK}\b|giao cho\b|phan cong {TASK}\b",
    rf"{TASK} {ASKING}\b|nhung {TASK}\b|cac {TASK}\b.*\b(?:cua|han)\b|{TASK} (?:duoc giao|cua)\b",
    rf"(?:yeu cau|chi dao|(?<!nut )(?<!ban )giao(?! thong| dich| luu)|de nghi)\b.*\b{ASKING}\b",
    rf"(?:ai|don vi nao|co quan nao|so nao|phong nao)\b.*\b(?:duoc giao|{DUTY})\b",
    rf"{TASK}\b.*\b(?:den han|qua han|sap het han|thoi han|co han|het han)\b",
    r"assign(?:ed|ments?)\b|tasks\b|responsib\w+\b|(?:told|ordered|instructed|required|asked) to\b",
    r"(?:must|should|have to|has to)\b.*\bdo\b|who (?:must|should)\b|what (?:must|should)\b",
    r"(?:ask|tell|told|order|instruct|require|request|direct)(?:s|ed)?\b.{3,50}? to \w",
    r"^which (?:agenc\w+|departments?|units?|offices?|bod\w+) (?:must|should|has to|have to|needs? to)\b",
    r"^who (?:compil|report|prepar|submit|review|coordinat|collect|draft|organi[sz]|monitor|handl|advis)"
    r"e?s\b",
    r"^(?:ai|don vi nao|co quan nao|phong nao) (?:se |phai )?"
    r"(?:tong hop|tham muu|ra soat|xay dung|chuan bi|hoan thien|trinh|bao cao|to chuc thuc hien)\b",
)
COUNTED = _cues(r"bao nhieu\b", r"how (?:many|much)\b")
COUNTS_TASKS = _cues(rf"(?:bao nhieu|may) {TASK}\b", r"how many (?:[a-z]+ )?(?:tasks|assignments|things)\b")
DUTY_ASKED = _cues(rf"{DUTY}\b.*\b{ASKING}\b")
# To or with whom: a body as well as a person.
WHO = _cues(
    r"(?<!cho )(?<!voi )(?<!toi )(?<!den )(?<!gui )ai\b|nguoi nao\b|dong chi nao\b",
    r"(?:chu tich|giam doc|truong|bi thu|chanh|nguoi|dong chi|ong|ba)\b.*\bten (?:la )?gi\b",
    r"^(?:(?:and|by|of) )?whom?\b",
)
# Not persons but groups: "ai được miễn lệ phí", "who is exempt".
GROUP = _cues(
    r"(?:nhung )?ai (?:duoc|phai|bi|thuoc)? ?(?:mien|giam|huong|ho tro|nop|ap dung|dien)\b",
    r"who(?: is| are| may| can) (?:be )?(?:exempt|eligible|entitled|covered|affected|allowed|subject)",
)
YES_OR_NO = re.compile(
    r"^(?:is|are|was|were|does|did|has|have|had|will)\b"
    r"|^(?:do|can) (?:the|all|any|some|they|we|you|people|\w+s)\b"  # not Vietnamese "do", "cần"
    r"|^(?!.*\b(?:bao nhieu|may|ai|nao|gi|dau)\b).*\b(?:khong|chua)\W*$"
)
KIND_OF_LIST = "han che|kho khan|vuong mac|ton tai|nguyen nhan|giai phap|bai hoc"
LIST = _cues(
    r"liet ke\b|danh sach\b|ke (?:ten|ra)\b|gom nhung\b|nhung ai\b",
    GROUP.pattern,
    r"(?:nhung|cac)(?:,? [^\W_]+){0,8}? (?:nao|gi)\b|^(?:nhung|cac)\b.*\bla (?:nhung )?(?:gi|ai)\b",
    rf"^(?:nhung|cac) (?:{KIND_OF_LIST}|ket qua|du an|muc|truong hop)\b",
    rf"^(?:{KIND_OF_LIST})\b.*\b(?:la|gom) (?:nhung )?gi\b",
    r"list\b|enumerate\b|what (?:are|were)\b|name (?:the|all)\b",
    r"which (?:[^\W_]+ ){0,3}?(?![^\W_]*(?:ss|us|is)\b)[^\W_]+s\b",
)
FACT = _cues(
    r"bao nhieu\b|may\b|bao lau\b|ai\b|bao gio\b|nao\b|gi\b|ra sao\b|vi sao\b|tai sao\b|o dau\b|thoi han\b",
    r"(?:co|da|duoc)\b.*\b(?:khong|chua)\W*$",
    r"^(?:[^\W_]+ ){0,2}?(?:how|what|when|where|who|whom|which|why)\b",
    r"(?<!\w )(?:is|are|was|were|did|does|do|has|have)\b",
)
NUMBER = _cues(
    r"^(?:tong )?(?:thu|chi) (?:ngan sach|nsnn)\b|^(?:ngan sach|kinh phi|chi phi|gia) (?!tri)",
    r"bao nhieu\b|may\b(?! \d)|tong (?:so|thu|chi|luot|gia tri|von|ke hoach|kinh phi|dien tich)\b",
    r"ty le\b|doanh thu\b|lai suat\b|toc do\b",
    r"^(?:dan so|mat do|ty gia|luong|hoc phi|le phi|thu nhap|san luong|nang suat|cong suat|chi tieu)\b",
    r"^tong muc\b|^chieu (?:dai|rong|cao|sau)\b|^muc (?!tieu|do)",
    r"so (?:luong|luot|vu|ho|tien|nguoi|thu|chi|nop)\b|dien tich\b|kim ngach\b",
    r"muc (?:thu|chi|phi|ho tro)\b|dinh muc\b",
    r"^what (?:is|was|are|were) the (?:total|average|area|length|cost|price|value|size|rate|share)\b",
    r"^(?:von|thiet hai|tri gia|tien|so tien|gia tri(?! (?:van hoa|lich su|cot loi|di san)))\b",
    r"^what\b.*\b(?:area of|length|amount|percentage|share|proportion|rate|ratio)\b",
    r"how (?:many|much|large|big)\b|revenue\b|turnover\b|budget\b",
    r"^(?:what\b.{0,20})?(?:the )?(?:total|amount|number|percentage|share|rate) of\b",
)
CHANGE = _cues(
    r"(?:tang|giam|cao|thap|nhieu|it)(?: (?:len|di|hon))* (?:hay|hoac) (?:tang|giam|cao|thap|nhieu|it)\b",
    r"(?:tang|giam)(?: (?:len|di))? bao nhieu\b|(?:so )?(?:voi )?cung ky\b",
    r"so voi (?:thang|quy|nam|ky) (?:truoc|ngoai)\b",
    r"how much (?:did|has|have)\b.*\b(?:grow|rise|increase|fall|drop|decrease|decline)[nsd]*\b",
    r"same period\b|year[ -]on[ -]year\b|(?:increased?|decreased?) or (?:increased?|decreased?)\b",
)
WHEN = _cues(
    r"khi nao\b|bao gio\b|(?:bat dau|khai mac|hop|vao|tu) may gio\b",
    r"may gio (?:bat dau|khai mac|hop|to chuc|dien ra)\b",
    r"(?:ngay|thang|quy|nam|luc) (?:nao|may)\b|han chot\b",
    r"thoi han (?:la|nao|cuoi|nop|gui|trinh|bao cao|hoan thanh)\b",
    r"(?:den )?han nao\b|thoi diem nao\b",
    r"^(?:ngay|thoi diem) (?:khanh thanh|khoi cong|dong tho|thanh lap|khai mac|be mac|ban hanh|to chuc)\b",
    r"when\b|what (?:day|date)\b|deadline\b|by what date\b",
)
PAPER = (
    "(?:van ban|quyet dinh|nghi quyet|thong bao|ke hoach|nghi dinh|thong tu|chi thi|to trinh|giay moi"
    "|cong van|ket luan|bao cao|chuong trinh|huong dan|cong dien|de an)"
)
SIGN = "(?<!dinh )(?<!thuong )(?<!thoi )(?<!hoc )(?<!nhiem )(?<!cung )ky"
ISSUED_WHEN = _cues(
    rf"(?:{PAPER}|luat|bo luat)\b.*\b(?:ban hanh|{SIGN}|thong qua)\b.*\b(?:nao|may|khi nao|bao gio)\b",
    rf"{PAPER}[^?]*\d[\w/&-]* (?:la |vao )?(?:ngay|khi|nam) (?:nao|may)\W*$",
    r"(?:when|(?:what|which) (?:day|date)) was .*\b(?:issued|signed|adopted|passed)\b",
)
# Who chairs a meeting concludes it.
ACTS = {
    r"chu tri|chu toa|chair(?:ed|s)?|presided": "(?:ket luan|chu tri)",
    r"ket luan(?! thanh tra)|concluded": "(?:ket luan|chu tri)",
    r"phat bieu|spoke": "phat bieu",
    r"trinh bay|presented": "trinh bay",
}
WHERE = _cues(r"(?:o|tai) dau\b|(?:noi|dia diem) nao\b|where\b")
WHICH_DOCUMENT = _cues(
    r"(?<!tru )(?<!co )(?<!ho )(?<!dan )(?<!tong )(?:so|so hieu) (?:may|bao nhieu)\b",
    r"(?<!ve )(?<!cho )(?<!boi )so nao\b",
    rf"{PAPER} (?:so )?nao\b",
    r"document number\b",
    r"which (?:decision|decree|resolution|document|plan|notice|circular|directive)\b",
    r"which official (?:letter|dispatch)\b",
)
HEAD = _cues(
    r"(?:nhung|cac|liet ke|danh sach) (?!nhung|cac|nao|gi)(?P<many>[^\W_]+(?: [^\W_]+)?)",
    rf"^(?P<kind>{KIND_OF_LIST})\b",
    r"(?:list|which|what (?:are|were)) (?:the |all )*(?P<en>[^\W_]+(?: [^\W_]+)?)",
)
ANY_OF = re.compile(r"\b([^\W_]+(?: [^\W_]+)?) nao\b")
# "Dự án nào chậm tiến độ": whoever asks so wants all of them.
WHICH_ONES = re.compile(r"^(?:[^\W_]+ ){1,4}nao\b(?=.*[^\W_])|^which\b")
BESIDE_HEAD = re.compile(
    r"^(?:nhung|cac|liet ke|cho|cua|la|o|tai|ve|tu|den|boi|do|voi|theo|thuoc) | (?:nao|gi|are|is)$"
)
NO_HEAD = re.compile(r"\b(?:khi|ngay|luc|noi|the|thang|nam|nhu)$")
# With diacritics: kỳ họp, đăng ký and chữ ký are no signing.
# What a document says as a whole; whom it goes to.
CONTENTS = _cues(
    rf"tom tat (?:cac )?{PAPER}\b|{PAPER}\b.*\b(?:noi|quy dinh|ve) (?:ve )?(?:nhung )?(?:viec )?gi\b",
    rf"(?:noi dung|y) chinh\b.*\b{PAPER}\b",
    rf"{PAPER}\b.*\b(?:co|gom) (?:nhung )?(?:noi dung|muc|phan)\b.*\b(?:gi|nao)\b",
    r"summar(?:y|ise|ize)\b|what (?:is|does) .*\b(?:about|say)\W*$",
)
RECIPIENTS = _cues(
    rf"{PAPER}\b.*\b(?:gui|chuyen)\b.*\b(?:ai|dau|noi nao|don vi nao|co quan nao)\b|noi nhan\b",
    r"(?:who|where) (?:was|is|were) .*\bsent to\b|recipients\b|whom was .*\bsent\b",
)
OF_DOCUMENT = re.compile(
    r"(?<!đăng )(?<!chữ )\bký\b(?! kết)|\bban hành (?:ngày|khi|vào)|\bngày ban hành"
    r"|\bban hành\b.*\b(?:khi nào|ngày nào)"
    r"|\bsigned\b|\bissued (?:on|when)\b|\bwhen was\b.*\bissued\b|\bwho issued\b"
)
# "Giấy mời … số bao nhiêu": of the paper itself, unless it is only cited.
NUMBER_OF_DOCUMENT = re.compile(rf"^{PAPER}\b.*\b(?:so|so hieu) (?:may|bao nhieu)\b")
AS_OF = _cues(r"(?:tinh den|tai thoi diem|vao thoi diem|den het|as of|as at)\b")

# Words that carry a question, not its subject. With diacritics, for "co" is neither "cơ" nor "cổ"; words
# that also stand inside others (số, bằng, năm, cần) stay: their weight in the corpus is small anyway.
VIETNAMESE_SCAFFOLD = re.compile(
    r"\b(?:bao nhiêu (?:phần trăm|(?:số )?tiền|kinh phí|(?:nghìn |triệu |tỷ )?đồng|mét(?: vuông)?|ha|km|tấn)"
    r"|do (?:đơn vị|cơ quan|tổ chức|công ty) nào"
    r"|bao nhiêu|(?:lần |kỳ )?thứ mấy|bao lâu|bao giờ|(?:khi|ngày|lúc) nào|(?:như )?thế nào|ra sao|là gì"
    r"|vì sao|tại sao|ở đâu|liệt kê|kể tên|kể ra|danh sách|cho biết|cho tôi biết|xin hỏi|hãy|những|các|mấy"
    r"|nào|gì|ai|đâu|không|chưa|là|của|cho|thì|mà|có|được|bị|đã|đang|sẽ|này|đó|nhé|ạ|à|hiện nay|hiện tại"
    r"|(?<=cùng kỳ )năm (?:trước|ngoái)|hôm nay|bây giờ|đồng chí|đ/c|so sánh|đối chiếu|hay|hoặc"
    r"|(?:cao|thấp|nhiều|ít) hơn|tăng hay giảm|tên (?:là )?gì|tỷ lệ|tỉ lệ)\b",
    re.IGNORECASE,
)
ENGLISH_SCAFFOLD = re.compile(
    r"\b(?:how|many|much|what|which|who|whom|whose|when|where|why|is|are|was|were|be|been|did|does|do|has|have"
    r"|had|the|a|an|of|in|on|at|by|for|to|from|and|or|with|list|all|please|tell|me|about|there|that|this|it|its"
    r"|as|must|should|compared?|comparison|versus|vs|than|difference|between|higher|lower|more|less|fewer"
    r"|s|keep|take|give|get|make|put|may|might|can|could|per|along|those|these|their|any|both|already|yet|out"
    r"|percentage|percent|share|proportion|over|under|up|off|e|date|one|worth|after|before|during|each|every"
    r"|other|such|also|only|into)\b",
    re.IGNORECASE,
)
# What a number or rank tells from its like: "đô thị loại 1" is not "loại 2", "giải đồng" not "giải bạc".
RANKED = re.compile(
    r"\b(?:loại|cấp|hạng|khóa|khoá|khối|tổ|quốc lộ|tiêu chí số|điều|khoản|chương|lần thứ|giai đoạn)"
    r" (?:\d{1,3}[A-Za-z]?|[IVX]+)(?![\w/.])|\bgiải (?:vàng|bạc|đồng|nhất|nhì|ba|khuyến khích)\b"
    r"|\bhạng (?:nhất|nhì|ba)\b|(?<![\d,.])\d+(?:,\d+)? ?%",
    re.IGNORECASE,
)
# A number before one of these is no part of the name before it; "An" of these names is no article.
COUNTS = re.compile(r"\s*(?:tháng|năm|ngày|tuần|quý|phần trăm|%|months?|years?|days?)", re.IGNORECASE)
OF_A_PLACE = re.compile(r"An (?:Giang|Khê|Lão|Nhơn|Biên|Minh|Phú|Dương|Hải|Thới|Châu)\b")
WORD = re.compile(r"[^\W_]+(?:[./&-][^\W_]+)*")
