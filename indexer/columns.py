"""Two columns of a letterhead or of a signature that a text shows as one line, set side by side again.

ỦY BAN NHÂN DÂN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Nơi nhận:              TM. ỦY BAN NHÂN DÂN
- Lưu: VT.             CHỦ TỊCH
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.blocks import Block
from kb.text import fold

MOTTO = re.compile(r"cong hoa xa hoi chu nghia|doc lap\W+tu do|^dang cong san viet nam$")  # of folded text
_GAP = re.compile(r"[ \t]*(?:\t| {3,}| \|(?: |$)|(?<=[*;.)]) (?=\*\*))[ \t|]*")
_SEEN = 3  # blocks of an ending
_LAST = 8  # blocks from two signatures side by side to the end
_RECIPIENTS = re.compile(r"\W*noi nhan\b")


def unfolded(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each run of two-column lines as its left column and, behind it, its right one."""
    found: list[Block] = []
    at = 0
    while at < len(blocks):
        run = _run(blocks, at)
        found += _side_by_side(run) if run else blocks[at : at + 1]
        at += len(run) or 1
    return found


def _run(blocks: Sequence[Block], at: int) -> Sequence[Block]:
    """The blocks from `at` on that have two columns, where they open a letterhead or an ending."""
    last_lines = len(blocks) - at <= _LAST and _two_sign(blocks[at])
    if not (last_lines or _heads(blocks[at]) or _ends(blocks[at : at + _SEEN])):
        return ()
    last = at
    for place in range(at + 1, len(blocks)):
        if any(_parts(line)[1] for line in _lines(blocks[place])):
            last = place
        elif blocks[place].kind != "list_item":
            break
    return blocks[at : last + 1]


def _side_by_side(run: Sequence[Block]) -> Iterator[Block]:
    right: list[str] = []
    for block in run:
        left = []
        for line in _lines(block):
            here, there = _parts(line)
            left += [here] if here else []
            right += [there] if there else []
        if left:
            yield replace(block, text="\n".join(left))
    yield Block("paragraph", "\n".join(right), page=run[0].page)


def _heads(block: Block) -> bool:
    parted = [parts for line in _lines(block) if (parts := _parts(line))[1]]
    return any(MOTTO.search(_plain(part)) for parts in parted for part in parts)


def _ends(blocks: Sequence[Block]) -> bool:
    """Whether `Nơi nhận:` stands here, with capitals beside it or beside the lines right below."""
    labelled = bool(_RECIPIENTS.match(fold(blocks[0].text)))
    return labelled and any(_parts(line)[1].isupper() for block in blocks for line in _lines(block))


def _two_sign(block: Block) -> bool:
    """`THƯ KÝ        CHỦ TRÌ`"""
    here, there = _parts(_lines(block)[0]) if _lines(block) else ("", "")
    return here.isupper() and there.isupper()


def _lines(block: Block) -> list[str]:
    return block.text.split("\n") if block.kind in ("paragraph", "list_item") and not block.refs else []


def _parts(line: str) -> tuple[str, str]:
    """What stands left and right of a wide gap; all of it left where there is none."""
    if line.lstrip().startswith("|"):
        return "", line.strip(" \t|")
    gap = _GAP.search(line, len(line) - len(line.lstrip()))
    return (line[: gap.start()].strip(), line[gap.end() :].strip()) if gap else (line.strip(), "")


def _plain(text: str) -> str:
    return fold(text.strip("* "))
