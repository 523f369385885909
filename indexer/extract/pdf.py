"""PDF: the text layer where it is sound, OCR where there is none or it is broken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from indexer.blocks import Block, Extraction
from indexer.extract.legacy import restore_u_horn, table_of_text
from indexer.extract.marks import table_block
from indexer.extract.page_blocks import Page, blocks
from indexer.extract.pdf_page import lines, rules
from indexer.extract.pdf_tables import tables
from indexer.extract.readers import Job
from kb.errors import RefusedError

MAX_PAGES = 1_000
MAX_SIDE = 5_000.0  # points; A0 has 3,370


def read(job: Job) -> Extraction:
    document = _open(job.path)
    count = len(document)
    if not 0 < count <= MAX_PAGES:
        message = f"{job.path.name} claims {count} pages, more than {MAX_PAGES}; split it."
        raise RefusedError("too_large" if count else "corrupt", message)
    pages = []
    for index in range(count):
        pages.append(_page(document, index))
        job.progress()
    return Extraction(tuple(blocks(_in_unicode(pages))), "pdf", "application/pdf", pages=count)


def _open(path: Path) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
            raise RefusedError(
                "encrypted", f"{path.name} is locked with a password; save it without one."
            ) from None
        raise RefusedError("corrupt", f"{path.name} is no sound PDF; print it to PDF again.") from None
    return document


def _page(document: pdfium.PdfDocument, index: int) -> Page:
    page = document[index]
    width, height = page.get_size()
    found, rest = tables(rules(page), lines(page), index + 1)
    said = tuple(line for line in rest if any(c.isalnum() for c in line.text))  # not rules drawn as "-----"
    return Page(index + 1, width, height, said, tuple(found))


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
