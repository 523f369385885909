"""Words that tell how things are, what was done, or what a document is: none of them gives an order.

Patterns are for `kb.text.normalize`d text unless a comment says folded.
"""

from __future__ import annotations

import re

from indexer.verbs import VERB, any_of

# Where a task is to stand, straight after a unit or at the head of its item, any verb is an order: only what
# cannot begin one is listed. Function words, and predicates that tell how things are:
STATIVE = (
    any_of("""
    đã | đang | sẽ | còn | chưa | vẫn | vừa | mới | từng | được | bị | là | gồm | bao gồm | thuộc | đạt | ước
    chiếm | luôn | đều | cũng | rất | hiện | không còn | của | có nhiều | có một | có hơn | có nhiệm vụ
    có các nhiệm vụ | có quyền
""")
    + r"|có\s+\d"
)
NO_ACT = re.compile(
    STATIVE
    + "|"
    + any_of("""
    và | với | trong | ngoài | trên | dưới | tại | ở | từ | theo | về | để | mà | khi | thì | này | đó
    như | nhằm | do | bởi | cho | đến | tới | so | hoặc | hay | nhưng | song | tuy | nếu | vì | số | năm
    tháng | quý | ngày | lúc | hồi | nơi | trước | sau
""")
    + r"|\W|\d"
)
# What may follow a name that has taken in a verb: "Cục Kiểm lâm túc trực [tại …]", "…, tuần tra".
RUN_ON = re.compile(rf"(?!{STATIVE})\w|,\s+{VERB}")
# The nouns an item opens with that says how, when or with what.
NOMINAL = re.compile(
    any_of("""
    kinh phí | thời gian | thời hạn | thời điểm | địa điểm | mục tiêu | mục đích | thành phần | mức
    hình thức | đối tượng | phạm vi | nguồn | tổng | số lượng | tỷ lệ | các | những | mỗi | một số | việc
    công tác | tình hình | kết quả | nguyên nhân | nội dung | lý do | tên | đơn vị tính | trường hợp
""")
)
# What an issuer says of what it heard: no order, though a verb follows a unit.
AGREES = re.compile(
    r"(?:cơ bản\s+)?"
    + any_of("""
    nhất trí | thống nhất với | thống nhất chủ trương | thống nhất nội dung | thống nhất đề nghị
    thống nhất đề xuất | thống nhất kết luận | thống nhất cao | thống nhất thông qua | đồng ý | ghi nhận
    đánh giá cao | biểu dương | hoan nghênh | cảm ơn | nhận thấy
    có văn bản số | có công văn số | có báo cáo số | có tờ trình số
    họp ngày | họp phiên | làm việc theo chế độ | hoạt động theo | tự giải thể
""")
)
STATES = re.compile(
    AGREES.pattern
    # chairing the meeting that the document tells of, and what was achieved
    + r"|chủ\s+trì(?=\s*(?:[.;]|$|hội nghị|cuộc họp|phiên họp|buổi))"
    rf"|{VERB}\s+(?:tốt|thành công|xuất sắc|vượt|\d[\d.,]*\s*(?:/\s*\d|%))"
)
# The parts of a document that tell what was done and how things are.
RESULTS = re.compile(  # folded
    r"(?:ve\s+)?(?:nhung\s+|cac\s+)?(?:ket qua|tinh hinh|dac diem|thuc trang|uu diem|nguyen nhan"
    r"|danh gia(?=\W*$|\s+(?:chung|tinh hinh|ket qua|khai quat|cong tac))"
    r"|(?:ton tai|han che)(?=\W*$|,|\s+(?:va|ton tai|khuyet diem|bat cap|yeu kem|vuong mac)))"
    r"(?!.*(?:va|,)\s+(?:phuong huong|nhiem vu|giai phap))"
)
# … and the part that says what is to be done.
TASKS = re.compile(  # folded
    r"(?:ve\s+)?(?:mot so\s+|cac\s+|nhung\s+)?(?:phuong huong|nhiem vu|giai phap|to chuc thuc hien|phan cong)"
)
# "Chuyển đổi số được tập trung đẩy mạnh": words that begin like a task, in a statement.
# Not "Rà soát các hộ chưa có đất": behind "các" it is the object that is told of.
STATED = re.compile(
    rf"(?>{VERB}|\w+)(?:\s+(?!(?:các|những|toàn|từng|mọi|một|số|\d+)(?!\w))\w+){{0,3}}"
    r"\s+(?:được|đã|còn|chưa|đạt|ước|này|có\s+hiệu\s+lực)(?!\w)"
)
# An item that lays down an amount or a share, not a task.
AMOUNT = re.compile(r"được\s|mức\s|không quá\s|[^;]*\bđồng\s*/")
CONTACT = re.compile(r"(?:mọi\s+)?(?:thông\s+tin|chi\s+tiết|liên\s+hệ)\s[^.:;]{0,60}:|liên\s+hệ\s")
LABELLED = re.compile(r"[^.,;:]{1,40}:")  # "Địa điểm: …"
# "Đề nghị các đại biểu đến dự đúng giờ": how an invitation ends.
ATTENDS = re.compile(r"(?:đến|về)\s+dự|tham\s+dự\s+đúng")
DONE = re.compile(any_of("đã | đang | chưa | vừa | được | bị | từng"))
RECITAL = re.compile(any_of("căn cứ | theo đề nghị | theo"))
ALWAYS_RECITAL = re.compile(
    any_of("xét | sau khi nghe | sau khi xem xét | ý kiến thảo luận | ý kiến phát biểu | ý kiến tham gia")
)
# "Sau khi xem xét, Chủ tịch UBND tỉnh có ý kiến như sau: Giao …"
CONCLUDES = re.compile(r"(?:xét|sau khi)\s[^:]*:\s+\S")
# "Ủy ban nhân dân xã xây dựng Kế hoạch … như sau:" speaks of the document itself.
DECLARES = re.compile(
    any_of("""
    xây dựng | ban hành | thông báo | báo cáo | hướng dẫn | trả lời | quyết định | công bố | đề nghị
    trình | triển khai | giải trình | quy định | có ý kiến | chỉ đạo | kết luận
""")
    + r"[^:]*?(?:như\s+sau|sau\s+đây|các\s+nội\s+dung\s+sau)\s*:\s*$"
)
# An order to carry out the document as a whole.
GENERAL = re.compile(
    rf"""(?:{
        any_of('''
    nghiêm túc | khẩn trương | tổ chức | triển khai | kịp thời | có trách nhiệm | chịu trách nhiệm | và
    phối hợp | chủ động
''')
    }[\s,]+)*(?:thi hành|thực hiện|chấp hành)(?:\s+{
        any_of('''
    các | những | nghiêm túc | nội dung | nhiệm vụ | chỉ đạo | ý kiến | kết luận | yêu cầu | công việc
    trên | này | nêu trên | nghị quyết | quyết định | thông báo | kế hoạch | chỉ thị | công văn
    văn bản | theo | đúng | quy định | và
''')
    })*[\s./,;]*$"""
)
