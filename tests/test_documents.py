"""The five documents of the corpus as a reader of them understands them, line by line."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from indexer.extract import read_file
from indexer.inspect import inspect, render
from indexer.parse import parse
from kb.citation import cite
from kb.model import ParsedDocument
from tests.documents import assert_sound, tree

ROOT = Path(__file__).parent.parent
CORPUS = sorted((ROOT / "corpus").glob("20*.txt"))
GOLDEN = Path(__file__).parent / "golden" / "trees"


def read(path: Path) -> ParsedDocument:
    return parse(read_file(path), document_id=path.stem, source=path.name)


@pytest.fixture(scope="module", params=CORPUS, ids=lambda path: path.stem[:7])
def document(request: pytest.FixtureRequest) -> ParsedDocument:
    return read(request.param)


def test_tree_is_the_one_read_by_eye(document: ParsedDocument) -> None:
    assert tree(document) == (GOLDEN / f"{document.document.id}.txt").read_text("utf-8")


def test_sound(document: ParsedDocument) -> None:
    assert_sound(document)
    assert unicodedata.is_normalized("NFC", document.text)


def test_no_word_is_lost_or_added(document: ParsedDocument) -> None:
    """Repair moves text but neither drops nor makes any; markup and the blanks it leaves aside."""
    source = (ROOT / "corpus" / document.document.source).read_text("utf-8")
    source = re.sub(r"<sup>(\d)</sup>", lambda m: "⁰¹²³⁴⁵⁶⁷⁸⁹"[int(m[1])], source)
    source = re.sub(r"<[^<>]*>|\*+|^#+ ", "", source, flags=re.M)
    assert Counter(source.split()) == Counter(document.text.split())


def test_no_markup_in_text_or_headings(document: ParsedDocument) -> None:
    everything = document.text + "".join(s.heading for s in document.sections)
    assert not re.search(r"\*\*|</?sup|^#|[\ue000-\ue0ff]", everything, re.M)


def test_every_footnote_of_the_march_report_is_tied_to_its_mark() -> None:
    parsed = read(next(path for path in CORPUS if path.stem.startswith("2024-03")))
    assert sorted(int(note.number) for note in parsed.notes) == list(range(1, 28))
    for note in parsed.notes:
        assert note.mark is not None
        mark = parsed.text[note.mark.start : note.mark.end]
        assert unicodedata.normalize("NFKC", mark) == note.number
        assert parsed.text[note.start : note.end].startswith(mark)
        leaf = next(leaf for leaf in parsed.leaves if leaf.start == note.start)
        before = max(
            (other for other in parsed.leaves if other.start < note.start and other.kind != "note"),
            key=lambda other: other.start,
        )
        assert before.start <= note.mark.start < before.end
        assert before.section_id == leaf.section_id


def test_projects_of_the_province_are_cited_as_footnote_12() -> None:
    parsed = read(next(path for path in CORPUS if path.stem.startswith("2024-03")))
    note = next(note for note in parsed.notes if note.number == "12")
    citation = cite(parsed, note.start, note.end)
    assert citation.quote.startswith("¹² Tuyên Cao tốc cửa khẩu Hữu Nghị - Chi Lăng;")
    assert citation.label == (
        "Báo cáo ngày 15 tháng 3 năm 2024 của Ủy ban nhân dân thành phố Lạng Sơn, "
        "điểm a khoản 2 mục II Phần I, chú thích số 12"
    )


def test_inspect_says_all_in_text_and_json() -> None:
    seen = inspect(CORPUS[3])
    assert {"document", "details", "sections", "notes", "passages", "warnings"} <= set(seen)
    shown = render(seen)
    assert "Cơ quan ban hành: Ủy ban nhân dân thành phố Lạng Sơn (suy ra)" in shown
    assert "Chú thích (27)" in shown
    assert "Văn bản không ghi số." in shown


COUNCIL_RESOLUTIONS = {
    "04": ("04/NQ-HĐND", "2017-07-13", "tỉnh Bình Dương", "VỀ CHƯƠNG TRÌNH GIÁM SÁT", "TỈNH NĂM 2018"),
    "07": ("07/NQ-HĐND", "2017-07-14", "tỉnh Thừa Thiên Huế", "VỀ KẾT QUẢ GIÁM SÁT", "2010 - 2016"),
    "10": ("10/2017/NQ-HĐND", "2017-07-13", "tỉnh Bắc Giang", "QUY ĐỊNH MỘT SỐ NỘI DUNG", "TỈNH BẮC GIANG"),
    "115": ("115/2017/NQ-HĐND", "2017-07-14", "tỉnh Đồng Tháp", "VỀ NGUYÊN TẮC, TIÊU", "ĐOẠN 2016-2020"),
    "124": ("124/2017/NQ-HĐND", "2017-07-14", "tỉnh Đồng Tháp", "VỀ VIỆC THÔNG QUA", "ĐẾN NĂM 2030"),
    "14": ("14/2017/NQ-HĐND", "2017-07-13", "tỉnh Bắc Giang", "SỬA ĐỔI, BỔ SUNG", "CHỨNG NHẬN HỢP CHUẨN"),
    "18": ("18/2017/NQ-HĐND", "2017-07-13", "tỉnh Bắc Giang", "QUY ĐỊNH GIÁ DỊCH VỤ", "TỈNH BẮC GIANG"),
    "22": ("22/2017/NQ-HĐND", "2017-07-13", "tỉnh Đắk Lắk", "QUY ĐỊNH NỘI DUNG CHI", "TỈNH ĐẮK LẮK"),
    "26": ("26/NQ-HĐND", "2017-07-13", "tỉnh Bà Rịa-Vũng Tàu", "VỀ CHẤT VẤN", "NHIỆM KỲ 2016-2021"),
    "31": ("31/2017/NQ-HĐND", "2017-07-14", "tỉnh Long An", "VỀ QUY ĐỊNH CHẾ ĐỘ TIỀN ĂN", "BẮT BUỘC"),
    "36": ("36/2017/NQ-HĐND", "2017-07-13", "tỉnh Trà Vinh", "QUY ĐỊNH VỀ PHÍ THƯ VIỆN", "TỈNH TRÀ VINH"),
    "41": ("41/2017/NQ-HĐND", "2017-07-13", "tỉnh Trà Vinh", "QUY ĐỊNH VỀ LỆ PHÍ", "TỈNH TRÀ VINH"),
    "55": ("55/2017/NQ-HĐND", "2017-07-13", "tỉnh Gia Lai", "QUY ĐỊNH NỘI DUNG", "TỈNH GIA LAI"),
    "60": ("60/2017/NQ-HĐND", "2017-07-13", "tỉnh Gia Lai", "SỬA ĐỔI, BỔ SUNG", "TỈNH GIA LAI"),
    "65": ("65/2017/NQ-HĐND", "2017-07-13", "tỉnh Gia Lai", "QUY ĐỊNH MỨC TRÍCH", "TỈNH GIA LAI"),
    "71": ("71/NQ-HĐND", "2017-07-13", "tỉnh Điện Biên", "THÔNG QUA DỰ ÁN RÀ SOÁT", "ĐẾN NĂM 2035"),
    "85": ("85/2017/NQ-HĐND", "2017-07-14", "tỉnh Hà Giang", "QUY ĐỊNH MỘT SỐ CHÍNH SÁCH", "2017 - 2025"),
    "90": ("90/2017/NQ-HĐND", "2017-07-14", "tỉnh Hà Giang", "QUY ĐỊNH MỨC CHI", "TỈNH HÀ GIANG"),
}  # fmt: skip


def test_resolutions_of_eighteen_councils(shared: Path) -> None:
    """Their letterheads were tables and are lost: the number is in the file's name, the day in the last
    article.
    """
    files = sorted((shared / "documents" / "markdown").glob("*.md"))
    assert len(files) == len(COUNCIL_RESOLUTIONS)
    for path in files:
        parsed = read(path)
        assert_sound(parsed)
        document = parsed.document
        number, day, area, begins, ends = COUNCIL_RESOLUTIONS[path.stem.split("-")[0]]
        assert document.type_name == "Nghị quyết"
        assert f"{document.code_number}/{document.code_notation}" == number
        assert (str(document.issued_date), document.issued_precision) == (day, "day")
        assert document.organ_name == f"Hội đồng nhân dân {area}"
        assert document.subject.startswith(begins)
        assert document.subject.endswith(ends)
        assert {"code_number", "issued_date"} <= set(parsed.details.inferred)
        articles = [
            int(s.number.split()[1].rstrip(".")) for s in parsed.sections if s.number.startswith("Điều")
        ]
        assert articles == list(range(1, len(articles) + 1))
        assert articles


def test_documents_exported_by_word_to_html(shared: Path) -> None:
    labels = {
        path.stem: read(path).document.label for path in sorted((shared / "documents" / "html").glob("*.htm"))
    }
    assert labels == {
        "lm02": "Nghị quyết số 101/2025/UBTVQH15 ngày 26 tháng 9 năm 2025 của Ủy ban Thường vụ Quốc hội",
        "lm09": (
            "Nghị quyết số 99/2025/NQ-HĐND ngày 16 tháng 12 năm 2025 của Hội đồng nhân dân tỉnh Quảng Ninh"
        ),
        "lm15": (
            "Kế hoạch ngày 10 tháng 12 năm 2025 của Ban Thường trực Ủy "
            "ban Mặt trận Tổ quốc Việt Nam xã Lương Minh"
        ),
    }
