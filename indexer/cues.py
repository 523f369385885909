"""The words by which an administrative text gives an order, and those by which it does not.

All patterns are matched against `kb.text.normalize`d text: lower case, one tone placement.
"""

from __future__ import annotations

import re

# What a unit can be told to do, as the first words of the order. One syllable only where no noun begins with it.
TASK_VERBS = """
áp dụng | ban hành | bám sát | bàn giao | báo cáo | bảo đảm | bảo vệ | bãi bỏ | biên soạn | biên tập | bố trí | bổ sung
| bồi dưỡng | bảo quản | bảo trì | cải thiện | cải tạo | cập nhật | cân đối | chấm dứt | chấn chỉnh | chấp hành | chỉ đạo
| chia sẻ | chịu trách nhiệm | chỉnh sửa | chỉnh trang | cho ý kiến | chú trọng | chủ động | chủ trì | chuẩn bị
| chuyển | chuyển đổi | chứng thực | có | công bố | công khai | củng cố | cung cấp | dự báo | dự kiến | dự thảo | duy trì | đảm bảo
| đàm phán | đánh giá | đào tạo | đặt | đấu tranh | đẩy mạnh | đẩy nhanh | đăng ký | đăng tải | đề cao | đề nghị | đề ra | đề xuất
| điều chỉnh | điều tra | điều hành | định hướng | định kỳ | đình chỉ | đối chiếu | đổi mới | đôn đốc | đưa | gắn | ghi nhận
| giải đáp | giải ngân | giải phóng | giải quyết | giải trình | giám sát | giao | giới thiệu | giữ | giúp | góp ý | gửi | hạn chế
| hỗ trợ | hoàn chỉnh | hoàn tất | hoàn thành | hoàn thiện | học tập | họp | huy động | huấn luyện | hướng dẫn | kết hợp | kết nối
| khai thác | khắc phục | khảo sát | khẩn trương | khen thưởng | khởi công | khuyến khích | khuyến nghị | kiểm điểm | kiểm kê
| kiểm soát | kiểm tra | kiên quyết | kiến nghị | kiện toàn | kịp thời | làm | lãnh đạo | lấy ý kiến | lập | liên hệ | lồng ghép | lựa chọn
| lưu trữ | lưu ý | mở rộng | mở | nâng cao | nâng cấp | nắm | nghiên cứu | nghiêm cấm | nghiêm túc | ngăn chặn | nêu | nhân rộng | nhanh chóng
| nỗ lực | phát động | phát hành | phát hiện | phát huy | phát triển | phân bổ | phân công | phân loại | phân tích | phân cấp
| phấn đấu | phần đầu | phê duyệt | phổ biến | phối hợp | phòng | phòng ngừa | phục vụ | quản lý | quan tâm | quán triệt | quyết định
| quyết liệt | quyết toán | quy định | rà soát | ra quân | rút kinh nghiệm | sắp xếp | siết chặt | soạn thảo | số hóa | sơ kết | sớm | sử dụng
| sửa đổi | tăng cường | tạo | tạo điều kiện | tạm dừng | tập huấn | tập trung | tham dự | tham gia | tham khảo | tham mưu | thanh tra
| thanh toán | thành lập | thẩm định | thẩm tra | thẩm quyền | theo dõi | thiết lập | thí điểm | thống kê | thống nhất | thông báo | thông tin | thông qua
| thu hồi | thu hút | thu thập | thúc đẩy | thực hiện | thường xuyên | tích cực | tiến hành | tiếp cận | tiếp nhận | tiếp thu | tiếp tục | tìm
| tính toán | tổ chức | tổng hợp | tổng kết | tôn vinh | trả lời | tranh thủ | tránh | trao đổi | triển khai | trình | trực tiếp | truyền thông
| tuân thủ | tuyên truyền | tuyệt đối | tự rà soát | ưu tiên | ứng dụng | ủy quyền | vận dụng | vận động | vận hành | xác định | xác minh | xây dựng
| xem xét | xin ý kiến | xúc tiến | xử lý | xử phạt | yêu cầu | không để | không được | phải | cần
"""
VERB = (
    "(?:"
    + "|".join(sorted((v.strip().replace(" ", r"\s+") for v in TASK_VERBS.split("|")), key=len, reverse=True))
    + r")(?!\w)"
)
# What an issuer says of what it heard: no order, though a verb follows a unit.
STATES = re.compile(
    r"(?:cơ bản\s+)?(?:nhất trí|thống nhất|đồng ý|ghi nhận|đánh giá cao|biểu dương|hoan nghênh|chia sẻ|cảm ơn|nhận thấy|đề ra)(?!\w)"
)
ORDERS = r"(?:giao(?:\s+(?:nhiệm vụ|trách nhiệm))?|phân công(?:\s+nhiệm vụ)?|yêu cầu|đề nghị|kính đề nghị|ủy quyền|trân trọng đề nghị)(?:\s+(?:cho|đối với))?(?!\w)"
ORDER = re.compile(rf"{ORDERS}\s*:?\s+")
# Between an assigner and its order: "UBND tỉnh thống nhất … và giao", never "đã giao".
ASSIGNS = re.compile(
    rf"(?:\s+(?:cũng|tiếp tục|thống nhất|nghiêm túc|đồng ý|nay|chính thức))*\s+{ORDERS}\s*:?\s+"
)
MODAL = (
    r"(?:(?:có|chịu)\s+trách nhiệm(?:\s+(?:trước\s+pháp luật\s+)?(?:trong việc|về việc))?|phải|cần(?:\s+phải)?"
    r"|được\s+giao(?:\s+nhiệm vụ)?|là\s+(?:cơ quan|đơn vị)\s+(?:chủ trì|đầu mối)|làm\s+đầu mối)(?!\w)"
)
DUTY = re.compile(MODAL)
ANSWERS = re.compile(r"(?:co|chiu) trach nhiem\b")  # on folded text
LEADS = re.compile(r"chủ\s+trì(?!\w|\s+(?:hội nghị|cuộc họp|phiên họp|buổi))")
DONE = re.compile(r"(?:đã|đang|chưa|vừa|được|bị|từng)(?!\w)")
# "trong phạm vi nhiệm vụ, quyền hạn của mình", "căn cứ chức năng, nhiệm vụ được giao" before the duty itself.
CAPACITY = re.compile(
    r",?\s*(?:trong phạm vi|theo|căn cứ(?: vào)?|trên cơ sở)\s+(?:chức năng|nhiệm vụ|quyền hạn|trách nhiệm|thẩm quyền)[^.;:]{0,80}?(?=\s*(?:,\s*)?"
    rf"(?:{MODAL}|{VERB}))"
)
# Words that only open a sentence.
OPENER = re.compile(
    r"(?:(?:đồng thời|bên cạnh đó|ngoài ra|vì vậy|do vậy|do đó|theo đó|trước mắt|đặc biệt|trong đó|cùng với đó|mặt khác|song song với đó"
    r"|trong thời gian tới|thời gian tới|từ nay đến cuối năm|qua đó|từ đó|lưu ý|nhất là|về lâu dài)\s*[,:]?\s+)+"
)
CONDITION = re.compile(r"(?:trong\s+)?(?:trường hợp|nếu|khi|sau khi|trước khi|trong quá trình)(?!\w)")
TOPIC = re.compile(
    r"(?:đối với|về|trong|liên quan(?: đến)?|tại|triển khai|thực hiện|để|nhằm|căn cứ|trên cơ sở|đặc biệt lưu ý)(?!\w)"
)
THEN = re.compile(r"\s+thì\s+")
RECITAL = re.compile(r"(?:căn cứ|theo đề nghị|theo)(?!\w)")
ALWAYS_RECITAL = re.compile(r"(?:xét|sau khi (?:nghe|xem xét))(?!\w)")
# "Ủy ban nhân dân xã xây dựng Kế hoạch … như sau:" speaks of the document itself.
DECLARES = re.compile(
    r"(?:xây dựng|ban hành|thông báo|báo cáo|hướng dẫn|trả lời|quyết định|công bố|đề nghị|trình|triển khai|giải trình|quy định)"
    r"[^:]*?(?:như\s+sau|sau\s+đây|các nội dung sau)\s*:\s*$"
)
WITH = re.compile(
    r"phối\s+hợp(?:\s+(?:chặt chẽ|tốt|kịp thời|hiệu quả|đồng bộ))*(?:\s*(?:,\s*)?(?:với|cùng(?:\s+với)?))?\s+"
)
LEAD_WITH = re.compile(r"chủ\s+trì(?:\s*,\s*|\s+và\s+|\s+)")
COMPILE = re.compile(r"tổng\s+hợp(?!\w)")
SEND = re.compile(r"(?<!\w)(?:gửi|nộp|báo cáo|về|cho|đến|tới|qua)\s+")
INFORMED = re.compile(r"thong bao (?:de|den|toi|cho) ")  # on folded text: scans misread these lines
AND_ACT = re.compile(
    r"[^.;:]{0,40}?(?:biết|được\s+biết)?\s*,?\s*(?:và\s+)?(?:(?:tổ chức|triển khai|nghiêm túc)\s+)*(?P<act>thực\s+hiện)"
)
# "thực hiện một số nội dung sau:", "trong đó lưu ý:", "cụ thể như sau:" only announce the list.
ANNOUNCES = re.compile(
    r"[,;]?\s*(?:(?:đồng thời|và|trong đó|cụ thể|theo đó|đặc biệt)[,\s]+)*"
    r"(?:(?:tập trung|nghiêm túc|khẩn trương|chủ động|tiếp tục|cần|quan tâm|thực hiện|triển khai|tổ chức|làm|lưu ý|chú ý)\s+)*"
    r"(?:(?:tốt|ngay|đồng bộ|hiệu quả)\s+)*"
    r"(?:(?:một số|những|các|nội dung|nhiệm vụ|giải pháp|công việc|vấn đề|chủ yếu|trọng tâm|cụ thể|chính|sau|đây|như|việc|gồm|bao gồm|lưu ý|yêu cầu|cụ thể)[\s,]*)+:?\s*$"
)
# An order to carry out the document as a whole.
GENERAL = re.compile(
    r"(?:(?:nghiêm túc|khẩn trương|tổ chức|triển khai|kịp thời|có trách nhiệm|chịu trách nhiệm|và|phối hợp|chủ động)[\s,]+)*(?:thi hành|thực hiện|chấp hành)"
    r"(?:\s+(?:các|những|nghiêm túc|nội dung|nhiệm vụ|chỉ đạo|ý kiến|kết luận|yêu cầu|công việc|trên|này|nêu trên|nghị quyết|quyết định|thông báo|kế hoạch"
    r"|chỉ thị|công văn|văn bản|kết luận|theo|đúng|quy định|và))*[\s./,;]*$"
)
PROMISE = re.compile(r"\b(?:phan dau|quyet tam|du kien|cam ket)\b")  # on folded text
STARTS_WITH_VERB = re.compile(VERB)
# "Chuyển đổi số được tập trung đẩy mạnh": a noun that begins like a verb, in a statement.
STATED = re.compile(rf"{VERB}(?:\s+\w+){{0,3}}\s+(?:được|đã|còn|chưa|đạt|ước)(?!\w)")
NEEDS = re.compile(r"(?<!\w)(?:cần(?!\s+thiết)(?:\s+phải)?|phải)\s+")
THEN_ACT = (
    re.compile(rf"\s+thì\s+(?:(?:cần|phải|đồng thời)\s+)*(?={VERB})"),
    re.compile(rf"(?:[,:]\s+|cần\s+thiết\s+)(?:(?:cần|phải|đồng thời)\s+)*(?={VERB})"),
)
# An item that lays down an amount or a share, not a task.
AMOUNT = re.compile(r"được\s|mức\s|không quá\s|[^.;]*\bđồng\s*/")
# "Hội đồng nhân dân tỉnh giao:" as a heading: the units below it are given orders.
COMMANDS = re.compile(r"(?:giao|yêu cầu|đề nghị|phân công)(?:\s+nhiệm vụ)?\s*:?\s*$")
