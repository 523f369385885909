"""A document as statements: its sentences, each with the text without which it cannot be understood."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from kb.answers.enumerations import INTRODUCES, bullet_of, carrying_sentence
from kb.model import Document, Leaf, LeafKind, ParsedDocument, Span
from kb.sentences import leaf_sentences

NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, without the number of the item it opens.

    `carrier` is the sentence that bears its footnote's mark (at `carrier_span`) or announces its list,
    `paragraph` the leaf it stands in, `path` the headings above it and `headings` their text, `about`
    what its document says of itself, `columns` the heads of the table it is a row of.
    """

    document: Document
    span: Span
    text: str
    kind: LeafKind
    carrier: str
    carrier_span: Span
    paragraph: str
    path: tuple[str, ...]
    headings: str
    about: str
    columns: str = ""


class Statements:
    """All sentences of a document in order, letterhead and signature included.

    Read when they are asked for, one block at a time: a block without a bullet and the items under it, for
    what announces an item stands in its block. Threads may share it.
    """

    def __init__(self, parsed: ParsedDocument) -> None:
        self._parsed = parsed
        self._notes = [note for note in parsed.notes if note.mark]
        self._section_starts = [section.start for section in parsed.sections]
        self._blocks: list[list[Leaf]] = []
        for leaf in parsed.leaves:
            if self._blocks and (leaf.kind == "note" or _bullet(parsed, leaf)):
                self._blocks[-1].append(leaf)
            else:
                self._blocks.append([leaf])
        self._starts = [block[0].start for block in self._blocks]
        self._headings = [" ".join(section.path) for section in parsed.sections]
        self._about = about(parsed.document)
        self._of_block = cache(self._read)

    def __iter__(self) -> Iterator[Statement]:
        return chain.from_iterable(map(self._of_block, range(len(self._blocks))))

    def of_kind(self, kind: LeafKind) -> list[Statement]:
        blocks = (at for at, block in enumerate(self._blocks) if any(leaf.kind == kind for leaf in block))
        return [s for at in blocks for s in self._of_block(at) if s.kind == kind]

    def starting_in(self, start: int, end: int) -> list[Statement]:
        """Those that start in the text's start:end."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        blocks = range(first, bisect_left(self._starts, end))
        return [s for at in blocks for s in self._of_block(at) if start <= s.span.start < end]

    def at(self, offset: int) -> Statement | None:
        """The one that holds this offset."""
        block = self._of_block(max(bisect_right(self._starts, offset) - 1, 0)) if self._blocks else ()
        return next((s for s in block if s.span.start <= offset < s.span.end), None)

    def _read(self, block: int) -> tuple[Statement, ...]:
        parsed = self._parsed
        found: list[Statement] = []
        announced = inner = inner_of = (
            ""  # what announces the list, the list inside its item, and that item's bullet
        )
        for leaf in self._blocks[block]:
            spans = leaf_sentences(parsed.text, leaf)
            if not spans:
                continue
            carrier_span = self._carrier_of(leaf)
            carrier = _slice(parsed, carrier_span)
            if leaf.kind != "note":
                last = _slice(parsed, spans[-1])
                announces = last if INTRODUCES.search(last) else ""
                bullet = _bullet(parsed, leaf)
                if not bullet:
                    announced, inner, inner_of = announces, "", ""
                elif announces or bullet == inner_of:
                    carrier, inner, inner_of = announced, announces, bullet
                else:
                    carrier = inner or announced
            header = header_of(leaf)
            if header:
                carrier = f"{carrier} {_slice(parsed, header)}"
            section = bisect_right(self._section_starts, leaf.start) - 1
            paragraph = parsed.text[leaf.start : leaf.end].strip()
            found += [
                Statement(
                    document=parsed.document,
                    span=span,
                    text=_slice(parsed, span),
                    kind="heading" if header and span.start < header.end else leaf.kind,
                    carrier=carrier,
                    carrier_span=carrier_span,
                    paragraph=paragraph,
                    path=parsed.sections[section].path if section >= 0 else (),
                    headings=self._headings[section] if section >= 0 else "",
                    about=self._about,
                    columns=_slice(parsed, header) if header else "",
                )
                for span in spans
            ]
        return tuple(found)

    def _carrier_of(self, leaf: Leaf) -> Span:
        """The sentence that bears the mark of the footnote in this leaf."""
        note = next((n for n in self._notes if leaf.start <= n.start < leaf.end), None)
        return carrying_sentence(self._parsed, note) if note else NOWHERE


def about(document: Document) -> str:
    """What a document says of itself, for the words its sentences take for granted."""
    return f"{document.subject} {document.label} {document.organ_name} {document.place}"


def header_of(leaf: Leaf) -> Span | None:
    """The first row of a table of several."""
    return Span(leaf.rows[0][0].start, leaf.rows[0][-1].end) if len(leaf.rows) > 1 and leaf.rows[0] else None


def _bullet(parsed: ParsedDocument, leaf: Leaf) -> str:
    return bullet_of(parsed.text, leaf) or ("table" if leaf.kind == "table" else "")


def _slice(parsed: ParsedDocument, span: Span) -> str:
    return parsed.text[span.start : span.end]
