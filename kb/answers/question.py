"""What a question asks for, read from its own words: the kind of answer, the kind of value, the period.

Cues are matched without diacritics, so that an unaccented question is read like an accented one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from kb.answers import heads as nouns
from kb.answers import measures
from kb.answers.cues import (
    ACTS,
    ANY_OF,
    AS_OF,
    ASSIGNMENT,
    BESIDE_HEAD,
    CHANGE,
    CONTENTS,
    COUNTED,
    COUNTS,
    COUNTS_TASKS,
    DUTY_ASKED,
    ENGLISH_SCAFFOLD,
    FACT,
    GROUP,
    HEAD,
    ISSUED_WHEN,
    LIST,
    NO_HEAD,
    NUMBER,
    NUMBER_OF_DOCUMENT,
    OF_A_PLACE,
    OF_DOCUMENT,
    RANKED,
    RECIPIENTS,
    VIETNAMESE_SCAFFOLD,
    WHEN,
    WHERE,
    WHICH_DOCUMENT,
    WHICH_ONES,
    WHO,
    WORD,
    YES_OR_NO,
)
from kb.answers.measures import Measure
from kb.answers.persons import LOWER, UPPER
from kb.answers.timing import Days, closed
from kb.model import AnswerKind, Span
from kb.numbers import document_numbers
from kb.periods import Period, periods
from kb.spelling import is_syllable
from kb.terms import terms
from kb.text import fold, nfc, normalize

Value = Literal[
    "number",
    "order",
    "change",
    "date",
    "issued",
    "person",
    "place",
    "reference",
    "contents",
    "recipients",
    "any",
]


OF_LEVEL = re.compile(r"(?:Xã|Phường|Huyện|Quận|Tỉnh|Thôn|Tổ|Sở|Phòng|Ban|Bộ)")  # no part of the name
# Of a field of two syllables the first alone is written with a capital: "Sở Tư pháp".
FIELD_OF_BODY = re.compile(rf"\b(?:Sở|Bộ|Ban|Phòng) {UPPER}{LOWER}* (?P<second>{LOWER}+)\b")
NAME_GOES_ON = re.compile(rf" (?!Tết){UPPER}{LOWER}+\b")


@dataclass(frozen=True, slots=True)
class Question:
    """`subject` are the runs of words of `text` it is about, `heads` the nouns (folded) that "which" and
    "nào" ask to name, `measures` what numbers are to be counted in, or what is put in order or was done,
    `units` what a number is best measured in, `figures` the numbers it gives, `names` the proper
    names as typed. `of_document` says that a document itself is asked about (who signed it), `latest` that
    the newest word is wanted, `noun` is the first head as written, `head` the runs that name what a value
    is asked of ("lãi suất").
    """

    text: str
    kind: AnswerKind
    plural: bool
    wants: Value
    measures: tuple[Measure, ...]
    units: tuple[str, ...]
    heads: tuple[str, ...]
    subject: tuple[Span, ...]
    names: tuple[str, ...]
    figures: frozenset[str]
    periods: tuple[Days, ...]
    as_of: date | None
    english: bool
    unaccented: bool
    of_document: bool
    noun: str
    head: tuple[Span, ...] = ()
    latest: bool = False


def read(text: str, typed: str = "", *, english: bool = False) -> Question:
    """`text` as restored by the searcher; `typed` as the user wrote it, whose capitals mark proper names."""
    scaffold = ENGLISH_SCAFFOLD if english else VIETNAMESE_SCAFFOLD
    text = nfc(text)
    folded = " ".join(fold(text).split())
    wants = _value(text, folded)
    dated = periods(text)
    asked = AS_OF.search(folded)
    heads = _heads(folded)
    subject = tuple(_runs(text, scaffold, dated))
    head = nouns.asked(text, wants, english=english)
    names = _names(nfc(typed or text), scaffold)
    if names and typed.startswith(names[0]) and fold(names[0]) not in folded:
        names = names[1:]  # a short form that was spelt out: "Bn hộ"
    return Question(
        text=text,
        kind=_kind(folded, wants),
        plural=bool(LIST.search(folded)),
        wants=wants,
        measures=_wanted_of(text, wants),
        units=measures.units(text) if wants == "number" else (),
        heads=heads,
        subject=subject,
        names=tuple(names),
        figures=_figures(text, () if wants == "date" else [p.span for p in dated]),
        periods=tuple(closed(replace(p, start=None) if asked and p.end else p) for p in dated),
        as_of=closed(dated[-1]).last if asked and dated else None,
        english=english,
        unaccented=fold(typed or text) == nfc(typed or text).lower(),
        of_document=wants in ("contents", "recipients")
        or bool(OF_DOCUMENT.search(normalize(text)) or NUMBER_OF_DOCUMENT.search(folded)),
        noun=_noun(text, folded, heads),
        head=tuple(Span(max(r.start, head.start), min(r.end, head.end)) for r in subject if r.overlaps(head)),
    )


def _figures(text: str, taken: Sequence[Span]) -> frozenset[str]:
    """The numbers the question gives, outside the spans `taken`."""
    for start, end in reversed(taken):
        text = text[:start] + text[end:]
    return frozenset(word for word in terms(text) if word[0].isdecimal() and " " not in word)


def _wanted_of(text: str, wants: Value) -> tuple[Measure, ...]:
    """What a number is to be counted in, what is put in order, what a person did."""
    match wants:
        case "number":
            return measures.asked(text)
        case "person":
            acts = tuple(act for asked, act in ACTS.items() if re.search(rf"\b(?:{asked})\b", fold(text)))
            return (Measure(acts),) if acts else ()
        case _:
            return measures.order(text)


def _kind(folded: str, wants: Value) -> AnswerKind:
    counts = COUNTED.search(folded) and not COUNTS_TASKS.search(folded)
    if (ASSIGNMENT.search(folded) and not counts) or (
        wants not in ("date", "issued", "number") and DUTY_ASKED.search(folded)
    ):
        return "assignments"
    if LIST.search(folded) or (wants == "any" and WHICH_ONES.search(folded)):
        return "list"
    return "fact" if wants != "any" or FACT.search(folded) else "passages"


def _value(text: str, folded: str) -> Value:
    if measures.order(text):
        return "order"
    if GROUP.search(folded) or YES_OR_NO.search(folded):
        return "any"
    asked: tuple[tuple[Value, re.Pattern[str]], ...] = (
        ("contents", CONTENTS),
        ("recipients", RECIPIENTS),
        ("reference", WHICH_DOCUMENT),
        ("issued", ISSUED_WHEN),
        ("date", WHEN),
        ("person", WHO),
        ("place", WHERE),
        ("change", CHANGE),
        ("number", NUMBER),
    )
    found = next((value for value, cue in asked if cue.search(folded)), None)
    counts = measures.counts(text) or (FACT.search(folded) and measures.asked(text))
    return found or ("number" if counts else "any")


def _heads(folded: str) -> tuple[str, ...]:
    found = [m["many"] or m["kind"] or m["en"] for m in HEAD.finditer(folded)]
    found += [m[1] for m in ANY_OF.finditer(folded)]
    cut = (BESIDE_HEAD.sub("", head) for head in found)
    return tuple(dict.fromkeys(head for head in cut if not NO_HEAD.search(head)))


def _noun(text: str, folded: str, heads: Sequence[str]) -> str:
    """The first head as the question writes it; blanks in `folded` are collapsed, so it is looked up anew."""
    plain = " ".join(text.split())
    at = folded.find(heads[0]) if heads else -1
    return plain[at : at + len(heads[0])].lower() if at >= 0 and len(plain) == len(folded) else ""


def _runs(text: str, scaffold: re.Pattern[str], dated: Sequence[Period]) -> list[Span]:
    """The question without its scaffolding and its periods, as runs of adjacent words, in order."""
    cut = [Span(*m.span()) for m in scaffold.finditer(text)] + [p.span for p in dated]
    runs: list[Span] = []
    cut_before = True
    for match in WORD.finditer(text):
        word = Span(*match.span())
        if any(span.overlaps(word) for span in cut):
            cut_before = True
            continue
        adjacent = runs and not cut_before and not text[runs[-1].end : word.start].strip(" -")
        if adjacent:
            runs[-1] = Span(runs[-1].start, word.end)
        else:
            runs.append(word)
        cut_before = False
    return runs


def runs_without(runs: Sequence[Span], cut: Sequence[Span]) -> list[Span]:
    """The runs less the spans cut out of them."""
    left: list[Span] = []
    for run in runs:
        start = run.start
        for span in sorted(s for s in cut if s.overlaps(run)):
            if start < span.start:
                left.append(Span(start, span.start))
            start = max(start, span.end)
        if start < run.end:
            left.append(Span(start, run.end))
    return left


def _names(typed: str, scaffold: re.Pattern[str]) -> list[str]:
    """Runs of two or more capitalised words, and single ones that are no syllable: Đà Nẵng, Tokyo, SJC.

    A capital that only begins the question makes no name unless another stands behind it, nor does a
    period or a document's number.
    """
    other = [period.span for period in periods(typed)] + [number.span for number in document_numbers(typed)]
    fields = {m.start("second") for m in FIELD_OF_BODY.finditer(typed) if not scaffold.fullmatch(m["second"])}
    names: list[list[str]] = []
    last_end = -1
    for match in WORD.finditer(typed):
        word, before = match[0], typed[: match.start()]
        goes_on = last_end >= 0 and typed[last_end : match.start()] == " "
        begins = not before.strip() or before.rstrip()[-1] in ".?!:"
        foreign = scaffold is VIETNAMESE_SCAFFOLD and not is_syllable(fold(word))  # "Kbang có …"
        goes_further = NAME_GOES_ON.match(typed, match.end()) and not OF_LEVEL.fullmatch(word)
        begins = begins and not foreign and not goes_further
        starts = (word[0].isupper() and (word.isupper() or not begins)) or any(map(str.isupper, word[1:]))
        article = scaffold.fullmatch(word) and not OF_A_PLACE.match(typed, match.start())
        capital = starts and not article
        no_name = any(span.start < match.end() and match.start() < span.end for span in other)
        numbered = goes_on and word.isdecimal() and not COUNTS.match(typed, match.end())
        second = goes_on and len(names[-1]) > 1 and match.start() in fields
        if no_name or not (capital or numbered or second):
            last_end = -1
            continue
        if goes_on:
            names[-1].append(word)
        else:
            names.append([word])
        last_end = match.end()
    found = [" ".join(words) for words in names if len(words) > 1 or not is_syllable(fold(words[0]))]
    return found + [m[0] for m in RANKED.finditer(typed) if not any(m[0] in name for name in found)]
