"""Records as people read them in a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from kb.model import Answer, AnswerItem, Citation, Commitment, Query, SearchResult, Span, Unit

Language = Literal["vi", "en"]

WIDTH = 100
FOOTNOTE = re.compile(r"[¹²³⁰⁴-⁹]")  # one alone says little: the sentence it hangs on stands under it
WORDS: dict[Language, dict[str, str]] = {
    "vi": {
        "due": "thời hạn",
        "none": "không nêu",
        "doubt": "hạn ghi trước ngày ban hành",
        "nearest": "Gần nhất:",
    },
    "en": {
        "due": "deadline",
        "none": "none given",
        "doubt": "written before the issue date",
        "nearest": "Nearest:",
    },
}


def render_search(result: SearchResult) -> str:
    lines = list(_notes(result.query))
    for hit in result.hits:
        lines += [
            f"{hit.rank:>2}. {_source(hit.citation)}",
            *_wrapped(_marked(hit.citation.quote, hit.highlights)),
        ]
        lines += [f"    = {_source(citation)}" for citation in hit.similar]
    lines.append(f"{len(result.hits)} / {result.total}")
    return "\n".join(lines)


def render_answer(answer: Answer) -> str:
    """Item by item; tasks that came through a group of units stand together under its name."""
    language = answer.query.language
    lines = [*_notes(answer.query), answer.summary]
    grouped: dict[str, list[AnswerItem]] = {}
    number = 0
    for item in answer.items:
        if item.commitment and item.note:
            grouped.setdefault(item.note, []).append(item)
            continue
        number += not item.heading
        lines += ["", *_item(item, "" if item.heading else f"{number:>2}. ", language)]
    for note, items in grouped.items():
        lines += ["", f"{note} ({len(items)})"]
        for item in items:
            number += 1
            lines += _item(replace(item, note=""), f"{number:>2}. ", language)
    if not answer.found and answer.nearest:
        lines += ["", WORDS[language]["nearest"]]
        for hit in answer.nearest:
            lines += [f"{hit.rank:>2}. {_source(hit.citation)}", *_wrapped(hit.citation.quote)]
    return "\n".join(lines)


def _item(item: AnswerItem, first: str, language: Language) -> Iterator[str]:
    yield from _wrapped(_marked(item.text, item.emphasis), first, rest=" " * len(first))
    if FOOTNOTE.match(item.text) and item.citations[1:]:
        yield from _wrapped(f"({item.citations[1].quote})")
    if item.note:
        yield from _wrapped(f"({item.note})")
    if item.commitment and item.commitment.deadline_text:
        yield from _wrapped(_due(item.commitment, language))
    for source in dict.fromkeys(_source(citation) for citation in item.citations):
        yield from _wrapped(source, first="    — ", rest="      ")


def render_commitments(items: Iterable[Commitment], total: int) -> str:
    lines: list[str] = []
    for item in items:
        who = ", ".join(unit.name for unit in item.lead) or "(không nêu đơn vị)"
        with_whom = f" (phối hợp: {_names(item.coordinators)})" if item.coordinators else ""
        lines += [f"• {who}{with_whom}", *_wrapped(item.task), *_wrapped(_due(item))]
        lines += _wrapped(_source(item.citation), first="    — ", rest="      ")
        lines += [f"    ↳ {_source(mention)}" for mention in item.mentions]
    return "\n".join([*lines, f"{total} nhiệm vụ"])


def _notes(query: Query) -> Iterator[str]:
    yield from (f"({note})" for note in query.notes)


def _source(citation: Citation) -> str:
    page = f", trang {citation.page}" if citation.page else ""
    doubt = f" (ảnh quét, đọc chắc {citation.confidence:.0f}%)" if citation.doubtful else ""
    return f"{citation.label}{page}{doubt}  [{citation.document_id} {citation.start}–{citation.end}]"


def _due(commitment: Commitment, language: Language = "vi") -> str:
    words = WORDS[language]
    if commitment.deadline_text is None:
        return f"{words['due']}: {words['none']}"
    dated = f" ({commitment.due_date:%d/%m/%Y})" if commitment.due_date else ""
    doubt = f"; {words['doubt']}" if "due_before_issue" in commitment.flags else ""
    return f"{words['due']}: {commitment.deadline_text}{dated}{doubt}"


def _names(units: Iterable[Unit]) -> str:
    return ", ".join(unit.name for unit in units)


def _marked(text: str, spans: Iterable[Span]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}«{text[start:end]}»{text[end:]}"
    return text


def _wrapped(text: str, first: str = "    ", rest: str = "    ") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
