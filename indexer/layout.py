"""From a reader's blocks to the text as its author set it: markup and page furniture gone, paragraphs whole.

Emphasis and sure footnote marks travel inside the text as private-use signs, because they must survive joining;
`Piece.text` is rid of them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.blocks import Block, BlockKind
from indexer.numbering import markers
from kb.model import Span

SURE_MARK = "\ue000"  # stands before a footnote mark the reader vouches for
_BOLD, _ITALIC, _END = "\ue001", "\ue002", "\ue003"
SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_SUPERSCRIPT = str.maketrans("0123456789", SUPERSCRIPT)

_RAISED_DIGITS = re.compile(
    r"<sup>\s*(?:<[^<>]*>)*\[?(\d{1,3})\]?(?:</[^<>]*>)*\s*</sup>|\$\s*\^\s*\{?(\d{1,3})\}?\s*\$|\[\^(\d{1,3})\]:?", re.I
)
_LINE_TAG = re.compile(r"<br\s*/?>\n?", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_ESCAPED = re.compile(r"\\([-.*_#()\[\]+!`~>])")
# Emphasis opens before a word and closes after one, so "(*)" and "2 * 3" keep their stars.
_EMPHASIS = [
    (re.compile(rf"(?<![\w*]){stars}(?=[^\s*).,;:])([^*]*[^\s*(]){stars}(?!\*)"), sign)
    for stars, sign in ((r"\*\*\*", _BOLD), (r"\*", _ITALIC), (r"\*\*", _BOLD), ("__", _BOLD))
]
_STRAY_STARS = re.compile(r"\*{2,}")
_SIGNS = re.compile(f"[{_BOLD}{_ITALIC}{_END}]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r" ?\n[ \n]*")
_HYPHEN_BREAK = re.compile(r"(?<=\w-)\n(?=\w)")
_DASH = re.compile(r"[-–] (\w+)")
_USUAL_PAIRS = frozenset(
    (("tế", "xã"), ("tế", "ngân"), ("hóa", "xã"), ("hoá", "xã"), ("trị", "xã"), ("phòng", "an"), ("chính", "kế"), ("hóa", "thể"),
     ("hóa", "thông"), ("binh", "xã"), ("động", "thương"), ("học", "kỹ"), ("học", "công"), ("thương", "binh"))
)  # fmt: skip
ENACTING = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|CHỈ THỊ|THÔNG BÁO|KẾT LUẬN)\s*:$|QUYẾT NGHỊ$")
MOTTO = re.compile(r"^cong hoa xa hoi chu nghia|doc lap\W+tu do|^dang cong san viet nam$")  # of folded text
_PAGES_UNNUMBERED = 4  # between two page numbers: scans lose some
_RULE = re.compile(r"[\s\-–—_=*¯~.•·]*$")
_PAGE_NUMBER = re.compile(r"(?:Trang|trang|Page)?\s*[-–—|]*\s*(\d{1,4})(?:\s*/\s*\d{1,4})?\s*[-–—|]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block repaired. `bold` and `italic` are the emphasised stretches of `text`; lines are parted by "\\n"."""

    kind: BlockKind
    text: str
    page: int | None = None
    level: int | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    box: tuple[float, float, float, float] | None = None
    confidence: float | None = None
    bold: tuple[Span, ...] = ()
    italic: tuple[Span, ...] = ()
    centred: bool = False

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @property
    def flat(self) -> str:
        """One paragraph of it: soft line breaks are blanks."""
        return self.text.replace("\n", " ")

    @property
    def is_bold(self) -> bool:
        return sum(span.end - span.start for span in self.bold) >= 0.9 * len(self.text.strip())


def pieces(blocks: Sequence[Block]) -> list[Piece]:
    """What the author wrote, block for block, without page numbers, running heads and rules."""
    found: list[Piece] = []
    last_page = 0
    for at, block in enumerate(blocks):
        piece = clean(block)
        if block.kind == "running_head" or not piece.text or _RULE.match(piece.text):
            continue
        if number := _PAGE_NUMBER.match(piece.text):
            value = int(number[1])
            follows = 0 < value - last_page <= _PAGES_UNNUMBERED or value == block.page
            if follows or (at + 1 < len(blocks) and blocks[at + 1].text[:1].islower()):
                last_page = value
                continue
        found.append(piece)
    return _parted(_dashes_joined(found))


