"""Other ways to say a thing: every form of a term, the longest term, whatever endings and apostrophes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import Unit
from kb.stem import stem
from kb.text import fold, syllables
from kb.thesaurus import MOST_FORMS, Alternative, Thesaurus
from kb.wordlists import glossary, short_forms, synonyms

UNITS = (
    Unit("province", "Ủy ban nhân dân tỉnh Lạng Sơn", short_names=("UBND tỉnh",)),
    Unit("inspectors", "Thanh tra tỉnh Lạng Sơn", short_names=("Thanh tra tỉnh",)),
    Unit("economy", "Phòng Kinh tế thành phố Lạng Sơn", short_names=("Phòng Kinh tế",)),
    Unit("mined", "Ủy ban nhân dân thành phố Hà Nội", short_names=("sở",)),
)
THESAURUS = Thesaurus({"QLRBV": ("quản lý rừng bền vững",)}, UNITS)


def found(text: str) -> dict[str, tuple[str, ...]]:
    return {a.said: a.forms for a in THESAURUS.find(text)}


def only(text: str) -> Alternative:
    [alternative] = THESAURUS.find(text)
    return alternative


@pytest.mark.parametrize(
    ("said", "base"),
    [
        ("cities", "city"),
        ("hospitals", "hospital"),
        ("planned", "plan"),
        ("disbursing", "disburse"),
        ("organised", "organized"),
        ("labour", "labor"),
        ("centres", "center"),
        ("programmes", "program"),
        ("merged", "merge"),
        ("carries", "carry"),
    ],
)
def test_endings_and_british_spellings_are_one_word(said: str, base: str) -> None:
    assert stem(said) == stem(base)


@pytest.mark.parametrize("pair", [("plan", "planet"), ("bus", "business"), ("hour", "hor")])
def test_other_words_stay_apart(pair: tuple[str, str]) -> None:
    assert stem(pair[0]) != stem(pair[1])


@given(st.text(max_size=12))
def test_any_word_has_a_stem_and_it_is_no_longer_than_the_word(word: str) -> None:
    assert len(stem(word)) <= len(word)


@pytest.mark.parametrize(
    ("text", "said", "form"),
    [
        ("which foreign cities", "cities", "thành phố"),
        ("anonymous complaints", "complaints", "khiếu nại"),
        ("disbursing public investment", "disbursing", "giải ngân"),
        ("hospital beds", "hospital beds", "giường bệnh"),
        ("the people's committee of the city", "people's committee of the city", "ủy ban nhân dân thành phố"),
        ("the people’s councils", "people’s councils", "hội đồng nhân dân"),
        ("martyrs' families", "martyrs' families", "liệt sĩ"),
    ],
)
def test_english_terms_are_found_however_they_are_written(text: str, said: str, form: str) -> None:
    assert form in found(text)[said]


@pytest.mark.parametrize(
    "office",
    [
        "Finance-Planning Office",
        "Finance and Planning Division",
        "Finance & Planning Section",
        "Department of Finance and Planning",
        "finance/planning bureau",
    ],
)
def test_offices_are_known_by_their_field_in_every_usual_form(office: str) -> None:
    assert found(f"what did the {office} report")[office][0] == "phòng tài chính - kế hoạch"


def test_in_a_province_a_department_is_a_so_and_in_a_district_an_office_a_phong() -> None:
    assert found("Department of Justice")["Department of Justice"] == ("sở tư pháp", "phòng tư pháp")
    assert found("Justice Office")["Justice Office"] == ("phòng tư pháp", "sở tư pháp")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("which roads were built", "xây dựng"),
        ("how much was spent", "chi"),
        ("prices rose", "tăng"),
        ("who led the meeting", "chủ trì"),
    ],
)
def test_irregular_forms_are_the_word(text: str, form: str) -> None:
    assert any(form in forms for forms in found(text).values())


@pytest.mark.parametrize(
    ("term", "form"),
    [
        ("site clearance", "giải phóng mặt bằng"),
        ("resettlement", "tái định cư"),
        ("budget arrears", "nợ đọng ngân sách"),
        ("joint-inspection team", "đoàn kiểm tra liên ngành"),
        ("waste treatment plant", "nhà máy xử lý rác thải"),
        ("alcohol concentration", "nồng độ cồn"),
        ("personal income tax", "thuế thu nhập cá nhân"),
        ("fallen behind schedule", "chậm tiến độ"),
        ("flash flood", "lũ quét"),
        ("judicial record", "lý lịch tư pháp"),
    ],
)
def test_a_compound_has_its_own_form_not_those_of_its_parts(term: str, form: str) -> None:
    assert form in only(term).forms


def test_an_exact_term_goes_before_one_of_the_same_stem() -> None:
    assert only("building").forms != only("build").forms
    assert only("works").forms == ("công trình",)


def test_the_longest_term_spans_the_shorter_ones() -> None:
    assert list(found("site clearance of key projects")) == ["site clearance", "key projects"]
    assert list(found("land use right certificates")) == ["land use right certificates"]


def test_a_counted_noun_keeps_its_form_beside_the_count() -> None:
    assert found("07 border gates")["border gates"] == ("cửa khẩu",)
    assert found("how many poor households")["poor households"] == ("hộ nghèo",)


def test_a_term_never_reaches_over_a_full_stop_or_a_bracket() -> None:
    for text in ("site. clearance", "site (clearance)", "site: clearance", "site, clearance"):
        assert "giải phóng mặt bằng" not in found(text).get("site clearance", ())


def test_a_term_of_several_forms_keeps_them_all_and_its_short_form() -> None:
    forms = found("compensation, assistance and resettlement, land clearance")["land clearance"]
    assert forms == ("giải phóng mặt bằng", "GPMB")
    assert found("agency")["agency"] == ("cơ quan",)
    assert all(len(a.forms) <= MOST_FORMS for a in THESAURUS.find("effect inspection leader support"))


def test_synonyms_go_every_way() -> None:
    assert found("thu ngân sách")["thu ngân sách"] == ("thu nsnn", "thu ngân sách nhà nước")
    assert "khách du lịch" in found("du khách")["du khách"]
    assert "thu ngân sách" in found("thu NSNN")["thu NSNN"]


@pytest.mark.parametrize(
    "text",
    [
        "UBND tỉnh Gia Lai",
        "Thanh tra tỉnh Bà Rịa - Vũng Tàu",
        "Thanh tra tỉnh gia lai",
        "Phòng Kinh tế thành phố Cao Bằng",
        "Phòng Kinh tế huyện Văn Quan",
        "UBND tỉnh Xa Lạ",
    ],
)
def test_a_units_name_before_a_place_of_its_own_is_not_the_home_unit(text: str) -> None:
    assert not any("Lạng Sơn" in form for a in THESAURUS.find(text) for form in a.forms)


@pytest.mark.parametrize("text", ["UBND tỉnh phải làm gì", "Thanh tra tỉnh, Công an tỉnh", "phòng kinh tế"])
def test_a_units_short_name_alone_is_the_home_unit(text: str) -> None:
    assert any("Lạng Sơn" in form for a in THESAURUS.find(text) for form in a.forms)


def test_before_its_own_place_it_stays_the_home_unit() -> None:
    assert only("Thanh tra tỉnh Lạng Sơn").forms == ("Thanh tra tỉnh",)


def test_a_common_word_is_no_name_of_a_unit() -> None:
    assert found("trụ sở ở đâu") == {}


def test_a_short_form_that_is_a_syllable_is_never_offered_for_the_full_one() -> None:
    assert "CA" in short_forms()
    assert "CA" not in found("công an").get("công an", ())


def test_the_lists_are_sound() -> None:
    for english, vietnamese in glossary().items():
        assert fold(english) == english
        assert all(form == form.strip() and syllables(form) for form in vietnamese), english
    for same in synonyms():
        assert len(set(same)) == len(same) > 1
