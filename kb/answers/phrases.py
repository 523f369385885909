"""The few sentences of our own in an answer, in the language of the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from kb.answers.collection import Which
from kb.answers.timing import Days
from kb.model import Document

VALUES = {
    "number": ("con số", "figure"),
    "change": ("mức tăng, giảm", "increase or decrease"),
    "order": ("thứ tự", "number in the order"),
    "date": ("thời gian", "date"),
    "issued": ("thời gian", "date"),
    "person": ("tên người", "name"),
    "place": ("địa điểm", "place"),
    "reference": ("số hiệu", "document number"),
    "contents": ("nội dung", "contents"),
    "recipients": ("nơi nhận", "recipients"),
}
STATES = {
    "overdue": ("quá hạn", "overdue"),
    "undated": ("không ghi thời hạn", "without a deadline"),
    "recurring": ("phải làm định kỳ", "to be done regularly"),
    "coordinators": ("có đơn vị phối hợp", "with coordinators"),
    "soon": ("sắp đến hạn", "due soon"),
    "deadlines": ("đến hạn", "due"),
}
STEPS = {
    "ngay": ("phải làm hằng ngày", "to be done daily"),
    "tuan": ("phải làm hằng tuần", "to be done weekly"),
    "thang": ("phải làm hằng tháng", "to be done monthly"),
    "quy": ("phải làm hằng quý", "to be done quarterly"),
    "nam": ("phải làm hằng năm", "to be done yearly"),
}
# Where the words end that name what is counted.
NO_NOUN = re.compile(
    r"\b(?:ai|nào|gì|những|các|được|bị|có|đã|đang|sẽ|chưa|không|phải|cần|thuộc|ở|tại|trong|của|cho|là|mà|do"
    r"|nằm|nêu|đạt|và|hay|hoặc|với|theo|để|(?:tham )?dự(?! án| thảo| toán| báo))\b"
)
NO_NOUN_ENGLISH = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|may|will|must|should|and|or|of|in|on|at|for|to|by"
    r"|with|from|that|which|who|where|not|[a-z]+ed)\b"
)
PLURAL = re.compile(r"(?:[^s]s|people|staff|children|women|men)$")
HALVES = frozenset(("thị", "cơ", "đơn", "doanh", "địa", "công", "giải", "hợp", "cá", "nhân"))


def say(english: bool, vietnamese_text: str, english_text: str) -> str:
    return english_text if english else vietnamese_text


def scanned(english: bool, read: int, of: int) -> str:
    return say(english, f"đã quét {read}/{of} văn bản", f"{read} of {of} documents scanned")


def tasks(english: bool, through_group: int, number: int) -> str:
    """The noun for assignments, with how many of them reach the unit only as one of a group."""
    if not through_group:
        return say(english, "nhiệm vụ", f"assignment{'s' * (number != 1)}")
    direct = number - through_group
    return say(
        english,
        f"nhiệm vụ ({direct} giao đích danh, {through_group} qua nhóm đơn vị)",
        f"assignments ({direct} by name, {through_group} through a group of units)",
    )


def count(english: bool, number: int, noun: str, documents: int) -> str:
    return say(
        english,
        f"Tìm thấy {number} {noun} trong {documents} văn bản",
        f"Found {number} {noun if number != 1 else noun.removesuffix('s')}"
        f" in {documents} document{'s' * (documents != 1)}",
    )


def noun(english: bool, asked: str) -> str:
    """The noun for what was asked to be named as the question writes it."""
    return _noun_english(asked) if english else _noun(asked)


def _noun(asked: str) -> str:
    """The noun without the words behind it that ask or tell: "ai dự" are people; half a noun is none."""
    noun = NO_NOUN.split(asked, maxsplit=1)[0].strip()
    if not noun and asked.startswith("ai"):
        return "người"
    return "mục" if noun in HALVES else noun or "mục"


def _noun_english(asked: str) -> str:
    noun = NO_NOUN_ENGLISH.split(asked, maxsplit=1)[0].strip()
    return noun if PLURAL.search(noun) else "items"


def documents(english: bool, which: Which, first: Document, number: int, shown: int) -> str:
    """How many documents were found, or which is the newest or oldest."""
    if which == "newest":
        return say(english, f"Văn bản mới nhất: {first.label}", f"The newest document: {first.label}")
    if which == "oldest":
        return say(english, f"Văn bản cũ nhất: {first.label}", f"The oldest document: {first.label}")
    found = say(english, f"Tìm thấy {number} văn bản", f"Found {number} document{'s' * (number != 1)}")
    if shown == number:
        return found
    return f"{found}, {say(english, f'nêu {shown} văn bản mới nhất', f'the newest {shown} are shown')}"


def source(english: bool, document: Document) -> str:
    return say(english, f"Theo {document.label}", f"According to {document.label}")


def differ(english: bool, documents: Sequence[Document]) -> str:
    days = ", ".join(issue_day(english, d) for d in documents)
    return say(
        english,
        f"Các văn bản ở thời điểm khác nhau, mới nhất trước: {days}",
        f"The documents speak of different times, newest first: {days}",
    )


def compared(english: bool, sides: Sequence[str], missing: Sequence[str]) -> str:
    both = say(english, f"Đối chiếu {' và '.join(sides)}", f"{' and '.join(sides)} side by side")
    if not missing:
        return both
    none = say(
        english, f"không thấy số liệu của {', '.join(missing)}", f"nothing found for {', '.join(missing)}"
    )
    return f"{both}: {none}"


def issue_day(english: bool, document: Document) -> str:
    day, precision = document.issued_date, document.issued_precision
    if day is None or precision == "none":
        return "?"
    if precision == "day":
        return day_name(english, day)
    return day.strftime("%Y" if precision == "year" else say(english, "%m/%Y", "%B %Y"))


def day_name(english: bool, day: date) -> str:
    return day.strftime(say(english, "%d/%m/%Y", "%-d %B %Y"))


def period_name(english: bool, period: Days) -> str:
    first, last = period
    whole_year = (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31))
    if whole_year:
        return say(english, f"năm {first.year}", f"{first.year}")
    if first.year == last.year and first.day == 1 and last.day >= 28:
        if first.month == last.month:
            return say(english, f"tháng {first.month}/{first.year}", f"{first:%B %Y}")
        if (last.month - first.month, last.month % 3) == (2, 0):
            quarter = last.month // 3
            number = ("I", "II", "III", "IV")[quarter - 1]
            return say(english, f"quý {number}/{first.year}", f"Q{quarter} {first.year}")
    days = dict.fromkeys((day_name(english, first), day_name(english, last)))
    return "–".join(days)


def nothing(english: bool) -> str:
    return say(english, "Kho văn bản không có câu trả lời.", "The documents do not answer this.")


def no_document_of(english: bool, period: Days) -> str:
    name = period_name(english, period)
    return say(english, f"Không có văn bản nào của {name}.", f"There is no document of {name}.")


def newest_instead(english: bool, period: Days) -> str:
    name = period_name(english, period)
    return say(
        english,
        f"Chưa có văn bản của {name}, đây là số liệu mới nhất. ",
        f"There is no document of {name} yet; this is the newest word. ",
    )


def nothing_of(english: bool, period: Days) -> str:
    name = period_name(english, period)
    return say(
        english,
        f"Các văn bản có nói đến nội dung này nhưng không phải của {name}.",
        f"The documents speak of this, but not for {name}.",
    )


def not_named(english: bool, names: Sequence[str]) -> str:
    listed = ", ".join(f"“{name}”" for name in names)
    return say(
        english,
        f"Không có văn bản nào nói đến {listed} ở nội dung này.",
        f"No document speaks of {listed} in this matter.",
    )


def no_task(english: bool, state: str = "", whose: str = "", assigner: str = "", receiver: str = "") -> str:
    """`state` is that of `state_of_tasks`; the units as the question calls them, or empty."""
    told = (
        state,
        assigner and say(english, f"do {assigner} giao", f"assigned by {assigner}"),
        whose and say(english, f"giao cho {whose}", f"assigned to {whose}"),
        receiver and say(english, f"phải gửi, trình {receiver}", f"to be submitted to {receiver}"),
    )
    what = " ".join(filter(None, told))
    if not what:
        return say(english, "Không thấy nhiệm vụ nào như vậy.", "There is no such task.")
    return say(english, f"Không thấy nhiệm vụ nào {what}.", f"There is no task {what}.")


def state_of_tasks(english: bool, state: str, periods: Sequence[Days]) -> str:
    """ "quá hạn tính đến 20/12/2024", for one of `STATES` or `STEPS`; empty for none."""
    said = (STATES | STEPS)[state][english] if state else ""
    if not periods:
        return said
    when = periods[0]
    if state == "overdue":
        return f"{said} {say(english, 'tính đến', 'as of')} {day_name(english, when.last)}"
    return f"{said} {say(english, 'của', 'of')} {period_name(english, when)}".strip()


def not_said(english: bool, words: Sequence[str]) -> str:
    listed = ", ".join(f"“{word}”" for word in words)
    return say(
        english,
        f"Kho văn bản không có câu trả lời; chưa thấy nói đến {listed}.",
        f"The documents do not answer this; nothing is said of {listed}.",
    )


def unanswered(english: bool, questions: Sequence[str]) -> list[str]:
    """One sentence for each of the questions joined in one that has no answer."""
    return [
        say(english, f"Không thấy câu trả lời cho “{asked}”.", f"Nothing answers “{asked}”.")
        for asked in questions
    ]


def no_value(english: bool, wants: str) -> str:
    vietnamese, english_name = VALUES.get(wants, ("điều được hỏi", "answer"))
    return say(
        english,
        f"Các đoạn gần nhất không nêu {vietnamese}.",
        f"The nearest passages give no {english_name}.",
    )


def through(english: bool, group: str) -> str:
    return say(english, f"qua nhóm: {group}", f"through the group: {group}") if group else ""


def columns(english: bool, header: str) -> str:
    return say(english, f"cột: {header}", f"columns: {header}") if header else ""
