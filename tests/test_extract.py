"""Whatever the file was, the same blocks come out."""

from __future__ import annotations

import ctypes
import json
import shutil
import unicodedata
from pathlib import Path

import pypdfium2.raw as pdfium_raw
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFont
from pypdfium2 import PdfDocument

from bench.formats import NUMBERED, NUMBERS, plain, text_of
from bench.made import Made, write_docx
from indexer.blocks import Block, Extraction
from indexer.extract import ocr, office, read_file
from indexer.extract.encodings import decode
from indexer.extract.isolate import from_json
from indexer.extract.legacy import repair, table_of_font
from indexer.extract.readers import READERS
from indexer.extract.syllables import is_syllable, mend, vietnamese_share
from indexer.extract.tables import from_tcvn3, from_vni
from indexer.parse import parse
from kb import pages
from kb.citation import cite
from kb.errors import NotFoundError, RefusedError
from kb.model import to_json
from web.cards import source

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
needs_ocr = pytest.mark.skipif(bool(ocr.missing()), reason="needs tesseract with vie and osd")


def errors(shared: Path, file: str, truth: str) -> tuple[str, str]:
    blocks = json.loads((shared / "documents" / truth).read_text("utf-8"))["blocks"]
    return " ".join(plain(b["text"]) for b in blocks), text_of(read_file(shared / "documents" / file))


# -- text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["cp1258", "tcvn3", "utf16", "utf8", "utf8_bom", "utf8_nfd", "viscii", "vni"]
)
def test_every_encoding_reads_as_the_same_text(shared: Path, name: str) -> None:
    folder = shared / "documents/encodings"
    truth = (folder / "000.utf8.txt").read_text("utf-8")
    assert decode((folder / f"000.{name}.txt").read_bytes(), name)[0] == unicodedata.normalize("NFC", truth)


def test_damaged_utf_8_is_read_with_a_warning(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(
        "Giao Sở Tài chính chủ trì, phối hợp với các đơn vị liên quan. ".encode() * 20 + b"\xe1\xba"
    )
    extraction = read_file(file)
    assert extraction.encoding == "utf-8"
    assert extraction.warnings[0].startswith("low_quality_text")


def test_markdown_blocks(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(
        "## **BÁO CÁO**\n\nMột đoạn\nhai dòng\n\n- mục một\n- mục hai\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    kinds = [(b.kind, b.text, b.level) for b in read_file(file).blocks]
    assert kinds[:4] == [
        ("heading", "**BÁO CÁO**", 2),
        ("paragraph", "Một đoạn\nhai dòng", None),
        ("list_item", "- mục một", None),
        ("list_item", "- mục hai", None),
    ]
    assert read_file(file).blocks[4].rows == (("a", "b"), ("1", "2"))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1))
def test_decoding_utf_8_never_fails_and_is_nfc(text: str) -> None:
    decoded = decode(text.encode("utf-8"), "x")[0]
    assert unicodedata.is_normalized("NFC", decoded)


# -- legacy fonts ----------------------------------------------------------------------------------


def test_text_already_in_unicode_is_never_converted(corpus: Path) -> None:
    for file in corpus.glob("*.txt"):
        for line in file.read_text("utf-8").splitlines():
            assert repair(line) == line


def test_fonts_name_their_table() -> None:
    assert table_of_font("ABCDEF+.VnTime") is from_tcvn3
    assert table_of_font("VNI-Times") is from_vni
    assert table_of_font("Times New Roman") is None
    capitals = table_of_font(".VnTimeH")
    assert capitals is not None
    assert capitals("Céng hßa") == "CỘNG HÒA"


def test_syllables() -> None:
    assert all(
        is_syllable(word) for word in ["Nghiêng", "quyết", "Giường", "đưa", "khuỷu", "hoạch", "GIÁ", "yêu"]
    )
    assert not any(is_syllable(word) for word in ["quyét", "Goulburn", "thụơng"])
    assert mend("QUYÉT") == "QUYẾT"
    assert mend("Goulburn") == "Goulburn"
    assert vietnamese_share("Céng hoµ x· héi chñ nghÜa")[0] < 0.5


# -- word processors -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "file", ["000.docx", "003.docx", "000.html", "003.html", "000.pdf", "000.fallback-font.pdf"]
)
def test_light_formats_keep_every_letter(shared: Path, file: str) -> None:
    truth, got = errors(shared, f"formats/{file}", f"formats/{file[:3]}.truth.json")
    assert got == truth


