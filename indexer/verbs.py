"""Verbs that begin a task, for where nothing else shows that one begins: at the end of a unit's name, and in
sentences without a unit. Where a task must stand, any verb will do: see `indexer.statements.NO_ACT`.
"""

from __future__ import annotations

import re


def any_of(phrases: str) -> str:
    """A pattern for any of the phrases, written between "|" and line ends, the longest first, ending a word.

    A blank stands for any white space, " - " for a dash or comma however spaced.
    """
    split = {" ".join(phrase.split()) for phrase in re.split(r"[|\n]", phrases)} - {""}
    patterns = (
        re.escape(phrase).replace(r"\ \-\ ", r"\s*[-–,]\s*").replace(r",\ ", r",?\s+").replace(r"\ ", r"\s+")
        for phrase in sorted(split, key=lambda phrase: (-len(phrase), phrase))
    )
    return f"(?:{'|'.join(patterns)})(?!\\w)"


NOT_GIVEN = r"(?!giao\s+(?:thông|dịch|lưu|thương)(?!\w))"  # "giao thông" is traffic
# What a unit can be told to do, as the first words of the order.
VERB = (
    NOT_GIVEN
    + r"(?!(?:(?<=công )|(?<=chương )|(?<=quy ))trình)"
    + any_of("""
    áp dụng | ban hành | bàn giao | bám sát | báo cáo | bảo dưỡng | bảo đảm | bảo quản | bảo trì
    bảo vệ | bãi bỏ | bầu | biên soạn | biên tập | bình xét | bồi dưỡng | bồi thường | bố trí | bổ sung
    cam kết | cải tạo | cải thiện | cảnh báo | cắt giảm | cân đối | cần | cấp giấy | cấp phát | cập nhật
    chăm lo | chăm sóc | chấm dứt | chấn chỉnh | chấp hành | chia sẻ | chi trả | chỉnh sửa | chỉnh trang
    chỉ đạo | chỉ rõ | chịu | cho ý kiến | chốt | chuẩn bị | chuyển | chú trọng | chủ động | chủ trì
    chứng thực | có biện pháp | có các giải pháp | có chế tài | có chính sách | có cơ chế | có giải pháp
    có hình thức | có kế hoạch | có lộ trình | có phương án | có văn bản | có ý kiến | công bố
    công khai | cung cấp | cung ứng | củng cố | cưỡng chế | cử | di dời | duy trì | duy tu | dừng
    dự báo | dự kiến | dự thảo | đàm phán | đào tạo | đánh giá | đảm bảo | đăng ký | đăng tải | đặt
    đấu tranh | đầu mối tổng hợp | đẩy mạnh | đẩy nhanh | đề cao | đề nghị | đề ra | đề xuất
    điều chỉnh | điều động | điều hành | điều tra | đi sâu | đình chỉ | định hướng | định kỳ | đo đạc
    đôn đốc | đối chiếu | đối thoại | đổi mới | động viên | đơn giản hóa | đưa | gắn | ghi nhận | giao
    giám sát | giải đáp | giải ngân | giải phóng | giải quyết | giải trình | giảm | gieo | giới thiệu
    giúp | giữ | góp ý | gửi | hạn chế | hoàn chỉnh | hoàn tất | hoàn thành | hoàn thiện | học tập | họp
    hỗ trợ | huấn luyện | huy động | hướng dẫn | kê khai | kết hợp | kết nối | khai thác | khám
    khảo sát | khắc phục | khẩn trương | khen thưởng | khoanh vùng | khôi phục | không để | không được
    khơi thông | khởi công | khuyến khích | kiên quyết | kiến nghị | kiểm đếm | kiểm điểm | kiểm kê
    kiểm soát | kiểm tra | kiện toàn | kịp thời | ký | làm | lãnh đạo | lắp đặt | lấy ý kiến | lên kế hoạch
    lên lịch | lên phương án | lập
    liên hệ | loại bỏ | lồng ghép | lưu trữ | lưu ý | lựa chọn | mời | mở | mua sắm | nạo vét | nắm
    nâng cao | nâng cấp | nêu | ngăn chặn | nghiêm cấm | nghiêm túc | nghiên cứu | nghiệm thu | ngừng
    nhanh chóng | nhắc nhở | nhân rộng | nhận | niêm yết | nỗ lực | nộp | phát động | phát hành
    phát hiện | phát huy | phát sóng | phát triển | phải | phân bổ | phân cấp | phân công | phân loại
    phân luồng | phân tích | phần đầu | phấn đấu | phê bình | phê duyệt | phòng ngừa | phối hợp
    phổ biến | phun | phúc tra | phục hồi | phục vụ | phụ trách | quan tâm | quán triệt | quảng bá
    quản lý | quyết định | quyết liệt | quyết toán | quy định | ra quân | rà soát | rút kinh nghiệm
    sắp xếp | sẵn sàng | siết chặt | soạn thảo | số hóa | sơ kết | sơ tán | sơ tuyển | sớm | sửa chữa
    sửa đổi | sử dụng | tạm dừng | tạo | tăng | tập huấn | tập trung | tham dự | tham gia | tham khảo
    tham mưu | thanh lý | thanh toán | thanh tra | thay thế | thành lập | thăm | thẩm định | thẩm tra
    theo dõi | thiết lập | thi hành | thí điểm | thông báo | thông qua | thông tin | thống kê
    thống nhất | thu gom | thu hoạch | thu hồi | thu hút | thu thập | thúc đẩy | thường xuyên
    thực hiện | tiêm phòng | tiến hành | tiếp cận | tiếp công dân | tiếp nhận | tiếp thu | tiếp tục
    tìm | tích cực | tính toán | tổng hợp | tổng kết
    tổng kiểm tra | tổng rà soát | tổ chức | trang trí | tranh thủ | trao đổi
    trao tặng | tránh | trả lời | treo | triển khai | trình | trồng | truyền thông | trực tiếp
    tuân thủ | tuần tra | tuyên truyền | tuyệt đối | tu sửa | tự đánh giá | tự giải thể | tự kiểm tra
    tự rà soát
    ủy quyền | ưu tiên | ứng dụng | vận dụng | vận động | vận hành | xác định | xác minh | xây dựng
    xem xét | xét nghiệm | xin ý kiến | xúc tiến | xử lý | xử phạt | yêu cầu
""")
)
