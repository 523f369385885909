"""What one block of a body looks like: a title, the emphasised beginning of a paragraph, an item of a
list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.codes import TYPE_LINE
from indexer.numbering import Marker, markers
from indexer.pieces import Piece, upper, words

TITLE_WORDS = 40  # a line longer than this is no title unless it is set as one
_SHORT_TITLE_WORDS = 12  # before a colon
_EXCERPT_WORDS = 20  # of a numbered paragraph, where it must stand for a title

_BULLET = re.compile(r"[-–—•*+▪►✓]\s*(?=[^\s\d])")
_SENTENCE_END = re.compile(r"[.;,!?…]\W*$")
_FIRST_SENTENCE = re.compile(r".+?[.;:!?](?=\s|$)", re.S)

# The last paragraph of a body speaks for the whole document, not for the part it stands under.
_CLOSING = re.compile(
    r"(?:Trên đây|Nhận được|Thừa lệnh|Yêu cầu các|Đề nghị các"
    r"|(?:Nghị quyết|Luật|Pháp lệnh) này (?:đã )?được .{5,120}thông qua"
    r"|(?:UBND|HĐND|Ủy ban|Hội đồng|Văn phòng|Ban|Bộ|Sở|Tỉnh ủy|Thành ủy|Huyện ủy|Chủ tịch)\b[^.;:]{0,60}?\s"
    r"(?:yêu cầu|đề nghị|thông báo|báo cáo|trân trọng|kính)\b)"
)
_CLOSED = re.compile(r"/\.\W*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A piece as one paragraph, with every reading of the number it begins with."""

    piece: Piece
    text: str
    markers: Sequence[Marker]

    @property
    def title(self) -> str:
        """The text behind the number."""
        return self.text[self.markers[0].end :].strip() if self.markers else self.text

    @property
    def is_strong(self) -> bool:
        """Whether it is set as a heading: by the format, in bold, or in capitals."""
        return self.piece.kind == "heading" or self.piece.is_bold or upper(self.title)

    @property
    def is_title(self) -> bool:
        """Whether it is a heading by its look: set as one, or a short numbered line that ends no sentence."""
        if self.piece.kind == "table" or _BULLET.match(self.text) or self.text.startswith("("):
            return False
        if not self.markers:
            return self.is_strong and self.is_short and self.text[0].isalpha()
        if self.is_strong or not self.title:
            return True
        if self.text.endswith(":"):
            return words(self.title) <= _SHORT_TITLE_WORDS
        return self.is_short

    @property
    def is_short(self) -> bool:
        return words(self.title) <= TITLE_WORDS and not _SENTENCE_END.search(self.text[-60:])

    @property
    def is_bullet(self) -> bool:
        return self.piece.kind == "list_item" or bool(_BULLET.match(self.text))

    @property
    def closes(self) -> bool:
        """Whether it speaks for the whole document, as the last paragraph of a body does."""
        match = _CLOSING.match(self.text)
        return bool(match and (_CLOSED.search(self.text[-40:]) or "thông qua" in match[0]))

    @property
    def names_attachment(self) -> bool:
        """Whether it is the title of a text attached: QUY CHẾ, and under it of what."""
        return bool(TYPE_LINE.match(self.piece.lines[0])) and words(self.text) <= 3 * TITLE_WORDS

    @property
    def run_in(self) -> str:
        """The emphasised beginning of a paragraph as far as its colon or stop, behind the number."""
        start = self.markers[0].end if self.markers else 0
        for span in (*self.piece.bold, *self.piece.italic):
            lead = self.text[start : span.end].strip()
            stopped = lead.endswith((":", ".")) or self.text[span.end : span.end + 1] in (":", ".")
            if span.start <= start < span.end and stopped:
                return lead.strip(" :.")
        return ""

    @property
    def heading(self) -> str:
        """The title; of a numbered paragraph its run-in title, the words before its colon or its first
        sentence, cut.
        """
        return self.title if self.is_title else self.run_in or _excerpt(self.title)


def read_lines(pieces: Sequence[Piece]) -> list[Line]:
    """Tables and text quoted from other documents have no numbers of this one."""
    texts = [piece.flat for piece in pieces]
    return [
        Line(piece, text, [] if piece.kind == "table" or quoted else markers(text))
        for piece, text, quoted in zip(pieces, texts, _quoted(texts), strict=True)
    ]


def _excerpt(text: str) -> str:
    title, colon, _ = text.partition(":")
    if colon and words(title) <= _SHORT_TITLE_WORDS:
        return title
    sentence = match[0] if (match := _FIRST_SENTENCE.match(text)) else text
    parts = sentence.split()
    return " ".join(parts) if len(parts) <= _EXCERPT_WORDS else " ".join(parts[:_EXCERPT_WORDS]) + "…"


def _quoted(texts: Sequence[str]) -> list[bool]:
    """Which texts are inside a quotation that an earlier one opened."""
    marks = [False] * len(texts)
    opened: int | None = None
    for i, text in enumerate(texts):
        if opened is None:
            if text[:1] == "“" and "”" not in text:
                opened = i
        elif "”" in text:
            marks[opened + 1 : i + 1] = [True] * (i - opened)
            opened = None
    return marks
