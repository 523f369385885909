"""Who is to act in the tasks a question asks for, who told them to, and to whom the work goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb import unit_names
from kb.answers import phrases, register
from kb.answers.question import Question, runs_without
from kb.answers.register import Terms
from kb.model import Commitment, Span, Unit
from kb.text import fold, normalize
from kb.unit_names import canonical
from kb.units import UnitAuthority


def _unaccented_too(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """For a normalised text, and for the folded one of a question typed without marks: "về" may have been
    restored as "vệ"."""
    return re.compile(pattern), re.compile(fold(pattern).replace("(?p<", "(?P<"))


TELLS = re.compile(r"(?<!duoc )(?<!bi )\b(?:giao|yeu cau|chi dao|de nghi|phan cong)\b")
BESIDE = re.compile(r"\s*(?:(?:da|dang|vua|co|moi)\s+)*")  # between who tells and what he does
# "Ai phải báo cáo UBND tỉnh": whoever is named is not the one who must act.
WHO = re.compile(
    r"^(?:ai|nhung ai|(?:nhung |cac )?(?:don vi|co quan|nganh|(?P<kind>phong|so|huyen|xa|phuong)) nao|who"
    r"|which (?:agency|agencies|departments?|units?|offices?|divisions?))\b"
)
# "the province told Lang Son city to …": who was told, in English.
TOLD = re.compile(
    r"(?:ask|asked|tell|told|order|ordered|instruct|instructed|require|required|request|requested|assign|assigned"
    r"|direct|directed)\s+(?:the\s+)?(?P<name>[A-Z]\w+(?:\s+[A-Z]\w+)*)\s+(?P<level>city|province|district)\b"
)
LEVELS = {"city": "thành phố", "province": "tỉnh", "district": "huyện"}
# A place that is told something stands for its committee.
PLACE = re.compile(
    r"(?:thành phố|tỉnh|huyện|quận|thị xã|thị trấn|xã|phường|tp\.?)\b(?: (?!nào\b)[^\W\d_]+){0,4}",
    re.IGNORECASE,
)
OF_PLACE = re.compile(rf"\bcủa (?P<place>{PLACE.pattern})", re.IGNORECASE)
# Before whom the work goes to.
GOES_TO = re.compile(
    r"\b(?:trinh|bao cao|gui|nop|tham muu|xin y kien|submit\w*|report\w*|sen[dt]\w*)\b"
    r"(?:(?!\b(?:cua|by)\b)[^,;.:]){0,30}$"
)

GIVES = r"(?:trình|báo cáo|gửi|nộp|tham mưu|xin ý kiến)"
# "Sở Y tế phải làm gì", "việc của Sở Y tế": the body that must act, as the question calls it.
BODIES = (
    r"(?:sở|ban|phòng|công an|ubnd|ủy ban|chi cục|cục|kho bạc|ngân hàng|hội|văn phòng|thanh tra"
    r"|trung tâm|đoàn|bộ|tòa án|viện|trường|công ty|bệnh viện|bưu điện|điện lực)"
)
BODY = _unaccented_too(
    rf"^(?P<body>{BODIES}\b[^,?]*?)"
    r" (?:phải|được|bị|có|cần|chịu|làm|thực hiện|tham mưu|chủ trì|trong|trước|tháng|năm|quý|chưa)\b"
)
BODY_BEHIND = _unaccented_too(
    rf"\b(?:việc|nhiệm vụ) (?:được )?(?:giao )?(?:của|cho) (?P<body>{BODIES}\b[^,?]*?)"
    r"(?:[,?]|$| (?:trong|trước|tháng|năm|quý|(?P<about>về)|là|đến|tới|tính|quá|có)\b)"
)
RECEIVER = re.compile(
    rf"\b{GIVES}(?: (?:cho|về|lên|tới|đến))* (?P<body>(?:{BODIES}|hđnd)\b[^,;?]*?)"
    r"(?=[,;?]|$| (?:trong|trước|tháng|năm|quý|về|là|những|gì|hằng|hàng|định kỳ|chậm nhất|nào)\b)",
    re.IGNORECASE,
)
# Behind one of these is what a task must be about.
TOPIC = re.compile(
    r"\b(?:về|liên quan (?:đến|tới)|trong (?:việc|công tác|lĩnh vực)|đối với|about|on|regarding)\s*$"
)
# Words of asking and assigning: they say nothing of the subject.
CUES = re.compile(
    r"\b(?:giao|phân công|yêu cầu|đề nghị|chỉ đạo|nhiệm vụ|công việc|đầu việc|việc|trách nhiệm|chủ trì"
    r"|phối hợp|làm|thực hiện|phải|cần|tham mưu|nội dung|báo cáo|trình|thời hạn|hạn|đến hạn|quá hạn"
    r"|hoàn thành|xong|bao giờ|khi nào|văn bản|ghi|viết|ở|theo|chưa|còn|cam kết|sổ"
    r"|trước|chậm nhất|muộn nhất|và|về|với|đối với|liên quan|trong|vào|khi|tính đến|cái"
    r"|assigned|assignments?|tasks?|responsib\w+|do|report|submit|due|deadlines?|overdue|currently|now|finish(?:ed)?|completed?|done)\b",
    re.IGNORECASE,
)
LEVEL = r"(?:tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong)"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose tasks a question asks for and the runs of words that say what about.

    `assigner` and `receiver` are as the question calls them. `body` is the unit as it is called when the
    documents know none of that name, `topic` says that only what is about that will do, `final` that only
    the register can answer.
    """

    units: tuple[Unit, ...]
    subject: tuple[Span, ...]
    terms: Terms
    body: str = ""
    topic: bool = False
    assigner: str = ""
    receiver: str = ""

    @property
    def whose(self) -> str:
        """The unit that is to act, as the answer calls it; empty when none is asked about."""
        kind = bool(self.body) and " " not in self.body  # "Sở nào phải …"
        return self.units[0].name if self.units else f"{self.body} nào" if kind else self.body

    def none_found(self, question: Question) -> str:
        english = question.english
        such = phrases.say(english, "như vậy", "of this kind") if self.subject else ""
        state = f"{such} {self.terms.described(question)}".strip()
        return phrases.no_task(english, state, self.whose, self.assigner, self.receiver)

    @property
    def final(self) -> bool:
        return not self.subject and bool(self.units or self.body or self.assigner or self.terms.words)


