"""What may stand before an order, between two, or around one, and takes nothing from it.

Patterns are for `kb.text.normalize`d text.
"""

from __future__ import annotations

import re

from indexer.cues import MODAL
from indexer.verbs import VERB, any_of

# "Nhất trí với dự thảo; Sở Tư pháp hoàn chỉnh": what is approved, and then the next step.
APPROVES = re.compile(
    r"(?:cơ bản\s+)?"
    + any_of("nhất trí | thống nhất | đồng ý | ghi nhận | biểu dương | hoan nghênh | phê bình")
)
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
    r"(?:(?:trước|sau|chậm nhất|muộn nhất|định kỳ|hằng|hàng|mỗi|từ nay|(?:kể )?từ ngày|đến hết)(?!\w)"
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
    rf"|(?:trước|chậm nhất|muộn nhất|trong|đến)\s[^,;:]{{0,40}}\d[^,;:]{{0,20}}?,?\s+(?={VERB})"
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
# "Chi bộ [được kiểm tra] chuẩn bị báo cáo"
UNDERGOING = re.compile(rf"\s+được\s+(?!(?:giao|yêu\s+cầu|đề\s+nghị|phân\s+công)(?!\w)){VERB}(?=\s+{VERB})")
# A condition left at the end of a task whose own order comes next: "…; sau thời hạn trên, [giao …]".
LEFT_OVER = re.compile(r"[;,]\s*(?:sau|trước|đối với|trường hợp|nếu|khi|trên cơ sở)(?!\w)[^;,]*[;,\s]*$")
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
    }[\s,]*)+:?\s*$|(?:lãnh|chỉ)\s+đạo\s+[^,;:]{{1,60}}:\s*$|[;,]\s*(?:trong\s+đó|cụ\s+thể(?:\s+là)?)\s*:\s*$"""
)
