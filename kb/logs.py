"""What goes to stderr while the program runs: text for people, or JSON, one object a line, for collectors."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

import click

_log = logging.getLogger("kb")


class JsonLines(logging.Formatter):
    """`time` (UTC), `level`, `logger`, `message`; `trace` of an exception; `report` of a build."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat("T", "milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        if hasattr(record, "report"):
            line["report"] = record.report
        return json.dumps(line, ensure_ascii=False)


def configure(form: str) -> None:
    """`form` is "text" or "json", as in the settings."""
    handler = logging.StreamHandler()
    text = logging.Formatter("%(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonLines() if form == "json" else text)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    _log.setLevel(logging.INFO if form == "json" else logging.WARNING)


def are_json() -> bool:
    return any(isinstance(handler.formatter, JsonLines) for handler in logging.getLogger().handlers)


def say(sentence: str, level: int = logging.INFO, **fields: Any) -> None:
    """A sentence for whoever watches: bare on a terminal, a line of the log in JSON."""
    if are_json():
        _log.log(level, sentence, extra=fields)
    else:
        click.echo(sentence, err=True)