@needs_office
@pytest.mark.parametrize("file", ["formats/000.doc", "formats/003.odt", "formats/000.rtf"])
def test_office_formats_keep_every_letter(shared: Path, file: str) -> None:
    truth, got = errors(shared, file, f"formats/{Path(file).name[:3]}.truth.json")
    assert got == truth


@pytest.mark.parametrize("file", ["tcvn3.docx", "vni.docx", "vni.pdf"])
def test_legacy_fonts_become_unicode(shared: Path, file: str) -> None:
    truth, got = errors(shared, f"legacy/{file}", "legacy/truth.json")
    assert got == truth


def test_footnotes_and_automatic_numbers(tmp_path: Path) -> None:
    made = Made(
        ["Diện tích 3.602 m³ đã thu hồi¹; còn lại² chưa xong."],
        {"¹": "Trong đó có 2 dự án.", "²": "Đợt hai."},
    )
    write_docx(made, tmp_path / "a.docx", NUMBERED)
    body, first, second, *items = read_file(tmp_path / "a.docx").blocks
    assert body.text == made.paragraphs[0]
    assert [body.text[ref] for ref in body.refs] == ["¹", "²"]
    assert (first.kind, first.text) == ("footnote", "¹ Trong đó có 2 dự án.")
    assert second.text == "² Đợt hai."
    assert [item.number for item in items] == NUMBERS


def test_tables_keep_their_rows(shared: Path) -> None:
    wanted = next(
        b["rows"]
        for b in json.loads((shared / "documents/formats/000.truth.json").read_text("utf-8"))["blocks"]
        if b["kind"] == "table"
    )
    for file in ("000.docx", "000.html", "000.pdf"):
        table = next(b for b in read_file(shared / "documents/formats" / file).blocks if b.kind == "table")
        assert [list(row) for row in table.rows] == wanted, file


# -- pages -----------------------------------------------------------------------------------------


def test_pdf_blocks_know_their_place(shared: Path) -> None:
    extraction = read_file(shared / "documents/formats/000.pdf")
    assert extraction.pages == 5
    assert {b.page for b in extraction.blocks} == {1, 2, 3, 4, 5}
    for block in extraction.blocks:
        assert block.box is not None
        left, top, right, bottom = block.box
        assert 0 <= left < right <= 596
        assert 0 <= top < bottom <= 842


@needs_ocr
def test_a_scan_is_recognised_with_its_confidence_and_cached(shared: Path, tmp_path: Path) -> None:
    file = shared / "documents/pdf_scan/real_nq_115_ba_vi_p1.pdf"
    extraction = read_file(file, ocr_cache=tmp_path / "first")
    text = text_of(extraction)
    assert "chuyển giao Vườn quốc gia Ba Vì về Ủy ban nhân dân Thành phố Hà Nội quản lý" in text
    assert extraction.confidence is not None
    assert extraction.confidence > 85
    assert all(block.confidence is not None for block in extraction.blocks)
    assert len(list(tmp_path.glob("first/*.tsv"))) == 1
    assert read_file(file, ocr_cache=tmp_path / "second") == extraction
    assert len(list(tmp_path.glob("second/*.tsv"))) == 1


@needs_ocr
def test_only_the_new_pages_of_a_changed_scan_are_recognised(tmp_path: Path) -> None:
    first, second = (Image.new("L", (1200, 500), 255) for _ in range(2))
    font = ImageFont.load_default(size=60)
    for page, words in ((first, "BAN HANH CHI THI"), (second, "KET LUAN CUOC HOP")):
        ImageDraw.Draw(page).text((100, 200), words, fill=0, font=font)
    file = tmp_path / "scan.tif"
    first.save(file, dpi=(200, 200))
    read_file(file, ocr_cache=tmp_path / "before")
    for kept in (tmp_path / "before").glob("*.tsv"):
        kept.write_text(kept.read_text("utf-8").replace("HANH", "KEPT"), "utf-8")
    first.save(file, dpi=(200, 200), save_all=True, append_images=[second])
    text = text_of(read_file(file, ocr_cache=tmp_path / "after"))
    assert "KEPT" in text
    assert "CUOC" in text


