"""The commands that score answers and the register against files read by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kb.cli.common import FOLDER, as_json, dump, open_index
from kb.config import Settings


@click.command("eval")
@click.argument("questions", type=FOLDER)
@as_json
@click.pass_obj
def eval_command(settings: Settings, questions: Path, as_json: bool) -> None:
    """Score a file of questions and print a table.

    Each line of QUESTIONS is a JSON object: id, kind, question, expect.
    """
    from kb.evaluate import evaluate, read_questions, render

    report = evaluate(read_questions(questions), open_index(settings))
    click.echo(dump(report) if as_json else render(report))
    sys.exit(0 if not report.failures else 1)


@click.command("eval-commitments")
@click.argument("golden", type=FOLDER)
@as_json
@click.pass_obj
def eval_commitments(settings: Settings, golden: Path, as_json: bool) -> None:
    """Score the register against a file read by hand.

    Prints precision, recall and the accuracy of the fields; each line of GOLDEN is a JSON object.
    """
    from kb.evaluate_commitments import evaluate, read_golden, render

    report = evaluate(read_golden(golden), open_index(settings).snapshot.store.commitments())
    click.echo(dump(report) if as_json else render(report))
