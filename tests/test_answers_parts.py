"""The parts of an answer: what a question asks, what a document lists, where a value is, of which period."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.blocks import Block, BlockKind, Extraction
from indexer.parse import parse
from kb.answers import comparison, offices, phrases
from kb.answers.enumerations import enumerations
from kb.answers.measures import in_vietnamese
from kb.answers.members import split_members
from kb.answers.names import lacking, required
from kb.answers.persons import persons
from kb.answers.question import read
from kb.answers.statements import Statements
from kb.answers.timing import Days, fits, stated
from kb.answers.values import values
from kb.answers.wording import Wording
from kb.model import ParsedDocument, Span
from kb.thesaurus import Thesaurus
from tests.documents import parse_text

Q1 = Days(date(2024, 1, 1), date(2024, 3, 31))
Q4 = Days(date(2024, 10, 1), date(2024, 12, 31))
YEAR = Days(date(2024, 1, 1), date(2024, 12, 31))
OTHER = Days(date(2019, 1, 1), date(2019, 12, 31))


def parsed(*blocks: tuple[BlockKind, str]) -> ParsedDocument:
    extraction = Extraction(tuple(Block(kind, text) for kind, text in blocks), "test", "text/plain")
    return parse(extraction, document_id="d", source="d.txt")


def members(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_members(text, Span(0, len(text)))]


# -- questions


@pytest.mark.parametrize(
    ("text", "kind", "wants"),
    [
        ("Tổng thu ngân sách là bao nhiêu?", "fact", "number"),
        ("tong thu ngan sach la bao nhieu", "fact", "number"),
        ("Khi nào phải nộp báo cáo?", "fact", "date"),
        ("Dự án phải hoàn thành trước ngày nào?", "fact", "date"),
        ("Ai chủ trì cuộc họp?", "fact", "person"),
        ("Giấy mời số mấy?", "fact", "reference"),
        ("Có dịch bệnh xảy ra không?", "fact", "any"),
        ("how many permits were issued", "fact", "number"),
        ("Những dự án nào chậm tiến độ?", "list", "any"),
        ("nhung du an nao cham tien do", "list", "any"),
        ("Liệt kê các hạn chế", "list", "any"),
        ("Các hạn chế của năm 2024 là gì?", "list", "any"),
        ("Đơn vị nào chậm tiến độ?", "list", "any"),
        ("which projects are late", "list", "any"),
        ("Sở Y tế được giao nhiệm vụ gì?", "assignments", "any"),
        ("so y te phai lam gi", "assignments", "any"),
        ("Nhiệm vụ nào quá hạn?", "assignments", "any"),
        ("what was assigned to the Department of Health", "assignments", "any"),
        ("lấn chiếm vỉa hè", "passages", "any"),
        ("measures to reduce the number of meetings", "passages", "any"),
        ("discipline of civil servants who attend festivals", "passages", "any"),
        ("who is exempt from registration fees", "list", "any"),
        ("ai được miễn lệ phí", "list", "any"),
        ("who compiles the comments", "assignments", "person"),
    ],
)
def test_what_a_question_asks_for(text: str, kind: str, wants: str) -> None:
    question = read(text)
    assert (question.kind, question.wants) == (kind, wants)


@given(st.text(max_size=200))
def test_any_text_is_a_question(text: str) -> None:
    question = read(text)
    for run in question.subject:
        assert question.text[run.start : run.end].strip()


def test_a_rank_tells_a_thing_from_its_like() -> None:
    assert read("Thành phố đã là đô thị loại 1 chưa?").names == ("loại 1",)
    assert lacking(read("Hỗ trợ bao nhiêu cho giải đồng?").names, ["giải vàng, giải bạc"]) == ["giải đồng"]


def test_names_are_the_capitals_that_do_not_begin_the_question() -> None:
    assert read("Dự án Nam Nguyễn Đình Chiểu do ai làm?").names == ("Nam Nguyễn Đình Chiểu",)
    assert read("Giá vàng SJC ở Tokyo").names == ("SJC", "Tokyo")
    assert read("Ai là giám đốc Sở Tư pháp tỉnh Nghệ An?").names == ("Sở Tư pháp", "Nghệ An")
    assert read("Vốn của Sở Thuế được giao bao nhiêu?").names == ("Sở Thuế",)
    assert read("Khách đến quý IV/2024").names == ()


# -- names


@pytest.mark.parametrize("text", ["Giá đất ở Đà Nẵng?", "gia dat o da nang", "land prices in Da Nang"])
def test_a_known_place_is_required_however_it_is_written(text: str) -> None:
    assert required(read(text), text, ()) == ["Đà Nẵng"]


def test_a_place_is_not_the_words_that_look_like_it() -> None:
    assert lacking(["Đà Nẵng"], ["Nhà thi đấu đa năng"]) == ["Đà Nẵng"]
    assert lacking(["Đà Nẵng"], ["thành phố Đà Nẵng"]) == []


def test_a_name_of_a_thing_may_be_given_in_full_one_of_a_person_may_not() -> None:
    assert lacking(["Tết Giáp Thìn"], ["Tết Nguyên đán Giáp Thìn 2024"]) == []
    assert lacking(["Nguyễn Hạnh"], ["đồng chí Nguyễn Văn Hạnh"]) == ["Nguyễn Hạnh"]


def test_other_names_are_found_without_diacritics_and_blanks() -> None:
    assert (
        lacking(["Hoang Dong", "Hanoi", "5"], ["sân golf Hoàng Đồng", "phố đi bộ Hà Nội", "số 05/KL"]) == []
    )
    assert lacking(["62"], ["Nghị quyết 6, mục 2"]) == ["62"]


# -- values


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        ("bao nhiêu hộ", "Chi trả 49.543 triệu đồng cho 376 hộ gia đình.", "376 hộ"),
        ("bao nhiêu tiền", "Chi trả 49.543 triệu đồng cho 376 hộ gia đình.", "49.543 triệu đồng"),
        ("bao nhiêu phần trăm", "đạt 752 tỷ đồng (32,8 % kế hoạch)", "32,8 %"),
        ("trước ngày nào", "hoàn thành trước ngày 30/6/2024.", "trước ngày 30/6/2024"),
        ("ai chủ trì", "đồng chí Hồ Tiến Thiệu, Phó Chủ tịch đã chủ trì", "Hồ Tiến Thiệu"),
        ("ai tham dự", "các đồng chí Phó Chủ tịch UBND tỉnh và ông Lê Trí Thức", "Lê Trí Thức"),
        (
            "khi nào bị bãi bỏ",
            "Quyết định số 10/2011/QĐ-UBND ngày 02/3/2011 hết hiệu lực từ 08/3/2025",
            "08/3/2025",
        ),
        ("bao nhiêu", "trong 6 tháng đầu năm đạt 113 tỷ đồng", "113 tỷ đồng"),
        (
            "trị giá bao nhiêu",
            "đã chuyển 6.165 suất quà, tổng trị giá 2.772,57 triệu đồng",
            "2.772,57 triệu đồng",
        ),
        (
            "ở đâu",
            "trụ sở đặt tại số 5 đường Hùng Vương, thị trấn Lộc Bình, từ nay",
            "số 5 đường Hùng Vương, thị trấn Lộc Bình",
        ),
        ("ở đâu", "tại 02 địa điểm (bờ hồ Phai Loạn và nơi khác)", "bờ hồ Phai Loạn"),
        ("ai kết luận", "ông Lê Văn An dự; bà Vũ Thị Hoa, Phó Chủ tịch kết luận", "Vũ Thị Hoa"),
        ("quyết định nào", "theo Quyết định số 1725/QĐ-TTg ngày 29/12/2023", "số 1725/QĐ-TTg"),
    ],
)
def test_the_value_a_question_wants(question: str, sentence: str, value: str) -> None:
    assert [sentence[start:end] for start, end in values(sentence, read(question))] == [value]


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        ("bao nhiêu cây", "với 300 người tham dự, trồng 600 cây trong đó có 350 cây Đào", "600 cây|350 cây"),
        ("bao nhiêu con lợn", "được 304 con trâu, 12.167 con lợn; 34.381 con gia cầm", "12.167 con lợn"),
        ("bao nhiêu vụ", "Tai nạn xảy ra 10 vụ, làm chết 01 người", "10 vụ"),
        ("bao nhiêu tai nạn", "Tai nạn xảy ra 10 vụ, làm chết 01 người", "10 vụ"),
        ("bao nhiêu khách quốc tế", "Khách quốc tế đạt 19.458 lượt", "19.458 lượt"),
        ("bao nhiêu phần trăm", "đạt 113 tỷ đồng bằng 28,1% dự toán", "28,1%"),
        ("bao nhiêu ha", "diện tích 276,3ha của 25 tổ chức", "276,3ha"),
        ("bao nhiêu hợp tác xã", "thành lập một HTX, 147 hộ kinh doanh", "một HTX"),
        ("số hộ nghèo là bao nhiêu", "tổng số hộ nghèo: 25, giảm 3", "25"),
        ("kỳ họp thứ mấy", "tại kỳ họp thứ Mười lăm HĐND ngày 5/7/2024", "kỳ họp thứ Mười lăm"),
        ("kỳ mấy", "Hội nghị Ban Thường vụ kỳ 55, tháng 5/2020", "kỳ 55"),
        # what is counted in something else is no answer
        ("bao nhiêu cây", "Kỷ niệm 94 năm Ngày thành lập Đảng", ""),
        ("bao nhiêu học sinh", "học sinh thi vào lớp 10", ""),
        ("bao nhiêu hộ kinh doanh", "Tiểu khu tái định cư khối 9, 46 danh mục dự án", ""),
        ("giá thịt lợn là bao nhiêu", "kiểm soát giết mổ 12.167 con lợn", ""),
        ("dân số là bao nhiêu", "80% số công dân cài đặt app", ""),
        ("dân số là bao nhiêu người", "công nhận 87 người có uy tín trong đồng bào dân tộc thiểu số", ""),
        ("chiếm bao nhiêu phần trăm dân số", "dân quân chiếm 1% so với tổng dân số", "1%"),
        ("kỷ niệm bao nhiêu năm ngày thương binh", "kỷ niệm 77 năm thành lập", "77 năm"),
        # which one it is, and what the question says itself, are no figures
        ("đầu tư bao nhiêu vào cửa khẩu", "đường kết nối Quốc lộ 4B đến Quốc lộ 18", ""),
        ("số tiền hỗ trợ 35% giá đất", "hỗ trợ 35% giá đất, tổng số tiền 28 triệu đồng", "28 triệu đồng"),
        ("tổng thu là bao nhiêu", "1 | Tổng thu | triệu đồng | 318.456", "318.456"),
        ("quy hoạch tỷ lệ bao nhiêu", "điều chỉnh quy hoạch 02 khu, tỷ lệ 1/500", "1/500"),
    ],
)
def test_a_number_is_counted_in_the_noun_asked_for(question: str, sentence: str, value: str) -> None:
    found = [sentence[start:end] for start, end in values(sentence, read(question))]
    assert "|".join(found) == value


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        (
            "tăng hay giảm so với tháng trước",
            "thiệt hại 28 triệu đồng (tăng 03 vụ so với tháng trước)",
            "tăng 03 vụ so với tháng trước",
        ),
        (
            "bằng bao nhiêu so với cùng kỳ",
            "đạt 113 tỷ đồng bằng 28,1% dự toán và bằng 103,9% so với cùng kỳ",
            "bằng 103,9% so với cùng kỳ",
        ),
        (
            "cao hơn hay thấp hơn cùng kỳ",
            "giảm mạnh so với cùng kỳ, nhiều hộ xin miễn thuế",
            "giảm mạnh so với cùng kỳ",
        ),
    ],
)
def test_a_change_is_what_is_said_of_it(question: str, sentence: str, value: str) -> None:
    assert [sentence[a:b] for a, b in values(sentence, read(question))] == [value]


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("So sánh số vụ cháy năm 2020 và năm 2024", "số vụ cháy năm 2020|số vụ cháy năm 2024"),
        (
            "Số vụ cháy tháng 6/2020 so với tháng 5/2020 tăng hay giảm?",
            "Số vụ cháy tháng 6/2020|Số vụ cháy tháng 5/2020",
        ),
        ("so vu chay quy 1/2024 va quy 1/2023", "so vu chay quy 1/2024|so vu chay quy 1/2023"),
        ("compare fires in 2020 and 2024", "fires 2020|fires 2024"),
        # a period inside another, a range, a date beside a plan's years compare nothing
        ("Nhiệm vụ tháng 6/2024 của kế hoạch năm 2024", ""),
        ("Số vụ cháy từ năm 2020 đến năm 2024", ""),
        ("Nghị quyết ngày 29/5/2013 tổng kết năm 2020", ""),
    ],
)
def test_a_comparison_asks_for_each_side(question: str, sides: str) -> None:
    assert "|".join(side.text for side in comparison.sides(question)) == sides


def test_an_english_count_is_of_the_noun_documents_use() -> None:
    thesaurus = Thesaurus({})
    for asked, noun in (
        ("how many trees were planted", "cay"),
        ("how many building permits were issued", "giay phep xay dung"),
        ("how many flamingos were seen", "flamingos"),
    ):
        [phrase] = read(asked, english=True).measures
        assert in_vietnamese(phrase, thesaurus.find(asked)).nouns[0] == noun


def test_dates_and_document_numbers_are_no_figures() -> None:
    assert values("Kế hoạch số 144/KH-BATGT ngày 15/5/2020", read("bao nhiêu")) == ()


# -- persons and offices


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "đồng chí Hoàng Văn Nghiệm, Phó Bí thư Tỉnh ủy; đồng chí Đoàn Thị Hậu",
            "Hoàng Văn Nghiệm|Đoàn Thị Hậu",
        ),
        ("Kết luận của Chủ tịch UBND tỉnh Trần Văn Minh", "Trần Văn Minh"),
        ("Khu đô thị Phú Lộc IV; Nam Hoàng Đồng I; phường Hoàng Văn Thụ; xuân Giáp Thìn 2024", ""),
        ("đường Trần Quang Khải, trường THCS Nguyễn Văn Trỗi, tỉnh Cao Bằng", ""),
    ],
)
def test_persons_are_told_from_places_and_years(sentence: str, found: str) -> None:
    assert "|".join(sentence[a:b] for a, b in persons(sentence)) == found


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        ("Ai là Chủ tịch HĐND tỉnh?", "Đoàn Thị Hậu"),
        ("Chủ tịch Hội đồng nhân dân tỉnh Lạng Sơn là ai?", "Đoàn Thị Hậu"),
        ("ai la pho bi thu tinh uy", "Hoàng Văn Nghiệm"),
        ("Ai là Bí thư Tỉnh ủy?", ""),
        ("Ai là Phó Bí thư Thành ủy?", ""),
        ("Ai là Chủ tịch UBND tỉnh?", ""),
        ("Ai là Chủ tịch HĐND thành phố?", ""),
        ("Ai là Chủ tịch HĐND tỉnh Cao Bằng?", ""),
    ],
)
def test_only_the_office_asked_for_names_its_holder(question: str, holder: str) -> None:
    sentence = (
        "Tham dự có: đồng chí Hoàng Văn Nghiệm, Phó Bí thư Thường trực Tỉnh ủy; bà Đoàn Thị Hậu, Ủy viên"
        " Ban Thường vụ Tỉnh ủy, Chủ tịch HĐND tỉnh; các đồng chí Phó Chủ tịch UBND tỉnh."
    )
    wanted = offices.asked(question)
    assert wanted
    found = [name for name, held in offices.holders(sentence) if offices.same(wanted, held, "tỉnh Lạng Sơn")]
    assert "".join(sentence[a:b] for a, b in found) == holder


# -- enumerations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kè A; Tiểu khu B, phường C; Cầu D.", ["Kè A", "Tiểu khu B, phường C", "Cầu D"]),
        ("dự án A, xã B, dự án C, dự án D", ["dự án A, xã B", "dự án C", "dự án D"]),
        ("dự án A, dự án B; phối hợp làm C,... xong D", ["dự án A", "dự án B", "phối hợp làm C,... xong D"]),
        ("rau an toàn, cây đào, cây chanh leo,...", ["rau an toàn", "cây đào", "cây chanh leo"]),
        ("sân vận động (gồm: A; B); nhà thi đấu", ["sân vận động (gồm: A; B)", "nhà thi đấu"]),
        ("sàn rộng 9,3m²; sân 5m²¹", ["sàn rộng 9,3m²", "sân 5m²"]),
        ("diện tích 5,74 ha; 276,3 ha và 1,5 ha", ["diện tích 5,74 ha", "276,3 ha và 1,5 ha"]),
        ("đường A, phường B, thành phố C", ["đường A, phường B, thành phố C"]),
    ],
)
def test_members_are_parted_where_one_ends(text: str, expected: list[str]) -> None:
    assert members(text) == expected


def test_a_footnote_lists_what_its_sentence_counts() -> None:
    document = parsed(
        ("paragraph", "Có 32 dự án; trong đó 02 dự án trọng điểm¹ của tỉnh."),
        ("footnote", "¹ Khu đô thị A; Đường B kéo dài."),
    )
    [found] = [e for e in enumerations(document) if len(e.members) == 2]
    text = document.text
    assert text[found.intro.start : found.intro.end] == "trong đó 02 dự án trọng điểm"
    assert [text[m.start : m.end] for m in found.members] == ["Khu đô thị A", "Đường B kéo dài"]


def test_names_in_a_row_are_a_list() -> None:
    document = parsed(
        ("paragraph", "Diễn tập tại các huyện Lộc Bình, Văn Lãng; phòng lụt bão huyện Tràng Định.")
    )
    [found] = enumerations(document)
    assert [document.text[m.start : m.end] for m in found.members] == ["Lộc Bình", "Văn Lãng"]


@pytest.mark.parametrize(
    ("sentence", "listed"),
    [
        ("Thanh tra 01 cuộc/02 đơn vị (trường A, trường B).", ["trường A", "trường B"]),
        ("Kiểm tra 03 đơn vị (trường A, trường B).", []),  # not all are named
        ("Vốn thành phố: 159 tỷ đồng, gồm: vốn tập trung; vốn đất.", ["vốn tập trung", "vốn đất"]),
        (
            "Xây dựng: sân vận động gồm đường chạy; nhà thi đấu.",
            ["sân vận động gồm đường chạy", "nhà thi đấu"],
        ),
        ("Không san lấp các hồ sau đây, gồm hồ, kênh và ao:", []),  # what is listed comes after the colon
    ],
)
def test_a_sentence_lists_what_it_announces(sentence: str, listed: list[str]) -> None:
    document = parsed(("paragraph", sentence))
    found = [[document.text[m.start : m.end] for m in e.members] for e in enumerations(document)]
    assert found == ([listed] if listed else [])


def test_the_rows_of_a_table_stand_under_its_header() -> None:
    table = "| STT | Chỉ tiêu | Thực hiện |\n|---|---|---|\n| 1 | Tổng thu | 318.456 |\n| 2 | Tổng chi | 9 |"
    said = list(Statements(parse_text(f"BÁO CÁO\n\nKết quả như sau.\n\n{table}\n")))
    rows = [s for s in said if "Tổng" in s.text]
    assert [row.kind for row in rows] == ["table", "table"]
    assert all("Thực hiện" in row.carrier for row in rows)
    assert [s.kind for s in said if "STT" in s.text] == ["heading"]


def test_list_items_belong_to_the_sentence_before_them() -> None:
    document = parsed(
        ("paragraph", "Giao Sở Xây dựng thực hiện các nội dung sau:"),
        ("list_item", "- Rà soát quy hoạch."),
        ("list_item", "- Báo cáo kết quả."),
        ("paragraph", "Các đơn vị nghiêm túc thực hiện."),
    )
    [found] = enumerations(document)
    assert [document.text[m.start : m.end] for m in found.members] == ["Rà soát quy hoạch", "Báo cáo kết quả"]
    carriers = [s.carrier for s in Statements(document) if s.kind == "list_item"]
    assert carriers == ["Giao Sở Xây dựng thực hiện các nội dung sau:"] * 2


def test_a_quote_begins_after_the_number_of_its_item() -> None:
    document = parsed(
        ("paragraph", "5. Đẩy mạnh thu ngân sách. Giao các dự án: dự án A; dự án B."),
        ("paragraph", "6. Gồm các dự án: dự án C; dự án D."),
        ("list_item", "a) Rà soát quy hoạch."),
    )
    said = [document.text[s.span.start : s.span.end] for s in Statements(document)]
    assert said == [
        "Đẩy mạnh thu ngân sách.",
        "Giao các dự án: dự án A; dự án B.",
        "Gồm các dự án: dự án C; dự án D.",
        "Rà soát quy hoạch.",
    ]
    cited = [document.text[e.sentence.start : e.sentence.end] for e in enumerations(document)]
    assert cited == said[1:3]


@given(st.text(alphabet="aăđ ,;:()¹.-\n0123", max_size=120))
def test_members_lie_inside_and_in_order(text: str) -> None:
    found = split_members(text, Span(0, len(text)))
    ends = [0, *(span.end for span in found)]
    assert all(before <= span.start < span.end for before, span in zip(ends, found, strict=False))


# -- periods


@pytest.mark.parametrize(
    ("asked", "scopes", "fit"),
    [
        (Q1, [[Q1]], True),
        (Q1, [[YEAR], [Q1]], True),
        (Q4, [[YEAR], [Q1]], False),
        (Q1, [[OTHER], [Q1]], False),
        (Q1, [[], [YEAR]], True),
        (Q1, [[], []], False),
        (YEAR, [[Q1]], True),
    ],
)
def test_the_innermost_scope_that_decides_wins(asked: Days, scopes: list[list[Days]], fit: bool) -> None:
    assert fits([asked], scopes) is fit


def test_what_is_mentioned_in_passing_is_no_period() -> None:
    assert stated("thực hiện Nghị quyết số 62-NQ/TU ngày 29/5/2013") == ()
    assert stated("tăng 5% so với năm 2019") == ()
    assert stated("Thu ngân sách năm 2019 đạt 5 tỷ") == (OTHER,)


def test_coverages_of_many_are_those_of_each() -> None:
    def weigh(terms: Sequence[str]) -> list[float]:
        return [1.0 + len(term) for term in terms]

    question = read("Doanh thu du lịch quý I của thành phố đạt bao nhiêu?")
    wording = Wording(question, question.subject, (), weigh, weigh)
    things = [
        ("Doanh thu du lịch đạt 752 tỷ đồng", "thành phố Lạng Sơn"),
        ("Thu ngân sách", "Du lịch, dịch vụ"),
        ("", ""),
    ]
    worth = (1.0, 0.7)
    told = ["doanh thu du lịch", "", "thành phố"]
    found = wording.shares(wording.best(things, worth)[:, -1], told)
    scopes = [list(zip(texts, worth, strict=True)) for texts in things]
    assert found.tolist() == [wording.coverage(*each) for each in zip(scopes, told, strict=True)]


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("Tổng mức đầu tư dự án khách sạn là bao nhiêu?", "mức đầu tư"),
        ("lãi suất cho vay ưu đãi là bao nhiêu", "lãi suất"),
        ("Diện tích trồng lúa năm 2024 là bao nhiêu ha?", "trồng lúa"),
        ("Ngày khánh thành Đền thờ liệt sĩ", "khánh thành đền thờ liệt sĩ"),
        ("Dự án cao tốc khởi công khi nào?", "khởi công"),
        ("Cuộc họp diễn ra khi nào?", ""),
        ("Ai là chủ đầu tư khu đô thị mới?", "chủ đầu tư"),
        ("Bao nhiêu người bị thương?", "thương"),
        ("Bao nhiêu hộ được cấp nước sạch ở xã Tân Bình?", "cấp nước sạch"),
        ("Có bao nhiêu hồ sơ bị trả lại do thiếu giấy tờ?", "trả"),
    ],
)
def test_the_noun_a_value_is_asked_of(question: str, head: str) -> None:
    asked = read(question)
    assert " ".join(question[slice(*run)].strip() for run in asked.head).lower() == head


@pytest.mark.parametrize(
    ("asked", "english", "summary"),
    [
        ("ai dự", False, "Tìm thấy 3 người trong 1 văn bản"),
        ("nào", False, "Tìm thấy 3 mục trong 1 văn bản"),
        ("thị", False, "Tìm thấy 3 mục trong 1 văn bản"),
        ("thị trấn", False, "Tìm thấy 3 thị trấn trong 1 văn bản"),
        ("dự án", False, "Tìm thấy 3 dự án trong 1 văn bản"),
        ("units were", True, "Found 3 units in 1 document"),
        ("key projects", True, "Found 3 key projects in 1 document"),
        ("crop and", True, "Found 3 items in 1 document"),
    ],
)
def test_a_summary_counts_a_whole_noun(asked: str, english: bool, summary: str) -> None:
    assert phrases.count(english, 3, phrases.noun(english, asked), 1) == summary
