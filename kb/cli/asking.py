"""The commands that ask: search, ask, commitments."""

from __future__ import annotations

import sys
from typing import Any, get_args

import click

from kb.cli.common import FROM, TO, as_json, check_order, dump, filter_options, filters, open_index
from kb.config import Settings
from kb.model import CommitmentState


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option("-k", default=10, type=click.IntRange(1, 100), show_default=True, help="How many hits.")
@click.option("--literal", is_flag=True, help="Search the words as typed: nothing restored or expanded.")
@filter_options
@as_json
@click.pass_obj
def search(
    settings: Settings, /, text: tuple[str, ...], k: int, literal: bool, as_json: bool, **given: Any
) -> None:
    """Find passages."""
    from kb.terminal import render_search

    result = open_index(settings).search(" ".join(text), k, filters(given), literal=literal)
    click.echo(dump(result) if as_json else render_search(result))
    sys.exit(0 if result.hits else 1)


@click.command()
@click.argument("text", nargs=-1, required=True)
@filter_options
@as_json
@click.pass_obj
def ask(settings: Settings, /, text: tuple[str, ...], as_json: bool, **given: Any) -> None:
    """Answer a question with the words of the documents."""
    from kb.terminal import render_answer

    answer = open_index(settings).answer(" ".join(text), filters(given))
    click.echo(dump(answer) if as_json else render_answer(answer))
    sys.exit(0 if answer.found else 1)


@click.command()
@click.option("--unit", default="", help="Asked of this unit (id, name or short name).")
@click.option("-q", "text", default="", help="Words of the task.")
@click.option("--document", default="", help="Only from this document (id).")
@click.option("--organ", default="", help="Only from documents of this issuing body.")
@click.option("--due-from", type=FROM, help="Due on or after this day, month or year.")
@click.option("--due-to", type=TO, help="Due on or before this day, month or year.")
@click.option("--state", type=click.Choice(get_args(CommitmentState)), help="Only those in this state.")
@click.option("--as-of", type=FROM, help="Compare deadlines with this day (default: today).")
@as_json
@click.pass_obj
def commitments(settings: Settings, /, as_json: bool, **given: Any) -> None:
    """List who was told to do what, by when."""
    from kb.commitments import CommitmentFilter
    from kb.terminal import render_commitments

    check_order(given["due_from"], given["due_to"])
    wanted = CommitmentFilter(**{name: value for name, value in given.items() if value})
    page = open_index(settings).commitments(wanted)
    click.echo(dump(page) if as_json else render_commitments(page.items, page.total))
    sys.exit(0 if page.total else 1)
