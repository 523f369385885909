"""The commands that build an index, or show how one file is read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from kb import logs
from kb.cli.common import FOLDER, as_json, dump
from kb.config import Settings, override
from kb.model import to_json


@click.command("index")
@click.argument("corpus", type=FOLDER, required=False)
@click.option("--index", type=FOLDER, help="The index folder (default: index).")
@click.option("--allow-shrink", is_flag=True, help="Publish even if many documents are gone.")
@as_json
@click.pass_obj
def index_command(
    settings: Settings, corpus: Path | None, index: Path | None, allow_shrink: bool, as_json: bool
) -> None:
    """Build or update the index.

    Reads the files of CORPUS (default: the setting 'corpus'); only what changed is read and embedded.
    """
    from indexer.build import build
    from indexer.report import headline, render

    settings = override(settings, {"corpus": corpus, "index": index})
    progress: Callable[[str], None] = _quiet if as_json else logs.say
    report = build(settings, progress=progress, allow_shrink=allow_shrink)
    if logs.are_json() and not as_json:
        logs.say(headline(report), report=to_json(report))
    else:
        click.echo(dump(report) if as_json else render(report))
    sys.exit(1 if report.refused else 0)


@click.command()
@click.argument("file", type=FOLDER)
@as_json
def inspect(file: Path, as_json: bool) -> None:
    """Show how one FILE is understood.

    Its reader, letterhead, sections, notes, passages and warnings.
    """
    from indexer.inspect import inspect as look
    from indexer.inspect import render

    seen = look(file)
    click.echo(dump(seen) if as_json else render(seen))


@click.command("export-model")
@click.argument("folder", type=FOLDER)
def export_model(folder: Path) -> None:
    """Write the bundled model to a new FOLDER.

    In the form of sentence-transformers, for `--model st:FOLDER`.
    """
    from kb.export_model import export

    export(folder)
    click.echo(f"Wrote {folder}; use it with --model st:{folder}")


def _quiet(_: str) -> None:
    pass
