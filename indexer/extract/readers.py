"""The readers: one row a media type. A new format is one module with `read(job) -> Extraction` and one
row here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from indexer.extract.sniff import DOCX, MHTML, ODT


@dataclass(frozen=True, slots=True)
class Job:
    """What a reader is given. `ocr_cache` keeps the file's recognised pages by their content; call
    `progress` after each page."""

    path: Path
    ocr_cache: Path | None = None
    progress: Callable[[], object] = lambda: None


@dataclass(frozen=True, slots=True)
class Reader:
    """`module` is imported only when a file needs it; `suffixes` are the names under which the type
    is expected.

    `seconds` is the longest the reader may go without a sign of progress (a page done).
    """

    module: str
    suffixes: tuple[str, ...]
    seconds: int = 60


READERS = {
    "text/plain": Reader("text", (".txt", ".text", "")),
    "text/markdown": Reader("text", (".md", ".markdown")),
    "text/html": Reader("html", (".html", ".htm", ".xhtml")),
    MHTML: Reader("mhtml", (".mht", ".mhtml")),
    DOCX: Reader("docx", (".docx", ".docm", ".dotx", ".dotm")),
    "application/msword": Reader("office", (".doc", ".dot"), 120),
    "application/rtf": Reader("office", (".rtf",), 120),
    ODT: Reader("office", (".odt", ".ott"), 120),
    "application/pdf": Reader("pdf", (".pdf",)),
    "image/png": Reader("image", (".png",)),
    "image/jpeg": Reader("image", (".jpg", ".jpeg")),
    "image/tiff": Reader("image", (".tif", ".tiff")),
}
SUFFIXES = frozenset(suffix for reader in READERS.values() for suffix in reader.suffixes if suffix)
