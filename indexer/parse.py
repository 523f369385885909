"""A reader's blocks understood as a document: its facts, its parts, its notes, in one canonical text."""

from __future__ import annotations

from indexer import stamps
from indexer.blocks import Extraction
from indexer.canonical import CanonicalText
from indexer.facts import read_facts
from indexer.layout import clean, pieces
from indexer.letterhead import read_letterhead
from indexer.notes import brackets_to_superscripts, is_note
from indexer.signature import find_ending
from kb.errors import RefusedError
from kb.model import ParsedDocument, Section


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
    text = CanonicalText()
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
    document, details = read_facts(text, head, ending, stamps.access(found), extraction, document_id, source)
    return ParsedDocument(
        document, details, text.text, tuple(text.sections), tuple(text.leaves), tuple(text.notes)
    )
