"""Kills a build at random moments, again and again, while a client keeps asking, and counts what went wrong.

    python -m bench.kills --kills 200 --documents 300

Every round edits, adds and removes some notices and starts a build; the build gets SIGKILL at a moment
drawn uniformly from a little more than the last whole build took or, every second time, just after it wrote
a file drawn by chance; then the published generation and the one before it must pass their check. The client
is another process that opens the published generation and asks, without pause. At the end one build runs
through: it must give the files of a build from nothing, and no passage may have been embedded more often
than the kills can explain.

Progress goes to stderr. SIGINT and SIGTERM end it early with the outcome so far, which `killed` then shows.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bench.asking import asking
from bench.generated import HashEmbedder, notice, path_of, write_notices
from indexer.assemble import BATCH
from indexer.build import build
from kb import index
from kb.config import Settings

EMBEDDED = "embedded"  # the file of the builders
NAMED, PUBLISHED = "named, not published", "published"
STAGES = (
    index.RECORDS,
    index.LEXICON,
    index.LEXICAL,
    index.FOLDED,
    index.VECTORS,
    index.MANIFEST,
    NAMED,
    PUBLISHED,
)
SHORT = 0.05  # seconds
SOME_FINISH = 1.2  # times the expected duration of a build
LONGER = 1.05  # times: what the next build after a killed one is expected to take, as it has more to do


@dataclass
class Outcome:
    """`stages` counts the kills by the last thing the build had written; a batch may be embedded again for
    each that came while texts were embedded."""

    rounds: int = 0
    killed: int = 0
    stages: Counter[str] = field(default_factory=Counter)
    damaged_generations: int = 0
    answers: int = 0
    failed: int = 0
    wrong: int = 0
    generations_seen: int = 0
    embedded_again: int = 0
    embedded_again_allowed: int = 0
    differs_from_scratch: tuple[str, ...] = ()

    def sound(self) -> bool:
        lost = self.damaged_generations + len(self.differs_from_scratch)
        again = self.embedded_again > self.embedded_again_allowed
        return not (lost or self.failed or self.wrong or again) and self.answers > 0

    def count_embedded(self, log: Path) -> None:
        """Passages embedded more than once between two generations; the log begins anew."""
        times = Counter(log.read_text().split())
        self.embedded_again += times.total() - len(times)
        self.embedded_again_allowed = BATCH * (self.stages[index.FOLDED] + self.stages[index.VECTORS])
        log.write_text("")

    def asked(self, counts: Path) -> None:
        """Takes over what the client wrote."""
        for name, count in json.loads(counts.read_text("utf-8")).items():
            setattr(self, name, count)


def run(folder: Path, kills: int, documents: int, seed: int) -> Outcome:
    chance = random.Random(seed)
    settings = _settings(folder)
    write_notices(settings.corpus, range(documents))
    log = folder / EMBEDDED
    outcome = Outcome()
    build(settings, embedder=HashEmbedder(log))
    with asking(folder, documents) as counts, contextlib.suppress(KeyboardInterrupt):
        seconds = _timed_build(settings, documents, log, chance)
        while outcome.killed < kills:
            _disturb(settings.corpus, documents, outcome.rounds, chance)
            seconds = _round(settings, seconds, chance, outcome)
            outcome.asked(counts)
            _say(outcome, kills)
    build(settings, embedder=HashEmbedder(log))
    outcome.asked(counts)
    outcome.count_embedded(log)
    outcome.differs_from_scratch = _differences(settings, folder / "scratch")
    return outcome


def _settings(folder: Path) -> Settings:
    return Settings(corpus=folder / "corpus", index=folder / "index", max_removed_share=1.0)


def _round(settings: Settings, seconds: float, chance: random.Random, outcome: Outcome) -> float:
    """One build, killed if it takes long enough; returns how long the next one may be expected to take."""
    before = index.current_name(settings.index)
    wanted = chance.choice(STAGES) if outcome.rounds % 2 else ""
    moment = chance.uniform(0, SHORT if wanted else SOME_FINISH * seconds)
    took = _killed_build(settings.index, wanted, moment)
    outcome.rounds += 1
    stage = _stage(settings.index, before)
    if took is None:
        outcome.killed += 1
        outcome.stages[stage] += 1
    now = index.current_name(settings.index)
    for name in {now, before}:
        directory = settings.index / "generations" / str(name)
        problems = index.check(directory) if before != now == name else index.check_files(directory)
        outcome.damaged_generations += bool(problems)
        for problem in problems:
            print(problem, file=sys.stderr)
    if now != before:
        outcome.count_embedded(settings.index.parent / EMBEDDED)
    return took or LONGER * seconds


def _stage(index_dir: Path, before: str | None) -> str:
    """How far a build has come, or had, that began with the generation `before`."""
    new = index_dir / "draft" / "generations" / "new"
    if new.exists():
        return next((name for name in reversed(STAGES) if (new / name).exists()), "reading")
    if index.current_name(index_dir) != before:
        return PUBLISHED
    newest = max(os.listdir(index_dir / "generations"))
    return "reading" if newest == before else NAMED


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


def _killed_build(index_dir: Path, stage: str, after: float) -> float | None:
    """Kills a build, a process of its own, `after` seconds, from when its program is loaded or, if a stage is
    named, from when it is reached. Returns how many seconds it took when it was over before."""
    before = index.current_name(index_dir)
    with subprocess.Popen(
        [sys.executable, "-m", "bench.kills", "--build", str(index_dir.parent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as builder:
        assert builder.stdin is not None
        assert builder.stdout is not None
        try:
            builder.stdout.readline()  # it is loaded
            began = time.monotonic()
            builder.stdin.close()
            while stage and builder.poll() is None and _stage(index_dir, before) != stage:
                time.sleep(0.001)
            with contextlib.suppress(subprocess.TimeoutExpired):
                builder.wait(after)
            took = time.monotonic() - began
        finally:
            builder.kill()
    if builder.returncode > 0:
        raise RuntimeError(f"a build failed with status {builder.returncode}")
    return took if builder.returncode == 0 else None


def build_once(folder: Path) -> None:
    """The builder: loads what it needs, says so, and builds once its input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import underthesea

    underthesea.pos_tag("Giao phòng Kinh tế rà soát")
    print("loaded", flush=True)
    sys.stdin.read()
    build(_settings(folder), embedder=HashEmbedder(folder / EMBEDDED))


def _say(outcome: Outcome, kills: int) -> None:
    print(
        f"{time.strftime('%H:%M:%S')} {outcome.killed}/{kills} killed, "
        f"{outcome.rounds - outcome.killed} finished; {outcome.answers} answers, {outcome.wrong} wrong, "
        f"{outcome.failed} failed; {outcome.damaged_generations} damaged",
        file=sys.stderr,
        flush=True,
    )


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
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.build:
        build_once(given.build)
        return
    for early in (signal.SIGINT, signal.SIGTERM):
        signal.signal(early, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(Path(folder), given.kills, given.documents, given.seed)
    print(json.dumps(vars(outcome), indent=1))
    sys.exit(0 if outcome.sound() and outcome.killed == given.kills else 1)


if __name__ == "__main__":
    main()