def read(question: Question, names: Iterable[str], authority: UnitAuthority) -> Asked:
    """`names` are those an answer must speak of anyway: they say nothing of the subject."""
    text, said = question.text, fold(question.text)
    terms = register.read(text)
    cues = [*(Span(*m.span()) for m in CUES.finditer(text)), *terms.words]
    for name in names:
        cues += [Span(*m.span()) for m in re.finditer(rf"\b(?:{LEVEL} )?{re.escape(fold(name))}\b", said)]
    named = authority.find(text)
    addressed = [span for span, _ in named if GOES_TO.search(said[: span.start])]
    if not addressed and (unknown := RECEIVER.search(text)):
        addressed = [Span(*unknown.span("body"))]
    receiver = text[slice(*addressed[0])] if addressed else ""
    cues += addressed
    if who := WHO.search(said):
        kind = text[slice(*who.span("kind"))].lower() if who["kind"] else ""
        return Asked((), _subject(question, [*cues, Span(*who.span())]), terms, kind, receiver=receiver)
    if told := TOLD.search(text):
        units = authority.resolve(f"UBND {LEVELS[told['level']]} {told['name']}")
        return Asked(tuple(units), _subject(question, [*cues, Span(*told.span())]), terms)
    assigner, meant = _told(text, [span for span, _ in named if span not in addressed])
    called = [unit for span in meant for unit in _resolved(text[slice(*span)], authority)]
    if not (named or meant):
        called = authority.resolve(text)
    units = [other for unit in called for other in (unit, *authority.resolve(unit.name))]
    body, about = (None, None) if units or assigner else _unknown_body(question)
    others = [span for span in (body, about) if span]
    subject = _subject(question, [*(span for span, _ in named), *meant, *cues, *others])
    topic = bool(about) or any(TOPIC.search(normalize(text[: run.start])) for run in subject)
    whose = text[slice(*body)] if body else ""
    return Asked(tuple(dict.fromkeys(units)), subject, terms, whose, topic, assigner, receiver)


