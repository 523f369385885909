"""Where the authority of units comes from: the operator's file, and what the documents themselves say.

Confirmed units are those of `units.toml`; mined ones are every other organisation to which a document
gives an order or sends a copy. The two are never mixed: a short form that a document explains is added to a
confirmed unit only as an alias, and never one the operator rejects.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

from indexer.clauses import opened
from indexer.names import KIND_LAST
from indexer.organisations import Mention, Reader, organisations
from indexer.organs import PROVINCES
from kb.errors import UsageError
from kb.model import Commitment, FormerName, ParsedDocument, Span, Unit, UnitLevel
from kb.text import fold, normalize
from kb.unit_names import SPELT_OUT, canonical, names
from kb.units import LONGEST_NAME, UnitAuthority

EXPLAINS = re.compile(
    r"\s?\((?:sau đây (?:gọi|viết) (?:tắt |chung )?là|(?:gọi|viết) tắt là|viết tắt)[:\s]*"
    r"[\"“]?(?P<short>[^()\"”]{2,60})[\"”]?\)",
    re.IGNORECASE,
)

FIELDS = {
    "id": str,
    "name": str,
    "short_names": list,
    "aliases": list,
    "level": str,
    "parent": str,
    "members": list,
    "place": str,
    "former_names": list,
    "succeeds": list,
    "since": date,
    "rejects": list,
}
REFERENCES = ("members", "succeeds")


def confirmed(file: Path) -> tuple[Unit, ...]:
    """The units of the operator's file, if there is one. Raises UsageError naming the entry at fault."""
    return tuple(_unit(entry, place) for entry, place in _entries(file))


def rejected(file: Path) -> dict[str, frozenset[str]]:
    """Unit id → names that mining must not give it."""
    return {entry["id"]: frozenset(entry.get("rejects", ())) for entry, _ in _entries(file)}


def _entries(file: Path) -> list[tuple[Mapping[str, Any], str]]:
    if not file.is_file():
        return []
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} is not valid TOML: {error}.") from None
    entries = table.get("unit", [])
    for number, entry in enumerate(entries, 1):
        _check(entry, f"{file}, unit {number} ({entry.get('id', 'no id')})")
    _check_together(entries, file)
    return [(entry, table.get("place", "")) for entry in entries]


def _check(entry: Mapping[str, Any], where: str) -> None:
    for key in ("id", "name"):
        if not entry.get(key):
            raise UsageError(f"{where} has no '{key}'; add one.")
    for key, value in entry.items():
        if key not in FIELDS:
            raise UsageError(f"{where} has the unknown field '{key}'; known are {', '.join(FIELDS)}.")
        if not isinstance(value, FIELDS[key]):
            raise UsageError(f"{where}: '{key}' must be a {FIELDS[key].__name__}, not {value!r}.")
    if entry.get("level", "other") not in get_args(UnitLevel):
        raise UsageError(
            f"{where}: level must be one of {', '.join(get_args(UnitLevel))}, not {entry['level']!r}."
        )
    for former in entry.get("former_names", ()):
        if not isinstance(former, dict) or not former.get("name"):
            raise UsageError(f'{where}: a former name is written {{ name = "…", until = 2025-02-28 }}.')


def _check_together(entries: Iterable[Mapping[str, Any]], file: Path) -> None:
    ids = [entry["id"] for entry in entries]
    for entry in entries:
        if ids.count(entry["id"]) > 1:
            raise UsageError(f"{file} has two units with the id '{entry['id']}'; rename one.")
        for key in REFERENCES:
            for other in entry.get(key, ()):
                if other not in ids:
                    raise UsageError(f"{file}: '{entry['id']}' has in '{key}' the unknown unit '{other}'.")


def _unit(entry: Mapping[str, Any], place: str) -> Unit:
    return Unit(
        id=entry["id"],
        name=entry["name"],
        short_names=tuple(entry.get("short_names", ())),
        aliases=tuple(entry.get("aliases", ())),
        level=entry.get("level", "other"),
        parent=entry.get("parent", ""),
        members=tuple(entry.get("members", ())),
        confirmed=True,
        place=entry.get("place", place),
        former_names=tuple(FormerName(f["name"], f.get("until")) for f in entry.get("former_names", ())),
        succeeds=tuple(entry.get("succeeds", ())),
        since=entry.get("since"),
    )


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The units to which a document gives an order or sends a copy (Nơi nhận), that issued it or for which
    it explains a short form ("… (sau đây gọi tắt là …)"); and these forms, with the unit's id."""

    units: tuple[Unit, ...]
    shorts: tuple[tuple[str, str], ...]


