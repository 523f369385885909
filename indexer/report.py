"""The morning report: what the night changed, what it refused and why, what it cost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb.index import REPORTS
from kb.model import to_json

SLOW_SECONDS = 5.0
LOW_CONFIDENCE = 80.0
KEPT_REPORTS = 60
SHOWN = 8  # names a heading, in the text form: the whole report fits on a screen


@dataclass(frozen=True, slots=True)
class Refusal:
    """`served` says that the last version that could be read is still in the index; `tries` counts builds."""

    source: str
    code: str
    message: str
    tries: int
    served: bool


@dataclass(frozen=True, slots=True)
class BuildReport:
    """`generation` is what is served after the build; sources are paths below the corpus folder.

    `moved` are pairs of sources, `slow` are sources with seconds, `low_confidence` with OCR's 0-100;
    `seconds` are of the phases; `previous`, `previous_size` and `previous_seconds` (of all phases) are of the
    generation before. `score` is the share of the sample questions that pass, `questions` the digest of their
    file. With an `error` nothing was published, and the changes are those that would have been.
    """

    started: str
    generation: str = ""
    published: bool = False
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    kept: int = 0
    refused: tuple[Refusal, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    previous: dict[str, int] = field(default_factory=dict)
    previous_size: int = 0
    previous_seconds: float = 0.0
    embedded: int = 0
    slow: tuple[tuple[str, float], ...] = ()
    low_confidence: tuple[tuple[str, float], ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    size: int = 0
    peak_memory: int = 0
    score: float | None = None
    previous_score: float | None = None
    questions: str = ""
    notes: tuple[str, ...] = ()
    error: str = ""


def render(report: BuildReport) -> str:
    """For the terminal and the mail: what came of it, then the details."""
    return f"{headline(report)}\n\n{details(report)}"


def details(report: BuildReport) -> str:
    """What wants attention, what changed, what it cost."""
    parts = [
        [*report.notes],
        _names("refused", [_refusal(refusal) for refusal in _newest_first(report.refused)]),
        _names("recognised with doubt", [_unsure(*read) for read in report.low_confidence]),
        _names("added", report.added),
        _names("changed", report.changed),
        _names("moved", [f"{old} → {new}" for old, new in report.moved]),
        _names("removed", report.removed),
        _names("slow to read", [f"{source}: {seconds:.0f} s" for source, seconds in report.slow]),
        _totals(report),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def headline(report: BuildReport) -> str:
    """What came of it, in one sentence."""
    if report.error:
        return f"Not updated: {report.error} {still_served(report)}".rstrip()
    refused = len(report.refused)
    but = f", but {refused} {'file needs' if refused == 1 else 'files need'} attention" if refused else ""
    if not report.published:
        return f"Nothing changed{but}: generation {report.generation} is served."
    kinds = ("added", "changed", "moved", "removed")
    counted = [f"{len(getattr(report, kind))} {kind}" for kind in kinds if getattr(report, kind)]
    changes = f" ({', '.join(counted)})" if counted else ""
    return f"Updated{changes}{but}: generation {report.generation} is served."


def still_served(report: BuildReport) -> str:
    """What a build that failed leaves in place; empty before the first one."""
    return f"Generation {report.generation} goes on being served." if report.generation else ""


def render_status(status: dict[str, Any]) -> str:
    """`KnowledgeBase.status()` as text."""
    counts = ", ".join(f"{count} {name}" for name, count in status["counts"].items())
    last = status["last_build"] or status["report"]
    outcome = last["error"] or ("published" if last["published"] else "nothing had changed")
    lines = [
        f"generation {status['generation']}, built {status['built_at']}",
        f"{counts}\nmodel {status['model']}, format {status['format']}",
        f"last build {last['started']}: {outcome}",
        *_names("refused", [_refusal(r) for r in _newest_first([Refusal(**r) for r in last["refused"]])]),
    ]
    return "\n".join(lines)


def save(report: BuildReport, index_dir: Path) -> None:
    """As `reports/<serial>.json`, the newest with the highest serial; old ones are dropped."""
    reports = index_dir / REPORTS
    reports.mkdir(exist_ok=True)
    names = sorted(path.name for path in reports.glob("*.json"))
    serial = int(names[-1].split(".")[0]) + 1 if names else 1
    fresh = reports / "unfinished"
    fresh.write_text(dumps(report), "utf-8")
    fresh.replace(reports / f"{serial:06d}.json")
    for name in names[: -KEPT_REPORTS + 1]:
        (reports / name).unlink()


def dumps(report: BuildReport) -> str:
    return json.dumps(to_json(report), ensure_ascii=False, indent=1)


def _names(heading: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    rest = [f"  … and {len(names) - SHOWN} more"] if len(names) > SHOWN else []
    return [f"{heading}: {len(names)}", *(f"  {name}" for name in names[:SHOWN]), *rest]


def _newest_first(refused: Iterable[Refusal]) -> list[Refusal]:
    return sorted(refused, key=lambda refusal: (refusal.tries, refusal.source))


def _refusal(refusal: Refusal) -> str:
    name = refusal.source.rpartition("/")[2]
    why = refusal.message.removeprefix(f"{refusal.source} ").removeprefix(f"{name} ")
    tries = f"build {refusal.tries} that refuses it" if refusal.tries > 1 else "new"
    served = "; its last good version is still served" if refusal.served else ""
    return f"{refusal.source}: {why} ({tries}{served})"


def _unsure(source: str, percent: float) -> str:
    return f"{source}: {percent:.0f}% sure; compare quotes with the page, or scan it better"


def _totals(report: BuildReport) -> list[str]:
    lines = [", ".join(_count(report, name) for name in report.counts)] if report.counts else []
    if report.score is not None:
        before = f" (before: {report.previous_score:.1%})" if report.previous_score is not None else ""
        lines.append(f"sample questions answered: {report.score:.1%}{before}")
    if report.seconds:
        took = sum(report.seconds.values())
        before = f" (before: {report.previous_seconds:.0f} s)" if report.previous_seconds else ""
        longest = sorted(report.seconds.items(), key=lambda phase: -phase[1])[:3]
        phases = ", ".join(f"{name} {seconds:.1f}" for name, seconds in longest)
        lines.append(f"{took:.1f} s{before}, the most of it {phases}; {report.embedded} passages embedded")
    if report.size:
        before = f" (before: {report.previous_size / 1e6:.1f})" if report.previous_size else ""
        memory = f"{report.peak_memory / 1e6:.0f} MB of memory at most"
        lines.append(f"{report.size / 1e6:.1f} MB on disk{before}, {memory}")
    return lines


def _count(report: BuildReport, name: str) -> str:
    now, before = report.counts[name], report.previous.get(name)
    return f"{now} {name}" + (f" ({now - before:+d})" if before is not None and now != before else "")
