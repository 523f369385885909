"""Images of the pages of PDF and scanned documents, with the cited lines marked.

What is drawn is bounded, and happens in a process of its own with limits, since the file comes from outside.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from kb.errors import KbError, NotFoundError

MAX_PAGES = 2_000
MAX_SIDE = 14_400.0  # points: the largest page PDF allows
_WIDTH = 1_200  # pixels of a page image
_SECONDS = 30
_MEMORY = 3 << 30
_MARK = (255, 224, 102)
_SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"})
_A4_WIDTH = 8.27  # inches

Box = tuple[float, float, float, float]


def supports(path: Path) -> bool:
    """Whether the document has page images at all."""
    return path.suffix.lower() in _SUFFIXES


def page_image(path: Path, page: int, boxes: Iterable[Box] = ()) -> bytes:
    """The page (from 1) as PNG, boxes in page points marked. Raises NotFoundError where there is no
    such page."""
    asked = json.dumps({"path": str(path), "page": page, "boxes": list(boxes)}).encode()
    command = [sys.executable, "-m", "kb.pages"]
    try:
        done = subprocess.run(  # noqa: S603 our own module
            command,
            input=asked,
            check=False,
            capture_output=True,
            timeout=_SECONDS,
            cwd=Path(__file__).parents[1],
        )
    except subprocess.TimeoutExpired:
        raise KbError(f"Page {page} of {path.name} takes too long to draw; open the file itself.") from None
    if done.returncode == NO_SUCH_PAGE:
        raise NotFoundError(f"{path.name} has no page {page}.")
    if done.returncode or not done.stdout:
        raise KbError(f"Page {page} of {path.name} cannot be drawn; open the file itself.")
    return done.stdout


NO_SUCH_PAGE = 3


def dots_per_inch(image: Any) -> float:
    """The resolution a scan claims, or, where that is absurd, the one at which its width is that of A4."""
    claimed = float(image.info.get("dpi", (0.0, 0.0))[0])
    if 100 <= claimed <= 1200:
        return claimed
    return max(72.0, float(min(image.size)) / _A4_WIDTH)


def _draw(path: Path, page: int, boxes: list[Box]) -> bytes:
    from PIL import Image, ImageChops, ImageDraw

    with path.open("rb") as stream:
        is_pdf = b"%PDF-" in stream.read(1024)
    image, scale = _pdf_page(path, page) if is_pdf else _image_page(path, page)
    marks = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(marks)
    for left, top, right, bottom in boxes:
        draw.rectangle(
            [(left - 2) * scale, (top - 2) * scale, (right + 2) * scale, (bottom + 2) * scale], _MARK
        )
    png = BytesIO()
    ImageChops.multiply(image, marks).save(png, "png")
    return png.getvalue()


def _pdf_page(path: Path, page: int) -> tuple[Any, float]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    if not 1 <= page <= min(len(document), MAX_PAGES):
        raise SystemExit(NO_SUCH_PAGE)
    document.init_forms()  # so that what is filled in is drawn
    width, height = document[page - 1].get_size()
    if max(width, height) > MAX_SIDE:
        raise SystemExit(1)
    scale = _WIDTH / max(width, height / 2)
    return document[page - 1].render(scale=scale).to_pil().convert("RGB"), scale


def _image_page(path: Path, page: int) -> tuple[Any, float]:
    from PIL import Image, ImageOps

    image = Image.open(path)
    if not 1 <= page <= getattr(image, "n_frames", 1):
        raise SystemExit(NO_SUCH_PAGE)
    image.seek(page - 1)
    dpi = dots_per_inch(image)
    shown = ImageOps.exif_transpose(image.convert("RGB"))
    factor = min(1.0, _WIDTH / max(shown.width, shown.height / 2))
    return shown.resize((round(shown.width * factor), round(shown.height * factor))), factor * dpi / 72


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    given = json.load(sys.stdin)
    sys.stdout.buffer.write(_draw(Path(given["path"]), given["page"], given["boxes"]))
