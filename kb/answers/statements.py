"""A document as statements: its sentences, each with the text without which it cannot be understood."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from kb.answers.enumerations import INTRODUCES, bullet_of, carrying_sentence
from kb.model import Document, Leaf, LeafKind, ParsedDocument, Section, Span
from kb.sentences import leaf_sentences

NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, without the number of the item it opens.

    `carrier` is the sentence that bears its footnote's mark (at `carrier_span`) or announces its list,
    `paragraph` the leaf it stands in, `path` the headings above it.
    """

    document: Document
    span: Span
    text: str
    kind: LeafKind
    carrier: str
    carrier_span: Span
    paragraph: str
    path: tuple[str, ...]


def statements(parsed: ParsedDocument) -> list[Statement]:
    """All sentences of a document in order, letterhead and signature included."""
    carriers = {note.start: carrying_sentence(parsed, note) for note in parsed.notes if note.mark}
    starts = [section.start for section in parsed.sections]
    found: list[Statement] = []
    announced = inner = inner_of = (
        ""  # what announces the list, the list inside its item, and that item's bullet
    )
    for leaf in parsed.leaves:
        spans = leaf_sentences(parsed.text, leaf)
        if not spans:
            continue
        carrier_span = _note_at(carriers, leaf) or NOWHERE
        carrier = _slice(parsed, carrier_span)
        if leaf.kind != "note":
            last = _slice(parsed, spans[-1])
            announces = last if INTRODUCES.search(last) else ""
            bullet = bullet_of(parsed.text, leaf) or ("table" if leaf.kind == "table" else "")
            if not bullet:
                announced, inner, inner_of = announces, "", ""
            elif announces or bullet == inner_of:
                carrier, inner, inner_of = announced, announces, bullet
            else:
                carrier = inner or announced
        section = _section(parsed, starts, leaf.start)
        paragraph = parsed.text[leaf.start : leaf.end].strip()
        found += [
            Statement(
                document=parsed.document,
                span=span,
                text=_slice(parsed, span),
                kind=leaf.kind,
                carrier=carrier,
                carrier_span=carrier_span,
                paragraph=paragraph,
                path=section.path if section else (),
            )
            for span in spans
        ]
    return found


def _note_at(carriers: dict[int, Span], leaf: Leaf) -> Span | None:
    return next((span for start, span in carriers.items() if leaf.start <= start < leaf.end), None)


def _section(parsed: ParsedDocument, starts: list[int], at: int) -> Section | None:
    index = bisect_right(starts, at) - 1
    return parsed.sections[index] if index >= 0 else None


def _slice(parsed: ParsedDocument, span: Span) -> str:
    return parsed.text[span.start : span.end]
