"""The register opens in Excel and in diaries as it is, and no cell of it can act."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from notices import told

from kb.exports import LINK_COLUMN, to_csv, to_ics, to_xlsx
from kb.model import Commitment

DAY = date(2024, 5, 20)
DECREE = [
    "Số thứ tự",
    "Tên loại, số, ký hiệu, ngày, tháng và tên cơ quan, tổ chức ban hành văn bản",
    "Đơn vị hoặc người nhận",
    "Thời hạn giải quyết",
    "Tiến độ giải quyết",
    "Số, ký hiệu văn bản trả lời",
    "Ghi chú",
]


@pytest.fixture(scope="module")
def tasks() -> list[Commitment]:
    return told(
        "Giao phòng Kinh tế khảo sát các chợ tạm, báo cáo trước ngày 15/5/2024.",
        "Giao UBND phường Tam Thanh vận động các hộ dân.",
    )


def rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def test_csv_begins_with_the_mark_excel_needs(tasks: list[Commitment]) -> None:
    assert to_csv(tasks, "http://h").startswith(b"\xef\xbb\xbf")


def test_the_decrees_columns_come_first(tasks: list[Commitment]) -> None:
    read = rows(to_csv(tasks, "http://h", as_of=DAY))
    assert list(read[0])[:7] == DECREE
    assert read[0]["Thời hạn giải quyết"] == "trước ngày 15/5/2024 (15/05/2024)"
    assert read[0]["Tiến độ giải quyết"].startswith("Quá hạn")
    assert read[1]["Thời hạn giải quyết"] == "Không nêu"
    assert read[0][LINK_COLUMN] == "http://h" + tasks[0].citation.url


def test_xlsx_has_the_same_cells_and_live_links(tasks: list[Commitment]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(tasks, "http://h", as_of=DAY))).active
    said = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert said[0][:7] == DECREE
    assert said[1][2] == "Phòng Kinh tế thành phố Lạng Sơn"
    link = sheet.cell(2, sheet.max_column).hyperlink
    assert (link.target or link.location).startswith("http://h/")
    assert sheet.page_setup.orientation == "landscape"


def test_no_cell_is_a_formula(tasks: list[Commitment]) -> None:
    evil = [replace(tasks[0], task='=HYPERLINK("http://evil")\x07', assigner="@SUM(A1)")]
    assert rows(to_csv(evil, "http://h"))[0]["Nhiệm vụ"].startswith("'=")
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(evil, "http://h"))).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_calendar_holds_each_dated_task_once(tasks: list[Commitment]) -> None:
    feed = to_ics(tasks, "http://h", as_of=DAY)
    assert feed.count(b"BEGIN:VEVENT") == 1
    assert b"DTSTART;VALUE=DATE:20240515\r\n" in feed
    assert feed.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in feed.split(b"\r\n"))
    unfolded = feed.replace(b"\r\n ", b"").decode()
    assert "SUMMARY:Phòng Kinh tế thành phố Lạng Sơn: khảo sát các chợ tạm\\, báo cáo" in unfolded


def test_an_empty_register_is_a_file_with_headings() -> None:
    assert len(to_csv([], "http://h").splitlines()) == 1
    assert openpyxl.load_workbook(io.BytesIO(to_xlsx([], "http://h"))).active.max_row == 1
    assert b"VEVENT" not in to_ics([], "http://h")
