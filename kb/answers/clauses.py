"""What each value of a sentence is said of: words of its own, words it shares, words that came before.

"Ước thu quý I đạt 113 tỷ đồng bằng 28,1% dự toán tỉnh giao, bằng 26,6% dự toán thành phố" says two shares of
one sum. Each value owns the part of its clause between the breaks beside it, shares what leads into the
clause, and is told apart from its like by the words of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.model import Span

# Ends of sentences, clauses and parentheses; and the lesser breaks inside them.
STOP = re.compile(r"[;()\[\]]|[.!?…](?=\s+[^\W\d_])|\n")
BREAK = re.compile(rf"{STOP.pattern}|,|\b(?:và(?! \d)|nhưng|còn|(?<!so )(?<!đối )với|trong đó)\b")
# What says nothing of a later value: parentheses, and what a share is a share of.
ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]|%[^,;()\n]*")
OPENING, CLOSING, SEPARATORS = "([", ")]", ";.!?…\n"
JOINED = 4  # words between values said together: "bắt 15 vụ 21 đối tượng", "12 hộ kinh doanh và 5 công ty"
ELLIPTIC = 2  # words before the first value of a clause that goes on with the one before
WORD = re.compile(r"[^\W_]+")
# How much more or less, not how much.
CHANGE = re.compile(r"\b(?:tăng|giảm|cao hơn|thấp hơn|vượt)(?: thêm| khoảng| gần| trên)?\s*$", re.IGNORECASE)
# How much there was: "từ 120 hộ xuống còn 85 hộ".
WAS = re.compile(r"\btừ\s*$", re.IGNORECASE)
BECAME = re.compile(r"[^,;.\d]{0,30}\b(?:lên|xuống|còn|thành|sang)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """`own`, `shared` and `head` are texts, `before` those of the clauses before it, parentheses left out;
    `clause` is the innermost clause around the value. `detail`: it stands in parentheses; `change`: it is
    not how much there is, but how much more or less, or how much there was."""

    value: Span
    own: str
    shared: str
    head: str
    before: tuple[str, ...]
    clause: Span
    detail: bool
    change: bool


@lru_cache(maxsize=20_000)
def claims(text: str, values: tuple[Span, ...], marks: tuple[Span, ...]) -> tuple[Claim, ...]:
    """One of each value, in order. `marks` are all figures of the text, whatever they count: each ends what
    is said of the one before."""
    cut = _Cut(text, values, marks)
    return tuple(map(cut.claim, values))


class _Cut:
    """A text cut into sentences and parentheses (`parts`), these at their semicolons (`clauses`), with all
    its `breaks`, its figures (`marks`) and those of them that are said together (`groups`)."""

    def __init__(self, text: str, values: Sequence[Span], marks: Sequence[Span]) -> None:
        self._text = text
        self._breaks = [Span(*m.span()) for m in BREAK.finditer(text)]
        self._parts, self._clauses = _cut(text, ""), _cut(text, ";")
        self._marks = sorted({*values, *(m for m in marks if not any(map(m.overlaps, values)))})
        self._groups: list[Span] = []
        for mark in self._marks:
            if self._groups and self._joined(self._groups[-1], mark):
                self._groups[-1] = Span(self._groups[-1].start, max(self._groups[-1].end, mark.end))
            else:
                self._groups.append(mark)

    def _joined(self, group: Span, mark: Span) -> bool:
        between = Span(group.end, max(mark.start, group.end))
        apart = any(between.overlaps(b) for b in self._breaks)
        return not apart and len(WORD.findall(self._text, *between)) <= JOINED

    def claim(self, value: Span) -> Claim:
        text = self._text
        group = next(g for g in self._groups if g.start <= value.start < g.end)
        around = [part for part in self._parts if part.start <= value.start < part.end]
        part, sentence = min(around, key=_length), max(around, key=_length)
        clause = min((c for c in self._clauses if c.start <= value.start < c.end), key=_length)
        last = max((g.end for g in self._groups if part.start <= g.start < group.start), default=None)
        following = min((g.start for g in self._groups if group.start < g.start < part.end), default=None)
        own, shared = [part.start, part.end], [part.start, part.end]
        if last is not None:
            led = self._between(last, group.start)
            own[0], shared[0] = self._lead(led, last, group.start), led[0].end if led else last
        if following is not None:
            ends = self._between(group.end, following)
            stops = [b for b in ends if text[b.start] in SEPARATORS]
            own[1] = ends[0].start if ends else following
            shared[1] = (stops or ends)[-1].start if ends else following
        apart = text[slice(*self._apart(value, group, own[1]))]
        return Claim(
            value,
            own=f"{self._named(part, sentence, last)} {text[own[0] : group.start]} {apart}",
            shared=text[slice(*shared)],
            head=self._head(part, clause),
            before=self._before(sentence, value.start),
            clause=clause,
            detail=part != sentence,
            change=bool(
                CHANGE.search(text, own[0], value.start)
                or (WAS.search(text, own[0], value.start) and BECAME.match(text, value.end))
            ),
        )

    def _named(self, part: Span, sentence: Span, last: int | None) -> str:
        """What the first value in parentheses is of, right before them: "huyện Đại Từ (52 ca)"."""
        if part == sentence or last is not None:
            return ""
        before = [b.end for b in (*self._breaks, *self._groups) if b.end < part.start]
        return self._text[max(before, default=sentence.start) : part.start - 1]

    def _apart(self, value: Span, group: Span, end: int) -> Span:
        """A value with the words between it and those that are said together with it."""
        before = max(
            (m.end for m in self._marks if group.start <= m.start < value.start), default=group.start
        )
        after = min((m.start for m in self._marks if value.end <= m.start < group.end), default=end)
        return Span(before, after)

    def _between(self, start: int, end: int) -> list[Span]:
        return [b for b in self._breaks if start <= b.start and b.end <= end]

    def _lead(self, breaks: Sequence[Span], start: int, end: int) -> int:
        """Where the words begin that lead to a value, a parenthesis right before it aside: "Khám dự phòng
        (KSK): 340"."""
        aside = False
        for stop in reversed(breaks):
            sign = self._text[stop.start]
            if aside:
                aside = sign not in OPENING
            elif sign in CLOSING and not WORD.search(self._text, stop.end, end):
                aside = True
            else:
                return stop.end
        return start

    def _before(self, sentence: Span, end: int) -> tuple[str, ...]:
        """The clauses up to a value, each by itself: no word pairs with one of the next."""
        clauses = sorted(c for c in self._clauses if sentence.start <= c.start < end)
        outer = (
            c for c in clauses if not any(o != c and o.start <= c.start and c.end <= o.end for o in clauses)
        )
        return tuple(ASIDE.sub(" ", self._text[c.start : min(c.end, end)]) for c in outer)

    def _head(self, part: Span, clause: Span) -> str:
        """What leads into a clause; into one that goes on with the last, what led into that: "đạt 41,3% dự
        toán tỉnh giao; đạt 39,3% dự toán thành phố giao"."""
        head = ""
        inside = (c for c in self._clauses if part.start <= c.start <= clause.start and c.end <= part.end)
        for one in sorted(inside):
            first = next((g.start for g in self._groups if one.start <= g.start < one.end), None)
            said = self._text[one.start : first] if first is not None else ""
            if not head or len(WORD.findall(said)) > ELLIPTIC:
                head = said
        return head


def _length(span: Span) -> int:
    return span.end - span.start


def _cut(text: str, separators: str) -> list[Span]:
    """Its sentences, cut at the separators, too; what stands in parentheses lies inside what is around it."""
    found, starts = [], [0]
    for stop in STOP.finditer(text):
        if stop[0] in OPENING:
            starts.append(stop.end())
        elif stop[0] in CLOSING:
            if len(starts) > 1:
                found.append(Span(starts.pop(), stop.start()))
        elif stop[0] != ";" or separators:
            found.append(Span(starts[-1], stop.start()))
            starts[-1] = stop.end()
    return found + [Span(start, len(text)) for start in starts]
