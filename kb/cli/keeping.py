"""The commands that keep what was built: generations, rollback, backup, restore."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli.common import FOLDER, as_json, dump
from kb.config import Settings


@click.command()
@as_json
@click.pass_obj
def generations(settings: Settings, as_json: bool) -> None:
    """List the generations on disk; * is served."""
    from indexer.generations import generations as listed
    from indexer.generations import render

    found = listed(settings.index)
    click.echo(dump(found) if as_json else render(found))


@click.command()
@click.argument("generation", default="")
@click.pass_obj
def rollback(settings: Settings, generation: str) -> None:
    """Serve an older GENERATION again.

    Without a name, the one before the current.
    """
    from indexer.generations import rollback as point_back

    click.echo(f"Serving {point_back(settings.index, generation)}.")


@click.command()
@click.argument("file", type=FOLDER)
@click.pass_obj
def backup(settings: Settings, file: Path) -> None:
    """Save what is served to FILE.

    With the caches and the operator's files, so that `kb restore` needs nothing else.
    """
    from indexer.backup import backup as save

    click.echo(save(settings, file))


@click.command()
@click.argument("file", type=FOLDER)
@click.pass_obj
def restore(settings: Settings, file: Path) -> None:
    """Put back what `kb backup` saved."""
    from indexer.backup import restore as put_back

    click.echo(put_back(settings, file))
