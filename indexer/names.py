"""The grammar of organisations' names, as patterns for `kb.text.normalize`d text unless said otherwise.

A name is a head ("sở", "ủy ban nhân dân", "các cơ quan") and what follows it up to the verb: a field
of government ("nông nghiệp và môi trường"), capitalised words with the small syllables that belong to them, a
level or a place.
"""

from __future__ import annotations

import re

from indexer.cues import MODAL
from indexer.verbs import VERB, any_of
from kb.model import UnitLevel

# Letters by case: in a range such as À-Ỹ capitals and small letters alternate.
LETTERS = [chr(code) for code in range(0x1F00) if chr(code).isalpha()]
UPPER = "".join(letter for letter in LETTERS if letter.isupper())
LOWER = "".join(letter for letter in LETTERS if letter.islower())

FIELD = any_of("""
    nông nghiệp và phát triển nông thôn | nông nghiệp và môi trường | tài nguyên và môi trường
    tài nguyên môi trường | kế hoạch và đầu tư | kế hoạch - tài chính | tài chính - kế hoạch | tài chính
    giáo dục và đào tạo | giáo dục | khoa học và công nghệ | thông tin và truyền thông
    văn hóa, thể thao và du lịch | văn hóa - thể thao | văn hóa và thông tin | văn hóa - thông tin
    văn hóa - xã hội | văn hóa, khoa học và thông tin | văn hóa | văn hóa và truyền thông
    văn hóa, thông tin và thể thao | lao động - thương binh và xã hội | giao thông vận tải | xây dựng
    công thương | nội vụ | tư pháp | y tế | ngoại vụ | ngoại giao | dân tộc và tôn giáo | dân tộc
    tôn giáo | du lịch | quốc phòng | công an | kinh tế và hạ tầng | kinh tế, hạ tầng và đô thị
    kinh tế - ngân sách | kinh tế - quản lý đầu tư xây dựng | kinh tế
    quản lý đô thị | quy hoạch - kiến trúc | phát triển quỹ đất
    đăng ký đất đai | tổ chức - nội vụ | tổ chức | tuyên giáo và dân vận | tuyên giáo | dân vận
    kiểm tra | nội chính | pháp chế | dân chủ - pháp luật | quản lý dự án đầu tư xây dựng
    quản lý dự án | dự án đầu tư xây dựng | dự án | các khu công nghiệp | khu kinh tế
    bồi thường, giải phóng mặt bằng | quản lý các khu công nghiệp
    quản lý khu kinh tế | kiểm lâm | thuế | hải quan | thống kê
    quản lý thị trường | thi hành án dân sự | phục vụ hành chính công | kiểm soát bệnh tật | khuyến nông
    dịch vụ nông nghiệp | giải phóng mặt bằng | phòng, chống thiên tai | chỉ huy quân sự | quân sự
    bảo hiểm xã hội | tổng hợp | hành chính - quản trị
""")
_KIND = any_of("""
    tỉnh | thành phố | tp | thị xã | thị trấn | huyện | quận | xã | phường | đặc khu | khu vực | thôn
    khối phố | khu phố | khu dân cư | tổ dân phố | khóm | ấp | xóm | buôn
""")
# "huyện đoàn" is a body, "xã hội" society: no places
KIND = rf"(?:(?!(?:tỉnh|huyện|quận)\s+(?:ủy|đoàn)\b|xã\s+(?:hội|viên)\b){_KIND})"
# "các huyện, thành, thị": short only in a list
_SHORT_KIND = rf"(?<=[,/] )(?:thành(?!\s+lập)|thị)(?=\s*(?:[,;.:/)\n]|$)|\s+(?:và|{VERB}|{MODAL})(?!\w))"
KINDS = rf"{KIND}(?:(?:\s*,\s*|\s+và\s+|\s*/\s*|\s+)(?:trực thuộc\s+)?(?:{KIND}|{_SHORT_KIND}))*"
LEVELS = (
    r"(?:cấp\s+(?:tỉnh|huyện|xã|cơ\s+sở)(?:\s*,\s*cấp\s+(?:tỉnh|huyện|xã))*"
    r"|các\s+cấp|trung\s+ương|cơ\s+sở|địa\s+phương)"
)
NOUN = (
    "(?!hội đồng|hội nghị|trường hợp|khoa học)(?:"
    + any_of("""
    cơ quan ngang bộ | cơ quan thuộc chính phủ | cơ quan chuyên môn | cơ quan trung ương
    cơ quan thường trực | cơ quan | chính quyền
    đơn vị sự nghiệp công lập | đơn vị sự nghiệp | đơn vị | phòng | ban | sở | ngành | bộ | cấp
    tỉnh ủy | thành ủy | huyện ủy | thị ủy | quận ủy | đảng ủy | đảng bộ | chi bộ | cấp ủy | khoa
    địa phương | tổ chức chính trị - xã hội | tổ chức chính trị | tổ chức | cá nhân | hội
    đoàn thể chính trị - xã hội | tổ chức đoàn thể | đoàn thể | doanh nghiệp | chủ đầu tư | nhà thầu
    trường học | trường
    tổ đại biểu | thôn trưởng
    trưởng thôn | trưởng xóm | trưởng ấp | trưởng bản | trưởng khu phố | chủ rừng | lực lượng chức năng
""")
    + rf"|{KIND}|đại\s+biểu(?!\s+(?:hội|hđnd|quốc)))(?!\w)"
)
NOUNS = (
    rf"{NOUN}(?:(?:\s*,\s*|\s*-\s*|\s+và\s+|\s*/\s*|\s+(?!tổ\s+chức))(?:các\s+)?"
    rf"(?:{NOUN}|{_SHORT_KIND}))*"
)
PLURAL = (
    r"(?:(?:toàn\s+thể\s+|tất\s+cả\s+)?(?:các|những|mọi|mỗi|từng|một\s+số|quý)"
    r"|(?:cả\s+)?(?:hai|ba|bốn|0[2-9]))"
)
MEMBERS = any_of("thành viên | tổ viên | đại biểu | tổ đại biểu | ban")
BODY = any_of("""
    thường trực | ban thường vụ | ban thường trực | ban chấp hành | văn phòng | ủy ban kiểm tra
    ban tổ chức | ban tuyên giáo | ban dân vận | btv | bch
""")
COUNCIL = any_of("""
    ubnd | ủy ban nhân dân | hđnd | hội đồng nhân dân | ủy ban mttq | ủy ban mttq việt nam
    ủy ban mặt trận tổ quốc | ủy ban mặt trận tổ quốc việt nam | ubmttq | mttq | mặt trận tổ quốc
    tỉnh ủy | thành ủy | huyện ủy | thị ủy | quận ủy | đảng ủy | đảng bộ | cấp ủy | đoàn đại biểu quốc hội
    đoàn đbqh | tỉnh đoàn | thành đoàn | huyện đoàn | thị đoàn | quận đoàn
""")
HEAD = any_of("""
    bộ chỉ huy | bộ tư lệnh | ban chỉ huy | ban chỉ đạo | ban quản lý | ban công tác | ban tổ chức | ban
    bộ phận | bộ | sở | ngành | phòng | tổng cục | chi cục | cục | vụ | trung tâm | văn phòng | thanh tra
    công an | kho bạc | bưu điện | hội đồng | hội | liên đoàn | đoàn | đội | tổ công tác | tổ biên tập
    tổ giúp việc | tổ | tổng liên đoàn | công chức | hạt | trạm | trường | bệnh viện | công ty | tập đoàn
    báo và phát thanh, truyền hình | đảng đoàn | chi bộ | chi hội | đồn | hải đội | khoa | viễn thông
    cảng vụ | xí nghiệp | nhà máy | học viện | đại đội | tiểu đoàn | trung đoàn | quân khu | vườn quốc gia
    tổng công ty | ngân hàng | bảo hiểm xã hội | viện kiểm sát | viện | tòa án | đài | báo | quỹ
    hợp tác xã | ủy ban | điện lực | hiệp hội | liên minh hợp tác xã | liên hiệp các | câu lạc bộ | chi nhánh
    nhà văn hóa | thư viện | bảo tàng | ttptqđ | tt
""")
NO_HEAD = any_of("""
    ban hành | ban đầu | ban bố | ban ngày | ban đêm | ban hoặc | báo cáo | báo động | hội nghị
    hội thảo | hội họp | hội nhập | phòng chống | phòng, chống | phòng ngừa | phòng tránh | trường hợp
    bộ máy | bộ luật | bộ tiêu | bộ hồ | bộ chỉ số | bộ thủ tục | sở hữu | sở dĩ | vụ việc | vụ án
    vụ đông | vụ xuân | vụ mùa | vụ hè | đội ngũ | đoàn kết | đoàn thể | quỹ đất | cục bộ | viện dẫn
    viện trợ | đài thọ | hạt nhân | tổ chức | khoa học | khoa giáo
""")
# "nhà thầu Công ty Cổ phần Xây dựng số 1": the role before the name of who has it.
ROLE = re.compile(
    rf"(?:nhà\s+thầu|chủ\s+đầu\s+tư|nhà\s+đầu\s+tư|đơn\s+vị\s+tư\s+vấn|liên\s+danh)\s+(?={HEAD})"
    r"|(?:cơ\s+quan|đơn\s+vị|bộ\s+phận)\s+(?:thường\s+trực|chủ\s+trì|đầu\s+mối|tham\s+mưu)\s*[(]\s*"
)
# A post stands for the unit it heads.
POST = any_of("""
    thủ trưởng | người đứng đầu | lãnh đạo | giám đốc | phó giám đốc | tổng giám đốc | trưởng | gđ | pgđ
    pct | tổ trưởng | tổ phó | đội trưởng | phó trưởng | chủ tịch | phó chủ tịch | chánh | phó chánh
    bộ trưởng | thứ trưởng | cục trưởng | chi cục trưởng | trưởng ban | chủ nhiệm | viện trưởng
    hiệu trưởng | tổng thanh tra | ủy viên | bí thư | phó bí thư | tư lệnh | chỉ huy trưởng | chánh án
""")
CONCERNED = (
    r"(?:(?:có\s+)?liên\s+quan|thành\s+viên|chức\s+năng|chuyên\s+môn|trực\s+thuộc|nêu\s+trên|khác"
    r"|trên(?!\s+(?:cơ|địa)\s))"
)

