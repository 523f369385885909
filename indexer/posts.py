"""How a text names people and the posts they hold.

Patterns are for `kb.text.normalize`d text, those of people's names for text as it is written.
"""

from __future__ import annotations

import re

from indexer.cues import MODAL
from indexer.name_words import HEAD, KIND, LOWER, PLURAL, UPPER
from indexer.verbs import VERB, any_of

# A post stands for the unit it heads.
POST = any_of("""
    thủ trưởng | người đứng đầu | lãnh đạo | giám đốc | phó giám đốc | tổng giám đốc | trưởng | gđ | pgđ
    pct | tổ trưởng | tổ phó | đội trưởng | phó trưởng | chủ tịch | phó chủ tịch | chánh | phó chánh
    bộ trưởng | thứ trưởng | cục trưởng | chi cục trưởng | trưởng ban | chủ nhiệm | viện trưởng
    hiệu trưởng | tổng thanh tra | ủy viên | bí thư | phó bí thư | tư lệnh | chỉ huy trưởng | chánh án
""")
COMRADE = (
    r"(?:(?:(?:các\s+)?(?:đồng\s+chí|ông(?:,|\s+và)?\s+bà)|đ/c|ông|bà|bác\s+sĩ|kỹ\s+sư|cô|thầy|anh|chị)\s+"
    r"|(?:(?:gs|pgs|ts|ths|bs|ks|cn)\.\s?)+)"
)
TITLED = re.compile(
    rf"(?:{PLURAL}\s+)?(?P<person>{COMRADE})?{POST}"
    r"(?:\s*,\s*(?:các\s+)?(?:thành\s+viên|phó\s+chủ\s+tịch))?\s+(?:của\s+)?"
)
# "trưởng phòng kinh tế", "chánh văn phòng": the post ends where the unit's own head begins.
POST_BEFORE_HEAD = re.compile(rf"(?:{COMRADE})?(?:phó\s+)?(?:trưởng|chánh)\s+")
PERSON = re.compile(COMRADE)
ITS_POST = re.compile(rf" *[-–,(] *{POST}(?:\s+(?:{HEAD}|{KIND})(?!\w))?\)?")
PREMIER = re.compile(r"(?:phó\s+)?thủ\s+tướng(?:\s+chính\s+phủ)?\s+")
LONE_POST = re.compile(
    r"(?:các\s+)?(?:bộ\s+trưởng|thống\s+đốc|tổng\s+thanh\s+tra\s+chính\s+phủ)(?=\s*,)"
    rf"|các\s+(?:đồng\s+chí\s+)?phó\s+(?:chủ\s+tịch|giám\s+đốc|bí\s+thư)(?=\s+(?:{VERB}|{MODAL}|theo)(?!\w))"
    rf"|(?:kế\s+toán\s+trưởng|giáo\s+viên(?:\s+chủ\s+nhiệm)?(?:\s+lớp\s+\w+)?)(?=\s+(?:{VERB}|{MODAL})(?!\w))"
    rf"|(?:các\s+)?(?:tổ|đội|nhóm)\s+(?:trưởng|phó)(?=\s+(?:{VERB}|{MODAL}))"
)
POST_ALONE = re.compile(
    r"(?:các\s+)?(?:phó\s+)?(?:chủ\s+tịch|giám\s+đốc|thủ\s+trưởng|trưởng\s+ban|chủ\s+nhiệm)(?=\s*,|\s+và\s)"
)
# On text as it is written, for its capitals:
FULL_NAME = re.compile(rf"[{UPPER}][{LOWER}]*(?: [{UPPER}][{LOWER}]*){{1,4}}")
OFFICE = re.compile(r"(?:[Ss]ở|[Pp]hòng|[Bb]an|[Tt]rung tâm|[Cc]hi cục|[Cc]ục|[Vv]ăn phòng|[Cc]ông an)\s+")
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
