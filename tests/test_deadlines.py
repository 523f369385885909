"""A deadline is kept as written, and dated only where the words date it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.deadlines import deadlines

ISSUED = date(2024, 1, 10)


def read(text: str, issued: date | None = ISSUED) -> list[tuple[str, date | None, str]]:
    return [(text[d.span.start : d.span.end], d.due, d.precision) for d in deadlines(text, issued)]


@pytest.mark.parametrize(
    ("text", "written", "due", "precision"),
    [
        ("hoàn thành trước ngày 30/6/2024.", "trước ngày 30/6/2024", date(2024, 6, 30), "day"),
        ("gửi chậm nhất ngày 15/01/2023.", "chậm nhất ngày 15/01/2023", date(2023, 1, 15), "day"),
        ("chậm nhất trước ngày 15/01/2024 gửi", "chậm nhất trước ngày 15/01/2024", date(2024, 1, 15), "day"),
        ("trước ngày 20 tháng 02 năm 2024", "trước ngày 20 tháng 02 năm 2024", date(2024, 2, 20), "day"),
        ("xong trước 16h00 ngày 20/6/2024", "trước 16h00 ngày 20/6/2024", date(2024, 6, 20), "day"),
        (
            "từ ngày 01/6 đến hết ngày 30/6/2024",
            "từ ngày 01/6 đến hết ngày 30/6/2024",
            date(2024, 6, 30),
            "day",
        ),
        ("báo cáo trong tháng 02/2024.", "trong tháng 02/2024", date(2024, 2, 29), "month"),
        ("hoàn thành trong tháng này", "trong tháng này", date(2024, 1, 31), "month"),
        ("trước ngày 25 tháng này", "trước ngày 25 tháng này", date(2024, 1, 25), "day"),
        (
            "gửi tài liệu trình kỳ họp về Văn phòng chậm nhất ngày 14/6/2024",
            "chậm nhất ngày 14/6/2024",
            date(2024, 6, 14),
            "day",
        ),
        ("gửi Đoàn trước 07 ngày làm việc", "trước 07 ngày làm việc", None, "event"),
        ("báo cáo trước 17 giờ ngày mai", "trước 17 giờ ngày mai", date(2024, 1, 11), "day"),
        ("gửi trước thứ Sáu tuần này", "trước thứ Sáu tuần này", date(2024, 1, 12), "day"),
        ("xong chậm nhất thứ 2 tuần tới", "chậm nhất thứ 2 tuần tới", date(2024, 1, 15), "day"),
        ("trong tuần đầu tháng 3/2024", "trong tuần đầu tháng 3/2024", date(2024, 3, 7), "month"),
        ("(hoàn thành ngày 10/6/2024)", "ngày 10/6/2024", date(2024, 6, 10), "day"),
        ("không để chậm quá 30/6/2024", "không để chậm quá 30/6/2024", date(2024, 6, 30), "day"),
        ("vào thứ Hai tuần cuối hằng tháng", "vào thứ Hai tuần cuối hằng tháng", None, "recurring"),
        ("báo cáo kết quả hằng quý.", "hằng quý", None, "recurring"),
        ("trước mùa khô năm 2024 - 2025", "trước mùa khô năm 2024 - 2025", None, "event"),
        (
            "trình Ban Chấp hành tại hội nghị tháng 12/2024",
            "hội nghị tháng 12/2024",
            date(2024, 12, 31),
            "event",
        ),
        ("xong trong tháng 3 và tháng 4/2024", "trong tháng 3 và tháng 4/2024", date(2024, 4, 30), "month"),
        ("hoàn thành trước tháng 6/2024", "trước tháng 6/2024", date(2024, 5, 31), "month"),
        ("trước ngày 10/5 và 10/11 hằng năm", "trước ngày 10/5 và 10/11 hằng năm", None, "recurring"),
        ("trong quý III/2024", "trong quý III/2024", date(2024, 9, 30), "quarter"),
        ("thời hạn hoàn thành: quý II/2024", "quý II/2024", date(2024, 6, 30), "quarter"),
        ("trong 6 tháng cuối năm 2024", "trong 6 tháng cuối năm 2024", date(2024, 12, 31), "half"),
        ("hết năm 2024", "hết năm 2024", date(2024, 12, 31), "year"),
        ("định kỳ hàng tháng báo cáo", "định kỳ hàng tháng", None, "recurring"),
        ("báo cáo trước ngày 20 hằng tháng", "trước ngày 20 hằng tháng", None, "recurring"),
        ("trực ban, báo cáo trước 15 giờ hằng ngày", "trước 15 giờ hằng ngày", None, "recurring"),
        ("báo cáo vào thứ Hai hằng tuần", "vào thứ Hai hằng tuần", None, "recurring"),
        (
            "chậm nhất thứ Sáu, ngày 19/01/2024",
            "chậm nhất thứ Sáu, ngày 19/01/2024",
            date(2024, 1, 19),
            "day",
        ),
        ("trình kỳ họp tháng 6/2024 xem xét", "kỳ họp tháng 6/2024", date(2024, 6, 30), "event"),
        (
            "trình tại kỳ họp thứ Mười lăm HĐND thành phố.",
            "kỳ họp thứ Mười lăm HĐND thành phố",
            None,
            "event",
        ),
        (
            "trong thời hạn 05 ngày kể từ ngày nhận đơn",
            "trong thời hạn 05 ngày kể từ ngày nhận đơn",
            None,
            "event",
        ),
        (
            "trong vòng 10 ngày kể từ ngày ký Thông báo này",
            "trong vòng 10 ngày kể từ ngày ký Thông báo này",
            date(2024, 1, 20),
            "day",
        ),
        ("báo cáo trong vòng 24 giờ.", "trong vòng 24 giờ", None, "event"),
        (
            "không quá 2 tháng kể từ ngày ban hành",
            "không quá 2 tháng kể từ ngày ban hành",
            date(2024, 3, 10),
            "day",
        ),
        ("không muộn hơn ngày 15/12/2024", "không muộn hơn ngày 15/12/2024", date(2024, 12, 15), "day"),
        ("chậm nhất cuối quý II/2024 phải xong", "chậm nhất cuối quý II/2024", date(2024, 6, 30), "quarter"),
        ("trước ngày Quốc khánh 02/9/2024", "trước ngày Quốc khánh 02/9/2024", date(2024, 9, 2), "day"),
        ("chậm nhất ngày 15 của tháng sau", "chậm nhất ngày 15 của tháng sau", date(2024, 2, 15), "day"),
        ("hoàn thành trong quý tới", "trong quý tới", date(2024, 6, 30), "quarter"),
        (
            "trình kỳ họp chuyên đề tháng 10/2024",
            "kỳ họp chuyên đề tháng 10/2024",
            date(2024, 10, 31),
            "event",
        ),
        ("sơ kết 6 tháng một lần", "6 tháng một lần", None, "recurring"),
        ("cuối mỗi tháng công khai", "cuối mỗi tháng", None, "recurring"),
        ("xong trước mùa mưa bão năm 2024.", "trước mùa mưa bão năm 2024", None, "event"),
        (
            "khắc phục ngay từ những ngày đầu năm, tránh dồn việc",
            "ngay từ những ngày đầu năm",
            None,
            "none",
        ),
    ],
)
def test_forms(text: str, written: str, due: date | None, precision: str) -> None:
    assert read(text) == [(written, due, precision)]


@pytest.mark.parametrize(
    "text",
    [
        "tính đến ngày 15/3/2024 đạt 83 tỷ đồng",
        "giai đoạn 2024 - 2030",
        "tầm nhìn đến năm 2050",
        "Quyết định số 1725/QĐ-TTg ngày 29/12/2023",
        "trong năm 2017 và những năm tiếp theo",
        "đất sử dụng trước ngày 01/7/2014",
        "đã được thông qua tại kỳ họp cuối năm 2023",
        "Nghị định số 36/2020/NĐ-CP",
        "ý kiến tham gia trực tiếp tại Hội nghị",
    ],
)
def test_what_is_no_deadline(text: str) -> None:
    assert read(text) == []


def test_a_missing_year_is_the_first_in_which_the_date_is_not_past() -> None:
    assert read("trước ngày 05/02", date(2024, 1, 10))[0][1] == date(2024, 2, 5)
    assert read("trước ngày 05/02", date(2024, 3, 10))[0][1] == date(2025, 2, 5)
    assert read("trong tháng 12", date(2024, 12, 1))[0][1] == date(2024, 12, 31)


def test_without_the_documents_date_a_missing_year_stays_missing() -> None:
    assert read("trước ngày 05/02", None) == [("trước ngày 05/02", None, "none")]
    assert read("trong tháng này", None)[0][1] is None


def test_a_misread_diacritic_hides_no_deadline() -> None:
    assert read("truớc ngày 30/6/2024")[0][1] == date(2024, 6, 30)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.sampled_from(("/", "-", ".")))
def test_every_day_is_read_back(day: date, mark: str) -> None:
    written = f"trước ngày {day.day}{mark}{day.month}{mark}{day.year}"
    assert read(f"Báo cáo {written}.", None) == [(written, day, "day")]


@given(st.text(alphabet="trướcngày 0123456789/tháquýIVđịnhkỳ.,;\n", max_size=80))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for deadline in deadlines(text, ISSUED):
        assert end <= deadline.span.start < deadline.span.end <= len(text)
        end = deadline.span.end
