"""The interface in two languages: every string is in catalogue/, dates and numbers follow the language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from kb.model import Precision

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "vi"
FOLDER = Path(__file__).parent / "catalogue"


@dataclass(frozen=True)
class Translator:
    """`t("hits.count", n=3)` is a string of the catalogue, filled in; n = 1 picks its `.one` if there is."""

    language: Language
    strings: Mapping[str, str]

    def __call__(self, key: str, **values: Any) -> str:
        if values.get("n") == 1 and f"{key}.one" in self.strings:
            key = f"{key}.one"
        shown = {name: self.number(v) if isinstance(v, (int, float)) else v for name, v in values.items()}
        return self.strings[key].format(**shown)

    def has(self, key: str) -> bool:
        return key in self.strings

    def number(self, value: float) -> str:
        text = f"{int(value) if value == int(value) else value:,}"
        return text.translate(str.maketrans(",.", ".,")) if self.language == "vi" else text

    def day(self, value: date | None, precision: Precision | Literal["short"] = "day") -> str:
        """21/6/2024 or 21 June 2024; a coarser precision leaves out what is not known."""
        if value is None or precision == "none":
            return ""
        month = self.strings[f"month.{value.month}"]
        return self.strings[f"date.{precision}"].format(d=value.day, m=value.month, y=value.year, month=month)

    def size(self, amount: int) -> str:
        """Bytes as MB, or GB from a thousand of them."""
        megabytes = amount / 1e6
        return (
            f"{self.number(round(megabytes / 1e3, 1))} GB"
            if megabytes >= 1e3
            else f"{self.number(round(megabytes, 1))} MB"
        )

    def moment(self, value: str) -> str:
        """An ISO time as the local clock shows it; anything else as it is."""
        try:
            when = datetime.fromisoformat(value)
        except ValueError:
            return value
        local = when.astimezone() if when.tzinfo else when
        return f"{self.day(local.date())}, {local:%H:%M}"


@cache
def translator(language: Language) -> Translator:
    with (FOLDER / f"{language}.toml").open("rb") as file:
        return Translator(language, dict(_flat(tomllib.load(file))))


def choose(asked: str | None, remembered: str | None) -> Language:
    """The address wins over the cookie; Vietnamese unless English is asked for."""
    for wish in (asked, remembered):
        for language in LANGUAGES:
            if wish == language:
                return language
    return DEFAULT


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        found += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(f"{prefix}{key}", value)]
    return found
