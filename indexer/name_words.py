"""The words that names of organisations are made of, as parts of patterns for `kb.text.normalize`d text."""

from __future__ import annotations

import re

from indexer.cues import MODAL
from indexer.verbs import VERB, any_of

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
    qlda đầu tư xây dựng | qlda đtxd | qlda
    quản lý dự án | dự án đầu tư xây dựng | dự án | các khu công nghiệp | khu kinh tế
    bồi thường, giải phóng mặt bằng | quản lý các khu công nghiệp
    quản lý khu kinh tế | kiểm lâm | thuế | hải quan | thống kê
    quản lý thị trường | thi hành án dân sự | phục vụ hành chính công | kiểm soát bệnh tật | khuyến nông
    dịch vụ nông nghiệp | giải phóng mặt bằng | phòng, chống thiên tai | chỉ huy quân sự | quân sự
    bảo hiểm xã hội | kế hoạch tổng hợp | kế hoạch - tổng hợp | tổng hợp | hành chính - quản trị
    công nghệ thông tin và truyền thông | công nghệ thông tin | hành chính - tổng hợp
    tổ chức - hành chính | hậu cần - kỹ thuật | hậu cần | quản lý hạ tầng và đô thị
    quản lý đô thị và hạ tầng
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
    địa phương | tổ chức chính trị - xã hội | tổ chức chính trị | tổ chức đảng | tổ chức | cá nhân | hội
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
    nhà văn hóa | thư viện | bảo tàng | kiểm toán | đại học | ttptqđ | tt
""")
NO_HEAD = any_of("""
    ban hành | ban đầu | ban bố | ban ngày | ban đêm | ban hoặc | báo cáo | báo động | hội nghị
    hội thảo | hội họp | hội nhập | hội chợ
    phòng chống | phòng, chống | phòng ngừa | phòng tránh | trường hợp
    bộ máy | bộ luật | bộ tiêu | bộ hồ | bộ chỉ số | bộ thủ tục | sở hữu | sở dĩ | vụ việc | vụ án
    vụ đông | vụ xuân | vụ mùa | vụ hè | đội ngũ | đoàn kết | đoàn thể | quỹ đất | cục bộ | viện dẫn
    viện trợ | đài thọ | hạt nhân | tổ chức | khoa học | khoa giáo
""")
CONCERNED = (
    r"(?:(?:có\s+)?liên\s+quan|thành\s+viên|tham\s+mưu,?\s+giúp\s+việc|chức\s+năng|chuyên\s+môn|trực\s+thuộc|nêu\s+trên|khác"
    r"|trên(?!\s+(?:cơ|địa)\s))"
)
FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """và với để theo trong trên tại từ khi thì là mà do bởi của cho về đến này đó các những một được đã
        đang sẽ còn chưa chậm cùng căn như không nếu có phải cần trước sau""",
    )
)