def _unknown_body(question: Question) -> tuple[Span | None, Span | None]:
    """Where a body is named that is to act and that the documents do not know, and the "về" behind it."""
    plain = fold(question.text) if question.unaccented else normalize(question.text)
    if found := BODY[question.unaccented].search(plain):
        return Span(*found.span("body")), None
    if found := BODY_BEHIND[question.unaccented].search(plain):
        return Span(*found.span("body")), Span(*found.span("about")) if found["about"] else None
    return None, None


def _subject(question: Question, cut: Sequence[Span]) -> tuple[Span, ...]:
    runs = runs_without(question.subject, cut)
    return tuple(run for run in runs if question.text[slice(*run)].strip())


def bodies(text: str, authority: UnitAuthority) -> dict[Span, list[Unit]]:
    """The bodies a text names, a place behind "của" ("văn bản của thành phố") standing for its committee."""
    named = {span: [unit] for span, unit in authority.find(text)}
    of_place = OF_PLACE.search(text)
    if of_place and not named:
        span = Span(*of_place.span("place"))
        named[span] = _resolved(text[slice(*span)], authority)
    return named


def other_names(names: Iterable[str], asked: Asked) -> list[str]:
    """The names that are no part of what the units asked about are called: a group need not say them."""
    called = [fold(name) for unit in asked.units for name in unit_names.names(unit)]
    return [name for name in names if not any(fold(name) in one for one in called)]


def _told(text: str, named: Sequence[Span]) -> tuple[str, list[Span]]:
    """Who told ("" when that is not said) and where who was told is named: "UBND tỉnh giao gì cho thành phố".

    Without "A tells B", who is named first is to act.
    """
    said = fold(text)
    tells = TELLS.search(said)
    by = named[0] if named else Span(*m.span()) if (m := PLACE.match(text)) else None
    if tells is None or by is None or by.end > tells.start():
        return "", list(named[:1])
    behind = [span for span in named if span.start >= tells.end()]
    if not (behind or BESIDE.fullmatch(said, by.end, tells.start())):
        return "", list(named[:1])
    place = PLACE.search(text, tells.end())
    return text[slice(*by)], behind[:1] or ([Span(*place.span())] if place else [])


def told_by(task: Commitment, assigner: str, authority: UnitAuthority) -> bool:
    """Whether the assigner of a task is who the question calls so."""
    asked = {unit.id for unit in _resolved(assigner, authority)}
    return not asked.isdisjoint(unit.id for unit in authority.resolve(task.assigner)) or _within(
        assigner, task.assigner
    )


def goes_to(task: Commitment, receiver: str, authority: UnitAuthority) -> bool:
    """Whether a task is to be handed to whom the question calls so."""
    asked = {unit.id for unit in authority.resolve(receiver)}
    text, said = task.task, fold(task.task)
    there = (unit.id for span, unit in authority.find(text) if GOES_TO.search(said[: span.start]))
    plain, name = fold(canonical(text)), fold(canonical(receiver))
    behind = plain.find(name)
    return not asked.isdisjoint(there) or (behind >= 0 and bool(GOES_TO.search(plain[:behind])))


def _resolved(name: str, authority: UnitAuthority) -> list[Unit]:
    return authority.resolve(name) or (authority.resolve(f"UBND {name}") if PLACE.match(name) else [])


def _within(name: str, other: str) -> bool:
    return set(fold(canonical(name)).split()) <= set(fold(canonical(other)).split())
