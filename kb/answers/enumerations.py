"""The enumerations of a document: in one sentence, in a block of list items, in a footnote, in a table.

Each is the words that introduce it and its members, as spans of the canonical text. What is no list (a
sentence with two clauses) is told apart by its cue: a colon, "như", "gồm", or the mark of a footnote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from kb.answers.members import cut_at, split_members, trimmed
from kb.answers.persons import LOWER, UPPER
from kb.model import Leaf, Note, ParsedDocument, Span
from kb.sentences import leaf_sentences, sentences

# What may stand before the members inside a sentence. A colon needs no word.
CUE = re.compile(
    r":\s*|(?:,\s*)?\b(?:cụ thể như|cụ thể là|bao gồm|trong đó có|gồm có|gồm|như là|như|điển hình là"
    r"|đặc biệt là)\b:?\s+(?!sau\b|vậy\b|thế\b|trên\b|năm\b)",
    re.IGNORECASE,
)
WORD_CUE = re.compile(r"\b(?:bao gồm|gồm|cụ thể là|trong đó có)\b", re.IGNORECASE)
COUNTED = re.compile(
    r"\b(?P<number>\d{1,3}) (?:[^\W\d_]+ ){0,5}[^\W\d_]+(?: [IVX]+)? ?\([*_]*(?P<members>[^()]+)\)"
)
NAMES_OF = re.compile(rf"\b(?:các|những)\s+(?:{LOWER}+\s+){{1,3}}(?={UPPER})")
NAMES_END = re.compile(r";|\.\s|\n")
NOTE_CUE = re.compile(r"^\W*(?:trong đó|gồm|bao gồm|cụ thể)?\s*:?\s*", re.IGNORECASE)
INTRODUCES = re.compile(r"[:;]\s*[\"”)]*\s*$")
BULLET = re.compile(r"\s*(?:[-+*–•]|\(?[a-zđ]{1,2}[.)]|\(?\d{1,2}[.)])\s+")
SHORTEST_INTRO = 25  # characters
INTRODUCTION = 300  # characters, of which a list's vector is made


@dataclass(frozen=True, slots=True)
class Enumeration:
    """`intro` is the clause that says what is listed, `sentence` all that can be quoted to show it: the
    sentence that holds the list, or carries its footnote's mark, or comes before its items."""

    intro: Span
    sentence: Span
    members: tuple[Span, ...]


def introduction(text: str, enumeration: Enumeration) -> str:
    """What is embedded of an enumeration when the index is built: the end of the words that introduce it."""
    start, end = enumeration.intro
    return text[max(start, end - INTRODUCTION) : end]


def enumerations(parsed: ParsedDocument) -> list[Enumeration]:
    """All of a document, in order of their sentences."""
    notes = {note.start: note for note in parsed.notes}
    found = [*_blocks(parsed), *_parts(parsed), *_tables(parsed)]
    for leaf in parsed.leaves:
        note = next((n for start, n in notes.items() if leaf.start <= start < leaf.end), None)
        if note:
            found += _of_note(parsed, note)
        elif leaf.kind in ("paragraph", "list_item"):
            for sentence in leaf_sentences(parsed.text, leaf):
                found += _in_sentence(parsed.text, sentence)
    return sorted(found, key=lambda e: (e.sentence, e.members))


def _in_sentence(text: str, sentence: Span) -> Iterator[Enumeration]:
    """The first cue after which at least two members stand; none when the members come after the sentence."""
    cues = CUE.finditer(text, *sentence) if text[sentence.end - 1] != ":" else ()
    for cue in cues:
        if cue.start() == sentence.start or _depth(text, sentence.start, cue.start()):
            continue
        intro = _clause(text, sentence.start, cue.start())
        # A clause among others ends where the next begins.
        next_clause = text.find(";", cue.end(), sentence.end) if intro.start > sentence.start else -1
        members = split_members(text, Span(cue.end(), next_clause if next_clause >= 0 else sentence.end))
        of_a_sum = text[cue.end() : cue.end() + 1].isdigit() and WORD_CUE.search(text, *members[0])
        if len(members) > 1 and not of_a_sum:  # "Vốn: 159 tỷ đồng, gồm: …" lists behind "gồm"
            yield Enumeration(intro, sentence, members)
            break
    yield from _named(text, sentence)
    yield from _counted(text, sentence)


def _counted(text: str, sentence: Span) -> Iterator[Enumeration]:
    """As many names in parentheses as are counted before them: "02 đơn vị (trường A, trường B)"."""
    for count in COUNTED.finditer(text, *sentence):
        members = split_members(text, Span(*count.span("members")))
        if len(members) == int(count["number"]) > 1:
            yield Enumeration(_clause(text, sentence.start, count.start("members") - 1), sentence, members)


def _named(text: str, sentence: Span) -> Iterator[Enumeration]:
    """Names in a row behind what they are names of: "các huyện Lộc Bình, Văn Lãng"."""
    for cue in NAMES_OF.finditer(text, sentence.start, sentence.end):
        if _depth(text, sentence.start, cue.start()):
            continue
        stop = NAMES_END.search(text, cue.end(), sentence.end)
        pieces = cut_at(text, Span(cue.end(), stop.start() if stop else sentence.end), ",")
        named = list(takewhile(lambda piece: text[piece.start : piece.end].lstrip()[:1].isupper(), pieces))
        if len(named) > 1:
            members = tuple(trimmed(text, piece) for piece in named)
            yield Enumeration(_clause(text, sentence.start, cue.end()), sentence, members)


