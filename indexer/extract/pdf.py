"""PDF: the text layer where it is sound, OCR where there is none or it is broken."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from indexer.blocks import Block, Extraction
from indexer.extract.legacy import restore_u_horn, table_of_text
from indexer.extract.marks import table_block
from indexer.extract.ocr import MAX_PIXELS, recognise
from indexer.extract.page_blocks import blocks
from indexer.extract.page_lines import Line
from indexer.extract.page_shape import Page, confidence
from indexer.extract.pdf_page import lines
from indexer.extract.pdf_rules import rules
from indexer.extract.pdf_tables import tables
from indexer.extract.pdf_view import view
from indexer.extract.readers import Job
from indexer.extract.scan_ink import grey
from indexer.extract.scan_numbers import without_doubtful_numbers
from indexer.extract.syllables import vietnamese_share
from indexer.extract.tesseract import PACKAGES, Scan, missing, unavailable
from kb.errors import RefusedError
from kb.pages import MAX_PAGES, MAX_SIDE

_DPI = 300.0
_LEAST_DPI = 150.0
_FEWEST_LETTERS = 10  # a page with less text than this is blank or a picture
_FEWEST_WORDS = 20
_MOST_LONE_LETTERS = 0.3  # share of one-letter words: 0.006 in sound text, 0.59 where glyphs come apart
_LEAST_SYLLABLES = 0.5
# What a digital signature shows of itself.
_SIGNED = re.compile(
    r"Signature (not verified|valid)|Digitally signed|(người ký|ký bởi|thời gian ký|ngày ký):", re.I
)
_SIGNER = re.compile(r"(e-?mail|cơ quan|tổ chức|chức vụ|lý do|date|reason|location):", re.I)
_NEAR = 30.0  # points
_LETTERS = re.compile(r"[^\W\d_]+")


def read(job: Job) -> Extraction:
    document = _open(job.path)
    pages: list[Page] = []
    pictured: set[int] = set()
    for number in range(1, len(document) + 1):
        source = _load(document, number, job.path.name)
        pages.append(_page(source, number))
        if any(True for _ in source.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
            pictured.add(number)
        job.progress()
    pages, warnings = _with_recognised(document, _in_unicode(pages), pictured, job)
    found = tuple(blocks(pages))
    return Extraction(
        found, "pdf", "application/pdf", pages=len(pages), confidence=confidence(pages), warnings=warnings
    )


def _open(path: Path) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
            raise RefusedError(
                "encrypted", f"{path.name} is locked with a password; save it without one."
            ) from None
        raise RefusedError("corrupt", f"{path.name} is no sound PDF; print it to PDF again.") from None
    if not len(document):
        raise RefusedError("corrupt", f"{path.name} has no pages; print it to PDF again.")
    if len(document) > MAX_PAGES:
        message = f"{path.name} claims {len(document)} pages, more than {MAX_PAGES}; split it."
        raise RefusedError("too_large", message)
    if document.get_formtype() != raw.FORMTYPE_NONE:
        document.init_forms()  # e-offices write the number and the date of a signed decision into fields
    return document


def _load(document: pdfium.PdfDocument, number: int, name: str) -> pdfium.PdfPage:
    try:
        page = document[number - 1]
        # Fields of a page of text become part of it; on a scan they are the signature of who sent it on.
        written = document.formenv and page.get_textpage().count_chars() >= _FEWEST_LETTERS
        if written and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            page = document[number - 1]
    except pdfium.PdfiumError:
        raise RefusedError("corrupt", f"Page {number} of {name} is damaged; print it to PDF again.") from None
    if max(page.get_size()) > MAX_SIDE:
        metres = max(page.get_size()) / 72 * 0.0254
        raise RefusedError("too_large", f"Page {number} of {name} is {metres:.0f} m long; print it on A4.")
    return page


def _page(source: pdfium.PdfPage, number: int) -> Page:
    seen = view(source)
    found, rest = tables(rules(source, seen.place), lines(source, seen.place), number)
    rest = [line for line in rest if any(c.isalnum() for c in line.text)]  # not rules drawn as "-----"
    signed = [line for line in rest if _SIGNED.match(line.text)]
    signed += [line for line in rest if _SIGNER.match(line.text) and any(_is_near(line, s) for s in signed)]
    said = tuple(line for line in rest if line not in signed)
    return Page(number, seen.width, seen.height, said, tuple(found), seen.shown, tuple(signed))


def _is_near(line: Line, other: Line) -> bool:
    return abs(line.baseline - other.baseline) < _NEAR and line.left < other.right and other.left < line.right


def _in_unicode(pages: list[Page]) -> list[Page]:
    """Pages whose text means something only through a legacy font, converted."""
    text = "\n".join(line.text for page in pages for line in page.lines)
    table = table_of_text(text)
    if table is None:
        return pages
    lost = "ư" not in table(text).lower()

    def convert(text: str) -> str:
        return restore_u_horn(table(text)) if lost else table(text)

    return [
        replace(
            page,
            lines=tuple(line.map(convert) for line in page.lines),
            tables=tuple(_map_table(block, convert) for block in page.tables),
        )
        for page in pages
    ]


def _map_table(block: Block, convert: Callable[[str], str]) -> Block:
    rows = tuple(tuple(convert(cell) for cell in row) for row in block.rows)
    return replace(table_block(rows), page=block.page, box=block.box)


# -- pages that must be recognised -----------------------------------------------------------------


def _with_recognised(
    document: pdfium.PdfDocument, pages: list[Page], pictured: set[int], job: Job
) -> tuple[list[Page], tuple[str, ...]]:
    """The pages, those without sound text recognised from their image."""
    unsound = [page.number for page in pages if _is_unsound(page, page.number in pictured)]
    if not unsound:
        return pages, ()
    if missing():
        if len(unsound) == len(pages):
            raise unavailable(job.path.name)
        listed = ", ".join(map(str, unsound))
        return pages, (f"ocr_unavailable: pages {listed} have no sound text; install {PACKAGES}.",)
    recognised = {}
    for page in recognise(
        (_scan(document, number, job.path.name) for number in unsound), job.ocr_cache, job.path.name
    ):
        recognised[page.number] = page
        job.progress()
    return without_doubtful_numbers([recognised.get(page.number, page) for page in pages])


def _is_unsound(page: Page, pictured: bool) -> bool:
    """Whether a page has a picture in place of text, or text that comes apart or makes no sense."""
    text = " ".join(line.text for line in page.lines)
    text += " ".join(block.text for block in page.tables)
    if sum(c.isalnum() for c in text) < _FEWEST_LETTERS:
        return pictured
    words = _LETTERS.findall(text)
    lone = sum(len(word) == 1 for word in words)
    share, accented = vietnamese_share(text)
    return len(words) >= _FEWEST_WORDS and (
        lone > _MOST_LONE_LETTERS * len(words) or (accented >= _FEWEST_WORDS and share < _LEAST_SYLLABLES)
    )


def _scan(document: pdfium.PdfDocument, number: int, name: str) -> Scan:
    page = document[number - 1]
    width, height = page.get_size()
    dpi = min(_DPI, _image_dpi(page) or _DPI)
    if width * height * (dpi / 72) ** 2 > MAX_PIXELS:
        dpi = _LEAST_DPI
    if width * height * (dpi / 72) ** 2 > MAX_PIXELS:
        message = (
            f"Page {number} of {name} is {width / 72:.0f} x {height / 72:.0f} inches; scan it on A4 or A3."
        )
        raise RefusedError("too_large", message)
    return Scan(number, grey(page.render(scale=dpi / 72, may_draw_forms=False).to_pil(), dpi), dpi)


def _image_dpi(page: pdfium.PdfPage) -> float | None:
    """The resolution of the scan that fills the page: drawing it finer than it is brings nothing."""
    width, _ = page.get_size()
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, _, right, _ = image.get_bounds()
        if right - left > 0.8 * width:
            pixels: int = max(image.get_px_size())
            return max(_LEAST_DPI, pixels * 72 / float(max(page.get_size())))
    return None
