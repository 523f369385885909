"""Figures as documents write them: "885.320 lượt khách", "83 tỷ đồng", "26,2%"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.model import Span
from kb.text import fold
from kb.wordlists import short_forms

# Thousands are set off by points and decimals by a comma; a number may also have neither.
NUMBER = r"(?<![\d.,/-])\d{1,3}(?:\.\d{3})+(?:,\d+)?|(?<![\d.,/-])\d+(?:,\d+)?"
MEASURES = (
    "triệu đồng|tỷ đồng|nghìn đồng|đồng|%|lượt khách|lượt người|lượt con|lượt|hộ gia đình|hộ|"
    "ha|km²|m²|m³|k?m(?![²³])|tấn|tạ|kg|dự án|công trình|doanh nghiệp|hợp tác xã|HTX|hồ sơ|đơn|vụ|"
    "người|trường hợp|ca|con|cây|xã|thôn"
)
NOTE_MARKS = "¹²³⁰⁴-⁹"
FIGURE = re.compile(rf"(?P<number>{NUMBER})\s?(?P<measure>{MEASURES})(?![^\W{NOTE_MARKS}])")
CLAUSE = re.compile(r"[^;]+")
WORD = re.compile(r"\w+")
SHORT_FORM = re.compile(r"\b\w*[A-ZĐƯ]{2}\w*")
# A clause that begins so goes on with the subject of the one before; "ước" (estimated) gives its figure anew.
ANEW = "uoc"
CONTINUES = frozenset((ANEW, "dat", "bang", "tang", "giam"))

# Money is told in millions, so that figures in different units compare.
MILLIONS = {"đồng": 1e-6, "nghìn đồng": 1e-3, "triệu đồng": 1.0, "tỷ đồng": 1e3}


@dataclass(frozen=True)
class Figure:
    """`measure` is as written, but "triệu đồng" for all money; `value` is in it."""

    span: Span
    value: float
    measure: str


def figures(text: str) -> list[Figure]:
    """In the order of the text; a number without a known measure (a date, a document's number) is not one."""
    return [_figure(match) for match in FIGURE.finditer(text)]


def figures_of(sentence: str, subject: str) -> list[Figure]:
    """The first figure of each measure from the subject (`spelt`) on, in a clause that names it or goes on
    with one that does: others in the sentence measure something else."""
    found: list[Figure] = []
    named = False
    for clause in CLAUSE.finditer(sentence):
        words = list(_words(clause[0]))
        begins = _find(subject.split(), words)
        opening = words[0][0] if words else ""
        named = begins is not None or (named and opening in CONTINUES)
        if not named or (begins is None and opening != ANEW):
            continue
        first: dict[str, Figure] = {}
        for figure in figures(clause[0]):
            if figure.span.end > (begins or 0):
                first.setdefault(figure.measure, figure)
        found += [_moved(figure, clause.start()) for figure in first.values()]
    return found


def spelt(text: str) -> str:
    """Its words without marks, well-known short forms written out: "Thu NSNN" is "thu ngan sach nha nuoc"."""
    return " ".join(WORD.findall(fold(SHORT_FORM.sub(lambda match: _full(match[0]), text))))


def _words(text: str) -> Iterator[tuple[str, int]]:
    """With the place in the text of the word each is from."""
    for match in WORD.finditer(text):
        for word in fold(_full(match[0])).split():
            yield word, match.start()


def _full(word: str) -> str:
    """What a short form stands for, if that is but one thing."""
    forms = short_forms().get(word, ())
    return forms[0] if len(forms) == 1 else word


def _find(subject: list[str], words: list[tuple[str, int]]) -> int | None:
    for at in range(len(words) - len(subject) + 1):
        if [word for word, _ in words[at : at + len(subject)]] == subject:
            return words[at][1]
    return None


def _moved(figure: Figure, by: int) -> Figure:
    return replace(figure, span=Span(figure.span.start + by, figure.span.end + by))


def _figure(match: re.Match[str]) -> Figure:
    value = float(match["number"].replace(".", "").replace(",", "."))
    measure = match["measure"]
    if measure in MILLIONS:
        value, measure = value * MILLIONS[measure], "triệu đồng"
    return Figure(Span(*match.span()), value, measure)
