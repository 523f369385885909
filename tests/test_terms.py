import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.terms import folded_terms, terms
from kb.text import fold


def test_syllables_then_adjacent_pairs() -> None:
    assert terms("Giải phóng mặt bằng") == [
        "giải", "phóng", "mặt", "bằng", "giải phóng", "phóng mặt", "mặt bằng",
    ]  # fmt: skip


def test_footnote_marks_never_reach_terms() -> None:
    assert terms("dự án trọng điểm¹²") == terms("dự án trọng điểm")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.938 hộ", "1938 hộ"),
        ("ngày 05/01/2024", "ngày 5/1/2024"),
        ("276,3 ha", "276.3ha"),
        ("QL 1A", "QL1A"),
        ("1725/QĐ-TTg", "1725 qđ ttg"),
        ("Uỷ ban hoà giải", "ủy ban hòa giải"),
    ],
)
def test_two_ways_to_write_the_same(one: str, other: str) -> None:
    assert terms(one) == terms(other)
    assert folded_terms(one) == folded_terms(other)


def test_numbers_that_differ_stay_apart() -> None:
    assert len({terms(number)[0] for number in ("1.938", "19,38", "1938,5", "0", "10", "100")}) == 6


@given(st.text(max_size=200))
def test_folded_terms_are_the_terms_folded(text: str) -> None:
    assert folded_terms(text) == [fold(term) for term in terms(text)]
