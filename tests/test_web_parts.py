"""The parts the pages are made of, each for itself."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.address import Address
from web.assets import minify
from web.chart import Point, chart
from web.collation import key
from web.days import first_day, last_day
from web.figures import figures, figures_of, spelt
from web.marks import Mark, runs

KINDS = st.sampled_from(["cite", "word", "note"])


@given(st.text(max_size=60), st.data())
def test_runs_joined_are_the_text_and_know_their_marks(text: str, data: st.DataObject) -> None:
    edge = st.integers(0, len(text))
    start, end = sorted((data.draw(edge), data.draw(edge)))
    spans = data.draw(st.lists(st.tuples(edge, edge, KINDS), max_size=6))
    marks = [Mark(min(a, b), max(a, b), kind) for a, b, kind in spans]
    found = runs(text, start, end, marks)
    assert "".join(run.text for run in found) == text[start:end]
    at = start
    for run in found:
        over = {mark.kind for mark in marks if mark.start <= at < mark.end}
        assert run.kinds == over
        at += len(run.text)


def test_an_anchor_opens_once_though_its_mark_is_cut() -> None:
    found = runs("abcdef", 0, 6, [Mark(1, 5, "cite"), Mark(2, 3, "word")])
    assert [run.text for run in found if "cite" in run.opens] == ["b"]


def test_names_sort_the_vietnamese_way() -> None:
    names = [
        "Đình Lập",
        "Cao Lộc",
        "Dân tộc",
        "Ân",
        "An",
        "Ăn",
        "Phòng 10",
        "Phòng 2",
        "mã",
        "ma",
        "má",
        "mả",
        "mà",
        "mạ",
    ]
    assert sorted(names, key=key) == [
        "An", "Ăn", "Ân", "Cao Lộc", "Dân tộc", "Đình Lập", "ma", "mà", "mả", "mã", "má", "mạ",
        "Phòng 2", "Phòng 10",
    ]  # fmt: skip


@given(st.lists(st.text(max_size=20), min_size=1, max_size=8))
def test_any_text_can_be_sorted(names: list[str]) -> None:
    ordered = sorted(names, key=key)
    assert all(key(a) <= key(b) for a, b in pairwise(ordered))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-06-21", date(2024, 6, 21), date(2024, 6, 21)),
        ("21/6/2024", date(2024, 6, 21), date(2024, 6, 21)),
        ("02/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_days_months_and_years_are_read(text: str, first: date, last: date) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    "text", ["31/2/2024", "13/2024", "0000", "9999-12-31", "today", "1/1/24", "2024-6-21-1"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"write a (day|year)|no such"):
        first_day(text)


def test_figures_are_read_as_written_and_dates_are_not_figures() -> None:
    text = "Ngày 15/3/2024 đạt 83 tỷ đồng, bằng 28,1% dự toán; 885.320 lượt khách; số 136/QĐ-UBND; 19,5m²."
    text += " 05 dự án¹²; 3 mới."
    assert [(f.value, f.measure) for f in figures(text)] == [
        (83_000.0, "triệu đồng"),
        (28.1, "%"),
        (885320.0, "lượt khách"),
        (19.5, "m²"),
        (5.0, "dự án"),
    ]


@pytest.mark.parametrize(
    ("sentence", "subject", "wanted"),
    [
        (
            "Đầu tư 209 tỷ đồng; tổng thu NSNN đến ngày 15/3 đạt 83 tỷ đồng, bằng 28%, phí 5 tỷ đồng; "
            "đạt 9% dự toán; ước đến 31/3 đạt 113 tỷ đồng; chi 20 tỷ đồng.",
            "thu ngân sách",
            ["83 tỷ đồng", "28%", "113 tỷ đồng"],
        ),
        ("Ảnh hưởng 276 ha của 1.938 hộ gia đình.", "hộ gia đình", ["1.938 hộ gia đình"]),
        ("Thu gom 5 tấn rác, ngân sách 3 tỷ đồng.", "thu ngân sách", []),
    ],
)
def test_only_figures_of_the_subject_are_its_figures(sentence: str, subject: str, wanted: list[str]) -> None:
    found = figures_of(sentence, spelt(subject))
    assert [sentence[figure.span.start : figure.span.end] for figure in found] == wanted


@given(st.text(max_size=200))
def test_a_figure_is_the_text_it_says_it_is(text: str) -> None:
    for figure in figures(text):
        assert text[figure.span.start].isdecimal()
        assert text[figure.span.start : figure.span.end].endswith(figure.measure.split()[-1])


@given(
    st.lists(
        st.tuples(st.dates(date(2000, 1, 1)), st.floats(0, 1e12, allow_nan=False)), min_size=1, max_size=20
    )
)
def test_every_dot_lies_on_the_chart_and_higher_means_more(values: list[tuple[date, float]]) -> None:
    drawn = chart("ha", [Point(day, "day", value, "", "") for day, value in values])
    assert all(drawn.left <= dot.x <= drawn.right and 0 <= dot.y <= drawn.bottom for dot in drawn.dots)
    for one in drawn.dots:
        for other in drawn.dots:
            assert (one.point.value > other.point.value) <= (one.y <= other.y)


def test_an_address_changes_only_what_is_said() -> None:
    here = Address("/", (("q", "thu chi"), ("type", "Báo cáo"), ("from", "2024")))
    assert here.but(type=None, from_="2020") == "/?q=thu+chi&from=2020"
    assert here.but(q=None, type=None, from_=None) == "/"


def test_minifying_keeps_what_matters() -> None:
    assert minify("a { color : red; }\n/* x */ b,\n i { margin: 0 1px }") == "a{color :red}b,i{margin:0 1px}"
