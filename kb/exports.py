"""The register as files: CSV and XLSX for offices, iCalendar for diaries.

The first seven columns are those of the book that follows up incoming documents (Nghị định 30/2020/NĐ-CP,
Phụ lục IV, mẫu VIII), an ordinal in the place of "Số đến"; ours stand to their right.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from kb.commitments import state
from kb.model import Commitment, CommitmentState, Unit

SEEN = "Chưa thấy văn bản báo cáo kết quả"
STATES: dict[CommitmentState, str] = {
    "overdue": f"Quá hạn; {SEEN.lower()}",
    "due_soon": f"Sắp đến hạn; {SEEN.lower()}",
    "open": f"Trong hạn; {SEEN.lower()}",
    "undated": f"Không nêu thời hạn; {SEEN.lower()}",
    "mentioned_later": "Có văn bản sau nhắc đến",
}
FLAGS = {
    "due_before_issue": "thời hạn ghi trong văn bản trước ngày ban hành",
    "due_doubtful": "năm của thời hạn có thể do đọc sai ảnh quét",
    "continued_paragraph": "đơn vị lấy từ câu trước",
    "listed": "đơn vị lấy từ câu dẫn của danh sách",
    "compile_step": "đơn vị nhận để tổng hợp",
    "conditional": "có điều kiện",
    "general": "yêu cầu chung",
    "promise": "cơ quan ban hành tự đề ra",
    "scheduled": "ghi trong bảng hoặc dòng phân công",
    "corrected": "đã hiệu chỉnh",
}
LINK_COLUMN = "Liên kết"


def columns(
    items: Iterable[Commitment], base_url: str, as_of: date
) -> tuple[tuple[str, ...], Iterator[tuple[str | int | date | None, ...]]]:
    """Headings, and a row for each commitment; the link is the last column."""
    return tuple(COLUMNS), (
        tuple(read(n, item, base_url, as_of) for read in COLUMNS.values()) for n, item in enumerate(items, 1)
    )


def to_csv(items: Iterable[Commitment], base_url: str, *, as_of: date | None = None) -> bytes:
    """UTF-8 with a byte order mark: without it Excel takes the letters for another encoding."""
    headings, rows = columns(items, base_url, as_of or date.today())
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(items: Iterable[Commitment], base_url: str, *, as_of: date | None = None) -> bytes:
    """One sheet, set to print on A4 landscape with its headings repeated."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    headings, rows = columns(items, base_url, as_of or date.today())
    book = Workbook()
    sheet = book.active
    sheet.title = "Theo dõi nhiệm vụ"
    sheet.append(headings)
    for row in rows:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", c) if isinstance(c, str) else c for c in row])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with "=" stays a text
            elif isinstance(cell.value, date):
                cell.number_format = "DD/MM/YYYY"
        link = sheet.cell(sheet.max_row, len(headings))
        link.hyperlink, link.value, link.style = str(link.value), "Mở văn bản", "Hyperlink"
    for number, heading in enumerate(headings, 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.cell(1, number).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(heading, 18)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def to_ics(items: Iterable[Commitment], base_url: str, *, as_of: date | None = None) -> bytes:
    """An iCalendar feed (RFC 5545) with an all-day event on the due date of every dated task."""
    stamp = f"{as_of or date.today():%Y%m%d}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kb//commitments//VI", "CALSCALE:GREGORIAN"]
    for item in items:
        if item.due_date is None:
            continue
        lines += [
            "BEGIN:VEVENT",
            f"UID:{item.id}@kb",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{item.due_date:%Y%m%d}",
            f"DTEND;VALUE=DATE:{item.due_date + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(f'{_names(item.lead)}: {item.task}' if item.lead else item.task)}",
            f"DESCRIPTION:{_escaped(f'{item.deadline_text}. {item.citation.label}')}",
            f"URL:{base_url}{item.citation.url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode("utf-8")


def _names(units: Iterable[Unit]) -> str:
    return "; ".join(unit.name for unit in units)


def _due(item: Commitment) -> str:
    if item.deadline_text is None:
        return "Không nêu"
    return f"{item.deadline_text} ({item.due_date:%d/%m/%Y})" if item.due_date else item.deadline_text


Read = Callable[[int, Commitment, str, date], str | int | date | None]
COLUMNS: dict[str, Read] = {
    "Số thứ tự": lambda n, c, url, day: n,
    "Tên loại, số, ký hiệu, ngày, tháng và tên cơ quan, tổ chức ban hành văn bản": lambda n, c, url, day: (
        c.citation.label
    ),
    "Đơn vị hoặc người nhận": lambda n, c, url, day: _names(c.lead),
    "Thời hạn giải quyết": lambda n, c, url, day: _due(c),
    "Tiến độ giải quyết": lambda n, c, url, day: STATES[state(c, day)],
    "Số, ký hiệu văn bản trả lời": lambda n, c, url, day: "; ".join(m.label for m in c.mentions),
    "Ghi chú": lambda n, c, url, day: "; ".join(FLAGS.get(flag, flag) for flag in c.flags),
    "Nhiệm vụ": lambda n, c, url, day: c.task,
    "Đơn vị phối hợp": lambda n, c, url, day: _names(c.coordinators),
    "Cơ quan giao": lambda n, c, url, day: c.assigner,
    "Ngày đến hạn": lambda n, c, url, day: c.due_date,
    "Trích văn bản": lambda n, c, url, day: c.citation.quote,
    LINK_COLUMN: lambda n, c, url, day: url + c.citation.url,
}
WIDTHS = {"Số thứ tự": 6, "Nhiệm vụ": 60, "Trích văn bản": 60, "Ghi chú": 24, "Ngày đến hạn": 12}


def _harmless(cell: str | int | date | None) -> str | int | date | None:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _escaped(text: str) -> str:
    for plain, escape in (("\r", ""), ("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escape)
    return text


def _folded(line: str) -> str:
    """Lines of at most 75 octets, continued after a blank (RFC 5545, 3.1)."""
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > 74:
            pieces.append("")
            size = 0
        pieces[-1] += character
        size += octets
    return "\r\n ".join(pieces)
