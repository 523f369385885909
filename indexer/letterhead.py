"""What a document says of itself before it begins: type, number, date, issuer, subject (Nghị định
30/2020/NĐ-CP).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indexer.breaks import continues
from indexer.codes import CODE, LABELLED, TYPE_CODES, TYPE_NAMES, Code, read_code
from indexer.columns import MOTTO
from indexer.dates import DATE, DateLine, read_date_line
from indexer.numbering import KEYWORDS, markers
from indexer.pieces import Piece, upper, words
from indexer.stamps import DRAFT, INTERNAL
from kb.model import Precision
from kb.text import fold

_MAX_PIECES = 40  # a letterhead ends before the fortieth block
_MAX_SUBJECT = 120  # words

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
_ADDRESSEE = re.compile(r"\s*kinh gui\b")
_ABOUT = re.compile(r"(?:V/v|v/v|V/V|Về việc|VỀ VIỆC)[:.]?\s*")
_SESSION = re.compile(r"\(?(?:khoa [ivxl\d]|ky hop)")
_AUTHORITY_LINE = re.compile(
    r"(?:CHỦ TỊCH |THƯỜNG TRỰC )?(?:HỘI ĐỒNG NHÂN DÂN|[UỦ][YỶ] BAN|CHÍNH PHỦ|QUỐC HỘI|THỦ TƯỚNG|BỘ TRƯỞNG"
    r"|GIÁM ĐỐC|CHỦ TỊCH|BAN CHẤP HÀNH|BAN THƯỜNG VỤ|TỔNG|CỤC TRƯỞNG|CHÁNH|CHỦ NHIỆM)\b"
)
_GOES_ON = re.compile(r"(?:CỦA|VÀ|CHO|BỞI|DO|TẠI|VỀ|VỚI|THEO|CÁC|,|-)$")

_LABEL_ALONE = re.compile(r"\b[Ss]ố\s*:$")
_TOGETHER = re.compile(r"LIÊN (?:SỞ|NGÀNH|BỘ|TỊCH|CƠ QUAN)$")  # "HƯỚNG DẪN LIÊN SỞ": by whom, not of what

_FILE_CODE = re.compile(r"(\d{1,5})-(?:((?:19|20)\d\d)-)?([a-zđ]+)-([a-zđ]+)$")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`end` is the number of pieces it takes; what is not printed is empty; `code` is None without a
    number's line.
    """

    end: int = 0
    type_name: str = ""
    code: Code | None = None
    issued_date: date | None = None
    precision: Precision = "none"
    place: str = ""
    organ_lines: tuple[str, ...] = ()
    subject: str = ""
    draft: bool = False
    addressees: tuple[str, ...] = ()


def read_letterhead(pieces: Sequence[Piece]) -> Letterhead:
    """The facts of the first pieces. Without type, number or date line the document has no letterhead."""
    head = pieces[:_MAX_PIECES]
    typed = _find_type(head)
    limit = typed[0] if typed else _untyped_end(head)
    if limit is None:
        return Letterhead()
    lines = [line for piece in head[:limit] for line in piece.lines]
    subject, end, after = "", limit, ""
    if typed:
        at, within, name, rest = typed
        lines = _mended([*lines, *head[at].lines[:within]])
        subject, end = _subject(head, at, within, rest)
        after = "\n".join(line for piece in head[at:end] for line in piece.lines)
    else:
        lines = _mended(lines)
        name, subject = "", _about(lines)
    below = [line for line in after.split("\n") if not upper(line)]
    code = next((m for line in (*lines, *below) if (m := _number(line))), None)
    when = next(
        (d for line in (*lines, *after.split("\n")) if (d := read_date_line(line)).printed), DateLine()
    )
    return Letterhead(
        end=end,
        type_name=name,
        code=read_code(code) if code else None,
        issued_date=when.value,
        precision=when.precision,
        place=when.place,
        organ_lines=_organ_lines(lines, after),
        subject=subject,
        draft=any(DRAFT.match(fold(line)) for line in (*lines, *after.split("\n"))),
        addressees=_addressees(lines),
    )


def _mended(lines: Sequence[str]) -> list[str]:
    """Lines that a narrow column broke: "Số:" and the number, "Hà Nội," and the day, the motto."""
    found: list[str] = []
    for line in lines:
        before = found[-1] if found else ""
        broken = _LABEL_ALONE.search(before) or (before.endswith(",") and line.lstrip().startswith("ngày "))
        if broken or (before and _breaks_motto(before, line)):
            found[-1] = f"{before} {line}"
        else:
            found.append(line)
    return found


def _breaks_motto(before: str, line: str) -> bool:
    either = MOTTO.search(fold(before)) or MOTTO.search(fold(line))
    return not either and bool(MOTTO.match(fold(f"{before} {line}")))


def _number(line: str) -> re.Match[str] | None:
    """The number of the document on a line of its own, behind the type or the office, or before the date
    or subject.

    A sentence that speaks of a document's number is none.
    """
    match = LABELLED.search(line)
    if match is None:
        return None
    before, after = line[: match.start()].strip(), line[match.end() :].strip()
    led = (match[0][0].isupper() and (not before or upper(before))) or before in TYPE_NAMES
    return match if led and (words(after) <= 10 or _ABOUT.match(after)) else None


def code_of_file(stem: str) -> Code:
    """The number in a file's name such as `10-2017-nq-hđnd`, if that is all the name says."""
    match = _FILE_CODE.match(stem.lower())
    if not match:
        return Code("", "")
    kinds = {fold(code).lower(): code for code in reversed(TYPE_CODES)}
    kind, office = (
        kinds.get(fold(match[3])),
        {"hdnd": "HĐND", "ubnd": "UBND", "ttg": "TTg", "cp": "CP"}.get(fold(match[4])),
    )
    if not kind or not office:
        return Code("", "")
    year = f"{match[2]}/" if match[2] else ""
    return Code(match[1], f"{year}{kind}-{office}")


