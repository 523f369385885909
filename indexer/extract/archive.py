"""Zip containers (DOCX, ODT): bounded before anything in them is unpacked, and their XML read without
entities."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from lxml import etree

from kb.errors import RefusedError

MAX_ENTRIES = 5_000
MAX_TOTAL = 400 << 20
MAX_XML = 64 << 20  # lxml needs about ten times as much memory
MAX_RATIO = 200  # real documents stay under 30; counted from a size where the ratio can hurt
_RATIO_FROM = 8 << 20


def check_archive(path: Path) -> list[str]:
    """The names in the archive. Raises RefusedError when it is damaged, encrypted or would unpack to
    too much."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise RefusedError(
            "corrupt", f"{path.name} is a damaged archive; open it and save it again."
        ) from None
    total = sum(entry.file_size for entry in entries)
    swollen = any(e.file_size > _RATIO_FROM and e.file_size > MAX_RATIO * e.compress_size for e in entries)
    if len(entries) > MAX_ENTRIES or total > MAX_TOTAL or swollen:
        message = f"{path.name} would unpack to {total >> 20} MiB in {len(entries)} parts; save it again."
        raise RefusedError("too_large", message)
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedError("encrypted", f"{path.name} is locked with a password; save it without one.")
    return [entry.filename for entry in entries]


class Parts:
    """The XML parts of an archive that `check_archive` has passed."""

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path)
        self._name = path.name
        self._names = frozenset(self._archive.namelist())

    def names(self) -> frozenset[str]:
        return self._names

    def xml(self, part: str, *replacements: tuple[bytes, bytes]) -> etree._Element | None:
        """The root of a part, None when the archive has none of that name. Raises RefusedError."""
        if part not in self._names:
            return None
        try:
            with self._archive.open(part) as stream:
                data = stream.read(MAX_XML + 1)  # the size an archive claims may be a lie
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
            raise self._corrupt(f"{part} cannot be unpacked") from None
        if len(data) > MAX_XML:
            raise RefusedError(
                "too_large", f"{self._name} holds more than {MAX_XML >> 20} MiB of text; split it."
            )
        for old, new in replacements:
            data = data.replace(old, new)
        return self._parse(data, part)

    def _parse(self, data: bytes, part: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            raise self._corrupt(f"{part} is no sound XML") from None
        if root.getroottree().docinfo.doctype:
            raise self._corrupt(f"{part} declares a document type, which no word processor writes")
        return root

    def _corrupt(self, why: str) -> RefusedError:
        return RefusedError("corrupt", f"{self._name} is damaged ({why}); open it and save it again.")
