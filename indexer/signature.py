"""The end of a document: for whom it is (Nơi nhận), who signed it and in whose place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.codes import TYPE_NAMES
from indexer.numbering import UPPER
from indexer.pieces import Piece, upper, words
from kb.model import LeafKind
from kb.text import fold

_RECIPIENTS = re.compile(r"(?:kinh )?noi nhan\s*[:.]?|noi nhan$")
_AUTHORITY = re.compile(r"(?:(?:TM|KT|TL|TUQ|Q)\s?[.,]|(?:T/M|K/T|T/L|T/UQ|TU/Q)\s?[.,]?)\s?(?=\S)")
_BEFORE_AUTHORITY = re.compile(rf"\s(?=(?:K/?T|T/?L|TUQ|Q)\.\s?[{UPPER}])")
_POSITION = re.compile(
    r"\b(?:(?:QUYỀN|PHÓ|TỔNG|TRỢ LÝ) )*(?:CHỦ TỊCH|CHỦ NHIỆM|CHÁNH|GIÁM ĐỐC|TRƯỞNG|BÍ THƯ|BỘ TRƯỞNG"
    r"|THỨ TRƯỞNG|THỦ TƯỚNG|CỤC TRƯỞNG|VỤ TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG|CHI CỤC|ỦY VIÊN|UỶ VIÊN"
    r"|THỐNG ĐỐC|TỔNG|PHÓ|CHỈ HUY|TƯ LỆNH|CHÍNH ỦY|THƯ KÝ|CHỦ TRÌ|CHỦ T[OỌ][ẠA]|NGƯỜI (?:LẬP|GHI)"
    r"|ĐẠI DIỆN|\w+ TRƯỞNG|THẨM PHÁN|KIỂM SÁT VIÊN|CHẤP HÀNH VIÊN|KẾ TOÁN)\b"
)
_NAME = re.compile(
    r"(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá) |(?:(?:PGS|GS|TS|ThS|BS|KS)\.? ?|\w{1,7}\. ?)+)?"
    rf"(?P<name>[{UPPER}][^\W\d_{UPPER}]*['’]?(?: [{UPPER}][^\W\d_{UPPER}]*){{1,5}})$"
)
_NO_NAME = re.compile(r"\W*(?:đã ký|ký tên|đóng dấu|signed|ký, ghi rõ)", re.I)
_CLOSING = re.compile(r"/\.\W*$")
_ATTACHED = re.compile(
    rf"(?:Phụ lục|Phụ biểu|Biểu|Danh mục|Danh sách|Mẫu|Nội dung|Định mức|{'|'.join(TYPE_NAMES)})\b",
    re.I,
)
_LIST_MARK = re.compile(r"\s*[-–—+•*]\s*")
_RUN_ON = re.compile(r"(?<=[;,]) [-–—+•] ")  # "- Như trên; - Lưu: VT."
_STRAY = " “”\"'.,;"  # signs that OCR makes of a stamp over a name
_MAX_LINE = 16  # words of a line of the end


@dataclass(frozen=True, slots=True)
class Ending:
    """`first`, `last` are places of pieces, half-open; `kinds` one for each piece between."""

    first: int
    last: int
    kinds: tuple[LeafKind, ...] = ()
    recipients: tuple[str, ...] = ()
    signing_authority: str = ""
    position: str = ""
    full_name: str = ""


def find_ending(pieces: Sequence[Piece], start: int) -> Ending:
    """The end of the document whose body begins at `start`; empty and behind the last piece if there is
    none.
    """
    first = _first(pieces, start)
    if first is None:
        return Ending(len(pieces), len(pieces))
    recipients: list[str] = []
    signature: list[str] = []
    kinds: list[LeafKind] = []
    receiving = False
    at = first
    while at < len(pieces) and not (at > first and _is_attached(pieces[at], bool(signature))):
        signs = False
        for line in pieces[at].lines:
            if label := _RECIPIENTS.match(fold(line)):
                receiving = True
                line = line[label.end() :].strip()
                if not line:
                    continue
            if _signs(line):
                receiving = False
            elif _LIST_MARK.match(line) and recipients:
                receiving = True
            elif recipients and recipients[-1].startswith("Lưu") and _NAME.match(line.strip(_STRAY)):
                receiving = False
            if receiving:
                _receive(recipients, line)
            else:
                signature.append(line)
                signs = True
        kinds.append("signature" if signs else "recipients")
        at += 1
    authority, position, full_name = _signatory(signature)
    named = tuple(name for line in recipients if (name := line.strip(" ;.,")))
    return Ending(first, at, tuple(kinds), named, authority, position, full_name)


def _first(pieces: Sequence[Piece], start: int) -> int | None:
    labelled = next(
        (i for i in range(start, len(pieces)) if _RECIPIENTS.match(fold(pieces[i].lines[0]))), None
    )
    signed = next((i for i in range(start, len(pieces)) if _is_signature(pieces, i, start)), None)
    if labelled is None or (signed is not None and signed < labelled):
        return signed
    first = labelled
    while first > start + 1 and labelled - first < 5 and _is_end_line(pieces[first - 1]):
        first -= 1
    return first if first == labelled or _CLOSING.search(pieces[first - 1].text[-40:]) else labelled


def _is_signature(pieces: Sequence[Piece], at: int, start: int) -> bool:
    lines = pieces[at].lines
    if pieces[at].kind == "table" or not upper(lines[0]) or words(lines[0]) > _MAX_LINE:
        return False
    if _AUTHORITY.match(lines[0]):
        return True
    if at == start:
        return False
    if at + 4 < len(pieces):
        return bool(_POSITION.match(lines[0])) and _signed_before_annex(pieces, at)
    named = bool(_POSITION.match(lines[0])) and bool(_NAME.match(pieces[-1].lines[-1]))
    return named or bool(_CLOSING.search(pieces[at - 1].text[-40:]))


def _signed_before_annex(pieces: Sequence[Piece], at: int) -> bool:
    """A position and a name alone, and what is attached right behind them."""
    named = at if len(pieces[at].lines) > 1 else at + 1
    lines = pieces[named].lines
    follows = _ATTACHED.match(pieces[named + 1].lines[0])
    return bool(follows) and len(lines) <= 4 and bool(_NAME.match(lines[-1].strip(_STRAY)))


def _is_end_line(piece: Piece) -> bool:
    return piece.kind != "table" and all(
        words(line) <= 10 and not _CLOSING.search(line[-40:]) for line in piece.lines
    )


def _is_attached(piece: Piece, signed: bool) -> bool:
    """Whether another text begins here, after the signature: an annex, a regulation, another letterhead."""
    line = piece.lines[0]
    if piece.kind in ("table", "heading"):
        return signed
    return signed and (bool(_ATTACHED.match(line)) or words(piece.text) > 2 * _MAX_LINE)


def _signs(line: str) -> bool:
    return bool(_AUTHORITY.match(line)) or (upper(line) and bool(_POSITION.match(line)))


def _receive(recipients: list[str], line: str) -> None:
    mark = _LIST_MARK.match(line)
    if not mark and recipients and not recipients[-1].endswith((";", ".")):
        recipients[-1] += " " + line
    else:
        recipients += _RUN_ON.split(line[mark.end() :] if mark else line)


def _signatory(lines: Sequence[str]) -> tuple[str, str, str]:
    """Authority, position and name, several with commas between. A line of capitals that names no position
    goes on with the authority.
    """
    authority: list[str] = []
    positions: list[str] = []
    names: list[str] = []
    named = False  # whether the one who signs here has been named
    for line in (part for whole in lines for part in _signature_parts(whole)):
        acting = line.startswith("Q.")  # "Q. CHỦ TỊCH"
        if _AUTHORITY.match(line) and not acting:
            authority.append(line)
            named = False
        elif upper(line) and (acting or _POSITION.match(line)):
            if positions and not named:
                positions.pop()  # of two posts of one person the second is signed with
            positions.append(line)
            named = False
        elif upper(line) and not positions:
            if authority:
                authority[-1] += " " + line
            else:
                authority.append(line)
        elif not named and not _NO_NAME.match(line) and (match := _NAME.match(line.strip(_STRAY))):
            names.append(match["name"])
            named = True
    return ", ".join(authority), ", ".join(dict.fromkeys(positions)), ", ".join(names)


def _signature_parts(line: str) -> list[str]:
    """`TL. CHỦ TỊCH CHÁNH VĂN PHÒNG`, run together, is an authority and a position."""
    parts: list[str] = []
    for stretch in _BEFORE_AUTHORITY.split(line.strip()):
        prefix = _AUTHORITY.match(stretch)
        positions = [
            m.start() for m in _POSITION.finditer(stretch) if not stretch[: m.start()].endswith(", ")
        ]
        own = 1 if prefix and positions and positions[0] == prefix.end() else 0
        if prefix and upper(stretch) and len(positions) > own:
            cut = positions[own]
            parts += [stretch[:cut].strip(), stretch[cut:]]
        else:
            parts.append(stretch)
    return parts
