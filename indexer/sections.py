"""The tree of a document's parts, by their numbers.

The numbering decides what contains what, not the size of the type nor the count of "#": a number opens a part when
it comes next in a sequence that is open, or begins one; otherwise it is text. Letters and bracketed numbers open
parts only where one of their run has a title of its own; else they are items of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indexer.layout import ENACTING, MOTTO, Piece, upper, words
from indexer.codes import TYPE_LINE
from indexer.numbering import RANK, RANK_OF_KEYWORDS, Marker, markers
from kb.model import LeafKind
from kb.text import fold

TITLE_WORDS = 40  # a line longer than this is no title unless it is set in bold
_SHORT_TITLE_WORDS = 12  # before a colon
_EXCERPT_WORDS = 20  # of a numbered paragraph, where it must stand for a title

_BULLET = re.compile(r"[-–—•*+▪►✓]\s*(?=[^\s\d])")
_SENTENCE_END = re.compile(r"[.;,!?…]\W*$")
# The last paragraph of a body speaks for the whole document, not for the part it stands under.
_CLOSING = re.compile(
    r"(?:Trên đây|Nhận được|Thừa lệnh|Yêu cầu các|Đề nghị các|(?:Nghị quyết|Luật|Pháp lệnh) này (?:đã )?được .{5,120}thông qua"
    r"|(?:UBND|HĐND|Ủy ban|Hội đồng|Văn phòng|Ban|Bộ|Sở|Tỉnh ủy|Thành ủy|Huyện ủy|Chủ tịch)\b[^.;:]{0,60}?\s"
    r"(?:yêu cầu|đề nghị|thông báo|báo cáo|trân trọng|kính)\b)"
)
_CLOSED = re.compile(r"/\.\W*$")
_FIRST_SENTENCE = re.compile(r".+?[.;:!?](?=\s|$)", re.S)
_PLAIN_RANK = 5.5
_CAPS_RANK = 4.5
_LISTED = ("letter", "bracketed")


@dataclass(slots=True)
class Node:
    """A part of the text: `parent` is its parent's place in the list of nodes, -1 at the top."""

    id: str
    parent: int
    level: int
    number: str
    heading: str
    path: tuple[str, ...]


