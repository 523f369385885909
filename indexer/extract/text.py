"""Plain text and Markdown: paragraphs parted by blank lines, or by the shape of their lines where
there are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from indexer.blocks import Block, BlockKind, Extraction
from indexer.extract.encodings import decode
from indexer.extract.legacy import repair
from indexer.extract.readers import Job
from kb.errors import RefusedError

_MAX_BYTES = 20 << 20

# Where a file has no blank lines, paragraphs this long are taken for several that were run together.
_RUN_TOGETHER = 6

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_LIST_MARK = re.compile(r"\s*(?:[-–+•*])\s+\S")
_TABLE_ROW = re.compile(r"\s*\|.*\|\s*$")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_CELL_END = re.compile(r"\t| \|(?: |$)")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")
_ONLY_TAGS = re.compile(r"\s*(?:</?[a-zA-Z][^<>]*>\s*)+$")
# Words and numbers that open a part of a Vietnamese official document.
_PART = re.compile(
    r"\s*(?:(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Điều|ĐIỀU)\s+(?:\d+|[IVXLC]+)\b|Căn cứ\b|Nơi nhận\b"
    r"|[IVXLC]+\.\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s)"
)
_SENTENCE_END = re.compile(r"[.;:!?…/]['\"”’)]*\s*$")


def read(job: Job) -> Extraction:
    data = job.path.read_bytes()
    if len(data) > _MAX_BYTES:
        raise RefusedError(
            "too_large", f"{job.path.name} holds more than {_MAX_BYTES >> 20} MiB of text; split it."
        )
    text, encoding, warnings = decode(data, job.path.name)
    media_type = "text/markdown" if job.path.suffix.lower() in {".md", ".markdown"} else "text/plain"
    return Extraction(tuple(read_text(text)), "text", media_type, encoding=encoding, warnings=warnings)


def read_text(text: str) -> list[Block]:
    """Blocks of a text in which line breaks are "\\n". Emphasis and inline tags stay: they are the
    layout's to read."""
    lines = [repair(line) for line in text.split("\n")]
    return [block for run in _paragraphs(lines) if (block := _block(run))]


def _paragraphs(lines: Iterable[str]) -> Iterator[list[str]]:
    run: list[str] = []
    for line in (*lines, ""):
        if line.strip() and not _ONLY_TAGS.match(line):
            run.append(line.rstrip())
        elif run:
            yield from _split(run)
            run = []


def _split(run: list[str]) -> Iterator[list[str]]:
    together = len(run) >= _RUN_TOGETHER
    current = [run[0]]
    for line in run[1:]:
        if _begins(line, current, together):
            yield current
            current = [line]
        else:
            current.append(line)
    yield current


def _begins(line: str, current: Sequence[str], together: bool) -> bool:
    """Whether `line` begins a block of its own after the `current` one of the same run of lines."""
    before = current[-1]
    row = _is_row(current[0])
    if row or _is_row(line):
        return not row or not (_is_row(line) or _CELL_END.search(line.strip()))
    if _HEADING.match(line) or _HEADING.match(before) or _LIST_MARK.match(line):
        return True
    if not together:
        return False
    first = line.lstrip()[:1]
    if _SENTENCE_END.search(before):
        return first.isupper() or bool(_PART.match(line))
    return before.isupper() and not line.isupper() and first.isupper()


def _block(lines: list[str]) -> Block | None:
    if heading := _HEADING.match(lines[0]):
        return Block("heading", heading[2], level=len(heading[1])) if heading[2] else None
    if _TABLE_ROW.match(lines[0]) or (len(lines) > 1 and _is_row(lines[0])):
        return _table(lines)
    if all(_RULE.match(line) for line in lines):
        return None
    kind: BlockKind = "list_item" if _LIST_MARK.match(lines[0]) else "paragraph"
    return Block(kind, "\n".join(line.strip() for line in lines))


def _table(lines: list[str]) -> Block:
    rows = tuple(_cells(line) for line in lines if not _TABLE_RULE.match(line))
    return Block("table", "\n".join(" | ".join(row) for row in rows), rows=rows)


def _is_row(line: str) -> bool:
    """A row of Markdown, or cells pasted from an office's table, parted by tabs or bare pipes.

    Two cells are the two columns of a letterhead.
    """
    if _TABLE_ROW.match(line):
        return True
    cells = _cells(line)
    return len(cells) > 2 and sum(map(bool, cells)) > (1 if " | " in line else 2)


def _cells(line: str) -> tuple[str, ...]:
    parts = line.strip().strip("|").split("|") if _TABLE_ROW.match(line) else _CELL_END.split(line.strip())
    return tuple(cell.strip() for cell in parts)
