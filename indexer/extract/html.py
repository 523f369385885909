"""HTML, that of word processors included: what a reader of the page sees, as blocks. Nothing is fetched."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from indexer.blocks import Block, BlockKind, Extraction
from indexer.extract.docx_numbers import written_number
from indexer.extract.encodings import decode
from indexer.extract.html_looks import HEADING, Look, hidden
from indexer.extract.html_tables import has_lines, rows, span
from indexer.extract.marks import LIST_MARK, Piece, block_style, join, superscript, table_blocks
from indexer.extract.readers import Job
from indexer.extract.syllables import vietnamese_share
from kb.errors import RefusedError

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_SKIPPED = re.compile(r"head|script|style|title|xml|noscript|template|iframe|object|del|svg|select")
_BLOCK = re.compile(
    r"html|body|p|div|center|h[1-6]|[uod]l|li|d[td]|pre|hr|blockquote|address|article|aside|section|main|nav|header"
    r"|footer|fieldset|figure|form"
)
_NUMBERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BRACKETS = "[]() \u00a0\t\r\n"
_PLAIN = Look()


def read(job: Job) -> Extraction:
    return read_page(job.path.read_bytes(), "", job.path.name, "text/html")


def read_page(data: bytes, charset: str, name: str, media_type: str) -> Extraction:
    """`charset` is what is said of the page outside it, "" for nothing. Raises RefusedError."""
    text, encoding = _decode(data, charset, name)
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or any("depth" in error.message for error in parser.error_log):
        raise RefusedError("corrupt", f"{name} is no sound web page; open it and save it as DOCX or PDF.")
    return Extraction(tuple(_Walker(root).read()), "html", media_type, encoding=encoding)


def _decode(data: bytes, charset: str, name: str) -> tuple[str, str]:
    """By what is said of the page, or it says of itself, unless that makes no Vietnamese of it."""
    declared = _CHARSET.search(data[:4096])
    try:
        charset = charset or (declared[1].decode("ascii") if declared else "")
        codec = codecs.lookup(charset).name if charset else ""
        text = data.decode(codec, errors="replace") if codec else ""
    except LookupError:
        codec = ""
    utf_8 = codec in {"", "utf-8"} or data.startswith((b"\xff\xfe", b"\xfe\xff"))
    share, words = vietnamese_share(text) if not utf_8 else (0.0, 1)
    if not utf_8 and (share > 0.5 or words < 10):
        return text, codec
    text, codec, _ = decode(data, name)
    return text, codec


class _Walker:
    """Text gathers in `pieces` until a block ends; blocks gather in `blocks`."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._marks, self._notes = _note_anchors(root)
        self._pieces: list[Piece] = []
        self._blocks: list[Block] = []
        self._number = ""  # of the list item whose first text is still to come

    def read(self) -> list[Block]:
        self._walk(self._root, _PLAIN)
        self._flush()
        return self._blocks

    def _walk(self, element: etree._Element, look: Look) -> None:
        tag = element.tag.rpartition(":")[2].lower()
        if _SKIPPED.fullmatch(tag) or hidden(element):
            return
        look = look.within(element)
        if element in self._marks:
            self._pieces.append(Piece(_mark(element), look.bold, look.italic, mark=True))
        elif tag == "table":
            self._flush()
            self._blocks += self._table(element, look)
        elif tag == "br":
            self._pieces.append(Piece("\n"))
        elif _BLOCK.fullmatch(tag):
            self._block(element, tag, look)
        else:
            self._children(element, look)

    def _block(self, element: etree._Element, tag: str, look: Look) -> None:
        self._flush()
        before = len(self._blocks)
        if tag == "li":
            self._number = _item_number(element)
        self._children(element, look)
        heading = HEADING.match(tag)
        self._flush(look, int(heading[1]) if heading else None)
        notes = [note for note in element.iter("a") if note in self._notes]
        if len(notes) == 1 and element.find(".//table") is None and _begins_with(element, notes[0]):
            text = " ".join(block.text for block in self._blocks[before:])
            self._blocks[before:] = [Block("footnote", text)]

    def _children(self, element: etree._Element, look: Look) -> None:
        if element in self._notes:
            self._pieces.append(Piece(f"{_mark(element)} "))
        else:
            self._text(element.text, look)
            for child in element:
                if isinstance(child.tag, str):
                    self._walk(child, look)
                self._text(child.tail, look)

    def _text(self, text: str | None, look: Look) -> None:
        if not text:
            return
        text = " ".join(re.split(r"[ \t\r\n\f]+", text))
        if look.raised:
            text = superscript(text)
        table = look.table
        if look.upper:
            text, table = (table(text) if table else text).upper(), None
        self._pieces.append(Piece(text, look.bold, look.italic, table))

    def _flush(self, look: Look = _PLAIN, level: int | None = None) -> None:
        text, refs = join(self._pieces)
        if text:
            number, self._number = self._number, ""
            kind: BlockKind = (
                "heading" if level else "list_item" if number or LIST_MARK.match(text) else "paragraph"
            )
            style = block_style(self._pieces, look.center)
            self._blocks.append(Block(kind, text, level=level, number=number, refs=refs, style=style))
        self._pieces = []

    def _table(self, table: etree._Element, look: Look) -> list[Block]:
        elements = rows(table)
        cells = [[self._cell(cell, look.within(cell)) for cell in row] for row in elements]
        spans = [[span(cell) for cell in row] for row in elements]
        lined = has_lines(table, [cell for row in elements for cell in row])
        return table_blocks(cells, spans, lined=lined)

    def _cell(self, cell: etree._Element, look: Look) -> list[Block]:
        outer, self._blocks, self._pieces = self._blocks, [], []
        self._children(cell, look)
        self._flush(look)
        inner, self._blocks = self._blocks, outer
        return inner


def _note_anchors(root: etree._Element) -> tuple[set[etree._Element], set[etree._Element]]:
    """The marks in the text and the anchors that begin notes: pairs of links to each other, the mark
    first."""
    by_name: dict[str, etree._Element] = {}
    marks, notes = set(), set()
    for anchor in root.iter("a"):
        name, target = anchor.get("name") or anchor.get("id"), anchor.get("href", "")
        if name and target.startswith("#"):
            other = by_name.get(target[1:])
            if other is not None and other.get("href") == f"#{name}":
                marks.add(other)
                notes.add(anchor)
            by_name[name] = anchor
    return marks, notes


def _mark(anchor: etree._Element) -> str:
    return superscript("".join(anchor.itertext()).strip(_BRACKETS))


def _begins_with(element: etree._Element, anchor: etree._Element) -> bool:
    whole, mark = ("".join(e.itertext()).strip(_BRACKETS) for e in (element, anchor))
    return whole.startswith(mark)


def _item_number(item: etree._Element) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "-"
    start = parent.get("start", "1")
    place = sum(1 for sibling in item.itersiblings("li", preceding=True)) + (
        int(start) if start.isdigit() else 1
    )
    style = _NUMBERS.get(parent.get("type", ""), "decimal")
    return f"{written_number(place, style)}{')' if style.endswith('Letter') else '.'}"
