"""The authority of units: which organisation a name means, in a document or in a question.

The longest name wins: "TTPTQĐ" is never "QĐ", and "Phòng Kinh tế và Hạ tầng" never "Phòng Kinh tế".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.errors import NotFoundError
from kb.model import Span, Unit, UnitLevel
from kb.text import fold, nfc
from kb.unit_names import Word, canonical, elsewhere, followed_by_name, names, words

# Those of two words by the last: "thành phố", "thị xã".
LEVEL_WORDS = frozenset(("tỉnh", "phố", "huyện", "quận", "xã", "phường", "trấn"))
PLURALS = frozenset(("các", "những", "mọi"))
# Between two words of a name, never a blank line; a comma only in plurals and where the name has one.
GAP = re.compile(r"(?:[ \t\u00a0\-–&.]|\n(?!\n))*")
GAP_WITH_COMMA = re.compile(r"(?:[ \t\u00a0\-–&.,/]|\n(?!\n))*")


class Scope(NamedTuple):
    """Where a text speaks from: decides what "UBND tỉnh" or "các cơ quan, đơn vị" means there. `kind` is that
    of the place, "phường" or "tỉnh".
    """

    place: str = ""
    level: UnitLevel = "other"
    kind: str = ""


@dataclass(slots=True)
class Node:
    """A node of the tree of names; `units` are those a name of which ends here, with that name."""

    next: dict[str, Node] = field(default_factory=dict)
    units: list[tuple[Unit, str]] = field(default_factory=list)


class UnitAuthority:
    """Every unit known to a generation. Built once, then only read."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = tuple(units)
        self._by_id = {unit.id: unit for unit in units}
        self._tree = _tree(units, folded=False)
        self._folded_tree = _tree(units, folded=True)
        self._above = _containing(units)

    def get(self, unit_id: str) -> Unit | None:
        return self._by_id.get(unit_id)

    def named(self, name: str) -> list[Unit]:
        """The units meant by an id or any name, a place standing for its committee; raises NotFoundError
        when there is none.
        """
        unit = self.get(name)
        meant = [unit] if unit else self._called(name) or self.resolve(name) or self.resolve(f"UBND {name}")
        if not meant:
            raise NotFoundError(f"No unit is called '{name}'; the tasks of the register name those known.")
        return meant

    def find(self, text: str, scope: Scope | None = None) -> list[tuple[Span, Unit]]:
        """The units named in a text, in order, not overlapping, the longest name first.

        With a scope, a name that lacks its place ("UBND tỉnh") means a unit of that place, and of two units
        with one name the one at the scope's level.
        """
        return [(span, units[0]) for span, units in self._scan(text, self._tree, scope, folded=False)]

    def at(self, text: str, start: int, scope: Scope | None = None) -> tuple[Span, Unit] | None:
        """The unit whose name begins at `start`, or None; of a long text only the next words are read."""
        window = words(text[start : start + LONGEST_NAME])
        found = self._longest(text[start : start + LONGEST_NAME], window, 0, self._tree, scope)
        if found is None or window[0].start != 0:
            return None
        end, units = found
        return Span(start, start + end), units[0]

    def resolve(self, query_text: str) -> list[Unit]:
        """The units a question names: with or without diacritics, abbreviated, or by an English name."""
        query_text = nfc(query_text)
        found = self._scan(query_text, self._tree, None, folded=False)
        units = [unit for _, meant in found for unit in meant]
        if not units:
            found = self._scan(query_text, self._folded_tree, None, folded=True)
            units = [unit for _, meant in found for unit in meant]
        return list(dict.fromkeys(units))

    def _called(self, name: str) -> list[Unit]:
        """The units whose whole name this is, the place in brackets included."""
        plain = fold(canonical(name))
        return [unit for unit in self.units if fold(canonical(unit.name)) == plain]

    def expand(self, unit_id: str) -> set[str]:
        """The unit, the units whose work it took over, and every group that includes one of them."""
        expanded = {unit_id}
        waiting = [unit_id]
        while waiting:
            current = waiting.pop()
            unit = self._by_id.get(current)
            nearby = {*self._above.get(current, ()), *(unit.succeeds if unit else ())} - expanded
            expanded |= nearby
            waiting += nearby
        return expanded

    def _scan(
        self, text: str, tree: Node, scope: Scope | None, *, folded: bool
    ) -> Iterator[tuple[Span, list[Unit]]]:
        read = words(text, folded=folded)
        first = 0
        while first < len(read):
            found = self._longest(text, read, first, tree, scope)
            if found is None:
                first += 1
                continue
            end, units = found
            yield Span(read[first].start, end), units
            while first < len(read) and read[first].start < end:
                first += 1

    def _longest(
        self, text: str, read: Sequence[Word], first: int, tree: Node, scope: Scope | None
    ) -> tuple[int, list[Unit]] | None:
        """Where the longest name beginning at word `first` ends, and whose it is."""
        node: Node | None = tree
        best = None
        commas = False
        for index in range(first, len(read)):
            word = read[index]
            if index > first:
                gap = text[read[index - 1].end : word.start]
                if not GAP_WITH_COMMA.fullmatch(gap):
                    break
                commas = commas or not GAP.fullmatch(gap)
            for token in word.tokens:
                node = node.next.get(token) if node else None
            if node is None:
                break
            units = _meant(node.units, scope, commas=commas, followed=followed_by_name(text, word))
            units = [unit for unit in units if not elsewhere(text, word.end, unit)]
            if units:
                best = word.end, units
        return best


LONGEST_NAME = 200  # characters


def _meant(
    candidates: Iterable[tuple[Unit, str]], scope: Scope | None, *, commas: bool, followed: bool
) -> list[Unit]:
    """The units a name may mean here, the likeliest first."""
    meant = []
    for unit, name in candidates:
        tokens = canonical(name).split()
        if commas and "," not in name and tokens[0] not in PLURALS and "các" not in tokens:
            continue
        if followed and tokens[-1] in LEVEL_WORDS:
            continue  # "UBND tỉnh" before "Quảng Ninh" is the name of another unit
        if scope and unit.place and unit.place not in name and fold(unit.place) not in fold(scope.place):
            continue
        meant.append(unit)
    if scope:
        meant.sort(key=lambda unit: unit.level != scope.level)
    return meant


def _tree(units: Iterable[Unit], *, folded: bool) -> Node:
    root = Node()
    for unit in units:
        for name in dict.fromkeys(names(unit)):
            node = root
            for word in words(name, folded=folded):
                for token in word.tokens:
                    node = node.next.setdefault(token, Node())
            if node is not root and all(unit is not other for other, _ in node.units):
                node.units.append((unit, name))
    return root


def _containing(units: Iterable[Unit]) -> dict[str, list[str]]:
    above: defaultdict[str, list[str]] = defaultdict(list)
    for unit in units:
        for member in unit.members:
            above[member].append(unit.id)
    return dict(above)
