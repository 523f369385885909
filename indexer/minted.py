"""Units nobody confirmed: named by a text, told apart by the place it speaks from."""

from __future__ import annotations

import re

from indexer import names
from indexer.name_words import UPPER
from kb.model import Document, Unit, UnitLevel
from kb.text import fold, normalize
from kb.unit_names import canonical
from kb.units import Scope

ONLY_CONCERNED = re.compile(r"(?: (?:có )?liên quan| nêu trên| trên| khác)+$")
PROPER_PLACE = re.compile(
    rf"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Tt]hị xã|[Hh]uyện|[Qq]uận|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)\s+"
    rf"([{UPPER}][\w'’]*(?:[\s-]+[{UPPER}][\w'’]*)*)"
)
LEVEL_OF: tuple[tuple[re.Pattern[str], UnitLevel], ...] = (
    (re.compile(r"(?:tỉnh|thành|huyện|thị|quận|đảng) ủy|đảng bộ"), "party"),
    (
        re.compile(r"^(?:các )?bộ\b(?! (?:phận|chỉ huy))|chính phủ|thủ tướng|quốc hội|trung ương|tổng cục"),
        "central",
    ),
    (
        re.compile(r"^(?:các )?sở\b|\bthành phố (?:hà nội|hải phòng|đà nẵng|hồ chí minh|cần thơ|huế)$"),
        "province",
    ),
    (re.compile(r"\b(?:xã(?! hội)|phường|thị trấn|đặc khu|(?<!nông )thôn)\b"), "commune"),
    (re.compile(r"\btỉnh\b"), "province"),
    (re.compile(r"^(?:các )?phòng\b|\b(?:huyện|quận|thị xã|thành phố)\b"), "district"),
)


def mint(name: str, scope: Scope) -> Unit:
    """A unit nobody confirmed.

    Without a place in its name it gets the document's, so that the "Sở Y tế" of two provinces differ.
    """
    name = re.sub(r"\s+", " ", name).strip(" ,;:.-")
    name = name[:1].upper() + name[1:]
    plain = canonical(name)
    level = level_of(plain)
    place = "" if level == "central" or PROPER_PLACE.search(name) else scope.place
    plain = ONLY_CONCERNED.sub("", plain.replace("mặt trận tổ quốc việt nam", "mặt trận tổ quốc"))
    identity = fold(_in_full(plain, place, level, scope))
    return Unit(re.sub(r"[^a-z0-9]+", "-", identity).strip("-"), name, level=level, place=place)


def _in_full(plain: str, place: str, level: UnitLevel, scope: Scope) -> str:
    """The name with the place it belongs to: of the ward's own bodies "Công an", "Công an phường" and "Công
    an phường Hạc Thành" are one.
    """
    own = normalize(scope.place)
    body = plain.removesuffix(f" {own}").removesuffix(f" {scope.kind}")
    elsewhere = not (place or plain.endswith(f" {own}")) or names.KIND_LAST.search(body)
    above = level in ("central", "province") and level != scope.level
    office = names.NAMED.match(plain) or names.COUNCIL_NAME.match(plain)
    if elsewhere or above or not scope.kind or not office:
        return plain if not place or fold(place) in fold(plain) else f"{plain} {place}"
    return f"{body} {scope.kind} {own}"


def scope_of(document: Document) -> Scope:
    """The place and level a document speaks from, by its issuer, or else by where it was signed."""
    found = PROPER_PLACE.search(document.organ_name) or PROPER_PLACE.search(document.place)
    level = level_of(canonical(document.organ_name))
    if found is None:
        return Scope(document.place, level)
    return Scope(found[1], level, canonical(found[0].removesuffix(found[1])))


def level_of(name: str) -> UnitLevel:
    """By the normalized name of a unit or of a kind of place."""
    return next((level for pattern, level in LEVEL_OF if pattern.search(name)), "other")