GROUP = re.compile(rf"(?:{PLURAL}\s+)?{NOUNS}")
# Nouns that are a group without "các": what follows says so, or they are never anything else.
GROUP_ALONE = re.compile(
    rf"cơ\s+quan\s+(?:ngang|thuộc|chuyên|thường)|chính\s+quyền|lực\s+lượng|chủ\s+(?:đầu\s+tư|rừng)|doanh\s+nghiệp|nhà\s+thầu"
    r"|tổ\s+đại\s+biểu(?=\s+và|\s*,)"
    rf"|{NOUNS}\s+(?:(?:có\s+)?liên\s+quan|chức\s+năng|chuyên\s+môn|trực\s+thuộc)(?!\w)"
)
PLURAL_FIRST = re.compile(rf"{PLURAL}\s+")
MEMBERS_OF = re.compile(rf"{MEMBERS}\s+(?:của\s+)?")
COUNCIL_NAME = re.compile(
    rf"(?:(?:các\s+)?{MEMBERS}\s+(?:của\s+)?)?(?:{BODY}\s+)?{COUNCIL}(?:(?:\s+và\s+|\s*[-&]\s*){COUNCIL})?"
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
LISTED_FIELDS = re.compile(
    r"(?:các\s+)?(?P<head>bộ|sở|phòng|ban|ngành)(?:\s*,\s*(?:ngành|ban|cơ\s+quan))*\s*:\s*"
)
FIELD_END = rf"(?=\s*(?:[,;.:()\n]|$)|\s+(?:và|{VERB}|{MODAL})(?!\w))"
ONE_FIELD = re.compile(rf"{FIELD}{FIELD_END}")
# "UBND các tỉnh An Giang, Đồng Tháp và Vĩnh Long": one unit a place.
# Without "các" only behind a body: "UBND thành phố Phan Thiết, thị xã La Gi".
LISTED_PLACES = re.compile(
    rf"(?:(?P<body>{COUNCIL}\s+)(?:các\s+)?|các\s+)(?P<kind>{KIND})(?:\s*:)?\s+(?!{VERB})"
)
# "…, thị trấn Đức Thọ" goes on with the list, "…, huyện Đức Thọ" says where the communes are.
KIND_OF_PLACE = re.compile(rf"(?:các\s+)?(?P<kind>{KIND})\s+")
PARTY_BODY = re.compile(r" (?:tỉnh|thành|huyện|thị|quận|đảng) (?:ủy|đoàn)(?!\w)")
PEERS = ({"xã", "phường", "thị trấn"}, {"huyện", "thị xã", "thành phố"}, {"tỉnh", "thành phố"})
NEXT_FIELD = re.compile(r"\s*,\s*|\s+và\s+")

COMRADE = r"(?:(?:các\s+)?(?:đồng\s+chí|ông(?:,|\s+và)?\s+bà)|đ/c|ông|bà|bác\s+sĩ|kỹ\s+sư|cô|thầy|anh|chị)\s+"
TITLED = re.compile(
    rf"(?:{PLURAL}\s+)?(?P<person>{COMRADE})?{POST}"
    r"(?:\s*,\s*(?:các\s+)?(?:thành\s+viên|phó\s+chủ\s+tịch))?\s+(?:của\s+)?"
)
ANOTHER = (HEAD_WORD, COUNCIL_NAME, TITLED)  # how the next unit in a row begins
# "trưởng phòng kinh tế", "chánh văn phòng": the post ends where the unit's own head begins.
POST_BEFORE_HEAD = re.compile(rf"(?:{COMRADE})?(?:phó\s+)?(?:trưởng|chánh)\s+")
PERSON = re.compile(COMRADE)
ITS_POST = re.compile(rf"\s*[-–,(]\s*{POST}(?:\s+(?:{HEAD}|{KIND})(?!\w))?\)?")
PREMIER = re.compile(r"(?:phó\s+)?thủ\s+tướng(?:\s+chính\s+phủ)?\s+")
LONE_POST = re.compile(
    r"(?:các\s+)?(?:bộ\s+trưởng|thống\s+đốc|tổng\s+thanh\s+tra\s+chính\s+phủ)(?=\s*,)"
    rf"|các\s+(?:đồng\s+chí\s+)?phó\s+(?:chủ\s+tịch|giám\s+đốc|bí\s+thư)(?=\s+(?:{VERB}|{MODAL}|theo)(?!\w))"
    rf"|(?:tổ|đội|nhóm)\s+(?:trưởng|phó)(?=\s+(?:{VERB}|{MODAL}))"
)
POST_ALONE = re.compile(
    r"(?:các\s+)?(?:phó\s+)?(?:chủ\s+tịch|giám\s+đốc|thủ\s+trưởng|trưởng\s+ban|chủ\s+nhiệm)(?=\s*,|\s+và\s)"
)
SCHOOLS = r"các\s+trường(?:\s+(?:học|mầm\s+non|tiểu\s+học|thcs|thpt|phổ\s+thông))*"
TAIL = re.compile(
    rf"\s+(?:{CONCERNED}|{LEVELS}|chi\s+nhánh|(?:của\s+|các\s+)?{KINDS}|{SCHOOLS}|nhà\s+nước|việt\s+nam|chính\s+phủ|thuộc)(?!\w)"
)
AROUND = re.compile(
    rf"(?:\s+(?:(?:trực\s+)?thuộc\s+(?:(?:ubnd\s+)?{KIND}|sở|bộ|cục|trường|(?:tỉnh|thành|huyện|thị|đảng)\s+ủy)"
    rf"|{CONCERNED}|trong\s+tỉnh|trên\s+địa\s+bàn(?:\s+{KIND})?)(?!\w))+"
)
SEVERAL = re.compile(rf"(?<!\w){PLURAL}\s")
# Which of them: "UBND các xã, phường ven biển", "… các tỉnh vùng đồng bằng sông Cửu Long", up to the verb.
LIES = any_of("vùng | khu vực | ven | miền | biên giới | dọc | phía | trọng điểm | nơi")
WHERE = re.compile(rf"\s+{LIES}[^,;.:()\n]{{0,60}}?(?=\s+(?:{VERB}|{MODAL}|chịu)(?!\w)|\s*:)")
# Of what one is: "chủ đầu tư dự án Khu đô thị A (Liên danh …)", "nhà thầu thi công".
OF_WORK = re.compile(
    rf"\s+(?:dự\s+án|công\s+trình|gói\s+thầu|thi\s+công)(?:\s[^,;.:]{{1,120}}?)?(?=\s+(?:{VERB}|{MODAL})(?!\w))"
)
LEVEL_AFTER = re.compile(rf"(?:\s+{KIND})+")
ONLY_CONCERNED = re.compile(r"(?: (?:có )?liên quan| nêu trên| trên| khác)+$")
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
    r"(?:(?<=quận)|(?<=phường)) \d{1,2}(?!\w)|(?<!hồ sơ)(?<!quốc lộ) số \d{1,2}(?![\w/]|[.,]\d)"
    r"|(?<=khu vực) (?:[ivx]+|\d{1,2})(?!\w)"
)
MORE_NUMBERS = re.compile(r"(?:(?:,| và) (?:số )?\d{1,2}(?![\w/]|[.,]\d))+")  # "Tổ dân phố số 7, số 9"
KIND_LAST = re.compile(rf"(?<!\w)(?:{KIND}|(?:tỉnh|thành|huyện|thị|quận|đảng)\s+(?:ủy|đoàn))$")

