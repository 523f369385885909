"""The words by which an administrative text gives an order, and those by which it does not.

Patterns are for `kb.text.normalize`d text (lower case, one tone placement) unless a comment says folded.
"""

from __future__ import annotations

import re

from indexer.verbs import NOT_GIVEN, VERB, any_of

STARTS_WITH_VERB = re.compile(VERB)

# -- an order before the units --

_ORDERS = (
    NOT_GIVEN
    + any_of("""
    giao | giao nhiệm vụ | giao trách nhiệm | phân công | phân công nhiệm vụ | yêu cầu | đề nghị
    kính đề nghị | trân trọng đề nghị | ủy quyền
""")
    + r"(?:\s+(?:cho|đối với)(?!\w))?"
)
ORDER = re.compile(
    r"(?:tiếp tục\s+)?(?:(?:bộ|sở|cục|phòng|ban|tỉnh|thành phố|huyện|quận|xã|phường|văn phòng|chúng tôi)\s+)?"
    rf"(?:{any_of('nhất trí | thống nhất | đồng ý')}\s+(?:chủ\s+trương\s+|việc\s+)?)?{_ORDERS}\s*:?\s+"
)
# "Các ông, bà có tên tại Điều 1, Chánh Văn phòng …"
UNNAMED = re.compile(
    r"(?:các\s+)?(?:ông|bà|đồng\s+chí|tổ\s+chức|cá\s+nhân)(?:,\s*(?:bà|cá\s+nhân))?\s+có\s+tên[^,;]{0,60}[,;]\s*"
)
# "Giao Phòng Kinh tế (cơ quan thường trực) tổng hợp …"
ASIDE = re.compile(
    r"\s*\([^()]{1,120}\)"
    r"|\s+do\s+[^,;.]{3,60}\s+làm\s+(?:(?:tổ|đội|nhóm)\s+trưởng|trưởng\s+\w+|chủ\s+nhiệm)(?!\w)"
)
# Between an assigner and its order: "UBND tỉnh thống nhất … và giao", never "đã giao".
ASSIGNS = re.compile(
    rf"(?:\s+{any_of('cũng | tiếp tục | thống nhất | nghiêm túc | đồng ý | nay | chính thức')})*"
    rf"\s+{_ORDERS}\s*:?\s+"
)
GOVERNS = re.compile(
    any_of("""
    ủy ban | hội đồng nhân dân | thường trực | ban thường vụ | ban chấp hành | ban chỉ đạo | chủ tịch
""")
)
# "Hội đồng nhân dân tỉnh giao:" as a heading: the units below it are given orders.
COMMANDS = re.compile(rf"{_ORDERS}\s*:?\s*$")
# "Chủ tịch UBND tỉnh yêu cầu thực hiện các nội dung sau:" speaks to those the document is sent to.
COMMANDS_ALL = re.compile(rf"(?:^|[\s,]){_ORDERS}\s*")
# Folded: scans misread these lines.
INFORMED = re.compile(r"(?:thong bao|truyen dat) (?:de|den|toi|cho) ")
AND_ACT = re.compile(
    r"[^.;:]{0,40}?(?:biết|được\s+biết)?\s*,?\s*(?:và\s+)?(?:(?:tổ chức|triển khai|nghiêm túc)\s+)*"
    r"(?P<act>thực\s+hiện)"
)

# -- a duty after the units --

MODAL = (
    r"(?:(?:có|chịu)\s+trách\s+nhiệm(?:\s+(?:trước\s+pháp\s+luật\s+)?(?:trong\s+việc|về\s+việc)"
    r"|(?!\s+(?:toàn\s+diện\s+|trực\s+tiếp\s+|chính\s+|hoàn\s+toàn\s+)?(?:về|trước)(?!\w)))"
    r"|phải|cần(?:\s+phải)?|được\s+(?:yêu\s+cầu|đề\s+nghị|phân\s+công|giao(?!\s+chỉ\s+tiêu))(?:\s+nhiệm\s+vụ)?"
    r"|là\s+(?:(?:cơ\s+quan|đơn\s+vị)\s+)?(?:chủ\s+trì|đầu\s+mối|thường\s+trực)|(?:làm|là)\s+đầu\s+mối)(?!\w)"
)
DUTY = re.compile(MODAL)
ANSWERS = re.compile(r"(?:co|chiu) trach nhiem\b|can cu [^.;]{0,60}\bthi hanh\b")  # folded
LEADS = re.compile(r"chủ\s+trì(?=[\s,]*\w)(?!\w|\s+(?:hội nghị|cuộc họp|phiên họp|buổi))")
# "đã ban hành hướng dẫn; [tiếp tục theo dõi …]"
CARRIES_ON = re.compile(r";\s+(?=(?:tiếp tục|khẩn trương|tập trung|cần|phải)(?!\w))")
# "trong phạm vi nhiệm vụ, quyền hạn của mình", "căn cứ chức năng, nhiệm vụ được giao" before the duty itself.
CAPACITY = re.compile(
    r",?\s*(?:trong phạm vi|theo|căn cứ(?: vào)?|trên cơ sở)"
    r"\s+(?:chức năng|nhiệm vụ|quyền hạn|trách nhiệm|thẩm quyền|lĩnh vực|địa bàn|(?:sự )?phân công|tình hình"
    r"|nội dung|quyết định|kế hoạch|chương trình|quy chế|đề án|chỉ thị|thông báo|nghị quyết|công văn"
    r"|văn bản|hướng dẫn|đề xuất|đề nghị|kiến nghị|ý kiến|kết quả|báo cáo|số liệu|hồ sơ|danh sách|dự toán)"
    r"(?:\s+(?:phụ trách|quản lý|được giao|được phân công))?[^.;:]{0,80}?"
    rf"(?=\s*(?:,\s*)?(?:{MODAL}|{VERB}))"
)
NEEDS = re.compile(r"(?<!\w)(?:cần(?!\s+thiết)(?:\s+phải)?|phải)\s+")
DONE_BY = re.compile(
    r"\s+do\s+(?=\w)|\s+(?:được\s+)?giao\s+cho\s+"
)  # passive: "việc … do phòng Nội vụ chủ trì thực hiện"
# What is said to be somebody's: "Kinh phí do Sở Tài chính bố trí", but not "Cuộc thi do Bộ Y tế tổ chức".
ALLOTTED = re.compile(any_of("việc | công tác | nhiệm vụ | kinh phí | các nội dung"))
TAKEN_ON = re.compile(rf"\s+{any_of('chủ trì | chịu trách nhiệm | thực hiện | đảm nhiệm | phụ trách')}")

# -- what surrounds an order --


# -- with whom, and who compiles --
