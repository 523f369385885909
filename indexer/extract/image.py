"""Scanned pages kept as images: PNG, JPEG, and TIFF with its many pages."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from indexer.blocks import Extraction
from indexer.extract.ocr import MAX_PIXELS, recognise
from indexer.extract.page_blocks import blocks
from indexer.extract.page_shape import Page, confidence
from indexer.extract.readers import Job
from indexer.extract.scan_ink import grey
from indexer.extract.scan_numbers import without_doubtful_numbers
from indexer.extract.sniff import sniff
from indexer.extract.tesseract import Scan
from kb.errors import RefusedError
from kb.pages import MAX_PAGES, dots_per_inch

_MOST_DPI = 300.0


def read(job: Job) -> Extraction:
    pages: list[Page] = []
    for page in recognise(_scans(job), job.ocr_cache, job.path.name):
        pages.append(page)
        job.progress()
    pages, warnings = without_doubtful_numbers(pages)
    return Extraction(
        tuple(blocks(pages)),
        "image",
        sniff(job.path),
        pages=len(pages),
        confidence=confidence(pages),
        warnings=warnings,
    )


def _scans(job: Job) -> Iterator[Scan]:
    """Pages in grey. Sizes are looked at before any pixel is unpacked."""
    Image.MAX_IMAGE_PIXELS = None  # the check below says which file it was and what to do
    try:
        with Image.open(job.path) as image:
            if getattr(image, "n_frames", 1) > MAX_PAGES:
                raise RefusedError("too_large", f"{job.path.name} has more than {MAX_PAGES} pages; split it.")
            for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
                if frame.width * frame.height > MAX_PIXELS:
                    message = (
                        f"{job.path.name} has {frame.width} x {frame.height} pixels; scan it at 300 dpi."
                    )
                    raise RefusedError("too_large", message)
                yield _scan(number, frame)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise RefusedError("corrupt", f"{job.path.name} is a damaged image; scan it again.") from None


def _scan(number: int, frame: Image.Image) -> Scan:
    dpi = dots_per_inch(frame)
    image = grey(ImageOps.exif_transpose(frame.convert("RGB")), dpi)
    if dpi > _MOST_DPI:
        image = image.resize((round(image.width * _MOST_DPI / dpi), round(image.height * _MOST_DPI / dpi)))
    return Scan(number, image, min(dpi, _MOST_DPI))
