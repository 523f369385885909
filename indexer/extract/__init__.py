"""Every kind of file an office has, read into the same blocks: `read_file` is the door."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from indexer.blocks import Extraction
from indexer.extract.text import read_text
from kb.errors import RefusedError


def read_file(path: Path) -> Extraction:
    """Raises RefusedError: what is wrong with the file, and what to do about it."""
    data = path.read_bytes()
    if not data.strip():
        raise RefusedError("empty_file", f"{path.name} is empty; replace it or take it out of the folder.")
    text = unicodedata.normalize("NFC", data.decode("utf-8-sig").replace("\r\n", "\n"))
    blocks = tuple(read_text(text))
    return Extraction(blocks, reader="text", media_type="text/plain", encoding="utf-8")
