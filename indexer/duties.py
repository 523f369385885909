"""A unit as the subject of its order: "Sở A có trách nhiệm …", "Sở A rà soát …", "việc … do Sở A chủ trì"."""

from __future__ import annotations

import re
from typing import Literal

from indexer import cues, lead_ins, names, statements
from indexer.clauses import Order, skip, trimmed
from indexer.organisations import Mention, Reader
from indexer.verbs import VERB
from kb.model import Span

# Where a clause stands in its sentence; see `indexer.orders`.
Place = Literal["told", "open", "next", "apart", "inside"]

NEXT_SUBJECT = re.compile(rf"(?! (?:{VERB}|{cues.MODAL}))[^,.;:]{{0,80}}?(?:[,;] |\s+và\s+)")
LONGEST_TOPIC = 700
LONGEST_SUBJECT = 200


def duty(
    reader: Reader, start: int, party: tuple[list[Mention], int] | None, sentence: Span, place: Place
) -> Order | None:
    """A unit as subject: with a word of duty anywhere, with a bare verb only where the document directs."""
    directs = place != "apart"
    low = reader.low
    subject = _subject(reader, start, party, sentence, directs=directs)
    if subject is None:
        return None
    mentions, after = subject
    if (
        cues.ANSWERS.match(reader.folded, after)
        or cues.LEADS.match(low, after)
        or (directs and cues.DUTY.match(low, after))
    ):
        task = task_start(reader, after, sentence.end)
    elif not directs or _is_issuer(reader, mentions, place) or statements.STATES.match(low, after):
        return None
    elif _acts(reader, after, any_verb=place in ("told", "next")):
        task = None if statements.DECLARES.match(low, after, sentence.end) else after
    elif place == "told" and statements.DONE.match(low, after):
        again = cues.CARRIES_ON.search(low, after, sentence.end)
        task = again.end() if again else None
    elif place == "told" and lead_ins.WHEN_AND_WHAT.match(low, after, sentence.end):
        task = after
    elif place == "told" and _runs_on(reader, mentions, after) and (shorter := reader.by_words(mentions)):
        mentions, task = shorter, skip(low, shorter[-1].span.end)
        task = None if statements.NO_ACT.match(low, task) or statements.NOMINAL.match(low, task) else task
    else:
        return None
    return None if task is None else order_of(reader, start, task, sentence.end, mentions, "")


def _subject(
    reader: Reader, start: int, party: tuple[list[Mention], int] | None, sentence: Span, *, directs: bool
) -> tuple[list[Mention], int] | None:
    """Who the clause is about, and where its predicate begins: past a bracket, a clause that says which of a
    group are meant, and "theo chức năng, nhiệm vụ được giao".
    """
    low = reader.low
    if party is None:
        duty = cues.DUTY.search(low, start, min(sentence.end, start + LONGEST_SUBJECT))
        whole = reader.subject(start, len(low[: duty.start()].rstrip())) if directs and duty else None
        if whole is None:
            return None
        party = [whole], whole.span.end
    mentions, end = _all_subjects(reader, party, sentence)
    if aside := cues.ASIDE.match(low, end, sentence.end):
        end = aside.end()
    if names.PLURAL_FIRST.match(low, start) and (which := lead_ins.WHICH.match(low, end, sentence.end)):
        end = which.end()
    elif undergoing := lead_ins.UNDERGOING.match(low, end, sentence.end):
        end = undergoing.end()
    capacity = cues.CAPACITY.match(low, end, sentence.end)
    return mentions, skip(low, capacity.end() if capacity else end)


def _all_subjects(
    reader: Reader, party: tuple[list[Mention], int], sentence: Span
) -> tuple[list[Mention], int]:
    """The whole list of subjects before "chịu trách nhiệm", past words between them that name no unit."""
    low = reader.low
    answers = cues.ANSWERS.search(reader.folded, party[1], sentence.end)
    mentions, end = list(party[0]), party[1]
    unnamed = False  # "và các cá nhân có tên tại Điều 1"
    while answers and end < answers.start() and not cues.CAPACITY.match(low, end, sentence.end):
        following = NEXT_SUBJECT.match(low, end, answers.start())
        more = reader.party(following.end()) if following else None
        if following is None or (more and more[1] > answers.start()):
            break
        unnamed = unnamed or more is None
        mentions, end = ([*mentions, *more[0]], more[1]) if more else (mentions, following.end())
    return mentions, answers.start() if answers and unnamed else end


def taken_on(reader: Reader, start: int, sentence: Span, place: Place) -> Order | None:
    """Passive: `việc … do phòng Nội vụ chủ trì thực hiện`; the task is what stands before the unit."""
    low = reader.low
    any_verb = place != "apart" and cues.ALLOTTED.match(low, start)
    takes = names.VERB_NEXT if any_verb else cues.TAKEN_ON
    for by in cues.DONE_BY.finditer(low, start, min(sentence.end, start + LONGEST_TOPIC)):
        party = reader.party(by.end())
        done = re.search(r"\b(?:đã|đang)\b", low[start : by.start()])
        if party and takes.match(low, party[1], sentence.end) and not done:
            return order_of(reader, start, start, sentence.end, party[0], "")
    return None


def _acts(reader: Reader, at: int, *, any_verb: bool) -> bool:
    if cues.STARTS_WITH_VERB.match(reader.low, at):
        return True
    begins = reader.text[at : at + 1].islower() or reader.text.endswith(": ", 0, at)
    return any_verb and begins and not statements.NO_ACT.match(reader.low, at)


def _runs_on(reader: Reader, mentions: list[Mention], after: int) -> bool:
    """Whether the last name may have taken in a verb: nothing parts it from what follows."""
    low = reader.low
    return ":" not in low[mentions[-1].span.end : after] and bool(statements.RUN_ON.match(low, after))


def _is_issuer(reader: Reader, mentions: list[Mention], place: Place) -> bool:
    """A bare subject that is the issuer reports on itself, but in a plan, and but for an office, which
    writes down in an item what its chief told it.
    """
    told = reader.plans or (place == "told" and reader.writes_for_another)
    return not told and all(reader.issued(unit) for mention in mentions for unit in mention.units)


def order_of(
    reader: Reader, start: int, task: int, end: int, mentions: list[Mention], assigner: str
) -> Order:
    span = Span(task, max(task, trimmed(reader.text, task, end)))
    units = tuple(dict.fromkeys(unit for mention in mentions for unit in mention.units))
    return Order(Span(start, end), span, units, (), assigner)


def task_start(reader: Reader, at: int, end: int) -> int | None:
    """Past the words of duty after the addressees; None where something was already done."""
    low = reader.low
    if aside := cues.ASIDE.match(low, at, end):
        at = aside.end()
    capacity = cues.CAPACITY.match(low, at, end)
    at = skip(low, capacity.end() if capacity else at)
    if statements.DONE.match(low, at) and not cues.DUTY.match(low, at):
        return None
    while (duty := cues.DUTY.match(low, at, end)) and not duty[0].startswith("là"):
        at = skip(low, duty.end())  # "làm đầu mối" and "là cơ quan chủ trì" are the task itself
    return at
