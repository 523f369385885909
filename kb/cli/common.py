"""What the commands share: how they take days, filters and --json, and open what is served."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.config import Settings
from kb.errors import UsageError
from kb.model import Filters, to_json

if TYPE_CHECKING:
    from kb.base import KnowledgeBase

FOLDER = click.Path(path_type=Path)


class Day(click.ParamType[date]):
    """A day, or the first or last day of a month or year, in the forms of the web's forms."""

    name = "day"

    def __init__(self, *, last: bool = False) -> None:
        self.last = last

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> date:
        from web.days import first_day, last_day

        try:
            day = last_day(value) if self.last else first_day(value)
        except ValueError as error:
            self.fail(f"{error} (given: {value}).", param, context)
        assert day is not None  # click converts no option that was not given
        return day


FROM = Day()
TO = Day(last=True)
as_json = click.option("--json", "as_json", is_flag=True, help="Print the objects of the API.")


def filter_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--document", default="", help="Only this document (id)."),
        click.option("--unit", default="", help="Only passages that name this unit (id or name)."),
        click.option("--to", "issued_to", type=TO, help="Issued on or before this day, month or year."),
        click.option("--from", "issued_from", type=FROM, help="Issued on or after this day, month or year."),
        click.option("--organ", default="", help="Only this issuing body."),
        click.option("--type", "type_", default="", help="Only this type of document, such as 'Thông báo'."),
    ):
        command = option(command)
    return command


def open_index(settings: Settings) -> KnowledgeBase:
    from kb.base import KnowledgeBase

    return KnowledgeBase(settings)


def filters(given: dict[str, Any]) -> Filters:
    check_order(given["issued_from"], given["issued_to"])
    return Filters(
        type=given["type_"],
        organ=given["organ"],
        issued_from=given["issued_from"],
        issued_to=given["issued_to"],
        unit=given["unit"],
        document=given["document"],
    )


def check_order(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise UsageError(f"{last:%d/%m/%Y}, the last day asked for, is before the first, {first:%d/%m/%Y}.")


def dump(value: Any) -> str:
    return json.dumps(to_json(value), ensure_ascii=False, indent=2)
