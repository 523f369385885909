"""How a document, a place in it and a quote are named: the citation forms of Vietnamese official texts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from kb import links
from kb.model import Citation, Document, Leaf, ParsedDocument, Precision, Section

# A type's code before a slash: the number of a party document is parted from it by a hyphen, 62-NQ/TU.
_PARTY_NOTATION = re.compile(r"[A-ZĐ][A-Za-zĐđ]{0,3}/[^\d]")
_KEYWORD = re.compile(
    r"((?:Phụ lục|Phần thứ|Phần|Chương|Tiểu mục|Mục|Điều)\s+"
    r"(?:[IVXLC]+|\d+[a-zđ]?|[A-Z]|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w))",
    re.I,
)
_ROMAN = re.compile(r"([IVXLC]+)\s?[.)/\-–]")
_CAPITAL = re.compile(r"([A-ZĐ])[.)/]")
_DOTTED = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)")
_ARABIC = re.compile(r"(\d{1,2})(?:\s?[.)/]|,\s)")
_LETTER = re.compile(r"\(?([a-zđ])\s?(?:\)|\.(?=\s))")
_NOTE_MARK = re.compile(r"[⁰¹²³⁴-⁹]+")
_TO_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def document_number(document: Document) -> str:
    """`15/QĐ-BNV`, `06/2024/QĐ-UBND`, `62-NQ/TU`; "" when the number was left blank."""
    if not document.code_number:
        return ""
    party = _PARTY_NOTATION.match(document.code_notation)
    return f"{document.code_number}{'-' if party else '/'}{document.code_notation}"


def issued(value: date | None, precision: Precision) -> str:
    """`ngày 05 tháng 01 năm 2024`, or as much of it as is known (Nghị định 30/2020/NĐ-CP: 0 before 1–9
    and 1–2).
    """
    if value is None or precision == "none":
        return ""
    year = f"năm {value.year}"
    if precision == "year":
        return year
    month = f"tháng {value.month:02d}" if value.month < 3 else f"tháng {value.month}"
    return f"ngày {value.day:02d} {month} {year}" if precision == "day" else f"{month} {year}"


def document_label(document: Document) -> str:
    """`Thông báo số 78/TB-UBND ngày 05 tháng 01 năm 2024 của Ủy ban nhân dân tỉnh Lạng Sơn`.

    What is absent is left out. Without number and date the subject tells it from others; a document of which
    nothing is known is named by its file.
    """
    number = document_number(document)
    parts = [
        document.type_name,
        f"số {number}" if number else "",
        issued(document.issued_date, document.issued_precision),
    ]
    if document.organ_name:
        parts.append(f"của {document.organ_name}")
    if (
        not number
        and document.issued_precision in ("year", "none")
        and document.subject
        and document.type_name
    ):
        parts.append(f"“{document.subject}”")
    return " ".join(filter(None, parts)) or document.source or document.id


def pinpoint(path: Sequence[str]) -> str:
    """From small to large: ("Chương XII. …", "Điều 103. …", "2. …", "a) …") is `điểm a khoản 2 Điều 103
    Chương XII`.

    A number like 2.1 stands for the whole of it, so the heading 2 above it is left out.
    """
    named: list[str] = []
    within = False  # an article or a Roman number stands above: then 1. is a khoản, else a mục
    for title in path:
        if match := _KEYWORD.match(title):
            word, value = match[1].rsplit(maxsplit=1)
            named.append(f"{word[0].upper()}{word[1:].lower()} {value}")
            within = within or word.lower() == "điều"
        elif (match := _ROMAN.match(title)) or (match := _CAPITAL.match(title)):
            named.append(f"mục {match[1]}")
            within = True
        elif match := _DOTTED.match(title):
            parent = match[1].rpartition(".")[0]
            if named and named[-1].split()[-1] == parent:
                named.pop()
            named.append(f"mục {match[1]}")
        elif match := _ARABIC.match(title):
            named.append(f"{'khoản' if within else 'mục'} {match[1]}")
        elif match := _LETTER.match(title):
            named.append(f"điểm {match[1]}")
    return " ".join(reversed(named))


def cite(parsed: ParsedDocument, start: int, end: int) -> Citation:
    """The citation of text[start:end]: its section is the one `start` lies in."""
    section = parsed.sections[max(0, bisect_right(parsed.sections, start, key=lambda s: s.start) - 1)]
    at = max(0, bisect_right(parsed.leaves, start, key=lambda leaf: leaf.start) - 1)
    leaf = parsed.leaves[at]
    quote = parsed.text[start:end]
    place = pinpoint((*section.path, *_item(parsed, at, section)))
    label = ", ".join(filter(None, (parsed.document.label, place, _attached(section), _note(parsed, leaf))))
    url = links.url(parsed.document.id, start, end, quote)
    return Citation(
        parsed.document.id,
        label,
        section.id,
        section.path,
        leaf.page,
        start,
        end,
        quote,
        url,
        leaf.confidence,
    )


def _item(parsed: ParsedDocument, at: int, section: Section) -> tuple[str, ...]:
    """The lettered item (điểm) of a list that the leaf is or belongs to."""
    while at >= 0 and parsed.leaves[at].section_id == section.id:
        leaf = parsed.leaves[at]
        if leaf.kind == "list_item" and _LETTER.match(parsed.text, leaf.start, leaf.end):
            return (parsed.text[leaf.start : leaf.end],)
        if leaf.kind not in ("list_item", "note"):
            break
        at -= 1
    return ()


def _attached(section: Section) -> str:
    """The text behind the signature that a section belongs to: `Quy chế kèm theo`."""
    if not section.id.startswith("x.") or not section.path or _KEYWORD.match(section.path[0]):
        return ""
    if section.path[0].lower().startswith("phụ lục"):
        return "Phụ lục kèm theo"
    name = " ".join(takewhile(str.isupper, section.path[0].split()[:4]))
    return f"{name.capitalize()} kèm theo" if name else ""


def _note(parsed: ParsedDocument, leaf: Leaf) -> str:
    mark = _NOTE_MARK.match(parsed.text, leaf.start) if leaf.kind == "note" else None
    return f"chú thích số {mark[0].translate(_TO_DIGITS)}" if mark else ""