def clean(block: Block) -> Piece:
    """A block without markup; a table's text is its rows, one a line."""
    if rows := tuple(row for row in (tuple(map(_cell, row)) for row in block.rows) if any(row)):
        text = "\n".join(map(" | ".join, rows))
        return Piece("table", text, block.page, None, rows, block.box, block.confidence)
    marked = block.text
    for offset in sorted(block.refs, reverse=True):
        marked = marked[:offset] + SURE_MARK + marked[offset:]
    if block.number and not marked.lstrip().startswith(block.number):
        marked = f"{block.number} {marked}"
    text, bold, italic = _emphasis(tidy(marked))
    if "bold" in block.style.split():
        bold = (Span(0, len(text)),)
    if "italic" in block.style.split():
        italic = (Span(0, len(text)),)
    return Piece(
        block.kind, text, block.page, block.level, (), block.box, block.confidence, bold, italic,
        "center" in block.style.split(),
    )  # fmt: skip


def _dashes_joined(whole: Sequence[Piece]) -> list[Piece]:
    """Lines that begin with a dash because a line broke before it ("kinh tế ⏎ - xã hội"), not because they are items.

    The dash belongs to the line before when the same two words stand round a dash elsewhere in the text, between
    two numbers, and inside an open bracket.
    """
    pairs = _USUAL_PAIRS | {
        (m[1].lower(), m[2].lower()) for piece in whole for m in re.finditer(r"(\w+) [-–] (?=(\w+))", piece.text)
    }
    found: list[Piece] = []
    for piece in whole:
        dash = _DASH.match(piece.text)
        before = found[-1] if found and found[-1].kind in ("paragraph", "list_item") else None
        if dash and before and not _FINISHED.search(before.text) and (last := re.search(r"\w+$", before.text)):
            numbers = dash[1][0].isdigit() and last[0].isdigit()
            bracket = before.text.count("(") > before.text.count(")") and dash[1][0].islower()
            if numbers or bracket or (last[0].lower(), dash[1].lower()) in pairs:
                found[-1] = join(before, piece)
                continue
        found.append(piece)
    return found


def _parted(whole: Sequence[Piece]) -> list[Piece]:
    """Where lines of one block begin with the numbers of parts, one piece a part.

    Texts with one printed line a line seldom have blank lines between a title and what follows it.
    """
    found: list[Piece] = []
    seen: set[tuple[str, tuple[int, ...]]] = set()
    for piece in whole:
        cuts = [0]
        start = 0
        for before, line in pairwise(["", *piece.lines]):
            if piece.kind in ("paragraph", "list_item"):
                numbered = _opens_part(before, line, seen)
                if start and (numbered or _opens_title(before, line)):
                    cuts.append(start)
            start += len(line) + 1
        found += [piece] if len(cuts) == 1 else _slices(piece, cuts)
    return found


def _opens_part(before: str, line: str, seen: set[tuple[str, tuple[int, ...]]]) -> bool:
    opens = False
    for marker in markers(line):
        *above, last = marker.value
        in_order = last == 1 or (marker.style, (*above, last - 1)) in seen
        title = line[marker.end :].lstrip("“\"")
        opens |= in_order and marker.keyword_ends and (not title or title[0].isupper()) and not _wants_more(before)
        seen.add((marker.style, marker.value))
    return opens


def _opens_title(before: str, line: str) -> bool:
    """Whether a line of capitals begins behind the end of a sentence, or ordinary text behind one of capitals."""
    if ENACTING.match(line) or ENACTING.match(before):
        return True
    return upper(line) and words(line) > 1 and bool(_FINISHED.search(before)) and not upper(before)


def _slices(piece: Piece, cuts: Sequence[int]) -> Iterator[Piece]:
    for start, end in pairwise([*cuts, len(piece.text) + 1]):
        bold, italic = (
            tuple(Span(max(s.start, start) - start, min(s.end, end - 1) - start) for s in spans if s.start < end - 1 and s.end > start)
            for spans in (piece.bold, piece.italic)
        )
        yield replace(piece, text=piece.text[start : end - 1], bold=bold, italic=italic)


def _cell(text: str) -> str:
    return _emphasis(tidy(text))[0].replace("\n", " ")


