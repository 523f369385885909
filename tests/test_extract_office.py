"""What word processors and browsers put into files, and what a reader of the page sees of it."""

from __future__ import annotations

import zipfile
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from indexer.blocks import Block
from indexer.extract import read_file
from kb.errors import RefusedError

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def read_docx(folder: Path, body: str, name: str = "a.docx") -> tuple[Block, ...]:
    with zipfile.ZipFile(folder / name, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
    return read_file(folder / name).blocks


def read_paragraph(folder: Path, inside: str) -> str:
    [block] = read_docx(folder, f"<w:p>{inside}</w:p>")
    return block.text


def test_tracked_changes_count_as_accepted(tmp_path: Path) -> None:
    moved = f"<w:moveFrom>{run('cũ')}</w:moveFrom><w:moveTo>{run(' mới')}</w:moveTo>"
    added = f"<w:ins>{run(' thêm')}</w:ins><w:del><w:r><w:delText>xóa</w:delText></w:r></w:del>"
    assert read_paragraph(tmp_path, run("Giữ") + moved + added) == "Giữ mới thêm"


def test_a_deleted_paragraph_mark_joins_two_paragraphs(tmp_path: Path) -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    body = f"<w:p>{mark}{run('Giao Sở Tài chính ')}</w:p><w:p>{run('báo cáo.')}</w:p>"
    assert [block.text for block in read_docx(tmp_path, body)] == ["Giao Sở Tài chính báo cáo."]


def test_hidden_text_is_left_out_and_fields_show_their_result(tmp_path: Path) -> None:
    field = "<w:r><w:instrText> PAGEREF x </w:instrText></w:r>" + run("7")
    assert read_paragraph(tmp_path, run("Trang ") + field + run("ẩn", "<w:vanish/>")) == "Trang 7"


def test_equations_and_symbols_are_text(tmp_path: Path) -> None:
    power = "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    at_least = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    assert read_paragraph(tmp_path, f"<m:oMath>{power}</m:oMath>{at_least}{run('5')}") == "x²≥5"


def test_bullets_of_symbol_fonts_begin_list_items(tmp_path: Path) -> None:
    [block] = read_docx(tmp_path, f"<w:p>{run(chr(0xF0B7) + ' Rà soát')}</w:p>")
    assert (block.kind, block.text) == ("list_item", "• Rà soát")


def test_merged_and_missing_cells_keep_their_columns(tmp_path: Path) -> None:
    def row(*cells: tuple[str, str], before: str = "") -> str:
        inside = "".join(f"<w:tc><w:tcPr>{p}</w:tcPr><w:p>{run(t)}</w:p></w:tc>" for p, t in cells)
        return f"<w:tr><w:trPr>{before}</w:trPr>{inside}</w:tr>"

    borders = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
    rows = row(('<w:vMerge w:val="restart"/>', "TT"), ('<w:gridSpan w:val="2"/>', "Năm"))
    rows += row(("<w:vMerge/>", ""), ("", "2023"), ("", "2024"))
    rows += row(("", "5"), ("", "6"), before='<w:gridBefore w:val="1"/>')
    [table] = read_docx(tmp_path, f"<w:tbl>{borders}{rows}</w:tbl>")
    assert table.rows == (("TT", "Năm", ""), ("", "2023", "2024"), ("", "5", "6"))


@pytest.mark.parametrize("name", ["a.docm", "a.dotx", "a.dotm"])
def test_templates_and_macros_are_documents(tmp_path: Path, name: str) -> None:
    [block] = read_docx(tmp_path, f"<w:p>{run('Nội dung mẫu')}</w:p>", name)
    assert block.text == "Nội dung mẫu"
    assert not read_file(tmp_path / name).warnings


@pytest.mark.parametrize(
    ("part", "what"), [("xl/workbook.xml", "a spreadsheet"), ("ppt/presentation.xml", "a presentation")]
)
def test_other_office_files_are_named(tmp_path: Path, part: str, what: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(part, "<x/>")
    with pytest.raises(RefusedError, match=f"a.xlsx is {what}; save it as") as refusal:
        read_file(tmp_path / "a.xlsx")
    assert refusal.value.code == "unsupported_type"


def test_data_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"văn bản": ["a"]}', "utf-8")
    (tmp_path / "b.txt").write_text('["Kính gửi": Sở Tài chính]', "utf-8")
    with pytest.raises(RefusedError, match="is data in JSON, no document") as refusal:
        read_file(tmp_path / "a.json")
    assert refusal.value.code == "unsupported_type"
    assert read_file(tmp_path / "b.txt").blocks


PAGE = "<html><body><h2>Kết luận</h2><p>Giao Sở Tài chính chủ trì, phối hợp với các đơn vị.</p></body></html>"


def test_a_part_of_a_page_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Bơm</p><table border=1><tr><td>Sa Pa<td>42</table>", "utf-8")
    (tmp_path / "a.md").write_text("<p align=center>Máy bơm</p>\n\n# Kết luận\n", "utf-8")
    assert read_file(tmp_path / "a.html").blocks[1].rows == (("Sa Pa", "42"),)
    assert read_file(tmp_path / "a.md").blocks[-1].kind == "heading"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_page_saved_as_one_file(tmp_path: Path, encoding: str) -> None:
    page, picture = MIMEText(PAGE, "html", encoding), MIMEImage(b"\xff\xd8", "jpeg")
    file = tmp_path / "a.mht"
    file.write_bytes(MIMEMultipart("related", _subparts=[page, picture]).as_bytes())
    extraction = read_file(file)
    assert extraction.media_type == "multipart/related"
    assert [(b.kind, b.text) for b in extraction.blocks] == [
        ("heading", "Kết luận"),
        ("paragraph", "Giao Sở Tài chính chủ trì, phối hợp với các đơn vị."),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_pages_in_every_unicode(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.xhtml").write_bytes(f'<?xml version="1.0"?>{PAGE}'.encode(encoding))
    assert read_file(tmp_path / "a.xhtml").blocks[0].text == "Kết luận"


def test_signs_that_turn_text_round_are_dropped(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Giao \u202egnôC\u202c Sở \u200fTài chính")
    assert read_file(tmp_path / "a.txt").blocks[0].text == "Giao gnôC Sở Tài chính"
