"""The grammar of organisations' names, as patterns for `kb.text.normalize`d text unless said otherwise.

A name is a head ("sở", "ủy ban nhân dân", "các cơ quan") and what follows it up to the verb: a field
of government ("nông nghiệp và môi trường"), capitalised words with the small syllables that belong to them, a
level or a place.
"""

from __future__ import annotations

import re

from indexer.cues import MODAL
from indexer.name_words import (
    BODY,
    CONCERNED,
    COUNCIL,
    FIELD,
    HEAD,
    KIND,
    KINDS,
    LEVELS,
    LOWER,
    MEMBERS,
    NO_HEAD,
    NOUN,
    NOUNS,
    PLURAL,
    UPPER,
)
from indexer.posts import TITLED
from indexer.verbs import VERB, any_of

# "nhà thầu Công ty Cổ phần Xây dựng số 1": the role before the name of who has it.
ROLE = re.compile(
    rf"(?:nhà\s+thầu|chủ\s+đầu\s+tư|nhà\s+đầu\s+tư|đơn\s+vị\s+tư\s+vấn|liên\s+danh)\s+(?={HEAD})"
    r"|(?:cơ\s+quan|đơn\s+vị|bộ\s+phận)\s+(?:thường\s+trực|chủ\s+trì|đầu\s+mối|tham\s+mưu)\s*[(]\s*(?!các|cơ|đơn|bộ\s+phận)"
)

GROUP = re.compile(rf"(?:{PLURAL}\s+)?{NOUNS}")
# Nouns that are a group without "các": what follows says so, or they are never anything else.
GROUP_ALONE = re.compile(
    rf"cơ\s+quan\s+(?:ngang|thuộc|chuyên|thường)|chính\s+quyền|chi\s+bộ,\s+đảng\s+bộ|lực\s+lượng|chủ\s+(?:đầu\s+tư|rừng)|doanh\s+nghiệp|nhà\s+thầu"
    r"|tổ\s+đại\s+biểu(?=\s+và|\s*,)"
    rf"|{NOUNS}\s+(?:(?:có\s+)?liên\s+quan|chức\s+năng|chuyên\s+môn|trực\s+thuộc)(?!\w)"
)
PLURAL_FIRST = re.compile(rf"{PLURAL}\s+")
MEMBERS_OF = re.compile(rf"{MEMBERS}\s+(?:của\s+)?")
COUNCIL_NAME = re.compile(
    rf"(?:(?:các\s+)?{MEMBERS}\s+(?:của\s+)?)?(?:{BODY}\s+)?{COUNCIL}(?!\s+viên)(?:(?:\s+và\s+|\s*[-&]\s*){COUNCIL})?"
    rf"(?:\s+(?:các\s+)?{KINDS}(?!\w)|\s+{LEVELS}(?!\w))?"
)
# The party's body in another one: "Đảng ủy UBND phường", "Đảng ủy các cơ quan Đảng tỉnh".
PARTY_IN = re.compile(
    rf"(?:ban\s+(?:chấp\s+hành|thường\s+vụ)\s+)?{any_of('đảng ủy | đảng bộ | chi bộ')}\s+(?!{KIND})"
)
CENTRAL_NAME = re.compile(
    "(?:văn phòng )?"
    + any_of("""
    chính phủ | quốc hội | thủ tướng chính phủ | phó thủ tướng chính phủ | phó thủ tướng | chủ tịch nước
    ban bí thư | bộ chính trị | tổng bí thư | trung ương đảng
""")
    + r"(?!\w)"
)
NAMED = re.compile(
    rf"(?:(?:các\s+)?{MEMBERS}\s+)?(?!{NO_HEAD}(?!\w)){HEAD}(?!\w)"
    r"(?P<kind>\s+(?:nhà\s+nước|nhân\s+dân|mặt\s+trận)(?!\w))?"
)
HEAD_WORD = re.compile(rf"(?:{PLURAL}\s+)?(?!{NO_HEAD}(?!\w))(?:{HEAD}(?!\w)|{NOUN})")
# Heads that need no name after them: a document speaks of one only.
WHOLE = re.compile(
    r"(?:các\s+)?(?:thành\s+viên\s+)?"
    r"(?:ban\s+(?:chỉ\s+đạo|tổ\s+chức|quản\s+lý)|tổ\s+(?:công\s+tác|biên\s+tập|giúp\s+việc)|văn\s+phòng)$"
)
# Their names are capitalised throughout: a small syllable is no part of them.
COMPANY = re.compile(
    any_of("công ty | tổng công ty | tập đoàn | hợp tác xã | ngân hàng | trường | bệnh viện")
)
FIELD_NAME = re.compile(rf"\s+{FIELD}(?!\w)")
AGENCY = re.compile(rf"cơ\s+quan\s+{FIELD}")
# "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh": the level ends the name.
OF_THINGS = re.compile(rf"\s+các(?:\s+[^\W\d]+){{1,6}}?(?=\s+{KIND}(?!\w))")
PARTY_BODY = re.compile(r" (?:tỉnh|thành|huyện|thị|quận|đảng) (?:ủy|đoàn)(?!\w)")