@needs_ocr
@pytest.mark.parametrize("degrees", [90, 180])
def test_a_turned_page_is_read_all_the_same(shared: Path, tmp_path: Path, degrees: int) -> None:
    page = PdfDocument(shared / "documents/pdf_scan/real_nq_115_ba_vi_p1.pdf")[0]
    file = tmp_path / "turned.png"
    page.render(scale=200 / 72).to_pil().rotate(degrees, expand=True).save(file, dpi=(200, 200))
    extraction = read_file(file)
    assert extraction.reader == "image"
    assert "Căn cứ Luật Tổ chức Chính phủ" in text_of(extraction)


def test_page_images_mark_the_citation(shared: Path) -> None:
    file = shared / "documents/formats/000.pdf"
    bare, marked = pages.page_image(file, 1), pages.page_image(file, 1, [(85, 180, 538, 290)])
    assert bare[:8] == marked[:8] == b"\x89PNG\r\n\x1a\n"
    assert bare != marked
    with pytest.raises(NotFoundError):
        pages.page_image(file, 6)


# -- the door --------------------------------------------------------------------------------------


def test_what_is_not_installed_is_named(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    from indexer.extract.readers import Job

    with pytest.raises(RefusedError, match="libreoffice-writer-nogui") as refusal:
        office.read(Job(shared / "documents/formats/000.rtf"))
    assert refusal.value.code == "converter_unavailable"
    monkeypatch.setattr(ocr, "missing", lambda: "tesseract")
    with pytest.raises(RefusedError, match="tesseract-ocr-vie") as refusal:
        list(ocr.recognise([ocr.Scan(1, Image.new("L", (10, 10)), 72)], None, "a.pdf"))
    assert refusal.value.code == "ocr_unavailable"


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_file(tmp_path / "none.pdf")
    assert refusal.value.code == "unreadable"


def test_the_wire_loses_nothing(shared: Path) -> None:
    extraction = read_file(shared / "documents/formats/000.docx")
    assert from_json(json.loads(json.dumps(to_json(extraction)))) == extraction


def test_every_reader_is_a_module_with_read() -> None:
    import importlib

    for reader in READERS.values():
        assert callable(importlib.import_module(f"indexer.extract.{reader.module}").read)


def test_what_an_e_office_filled_in_is_read(shared: Path) -> None:
    """Signed PDFs hold their number and date in form fields."""
    text = text_of(read_file(shared / "documents/pdf_text/VanBanGoc_68.2024.pdf"))
    assert "Số: 68 /2024/QĐ-UBND" in text
    assert "ngày 05 tháng 12 năm 2024" in text


@needs_ocr
def test_a_number_written_by_hand_is_left_out_rather_than_misread(shared: Path) -> None:
    extraction = read_file(shared / "documents/pdf_scan/real_nq_115_ba_vi_p1.pdf")
    assert "Số: /NQ-CP" in text_of(extraction)
    assert any("left out" in warning for warning in extraction.warnings)
    typed = read_file(shared / "documents/pdf_scan/real_cv_3722_metro_p1.pdf")
    assert "Số: 3722/VPCP-CN" in text_of(typed)
    assert not typed.warnings


@needs_ocr
def test_the_electronic_signature_on_a_scan_is_not_its_text(shared: Path) -> None:
    text = text_of(read_file(shared / "documents/pdf_scan/188-vpcp.signed.pdf"), 1)
    assert text.startswith("VĂN PHÒNG CHÍNH PHỦ Số: 188/QĐ-VPCP CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")


@needs_ocr
def test_who_signed_is_read_round_the_seal_and_the_stamp_of_arrival_is_not_text(shared: Path) -> None:
    blocks = read_file(shared / "documents/pdf_scan/real_cv_3722_metro_p1.pdf").blocks
    *_, recipients, signer = blocks
    assert recipients.text.startswith("Nơi nhận:")
    assert signer.text.startswith("KT. BỘ TRƯỞNG, CHỦ NHIỆM")
    assert all(b.kind == "running_head" for b in blocks if "ĐẾN" in b.text)


@needs_ocr
def test_black_text_under_a_red_seal_is_read_and_a_red_stamp_is_seen(tmp_path: Path) -> None:
    page, font = Image.new("RGB", (1240, 800), "white"), ImageFont.load_default(size=34)
    draw = ImageDraw.Draw(page)
    for row in range(8):
        draw.text(
            (150, 150 + 60 * row), "Giao cho Ban nhan dan tinh bao cao ket qua", fill="black", font=font
        )
    draw.text((900, 60), "TUYET MAT", fill=(200, 30, 40), font=font)
    bare = tmp_path / "bare.png"
    page.save(bare, dpi=(150, 150))
    seal = Image.new("RGB", page.size, "white")
    for radius in (105, 98, 60):
        ImageDraw.Draw(seal).ellipse(
            (500 - radius, 350 - radius, 500 + radius, 350 + radius), outline=(210, 30, 40), width=6
        )
    sealed = tmp_path / "sealed.png"
    ImageChops.multiply(page, seal).save(sealed, dpi=(150, 150))
    sealed_letters, letters = (
        [c for c in text_of(read_file(file)) if c.isalpha()] for file in (sealed, bare)
    )
    assert sealed_letters == letters
    assert "".join(letters).startswith("TUYETMAT")


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_digital_page_put_in_turned_reads_the_same(shared: Path, tmp_path: Path, degrees: int) -> None:
    source = shared / "documents/formats/000.pdf"
    document = PdfDocument(source)
    document[0].set_rotation(degrees)
    document.save(tmp_path / "turned.pdf")
    turned, straight = read_file(tmp_path / "turned.pdf"), read_file(source)
    assert text_of(turned, 1) == text_of(straight, 1)
    for there, here in zip(turned.blocks[:5], straight.blocks[:5], strict=True):
        assert there.box
        assert here.box
        if degrees == 90:  # what stood left now stands above
            assert there.box[1] == pytest.approx(here.box[0], abs=0.2)


@needs_ocr
def test_pages_of_text_and_pages_of_pictures_in_one_file(shared: Path, tmp_path: Path) -> None:
    document = PdfDocument.new()
    document.import_pages(PdfDocument(shared / "documents/formats/000.pdf"), [0])
    document.import_pages(PdfDocument(shared / "documents/pdf_scan/288-ttg.signed.pdf"), [1])
    document.save(tmp_path / "mixed.pdf")
    extraction = read_file(tmp_path / "mixed.pdf")
    assert {b.page for b in extraction.blocks if b.confidence is None} == {1}
    assert {b.page for b in extraction.blocks if b.confidence is not None} == {2}
    assert "Bộ trưởng, Thủ trưởng cơ quan ngang bộ" in text_of(extraction, 2)


@needs_ocr
def test_a_text_layer_that_makes_no_sense_is_not_believed(shared: Path, tmp_path: Path) -> None:
    document = PdfDocument(shared / "documents/pdf_scan/188-vpcp.signed.pdf")
    font = pdfium_raw.FPDFText_LoadStandardFont(document, b"Helvetica")
    letters = pdfium_raw.FPDFPageObj_CreateTextObj(document, font, 10)
    garbage = ("x q z w f j " * 10).encode("utf-16-le") + b"\x00\x00"
    pdfium_raw.FPDFText_SetText(letters, ctypes.cast(garbage, ctypes.POINTER(ctypes.c_ushort)))
    pdfium_raw.FPDFPage_InsertObject(document[0], letters)
    pdfium_raw.FPDFPage_GenerateContent(document[0])
    document.save(tmp_path / "layered.pdf")
    text = text_of(read_file(tmp_path / "layered.pdf"), 1)
    assert "Căn cứ Quyết định số 145/QĐ-VPCP" in text
    assert "x q z" not in text


def test_a_badly_legible_scan_says_so_on_its_citation() -> None:
    scans = [
        Block("paragraph", "Giao Sở Tài chính chủ trì.", page=1, confidence=sure) for sure in (61.4, 93.0)
    ]
    parsed = parse(
        Extraction(tuple(scans), "pdf", "application/pdf", pages=1), document_id="a", source="a.pdf"
    )
    doubtful, sure = (cite(parsed, leaf.start, leaf.end) for leaf in parsed.leaves)
    assert (doubtful.confidence, doubtful.doubtful) == (61.4, True)
    assert not sure.doubtful
    assert (source(doubtful).percent, source(sure).percent) == (61, None)
