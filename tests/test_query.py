"""What a question is understood as, in every form people type it, and that it is said."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.language import language
from kb.lexicon import Lexicon
from kb.limits import Names
from kb.model import Document, Filters, Span, Unit
from kb.notes import NOTES, Notes
from kb.numbers import document_numbers
from kb.periods import periods
from kb.query import MOST_ALTERNATIVES, Understanding, understand
from kb.relative import LATEST, relative
from kb.text import nfc
from kb.thesaurus import Thesaurus
from kb.wordlists import glossary

PROVINCE = "Ủy ban nhân dân tỉnh Lạng Sơn"
NAMES = Names(("Thông báo", "Báo cáo"), (PROVINCE,), newest=date(2024, 6, 21))
UNITS = (
    Unit("cdc", "Trung tâm Kiểm soát bệnh tật", short_names=("CDC tỉnh",)),
    Unit("a", "Phòng Kinh tế thị xã", aliases=("phòng KT",)),
    Unit("b", "Phòng Kinh tế huyện", aliases=("phòng KT",)),
)


@pytest.fixture(scope="module")
def lexicon(corpus: Path) -> Lexicon:
    return Lexicon.build(path.read_text("utf-8") for path in sorted(corpus.glob("*.txt")))


@pytest.fixture(scope="module")
def thesaurus(lexicon: Lexicon) -> Thesaurus:
    return Thesaurus(lexicon.abbreviations, UNITS)


@pytest.fixture
def read(lexicon: Lexicon, thesaurus: Thesaurus):  # type: ignore[no-untyped-def]
    def read(text: str, *, literal: bool = False, today: date | None = None) -> Understanding:
        return understand(text, lexicon, thesaurus, NAMES, literal=literal, today=today)

    return read


# -- language


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("dự án", "vi"),
        ("du an trong diem", "vi"),
        ("GPMB", "vi"),
        ("UBND tinh", "vi"),
        ("bao cao thang 6", "vi"),
        ("sân golf", "vi"),
        ("which projects are key provincial projects", "en"),
        ("budget 2024", "en"),
        ("site clearance", "en"),
        ("Land Fund Center", "en"),
        ("who chaired the June 2024 meeting", "en"),
        ("Land Fund Center được giao việc gì", "vi"),
        ("sân golf Hoàng Đồng", "vi"),
        ("which projects are there in Lạng Sơn", "en"),
        ("how is the Cong dan so app promoted in Lang Son", "en"),
        ("giair phongs mawtj bawngf", "vi"),
        ("giaiphong matbang", "vi"),
        ("bhyt hs sv", "vi"),
        ("documents signed by Nguyen Van Hanh", "en"),
        ("Resolution 62-NQ/TU", "en"),
        ("", "vi"),
        ("2024", "vi"),
    ],
)
def test_language(lexicon: Lexicon, text: str, spoken: str) -> None:
    assert language(text, lexicon) == spoken


# -- numbers of documents


@pytest.mark.parametrize(
    ("text", "number", "year", "kind", "notation"),
    [
        ("1725/QĐ-TTg", "1725", "", "qd", ("ttg",)),
        ("1725/qd-ttg", "1725", "", "qd", ("ttg",)),
        ("62-NQ/TU", "62", "", "nq", ("tu",)),
        ("108/2014/NĐ-CP", "108", "2014", "nd", ("cp",)),
        ("36/2020NĐ-CP", "36", "2020", "nd", ("cp",)),
        ("290/GM UBND", "290", "", "gm", ("ubnd",)),
        ("50/UBND-TCKH", "50", "", "", ("ubnd", "tckh")),
        ("TB 290", "290", "", "tb", ()),
        ("nghị quyết 62", "62", "", "nq", ()),
        ("nghi quyet so 62 cua Ban Thuong vu", "62", "", "nq", ()),
        ("quyết định số 03", "3", "", "qd", ()),
        ("báo cáo số 2020", "2020", "", "bc", ()),
        ("ĐA 06", "6", "", "da", ()),
        ("luật 45/2013", "45", "2013", "qh", ()),
        ("resolution 62", "62", "", "nq", ()),
        ("decision no. 1725 of the Prime Minister", "1725", "", "qd", ()),
        ("1725 QD TTg", "1725", "", "qd", ("ttg",)),
        ("290 TB-UBND", "290", "", "tb", ("ubnd",)),
        ("NQ62", "62", "", "nq", ()),
        ("qđ 08/2025", "8", "2025", "qd", ()),
        ("luật 45/2013/QH13", "45", "2013", "qh", ()),
        ("quyết định 1725 năm 2020", "1725", "2020", "qd", ()),
        ("quyết định 08 năm 2025", "8", "2025", "qd", ()),
        ("nghi quyet 85 2017", "85", "2017", "nq", ()),
        ("TB-290", "290", "", "tb", ()),
        ("thông báo số: 290", "290", "", "tb", ()),
        ("Notice #290", "290", "", "tb", ()),
        ("1725/QĐ TTg", "1725", "", "qd", ("ttg",)),
        ("1725/QĐTTg", "1725", "", "qd", ("ttg",)),
        ("1725QĐ-TTg", "1725", "", "qd", ("ttg",)),
        ("KL-TTr 05", "5", "", "kl", ()),
        ("kết luận thanh tra số 05", "5", "", "kl", ()),
        ("thông báo kết luận số 78", "78", "", "tb", ()),
        ("luật đất đai số 31/2024", "31", "2024", "qh", ()),
        ("nghị quyết 62 ban hành khi nào", "62", "", "nq", ()),
        ("nghị quyết 62 và 3 dự án", "62", "", "nq", ()),
        ("What date was Kế hoạch số 53/KH-UBND issued?", "53", "", "kh", ("ubnd",)),
        ("what does resolution 62 say", "62", "", "nq", ()),
        ("official letter no. 12", "12", "", "cv", ()),
        ("document 290", "290", "", "", ()),
    ],
)
def test_document_numbers(text: str, number: str, year: str, kind: str, notation: tuple[str, ...]) -> None:
    [found] = document_numbers(text)
    assert (found.number, found.year, found.type, found.notation) == (number, year, kind, notation)


@pytest.mark.parametrize(
    "text",
    [
        "báo cáo 2020",
        "báo cáo 6 tháng đầu năm",
        "quý I/2024",
        "30/6/2024",
        "tháng 6/2020",
        "376 hộ",
        "03 xã - phường",
        "báo cáo 3 vụ",
        "đã 5 lần",
        "Quốc lộ 4B",
        "kế hoạch 5 năm 2021-2025",
        "q1/2024",
        "5 tb mới",
    ],
)
def test_other_numbers_are_not_of_documents(text: str) -> None:
    assert document_numbers(text) == []


def test_numbers_that_follow_one_are_of_its_type() -> None:
    assert [(n.type, n.number) for n in document_numbers("thông báo số 290, 78 và 12")] == [
        ("tb", "290"),
        ("tb", "78"),
        ("tb", "12"),
    ]


def test_a_number_names_its_document() -> None:
    document = Document(
        "d", type_name="Quyết định", code_number="136", code_notation="QĐ-UBND", issued_date=date(2024, 1, 19)
    )
    for text in ("136/QĐ-UBND", "quyết định 136", "QĐ 136"):
        assert document_numbers(text)[0].names(document), text
    for text in ("137/QĐ-UBND", "136/QĐ-TTg", "kế hoạch 136", "136/2020/QĐ-UBND"):
        assert not document_numbers(text)[0].names(document), text


# -- periods


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("quý I/2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("quy 1 nam 2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("quý IV năm 2023", date(2023, 10, 1), date(2023, 12, 31)),
        ("tháng 6 năm 2020", date(2020, 6, 1), date(2020, 6, 30)),
        ("T6/2020", date(2020, 6, 1), date(2020, 6, 30)),
        ("tháng 02/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("6 tháng đầu năm 2024", date(2024, 1, 1), date(2024, 6, 30)),
        ("6 thang cuoi nam 2024", date(2024, 7, 1), date(2024, 12, 31)),
        ("từ 2020 đến nay", date(2020, 1, 1), None),
        ("từ tháng 3 đến tháng 6 năm 2024", date(2024, 3, 1), date(2024, 6, 30)),
        ("giai đoạn 2021-2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("trước ngày 30/6/2024", None, date(2024, 6, 29)),
        ("sau năm 2022", date(2023, 1, 1), None),
        ("ngày 19 tháng 6 năm 2024", date(2024, 6, 19), date(2024, 6, 19)),
        ("June 2020", date(2020, 6, 1), date(2020, 6, 30)),
        ("the first quarter of 2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("since 2020", date(2020, 1, 1), None),
        ("30.6.2024", date(2024, 6, 30), date(2024, 6, 30)),
        ("30/6/24", date(2024, 6, 30), date(2024, 6, 30)),
        ("ngày 30/6 năm 2024", date(2024, 6, 30), date(2024, 6, 30)),
        ("2024-06-30", date(2024, 6, 30), date(2024, 6, 30)),
        ("June 19, 2024", date(2024, 6, 19), date(2024, 6, 19)),
        ("19 Jun. 2024", date(2024, 6, 19), date(2024, 6, 19)),
        ("quý một năm 2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("Q1 of 2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("tháng sáu năm 2024", date(2024, 6, 1), date(2024, 6, 30)),
        ("đầu năm 2024", date(2024, 1, 1), date(2024, 6, 30)),
        ("late 2023", date(2023, 7, 1), date(2023, 12, 31)),
        ("9 tháng năm 2024", date(2024, 1, 1), date(2024, 9, 30)),
        ("từ đầu năm 2024 đến nay", date(2024, 1, 1), None),
        ("bình quân 2013-2020", date(2013, 1, 1), date(2020, 12, 31)),
        ("2013 to 2020", date(2013, 1, 1), date(2020, 12, 31)),
        ("quý I-III/2024", date(2024, 1, 1), date(2024, 9, 30)),
        ("tháng 1-6/2024", date(2024, 1, 1), date(2024, 6, 30)),
        ("tháng 12/2023 đến tháng 2/2024", date(2023, 12, 1), date(2024, 2, 29)),
        ("from June to August 2024", date(2024, 6, 1), date(2024, 8, 31)),
        ("from 1 January to 30 June 2024", date(2024, 1, 1), date(2024, 6, 30)),
        ("21-6-24", date(2024, 6, 21), date(2024, 6, 21)),
        ("ngày 21-6 năm 2024", date(2024, 6, 21), date(2024, 6, 21)),
        ("6-2020", date(2020, 6, 1), date(2020, 6, 30)),
        ("2020-06", date(2020, 6, 1), date(2020, 6, 30)),
        ("tháng 6/24", date(2024, 6, 1), date(2024, 6, 30)),
        ("tháng giêng 2024", date(2024, 1, 1), date(2024, 1, 31)),
        ("q1.2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("quý đầu năm 2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("the last quarter of 2023", date(2023, 10, 1), date(2023, 12, 31)),
        ("quarter one of 2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("Q1 FY2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("1st half of 2024", date(2024, 1, 1), date(2024, 6, 30)),
        ("6T đầu năm 2024", date(2024, 1, 1), date(2024, 6, 30)),
        ("6 tháng/2024", date(2024, 1, 1), date(2024, 6, 30)),
        ("by June 2024", None, date(2024, 6, 30)),
        ("tính đến ngày 15/6/2020", date(2020, 6, 15), date(2020, 6, 15)),
    ],
)
def test_periods(text: str, start: date | None, end: date | None) -> None:
    [period] = periods(text)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize("text", ["9 tháng", "32/13/2024", "108/2014/NĐ-CP", "tháng 6", "quý I", "2.024 hộ"])
def test_not_periods(text: str) -> None:
    assert periods(text) == ()


def test_two_periods_joined_by_and_stay_two_unless_a_cue_makes_them_a_range() -> None:
    assert len(periods("so sánh quý I/2023 và quý I/2024")) == 2
    assert len(periods("between 2013 and 2020")) == 1


def test_a_month_without_a_year_takes_the_one_given() -> None:
    [period] = periods("trước ngày 20/9", 2024)
    assert period.end == date(2024, 9, 19)


TODAY, NEWEST = date(2024, 7, 10), date(2024, 6, 21)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("tháng này", date(2024, 7, 1), date(2024, 7, 31)),
        ("trong tháng trước", date(2024, 6, 1), date(2024, 6, 30)),
        ("thang truoc", date(2024, 6, 1), date(2024, 6, 30)),
        ("quý này", date(2024, 7, 1), date(2024, 9, 30)),
        ("quý trước", date(2024, 4, 1), date(2024, 6, 30)),
        ("năm nay", date(2024, 1, 1), date(2024, 12, 31)),
        ("năm ngoái", date(2023, 1, 1), date(2023, 12, 31)),
        ("tuần này", date(2024, 7, 8), date(2024, 7, 14)),
        ("hôm qua", date(2024, 7, 9), date(2024, 7, 9)),
        ("từ đầu năm đến nay", date(2024, 1, 1), TODAY),
        ("3 tháng gần đây", date(2024, 5, 1), TODAY),
        ("last month", date(2024, 6, 1), date(2024, 6, 30)),
        ("in the last 2 years", date(2023, 1, 1), TODAY),
        ("next quarter", date(2024, 10, 1), date(2024, 12, 31)),
        ("mới nhất", NEWEST - LATEST, None),
        ("recently", NEWEST - LATEST, None),
        ("hôm kia", date(2024, 7, 8), date(2024, 7, 8)),
        ("cuối năm ngoái", date(2023, 7, 1), date(2023, 12, 31)),
        ("quý 4 năm ngoái", date(2023, 10, 1), date(2023, 12, 31)),
        ("9 tháng đầu năm nay", date(2024, 1, 1), date(2024, 9, 30)),
        ("June last year", date(2023, 6, 1), date(2023, 6, 30)),
        ("the end of last year", date(2023, 7, 1), date(2023, 12, 31)),
        ("trong ba năm qua", date(2022, 1, 1), TODAY),
        ("in the past three months", date(2024, 5, 1), TODAY),
    ],
)
def test_time_is_said_from_the_day_of_the_question(text: str, start: date, end: date | None) -> None:
    said = relative(text, TODAY, NEWEST)
    assert said is not None
    assert (said.period.start, said.period.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "cao hơn cùng kỳ năm trước",
        "so với năm trước",
        "same period last year",
        "tháng sáu",
        "2 năm trước",
        "tháng này so với tháng 5/2024",
        "trước tháng",
    ],
)
def test_comparisons_and_other_words_are_not_said_from_today(text: str) -> None:
    assert relative(text, TODAY, NEWEST) is None


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(["tuần", "tháng", "quý", "năm"]))
def test_this_period_holds_today_and_the_last_ends_the_day_before_it(today: date, unit: str) -> None:
    this, last = relative(f"{unit} nay", today, None), relative(f"{unit} trước", today, None)
    assert this
    assert last
    assert this.period.holds(today)
    assert last.period.end == this.period.start - timedelta(days=1)  # type: ignore[operator]


def test_a_period_after_the_newest_document_says_so(read) -> None:  # type: ignore[no-untyped-def]
    asked = read("thu ngân sách tháng này", today=TODAY)
    assert asked.words == "thu ngân sách"
    assert "thời gian: ưu tiên tháng này (từ 01/07/2024 đến 31/07/2024)" in asked.query.notes
    assert (
        "văn bản mới nhất trong kho ban hành ngày 21/06/2024, trước thời gian được hỏi" in asked.query.notes
    )
    assert read("kết luận mới nhất", today=TODAY).query.notes == (
        "thời gian: ưu tiên văn bản mới nhất trong kho, ban hành ngày 21/06/2024",
    )
    assert read("thu ngân sách tháng này").period is None  # nobody said what day it is


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("hạn chế trong các văn bản năm 2020", True),
        ("chỉ năm 2020", True),
        ("văn bản ban hành từ năm 2020 đến nay", True),
        ("documents from 2020", True),
        ("chỉ trong các văn bản năm 2020", True),
        ("only 2020", True),
        ("in 2020 only", True),
        ("năm 2020 thôi", True),
        ("chi năm 2020", False),
        ("thu ngân sách năm 2020", False),
        ("trong tháng 6/2020", False),
    ],
)
def test_a_period_filters_only_when_asked_to(text: str, asked: bool) -> None:
    [period] = periods(text)
    assert bool(period.asked) == asked


def test_periods_joined_by_and_are_preferred_together(read) -> None:  # type: ignore[no-untyped-def]
    period = read("thu ngân sách năm 2023 và năm 2024").period
    assert (period.start, period.end) == (date(2023, 1, 1), date(2024, 12, 31))
    assert read("thu ngân sách năm 2024 so với năm 2023").period.start == date(2024, 1, 1)


def test_the_year_of_a_number_is_no_period(read) -> None:  # type: ignore[no-untyped-def]
    assert read("thông tư 02/2022 quy định gì").period is None
    assert read("chỉ các văn bản năm 2024 về du lịch").words == "về du lịch"


# -- other ways to say it


def found(thesaurus: Thesaurus, text: str) -> dict[str, tuple[str, ...]]:
    return {a.said: a.forms for a in thesaurus.find(nfc(text))}


def test_short_forms_both_ways(thesaurus: Thesaurus) -> None:
    assert found(thesaurus, "về GPMB?") == {"GPMB": ("giải phóng mặt bằng",)}
    assert found(thesaurus, "giải phóng mặt bằng") == {"giải phóng mặt bằng": ("GPMB",)}
    assert found(thesaurus, "giai phong mat bang") == {"giai phong mat bang": ("GPMB",)}
    assert found(thesaurus, "Sở TT&TT") == {"TT&TT": ("thông tin và truyền thông",)}
    assert found(thesaurus, "Sở KH-ĐT") == {"KH-ĐT": ("kế hoạch và đầu tư",)}
    assert "trung tâm PTQĐ" in found(thesaurus, "Land Fund Center")["Land Fund Center"]


@pytest.mark.parametrize(
    ("text", "short"), [("P.TC-KH", "TC-KH"), ("TP.HCM", "TP"), ("UBND TP.LS", "TP"), ("PCT.UBND", "UBND")]
)
def test_a_rank_before_a_dot_is_no_longer_code(thesaurus: Thesaurus, text: str, short: str) -> None:
    assert short in " ".join(found(thesaurus, text))


@pytest.mark.parametrize(
    "text", ["144/KH-BATGT", "50/UBND-TCKH", "KH-BATGT", "290/GM-UBND", "da trơn", "Mr. CT/x"]
)
def test_never_inside_a_longer_code_or_a_word(thesaurus: Thesaurus, text: str) -> None:
    assert found(thesaurus, text) == {}


@pytest.mark.parametrize("short", ["KH", "TC", "HĐ", "CT"])
def test_ambiguous_ones_keep_every_reading(thesaurus: Thesaurus, short: str) -> None:
    [alternative] = thesaurus.find(short)
    assert alternative.ambiguous
    assert len(alternative.forms) > 1


def test_the_longest_term_wins(thesaurus: Thesaurus) -> None:
    assert list(found(thesaurus, "TTPTQĐ")) == ["TTPTQĐ"]
    assert list(found(thesaurus, "trung tâm phát triển quỹ đất")) == ["trung tâm phát triển quỹ đất"]


def test_names_of_units(thesaurus: Thesaurus) -> None:
    assert found(thesaurus, "CDC tỉnh làm gì")["CDC tỉnh"] == ("Trung tâm Kiểm soát bệnh tật",)
    assert "phòng KT" not in found(thesaurus, "phòng KT")  # two units share it


def test_the_glossary_is_lower_case_english() -> None:
    assert all(english == english.lower() and vietnamese for english, vietnamese in glossary().items())


# -- the whole


def test_everything_done_is_said(read) -> None:  # type: ignore[no-untyped-def]
    assert read("Trung tâm PTQĐ phải làm gì về GPMB?").query.notes == (
        "mở rộng: PTQĐ = phát triển quỹ đất",
        "mở rộng: GPMB = giải phóng mặt bằng",
    )
    assert "hiểu là: quỹ đất" in read("quy dat").query.notes
    assert any(note.startswith("KH có thể là") for note in read("KH năm nay").query.notes)
    assert "gần đúng: triem ≈ chiem" in read("lan triem via he").query.notes
    assert "số hiệu văn bản: 1725/QĐ-TTg" in read("1725/QĐ-TTg").query.notes
    assert read("dự án trọng điểm của tỉnh").query.notes == ()


def test_it_is_said_in_the_language_of_the_question(read) -> None:  # type: ignore[no-untyped-def]
    asked = read('which "GPMB" tasks are in decision no. 1725 from documents issued in 2020 -KH')
    assert asked.query.language == "en"
    assert set(asked.query.notes) >= {
        "English question: searched by meaning in Vietnamese documents",
        "also searched: GPMB = giải phóng mặt bằng",
        "document number: decision no. 1725",
        "time: only documents issued from 1 January 2020 to 31 December 2020",
        "must hold exactly: “GPMB”",
        "without: “KH”",
    }
    assert read("what is the budget", literal=True).query.notes == ("searched for exactly the words typed",)
    assert read("ngân sách", literal=True).query.notes == ("tìm đúng những chữ đã gõ",)


def test_both_languages_say_every_note_of_the_same_things() -> None:
    for note in (field.name for field in fields(Notes)):
        vietnamese, english = (_named(getattr(NOTES[spoken], note)) for spoken in ("vi", "en"))
        assert vietnamese == english, note


def _named(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_the_words_typed_are_never_replaced(read) -> None:  # type: ignore[no-untyped-def]
    asked = read("Trung tâm PTQĐ và GPMB")
    assert {"ptqđ", "gpmb"} <= set(asked.terms)
    assert asked.query.interpreted == "Trung tâm PTQĐ và GPMB"


def test_literal_changes_and_adds_nothing(read) -> None:  # type: ignore[no-untyped-def]
    asked = read("trung tam PTQĐ nam 2020", literal=True)
    assert asked.query.interpreted == asked.words == "trung tam PTQĐ nam 2020"
    assert (asked.alternatives, asked.guesses, asked.numbers, asked.period) == ((), (), (), None)
    assert asked.filters == Filters()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thành phố dc giao bn chỉ tiêu", "thành phố được giao bao nhiêu chỉ tiêu"),
        ("tp dc giao bn chi tieu", "tp được giao bao nhiêu chỉ tiêu"),
        ("GPMB ntn rồi, ko xong à", "GPMB như thế nào rồi, không xong à"),
        ("báo cáo nói j", "báo cáo nói gì"),
        ("dự án nào chưa xong k", "dự án nào chưa xong không"),
        ("điểm k khoản 2, QĐ 12/DC-NG", "điểm k khoản 2, QĐ 12/DC-NG"),
        ("500k mỗi hộ", "500k mỗi hộ"),
        ("Bn hộ nghèo", "bao nhiêu hộ nghèo"),
    ],
)
def test_chat_is_spelt_out(read, typed: str, meant: str) -> None:  # type: ignore[no-untyped-def]
    assert read(typed).words == meant


def test_vietnamese_names_in_english_get_their_marks(read) -> None:  # type: ignore[no-untyped-def]
    asked = read("how is the Cong dan so Xu Lang app promoted in Lang Son")
    assert asked.words == "how is the Công dân số Xứ Lạng app promoted in Lạng Sơn"


def test_a_long_question_keeps_its_most_telling_terms(read) -> None:  # type: ignore[no-untyped-def]
    common = "city province people work plan report task meeting unit project land budget year area "
    asked = read(f"which {common} concern site clearance and the land fund center")
    said = {alternative.said for alternative in asked.alternatives}
    assert len(asked.alternatives) == MOST_ALTERNATIVES
    assert {"site clearance", "land fund center"} <= said


def test_operators(read) -> None:  # type: ignore[no-untyped-def]
    asked = read('“điểm nghẽn” giải phóng mặt bằng -cao tốc -"sân golf" 2021 -2030')
    assert asked.phrases == ("điểm nghẽn",)
    assert asked.excluded == ("sân golf", "cao") or asked.excluded == ("cao", "sân golf")
    assert "điểm nghẽn" in asked.words
    assert "golf" not in asked.words


def test_filters_asked_for_in_words(read) -> None:  # type: ignore[no-untyped-def]
    asked = read("dự án trọng điểm trong các văn bản năm 2020")
    assert asked.filters == Filters(issued_from=date(2020, 1, 1), issued_to=date(2020, 12, 31))
    assert asked.words == "dự án trọng điểm"
    assert read("chỉ báo cáo về du lịch").filters == Filters(type="Báo cáo")
    assert read("van ban cua UBND tinh Lang Son ve du lich").filters == Filters(organ=PROVINCE)
    assert read("báo cáo tổng kết nghị quyết 62").filters == Filters()
    assert read("only notices about tourism").filters == Filters(type="Thông báo")
    assert read("only notices about tourism").words == "about tourism"
    assert read("chỉ báo cáo").words == "chỉ báo cáo"  # nothing else is there to look for


def test_english_words_of_vietnamese_questions_are_not_translated(read) -> None:  # type: ignore[no-untyped-def]
    assert read("do an can bo").alternatives == ()
    assert read("land use plan").alternatives[0].forms == ("kế hoạch sử dụng đất",)


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=80))
def test_anything_is_a_question(text: str) -> None:
    asked = understand(text, SMALL, THESAURUS, NAMES)
    for alternative in asked.alternatives:
        assert asked.words[slice(*alternative.span)] == alternative.said
    if asked.period:
        assert isinstance(asked.period.span, Span)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "GPMB",
                '"quỹ',
                'đất"',
                "-đất",
                "quý",
                "I/2024",
                "TB",
                "290",
                "chỉ",
                "trong",
                "các",
                "văn",
                "bản",
                "năm",
                "2020",
                "từ",
                "đến",
                "nay",
            ]
        ),
        max_size=12,
    )
)
def test_any_mixture_of_what_it_knows(words: list[str]) -> None:
    asked = understand(" ".join(words), SMALL, THESAURUS, NAMES)
    assert asked.query.text == " ".join(words)


SMALL = Lexicon.build(["Ủy ban nhân dân thành phố giao phòng Tài chính - Kế hoạch quỹ đất GPMB."])
THESAURUS = Thesaurus(SMALL.abbreviations)
