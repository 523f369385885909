"""Records as people read them in a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from kb.model import Answer, Citation, Commitment, Query, SearchResult, Span, Unit

WIDTH = 100


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
    lines = [*_notes(answer.query), answer.summary]
    number = 0
    for item in answer.items:
        number += not item.heading
        first = "" if item.heading else f"{number:>2}. "
        lines += ["", *_wrapped(_marked(item.text, item.emphasis), first, rest=" " * len(first))]
        lines += _wrapped(f"({item.note})") if item.note else []
        lines += _wrapped(_due(item.commitment)) if item.commitment else []
        for source in dict.fromkeys(_source(citation) for citation in item.citations):
            lines += _wrapped(source, first="    — ", rest="      ")
    if not answer.found and answer.nearest:
        lines += ["", "Gần nhất:" if answer.query.language == "vi" else "Nearest:"]
        for hit in answer.nearest:
            lines += [f"{hit.rank:>2}. {_source(hit.citation)}", *_wrapped(hit.citation.quote)]
    return "\n".join(lines)


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
    return f"{citation.label}{page}  [{citation.document_id} {citation.start}–{citation.end}]"


def _due(commitment: Commitment) -> str:
    if commitment.deadline_text is None:
        return "thời hạn: không nêu"
    dated = f" ({commitment.due_date:%d/%m/%Y})" if commitment.due_date else ""
    flags = f" [{', '.join(commitment.flags)}]" if commitment.flags else ""
    return f"thời hạn: {commitment.deadline_text}{dated}{flags}"


def _names(units: Iterable[Unit]) -> str:
    return ", ".join(unit.name for unit in units)


def _marked(text: str, spans: Iterable[Span]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}«{text[start:end]}»{text[end:]}"
    return text


def _wrapped(text: str, first: str = "    ", rest: str = "    ") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
