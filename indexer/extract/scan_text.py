"""Which lines of a scan are text, and which the remains of stamps, seals, signatures and notes by hand."""

from __future__ import annotations

from indexer.extract.page_lines import Box, Line
from indexer.extract.scan_numbers import NUMBER
from indexer.extract.syllables import is_syllable

PROVEN = 60.0  # the confidence from which a word proves its line to be text
_DOUBTFUL = 50.0  # the mean confidence under which a line is no text
_SURE = 80.0  # the same for a line of few letters, and for what is stamped
_SHORT = 4
_OVERPRINTED = 72.0  # the same for a line of the letterhead with words that are none
_SIGNS = ".,;:()“”\"'"


def part(lines: list[Line], frames: list[Box], head: float) -> tuple[list[Line], list[Line]]:
    """The lines that are text, and those set on the page beside it; specks are neither.

    `frames` are those of stamps, `head` is where the letterhead ends. Beside the text stays what is too short
    or doubtful for it: it may be a mark of secrecy.
    """
    aside = _stamped(lines, frames)
    aside += [line for line in lines if line not in aside and line.box[3] < head and _is_overprinted(line)]
    text = [line for line in lines if line not in aside and _is_text(line)]
    aside += [line for line in lines if line not in aside + text and _confidence(line) >= _DOUBTFUL]
    return text, [line for line in aside if _letters(line)]


def proof(line: Line) -> int:
    """How many letters and digits of a line are in words sure enough and spelled like words or numbers."""
    cores = (word.text.strip(_SIGNS) for word in line.words if (word.confidence or 0) >= PROVEN)
    return sum(len(core) for core in cores if len(core) > 1 and (core.isdigit() or is_syllable(core)))


def _is_text(line: Line) -> bool:
    """Whether a line is text, and not the remains of a seal, a signature or a note by hand."""
    letters = _letters(line)
    return letters > 0 and _confidence(line) >= (_DOUBTFUL if letters > _SHORT else _SURE)


def _is_overprinted(line: Line) -> bool:
    """Whether a line of the letterhead is words of a stamp set across it, or both at once."""
    if _confidence(line) >= _OVERPRINTED or NUMBER.match(line.text):
        return False
    words = [core for word in line.words if len(core := word.text.strip(_SIGNS)) > 1]
    return not all(is_syllable(word) or word.isdigit() for word in words)


def _letters(line: Line) -> int:
    return sum(c.isalnum() for c in line.text)


def _confidence(line: Line) -> float:
    return sum(word.confidence or 0 for word in line.words) / len(line.words)


def _stamped(lines: list[Line], frames: list[Box]) -> list[Line]:
    """The lines in the frames of stamps: of the one an office sets on what comes in ("ĐẾN", nghị định
    30/2020/NĐ-CP, phụ lục IV), or of any that is filled in by hand and so hardly read."""
    found: list[Line] = []
    for frame in frames:
        inside = [line for line in lines if is_within(line.box, frame)]
        arrived = any(word.text in {"ĐẾN", "ĐÉN", "ĐỀN"} for line in inside for word in line.words)
        if inside and (arrived or sum(map(_confidence, inside)) / len(inside) < _SURE):
            found += inside
    return found


def is_within(box: Box, place: Box) -> bool:
    return place[0] - 5 <= box[0] and box[2] <= place[2] + 5 and place[1] <= (box[1] + box[3]) / 2 <= place[3]
