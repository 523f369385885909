"""What a document is: the facts of its letterhead and ending, and what must be inferred from the rest."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from indexer import organs
from indexer.blocks import Extraction
from indexer.canonical import CanonicalText
from indexer.capitals import proper_name
from indexer.codes import CODE_OF, TYPE_CODES, office_code, type_code
from indexer.dates import DATE, read_date
from indexer.letterhead import Letterhead, code_of_file
from indexer.meeting import Meeting, read_meeting
from indexer.pieces import upper
from indexer.signature import Ending
from kb.citation import document_label
from kb.model import Access, Details, Document, Precision

_ADOPTED = re.compile(r"thông qua\s+(?=ngày)")
_HELD = re.compile(r"(?:[Hh]ôm nay|[Vv]ào lúc|[Vv]ào hồi|[Hh]ồi|[Tt]hời gian)[^\n;]{0,60}?(?=ngày)")


def read_facts(
    text: CanonicalText,
    head: Letterhead,
    ending: Ending,
    access: Access,
    extraction: Extraction,
    document_id: str,
    source: str,
) -> tuple[Document, Details]:
    """`inferred` of the details names the facts that are not printed where they belong."""
    whole = text.text
    body = "".join(
        whole[leaf.start : leaf.end] for leaf in text.leaves if leaf.kind not in ("letterhead", "note")
    )
    code, inferred = head.code or code_of_file(PurePosixPath(source).stem), []
    if code.notation and not head.code:
        inferred += ["code_number", "code_notation"]
    type_name, letters = _type(head, code.notation)
    if type_name and not head.type_name:
        inferred.append("type_name")
    issued, precision = head.issued_date, head.precision
    meant = _held(body) if type_name == "Biên bản" else _adopted(body)
    if issued is None and meant:
        issued, precision = meant
        inferred.append("issued_date")
    organ, organ_inferred = _organ(head, code.notation, body)
    if organ_inferred:
        inferred.append("organ_name")
    meeting = (
        read_meeting(head.subject, body[:3000], whole)
        if type_name in ("Thông báo", "Kết luận")
        else Meeting()
    )
    document = Document(
        id=document_id,
        type_name=type_name,
        code_number=code.number,
        code_notation=code.notation,
        issued_date=issued,
        issued_precision=precision,
        organ_name=organ,
        place=head.place,
        subject=head.subject,
        full_name=ending.full_name,
        position=ending.position,
        signing_authority=ending.signing_authority,
        source=source,
        pages=extraction.pages,
        access=access,
    )
    document = replace(
        document, label=document_label(document), warnings=_warnings(document, head, text, extraction)
    )
    details = Details(
        type_code=letters,
        recipients=ending.recipients or head.addressees,
        meeting_date=meeting.held,
        chair=meeting.chair,
        invitation=meeting.invitation,
        inferred=tuple(inferred),
        draft=head.draft,
    )
    return document, details


def _type(head: Letterhead, notation: str) -> tuple[str, str]:
    """The type's name and code; a number without a type's code is a letter's (công văn)."""
    letters = type_code(notation)
    if head.type_name and letters != "VBHN":  # a consolidated text is titled like what it consolidates
        return head.type_name, CODE_OF.get(head.type_name, letters)
    if letters:
        return TYPE_CODES[letters], letters
    is_letter = bool(head.addressees) or (bool(head.subject) and bool(notation))
    return ("Công văn", "") if is_letter else ("", "")


def _adopted(body: str) -> tuple[date, Precision] | None:
    """The day a council or the National Assembly passed the document, from its last paragraph that says
    so.
    """
    for match in reversed(list(_ADOPTED.finditer(body))):
        if when := DATE.match(body, match.end()):
            value, precision = read_date(when)
            if value:
                return value, precision
    return None


def _held(body: str) -> tuple[date, Precision] | None:
    """The day of the meeting that minutes tell of."""
    held = _HELD.search(body)
    when = DATE.match(body, held.end()) if held else None
    value, precision = read_date(when) if when else (None, "none")
    return (value, precision) if value else None


def _organ(head: Letterhead, notation: str, body: str) -> tuple[str, bool]:
    """The issuing body and whether it had to be inferred: a short notice may name it in its last line."""
    if head.organ_lines:
        name = organs.from_lines(head.organ_lines, head.place)
        return _as_written(name, body), False
    last = body.rstrip().rpartition("\n")[2]
    signed = proper_name(last) if upper(last) and organs.begins_body(last) else ""
    name = organs.infer(office_code(notation), head.place, body) or signed
    return name, bool(name)


def _as_written(name: str, body: str) -> str:
    """A name out of capitals as the text itself writes it: "Trường Đại học Tây Nguyên"."""
    found = (m[0] for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", body, re.I))
    capitals = sum(map(str.isupper, name))
    return next((said for said in found if not upper(said) and sum(map(str.isupper, said)) > capitals), name)


def _warnings(
    document: Document, head: Letterhead, text: CanonicalText, extraction: Extraction
) -> tuple[str, ...]:
    found = list(extraction.warnings)
    if head.draft:
        found.append("Văn bản là dự thảo.")
    if not document.type_name:
        found.append("Không nhận ra loại văn bản.")
    if not document.code_number:
        found.append("Văn bản không ghi số.")
    if document.issued_precision != "day":
        found.append("Văn bản không ghi đủ ngày ban hành.")
    if any(leaf.kind == "letterhead" and leaf.confidence is not None for leaf in text.leaves):
        found.append("Số và ngày ban hành đọc từ ảnh quét, có thể viết tay: đối chiếu với bản gốc.")
    if loose := [note.number for note in text.notes if note.mark is None]:
        found.append(f"Không tìm thấy chỗ đánh dấu của chú thích số {', '.join(loose)}.")
    return tuple(found)
