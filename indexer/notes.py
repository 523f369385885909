"""Footnotes: told from the text, mended where a page break cut them, tied to the marks they explain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.breaks import continues
from indexer.markup import SUPERSCRIPT, SURE_MARK, superscript
from indexer.numbering import markers
from indexer.pieces import Piece, join

_TO_DIGITS = str.maketrans(SUPERSCRIPT, "0123456789")
_NOTE = re.compile(rf"{SURE_MARK}?([{SUPERSCRIPT}]{{1,3}})(?![{SUPERSCRIPT}])\s*(?=\S)")
_BARE_NOTE = re.compile(r"\[?(\d{1,3})\]?[.)]?\s*(?=\S)")
_MARK = re.compile(rf"{SURE_MARK}?([{SUPERSCRIPT}]+)")
# A raised 2 or 3 after a unit of length is part of the unit; more digits behind it may still be a mark.
_UNIT = re.compile(r"(?:^|[\d\s/(.,])(?:[kdcm]?m|ha)$")
_NEAR = 40  # pieces between a mark and its note, at the foot of the same page
_BRACKET_NOTE = re.compile(r"\[(\d{1,3})\]\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Footnote:
    """`number` as digits; `anchor` is the place, among the body's pieces, of the piece with its mark."""

    number: str
    piece: Piece
    anchor: int
    mark: tuple[int, int] | None  # in the anchor's text


def brackets_to_superscripts(pieces: Sequence[Piece]) -> list[Piece]:
    """`[1]` as Word exports footnotes to HTML, where a block beginning so answers one inside another
    block.
    """
    notes = {m[1] for piece in pieces if (m := _BRACKET_NOTE.match(piece.text))}
    marks = {m[1] for piece in pieces for m in re.finditer(r"(?<=\S)\s?\[(\d{1,3})\]", piece.text)}
    both = notes & marks
    if not both:
        return list(pieces)
    pattern = re.compile(rf"\s?\[({'|'.join(sorted(both))})\]")
    return [
        replace(piece, text=pattern.sub(lambda m: superscript(m[1]), piece.text))
        if "[" in piece.text
        else piece
        for piece in pieces
    ]


def separate(pieces: Sequence[Piece]) -> tuple[list[Piece], list[tuple[str, Piece, int]]]:
    """The body with its paragraphs whole, and the notes: number, text, how many body pieces stand before it.

    A page break puts the notes of a page, and the rest of a note begun on the page before, between two halves
    of a paragraph; so a piece that continues something continues an unfinished note when the next piece is a
    note, else the paragraph.
    """
    body: list[Piece] = []
    notes: list[tuple[str, Piece, int]] = []
    open_note = False  # the last note is unfinished and its rest has not come
    for i, piece in enumerate(pieces):
        if number := _note_number(piece):
            notes.append((number, _with_mark(piece, number), len(body)))
            open_note = _unfinished(piece)
        elif open_note and _is_rest_of_note(pieces, i, body, notes[-1][1]):
            number, note, before = notes[-1]
            notes[-1] = (number, join(note, piece), before)
            open_note = _unfinished(piece)
        elif body and _joins(body[-1], piece):
            body[-1] = join(body[-1], piece)
        else:
            body.append(piece)
    return body, notes


def _is_rest_of_note(pieces: Sequence[Piece], at: int, body: Sequence[Piece], note: Piece) -> bool:
    piece = pieces[at]
    if not _is_text(piece) or markers(piece.text):
        return False
    fits_body = bool(body) and _joins(body[-1], piece)
    if at + 1 < len(pieces) and is_note(pieces[at + 1]):
        begins_low = piece.text[0].islower()
        return (begins_low and not fits_body) or _two_rests(pieces, at, body)
    return not fits_body and continues(note.flat, piece.flat)


def _two_rests(pieces: Sequence[Piece], at: int, body: Sequence[Piece]) -> bool:
    """Whether the paragraph still open before `at` finds its rest after the run of notes that follows."""
    after = next((piece for piece in pieces[at + 1 :] if not is_note(piece)), None)
    return bool(body) and after is not None and _joins(body[-1], after)


def is_note(piece: Piece) -> bool:
    return bool(_note_number(piece))


def _note_number(piece: Piece) -> str:
    if match := _NOTE.match(piece.text):
        return match[1].translate(_TO_DIGITS)
    if piece.kind == "footnote" and (bare := _BARE_NOTE.match(piece.text)):
        return bare[1]
    return ""


def _with_mark(piece: Piece, number: str) -> Piece:
    if _NOTE.match(piece.text):
        return replace(piece, text=piece.text.removeprefix(SURE_MARK))
    return replace(piece, text=f"{superscript(number)} {_BARE_NOTE.sub('', piece.text, count=1)}")


def _unfinished(piece: Piece) -> bool:
    return not re.search(r"[.;!?…)]\W*$", piece.text[-60:])


def _is_text(piece: Piece) -> bool:
    return piece.kind in ("paragraph", "list_item")


def _joins(before: Piece, after: Piece) -> bool:
    if not (_is_text(before) and after.kind == "paragraph") or markers(after.text):
        return False
    return not before.is_bold and continues(before.flat, after.flat)


def tie(body: Sequence[Piece], notes: Sequence[tuple[str, Piece, int]]) -> list[Footnote]:
    """Each note with the mark it explains: the first one of its number not yet taken, before the note if
    possible.

    A note without a mark keeps the place where it stood.
    """
    marks: dict[str, list[tuple[int, int, int]]] = {}
    for at, piece in enumerate(body):
        for number, start, end in _marks(piece.text):
            marks.setdefault(number, []).append((at, start, end))
    tied = []
    for number, piece, before in notes:
        free = marks.get(number, [])
        if free:
            at, start, end = free.pop(0)
            tied.append(Footnote(number, piece, at, (start, end)))
        else:
            bare = _bare_mark(body, before, number)
            tied.append(
                Footnote(number, piece, *bare) if bare else Footnote(number, piece, max(before - 1, 0), None)
            )
    return tied


def _marks(text: str) -> list[tuple[str, int, int]]:
    found = []
    for match in _MARK.finditer(text):
        start = match.start(1)
        unit = not match[0].startswith(SURE_MARK) and _UNIT.search(text, max(0, start - 6), start)
        if unit and text[start] in "²³":
            start += 1
        if start < match.end():
            found.append((text[start : match.end()].translate(_TO_DIGITS), start, match.end()))
    return found


def _bare_mark(body: Sequence[Piece], before: int, number: str) -> tuple[int, tuple[int, int]] | None:
    """A mark that lost its raising: the number glued to a word or a closing sign, nearest before the note."""
    pattern = re.compile(rf"(?<=[^\W\d_A-Z][”\"’)\]»]|[^\W\d_][^\W\d_]){number}(?=[\s.,;:)]|$)")
    for at in range(before - 1, max(before - _NEAR, 0) - 1, -1):
        if body[at].kind != "table" and (found := list(pattern.finditer(body[at].text))):
            return at, found[-1].span()
    return None
