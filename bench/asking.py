"""A client that opens the published generation and asks, without pause, and counts what it gets.

python -m bench.asking FOLDER --documents 300     # of `bench.generated`; until SIGTERM
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.generated import figure, marker
from kb import index
from kb.terms import terms

FIGURE = re.compile(r"Chỉ tiêu (\w+) đạt (\d+) triệu đồng")
COUNTS = "asked"  # the file in FOLDER that holds what was counted so far


@contextlib.contextmanager
def asking(folder: Path, documents: int) -> Iterator[Path]:
    """The file to which a client writes what it saw, while it asks."""
    counts = folder / COUNTS
    command = [sys.executable, "-m", "bench.asking", str(folder), "--documents", str(documents)]
    with subprocess.Popen(command) as client:
        while not counts.exists():
            time.sleep(0.1)
        try:
            yield counts
        finally:
            client.terminate()


def ask(folder: Path, documents: int) -> None:
    """Until SIGTERM."""
    stopped: list[int] = []
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
    chance = random.Random(0)
    seen = Counter(answers=0, failed=0, wrong=0)
    names = set()
    while not stopped:
        number = chance.randrange(documents)
        try:
            snapshot = index.open_current(folder / "index")
            names.add(snapshot.directory.name)
            seen["wrong"] += not _right(snapshot, number)
        except Exception as error:  # whatever it is, a client saw it
            print(repr(error), file=sys.stderr)
            seen["failed"] += 1
        seen["answers"] += 1
        fresh = folder / f"{COUNTS}.new"
        fresh.write_text(json.dumps({**seen, "generations_seen": len(names)}))
        fresh.replace(folder / COUNTS)


def _right(snapshot: index.Snapshot, number: int) -> bool:
    """Notices below a third are always there: found by their word, quoted exactly, their figure right."""
    number //= 3
    passage = snapshot.store.passage(int(snapshot.lexical.scores(terms(marker(number))).argmax()))
    text = snapshot.store.parsed(passage.document_id).text
    said = FIGURE.search(passage.text)
    figures = {figure(number, version) for version in range(1_000)}
    exact = text[passage.start : passage.end] == passage.text
    return exact and said is not None and said[1] == marker(number) and said[2] in figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=300)
    ask(**vars(parser.parse_args()))
