"""Answer items: the text shown, its citations within the limit, the value set in bold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.answers import phrases
from kb.answers.emphasis import emphasised
from kb.answers.lists import Listing
from kb.answers.members import semicolon_clauses
from kb.answers.question import Question
from kb.answers.selection import Scored
from kb.answers.statements import header_of
from kb.answers.tables import cells
from kb.answers.wording import Wording
from kb.citation import cite
from kb.model import AnswerItem, Citation, Commitment, ParsedDocument, Span

MOST_QUOTED = 1_900  # characters of one item's quotes
LONG_SENTENCE = 420  # characters beyond which one clause may stand for the sentence
SAYS_AS_MUCH = 0.85


def of_statement(
    question: Question, wording: Wording, parsed: ParsedDocument, scored: Scored, span: Span
) -> AnswerItem:
    """The statement, or the run `span`; a footnote is cited with the sentence that bears its mark."""
    statement = scored.statement
    if span == statement.span:
        span = _shortened(parsed.text, span, wording, scored.values)
    citations = [_cite(parsed, span)]
    if statement.kind == "note" and statement.carrier:
        citations.append(_cite(parsed, statement.carrier_span))
    text = citations[0].quote
    columns = _columns(parsed, span) if statement.kind == "table" else ""
    note = phrases.columns(question.english, columns)
    cell = cells(text, statement.columns, question) if statement.columns else ()
    bold = cell or emphasised(text, question, wording)
    return AnswerItem(text, _within_limit(citations), emphasis=bold, note=note)


def of_commitment(commitment: Commitment, group: str, *, alone: bool, english: bool) -> AnswerItem:
    """`group` is the group of units through which it reaches the unit asked about, if any; a sentence that
    holds several commitments (not `alone`) is shown by the task of each."""
    citation = commitment.citation
    text = citation.quote if alone else commitment.task
    return AnswerItem(
        text=text,
        citations=(citation,),
        commitment=commitment,
        emphasis=_deadline(text, commitment.deadline_text),
        note=phrases.through(english, group),
    )


def of_list(listed: Listing) -> list[AnswerItem]:
    """The sentence that introduces the members, then each member."""
    parsed, enumeration = listed.parsed, listed.enumeration
    intro, sentence = enumeration.intro, enumeration.sentence
    shown = [_cite(parsed, sentence)]
    first, last = enumeration.members[0].start, enumeration.members[-1].end
    elsewhere = first >= sentence.end or last <= sentence.start
    if elsewhere and last - first <= MOST_QUOTED:
        shown.append(_cite(parsed, Span(first, last)))
    text = parsed.text[intro.start : intro.end].strip()
    heading = AnswerItem(text or shown[0].quote, _within_limit(shown), heading=True)
    return [heading, *(_member(parsed, span) for span in enumeration.members)]


def merged(shown: Sequence[AnswerItem], more: Sequence[AnswerItem]) -> list[AnswerItem]:
    """Both, each quote once, with what either sets in bold."""
    by_quote = {(item.citations, item.text): item for item in shown}
    for item in more:
        known = by_quote.get((item.citations, item.text), item)
        bold = tuple(sorted({*known.emphasis, *item.emphasis}))
        by_quote[item.citations, item.text] = replace(known, emphasis=bold)
    return list(by_quote.values())


def _member(parsed: ParsedDocument, span: Span) -> AnswerItem:
    citation = _cite(parsed, span)
    return AnswerItem(citation.quote, (citation,))


def _cite(parsed: ParsedDocument, span: Span) -> Citation:
    return cite(parsed, span.start, min(span.end, span.start + MOST_QUOTED))


def _within_limit(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """As many as an item may quote, the first in any case."""
    kept, used = [citations[0]], len(citations[0].quote)
    for citation in citations[1:]:
        used += len(citation.quote)
        if used <= MOST_QUOTED:
            kept.append(citation)
    return tuple(kept)


def _shortened(text: str, span: Span, wording: Wording, found: Sequence[Span]) -> Span:
    """A long sentence cut to the clause between semicolons that says as much."""
    if span.end - span.start <= LONG_SENTENCE:
        return span
    whole = wording.coverage([(text[span.start : span.end], 1.0)])
    clauses = [
        clause
        for clause in semicolon_clauses(text, span)
        if not found
        or any(clause.start <= span.start + v.start and span.start + v.end <= clause.end for v in found)
    ]
    if not clauses:
        return span
    best = max(clauses, key=lambda c: wording.coverage([(text[c.start : c.end], 1.0)]))
    return best if wording.coverage([(text[best.start : best.end], 1.0)]) >= SAYS_AS_MUCH * whole else span


def _columns(parsed: ParsedDocument, row: Span) -> str:
    leaf = next(leaf for leaf in parsed.leaves if leaf.start <= row.start < leaf.end)
    header = header_of(leaf)
    return " ".join(parsed.text[slice(*header)].split()) if header else ""


def _deadline(quote: str, deadline: str | None) -> tuple[Span, ...]:
    at = quote.find(deadline) if deadline else -1
    return (Span(at, at + len(deadline)),) if deadline and at >= 0 else ()
