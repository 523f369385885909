"""Letters (công văn) bear no title: what they are about stands after "V/v", for whom after "Kính gửi"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.columns import MOTTO
from indexer.dates import read_date_line
from indexer.numbering import markers
from indexer.pieces import Piece, upper, words
from indexer.title_block import ABOUT, MAX_SUBJECT, is_furniture, number_line
from kb.text import fold

ADDRESSEE = re.compile(r"\s*kinh gui\b")


def letter_end(head: Sequence[Piece]) -> int | None:
    """Where the letterhead of a document without title ends: after the addressees, else after date and
    number.
    """
    last = None
    for at, piece in enumerate(head):
        if any(
            number_line(line) or read_date_line(line).place or MOTTO.search(fold(line))
            for line in piece.lines
        ):
            last = at + 1 if words(piece.text) <= MAX_SUBJECT else last
        if any(ADDRESSEE.match(fold(line)) for line in piece.lines):
            last = at + 1
            while last < len(head) and (_is_listed(head[last]) or _is_wrapped(head, last)):
                last += 1
            return last
        if at > 12 or words(piece.text) > MAX_SUBJECT or markers(piece.text):
            break
    return last


def _is_listed(piece: Piece) -> bool:
    return bool(re.match(r"[-–+•]\s", piece.text))


def _is_wrapped(head: Sequence[Piece], at: int) -> bool:
    """Whether the piece is the rest of an item of a list that goes on behind it."""
    return at + 1 < len(head) and words(head[at].text) <= 12 and _is_listed(head[at + 1])


def about(lines: Sequence[str]) -> str:
    """The subject of a letter (công văn): after "V/v", as far as its lines go."""
    for i, line in enumerate(lines):
        if match := ABOUT.match(line):
            subject = [line[match.end() :]]
            for after in lines[i + 1 :]:
                if is_furniture(after) or ADDRESSEE.match(fold(after)) or upper(after):
                    break
                subject.append(after)
            return " ".join(" ".join(subject).split())
    return ""


def addressees(lines: Sequence[str]) -> tuple[str, ...]:
    for i, line in enumerate(lines):
        if match := ADDRESSEE.match(fold(line)):
            rest = [line[match.end() :].lstrip(" :"), *lines[i + 1 :]]
            return tuple(name for part in rest if (name := part.strip(" -–+•;.")))
    return ()
