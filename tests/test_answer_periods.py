from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.answers.periods import periods


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ngày 15/3/2024", date(2024, 3, 15), date(2024, 3, 15)),
        ("ngày 10 tháng 01 năm 2024", date(2024, 1, 10), date(2024, 1, 10)),
        ("tháng 6/2020", date(2020, 6, 1), date(2020, 6, 30)),
        ("thang 2 nam 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("in June 2020", date(2020, 6, 1), date(2020, 6, 30)),
        ("Quý I/2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("quy 1 nam 2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("quý III năm 2024", date(2024, 7, 1), date(2024, 9, 30)),
        ("the first quarter of 2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("6 tháng đầu năm 2024", date(2024, 1, 1), date(2024, 6, 30)),
        ("6 tháng cuối năm 2024", date(2024, 7, 1), date(2024, 12, 31)),
        ("giai đoạn 2021 - 2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("năm 2019", date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_one_period(text: str, first: date, last: date) -> None:
    [period] = periods(text)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 36/2020/NĐ-CP",
        "Luật số 85/2015/QH13",
        "tháng 6",
        "1.938 hộ",
        "2024 hộ",
        "số 07/2015/NQ-HĐND",
        "diện tích 2019,5 ha",
        "31/2/x",
    ],
)
def test_no_period(text: str) -> None:
    assert periods(text) == []


@given(st.text(alphabet="0123456789/-. thangqyuIVămnớiđầcôs", max_size=60))
def test_periods_are_in_order_and_apart(text: str) -> None:
    found = periods(text)
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
    assert all(p.first <= p.last for p in found if p.last.year >= p.first.year)
