"""Kills a build at random moments, again and again, while a client keeps asking, and counts what went wrong.

    python -m bench.kills --kills 200 --documents 300

Every round edits, adds and removes some notices and starts a build; the build gets SIGKILL at a moment
drawn uniformly from twice its duration; then the published generation must pass its full check. The client is
another process that opens the published generation and asks, without pause. At the end one build runs
through: it must give the files of a build from nothing, and no passage may have been embedded more often
than the kills can explain.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.generated import HashEmbedder, figure, marker, notice, path_of, write_notices
from indexer.assemble import BATCH
from indexer.build import build
from kb import index
from kb.config import Settings
from kb.terms import terms

FIGURE = re.compile(r"Chỉ tiêu (\w+) đạt (\d+) triệu đồng")


@dataclass
class Outcome:
    kills: int = 0
    finished_before_the_kill: int = 0
    damaged_generations: int = 0
    answers: int = 0
    failed_answers: int = 0
    wrong_answers: int = 0
    generations_seen: int = 0
    embedded_again: int = 0
    embedded_again_allowed: int = 0
    differs_from_scratch: tuple[str, ...] = ()

    def sound(self) -> bool:
        lost = self.damaged_generations + len(self.differs_from_scratch)
        wrong = self.failed_answers + self.wrong_answers
        return not (lost or wrong) and self.answers > 0 and self.embedded_again <= self.embedded_again_allowed


def run(folder: Path, kills: int, documents: int, seed: int) -> Outcome:
    chance = random.Random(seed)
    settings = Settings(corpus=folder / "corpus", index=folder / "index", max_removed_share=1.0)
    write_notices(settings.corpus, range(documents))
    log = folder / "embedded"
    outcome = Outcome()
    build(settings, embedder=HashEmbedder(log))
    with _client(folder, documents) as client:
        assert client.stdout is not None
        client.stdout.readline()  # it asks from now on
        seconds = _timed_build(settings, documents, log, chance)
        for round_ in range(kills):
            _disturb(settings.corpus, documents, round_, chance)
            survived = _killed_build(settings, log, chance.uniform(0, 2 * seconds))
            outcome.kills += 1
            outcome.finished_before_the_kill += survived
            name = index.current_name(settings.index)
            outcome.damaged_generations += not name or bool(
                index.check(settings.index / "generations" / name)
            )
        client.terminate()
        answers = json.loads(client.communicate()[0])
    outcome.answers, outcome.failed_answers = answers["answers"], answers["failed"]
    outcome.wrong_answers, outcome.generations_seen = answers["wrong"], answers["generations"]
    build(settings, embedder=HashEmbedder(log))
    again = Counter(log.read_text().split())
    outcome.embedded_again = sum(times - 1 for times in again.values())
    outcome.embedded_again_allowed = kills * BATCH
    outcome.differs_from_scratch = _differences(settings, folder / "scratch")
    return outcome


def ask(index_dir: Path, documents: int) -> None:
    """The client: until SIGTERM, then prints what it saw."""
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
    chance = random.Random(0)
    seen: Counter[str] = Counter()
    names = set()
    print("asking", flush=True)
    while not stopped:
        number = chance.randrange(documents)
        try:
            snapshot = index.open_current(index_dir)
            names.add(snapshot.directory.name)
            seen["wrong"] += not _right(snapshot, number)
        except Exception as error:  # whatever it is, a client saw it
            print(repr(error), file=sys.stderr)
            seen["failed"] += 1
        seen["answers"] += 1
    print(json.dumps({"answers": 0, "failed": 0, "wrong": 0, **seen, "generations": len(names)}))


def _right(snapshot: index.Snapshot, number: int) -> bool:
    """Notices below a third are always there: found by their word, quoted exactly, their figure right."""
    number //= 3
    passage = snapshot.store.passage(int(snapshot.lexical.scores(terms(marker(number))).argmax()))
    text = snapshot.store.parsed(passage.document_id).text
    said = FIGURE.search(passage.text)
    figures = {figure(number, version) for version in range(1_000)}
    exact = text[passage.start : passage.end] == passage.text
    return exact and said is not None and said[1] == marker(number) and said[2] in figures


def _disturb(corpus: Path, documents: int, version: int, chance: random.Random) -> None:
    """Edits a few notices, and removes or brings back a few of those that may be missing."""
    for number in chance.sample(range(documents), 5):
        path_of(corpus, number).write_text(notice(number, version + 1), "utf-8")
    for number in chance.sample(range(documents // 3 + 1, documents), 3):
        path = path_of(corpus, number)
        path.unlink() if path.exists() else path.write_text(notice(number), "utf-8")


def _timed_build(settings: Settings, documents: int, log: Path, chance: random.Random) -> float:
    _disturb(settings.corpus, documents, -1, chance)
    began = time.monotonic()
    build(settings, embedder=HashEmbedder(log))
    return time.monotonic() - began


def _killed_build(settings: Settings, log: Path, after: float) -> bool:
    """Whether the build was over before the kill. Forked, so that none of its time is Python's start."""
    child = os.fork()
    if child == 0:
        build(settings, embedder=HashEmbedder(log))
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _client(folder: Path, documents: int) -> subprocess.Popen[str]:
    asking = ["--ask", str(folder / "index"), "--documents", str(documents)]
    return subprocess.Popen([sys.executable, "-m", "bench.kills", *asking], stdout=subprocess.PIPE, text=True)


def _differences(settings: Settings, scratch: Path) -> tuple[str, ...]:
    """Files that differ from those of a build from nothing."""
    fresh = Settings(corpus=settings.corpus, index=scratch)
    build(fresh, embedder=HashEmbedder())
    ours, theirs = (index.read_manifest((s.index / "current").resolve())["files"] for s in (settings, fresh))
    return tuple(sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ask:
        ask(given.ask, given.documents)
        return
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(Path(folder), given.kills, given.documents, given.seed)
    print(json.dumps(asdict(outcome), indent=1))
    sys.exit(0 if outcome.sound() else 1)


if __name__ == "__main__":
    main()
