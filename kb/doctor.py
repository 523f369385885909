"""`kb doctor`: every self-check an operator would do by hand, and what to do when one fails."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kb import embed, index
from kb.config import Settings
from kb.errors import KbError

MAX_AGE = timedelta(hours=50)  # one missed night
LONGEST_BUILD = timedelta(hours=20)  # so says deploy/kb-index.service too
CLOCK_SLACK = timedelta(minutes=5)
ROOM = 3  # times the size of the generation: the next one, its draft vectors, and the growth of the cache
LEAST_ROOM = 200_000_000

# What opens formats that need more than wheels: the program, what it reads, the Debian packages.
TOOLS = (
    ("soffice", "DOC, ODT and RTF files", "libreoffice-writer-nogui"),
    ("tesseract", "scanned PDF files and images", "tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd"),
)
NEEDED_BY = {"soffice": "converter_unavailable", "tesseract": "ocr_unavailable"}


@dataclass(frozen=True, slots=True)
class Check:
    """`advice` says what to do when it is not `ok`."""

    name: str
    ok: bool
    detail: str
    advice: str = ""


def checks(settings: Settings) -> list[Check]:
    """All of them, always; none raises."""
    return [
        *_generation(settings),
        *_last_build(settings),
        *_builder(settings),
        *_disk(settings),
        *_permissions(settings),
        *_tools(settings),
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
    yield Check("generation", True, f"{name}: {manifest['counts']}, every checksum and every quote holds")
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


def _disk(settings: Settings) -> Iterator[Check]:
    folder = _existing(settings.index)
    name = index.current_name(settings.index)
    files = (settings.index / "generations" / name).rglob("*") if name else ()
    needed = max(LEAST_ROOM, ROOM * sum(path.stat().st_size for path in files if path.is_file()))
    free = shutil.disk_usage(folder).free
    yield Check(
        "disk",
        free >= needed,
        f"{free / 1e6:,.0f} MB free on the disk of {folder}, the next build may need {needed / 1e6:,.0f} MB",
        "Free some room, or lower 'keep_generations'.",
    )


def _permissions(settings: Settings) -> Iterator[Check]:
    readable = settings.corpus.is_dir() and os.access(settings.corpus, os.R_OK | os.X_OK)
    yield Check(
        "corpus",
        readable,
        f"{settings.corpus} {'can' if readable else 'cannot'} be read",
        "Name the folder in the setting 'corpus' and let this user read it.",
    )
    theirs = next((path for path in _written(settings.index) if not os.access(path, os.W_OK)), None)
    yield Check(
        "index folder",
        theirs is None,
        f"{theirs or settings.index} {'cannot' if theirs else 'can'} be written by this user",
        f"Run as the user that builds the index, or give it {settings.index} (chown -R).",
    )


def _written(index_dir: Path) -> Iterator[Path]:
    """What a build writes to. A single build as another user leaves files that shut the night out."""
    yield _existing(index_dir)
    for name in ("lock", "quarantine.json", "generations", "reports", "cache", "cache/cache.sqlite", "draft"):
        if (index_dir / name).exists():
            yield index_dir / name


def _tools(settings: Settings) -> Iterator[Check]:
    report = index.last_report(settings.index) or {"refused": []}
    refused = [refusal["code"] for refusal in report["refused"]]
    for program, opens, packages in TOOLS:
        there = shutil.which(program) is not None
        waiting = refused.count(NEEDED_BY[program])
        install = f"apt-get install {packages}"
        detail = "installed" if there else f"not installed; it reads {opens}: {install}"
        yield Check(program, there or not waiting, detail, f"{waiting} files wait for it: {install}")
    if shutil.which("tesseract") and "vie" not in _languages():
        yield Check("tesseract", False, "knows no Vietnamese", "apt-get install tesseract-ocr-vie")


def _languages() -> list[str]:
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=10)  # noqa: S607 found on PATH
    return listed.stdout.split()


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    folder = folder.resolve()
    while not folder.exists():
        folder = folder.parent
    return folder