# On text as it is written, for its capitals:
FULL_NAME = re.compile(rf"[{UPPER}][{LOWER}]*(?: [{UPPER}][{LOWER}]*){{1,4}}")
# "giao đồng chí Hải theo dõi": one syllable is a name where a verb or a post follows.
GIVEN_NAME = re.compile(rf"[{UPPER}][{LOWER}]+(?! [{UPPER}])")
SURNAMES = frozenset(
    re.findall(
        r"\w+",
        """nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đoàn đinh lâm mai trịnh
        đào cao lương hà tạ tô tống thái chu châu quách nông triệu vi vương từ tăng phùng lò cầm hứa
        kiều la lại lưu mạc nghiêm ninh giáp giàng khổng lữ lường ma mã mùa quàng sùng tòng thào thạch
        thân tôn trang trương ung vàng viên y chẩu chảo""",
    )
)
JOINED = re.compile(rf" (?:[-–] )?(?=[{UPPER}])")
ONE_NAME = re.compile(rf"[{UPPER}][\w-]*(?: [\w-]+){{0,7}}?{FIELD_END.replace('và|', '')}")
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
ONE_PLACE = re.compile(rf"[{UPPER}][{LOWER}'’]+(?: [{UPPER}][{LOWER}'’]+)*")
# "UBND thành phố Phan Thiết, tỉnh Bình Thuận"
WITHIN = re.compile(
    rf", (?:tỉnh|thành phố|huyện|thị xã|quận) [{UPPER}][{LOWER}]*(?:[ -][{UPPER}][{LOWER}]*)*"
)
PROPER_PLACE = re.compile(
    rf"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Tt]hị xã|[Hh]uyện|[Qq]uận|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)\s+"
    rf"([{UPPER}][\w'’]*(?:[\s-]+[{UPPER}][\w'’]*)*)"
)
# What goes on with a field or a place is a longer name than the one known.
GOES_ON = re.compile(
    rf"\s*(?:[-–,]|và\b)|\s+(?:tỉnh|huyện|thành phố|xã|phường|quận|thị xã)\s+[{UPPER}]|\s+[{UPPER}]"
    r"|\s+các\s"
    rf"|\s+{LIES}"
)
FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """và với để theo trong trên tại từ khi thì là mà do bởi của cho về đến này đó các những một được đã
        đang sẽ cùng căn như không nếu có phải cần trước sau""",
    )
)

LEVEL_OF: tuple[tuple[re.Pattern[str], UnitLevel], ...] = (
    (re.compile(r"(?:tỉnh|thành|huyện|thị|quận|đảng) ủy|đảng bộ"), "party"),
    (
        re.compile(r"^(?:các )?bộ\b(?! (?:phận|chỉ huy))|chính phủ|thủ tướng|quốc hội|trung ương|tổng cục"),
        "central",
    ),
    (
        re.compile(r"^(?:các )?sở\b|\bthành phố (?:hà nội|hải phòng|đà nẵng|hồ chí minh|cần thơ|huế)$"),
        "province",
    ),
    (re.compile(r"\b(?:xã(?! hội)|phường|thị trấn|đặc khu|(?<!nông )thôn)\b"), "commune"),
    (re.compile(r"\btỉnh\b"), "province"),
    (re.compile(r"^(?:các )?phòng\b|\b(?:huyện|quận|thị xã|thành phố)\b"), "district"),
)
