"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from pathlib import Path

from indexer.extract.archive import check_archive
from kb.errors import RefusedError

MAX_BYTES = 200 << 20
_HEAD = 4096
_SECTOR = 512

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
_MHTML = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title)\b", re.IGNORECASE)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]\s*[\[{\"]")
# A part of a page; text in Markdown may open so, too.
_FRAGMENT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:article|center|div|font|h[1-6]|main|[ou]l|p|section|table)\b", re.IGNORECASE
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MHTML = "multipart/related"
ODT = "application/vnd.oasis.opendocument.text"


_OTHERS = {
    "xl/workbook.xml": "a spreadsheet",
    "xl/workbook.bin": "a spreadsheet",
    "ppt/presentation.xml": "a presentation",
    "content.xml": "an OpenDocument file, but no text document",
}


def sniff(path: Path) -> str:
    """The media type. Raises RefusedError for what no reader takes and for archives not safe to open."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise RefusedError(
            "too_large", f"{path.name} has {size >> 20} MiB, more than {MAX_BYTES >> 20}; split it."
        )
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise RefusedError("empty_file", f"{path.name} is empty; put the document in its place or remove it.")
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith(b"PK"):
        return _archive_type(path)
    if head.startswith(_OLE):
        return _ole_type(path)
    if head.startswith(b"{\\rtf"):
        return "application/rtf"
    for magic, image in _IMAGES.items():
        if head.startswith(magic):
            return image
    return _text_type(head, path)


def _text_type(head: bytes, path: Path) -> str:
    if _MHTML.search(head):
        return MHTML
    if _HTML.search(head.replace(b"\x00", b"")):
        return "text/html"
    if _JSON.match(head) and _is_json(path):
        raise _unsupported(path, "data in JSON, no document")
    if path.suffix.lower() in {".md", ".markdown"}:
        return "text/markdown"
    return "text/html" if _FRAGMENT.match(head.replace(b"\x00", b"")) else "text/plain"


def _is_json(path: Path) -> bool:
    try:
        json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return False
    return True


def _archive_type(path: Path) -> str:
    names = check_archive(path)
    if "word/document.xml" in names:
        return DOCX
    if "content.xml" in names and _is_odt(path):
        return ODT
    other = next((what for part, what in _OTHERS.items() if part in names), None)
    raise _unsupported(path, other or "an archive that holds no DOCX or ODT document")


def _is_odt(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive, archive.open("mimetype") as stream:
            return stream.read(len(ODT)) == ODT.encode()
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        return False


def _ole_type(path: Path) -> str:
    """Old Office files: [MS-CFB] lists their streams by name in UTF-16, [MS-DOC] 2.5.2 has the
    encryption bit."""
    data = path.read_bytes()
    directory = int.from_bytes(data[48:52], "little")
    if len(data) < (directory + 2) * _SECTOR:
        raise RefusedError("corrupt", f"{path.name} is cut short; get the whole file again.")
    if _utf16("EncryptedPackage") in data:
        raise _encrypted(path)
    entry = data.find(_utf16("WordDocument"), (directory + 1) * _SECTOR)
    if entry < 0:
        raise _unsupported(path, "an old Office file, but no Word document")
    stream = (int.from_bytes(data[entry + 116 : entry + 120], "little") + 1) * _SECTOR
    if data[stream + 11 : stream + 12] and data[stream + 11] & 1:
        raise _encrypted(path)
    return "application/msword"


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _encrypted(path: Path) -> RefusedError:
    return RefusedError("encrypted", f"{path.name} is locked with a password; save it without one.")


def _unsupported(path: Path, what: str) -> RefusedError:
    return RefusedError("unsupported_type", f"{path.name} is {what}; save it as DOCX, PDF or text.")