# -- type and subject ----------------------------------------------------------------------------------------


def _find_type(head: Sequence[Piece]) -> tuple[int, int, str, str] | None:
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
    return numbered or piece.text.startswith("Căn cứ") or words(piece.text) > _MAX_SUBJECT


def _subject(head: Sequence[Piece], at: int, within: int, rest: str) -> tuple[str, int]:
    """What the document is about, and where its letterhead ends: the title and what stands under it."""
    titled = head[at]
    lines = titled.lines[within + 1 :]
    own, authority = _cut_authority(lines)
    if rest and not _TOGETHER.match(rest):
        taken = [rest.capitalize() if own and not upper(own[0]) else rest]
    else:
        taken = []
    taken += own
    end = at + 1
    while end < len(head):
        piece = head[end]
        listed = piece.kind == "list_item" and not upper(piece.lines[0])
        if _BODY.match(piece.text) or piece.kind == "table" or listed or words(piece.text) > _MAX_SUBJECT:
            break
        if piece.text.startswith("(") or all(map(_is_furniture, piece.lines)):
            end += 1
            continue
        if authority or not _goes_on(taken, head[end - 1], piece):
            break
        own, authority = _cut_authority(piece.lines)
        taken += own
        end += 1
    subject = " ".join(" ".join(taken).split())
    return _ABOUT.sub("", subject, count=1) if subject.startswith(("V/v", "v/v", "V/V")) else subject, end


def _is_furniture(line: str) -> bool:
    folded = fold(line)
    if _SESSION.match(folded) or MOTTO.search(folded) or (upper(line) and _AUTHORITY_LINE.match(line)):
        return True
    return bool(_number(line)) or read_date_line(line).printed


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


def _cut_authority(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Lines of the subject, and those of the authority (HỘI ĐỒNG NHÂN DÂN TỈNH …, KHÓA …) printed under
    it.
    """
    for i in range(len(lines) - 1, -1, -1):
        begins = upper(lines[i]) and _AUTHORITY_LINE.match(lines[i]) and words(lines[i]) <= 12
        if (
            begins
            and not (i and _GOES_ON.search(lines[i - 1].strip()))
            and all(_SESSION.match(fold(line)) or upper(line) for line in lines[i + 1 :])
        ):
            return list(lines[:i]), list(lines[i:])
    return [line for line in lines if upper(line) or not _is_furniture(line)], []


def _untyped_end(head: Sequence[Piece]) -> int | None:
    """Where the letterhead of a document without title ends: after the addressees, else after date and
    number.
    """
    last = None
    for at, piece in enumerate(head):
        if any(
            _number(line) or read_date_line(line).place or MOTTO.search(fold(line)) for line in piece.lines
        ):
            last = at + 1 if words(piece.text) <= _MAX_SUBJECT else last
        if any(_ADDRESSEE.match(fold(line)) for line in piece.lines):
            last = at + 1
            while last < len(head) and (_is_listed(head[last]) or _is_wrapped(head, last)):
                last += 1
            return last
        if at > 12 or words(piece.text) > _MAX_SUBJECT or markers(piece.text):
            break
    return last


def _is_listed(piece: Piece) -> bool:
    return bool(re.match(r"[-–+•]\s", piece.text))


def _is_wrapped(head: Sequence[Piece], at: int) -> bool:
    """Whether the piece is the rest of an item of a list that goes on behind it."""
    return at + 1 < len(head) and words(head[at].text) <= 12 and _is_listed(head[at + 1])


def _about(lines: Sequence[str]) -> str:
    """The subject of a letter (công văn): after "V/v", as far as its lines go."""
    for i, line in enumerate(lines):
        if match := _ABOUT.match(line):
            subject = [line[match.end() :]]
            for after in lines[i + 1 :]:
                if _is_furniture(after) or _ADDRESSEE.match(fold(after)) or upper(after):
                    break
                subject.append(after)
            return " ".join(" ".join(subject).split())
    return ""


def _addressees(lines: Sequence[str]) -> tuple[str, ...]:
    for i, line in enumerate(lines):
        if match := _ADDRESSEE.match(fold(line)):
            rest = [line[match.end() :].lstrip(" :"), *lines[i + 1 :]]
            return tuple(name for part in rest if (name := part.strip(" -–+•;.")))
    return ()


def _has_code(line: str) -> bool:
    """A code has a number or a slash: "SỞ NỘI VỤ - SỞ TÀI CHÍNH" has none."""
    return any(code["number"] or code["separator"] == "/" for code in CODE.finditer(line))


def _organ_lines(lines: Sequence[str], after: str) -> tuple[str, ...]:
    """Lines of capitals above the number; failing these, the authority printed under the title."""
    above: list[str] = []
    for line in lines:
        if _number(line) or _ADDRESSEE.match(fold(line)):
            break
        motto = MOTTO.search(fold(line))
        if motto and above and not motto.start():
            break
        # Two columns may be read as one line: what stands left of the motto is the body's name.
        core = line[: motto.start() if motto else None].strip(" *-–—_")
        if upper(core) and not DRAFT.match(fold(core)) and words(core) > 1:
            if not INTERNAL.match(fold(core)) and not _has_code(core):
                above.append(core)
        elif above and DATE.search(line):
            break
    if above:
        return tuple(above)
    _, authority = _cut_authority([line.strip() for line in after.split("\n") if not line.startswith("(")])
    return tuple(line for line in authority if not _SESSION.match(fold(line)) and not line.endswith(":"))
