"""The words by which an administrative text gives an order, and those by which it does not.

Patterns are for `kb.text.normalize`d text (lower case, one tone placement) unless a comment says folded.
"""

from __future__ import annotations

import re

from indexer.verbs import NOT_GIVEN, VERB, any_of

STARTS_WITH_VERB = re.compile(VERB)
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
STATES = re.compile(
    r"(?:cơ bản\s+)?"
    + any_of("""
    nhất trí | thống nhất | đồng ý | ghi nhận | đánh giá cao | biểu dương | hoan nghênh | cảm ơn
    nhận thấy | có văn bản số | có công văn số | có báo cáo số | có tờ trình số
    làm việc theo chế độ | hoạt động theo | tự giải thể
""")
    # chairing the meeting that the document tells of, and what was achieved
    + r"|chủ\s+trì(?=\s*(?:[.;]|$|hội nghị|cuộc họp|phiên họp|buổi))"
    rf"|{VERB}\s+(?:tốt|thành công|xuất sắc|vượt|\d[\d.,]*\s*(?:/\s*\d|%))"
)
# "Nhất trí với dự thảo; Sở Tư pháp hoàn chỉnh": what is approved, and then the next step.
APPROVES = re.compile(
    r"(?:cơ bản\s+)?"
    + any_of("nhất trí | thống nhất | đồng ý | ghi nhận | biểu dương | hoan nghênh | phê bình")
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

# -- an order before the units --

_ORDERS = (
    NOT_GIVEN
    + any_of("""
    giao | giao nhiệm vụ | giao trách nhiệm | phân công | phân công nhiệm vụ | yêu cầu | đề nghị
    kính đề nghị | trân trọng đề nghị | ủy quyền
""")
    + r"(?:\s+(?:cho|đối với)(?!\w))?"
)
# "Đề nghị các đại biểu đến dự đúng giờ": how an invitation ends.
ATTENDS = re.compile(r"(?:đến|về)\s+dự|tham\s+dự\s+đúng")
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
SENT_TO = re.compile(r"\bkinh gui\b|(?<!dai )\bdien\s*:")  # folded
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
    r"|là\s+(?:cơ\s+quan|đơn\s+vị)\s+(?:chủ\s+trì|đầu\s+mối|thường\s+trực)|(?:làm|là)\s+đầu\s+mối)(?!\w)"
)
DUTY = re.compile(MODAL)
ANSWERS = re.compile(r"(?:co|chiu) trach nhiem\b|can cu [^.;]{0,60}\bthi hanh\b")  # folded
LEADS = re.compile(r"chủ\s+trì(?=[\s,]*\w)(?!\w|\s+(?:hội nghị|cuộc họp|phiên họp|buổi))")
DONE = re.compile(any_of("đã | đang | chưa | vừa | được | bị | từng"))
# "đã ban hành hướng dẫn; [tiếp tục theo dõi …]"
CARRIES_ON = re.compile(r";\s+(?=(?:tiếp tục|khẩn trương|tập trung|cần|phải)(?!\w))")
# "trong phạm vi nhiệm vụ, quyền hạn của mình", "căn cứ chức năng, nhiệm vụ được giao" before the duty itself.
CAPACITY = re.compile(
    r",?\s*(?:trong phạm vi|theo|căn cứ(?: vào)?|trên cơ sở)"
    r"\s+(?:chức năng|nhiệm vụ|quyền hạn|trách nhiệm|thẩm quyền|lĩnh vực|địa bàn|(?:sự )?phân công|tình hình"
    r"|nội dung|quyết định|kế hoạch|chỉ thị|thông báo|nghị quyết|công văn|văn bản|hướng dẫn|đề xuất|đề nghị"
    r"|kiến nghị|ý kiến|kết quả|báo cáo|số liệu|hồ sơ|danh sách|dự toán)[^.;:]{0,80}?"
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

# Words that only open a sentence.
OPENER = re.compile(
    rf"""(?:{
        any_of('''
    đồng thời | bên cạnh đó | ngoài ra | vì vậy | do vậy | do đó | theo đó | trước mắt | đặc biệt
    trong đó | cùng với đó | mặt khác | song song với đó | trong thời gian tới | thời gian tới
    từ nay đến cuối năm | riêng | qua đó | từ đó | lưu ý | nhất là | về lâu dài
''')
    }\s*[,:]?\s+)+"""
)
CONDITION = re.compile(
    r"(?:trong\s+)?"
    + any_of("""
    trường hợp | nếu | khi | sau khi | trước khi | quá trình | quá thời hạn | hết thời hạn
    vướng mắc | mọi vướng mắc | có vướng mắc | đơn vị nào | cơ quan nào | địa phương nào | nơi nào
""")
)
# "…; trên cơ sở đó, Sở B xây dựng …": the next order in the row.
NEXT = re.compile(r";\s*(?:(?:trên\s+cơ\s+sở|căn\s+cứ|sau|từ|theo)\s+đó\s*,?\s*|đồng\s+thời\s*,?\s*)?$")
TOPIC = re.compile(
    any_of("""
    đối với | về | trong việc | trong công tác | liên quan | tại | triển khai | thực hiện | để | nhằm
    căn cứ | trên cơ sở
""")
)
# "Tuy nhiên tiến độ còn chậm, yêu cầu …": why an order is given.
BECAUSE = re.compile(any_of("tuy nhiên | tuy vậy | song | do | vì | hiện nay | đến nay | qua kiểm tra"))
SUMS_UP = re.compile(any_of("trên đây là | nhận được"))  # "Trên đây là kết luận của …, yêu cầu …"
BY_THEN = re.compile(
    r"(?:(?:trước|sau|chậm nhất|muộn nhất|định kỳ|hằng|hàng|mỗi|từ nay|từ ngày|đến hết)(?!\w)"
    r"[^,;:]{0,60},\s*)+$"
)
THEN = re.compile(r"\s+thì\s+")
# Where the main clause begins after a condition or topic: after "thì", else after the comma.
THEN_ACT = (
    re.compile(rf"\s+thì\s+(?:(?:cần|phải|đồng thời)\s+)*(?={VERB})"),
    re.compile(rf"(?:[,:]\s+|cần\s+thiết\s+)(?:(?:cần|phải|đồng thời)\s+)*(?={VERB})"),
)
# "Hằng tuần, vào 15 giờ thứ Năm, tổng hợp …", "Trước 05/9, trình …": when comes before what.
WHEN_FIRST = re.compile(
    r"(?:định kỳ\s+|cuối\s+)?(?:mỗi|hằng|hàng)\s+(?:ngày|tuần|tháng|quý|năm)"
    r"(?:,?\s+(?:vào|trước)\s[^,]{1,40})?,?\s+"
    rf"|(?:trước|chậm nhất|muộn nhất|trong|đến)\s[^,;:]{{0,40}}\d[^,;:]{{0,20}},\s+(?={VERB})"
)
# "Trung tâm X: [từ nay đến 30/11/2025 tiếp nhận hồ sơ]"
WHEN_AND_WHAT = re.compile(
    rf"(?:từ|trong|đến|trước|chậm nhất|định kỳ|hằng|hàng|mỗi)(?!\w)[^;:]{{1,50}}?(?=[\s,]+{VERB})"
)
# "Các xã chưa nộp báo cáo khẩn trương gửi về …": which of a group are meant.
WHICH = re.compile(
    r"\s+(?:chưa|đã|đang|còn|có|được|bị)\s[^.;:]{1,120}?"
    rf"(?=\s+(?:{MODAL}|"
    + any_of("khẩn trương | nghiêm túc | kịp thời | chủ động | tiếp tục | sớm | thường xuyên")
    + "))"
)
# A condition left at the end of a task whose own order comes next: "…; sau thời hạn trên, [giao …]".
LEFT_OVER = re.compile(r"[;,]\s*(?:sau|trước|đối với|trường hợp|nếu|khi|trên cơ sở)(?!\w)[^;,]*[;,\s]*$")
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
# "thực hiện một số nội dung sau:", "trong đó lưu ý:", "cụ thể như sau:" only announce the list.
ANNOUNCES = re.compile(
    rf"""[,;]?\s*(?:{any_of("đồng thời | và | trong đó | cụ thể | theo đó | đặc biệt")}[,\s]+)*(?:{
        any_of('''
    tập trung | nghiêm túc | khẩn trương | chủ động | tiếp tục | cần | quan tâm | thực hiện | triển khai
    tổ chức | làm | lưu ý | chú ý | tốt | ngay | đồng bộ | hiệu quả
''')
    }\s+)*(?:{
        any_of('''
    một số | những | các | nội dung | nhiệm vụ | giải pháp | công việc | vấn đề | chủ yếu | trọng tâm
    cụ thể | chính | sau | đây | như | việc | gồm | bao gồm | lưu ý | yêu cầu | chỉ đạo | triển khai
    thực hiện
''')
    }[\s,]*)+:?\s*$|(?:lãnh|chỉ)\s+đạo\s+[^,;:]{{1,60}}:\s*$"""
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
PROMISE = re.compile(  # folded
    r"\b(?:phan dau|quyet tam|cam ket|(?:du kien|se) (?:hoan thanh|khoi cong|khanh thanh|ban hanh|trinh))\b"
)

# -- with whom, and who compiles --

WITH = re.compile(
    r"(?<!để )phối\s+hợp(?:\s+(?:chặt chẽ|tốt|kịp thời|hiệu quả|đồng bộ))*"
    r"(?:\s*,?\s*(?:với|cùng(?:\s+với)?))?\s+"
)
LEAD_WITH = re.compile(r"chủ\s+trì(?:\s*,\s*|\s+và\s+|\s+)")
TOGETHER_WITH = re.compile(r"cùng(?:\s+với)?\s+")
COMPILE = re.compile(r"tổng\s+hợp(?!\w)")
SEND = re.compile(r"(?<!\w)(?:gửi|nộp|báo cáo|về|cho|đến|tới|qua)\s+")
