"""Where a document names units: worked out again only when a unit changes that its words can name.

A name is found where its words stand together, so that units with no name made of a document's words play
no part in what is found in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from indexer.cache import key_of
from indexer.minted import scope_of
from kb.model import ParsedDocument, Unit
from kb.unit_names import canonical, tokens
from kb.unit_names import names as names_of
from kb.units import UnitAuthority


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a document as names are compared by them, each once."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Start, end and id of the units named in a text, and the ids of those its issuer is called by."""

    places: tuple[tuple[int, int, str], ...]
    issuer: tuple[str, ...]


class Names:
    """The names of all units, each under that of its words which the fewest names have."""

    def __init__(self, authority: UnitAuthority) -> None:
        self.authority = authority
        units = authority.units
        spelt = [(n, frozenset(canonical(x).split())) for n, u in enumerate(units) for x in names_of(u)]
        common = Counter(word for _, words in spelt for word in words)
        self._under: defaultdict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
        for number, words in spelt:
            if words:
                self._under[min(words, key=lambda word: (common[word], word))].append((number, words))
        self._keys = [key_of(u.id, u.level, u.place, *names_of(u)) for u in units]

    def within(self, wording: Wording) -> tuple[list[Unit], bytes]:
        """The units with a name made of these words, in their order, and a key of all that finding them
        depends on."""
        there = frozenset(wording.words)
        found = {n for word in there & self._under.keys() for n, words in self._under[word] if words <= there}
        numbers = sorted(found)
        return [self.authority.units[n] for n in numbers], key_of(*(self._keys[n].hex() for n in numbers))


def wording(parsed: ParsedDocument) -> Wording:
    read = f"{tokens(parsed.text)} {canonical(parsed.document.organ_name)}"
    return Wording(tuple(sorted(set(read.split()))))


def named(parsed: ParsedDocument, units: list[Unit]) -> Named:
    authority, scope = UnitAuthority(units), scope_of(parsed.document)
    return Named(
        tuple((*span, unit.id) for span, unit in authority.find(parsed.text, scope)),
        tuple(unit.id for _, unit in authority.find(parsed.document.organ_name, scope)),
    )
