"""DOCX: a walk over the parts that carry text, footnotes and automatic numbers included.

Insertions count and deletions do not, as if every tracked change had been accepted; hidden text is left out.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from lxml import etree

from indexer.blocks import Block, BlockKind, Extraction
from indexer.extract.archive import Parts
from indexer.extract.docx_numbers import Numbering
from indexer.extract.docx_styles import TRANSPARENT, Styles, W, first, font, is_on, value
from indexer.extract.docx_tables import continues, has_lines, rows, span
from indexer.extract.legacy import table_of_font
from indexer.extract.marks import LIST_MARK, Piece, block_style, join, superscript, table_blocks
from indexer.extract.readers import Job
from indexer.extract.sniff import DOCX
from kb.errors import RefusedError

_STRICT = (
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
)
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_SIGNS = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": " "}
_TCVN3_U_HORN = "\u00ad"  # in a TCVN3 font the soft hyphen's byte is the letter ư


def read(job: Job) -> Extraction:
    parts = Parts(job.path)
    root = parts.xml("word/document.xml", _STRICT)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise RefusedError("corrupt", f"{job.path.name} holds no document body; open it and save it again.")
    _join_paragraphs(body)
    walker = _Walker(parts)
    blocks = (*_headers(parts, walker), *walker.blocks(body))
    return Extraction(blocks, reader="docx", media_type=DOCX)


def _headers(parts: Parts, walker: _Walker) -> Iterator[Block]:
    for name in sorted(parts.names()):
        if name.startswith("word/header") and (root := parts.xml(name, _STRICT)) is not None:
            text = "\n".join(block.text for block in walker.blocks(root) if block.text)
            if text.strip("0123456789 -–"):
                yield Block("running_head", text)


class _Walker:
    def __init__(self, parts: Parts) -> None:
        self._styles = Styles(parts.xml("word/styles.xml", _STRICT))
        self._numbering = Numbering(parts.xml("word/numbering.xml", _STRICT))
        self._notes = {
            kind: _notes(parts.xml(f"word/{kind}s.xml", _STRICT), kind) for kind in ("footnote", "endnote")
        }
        self._note_numbers = itertools.count(1)

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag in TRANSPARENT:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        properties = self._styles.paragraph(paragraph)
        number = self._number(properties)
        footnotes: list[Block] = []
        pieces = list(self._pieces(paragraph, paragraph, footnotes))
        text, refs = join(pieces)
        if text:
            level = self._styles.heading_level(paragraph)
            style = block_style(pieces, first(properties, "jc") == "center")
            kind: BlockKind = (
                "heading" if level else "list_item" if number or LIST_MARK.match(text) else "paragraph"
            )
            yield Block(kind, text, level=level, number=number, refs=refs, style=style)
        yield from footnotes
        for box in _text_boxes(paragraph):
            yield from self.blocks(box)

    def _number(self, properties: list[etree._Element]) -> str:
        for p in properties:
            if (numbering := p.find(W + "numPr")) is not None:
                level = value(numbering, "ilvl") or "0"
                return self._numbering.next(value(numbering, "numId") or "", int(level))
        return ""

    # -- text of a paragraph ---------------------------------------------------------------------------------

    def _pieces(
        self, parent: etree._Element, paragraph: etree._Element, footnotes: list[Block]
    ) -> Iterator[Piece]:
        for child in parent:
            if child.tag == W + "r":
                yield from self._run(child, paragraph, footnotes)
            elif child.tag in TRANSPARENT:
                yield from self._pieces(child, paragraph, footnotes)
            elif child.tag in {M + "oMath", M + "oMathPara"}:
                yield Piece(_formula(child))

    def _run(self, run: etree._Element, paragraph: etree._Element, footnotes: list[Block]) -> Iterator[Piece]:
        properties = self._styles.run(run, paragraph)
        if is_on(properties, "vanish"):
            return
        bold, italic = is_on(properties, "b"), is_on(properties, "i")
        table = table_of_font(font(properties))
        text = "".join(_characters(run, legacy=table is not None))
        if first(properties, "vertAlign") == "superscript":
            text = superscript(text)
        if is_on(properties, "caps"):
            text, table = (table(text) if table else text).upper(), None
        if text:
            yield Piece(text, bold, italic, table)
        for kind in ("footnote", "endnote"):
            for reference in run.findall(f"{W}{kind}Reference"):
                if (note := self._notes[kind].get(reference.get(W + "id"))) is not None:
                    mark = superscript(str(next(self._note_numbers)))
                    footnotes.append(Block("footnote", f"{mark} {self._note_text(note)}".strip()))
                    yield Piece(mark, bold, italic, mark=True)

    def _note_text(self, note: etree._Element) -> str:
        return " ".join(block.text for block in self.blocks(note) if block.text)

    # -- tables ----------------------------------------------------------------------------------------------

    def _table(self, table: etree._Element) -> list[Block]:
        elements = rows(table)
        cells = [[[] if continues(cell) else list(self.blocks(cell)) for cell in row] for row in elements]
        spans = [[span(cell) for cell in row] for row in elements]
        return table_blocks(cells, spans, lined=has_lines(table, self._styles))


def _formula(element: etree._Element) -> str:
    """The letters and signs of an equation in their order, powers raised."""
    if element.tag == M + "t":
        return element.text or ""
    text = "".join(_formula(child) for child in element)
    return superscript(text) if element.tag == M + "sup" else text


def _join_paragraphs(body: etree._Element) -> None:
    """Puts the text before a deleted paragraph mark where it now stands: at the beginning of the next
    paragraph."""
    for mark in list(body.iterfind(f".//{W}p/{W}pPr/{W}rPr/{W}del")):
        paragraph = next(mark.iterancestors(W + "p"))
        following = paragraph.getnext()
        if following is not None and following.tag == W + "p":
            at = 1 if following.find(W + "pPr") is not None else 0
            following[at:at] = [child for child in paragraph if child.tag != W + "pPr"]


def _notes(root: etree._Element | None, kind: str) -> dict[str | None, etree._Element]:
    """Notes by id, without the separators Word keeps among them."""
    if root is None:
        return {}
    return {
        note.get(W + "id"): note
        for note in root.findall(W + kind)
        if note.get(W + "type", "normal") == "normal"
    }


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Text boxes anchored in a paragraph; a box is written twice, the second time for old versions of
    Word."""
    for box in paragraph.iter(W + "txbxContent"):
        wrapper = next(box.iterancestors(_CHOICE), None)
        if wrapper is None or wrapper[0] in box.iterancestors():
            yield box


def _characters(run: etree._Element, legacy: bool) -> Iterator[str]:
    for child in run:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag == W + "softHyphen":
            yield _TCVN3_U_HORN if legacy else ""
        elif child.tag == W + "sym":
            code = int(child.get(W + "char", "0"), 16)
            yield chr(code)
        elif child.tag == W + "br" and child.get(W + "type") in {"page", "column"}:
            yield " "
        else:
            yield _SIGNS.get(child.tag, "")