@dataclass(slots=True)
class Outline:
    """`placed` says for each piece which node it belongs to and what kind of leaf it makes."""

    nodes: list[Node]
    placed: list[tuple[int, LeafKind]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Open:
    node: int
    rank: float
    marker: Marker | None  # None: a heading without a number
    level: int | None  # what the format says of its level


def outline(pieces: Sequence[Piece], *, prefix: str = "") -> Outline:
    """The parts of a body. Pieces before the first heading belong to a node without heading, "intro"."""
    return _Builder(pieces, prefix).build()


class _Builder:
    def __init__(self, pieces: Sequence[Piece], prefix: str) -> None:
        self.pieces = pieces
        self.texts = [piece.flat for piece in pieces]
        self.read = [
            [] if piece.kind == "table" or quoted else markers(text)
            for piece, text, quoted in zip(pieces, self.texts, _quoted(self.texts), strict=True)
        ]
        self.prefix = prefix
        self.out = Outline([])
        self.stack: list[_Open] = []
        self.item: Marker | None = None  # the last item of the list the text is in
        self.ids: dict[str, int] = {}
        self.last_of = {(m.style, m.value): i for i, found in enumerate(self.read) for m in found}

    def build(self) -> Outline:
        at = 0
        while at < len(self.pieces):
            at += self._take_closing(at) or self._take(at)
        return self.out

    def _take(self, at: int) -> int:
        """Places the piece `at` and says how many pieces that took."""
        piece, text = self.pieces[at], self.texts[at]
        if piece.kind == "table":
            return self._leaf("table")
        if ENACTING.match(text):
            return self._leaf("heading")
        if MOTTO.search(fold(piece.lines[0])) and words(text) <= TITLE_WORDS:  # the letterhead of a form attached
            return self._leaf("letterhead")
        for marker in self.read[at]:
            depth = self._depth(at, marker)
            if depth is not None:
                return self._open_numbered(at, marker, depth)
        if self._is_item(at):
            return self._leaf("list_item")
        if not self.read[at] and (self._is_title(at) or self._names_attachment(at)):
            return self._open_plain(at)
        return self._leaf("paragraph")

    def _take_closing(self, at: int) -> int:
        last = at == len(self.pieces) - 1 and bool(self.stack) and not self.read[at]
        closes = last and _CLOSING.match(self.texts[at])
        if not (closes and (_CLOSED.search(self.texts[at]) or "thông qua" in closes[0])):
            return 0
        self.stack.clear()
        self.out.nodes.append(Node(self._id(self.prefix + "closing"), -1, 0, "", "", ()))
        return self._leaf("paragraph")

    # -- where a number fits -------------------------------------------------------------------------------

    def _depth(self, at: int, marker: Marker) -> int | None:
        """How much of the stack stays open under a part numbered so, or None when the number is only text."""
        strong = self._is_strong(at)
        if marker.style in RANK_OF_KEYWORDS:
            return self._keyword_depth(marker) if marker.keyword_ends or strong else None
        if marker.style in _LISTED and not self._listed_is_part(at, marker):
            return None
        skip = 2 if strong else 1 if self._is_title(at) else 0
        for depth in range(len(self.stack) - 1, -1, -1):
            last = self.stack[depth].marker
            if last is None or last.style != marker.style:
                continue
            if marker.follows(last.value, skip) or (strong and marker.value == last.value):
                return depth
        if marker.style == "dotted":
            return self._dotted_depth(marker, strong)
        if not marker.first:
            return self._nested_depth(marker) if strong and not self._is_open(marker) else None
        if marker.style == "arabic" and not (strong or self._has_next(at, marker) or self._is_title(at)):
            return len(self.stack) if self._begins_article(at) else None
        return self._first_depth(at, marker)

    def _keyword_depth(self, marker: Marker) -> int | None:
        for depth in range(len(self.stack) - 1, -1, -1):
            last = self.stack[depth].marker
            if last and last.style == marker.style:
                backwards = marker.value < last.value and marker.style == "article"
                return None if backwards else depth
        return self._nested_depth(marker)

    def _dotted_depth(self, marker: Marker, strong: bool) -> int | None:
        for depth in range(len(self.stack) - 1, -1, -1):
            last = self.stack[depth].marker
            if last and last.style in ("arabic", "dotted", "roman") and last.value == marker.value[:-1]:
                return depth + 1 if marker.value[-1] == 1 or strong else None
        return self._nested_depth(marker) if strong else None

    def _first_depth(self, at: int, marker: Marker) -> int:
        same = [d for d, o in enumerate(self.stack) if o.marker and o.marker.style == marker.style]
        if not same:
            return self._nested_depth(marker)
        introduced = at > 0 and self.texts[at - 1].endswith(":")
        if same[-1] == len(self.stack) - 1 and not introduced:
            return same[-1]
        return len(self.stack)

    def _nested_depth(self, marker: Marker) -> int:
        depth = len(self.stack)
        while depth and self.stack[depth - 1].rank > RANK[marker.style]:
            depth -= 1
        return depth

    def _begins_article(self, at: int) -> bool:
        """Whether the piece comes right under an article's title: then a lone 1. is its only khoản."""
        top = self.stack[-1].marker if self.stack else None
        return bool(top and top.style == "article" and at and self.out.placed[-1][1] == "heading")

    def _is_open(self, marker: Marker) -> bool:
        return any(o.marker and o.marker.style == marker.style for o in self.stack)

    def _has_next(self, at: int, marker: Marker) -> bool:
        following = (*marker.value[:-1], marker.value[-1] + 1)
        return self.last_of.get((marker.style, following), -1) > at

    def _listed_is_part(self, at: int, marker: Marker) -> bool:
        """Whether a letter opens a part: its run does already, or begins here and one of it has a title."""
        if self.item and self.item.style == marker.style and marker.follows(self.item.value, 1):
            return False
        if any(
            o.marker and o.marker.style == marker.style and marker.follows(o.marker.value, 1) for o in self.stack
        ):
            return True
        return marker.first and any(self._has_title(i) for i in self._run(at, marker))

    def _run(self, at: int, marker: Marker) -> Iterator[int]:
        """The places of the items that follow one another from `at` on, before anything of a higher rank."""
        last = marker
        yield at
        for i in range(at + 1, len(self.pieces)):
            found = self.read[i]
            following = next((m for m in found if m.style == last.style and m.follows(last.value, 1)), None)
            if following:
                last = following
                yield i
            elif any(RANK[m.style] < RANK[marker.style] and m.style != "dotted" for m in found):
                return

    def _has_title(self, at: int) -> bool:
        if self._is_strong(at) or self._run_in(at):
            return True
        following = self.read[at + 1] if at + 1 < len(self.read) else []
        last_alone = at + 1 == len(self.read) or any(m.style in _LISTED for m in following)
        return self._is_title(at) and not last_alone

    # -- what a piece looks like ---------------------------------------------------------------------------

    def _is_strong(self, at: int) -> bool:
        piece = self.pieces[at]
        return piece.kind == "heading" or piece.is_bold or upper(self._title(at))

    def _title(self, at: int) -> str:
        found = self.read[at]
        return self.texts[at][found[0].end :] if found else self.texts[at]

    def _is_title(self, at: int) -> bool:
        """Whether the piece is a heading by its look: set as one, or a short line that ends no sentence."""
        piece, text = self.pieces[at], self.texts[at]
        title = self._title(at)
        if piece.kind == "table" or _BULLET.match(text) or text.startswith("("):
            return False
        if not self.read[at]:
            plain = not _SENTENCE_END.search(text) and words(text) <= TITLE_WORDS and text[0].isalpha()
            return plain and self._is_strong(at)
        if self._is_strong(at):
            return True
        if text.endswith(":"):
            return words(title) <= _SHORT_TITLE_WORDS
        return words(title) <= TITLE_WORDS and not _SENTENCE_END.search(text)

    def _run_in(self, at: int) -> str:
        """The emphasised beginning of a paragraph, when the number stands before or in it."""
        start = self.read[at][0].end if self.read[at] else 0
        for span in (*self.pieces[at].bold, *self.pieces[at].italic):
            lead = self.texts[at][start : span.end].strip()
            stopped = lead.endswith((":", ".")) or self.texts[at][span.end : span.end + 1] in (":", ".")
            if span.start <= start < span.end and stopped:
                return lead.strip(" :.")
        return ""

    def _is_item(self, at: int) -> bool:
        for marker in self.read[at]:
            if marker.style in _LISTED and (
                marker.first or (self.item and self.item.style == marker.style and marker.follows(self.item.value, 1))
            ):
                self.item = marker
                return True
        return self.pieces[at].kind == "list_item" or bool(_BULLET.match(self.texts[at]))

    # -- building ------------------------------------------------------------------------------------------

    def _leaf(self, kind: LeafKind) -> int:
        if not self.out.nodes:
            self.out.nodes.append(Node(self.prefix + "intro", -1, 0, "", "", ()))
        self.out.placed.append((self.stack[-1].node if self.stack else self._top(), kind))
        return 1

    def _top(self) -> int:
        return len(self.out.nodes) - 1

    def _open_numbered(self, at: int, marker: Marker, depth: int) -> int:
        title, kind = self.texts[at][marker.end :].strip(), self._kind(at)
        heading = title if kind == "heading" else self._run_in(at) or _excerpt(title)
        took = 1
        if not title and at + 1 < len(self.pieces) and self._titles(at + 1, marker):
            heading, kind, took = self.texts[at + 1], "heading", 2
        self._push(marker, depth, marker.printed, heading.rstrip(": "), at)
        node = self.stack[-1].node
        self.out.placed.extend([(node, "heading" if took == 2 else kind)] * took)
        return took

    def _kind(self, at: int) -> LeafKind:
        bare = self.texts[at] == self.texts[at][: self.read[at][0].end]
        return "heading" if bare or self._is_title(at) else "paragraph"

    def _titles(self, at: int, marker: Marker) -> bool:
        """Whether the next piece is the title of a number that stands alone on its line."""
        if self.read[at] or self.pieces[at].kind in ("table", "list_item") or ENACTING.match(self.texts[at]):
            return False
        plain = marker.style != "article" and words(self.texts[at]) <= TITLE_WORDS
        return self._is_strong(at) or (plain and not _SENTENCE_END.search(self.texts[at]))

    def _open_plain(self, at: int) -> int:
        piece, heading = self.pieces[at], self.texts[at]
        caps = upper(heading)
        depth, rank = len(self.stack), _CAPS_RANK if caps else _PLAIN_RANK
        while depth and self._ends_before(self.stack[depth - 1], piece, caps):
            depth -= 1
        if self._names_attachment(at):
            depth, rank, heading = 0, RANK["appendix"], heading.partition("(")[0] or heading
        self._push(None, depth, "", heading.rstrip(": "), at, rank)
        self.out.placed.append((self.stack[-1].node, "heading"))
        return 1

    def _names_attachment(self, at: int) -> bool:
        """Whether the piece is the title of a text attached: QUY CHẾ, and under it of what."""
        lines = self.pieces[at].lines
        return bool(TYPE_LINE.match(lines[0])) and words(self.texts[at]) <= 3 * TITLE_WORDS

    @staticmethod
    def _ends_before(part: _Open, piece: Piece, caps: bool) -> bool:
        """Whether an open part ends before a heading without a number."""
        if part.marker is None:
            if piece.level and part.level:
                return part.level >= piece.level
            return caps or part.rank == _PLAIN_RANK
        if piece.level and part.level:
            return part.level >= piece.level
        return caps and part.rank >= RANK["article"]

    def _push(
        self, marker: Marker | None, depth: int, number: str, heading: str, at: int, rank: float = 0
    ) -> None:
        del self.stack[depth:]
        parent = self.stack[-1].node if self.stack else -1
        above = self.out.nodes[parent] if parent >= 0 else None
        node_id = self._id((above.id + "." if above else self.prefix) + _component(marker, heading))
        title = f"{number}{'' if not number or number[-1] in '.):/' else '.'} {heading}".strip(" ") if heading else number
        path = (*(above.path if above else ()), title)
        self.out.nodes.append(Node(node_id, parent, len(path), number, heading, path))
        self.stack.append(_Open(self._top(), RANK[marker.style] if marker else rank, marker, self.pieces[at].level))
        self.item = None

    def _id(self, wanted: str) -> str:
        self.ids[wanted] = count = self.ids.get(wanted, 0) + 1
        return wanted if count == 1 else f"{wanted}~{count}"


_LETTER_OF = {"appendix": "pl", "part": "p", "chapter": "c", "section": "m", "subsection": "t", "article": "d"}
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def _component(marker: Marker | None, heading: str) -> str:
    """A part's name inside its parent: its number, or words of its heading; nothing of its text or its place."""
    if marker is None:
        return "-".join(_NOT_IN_SLUG.sub(" ", fold(heading)).split()[:6]) or "x"
    if marker.style in _LETTER_OF:
        suffix = re.search(r"\d([a-zđ])", marker.printed)  # Điều 6a
        return f"{_LETTER_OF[marker.style]}{marker.value[0]}{fold(suffix[1]) if suffix else ''}"
    if marker.style == "dotted":
        return str(marker.value[-1])
    plain = marker.printed.strip("().:/-– ")
    return plain.replace("đ", "dd") if marker.style in ("letter", "bracketed") else plain


def _excerpt(text: str) -> str:
    """What stands for the title of a numbered paragraph: the words before its colon, or its first sentence, cut."""
    title, colon, _ = text.partition(":")
    if colon and words(title) <= _SHORT_TITLE_WORDS:
        return title
    sentence = match[0] if (match := _FIRST_SENTENCE.match(text)) else text
    parts = sentence.split()
    return " ".join(parts) if len(parts) <= _EXCERPT_WORDS else " ".join(parts[:_EXCERPT_WORDS]) + "…"


def _quoted(texts: Sequence[str]) -> list[bool]:
    """Which pieces are inside a quotation that an earlier piece opened: numbers there are another document's."""
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