def _of_note(parsed: ParsedDocument, note: Note) -> Iterator[Enumeration]:
    """A footnote that lists is introduced by the words before its mark."""
    text = parsed.text
    body = _after_mark(text, note)
    cue = NOTE_CUE.match(text, body.start, body.end)
    start = cue.end() if cue else body.start
    first = sentences(text, start, body.end)
    if note.mark is None or len(first) != 1:
        for sentence in first:
            yield from _in_sentence(text, sentence)
        return
    members = split_members(text, Span(start, first[0].end))
    if len(members) < 2:
        return
    carrier = carrying_sentence(parsed, note)
    yield Enumeration(_clause(text, carrier.start, note.mark.start), carrier, members)


def carrying_sentence(parsed: ParsedDocument, note: Note) -> Span:
    """The sentence that bears a footnote's mark."""
    assert note.mark is not None
    at = note.mark.start
    leaf = next(leaf for leaf in parsed.leaves if leaf.start <= at < leaf.end)
    spans = leaf_sentences(parsed.text, leaf)
    return next((s for s in spans if s.start <= at < s.end), Span(leaf.start, leaf.end))


def _after_mark(text: str, note: Note) -> Span:
    start = note.start
    while start < note.end and not (text[start].isalpha() or text[start] in '(“"'):
        start += 1
    return Span(start, note.end)


def _blocks(parsed: ParsedDocument) -> Iterator[Enumeration]:
    """List items after a paragraph or heading that announces them."""
    leaves = [leaf for leaf in parsed.leaves if leaf.kind != "note"]
    for index, leaf in enumerate(leaves):
        items = _items_after(parsed.text, leaves, index)
        if len(items) > 1:
            intro = _last_sentence(parsed.text, leaf)
            yield Enumeration(intro, intro, tuple(_member(parsed.text, item) for item in items))


def _items_after(text: str, leaves: list[Leaf], index: int) -> list[Leaf]:
    """The run of items of one kind of bullet that `leaves[index]` introduces, if it introduces any.

    A paragraph without a bullet between two items of one section goes on with the first.
    """
    intro = leaves[index]
    said = text[intro.start : intro.end].rstrip()
    if intro.kind not in ("heading", "paragraph", "list_item") or not said:
        return []
    if intro.kind != "heading" and not INTRODUCES.search(said):
        return []
    run: list[Leaf] = []
    mark = ""
    for leaf in leaves[index + 1 :]:
        kind = bullet_of(text, leaf)
        if leaf.section_id != intro.section_id or leaf.kind == "heading":
            break
        if not kind and run:
            continue
        if not kind or (intro.kind == "list_item" and kind == bullet_of(text, intro)):
            break
        mark = mark or kind
        if kind == mark:  # others are items of an inner list
            run.append(leaf)
    return run


def _parts(parsed: ParsedDocument) -> Iterator[Enumeration]:
    """The parts of a section that announces them: "Điều 1. … như sau:", then 1., 2., 3."""
    first_leaf: dict[str, Leaf] = {}
    last_leaf: dict[str, Leaf] = {}
    for leaf in parsed.leaves:
        if leaf.kind != "note":
            first_leaf.setdefault(leaf.section_id, leaf)
            last_leaf[leaf.section_id] = leaf
    parts: dict[str, list[Leaf]] = {}
    for section in parsed.sections:
        if section.id in first_leaf and section.parent_id in last_leaf:
            parts.setdefault(section.parent_id, []).append(first_leaf[section.id])
    for parent, leaves in parts.items():
        intro = _last_sentence(parsed.text, last_leaf[parent])
        if len(leaves) > 1 and INTRODUCES.search(parsed.text[intro.start : intro.end]):
            members = (_member(parsed.text, leaf) for leaf in leaves)
            yield Enumeration(intro, intro, tuple(members))


def bullet_of(text: str, leaf: Leaf) -> str:
    """The kind of bullet a leaf begins with: "1", "a", "-", "+"; empty without one."""
    bullet = BULLET.match(text, leaf.start, leaf.end)
    return _bullet_kind(bullet[0]) if bullet else ""


def _bullet_kind(bullet: str) -> str:
    sign = bullet.strip().strip("()")
    if sign[0].isdigit():
        return "1"
    return "a" if sign[0].isalpha() else sign[0]


def _tables(parsed: ParsedDocument) -> Iterator[Enumeration]:
    """The rows of a table under its first, introduced by the text before it."""
    for index, leaf in enumerate(parsed.leaves):
        if leaf.kind != "table" or len(leaf.rows) < 3:
            continue
        before = parsed.leaves[index - 1] if index else leaf
        intro = _last_sentence(parsed.text, before)
        rows = [Span(row[0].start, row[-1].end) for row in leaf.rows[1:] if row]
        yield Enumeration(intro, intro, tuple(row for row in rows if row.start < row.end))


def _last_sentence(text: str, leaf: Leaf) -> Span:
    """With the one before it, when it says nothing by itself ("Trong đó:")."""
    spans = leaf_sentences(text, leaf) or [Span(leaf.start, leaf.end)]
    if len(spans) > 1 and spans[-1].end - spans[-1].start < SHORTEST_INTRO:
        return Span(spans[-2].start, spans[-1].end)
    return spans[-1]


def _clause(text: str, start: int, end: int) -> Span:
    """What stands before a cue, from the last semicolon or full clause on."""
    cut = text.rfind(";", start, end)
    return trimmed(text, Span(cut + 1 if cut >= 0 else start, end))


def _member(text: str, leaf: Leaf) -> Span:
    bullet = BULLET.match(text, leaf.start, leaf.end)
    return trimmed(text, Span(bullet.end() if bullet else leaf.start, leaf.end))


def _depth(text: str, start: int, end: int) -> int:
    return text.count("(", start, end) - text.count(")", start, end)