ANOTHER = (HEAD_WORD, COUNCIL_NAME, TITLED)  # how the next unit in a row begins
SCHOOLS = r"các\s+trường(?:\s+(?:học|mầm\s+non|tiểu\s+học|thcs|thpt|phổ\s+thông))*"
TAIL = re.compile(
    rf"\s+(?:{CONCERNED}|{LEVELS}|chi\s+nhánh|(?:của\s+|các\s+)?{KINDS}|{SCHOOLS}|nhà\s+nước|việt\s+nam|chính\s+phủ|thuộc)(?!\w)"
)
AROUND = re.compile(
    rf"(?:\s+(?:(?:trực\s+)?thuộc\s+(?:(?:ubnd\s+)?{KIND}|sở|bộ|cục|trường|(?:tỉnh|thành|huyện|thị|đảng)\s+ủy)"
    rf"|{CONCERNED}|(?:tỉnh|thành|huyện|thị|đảng)\s+ủy|trong\s+tỉnh|trên\s+địa\s+bàn(?:\s+{KIND})?)(?!\w))+"
)
# "Thủ trưởng các cơ quan: Văn phòng UBND tỉnh, Sở Tài chính"
NAMELY = re.compile(
    r"các\s+(?:cơ\s+quan|đơn\s+vị|sở,\s+ngành|sở,\s+ban,\s+ngành|phòng,\s+ban)\s*:\s+(?!các\s)"
)
# "Phòng Tài chính - Kế hoạch [các huyện Kế Sách, Long Phú …]": one office each.
SEATS = re.compile(rf" (?=[Cc]ác (?:huyện|thị xã|thành phố|xã|phường|thị trấn|tỉnh|quận) [{UPPER}])")
SEVERAL = re.compile(rf"(?<!\w){PLURAL}\s")
# Which of them: "UBND các xã, phường ven biển", "… các tỉnh vùng đồng bằng sông Cửu Long", up to the verb.
LIES = any_of("vùng | khu vực | ven | miền | biên giới | dọc | phía | trọng điểm | nơi")
WHERE = re.compile(rf"\s+{LIES}[^,;.:()\n]{{0,60}}?(?=\s+(?:{VERB}|{MODAL}|chịu)(?!\w)|\s*:)")
# Of what one is: "chủ đầu tư dự án Khu đô thị A (Liên danh …)", "nhà thầu thi công".
OF_WORK = re.compile(
    rf"\s+(?:dự\s+án|công\s+trình|gói\s+thầu|thi\s+công)(?:\s[^,;.:]{{1,120}}?)?(?=\s+(?:{VERB}|{MODAL})(?!\w))"
)
LEVEL_AFTER = re.compile(rf"(?:\s+{KIND})+")
SEPARATOR = re.compile(r" *[,;] *(?:và +|cùng +)?| +(?:và|cùng(?: +với)?|hoặc) +| *[-–] +")
STOP = re.compile(r"[,;.:]|$")
LINE_END = re.compile(r":|\n|$")
SAYS = any_of("kết luận | phát biểu | nhấn mạnh | nhận định | cho biết | nêu rõ | trình bày | thay mặt")
VERB_NEXT = re.compile(rf"\s+(?:{VERB}|{MODAL}|{SAYS})")
# Verbs that also name what an office does, and how a predicate begins behind such a name.
FIELD_OF_WORK = re.compile(
    any_of("""
    xây dựng | quản lý | kiểm tra | kiểm soát | giám sát | thanh tra | bảo vệ | phát triển | đào tạo
    bồi dưỡng | truyền thông | thông tin | tổng hợp | phục vụ | điều hành | ứng dụng | hỗ trợ | thẩm định
    đăng ký | giới thiệu
""")
    + "$"
)
PREDICATE = re.compile(
    rf"(?:\s+{KIND})?\s+(?:"
    + any_of("chủ trì | phối hợp | thực hiện | khẩn trương | tham mưu | thẩm định | rà soát | hướng dẫn")
    + rf"|{MODAL})"
)
NAME_OVER = re.compile(rf"(?:\s+{KIND})?\s*[;.(:\n]|(?:,|\s+và)\s+{HEAD_WORD.pattern}")
SPEAKS = re.compile(rf"\s+(?:{VERB}|{MODAL}|(?:có|được)(?!\w))")
NUMBERED_PLACE = re.compile(
    r"(?:(?<=quận)|(?<=phường)|(?<=thôn)|(?<=ấp)|(?<=khóm)|(?<=xóm)|(?<=phố)) \d{1,2}(?!\w|[.,/]\d)"
    r"|(?<!hồ sơ)(?<!quốc lộ) số \d{1,2}(?![\w/]|[.,]\d)"
    r"|(?<=khu vực) (?:[ivx]+|\d{1,2})(?!\w)"
)
MORE_NUMBERS = re.compile(r"(?:(?:,| và) (?:số )?\d{1,2}(?![\w/]|[.,]\d))+")  # "Tổ dân phố số 7, số 9"
KIND_LAST = re.compile(rf"(?<!\w)(?:{KIND}|(?:tỉnh|thành|huyện|thị|quận|đảng)\s+(?:ủy|đoàn))$")

