"""Orders in one sentence: who is told to do what, and with whom.

An order is found at the start of a clause: a verb of ordering before the units ("giao Sở A …"), a duty after
them ("Sở A có trách nhiệm …", "Sở A chủ trì …"), or, in a document that directs, what they are to do straight
after them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from indexer import cues, names
from indexer.clauses import Order, clause_starts, opened, skip, trimmed
from indexer.organisations import Mention, Reader
from indexer.sharing import completed
from kb.model import Span
from kb.units import canonical

NEXT_SUBJECT = re.compile(rf"(?! (?:{cues.VERB}|{cues.MODAL}))[^,.;:]{{0,80}}?(?:[,;] |\s+và\s+)")
LONGEST_TOPIC = 700
LONGEST_SUBJECT = 200


# Where a clause stands in its sentence, from `_place`.
Place = Literal["told", "open", "next", "apart", "inside"]


def orders(reader: Reader, sentence: Span, *, directs: bool, told: bool = False) -> list[Order]:
    """The orders a sentence spells out, in order. `directs` says that bare subjects are given orders here,
    `told` that they are whatever the verb.
    """
    found: list[Order] = []
    first = opened(reader, sentence)
    for start in clause_starts(reader, sentence):
        if found and start < found[-1].task.start:
            continue
        place = _place(reader, first, start, found, told=told)
        if place == "inside":
            continue
        order = _at(reader, start, sentence, place if directs or place == "next" else "apart")
        if order and (not found or _may_follow(reader, order)):
            if found:
                found[-1] = _ended(reader, found[-1], order.span.start)
            found.append(order)
    return [part for order in found for part in completed(reader, order)]


def _place(reader: Reader, first: int, start: int, found: list[Order], *, told: bool) -> Place:
    """Where a clause stands.

    "told" at the head of an item or behind a label, term or condition: what a subject does there is an order
    whatever its verb. "open" at the front of other sentences or behind a topic, "next" in a row of orders,
    "apart" behind a semicolon or "và", else "inside" a task, where a unit is only somebody's object.
    """
    lead_in = reader.low[first:start]
    if found:
        return "next" if lead_in.rstrip().endswith(";") else "apart"
    if not lead_in:
        return "told" if told else "open"
    label = lead_in.rstrip().endswith(":") and not cues.STARTS_WITH_VERB.match(lead_in)
    if label or cues.CONDITION.match(lead_in) or cues.SUMS_UP.match(lead_in):
        return "told" if len(lead_in) <= LONGEST_TOPIC else "inside"
    if cues.BY_THEN.match(lead_in):
        return "told"
    if cues.TOPIC.match(lead_in):
        return "open" if len(lead_in) <= LONGEST_TOPIC else "inside"
    apart = lead_in.rstrip().endswith((";", " và")) and not re.search(r"\bđã\b", lead_in)
    return "apart" if apart else "inside"


def _at(reader: Reader, start: int, sentence: Span, place: Place) -> Order | None:
    low = reader.low
    if informed := cues.INFORMED.search(reader.folded, start, min(sentence.end, start + 80)):
        return _informed(reader, start, informed, sentence)
    if order := cues.ORDER.match(low, start, sentence.end):
        return _given(reader, start, order.end(), "", sentence)
    unnamed = cues.UNNAMED.match(low, start, sentence.end)
    party = reader.party(unnamed.end() if unnamed else start)
    if party and (order := cues.ASSIGNS.match(low, party[1], sentence.end)) and _may_assign(reader, party[0]):
        return _given(reader, start, order.end(), reader.text[start : party[1]], sentence)
    return _duty(reader, start, party, sentence, place) or _taken_on(reader, start, sentence, place)


def _may_assign(reader: Reader, mentions: list[Mention]) -> bool:
    """A body that governs, or the issuer; "Văn phòng Sở phân công …" is what the office is told to do."""
    units = [unit for mention in mentions for unit in mention.units]
    governs = any(u.level in ("central", "party") or cues.GOVERNS.match(canonical(u.name)) for u in units)
    return governs or _names_issuer(reader, mentions)


def _given(reader: Reader, start: int, at: int, assigner: str, sentence: Span) -> Order | None:
    party = reader.party(at)
    if party is None or party[1] >= sentence.end:
        return None
    task = _task_start(reader, party[1], sentence.end)
    return None if task is None else _order(reader, start, task, sentence.end, party[0], assigner)


def _duty(
    reader: Reader, start: int, party: tuple[list[Mention], int] | None, sentence: Span, place: Place
) -> Order | None:
    """A unit as subject: with a word of duty anywhere, with a bare verb only where the document directs."""
    directs = place != "apart"
    low = reader.low
    if party is None:
        duty = cues.DUTY.search(low, start, min(sentence.end, start + LONGEST_SUBJECT))
        subject = duty and reader.subject(start, len(low[: duty.start()].rstrip()))
        if not (directs and duty and subject):
            return None
        party = [subject], subject.span.end
    mentions, end = _all_subjects(reader, party, sentence)
    if aside := cues.ASIDE.match(low, end, sentence.end):
        end = aside.end()
    if names.PLURAL_FIRST.match(low, start) and (which := cues.WHICH.match(low, end, sentence.end)):
        end = which.end()
    capacity = cues.CAPACITY.match(low, end, sentence.end)
    after = skip(low, capacity.end() if capacity else end)
    if (
        cues.ANSWERS.match(reader.folded, after)
        or cues.LEADS.match(low, after)
        or (directs and cues.DUTY.match(low, after))
    ):
        task = _task_start(reader, after, sentence.end)
    elif not directs or _is_issuer(reader, mentions) or cues.STATES.match(low, after):
        return None
    elif _acts(reader, after, any_verb=place in ("told", "next")):
        task = None if cues.DECLARES.match(low, after, sentence.end) else after
    elif place == "told" and cues.GOES_ON.match(low, after) and (shorter := reader.by_words(mentions)):
        mentions, task = shorter, skip(low, shorter[-1].span.end)
        task = None if cues.NO_ACT.match(low, task) or cues.NOMINAL.match(low, task) else task
    else:
        return None
    return None if task is None else _order(reader, start, task, sentence.end, mentions, "")


def _all_subjects(
    reader: Reader, party: tuple[list[Mention], int], sentence: Span
) -> tuple[list[Mention], int]:
    """The whole list of subjects before "chịu trách nhiệm", past words between them that name no unit."""
    low = reader.low
    answers = cues.ANSWERS.search(reader.folded, party[1], sentence.end)
    mentions, end = list(party[0]), party[1]
    while answers and end < answers.start() and not cues.CAPACITY.match(low, end, sentence.end):
        following = NEXT_SUBJECT.match(low, end, answers.start())
        if following is None:
            break
        more = reader.party(following.end())
        if more is None:  # what is left names no unit: "và các cá nhân có tên tại Điều 1"
            return mentions, answers.start()
        if more[1] > answers.start():
            break
        mentions, end = [*mentions, *more[0]], more[1]
    return mentions, end


def _taken_on(reader: Reader, start: int, sentence: Span, place: Place) -> Order | None:
    """Passive: `việc … do phòng Nội vụ chủ trì thực hiện`; the task is what stands before the unit."""
    low = reader.low
    for by in cues.DONE_BY.finditer(low, start, min(sentence.end, start + LONGEST_TOPIC)):
        party = reader.party(by.end())
        any_verb = place != "apart" and cues.ALLOTTED.match(low, start)
        taken = (
            (names.VERB_NEXT if any_verb else cues.TAKEN_ON).match(low, party[1], sentence.end)
            if party
            else None
        )
        done = re.search(r"\b(?:đã|đang)\b", low[start : by.start()])
        if party and taken and not done:
            return _order(reader, start, start, sentence.end, party[0], "")
    return None


def _acts(reader: Reader, at: int, *, any_verb: bool) -> bool:
    if cues.STARTS_WITH_VERB.match(reader.low, at):
        return True
    return any_verb and reader.text[at : at + 1].islower() and not cues.NO_ACT.match(reader.low, at)


def _is_issuer(reader: Reader, mentions: list[Mention]) -> bool:
    """A bare subject that is the issuer reports on itself, but in a plan."""
    return not reader.plans and _names_issuer(reader, mentions)


def _names_issuer(reader: Reader, mentions: list[Mention]) -> bool:
    if reader.issuer is None:
        return False
    own = canonical(reader.issuer.name)
    return any(own.startswith(canonical(unit.name)) for mention in mentions for unit in mention.units)


def _informed(reader: Reader, start: int, informed: re.Match[str], sentence: Span) -> Order | None:
    """`Văn phòng … thông báo để X biết, thực hiện`."""
    party = reader.party(informed.end())
    act = cues.AND_ACT.match(reader.low, party[1], sentence.end) if party else None
    if party is None or act is None:
        return None
    assigner = reader.text[start : informed.start()].strip(" ,")
    named = reader.party(start)
    return _order(
        reader,
        start,
        act.start("act"),
        sentence.end,
        party[0],
        assigner if named and named[1] <= informed.start() else "",
    )


def _order(reader: Reader, start: int, task: int, end: int, mentions: list[Mention], assigner: str) -> Order:
    span = Span(task, max(task, trimmed(reader.text, task, end)))
    units = tuple(dict.fromkeys(unit for mention in mentions for unit in mention.units))
    return Order(Span(start, end), span, units, (), assigner)


def _task_start(reader: Reader, at: int, end: int) -> int | None:
    """Past the words of duty after the addressees; None where something was already done."""
    low = reader.low
    if aside := cues.ASIDE.match(low, at, end):
        at = aside.end()
    capacity = cues.CAPACITY.match(low, at, end)
    at = skip(low, capacity.end() if capacity else at)
    if cues.DONE.match(low, at) and not cues.DUTY.match(low, at):
        return None
    while (duty := cues.DUTY.match(low, at, end)) and not duty[0].startswith("là"):
        at = skip(low, duty.end())  # "làm đầu mối" and "là cơ quan chủ trì" are the task itself
    return at


def _may_follow(reader: Reader, order: Order) -> bool:
    """A unit that is only somebody's object ("…, UBND tỉnh xem xét") starts no order of its own."""
    low, start = reader.low, order.span.start
    if order.assigner or cues.ORDER.match(low, start) or low[:start].rstrip().endswith(";"):
        return True
    party = reader.party(start)
    after = skip(low, party[1] if party else start)
    return bool(cues.DUTY.match(low, after) or cues.LEADS.match(low, after))


def _ended(reader: Reader, order: Order, end: int) -> Order:
    left = cues.LEFT_OVER.search(reader.low, order.task.start, end)
    stop = re.compile(r"[\s,;]*(?:đồng thời|và)?[\s,]*$").search(
        reader.low, order.task.start, left.start() if left else end
    )
    cut = stop.start() if stop else end
    return replace(
        order,
        span=Span(order.span.start, cut),
        task=Span(order.task.start, trimmed(reader.text, order.task.start, cut)),
    )
