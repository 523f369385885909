"""Two questions in one sentence, each to be answered: "Dự án khởi công khi nào và ai là chủ đầu tư?" """

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.answers.comparison import Side
from kb.model import Span
from kb.periods import periods

ASKS = (
    r"(?:(?:khoảng|tổng cộng|lúc|vào|từ|đến|trước|ở|tại|do) )?"
    r"(?:bao nhiêu|mấy(?: giờ)?|ai|bao giờ|bao lâu|đâu|thế nào|(?:khi|ngày|lúc|năm|tháng|nơi|hạn) nào|nào|gì)"
)
ASKS_ENGLISH = (
    r"(?:(?:by|at|on|in|to) )?(?:how (?:many|much|long|large)|what|when|where|who|whom|which)"
    r"(?: (?:is|was|are|were|did|does|do|has|have|will|must))?"
)
JOINS = re.compile(r"\s*(?:[,;?]\s*(?:và |and |rồi )?|\b(?:và|and)\s)\s*", re.IGNORECASE)
LINKS = re.compile(r"\b(?:là|có|được|đạt|vào|do|số|is|was|are|were)\s*$", re.IGNORECASE)
HAS = re.compile(r"(?<=\w) (?:có|has|have) ", re.IGNORECASE)  # whose it is, then what of it is asked


def parts(text: str, *, english: bool) -> tuple[Side, ...]:
    """The questions a sentence joins, each with what the first is about; none when it asks only one.

    What stands between two joins without asking anything belongs to what comes before it.
    """
    asks = re.compile(rf"\b(?:{ASKS_ENGLISH if english else ASKS})\b", re.IGNORECASE)
    spans: list[Span] = []
    for piece in _pieces(text):
        if spans and not (asks.search(text, *piece) and asks.search(text, *spans[-1])):
            spans[-1] = Span(spans[-1].start, piece.end)
        else:
            spans.append(piece)
    asked = [text[slice(*span)].strip(" ?.") for span in spans]
    if len(asked) < 2:
        return ()
    first = asks.search(asked[0])
    assert first is not None
    before = LINKS.sub("", HAS.split(asked[0][: first.start()].rstrip())[0]).strip()
    about = f"{before} {asked[0][first.end() :].strip()}".strip()
    dated = "" if periods(asked[0]) else " ".join(asked[-1][slice(*p.span)] for p in periods(asked[-1])[:1])
    others = (Side(one, f"{one} {about}" if english else f"{about} {one}") for one in asked[1:])
    return (Side(asked[0], f"{asked[0]} {dated}".strip()), *others)


def _pieces(text: str) -> Iterator[Span]:
    start = 0
    for join in JOINS.finditer(text):
        yield Span(start, join.start())
        start = join.end()
    yield Span(start, len(text))
