"""Which encoding a text file is in: marks first, strict UTF-8 next, then the table that reads most
Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import charset_normalizer

from indexer.extract.syllables import vietnamese_share
from indexer.extract.tables import from_tcvn3, from_viscii, from_vni
from kb.errors import RefusedError

Decoder = Callable[[bytes], str]


def _by_table(codec: str, table: Callable[[str], str]) -> Decoder:
    return lambda data: table(data.decode(codec, errors="replace"))


_MARKS = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_CANDIDATES: dict[str, Decoder] = {
    "windows-1258": lambda data: data.decode("cp1258", errors="replace"),
    "tcvn3": _by_table("cp1252", from_tcvn3),
    "vni": _by_table("cp1252", from_vni),
    "viscii": _by_table("latin-1", from_viscii),
}
# Control signs, and those that turn round what a reader sees.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONVINCING = 0.7  # right tables read 0.95 and more of a sample of 30 characters, wrong ones under 0.4
_DAMAGE = (
    0.01  # share of unreadable characters up to which a UTF-8 file counts as damaged, not as another encoding
)


def decode(data: bytes, name: str) -> tuple[str, str, tuple[str, ...]]:
    """The text (NFC, line breaks "\\n"), the encoding and warnings. Raises RefusedError when it is no
    text at all."""
    text, encoding, warnings = _decode(data, name)
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text.lstrip("\ufeff")))
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding, warnings


def _decode(data: bytes, name: str) -> tuple[str, str, tuple[str, ...]]:
    for mark, codec in _MARKS.items():
        if data.startswith(mark):
            return data.removeprefix(b"\xef\xbb\xbf").decode(codec, errors="replace"), codec, ()
    if wide := _unmarked_utf16(data):
        return data.decode(wide, errors="replace"), wide, ()
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        damaged = data.decode("utf-8", errors="replace")
        if damaged.count("\ufffd") <= _DAMAGE * len(damaged):
            where = data.count(b"\n", 0, error.start) + 1
            return (
                damaged,
                "utf-8",
                (f"low_quality_text: some characters are damaged, the first in line {where}.",),
            )
    if b"\x00" in data:
        raise RefusedError(
            "unsupported_type", f"{name} is not a text file; save it as text, DOCX or PDF and try again."
        )
    return _best_table(data, name)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is small, because letters and blanks lie in the first
    blocks."""
    sample = data[: 4096 & ~1]
    even, odd = sample[::2], sample[1::2]
    for codec, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if (
            high
            and sum(b < 0x21 for b in high) > 0.95 * len(high)
            and sum(b < 0x20 for b in low) < 0.2 * len(low)
        ):
            return codec
    return None


def _best_table(data: bytes, name: str) -> tuple[str, str, tuple[str, ...]]:
    readings = {encoding: read(data) for encoding, read in _CANDIDATES.items()}
    shares = {encoding: vietnamese_share(text)[0] for encoding, text in readings.items()}
    best = max(shares, key=lambda encoding: shares[encoding])
    if shares[best] >= _CONVINCING:
        return readings[best], best, ()
    guess = charset_normalizer.from_bytes(data).best()
    if guess is None:
        raise RefusedError(
            "unsupported_type", f"{name} is not a text file; save it as text, DOCX or PDF and try again."
        )
    warning = (
        f"low_quality_text: the encoding was guessed ({guess.encoding}); save the file as UTF-8 to be sure."
    )
    return str(guess), guess.encoding, (warning,)
