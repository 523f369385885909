"""What a document says of itself before it begins: number, date, issuer, type and subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indexer.codes import CODE, TYPE_CODES, Code, read_code
from indexer.columns import MOTTO
from indexer.dates import DATE, DateLine, read_date_line
from indexer.letters import ADDRESSEE, about, addressees, letter_end
from indexer.pieces import Piece, upper, words
from indexer.stamps import DRAFT, INTERNAL
from indexer.title_block import SESSION, cut_authority, find_type, number_line, read_subject
from kb.model import Precision
from kb.text import fold

_MAX_PIECES = 40  # a letterhead ends before the fortieth block
_LABEL_ALONE = re.compile(r"\b[Ss]ố\s*:$")
_DATE_CUT = re.compile(r"\b[Nn]gày(?:\s+\d{1,2}(?:\s+tháng(?:\s+\d{1,2}(?:\s+năm)?)?)?)?$")
_DATE_REST = re.compile(r"(?:\d{1,2}\s+)?(?:tháng\s+)?(?:\d{1,2}\s+)?(?:năm\s+)?(?:19|20)\d\d$")
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
    typed = find_type(head)
    limit = typed[0] if typed else letter_end(head)
    if limit is None:
        return Letterhead()
    lines = [line for piece in head[:limit] for line in piece.lines]
    subject, end, after = "", limit, ""
    if typed:
        at, within, name, rest = typed
        lines = _mended([*lines, *head[at].lines[:within]])
        subject, end = read_subject(head, at, within, rest)
        after = "\n".join(line for piece in head[at:end] for line in piece.lines)
    else:
        lines = _mended(lines)
        name, subject = "", about(lines)
    below = [line for line in after.split("\n") if not upper(line)]
    code = next((m for line in (*lines, *below) if (m := number_line(line))), None)
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
        addressees=addressees(lines),
    )


def _mended(lines: Sequence[str]) -> list[str]:
    """Lines that a narrow column broke: "Số:" and the number, "Hà Nội," and the day, the motto."""
    found: list[str] = []
    for line in lines:
        before = found[-1] if found else ""
        broken = (
            _LABEL_ALONE.search(before)
            or (before.endswith(",") and line.lstrip().startswith("ngày "))
            or (_DATE_CUT.search(before) and _DATE_REST.match(line.strip()))
        )
        if broken or (before and _breaks_motto(before, line)):
            found[-1] = f"{before} {line}"
        else:
            found.append(line)
    return found


def _breaks_motto(before: str, line: str) -> bool:
    either = MOTTO.search(fold(before)) or MOTTO.search(fold(line))
    return not either and bool(MOTTO.match(fold(f"{before} {line}")))


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


def _has_code(line: str) -> bool:
    """A code has a number or a slash: "SỞ NỘI VỤ - SỞ TÀI CHÍNH" has none."""
    return any(code["number"] or code["separator"] == "/" for code in CODE.finditer(line))


def _organ_lines(lines: Sequence[str], after: str) -> tuple[str, ...]:
    """Lines of capitals above the number; failing these, the authority printed under the title."""
    above: list[str] = []
    for line in lines:
        if number_line(line) or ADDRESSEE.match(fold(line)):
            break
        motto = MOTTO.search(fold(line))
        if motto and above and not motto.start():
            break
        # Two columns may be read as one line: what stands left of the motto is the body's name.
        core = line[: motto.start() if motto else None].strip(" *-–—_")
        broken = bool(above) and core.isalpha() and core.isupper()  # "HỘI ĐỒNG NHÂN" / "DÂN"
        if (upper(core) and not DRAFT.match(fold(core)) and words(core) > 1) or broken:
            if not INTERNAL.match(fold(core)) and not _has_code(core):
                above.append(core)
        elif above and DATE.search(line):
            break
    if above:
        return tuple(above)
    _, authority = cut_authority([line.strip() for line in after.split("\n") if not line.startswith("(")])
    return tuple(line for line in authority if not SESSION.match(fold(line)) and not line.endswith(":"))
