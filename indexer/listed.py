"""Units told in one breath: "các Sở: Tài chính, Nội vụ", "UBND các tỉnh An Giang, Đồng Tháp và Vĩnh Long".

`low` is the text normalized, letter for letter as long as it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from indexer.cues import MODAL
from indexer.name_words import COUNCIL, FIELD, KIND, LOWER, UPPER
from indexer.names import ANOTHER
from indexer.verbs import VERB

Name = tuple[str, int]  # and where it ends
Names = tuple[list[str], int]

FIELDS = re.compile(r"(?:các\s+)?(?P<head>bộ|sở|phòng|ban|ngành)(?:\s*,\s*(?:ngành|ban|cơ\s+quan))*\s*:\s*")
FIELD_END = rf"(?=\s*(?:[,;.:()\n]|$)|\s+(?:và|{VERB}|{MODAL})(?!\w))"
ONE_FIELD = re.compile(rf"{FIELD}{FIELD_END}")
# "UBND các tỉnh An Giang, Đồng Tháp và Vĩnh Long": one unit a place.
# Without "các" only behind a body: "UBND thành phố Phan Thiết, thị xã La Gi".
PLACES = re.compile(rf"(?:(?P<body>{COUNCIL}\s+)(?:các\s+)?|các\s+)(?P<kind>{KIND})(?:\s*:)?\s+(?!{VERB})")
# "…, thị trấn Đức Thọ" goes on with the list, "…, huyện Đức Thọ" says where the communes are.
KIND_OF_PLACE = re.compile(rf"(?:các\s+)?(?P<kind>{KIND})\s+")
PEERS = ({"xã", "phường", "thị trấn"}, {"huyện", "thị xã", "thành phố"}, {"tỉnh", "thành phố"})
NEXT = re.compile(r"\s*,\s*|\s+và\s+")
ONE_NAME = re.compile(rf"[{UPPER}][\w-]*(?: [\w-]+){{0,7}}?{FIELD_END.replace('và|', '')}")
ONE_PLACE = re.compile(rf"[{UPPER}][{LOWER}'’]+(?: [{UPPER}][{LOWER}'’]+)*")


def units_of_one_kind(text: str, low: str, start: int) -> Names | None:
    """The names of the units that such a row at `start` lists, and where it ends; None when none begins."""
    fields = FIELDS.match(low, start)
    if fields and (each := _of_each_field(text, low, fields)):
        return each
    places = PLACES.match(low, start)
    return _of_each_place(text, low, places) if places else None


def places(text: str, low: str, start: int) -> Names | None:
    """The places of a row at `start`: "Quảng Bình, Quảng Trị và Đà Nẵng"."""

    def place(at: int) -> Name | None:
        found = None if _another(low, at) else ONE_PLACE.match(text, at)
        return (found[0], found.end()) if found else None

    each = _each(low, start, place)
    return each if each and len(each[0]) > 1 else None


def _of_each_field(text: str, low: str, row: re.Match[str]) -> Names | None:
    head = text[row.start("head") : row.end("head")].capitalize()

    def field(at: int) -> Name | None:
        found = ONE_FIELD.match(low, at)
        if found is None and not _another(low, at):
            found = ONE_NAME.match(text, at)
        return (f"{head} {text[at : found.end()]}", found.end()) if found else None

    return _each(low, row.end(), field)


def _of_each_place(text: str, low: str, row: re.Match[str]) -> Names | None:
    body = text[row.start() : row.end("body")] if row["body"] else ""
    kind = row["kind"]

    def place(at: int) -> Name | None:
        nonlocal kind
        other = KIND_OF_PLACE.match(low, at)
        within = other and other["kind"] == "tỉnh" != kind  # the province of the city before
        if other and not within and any({kind, other["kind"]} <= peers for peers in PEERS):
            kind, at = other["kind"], other.end()
        elif _another(low, at):
            return None
        found = ONE_PLACE.match(text, at)
        return (f"{body}{kind} {found[0]}", found.end()) if found else None

    each = _each(low, row.end(), place)
    several = "các" in row[0].split()
    return each if each and (several or len(each[0]) > 1) else None


def _each(low: str, at: int, one: Callable[[int], Name | None]) -> Names | None:
    names, end = [], at
    while found := one(at):
        name, end = found
        names.append(name)
        separator = NEXT.match(low, end)
        if separator is None:
            break
        at = separator.end()
    return (names, end) if names else None


def _another(low: str, at: int) -> bool:
    return any(other.match(low, at) for other in ANOTHER)
