"""Where the lines of one block are parts and paragraphs of their own, in texts without blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from indexer.breaks import continues, finished, wants_more
from indexer.numbering import markers
from indexer.pieces import Piece, upper, words
from kb.model import Span

ENACTING = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|CHỈ THỊ|THÔNG BÁO|KẾT LUẬN)\s*:$|QUYẾT NGHỊ$")
_ANNOUNCES = re.compile(r"(?:như sau|sau đây|nội dung sau|nhiệm vụ sau|kết luận|yêu cầu|ý kiến)\s*:$")
_RECITAL = re.compile(r"(?:Căn cứ|Xét|Theo đề nghị|Thực hiện|Sau khi|Ngày \d)\b")
_ENOUGH_LINES = 8  # to tell how wide a text was set
_FILLED = 0.85
_PRINTED_LINE = 140  # characters: more than a line of A4 holds


def parted(whole: Sequence[Piece]) -> list[Piece]:
    """Where lines of one block begin with the numbers of parts, one piece a part.

    Texts with one printed line a line seldom have blank lines between a title and what follows it.
    """
    found: list[Piece] = []
    seen: set[tuple[str, tuple[int, ...]]] = set()
    width = _width(whole)
    for piece in whole:
        cuts = [0]
        start = 0
        part = False  # the line before opened a part
        for before, line in pairwise(["", *piece.lines]):
            if piece.kind in ("paragraph", "list_item"):
                numbered = _opens_part(before, line, seen)
                text_begins = (part and _is_whole_title(before, line, width)) or _announced(before, line)
                text_begins |= bool(_RECITAL.match(line)) and _is_whole_title(before, line, width)
                if start and (numbered or text_begins or _opens_title(before, line)):
                    cuts.append(start)
                part = numbered
            start += len(line) + 1
        found += [piece] if len(cuts) == 1 else _slices(piece, cuts)
    return found


def _opens_part(before: str, line: str, seen: set[tuple[str, tuple[int, ...]]]) -> bool:
    opens = False
    for marker in markers(line):
        *above, last = marker.value
        in_order = last == 1 or (marker.style, (*above, last - 1)) in seen
        title = line[marker.end :].lstrip('“"')
        opens |= (
            in_order and marker.keyword_ends and (not title or title[0].isupper()) and not wants_more(before)
        )
        seen.add((marker.style, marker.value))
    return opens


def _width(whole: Sequence[Piece]) -> int:
    """How many characters the printed lines hold, where every line was filled before the next began; else 0.

    Judged by lines that begin in lower case, which surely go on with the line before, but for the items of
    a list and what stands under a title. Where none does, or hardly any and some line is longer than a sheet
    is wide, each line is a paragraph.
    """
    lines = [pair for piece in whole for pair in pairwise(piece.lines)]
    broken = [
        (len(before), len(line.split(" ", 1)[0]))
        for before, line in lines
        if line[0].islower() and not (markers(line) or upper(before))
    ]
    longest = max((len(line) for piece in whole if piece.kind != "table" for line in piece.lines), default=0)
    if lines and (not broken or (longest > _PRINTED_LINE and len(broken) <= len(lines) / 10)):
        return max(longest, _PRINTED_LINE)
    if len(broken) < _ENOUGH_LINES:
        return 0
    width = sorted(length for length, _ in broken)[len(broken) * 9 // 10]
    short = sum(length + 1 + first <= _FILLED * width for length, first in broken)
    return width if short <= len(broken) / 10 else 0


def _is_whole_title(title: str, line: str, width: int) -> bool:
    """Whether a numbered line is a whole title: it stopped although the next line's first word had room."""
    room = len(title) + 1 + len(line.split(" ", 1)[0]) <= _FILLED * width
    return room and line[0].isupper() and not finished(title) and not continues(title, line)


def _announced(before: str, line: str) -> bool:
    """Whether a line says "như sau:" and the next begins what follows."""
    return bool(_ANNOUNCES.search(before)) and line[0].isupper()


def _opens_title(before: str, line: str) -> bool:
    """Whether a line of capitals begins behind the end of a sentence, or ordinary text behind one of
    capitals.
    """
    if ENACTING.match(line) or ENACTING.match(before):
        return True
    return upper(line) and words(line) > 1 and finished(before) and not upper(before)


def _slices(piece: Piece, cuts: Sequence[int]) -> Iterator[Piece]:
    for start, end in pairwise([*cuts, len(piece.text) + 1]):
        bold, italic = (
            tuple(
                Span(max(s.start, start) - start, min(s.end, end - 1) - start)
                for s in spans
                if s.start < end - 1 and s.end > start
            )
            for spans in (piece.bold, piece.italic)
        )
        yield replace(piece, text=piece.text[start : end - 1], bold=bold, italic=italic)
