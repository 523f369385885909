import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text import fold, nfc, normalize, syllables

VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằấễịờũỹ ÀĐỮ.,/-0123456789²\n")
ANY = st.text() | VIETNAMESE


@given(ANY)
def test_offsets_carry_over(text: str) -> None:
    text = nfc(text)
    assert len(fold(text)) == len(normalize(text)) == len(text)


@given(ANY)
def test_unicode_form_of_the_input_does_not_matter(text: str) -> None:
    for form in ("NFC", "NFD"):
        other = unicodedata.normalize(form, text)
        assert fold(other) == fold(text)
        assert normalize(other) == normalize(text)


@given(ANY)
def test_normal_forms_are_stable(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)
    assert fold(normalize(text)) == fold(fold(text)) == fold(text)


@given(ANY)
def test_syllables_are_slices_in_order(text: str) -> None:
    end = 0
    for span in syllables(text):
        assert end <= span.start < span.end <= len(text)
        assert not text[span.start : span.end].isspace()
        end = span.end


@pytest.mark.parametrize(
    ("typed", "standard"),
    [
        ("hoà", "hòa"),
        ("Uỷ ban", "ủy ban"),
        ("HOẠT", "hoạt"),
        ("hòan thành", "hoàn thành"),
        ("ngòai", "ngoài"),
        ("khoẻ", "khỏe"),
        ("hùynh", "huỳnh"),
        ("quý", "quý"),
        ("thuỷ lợi", "thủy lợi"),
        ("của", "của"),
        ("hoặc", "hoặc"),
        ("Ðường", "đường"),
    ],
)
def test_one_spelling_a_syllable(typed: str, standard: str) -> None:
    assert normalize(typed) == standard


def test_folding_takes_every_mark_and_the_bar_of_d() -> None:
    assert fold("Quyết định ĐẤT ĐAI, Ủy ban hữu nghị") == "quyet dinh dat dai, uy ban huu nghi"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1725/QĐ-TTg", ["1725", "QĐ", "TTg"]),
        ("276,3ha", ["276,3", "ha"]),
        ("1.938 hộ", ["1.938", "hộ"]),
        ("12.345.678,9", ["12.345.678,9"]),
        ("15.01.2023", ["15", "01", "2023"]),
        ("mục 2.1.", ["mục", "2.1"]),
        ("trọng điểm¹² của tỉnh", ["trọng", "điểm", "của", "tỉnh"]),
        ("313 m³", ["313", "m"]),
        ("QL1A", ["QL", "1", "A"]),
    ],
)
def test_syllables_numbers_and_codes(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in syllables(text)] == parts


def test_decomposed_syllables_stay_whole() -> None:
    text = unicodedata.normalize("NFD", "Thành phố Lạng Sơn")
    assert [nfc(text[start:end]) for start, end in syllables(text)] == ["Thành", "phố", "Lạng", "Sơn"]
