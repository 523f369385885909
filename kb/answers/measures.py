"""What a question wants numbers of: "bao nhiêu hộ" households, "số vụ cháy" fires, "giá vàng" money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.text import fold, normalize
from kb.thesaurus import Alternative

# After "bao nhiêu" these begin no noun: "bằng bao nhiêu so với cùng kỳ".
NO_NOUN = re.compile(
    r"(?:so|trong|của|ở|tại|(?:năm|quý|tháng) \d|và|đối với|từ|thì|là|khi|nếu|được|cho|để|vào|về|đến|theo|hay"
    r"|bị(?! can| cáo| hại)|đạt|trên|có|đã|vậy|thế|do|gồm|cùng|với|mỗi|một|nhất)\b"
)
# Behind the noun: "hộ gia đình | bị ảnh hưởng".
AFTER_NOUN = (
    "bị|được|đã|đang|sẽ|có|trong|của|tại|thuộc|do|cho|để|ở|năm|quý|tháng|nằm|với|và|là|phải|cần|vào|từ|theo|về"
    "|không"
)
NOUN = rf"(?P<noun>(?:%|[^\W_]+)(?: (?!(?:{AFTER_NOUN})\b)[^\W_]+){{0,9}})"
MEASURE = re.compile(rf"\b(?:bao nhiêu|bao nhieu|mấy|may) {NOUN}")
# "bao nhiêu báo cáo, tờ trình và nghị quyết"
ALSO_ONE = re.compile(rf"(?:,| và) {NOUN}")
ALSO = re.compile(rf"(?:(?:,| và) (?!bao nhiêu|mấy|tăng|giảm){NOUN.replace('?P<noun>', '?:')})+")
ENDS = (
    "is|are|was|were|did|does|do|have|has|had|will|in|of|for|at|on|to|by|from|that|which|who|there|with|per"
    "|and|or"
)
MEASURE_ENGLISH = re.compile(
    rf"\bhow (?:many|much) (?P<noun>[a-z]+(?: [a-z]+){{0,4}}?)(?= (?:{ENDS})\b|\W*$)"
)
# "Bao nhiêu người chết và bị thương"
AND_OF = re.compile(r"(?: và|,) (?:bị|được) (?P<said>[^\W\d_]+)")
NOTHING_COUNTED = re.compile(r"\bbao nhiêu\s*(?:,|và\b|\W*$)")
LEVEL = re.compile(r"\bcap (tinh|huyen|xa)\b")
QUALIFIES = re.compile(r" (?:bị|được|đã|có|không)(?: (?:bị|được|đã))? (?P<said>[^\W\d_]+(?: [^\W\d_]+)?)")
# A share is a share, whatever it is of: "chiếm bao nhiêu phần trăm dân số".
SHARE = re.compile(r"\b(?:bao nhiêu|mấy) (?:phần trăm|%)|\bwhat (?:percentage|percent|share)\b")
HOW_MUCH = re.compile(
    r"\bhow much\b.*\b(?:money|compensation|revenue|support|funding|budget|capital|fees?|investment|taxes"
    r"|tax|costs?|expenditure|allowances?|aid|damage|fines?|subsid(?:y|ies)|debts?|salar(?:y|ies)|paid|pay|spent"
    r"|collected|raised|earn(?:ed)?)\b"
)
# "Tổng trị giá bao nhiêu": money, too.
WORTH = re.compile(
    r"\b(?:trị giá|giá trị|kinh phí|(?:số )?tiền|vốn)(?: (?:là|đạt|khoảng|được))? bao nhiêu(?! phần| %)"
)
# "Chi bao nhiêu cho chuyên gia": money or a share of it.
GIVEN = re.compile(
    r"\b(?:chi|hỗ trợ|bồi dưỡng|nộp|trả|phạt|trích|để lại|đầu tư|thưởng)(?: tối đa| tổng cộng| hết)?"
    r" bao nhiêu\b"
)
# "Số vụ cháy", with its marks: công dân số, quyết định số 5 and số liệu count nothing.
NUMBER_OF = re.compile(
    r"(?:^|\b(?:tổng|có|về|là|và|cho biết|nêu) )số (?:lượng )?"
    rf"(?!liệu|hiệu|thu|chi|nộp|hoá|hóa|nhà|mấy|nào|bao|và|\d){NOUN}"
)
# What a number of this sort is measured in, when nothing else is asked for.
UNITS = tuple(
    (unit, re.compile(rf"\b(?:{said})\b"))
    for unit, said in (
        ("phan tram", r"tỷ lệ|tỉ lệ|phần trăm|percentage|share|ratio"),
        ("dien tich", r"diện tích|area"),
        ("tien", r"tiền|(?:mức )?phạt|kinh phí|vốn|doanh thu|ngân sách|giá trị|dự toán"),
        ("tien", r"(?:tổng|số) (?:thu|chi|nộp)|mức đầu tư"),
        ("tien", r"revenue|budget|turnover|capital"),
    )
)
COMES_TO = re.compile(r"\b(?:bằng|đạt) (?:được )?bao nhiêu\b")
# "Kỳ họp thứ mấy": what the order is of.
ORDER = re.compile(r"\b(?P<noun>thứ|kỳ|khóa|khoá|lần|loại|hạng|đợt)(?: họp)?(?: thứ)? (?:mấy|may)\b")
PRICE = re.compile(r"\b(?:giá(?! trị)|học phí|lương|lệ phí|price|cost|fees?|salary|wages?|tuition)\b")
POPULATION = re.compile(r"\b(?:dân số|population)\b")


@dataclass(frozen=True, slots=True)
class Measure:
    """`nouns` are ways to name what is counted, `apart` the words that tell it from its like: "thương" of
    "bao nhiêu người bị thương"; all folded but `written`, the first noun's first word as it is marked."""

    nouns: tuple[str, ...]
    apart: tuple[str, ...] = ()
    written: str = ""


