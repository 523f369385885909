"""The word lists that come with the product, in kb/data: ours, whatever the corpus says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import product

OFFICES = ("office", "division", "section", "department", "bureau")
HIGHER = ("department", "bureau")


@cache
def short_forms() -> Mapping[str, tuple[str, ...]]:
    """Short form → full forms, the most usual first."""
    rows = (line.split("\t") for line in _lines("abbreviations.tsv"))
    return {short: tuple(full) for short, *full in rows}


@cache
def glossary() -> Mapping[str, tuple[str, ...]]:
    """English term, lower case → its Vietnamese forms, the most usual first; offices by their fields."""
    pairs = (line.split("\t") for line in _lines("glossary.tsv"))
    return {**_offices(), **{english: tuple(vietnamese.split("; ")) for english, vietnamese in pairs}}


def _offices() -> Mapping[str, tuple[str, ...]]:
    """ "Finance and Planning Division", "Department of Justice": in a province a department is a sở."""
    names: dict[str, tuple[str, ...]] = {}
    for fields, vietnamese, kinds in (line.split("\t") for line in _lines("offices.tsv")):
        lowest = tuple(f"{kind} {vietnamese}" for kind in kinds.split("; "))
        for field, office in product(fields.split("; "), OFFICES):
            forms = lowest[::-1] if office in HIGHER else lowest
            for way in (field, field.replace(" and ", " ")):  # "Finance-Planning", "Finance & Planning"
                names |= {f"{way} {office}": forms, f"{office} of {way}": forms}
    return names


@cache
def chat_forms() -> Mapping[str, str]:
    """What people write when they chat ("bn", "ntn") → the words meant."""
    pairs = (line.partition("\t") for line in _lines("chat.tsv"))
    return {short: meant for short, _, meant in pairs}


@cache
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Vietnamese terms that documents and questions use for the same thing."""
    return tuple(tuple(line.split("\t")) for line in _lines("synonyms.tsv"))


@cache
def place_names() -> tuple[str, ...]:
    return tuple(_lines("places.txt"))


@cache
def bare_words() -> frozenset[str]:
    """Vietnamese words without any mark, like "hai" and "qua"."""
    return frozenset(word for line in _lines("bare_words.txt") for word in line.split())


@cache
def questions() -> tuple[str, ...]:
    """How people ask: phrases that questions use and documents seldom do."""
    return tuple(_lines("questions.txt"))


def _lines(name: str) -> list[str]:
    lines = files("kb").joinpath(f"data/{name}").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
