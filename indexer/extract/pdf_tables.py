"""Tables of a page, read off their ruling lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from indexer.blocks import Block
from indexer.extract.marks import table_block, tidy
from indexer.extract.page_lines import Line, Rule, Word, glue, union

_TOUCH = 3.0  # points by which lines that should meet may miss each other


def tables(rules: list[Rule], lines: list[Line], page: int) -> tuple[list[Block], list[Line]]:
    """The tables, their boxes in the same coordinates as the lines, and the lines that lie in none."""
    found: list[Block] = []
    for grid in _grids(rules):
        inside = [line for line in lines if _within(line.box, grid)]
        if not inside:
            continue
        rows = _cells(grid, [word for line in inside for word in line.words])
        if not any(any(row) for row in rows):
            continue
        box = union((rule.x0, rule.y0, rule.x1, rule.y1) for rule in grid)
        sure = [word.confidence for line in inside for word in line.words if word.confidence is not None]
        table = table_block(tuple(row for row in rows if any(row)))
        mean = round(sum(sure) / len(sure), 1) if sure else None
        found.append(replace(table, page=page, box=box, confidence=mean))
        lines = [line for line in lines if line not in inside]
    return found, lines


def _grids(rules: list[Rule]) -> list[list[Rule]]:
    """Groups of rules that touch each other and hold two columns and a row at least."""
    groups: list[list[Rule]] = []
    for rule in rules:
        touching = [group for group in groups if any(_touch(rule, other) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([rule, *(other for group in touching for other in group)])
    return [group for group in groups if len(_xs(group)) >= 3 and len(_ys(group)) >= 2]


def _xs(grid: list[Rule]) -> list[float]:
    return _edges(rule.x0 for rule in grid if not rule.horizontal)


def _ys(grid: list[Rule]) -> list[float]:
    return _edges(rule.y0 for rule in grid if rule.horizontal)


def _touch(a: Rule, b: Rule) -> bool:
    return a.x0 - _TOUCH <= b.x1 and b.x0 - _TOUCH <= a.x1 and a.y0 - _TOUCH <= b.y1 and b.y0 - _TOUCH <= a.y1


def _edges(places: Iterable[float]) -> list[float]:
    """Places along one axis, those closer than a line's width taken for one in their middle."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if not groups or place - groups[-1][-1] > 2 * _TOUCH:
            groups.append([])
        groups[-1].append(place)
    return [sum(group) / len(group) for group in groups]


def _within(box: tuple[float, float, float, float], grid: list[Rule]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    xs, ys = _xs(grid), _ys(grid)
    return xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]


def _cells(grid: list[Rule], words: list[Word]) -> list[tuple[str, ...]]:
    """Rows of cell texts; a cell merged over several places has its text in the first of them."""
    xs, ys = _xs(grid), _ys(grid)
    places = [(r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1)]
    owner = {place: place for place in places}
    for r, c in places:
        x, y = (xs[c] + xs[c + 1]) / 2, (ys[r] + ys[r + 1]) / 2
        if c and not _ruled(grid, xs[c], y, vertical=True):
            owner[r, c] = owner[r, c - 1]
        elif r and not _ruled(grid, x, ys[r], vertical=False):
            owner[r, c] = owner[r - 1, c]
    held: dict[tuple[int, int], list[Word]] = {place: [] for place in places}
    for word in words:
        held[owner[_slot(ys, (word.top + word.bottom) / 2), _slot(xs, (word.left + word.right) / 2)]].append(
            word
        )
    return [tuple(_text(held[r, c]) for c in range(len(xs) - 1)) for r in range(len(ys) - 1)]


def _ruled(grid: list[Rule], x: float, y: float, *, vertical: bool) -> bool:
    """Whether a rule of the given direction passes through the point."""
    return any(
        rule.horizontal != vertical
        and rule.x0 - _TOUCH <= x <= rule.x1 + _TOUCH
        and rule.y0 - _TOUCH <= y <= rule.y1 + _TOUCH
        for rule in grid
    )


def _slot(edges: list[float], place: float) -> int:
    return max(0, min(len(edges) - 2, sum(edge <= place for edge in edges) - 1))


def _text(words: list[Word]) -> str:
    text = ""
    for baseline in sorted({word.baseline for word in words}):
        row = sorted((word for word in words if word.baseline == baseline), key=lambda word: word.left)
        line = " ".join(word.text for word in row)
        text = glue(text, line) if text else line
    return tidy(text)
