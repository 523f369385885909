"""`kb doctor`: every self-check an operator would do by hand, and what to do when one fails."""

from __future__ import annotations

import contextlib
import fcntl
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kb import embed, index, machine
from kb.config import Settings
from kb.errors import KbError
from kb.machine import Check

MAX_AGE = timedelta(hours=50)  # one missed night
LONGEST_BUILD = timedelta(hours=20)  # so says deploy/kb-index.service too
CLOCK_SLACK = timedelta(minutes=5)


def checks(settings: Settings) -> list[Check]:
    """All of them, always; none raises."""
    return [
        *_generation(settings),
        *_last_build(settings),
        *_builder(settings),
        *machine.disk(settings),
        *machine.permissions(settings),
        *machine.programs(settings),
    ]


def _generation(settings: Settings) -> Iterator[Check]:
    name = index.current_name(settings.index)
    if name is None:
        yield Check("generation", False, f"nothing was published in {settings.index}", "Run 'kb index'.")
        return
    directory = settings.index / "generations" / name
    problems = index.check(directory)
    if problems:
        yield Check("generation", False, problems[0], "Run 'kb rollback', or 'kb index' to build it again.")
        return
    manifest = index.read_manifest(directory)
    counts = ", ".join(f"{number} {things}" for things, number in manifest["counts"].items())
    yield Check("generation", True, f"{name}: {counts}, every checksum and every quote holds")
    try:
        identity = embed.load(settings.model).identity
    except KbError as error:
        yield Check(
            "model", False, str(error), "Install it, or change the setting 'model' and run 'kb index'."
        )
        return
    built_with = manifest["model"]
    yield Check(
        "model",
        identity == built_with,
        f"{identity}" if identity == built_with else f"the index was built with {built_with}, not {identity}",
        "Run 'kb index', or change the setting 'model' back.",
    )


def _last_build(settings: Settings) -> Iterator[Check]:
    reports = _newest_reports(settings.index)
    last = next(reports, None)
    if last is None:
        yield Check("last build", False, "there is no report of any build", "Run 'kb index'.")
        return
    yield Check(
        "clock",
        _age(last) > -CLOCK_SLACK,
        f"the last build began {last['started']}",
        "The clock is behind the last build: set it (timedatectl set-ntp true).",
    )
    success = next((report for report in (last, *reports) if not report["error"]), None)
    since = f"the last success was {_hours(_age(success))} ago" if success else "none ever succeeded"
    if last["error"]:
        yield Check("last build", False, f"{last['error']} ({since})", "Mend that and run 'kb index'.")
        return
    refused = f"{len(last['refused'])} files refused" + (": see 'kb status'" if last["refused"] else "")
    yield Check(
        "last build",
        _age(last) < MAX_AGE,
        f"{since}, {refused}",
        "Run 'kb index', and see 'systemctl status kb-index.timer' why the night did not.",
    )


def _builder(settings: Settings) -> Iterator[Check]:
    """Only when one is at work: a build that hangs keeps all later ones away."""
    try:
        with (settings.index / "lock").open("rb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = json.load(lock)
                age = datetime.now(UTC) - datetime.fromisoformat(holder["since"])
                yield Check(
                    "builder",
                    age < LONGEST_BUILD,
                    f"process {holder['pid']} on {holder['host']} has been at work for {_hours(age)}",
                    f"It seems to hang: 'kill {holder['pid']}', then 'kb index' resumes.",
                )
    except (OSError, ValueError, KeyError):  # nothing was built yet, or it has not written its name
        return


def _newest_reports(index_dir: Path) -> Iterator[dict[str, Any]]:
    for path in sorted((index_dir / index.REPORTS).glob("*.json"), reverse=True):
        with contextlib.suppress(OSError, ValueError):  # removed this moment
            yield json.loads(path.read_text("utf-8"))


def _age(report: dict[str, Any]) -> timedelta:
    return datetime.now(UTC) - datetime.fromisoformat(report["started"])


def _hours(age: timedelta) -> str:
    return f"{age.total_seconds() / 3600:.0f} hours"
