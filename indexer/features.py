"""What tells a document's family: a sketch of its text, its subject, and what it does to others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Literal

from indexer.codes import CODE, read_code
from indexer.dates import DATE, read_date
from kb.citation import document_number
from kb.model import BODY_KINDS, ParsedDocument
from kb.sentences import sentences
from kb.text import fold

Kind = Literal["duplicate", "draft_of", "corrects", "replaces", "repeals", "amends"]

# Broder, "On the resemblance and containment of documents" (1997): the smallest hashes of a text's shingles.
SHINGLE = 5
SKETCH = 128

_RECITAL = re.compile(r"(?:Căn cứ|Xét|Theo đề nghị|Thực hiện)\b")
_DOCUMENT = (
    r"(?:toàn bộ |một phần |các |nội dung )*"
    r"(?:Luật|Nghị|Quyết|Chỉ thị|Thông|Kế hoạch|Quy|Công văn|Báo cáo|văn bản)"
)
# A sentence begins, behind its number if it has one.
_START = r"^(?:(?:Điều|Khoản) \d+[a-zđ]?\.?\s+|\d+[.)]\s+|[a-zđ]\)\s+|[-+]\s+|Về việc\s+|V/v\s+)?"
# What may stand between "sửa đổi" and the document changed: which places of it.
_PLACE_IN = (
    r"(?:bổ|sung|sửa|đổi|một|số|các|nội|dung|điều|khoản|điểm|mục|phần|chương|đoạn|phụ|lục|biểu|tên|quy|định|chế|ban|hành"
    r"|kèm|theo|của|tại|và|\d+[a-zđ]?|[a-zđ])"
)
_CUES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("corrects", re.compile(r"đính chính|ĐÍNH CHÍNH|Đính chính")),
    ("repeals", re.compile(rf"(?:{_START}|này.{{0,200}})(?:Bãi bỏ|Hủy bỏ|Huỷ bỏ) {_DOCUMENT}", re.I | re.S)),
    ("amends", re.compile(rf"{_START}(?:Sửa đổi|Bổ sung)(?:[,\s]+{_PLACE_IN})*?[,\s]+(?={_DOCUMENT})", re.I)),
    ("replaces", re.compile(rf"(?:{_START}|này.{{0,200}})thay thế(?: cho)? (?={_DOCUMENT})", re.I | re.S)),
)  # fmt: skip
_EXPIRED = re.compile(r"hết hiệu lực(?: thi hành)?|không còn hiệu lực")
_REFERENCE = re.compile(rf"(?P<code>{CODE.pattern})(?:\s*,?\s*(?P<when>ngày\s+\d[^;.,]{{4,28}}\d{{4}}))?")


@dataclass(frozen=True, slots=True)
class Reference:
    kind: Kind
    number: str
    issued: date | None
    why: str


@dataclass(frozen=True, slots=True)
class Features:
    """Names and numbers as they are compared; `sketch`, ascending, stands for the text."""

    id: str
    type_name: str
    organ: str
    number: str
    issued: date | None
    year: int
    subject: tuple[str, ...]
    draft: bool
    length: int
    sketch: tuple[int, ...]
    references: tuple[Reference, ...]

    @property
    def standing(self) -> tuple[bool, bool, int, str]:
        """The greatest of two copies is the one that stands: numbered, dated, longer."""
        return (bool(self.number), self.issued is not None, self.length, self.id)


def features(parsed: ParsedDocument) -> Features:
    document = parsed.document
    body = " ".join(
        parsed.text[leaf.start : leaf.end]
        for leaf in parsed.leaves
        if leaf.kind in BODY_KINDS or leaf.kind == "table"
    )
    words = re.findall(r"\w+", fold(body))
    hashes = {
        int.from_bytes(blake2b(" ".join(words[i : i + SHINGLE]).encode(), digest_size=8).digest(), "big")
        for i in range(max(1, len(words) - SHINGLE + 1))
    }
    issued = document.issued_date if document.issued_precision == "day" else None
    return Features(
        id=document.id,
        type_name=fold(document.type_name),
        organ=fold(document.organ_name),
        number=_normal(document_number(document)),
        issued=issued,
        year=document.issued_date.year if document.issued_date else 0,
        subject=tuple(re.findall(r"\w+", fold(document.subject))),
        draft=parsed.details.draft,
        length=len(body),
        sketch=tuple(sorted(hashes)[:SKETCH] if words else ()),
        references=tuple(_references(parsed)),
    )


def _normal(number: str) -> str:
    return fold(number).replace("-", "/").lstrip("0")


def _references(parsed: ParsedDocument) -> Iterator[Reference]:
    """The documents that subject and operative sentences correct, replace, repeal or amend."""
    subject = parsed.document.subject
    yield from _in_sentence(subject, subject)
    for leaf in parsed.leaves:
        if leaf.kind not in ("heading", "paragraph", "list_item") or _RECITAL.match(parsed.text, leaf.start):
            continue
        if not _REFERENCE.search(parsed.text, leaf.start, leaf.end):
            continue
        for span in sentences(parsed.text, leaf.start, leaf.end):
            sentence = parsed.text[span.start : span.end]
            yield from _in_sentence(sentence, sentence)


def _in_sentence(sentence: str, why: str) -> Iterator[Reference]:
    cues = sorted(
        (match.end(), kind)
        for kind, cue in _CUES
        if (match := cue.search(sentence)) and not sentence[: match.start()].rstrip().endswith("được")
    )
    if cues:
        start, kind = cues[0]
        yield from _named(kind, _REFERENCE.finditer(sentence, start), why)
    elif expired := _EXPIRED.search(sentence):
        yield from _named("repeals", _REFERENCE.finditer(sentence, 0, expired.start()), why)


def _named(kind: Kind, references: Iterable[re.Match[str]], why: str) -> Iterator[Reference]:
    """All documents a replacement or repeal lists; of an amendment or correction only the first, whose
    title follows.
    """
    for match in references:
        code = read_code(match)
        if not code.number:
            continue
        when = DATE.match(match["when"]) if match["when"] else None
        value, precision = read_date(when) if when else (None, "none")
        number = _normal(f"{code.number}/{code.notation}")
        yield Reference(kind, number, value if precision == "day" else None, " ".join(why.split())[:300])
        if kind in ("amends", "corrects"):
            return
