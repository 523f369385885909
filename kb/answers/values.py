"""Where in a sentence the value is that a question asks for: a number, date, person or document number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kb.answers.counting import BARE, fitting, whole_noun
from kb.answers.measures import Measure
from kb.answers.persons import LOWER, UPPER, persons
from kb.answers.question import Question, Value
from kb.model import Span
from kb.numbers import document_numbers
from kb.periods import periods
from kb.terms import terms
from kb.text import fold, normalize

NUMBER = re.compile(
    r"(?:(?<![\w/.,-])|(?<=[^\W\dA-ZĐ_]/))\d+(?:\.\d{3})*(?:,\d+)?(?![\d/-]|\.\d)(?=\W|(?:ha|m|km|kg|g|tấn|đ|d)(?:\b|[²³])|$)(?:\s*%)?"
)
SHARE = re.compile(r"(?<![\w/.,-])\d{1,3}/\d{1,3}(?![\w/-])")
NUMBER_IN_WORDS = re.compile(r"\b(?:một(?! số| phần)|hai|ba|bốn|sáu|bảy|tám|chín|mười)\b", re.IGNORECASE)
ORDINAL = re.compile(r"\blần thứ\s+(?:[IVXLC]+|\d+|[^\W\d_]+)")
BEFORE = r"(?:cùng kỳ|(?:tháng|quý|năm|kỳ) trước|năm ngoái|năm \d{4})"
AGAINST = rf"so với {BEFORE}(?: năm (?:trước|ngoái|\d{{4}}))?"
CHANGE = re.compile(
    rf"(?:tăng|giảm)(?: [^\W\d]+){{0,3}} {NUMBER.pattern}(?: (?!so\b)[^\W\d]+)?(?: {AGAINST})?"
    rf"|(?:bằng|đạt) {NUMBER.pattern} {AGAINST}|(?:tăng|giảm)(?: [^\W\d]+)? {AGAINST}",
    re.IGNORECASE,
)
NUMERAL = "nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười(?: (?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?"
PLACE_IN_ORDER = re.compile(
    rf"\b(?i:lần thứ|kỳ(?: họp)?(?: thứ)?|khóa|khoá|thứ|loại|hạng|đợt)\s+"
    rf"(?:[IVXLC]+|\d{{1,3}}(?![\d/])|(?i:{NUMERAL}))(?!\w)"
)
MONEY = re.compile(
    r"\s*(?:nghìn|ngàn|triệu|tỷ|tỉ)?\s*(?:đồng|đ|d|usd|đô la|vnđ)\b|\s*(?:triệu|tỷ|tỉ)\b", re.IGNORECASE
)
# The number behind one of these says which: lớp 9, Quốc lộ 18. So does the first cell of a row.
IDENTIFIES = re.compile(
    r"(?<!\d )\b(?:lớp|quốc lộ|đường|tỉnh lộ|khoản|điều|mục|điểm|chương|phần|kỳ|khối|tổ|km|thứ|loại|hạng"
    r"|trang|(?<!tổng )(?<!trong )số|tiêu chí|phụ lục|biểu|bảng|khóa|khoá|bão|mẫu|tiểu khu|khu vực|vùng|nhóm"
    r"|đợt|phường|quận|lần)\s+$",
    re.IGNORECASE,
)
HOUR_ASKED = re.compile(r"\bmấy giờ\b|\bwhat time\b", re.IGNORECASE)
HOUR = re.compile(r"\b\d{1,2} ?(?:giờ|h|:)(?: ?\d{1,2}(?: phút)?)?(?!\w)")
LONGEST_NOUN = 12
MARKED = re.compile(r"[^\W\d_]+")  # the first word
FIRST_CELL = re.compile(r"\s*[|\t]")
RATIO = re.compile(r"(?<=tỷ lệ )1/\d+(?:\.\d{3})*")
DURATION = re.compile(r"\s*(?:tháng|năm|ngày|tuần|quý|giờ|phút)\b", re.IGNORECASE)
PARTIAL_DATE = re.compile(
    r"(?:trước |sau |chậm nhất |trong )?(?:ngày|tháng|quý|năm)\s+"
    r"(?:\d{1,2}(?:[/.-]\d{1,4}){0,2}|[IVX]+(?:/\d{4})?)",
    re.IGNORECASE,
)
REFERENCE = re.compile(r"(?:số\s*)?\d+(?:/\d{4})?\s*/\s*[A-ZĐ][\w&-]*|\d+-[A-ZĐ]{2,}(?:/[A-ZĐ]{2,})?")
# The date behind the number of a cited document is of that document, not of what is told.
OF_REFERENCE = re.compile(rf"(?:{REFERENCE.pattern})[\s,(]*$")
ABOUT = re.compile(r"\bvề (?:việc )?(?P<contents>[^;.(\n]{10,})")
# "phường Tam Thanh", "số 5 đường Hùng Vương, thị trấn Lộc Bình"
OF_LEVEL = rf"(?: {LOWER}+ (?:tỉnh|huyện|thành phố|thị xã|quận|phường|xã)\b)?"  # "Trung tâm Văn hóa tỉnh"
NAMED = (
    rf"(?:(?:{LOWER}|\d)+ ){{0,4}}{UPPER}[^\W_]*(?: (?:{UPPER}[^\W_]*|\d+|{LOWER}+(?= {UPPER})))*{OF_LEVEL}"
)
PLACE = re.compile(
    rf"(?:\b(?:tại|ở|trên địa bàn|thuộc|địa chỉ:?)\s+|\d+ địa điểm \()(?P<place>{NAMED}(?:, {NAMED})*)"
)


def values(sentence: str, question: Question) -> tuple[Span, ...]:
    """The spans of `sentence` that are of the kind asked for, in order; for "any" there are none."""
    if question.wants == "date" and HOUR_ASKED.search(question.text):
        return tuple(Span(*m.span()) for m in HOUR.finditer(sentence))
    if question.wants in ("date", "issued"):
        cited = _dates_of(sentence, _numbers_given(question.text))
        if cited:
            return cited
    found = _values(sentence, question.wants, question.measures, question.units)
    if question.wants not in ("number", "date", "reference"):
        return found
    return outside(sentence, found, question.figures)


def outside(sentence: str, found: Sequence[Span], given: frozenset[str]) -> tuple[Span, ...]:
    """The values found but for those a question gives itself."""
    return tuple(s for s in found if not given or not figures(sentence[s.start : s.end]) <= given)


def figures(said: str) -> frozenset[str]:
    """The numbers of a text, each in one spelling."""
    return frozenset(word for word in terms(said) if word[0].isdecimal() and " " not in word)


@lru_cache(maxsize=100)
def _numbers_given(text: str) -> frozenset[str]:
    return frozenset(number.number for number in document_numbers(text))


def _dates_of(sentence: str, numbers: frozenset[str]) -> tuple[Span, ...]:
    """The dates right behind the documents of these numbers."""
    if not numbers:
        return ()
    dated = (
        (span, OF_REFERENCE.search(sentence[: span.start])) for span in _values(sentence, "issued", (), ())
    )
    return tuple(span for span, cited in dated if cited and figures(cited[0]) & numbers)


@lru_cache(maxsize=20_000)
def _values(
    sentence: str, wants: Value, measures: tuple[Measure, ...], units: tuple[str, ...]
) -> tuple[Span, ...]:
    return tuple(_spans(sentence, wants, measures, units))


def _spans(sentence: str, wants: Value, measures: tuple[Measure, ...], units: tuple[str, ...]) -> list[Span]:
    match wants:
        case "number":
            return _numbers(sentence, measures, units)
        case "change":
            return [Span(*m.span()) for m in CHANGE.finditer(sentence)]
        case "order":
            found = [Span(*m.span()) for m in PLACE_IN_ORDER.finditer(sentence)]
            return [
                span
                for span in found
                if measures[0].nouns[0] in fold(sentence[span.start : span.end]).split()
            ]
        case "date" | "issued":
            dated = [p.span for p in periods(sentence)] + [
                Span(*m.span()) for m in PARTIAL_DATE.finditer(sentence)
            ]
            found = _merged(dated)
            return [s for s in found if wants == "issued" or not OF_REFERENCE.search(sentence[: s.start])]
        case "person":
            return _acting(sentence, measures[0].nouns if measures else ())
        case "reference":
            return [Span(*m.span()) for m in REFERENCE.finditer(sentence)]
        case "contents":
            return [Span(*m.span("contents")) for m in ABOUT.finditer(sentence)]
        case "place":
            return [Span(*m.span("place")) for m in PLACE.finditer(sentence)]
        case _:
            return []


def _acting(sentence: str, acts: tuple[str, ...]) -> list[Span]:
    """The persons named; when it is asked who did something, those the sentence says it of, right after."""
    found, folded = persons(sentence), fold(sentence)
    said = [
        folded[span.end : after.start].split(";")[0]
        for span, after in zip(found, (*found[1:], Span(len(sentence), 0)), strict=False)
    ]
    return [
        span
        for span, clause in zip(found, said, strict=True)
        if not acts
        or any(re.search(rf"\b{act}\b", clause) for act in acts)
        or any(re.search(rf"\b{act} cua (?:dong chi |ong |ba )*$", folded[: span.start]) for act in acts)
    ]


@lru_cache(maxsize=20_000)
def figures_in(sentence: str) -> tuple[Span, ...]:
    """The numbers of a sentence but for those of dates, documents and names ("lớp 9")."""
    found = [
        m
        for m in NUMBER.finditer(sentence)
        if not IDENTIFIES.search(sentence[max(m.start() - LONGEST_NOUN, 0) : m.start()])
        and not (m.start() == 0 and FIRST_CELL.match(sentence, m.end()))
    ]
    if not found:
        return ()
    taken = [p.span for p in periods(sentence)] + [Span(*m.span()) for m in REFERENCE.finditer(sentence)]
    taken += [Span(*m.span()) for m in PARTIAL_DATE.finditer(sentence)]
    return tuple(
        Span(*m.span())
        for m in found
        if not any(span.start < m.end() and m.start() < span.end for span in taken)
    )


def _numbers(sentence: str, measures: tuple[Measure, ...], units: tuple[str, ...]) -> list[Span]:
    """The figures with their unit: those counted in `measures`, if any are asked for, else those of
    `units`, if any is."""
    found = list(figures_in(sentence))
    if measures:
        found += [Span(*m.span()) for m in NUMBER_IN_WORDS.finditer(sentence)]
        found += [Span(*m.span()) for m in SHARE.finditer(sentence)]
        return sorted(
            {
                span
                for measure in measures
                for span in fitting(sentence, found, measure.nouns)
                if _as_marked(sentence[slice(*span)], measure.written)
            }
        )
    found = [span for span in found if not DURATION.match(sentence, span.end)]
    if "phan tram" in units:
        ratios = [Span(*m.span()) for m in RATIO.finditer(sentence)]
        if ratios:
            return ratios
    if units:
        bare = [span for span in found if BARE.match(sentence, span.end)]
        return next((fit for fit in (fitting(sentence, found, (unit,)) for unit in units) if fit), bare)
    return sorted([_with_unit(sentence, span) for span in found] + _ordinals(sentence))


def _as_marked(counted: str, noun: str) -> bool:
    """Whether a noun behind a number has the marks asked for: "128 hồ (sơ)" are no "hộ"."""
    word = MARKED.search(normalize(counted))
    return not noun or word is None or word[0] == noun or fold(word[0]) != fold(noun)


def _with_unit(sentence: str, span: Span) -> Span:
    if sentence[span.end - 1] == "%":
        return span
    money = MONEY.match(sentence, span.end)
    return Span(span.start, money.end() if money else whole_noun(sentence, span.end))


def _ordinals(sentence: str) -> list[Span]:
    return [Span(*m.span()) for m in ORDINAL.finditer(sentence)]


def _merged(spans: list[Span]) -> list[Span]:
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(span.end, result[-1].end))
        else:
            result.append(span)
    return result
