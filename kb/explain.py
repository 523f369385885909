"""Tells the reader what was understood of a question, in the language it is in."""

from __future__ import annotations

from collections.abc import Iterator

from kb.limits import Names, Operators
from kb.model import Filters
from kb.notes import BY_MEANING, NOTES, Notes
from kb.periods import AS_OF, Period
from kb.text import fold, normalize, syllables
from kb.thesaurus import Alternative


def reading(say: Notes, plain: str, words: str) -> Iterator[str]:
    if say is NOTES["en"]:
        yield BY_MEANING
    if normalize(words) != normalize(plain):
        yield say.read_as.format(words=words)


def other_way(say: Notes, alternative: Alternative) -> str:
    said, forms = alternative.said, alternative.forms
    if alternative.ambiguous:
        return say.either.format(said=said, forms=say.or_.join(forms))
    return say.also.format(said=said, form=forms[0])


def time(say: Notes, words: str, period: Period | None, names: Names, *, latest: bool) -> Iterator[str]:
    if period is None:
        return
    if latest:
        yield say.latest.format(day=names.newest)
        return
    if period.end and AS_OF.search(fold(words[: period.span.start])):
        yield say.as_of.format(day=period.end)
        return
    ends = ((say.first_day, period.start), (say.last_day, period.end))
    days = " ".join(end.format(day=day) for end, day in ends if day)
    note = say.issued if period.asked else say.period
    yield note.format(days=days, said=words[slice(*period.span)])
    if names.newest and period.start and names.newest < period.start:
        yield say.older.format(day=names.newest)


def limits(say: Notes, asked: Filters) -> Iterator[str]:
    if asked.type:
        yield say.type.format(type=asked.type)
    if asked.organ:
        yield say.organ.format(organ=asked.organ)


def operators(say: Notes, asked: Operators) -> Iterator[str]:
    yield from (say.phrase.format(phrase=phrase) for phrase in asked.phrases)
    yield from (say.excluded.format(word=word) for word in asked.excluded)
    if not syllables(asked.plain):
        yield say.no_word
