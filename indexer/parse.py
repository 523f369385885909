"""A reader's blocks understood as a document: its facts, its parts, its notes, in one canonical text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from indexer import organs, stamps
from indexer.blocks import Extraction
from indexer.codes import CODE_OF, TYPE_CODES, office_code, type_code
from indexer.dates import DATE, read_date
from indexer.layout import clean, pieces
from indexer.letterhead import Letterhead, code_of_file, read_letterhead
from indexer.markup import SURE_MARK
from indexer.meeting import Meeting, read_meeting
from indexer.notes import Footnote, brackets_to_superscripts, is_note, separate, tie
from indexer.pieces import Piece
from indexer.sections import Node, outline
from indexer.signature import Ending, find_ending
from kb.citation import document_label
from kb.errors import RefusedError
from kb.model import Access, Details, Document, Leaf, LeafKind, Note, ParsedDocument, Precision, Section, Span

_GAP = "\n\n"
_ADOPTED = re.compile(r"thông qua\s+(?=ngày)")


def parse(extraction: Extraction, *, document_id: str, source: str) -> ParsedDocument:
    """Pure: equal extractions give equal documents. `source` is the file's path below the corpus folder.

    Raises RefusedError "secret" when it bears a secrecy mark; the message has nothing of its content.
    """
    if mark := stamps.secrecy([clean(block) for block in extraction.blocks]):
        raise RefusedError(
            "secret", f"{source} bears the secrecy mark {mark}; take it out of the folder: it is not indexed."
        )
    found = brackets_to_superscripts(pieces(extraction.blocks))
    head = read_letterhead(found)
    ending = find_ending(found, head.end)
    text = _Text()
    if head.end:
        text.add_section(Section("head", "", 0, "", "", (), 0, 0))
        for piece in found[: head.end]:
            text.add(piece.text, "letterhead", "head", piece)
    at_end = found[ending.first : ending.last]
    text.add_body([*found[head.end : ending.first], *(piece for piece in at_end if is_note(piece))], "")
    if at_end:
        text.add_section(Section("end", "", 0, "", "", (), 0, 0))
        for piece, kind in zip(at_end, ending.kinds, strict=True):
            if not is_note(piece):
                text.add(piece.text, kind, "end", piece)
    text.add_body(found[ending.last :], "x.")
    return _document(text, head, ending, stamps.access(found), extraction, document_id, source)


class _Text:
    """The canonical text as it grows: leaves, sections and notes with their offsets."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.leaves: list[Leaf] = []
        self.sections: list[Section] = []
        self.notes: list[Note] = []

    def add_section(self, section: Section) -> None:
        self.sections.append(replace(section, start=self.length, end=self.length))

    def add(self, text: str, kind: LeafKind, section_id: str, piece: Piece) -> Leaf:
        text = text.replace(SURE_MARK, "")
        start, self.length = self.length, self.length + len(text) + len(_GAP)
        rows = _rows(piece, start) if kind == "table" else ()
        leaf = Leaf(start, self.length, kind, section_id, piece.page, piece.box, piece.confidence, rows)
        self.leaves.append(leaf)
        self.parts += (text, _GAP)
        self.sections[-1] = replace(self.sections[-1], end=self.length)
        return leaf

    def add_body(self, run: Sequence[Piece], prefix: str) -> None:
        """A body between letterhead and ending, or what is attached behind it: sections `prefix`…"""
        body, found = separate(run)
        if not body:
            for number, piece, _ in found:
                self._add_loose_note(number, piece, prefix)
            return
        after: dict[int, list[Footnote]] = {}
        for note in tie(body, found):
            after.setdefault(note.anchor, []).append(note)
        tree = outline(body, prefix=prefix)
        opened = -1
        for at, (piece, (node, kind)) in enumerate(zip(body, tree.placed, strict=True)):
            if node != opened:
                self.add_section(_section(tree.nodes, node))
                opened = node
            text = piece.text if kind == "table" else piece.flat
            leaf = self.add(text, kind, tree.nodes[node].id, piece)
            for note in after.get(at, ()):
                self._add_note(note, piece.text, leaf)

    def _add_note(self, note: Footnote, anchor: str, leaf: Leaf) -> None:
        added = self.add(note.piece.flat, "note", leaf.section_id, note.piece)
        mark = None
        if note.mark:
            start, end = (leaf.start + at - anchor.count(SURE_MARK, 0, at) for at in note.mark)
            mark = Span(start, end)
        self.notes.append(Note(note.number, added.start, added.end - len(_GAP), mark))

    def _add_loose_note(self, number: str, piece: Piece, prefix: str) -> None:
        section_id = prefix + "notes"
        if not self.sections or self.sections[-1].id != section_id:
            self.add_section(Section(section_id, "", 0, "", "", (), 0, 0))
        leaf = self.add(piece.flat, "note", section_id, piece)
        self.notes.append(Note(number, leaf.start, leaf.end - len(_GAP), None))

    @property
    def text(self) -> str:
        return "".join(self.parts)


def _section(nodes: Sequence[Node], at: int) -> Section:
    node = nodes[at]
    parent = nodes[node.parent].id if node.parent >= 0 else ""
    return Section(node.id, parent, node.level, node.number, node.heading, node.path, 0, 0)


def _rows(piece: Piece, start: int) -> tuple[tuple[Span, ...], ...]:
    rows = []
    for row in piece.rows:
        cells = []
        for cell in row:
            cells.append(Span(start, start + len(cell)))
            start += len(cell) + len(" | ")
        start -= len(" | ") - len("\n")
        rows.append(tuple(cells))
    return tuple(rows)


# -- the facts -----------------------------------------------------------------------------------------------


def _document(
    text: _Text,
    head: Letterhead,
    ending: Ending,
    access: Access,
    extraction: Extraction,
    document_id: str,
    source: str,
) -> ParsedDocument:
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
    if issued is None and (adopted := _adopted(body)):
        issued, precision = adopted
        inferred.append("issued_date")
    organ, organ_inferred = _organ(head, ending, code.notation, body)
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
    return ParsedDocument(
        document, details, whole, tuple(text.sections), tuple(text.leaves), tuple(text.notes)
    )


def _type(head: Letterhead, notation: str) -> tuple[str, str]:
    """The type's name and code; a number without a type's code is a letter's (công văn)."""
    letters = type_code(notation)
    if head.type_name:
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


def _organ(head: Letterhead, ending: Ending, notation: str, body: str) -> tuple[str, bool]:
    """The issuing body and whether it had to be inferred."""
    if head.organ_lines:
        return organs.from_lines(head.organ_lines), False
    name = organs.infer(office_code(notation), head.place, body)
    return name, bool(name)


def _warnings(document: Document, head: Letterhead, text: _Text, extraction: Extraction) -> tuple[str, ...]:
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
