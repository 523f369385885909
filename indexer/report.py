"""The morning report: what the night changed, what it refused and why, what it cost."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb.index import REPORTS
from kb.model import to_json

SLOW_SECONDS = 5.0
LOW_CONFIDENCE = 80.0
KEPT_REPORTS = 60
SHOWN = 20  # names a heading, in the text form


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
    `seconds` are of the phases; `previous` are the counts of the generation before. `score` is the share of
    the sample questions that pass, `questions` the digest of their file.
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
    """For the terminal and the mail."""
    lines = [headline(report)]
    lines += [f"  note: {note}" for note in report.notes]
    lines += _names("added", report.added)
    lines += _names("changed", report.changed)
    lines += _names("moved", [f"{old} → {new}" for old, new in report.moved])
    lines += _names("removed", report.removed)
    lines.append(f"kept: {report.kept}")
    lines += _names("refused", [_refusal(refusal) for refusal in report.refused])
    lines += _names("slow", [f"{source}: {seconds:.1f} s" for source, seconds in report.slow])
    lines += _names("unsure OCR", [f"{source}: {percent:.0f}%" for source, percent in report.low_confidence])
    if report.counts:
        lines.append(", ".join(_count(report, name) for name in report.counts))
    if report.score is not None:
        before = f" (before: {report.previous_score:.3f})" if report.previous_score is not None else ""
        lines.append(f"sample questions: {report.score:.3f}{before}")
    phases = ", ".join(f"{name} {seconds:.1f}" for name, seconds in report.seconds.items())
    lines.append(
        f"{sum(report.seconds.values()):.1f} s ({phases}); {report.embedded} passages embedded; "
        f"{report.size / 1e6:.1f} MB on disk, {report.peak_memory / 1e6:.0f} MB of memory at most"
    )
    return "\n".join(lines)


def headline(report: BuildReport) -> str:
    """What came of it, in one sentence."""
    if report.error:
        return f"Not published: {report.error}"
    if report.published:
        return f"Published generation {report.generation}."
    return f"Nothing changed: generation {report.generation} stays."


def render_status(status: dict[str, Any]) -> str:
    """`KnowledgeBase.status()` as text."""
    counts = ", ".join(f"{count} {name}" for name, count in status["counts"].items())
    return (
        f"generation {status['generation']}, built {status['built_at']}\n"
        f"{counts}\nmodel {status['model']}, format {status['format']}\n"
        f"refused by that build: {len(status['report']['refused'])}"
    )


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


def _names(heading: str, names: tuple[str, ...] | list[str]) -> list[str]:
    if not names:
        return []
    rest = [f"  … and {len(names) - SHOWN} more"] if len(names) > SHOWN else []
    return [f"{heading}: {len(names)}", *(f"  {name}" for name in names[:SHOWN]), *rest]


def _refusal(refusal: Refusal) -> str:
    served = "; its last good version is still served" if refusal.served else ""
    tries = f"; tried {refusal.tries} times" if refusal.tries > 1 else ""
    return f"{refusal.source} ({refusal.code}): {refusal.message}{tries}{served}"


def _count(report: BuildReport, name: str) -> str:
    now, before = report.counts[name], report.previous.get(name)
    return f"{now} {name}" + (f" ({now - before:+d})" if before is not None and now != before else "")