def mentioned(
    parsed: ParsedDocument, commitments: Iterable[Commitment], authority: UnitAuthority
) -> Mentioned:
    """`authority` are the confirmed units, `commitments` those of the document."""
    reader = Reader(parsed.text, authority, parsed.document)
    units = [unit for c in commitments for unit in (*c.lead, *c.coordinators)]
    units += [unit for mention in _recipients(parsed, reader) for unit in mention.units]
    if reader.issuer:
        units.append(reader.issuer)
    explained = [(mention.units[0], short) for mention, short in _explained(parsed, reader)]
    units += [unit for unit, _ in explained]
    shorts = tuple((unit.id, short) for unit, short in explained if _names_one(short))
    return Mentioned(tuple(dict.fromkeys(units)), shorts)


class Miner:
    """Reads what documents mention, one by one; `units` then gives the whole authority, in which what they
    explain has become a short name."""

    def __init__(self, file: Path) -> None:
        self._confirmed = confirmed(file)
        self._rejected = rejected(file)
        self.confirmed_authority = UnitAuthority(self._confirmed)
        self._names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._units: dict[str, Unit] = {}
        self._short: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def read(self, mentioned: Mentioned) -> None:
        for unit in mentioned.units:
            self._add(unit)
        for unit_id, short in mentioned.shorts:
            self._short[unit_id][short] += 1

    def units(self) -> tuple[Unit, ...]:
        """Confirmed units in the operator's order, then the mined ones by name."""
        alike = Counter(canonical(unit.name) for unit in self._units.values())
        alike.update(canonical(name) for unit in self._confirmed for name in names(unit))
        placed = (_placed(unit, alone=alike[canonical(unit.name)] == 1) for unit in self._units.values())
        mined = sorted(placed, key=lambda unit: (unit.name, unit.id))
        return (
            *(self._enriched(unit) for unit in self._confirmed),
            *(self._enriched(unit) for unit in mined),
        )

    def _add(self, unit: Unit) -> None:
        if not unit.confirmed:
            self._names[unit.id][unit.name] += 1
            best = max(self._names[unit.id].items(), key=lambda item: (len(item[0]), item))
            self._units[unit.id] = replace(unit, name=best[0])

    def _enriched(self, unit: Unit) -> Unit:
        known = {canonical(name) for name in names(unit)}
        rejects = self._rejected.get(unit.id, frozenset())
        short = [
            name
            for name, _ in sorted(self._short[unit.id].items(), key=lambda item: (-item[1], item[0]))
            if canonical(name) not in known and name not in rejects
        ]
        if unit.confirmed:
            return replace(unit, aliases=(*unit.aliases, *short))
        short += sorted(name for name in self._names[unit.id] if canonical(name) not in known)
        return replace(unit, short_names=(*unit.short_names, *short))


def _names_one(short: str) -> bool:
    """Not "sở" nor "UBND": by these every office calls its own."""
    plain = canonical(short)
    return plain not in SPELT_OUT.values() and (short.isupper() or len(plain.split()) > 1)


def _placed(unit: Unit, *, alone: bool) -> Unit:
    """A name that ends in a level gets its place, and one that two units share says whose it is."""
    if not unit.place or fold(unit.place) in fold(unit.name):
        return unit
    level = KIND_LAST.search(normalize(unit.name))
    short = (unit.name, *unit.short_names)
    # "Đảng ủy phường" said in Hải Phòng is no body of a ward of that name.
    below = level and level[0] not in ("tỉnh", "thành phố") and unit.place in PROVINCES
    if level and not below and "các" not in canonical(unit.name).split():
        without = unit.name[: level.start()].strip()
        return replace(
            unit, name=f"{unit.name} {unit.place}", short_names=(*short, f"{without} {unit.place}")
        )
    return unit if alone else replace(unit, name=f"{unit.name} ({unit.place})", short_names=short)


def _recipients(parsed: ParsedDocument, reader: Reader) -> Iterator[Mention]:
    for leaf in parsed.leaves:
        if leaf.kind == "recipients":
            start = opened(reader, Span(leaf.start, leaf.end))
            party = reader.party(start)
            if party and not re.match(r"\s*\w", parsed.text[party[1] : leaf.end]):
                yield from party[0]


def _explained(parsed: ParsedDocument, reader: Reader) -> Iterator[tuple[Mention, str]]:
    """Units followed by the short form the document will use, in brackets."""
    for match in EXPLAINS.finditer(parsed.text):
        start = max(0, match.start() - LONGEST_NAME)
        ending = [m for m in organisations(reader, start, match.start()) if match.start() - m.span.end <= 1]
        if ending and len(ending[-1].units) == 1:
            yield ending[-1], match["short"].strip()
