"""What was understood of a question or changed in it, said in the language of the question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Notes:
    """Templates for `str.format`."""

    no_word: str
    as_typed: str
    read_as: str
    also: str
    either: str
    or_: str
    guess: str
    number: str
    type: str
    organ: str
    issued: str
    period: str
    as_of: str
    latest: str
    older: str
    first_day: str
    last_day: str
    signer: str
    phrase: str
    excluded: str


VIETNAMESE: Final = Notes(
    no_word="câu hỏi không có từ nào để tìm: hãy gõ ít nhất một từ",
    as_typed="tìm đúng những chữ đã gõ",
    read_as="hiểu là: {words}",
    also="mở rộng: {said} = {form}",
    either="{said} có thể là: {forms}",
    or_=" hoặc ",
    guess="gần đúng: {word} ≈ {near}",
    number="số hiệu văn bản: {number}",
    type="chỉ tìm trong loại văn bản: {type}",
    organ="chỉ tìm văn bản của: {organ}",
    issued="thời gian: chỉ văn bản ban hành {days}",
    period="thời gian: ưu tiên {said} ({days})",
    as_of="thời gian: tính đến ngày {day:%d/%m/%Y}",
    latest="thời gian: ưu tiên văn bản mới nhất trong kho, ban hành ngày {day:%d/%m/%Y}",
    older="văn bản mới nhất trong kho ban hành ngày {day:%d/%m/%Y}, trước thời gian được hỏi",
    first_day="từ {day:%d/%m/%Y}",
    last_day="đến {day:%d/%m/%Y}",
    signer="người ký: ưu tiên văn bản do {name} ký",
    phrase="phải có đúng cụm từ: “{phrase}”",
    excluded="loại trừ: “{word}”",
)

ENGLISH: Final = Notes(
    no_word="the question has no word to look for: type at least one",
    as_typed="searched for exactly the words typed",
    read_as="read as: {words}",
    also="also searched: {said} = {form}",
    either="{said} may be: {forms}",
    or_=" or ",
    guess="close to: {word} ≈ {near}",
    number="document number: {number}",
    type="only documents of type: {type}",
    organ="only documents of: {organ}",
    issued="time: only documents issued {days}",
    period="time: {said} preferred ({days})",
    as_of="time: as of {day:%-d %B %Y}",
    latest="time: the newest documents preferred; the newest here is of {day:%-d %B %Y}",
    older="the newest document here is of {day:%-d %B %Y}, before the time asked about",
    first_day="from {day:%-d %B %Y}",
    last_day="to {day:%-d %B %Y}",
    signer="signer: documents signed by {name} preferred",
    phrase="must hold exactly: “{phrase}”",
    excluded="without: “{word}”",
)

NOTES: Final[Mapping[Literal["vi", "en"], Notes]] = {"vi": VIETNAMESE, "en": ENGLISH}
BY_MEANING = "English question: searched by meaning in Vietnamese documents"
