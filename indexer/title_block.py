"""The title of a document: its type, and the subject printed under it (trích yếu)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.breaks import continues
from indexer.codes import LABELLED, TYPE_NAMES
from indexer.columns import MOTTO
from indexer.dates import read_date_line
from indexer.numbering import KEYWORDS, markers
from indexer.pieces import Piece, upper, words
from kb.text import fold

_TYPE = re.compile(
    rf"(?P<name>{'|'.join(name.upper() for name in TYPE_NAMES)}|CÔNG ĐIỆN KHẨN)(?=$|\s)\s*(?P<rest>.*)$"
)
# A stamp beside the title leaves a few letters before it in a scan.
_STAMPED_TYPE = re.compile(
    rf"(?:[^\s\d]{{1,4}} ){{1,2}}(?P<name>{'|'.join(name.upper() for name in TYPE_NAMES)})(?P<rest>)$"
)
_BODY = re.compile(
    r"(?:Căn cứ|Xét|Theo đề nghị|Thực hiện|Sau khi|Để |Trên cơ sở|Thi hành|Trong thời gian)\b"
    r"|(?:Sáng |Chiều )?[Nn]gày \d|Kính gửi|Hôm nay"
)
ABOUT = re.compile(r"(?:V/v|v/v|V/V|Về việc|VỀ VIỆC)[:.]?\s*")
SESSION = re.compile(r"\(?(?:khoa [ivxl\d]|ky hop)")
_AUTHORITY_LINE = re.compile(
    r"(?:CHỦ TỊCH |THƯỜNG TRỰC )?(?:HỘI ĐỒNG NHÂN DÂN|[UỦ][YỶ] BAN|CHÍNH PHỦ|QUỐC HỘI|THỦ TƯỚNG|BỘ TRƯỞNG"
    r"|GIÁM ĐỐC|CHỦ TỊCH|BAN CHẤP HÀNH|BAN THƯỜNG VỤ|TỔNG|CỤC TRƯỞNG|CHÁNH|CHỦ NHIỆM)\b"
)
_GOES_ON = re.compile(r"(?:CỦA|VÀ|CHO|BỞI|DO|TẠI|VỀ|VỚI|THEO|CÁC|,|-)$")
_TOGETHER = re.compile(r"LIÊN (?:SỞ|NGÀNH|BỘ|TỊCH|CƠ QUAN)$")  # "HƯỚNG DẪN LIÊN SỞ": by whom, not of what
_TELEGRAM = re.compile(r"[^.;]{5,100}\bđiện\s*:", re.I)  # "CHỦ TỊCH … điện:" begins the body
MAX_SUBJECT = 120  # words


def find_type(head: Sequence[Piece]) -> tuple[int, int, str, str] | None:
    """Piece, line, type and the rest of the line of the document's title."""
    for at, piece in enumerate(head):
        if piece.kind == "table":
            continue
        if _begins_body(piece):
            return None
        for within, line in enumerate(piece.lines):
            match = _TYPE.match(line.strip()) or _STAMPED_TYPE.match(line.strip())
            if (
                match
                and not match["rest"].startswith(":")
                and (not match["rest"] or match["rest"][0].isalnum())
            ):
                name = next((n for n in TYPE_NAMES if n.upper() == match["name"]), "Công điện")
                return at, within, name, match["rest"]
    return None


def _begins_body(piece: Piece) -> bool:
    numbered = any(marker.style in KEYWORDS for marker in markers(piece.text))
    return numbered or piece.text.startswith("Căn cứ") or words(piece.text) > MAX_SUBJECT


def read_subject(head: Sequence[Piece], at: int, within: int, rest: str) -> tuple[str, int]:
    """What the document is about, and where its letterhead ends: the title and what stands under it."""
    titled = head[at]
    lines = titled.lines[within + 1 :]
    own, authority = cut_authority(lines)
    if rest and not _TOGETHER.match(rest):
        taken = [rest.capitalize() if own and not upper(own[0]) else rest]
    else:
        taken = []
    taken += own
    end = at + 1
    while end < len(head):
        piece = head[end]
        listed = piece.kind == "list_item" and not upper(piece.lines[0])
        begins = _BODY.match(piece.text) or _TELEGRAM.match(piece.lines[0])
        if begins or piece.kind == "table" or listed or words(piece.text) > MAX_SUBJECT:
            break
        if piece.text.startswith("(") or all(map(is_furniture, piece.lines)):
            end += 1
            continue
        if authority or not _goes_on(taken, head[end - 1], piece):
            break
        own, authority = cut_authority(piece.lines)
        taken += own
        end += 1
    if len(taken) > 1 and upper(taken[0]) and taken[0].startswith("CỦA ") and not upper(taken[1]):
        del taken[0]  # "KẾT LUẬN / CỦA BAN THƯỜNG VỤ TỈNH ỦY / về …"
    subject = " ".join(" ".join(taken).split())
    return ABOUT.sub("", subject, count=1) if subject.startswith(("V/v", "v/v", "V/V")) else subject, end


def _goes_on(taken: Sequence[str], before: Piece, piece: Piece) -> bool:
    """Whether a piece under the title belongs to the subject."""
    first = piece.lines[0]
    if not taken:
        sentence = first.rstrip().endswith((".", ":")) and words(piece.text) > 40
        return not markers(piece.text) and not sentence
    if any(
        m.style in ("part", "chapter", "article", "roman", "arabic", "capital") for m in markers(piece.text)
    ):
        return False
    if upper(first):
        return upper(taken[-1])
    if continues(taken[-1], first):
        return True
    styled = (before.is_bold and piece.is_bold) or (before.centred and piece.centred)
    return styled and piece.kind == before.kind and words(piece.text) < 40


def cut_authority(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Lines of the subject, and those of the authority (HỘI ĐỒNG NHÂN DÂN TỈNH …, KHÓA …) printed under
    it.
    """
    for i in range(len(lines) - 1, -1, -1):
        begins = upper(lines[i]) and _AUTHORITY_LINE.match(lines[i]) and words(lines[i]) <= 12
        if (
            begins
            and not (i and _GOES_ON.search(lines[i - 1].strip()))
            and all(SESSION.match(fold(line)) or upper(line) for line in lines[i + 1 :])
        ):
            return list(lines[:i]), list(lines[i:])
        if _TELEGRAM.match(lines[i]):
            return list(lines[:i]), list(lines[i:])
    return [line for line in lines if upper(line) or not is_furniture(line)], []


def is_furniture(line: str) -> bool:
    folded = fold(line)
    if SESSION.match(folded) or MOTTO.search(folded) or (upper(line) and _AUTHORITY_LINE.match(line)):
        return True
    return bool(number_line(line)) or read_date_line(line).printed


def number_line(line: str) -> re.Match[str] | None:
    """The number of the document on a line of its own, behind the type or the office, or before the date
    or subject.

    A sentence that speaks of a document's number is none.
    """
    match = LABELLED.search(line)
    if match is None:
        return None
    before, after = line[: match.start()].strip(), line[match.end() :].strip()
    led = (match[0][0].isupper() and (not before or upper(before))) or before in TYPE_NAMES
    return match if led and (words(after) <= 10 or ABOUT.match(after)) else None