def tidy(text: str) -> str:
    """NFC without HTML, LaTeX and escape remnants; raised digits are superscripts; emphasis stays.

    A hyphen at a line's end stays: official texts break at the hyphens of `QĐ-UBND`, not inside words.
    """
    text = unicodedata.normalize("NFC", text)
    if "<" in text or "$" in text or "[^" in text:
        text = _RAISED_DIGITS.sub(lambda m: superscript(m[1] or m[2] or m[3]), text)
        text = _TAG.sub("", _LINE_TAG.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(lambda m: html.unescape(m[0]), text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return _HYPHEN_BREAK.sub("", _LINE_ENDS.sub("\n", _BLANKS.sub(" ", text))).strip()


def superscript(digits: str) -> str:
    return digits.translate(_TO_SUPERSCRIPT)


def _emphasis(text: str) -> tuple[str, tuple[Span, ...], tuple[Span, ...]]:
    """The text without emphasis marks, and where it was bold and italic."""
    if "*" not in text and "__" not in text:
        return text, (), ()
    for pattern, sign in _EMPHASIS:
        text = pattern.sub(lambda m, sign=sign: f"{sign}{m[1]}{_END}", text)  # type: ignore[misc]
    text = _STRAY_STARS.sub("", text)
    plain: list[str] = []
    open_at: list[tuple[str, int]] = []
    spans: dict[str, list[Span]] = {_BOLD: [], _ITALIC: []}
    at = 0
    for piece in re.split(f"([{_BOLD}{_ITALIC}{_END}])", text):
        if piece in (_BOLD, _ITALIC):
            open_at.append((piece, at))
        elif piece == _END:
            sign, start = open_at.pop()
            spans[sign].append(Span(start, at))
        else:
            plain.append(piece)
            at += len(piece)
    return "".join(plain), tuple(spans[_BOLD]), tuple(spans[_ITALIC])


# -- paragraphs cut by page breaks ---------------------------------------------------------------------------

_FINISHED = re.compile(r"[.;:!?…]\W*$|/\.\W*$")
_WORD = re.compile(r"[^\W\d_]+")
# Words that never end a Vietnamese sentence or title, and those that do not when a number comes next.
_NEVER_LAST = frozenset(
    "của và với cho tại các những mọi để do từ hoặc nhưng nhằm bởi vì nếu bị đã đang rất gồm thuộc giữa".split()
)
_WANTS_NUMBER = _NEVER_LAST | frozenset("ngày tháng số điều khoản điểm mục phần chương biểu bảng đến đạt được khoảng trên là về theo".split())
# After these a proper name follows, so a name at the head of the next block belongs to them.
_WANTS_NAME = frozenset(
    "phố tỉnh huyện xã phường quận trấn thôn khối đường sông chí ông bà án khu sở ban phòng bộ trường ty".split()
)


def continues(before: str, after: str) -> bool:
    """Whether the paragraph `after` goes on with the sentence that `before` breaks off.

    Certain when `after` begins in lower case; else `before` must end in a word that cannot end a sentence, or
    in the middle of a name.
    """
    before = before.rstrip(SUPERSCRIPT + SURE_MARK + " ")
    if not before or not after or _FINISHED.search(before):
        return False
    first = after[0]
    if first.islower():
        return True
    last_words = _WORD.findall(before[-60:])[-2:]
    if not last_words or not before[-1].isalnum():
        return before[-1] == "," and first.isdigit()
    last = last_words[-1]
    if last in (_WANTS_NUMBER if first.isdigit() else _NEVER_LAST):
        return first.isalnum() or first in "“\"'("
    opening = re.match(r"[^\W\d_]+ [^\W\d_]+", after)
    if opening is None or not all(word[0].isupper() for word in opening[0].split()):
        return False
    name_begun = last[0].isupper() and len(last_words) == 2 and last_words[0].islower()
    return not after.isupper() and (last in _WANTS_NAME or (name_begun and not last.isupper()))


def _wants_more(line: str) -> bool:
    """Whether a printed line ends where the next must go on: a number there is part of the sentence."""
    last = _WORD.findall(line[-30:])[-1:]
    return line[-1:].isalpha() and bool(last) and last[0].lower() in _WANTS_NUMBER


def join(first: Piece, second: Piece) -> Piece:
    """Two parts of one paragraph; a hyphen at the break stays one."""
    blank = "" if re.search(r"\w-$", first.text) else "\n"
    shift = len(first.text) + len(blank)
    moved = [tuple(Span(s.start + shift, s.end + shift) for s in spans) for spans in (second.bold, second.italic)]
    return replace(
        first, text=first.text + blank + second.text, bold=first.bold + moved[0], italic=first.italic + moved[1]
    )


def upper(text: str) -> bool:
    """Whether all its letters are capitals, and there are some."""
    return text.isupper() and sum(c.isalpha() for c in text) > 1


def words(text: str) -> int:
    return len(text.split())