LONG = 2  # words of a noun, of which the last may tell its like apart
SHARE_OF = Measure(("phan tram",))
SUM = Measure(("tien",))
INHABITANTS = Measure(("dan so",))


def asked(text: str) -> tuple[Measure, ...]:
    """What "bao nhiêu", "số" and "how many" count; money of a price."""
    said = " ".join(normalize(text).split())
    level = tuple(LEVEL.findall(fold(said)))
    if SHARE.search(said):
        counted = [m for count in MEASURE.finditer(said) for m in _measure(count["noun"], level)]
        return (*(m for m in counted if not m.nouns[0].startswith(("phan tram", "%"))), SHARE_OF)
    if POPULATION.search(said):
        return (INHABITANTS,)
    found: list[Measure] = []
    for count in list(MEASURE.finditer(said)) or list(NUMBER_OF.finditer(said)):
        tail = QUALIFIES.match(said, count.end())
        found += _measure(count["noun"], (*(fold(tail["said"]).split() if tail else ()), *level))
        also = ALSO.match(said, count.end())
        and_of = AND_OF.match(said, count.end())
        if and_of and found:
            found.append(Measure((found[-1].nouns[0].split()[0],), tuple(fold(and_of["said"]).split())))
        for one in ALSO_ONE.finditer(also[0] if also else ""):
            found += _measure(one["noun"], level)
    found += [Measure((m["noun"],), level) for m in MEASURE_ENGLISH.finditer(said)]
    if GIVEN.search(said) and not found:
        found.append(Measure((*SUM.nouns, *SHARE_OF.nouns), level))
    if found and NOTHING_COUNTED.search(said):
        found += [Measure((unit,), level) for unit in units(said)]
    if (PRICE.search(said) and not found) or HOW_MUCH.search(said) or WORTH.search(said):
        found.append(replace(SUM, apart=level))
    long = any(len(m.nouns[0].split()) > LONG for m in found)
    if len(found) > 1 or long:  # what is said of one tells it from the others
        found = [replace(m, apart=(*m.nouns[0].split()[1:], *m.apart)) for m in found]
    return tuple(dict.fromkeys(found))


def counts(text: str) -> bool:
    """Whether a question without a question word counts: "số vụ cháy quý I"."""
    return NUMBER_OF.match(normalize(text)) is not None


def order(text: str) -> tuple[Measure, ...]:
    """What is asked for by its place in an order: "kỳ" of "kỳ thứ mấy"."""
    said = ORDER.search(normalize(text))
    return (Measure((fold(said["noun"]),)),) if said else ()


def units(text: str) -> tuple[str, ...]:
    """What its number is measured in, the best first; what a sum comes to may be said as a share."""
    said = normalize(text)
    found = [unit for unit, asked in UNITS if asked.search(said)]
    if found[:1] == [*SHARE_OF.nouns]:  # "tỷ lệ thực hiện vốn" is no sum of money
        return SHARE_OF.nouns
    return tuple(dict.fromkeys([*found, *SHARE_OF.nouns] if found and COMES_TO.search(said) else found))


def _measure(noun: str, apart: tuple[str, ...]) -> list[Measure]:
    """What is counted, from the words after "bao nhiêu" or "số", if they name anything."""
    said = fold(noun)
    if NO_NOUN.match(noun) or "bao nhieu" in said:
        return []
    return [Measure((said,), apart, noun.split()[0])]


PLURAL = re.compile(r"[a-z]{2,}(?<!s)s|people|children|men|women|police|cattle")


def in_vietnamese(measure: Measure, alternatives: Sequence[Alternative]) -> Measure:
    """The noun an English question counts, as documents call it; as it is when the glossary has no word.

    Of "road traffic accidents happened" it is the plural.
    """
    if measure.nouns in (SHARE_OF.nouns, SUM.nouns, INHABITANTS.nouns):
        return measure
    words = measure.nouns[0].split()
    noun = next((word for word in words if PLURAL.fullmatch(word)), words[0])
    said = [a for a in alternatives if noun in fold(a.said).split()]
    return replace(measure, nouns=tuple(fold(form) for a in said[:1] for form in a.forms) or (noun,))