JOINED = re.compile(rf" (?:[-–] )?(?=[{UPPER}])")
# "Viễn thông Thái Bình" between two units
STRANGER = re.compile(rf"[{UPPER}][\w&.-]*(?: [\w&.-]+){{0,7}}?(?= *,| +và | +{VERB})")
CAPITALISED = re.compile(rf"(?<!\w)[{UPPER}]")
LAST_CAPITAL = re.compile(rf" [{UPPER}]\w*$")
TWO_CAPITALS = re.compile(rf"\s+[{UPPER}][{LOWER}]*[ -][{UPPER}]")
PROPER = re.compile(rf" [{UPPER}]\w* [{UPPER}]\w*$")
SMALL = re.compile(rf" +([{LOWER}]+)")
CAPITAL = re.compile(rf" *(?:[-–&] *)?(?:\b(?:và|của) +)?([{UPPER}][\w&.-]*|\d+)")
_PLACE_WORD = rf"[{UPPER}][{LOWER}'’]*(?!\w)"
PLACE_NAME = re.compile(rf" +{_PLACE_WORD}(?:[ -]{_PLACE_WORD})*")
# "UBND thành phố Phan Thiết, tỉnh Bình Thuận"
WITHIN = re.compile(
    rf", (?:tỉnh|thành phố|huyện|thị xã|quận) [{UPPER}][{LOWER}]*(?:[ -][{UPPER}][{LOWER}]*)*"
)
# What makes the name of another body of one that begins like the issuer's.
FURTHER = re.compile(rf"\w| (?:(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường) )?[{UPPER}]")
# What goes on with a field or a place is a longer name than the one known.
GOES_ON = re.compile(
    rf"\s*(?:[-–,]|và\b)|\s+(?:tỉnh|huyện|thành phố|xã|phường|quận|thị xã)\s+[{UPPER}]|\s+[{UPPER}]"
    r"|\s+các\s"
    rf"|\s+{LIES}"
)
