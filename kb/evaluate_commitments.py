"""`kb eval-commitments`: the register against commitments written down by hand.

A golden line has the fields of a Commitment, with `document`, `quote` and names for a citation and units. It
is met by one extracted commitment of the same document whose quote holds its quote (or the other way round)
and that agrees best on lead, deadline and task; each of the two is used once. Precision and recall count such
pairs; a field is right when it says the same: units by canonical name, the task by its words (F1 ≥ 0.8).
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.errors import UsageError, reason
from kb.model import Commitment, Unit
from kb.text import nfc, normalize
from kb.unit_names import canonical, names

MARKDOWN = re.compile(r"[*_`#]+|</?\w+>")
QUALIFIER = re.compile(r" (?:có )?liên quan$")
FIELDS = ("assigner", "lead", "coordinators", "task", "deadline_text", "due_date", "due_precision")
TASK_F1 = 0.8
SAME_QUOTE = 0.9
Golden = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """A golden commitment and the one extracted for it; `wrong` names the fields that differ."""

    golden: Golden
    found: Commitment
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommitmentReport:
    pairs: tuple[Pair, ...]
    missed: tuple[Golden, ...]
    invented: tuple[Commitment, ...]

    @property
    def precision(self) -> float:
        return _share(len(self.pairs), len(self.pairs) + len(self.invented))

    @property
    def recall(self) -> float:
        return _share(len(self.pairs), len(self.pairs) + len(self.missed))

    def accuracy(self, field: str) -> float:
        asked = [
            pair for pair in self.pairs if field in pair.golden and (field != "task" or pair.golden["task"])
        ]
        return _share(sum(field not in pair.wrong for pair in asked), len(asked))

    @property
    def field_accuracy(self) -> float:
        """The mean over the fields."""
        return sum(self.accuracy(field) for field in FIELDS) / len(FIELDS)


def read_golden(path: Path) -> list[Golden]:
    """Raises UsageError naming the line that is not a golden commitment."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The golden file {path} cannot be read ({reason(error)}); name another.") from None
    golden = []
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            entry["document"], entry["quote"], entry["lead"]
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{path}, line {number} is no golden commitment ({reason(error)}).") from None
        golden.append(entry)
    return golden


def evaluate(golden: Iterable[Golden], commitments: Iterable[Commitment]) -> CommitmentReport:
    """Only documents of golden lines are scored; a line with an empty quote names one that holds none."""
    entries = list(golden)
    documents = {entry["document"] for entry in entries}
    wanted = [entry for entry in entries if entry["quote"]]
    found: defaultdict[str, list[Commitment]] = defaultdict(list)
    for commitment in commitments:
        if commitment.citation.document_id in documents:
            found[commitment.citation.document_id].append(commitment)
    pairs, missed = [], []
    for entry, best in _matched(wanted, found):
        if best is None:
            missed.append(entry)
        else:
            found[entry["document"]].remove(best)
            pairs.append(Pair(entry, best, _wrong(entry, best)))
    invented = [c for left in found.values() for c in left]
    return CommitmentReport(tuple(pairs), tuple(missed), tuple(invented))


def render(report: CommitmentReport) -> str:
    lines = [
        f"precision {report.precision:.3f}  recall {report.recall:.3f}  fields {report.field_accuracy:.3f}"
        f"  ({len(report.pairs)} met, {len(report.missed)} missed, {len(report.invented)} invented)",
        "  ".join(f"{field} {report.accuracy(field):.3f}" for field in FIELDS),
    ]
    lines += [f"missed    {e['document']}: {_short(e['quote'])}" for e in report.missed]
    lines += [f"invented  {c.citation.document_id}: {_short(c.citation.quote)}" for c in report.invented]
    for pair in report.pairs:
        for field in pair.wrong:
            said, wanted = _said(pair.found, field), pair.golden[field]
            lines.append(f"{field:<9} {_short(pair.golden['quote'], 50)}: {said!r} instead of {wanted!r}")
    return "\n".join(lines)


def _matched(
    wanted: Sequence[Golden], found: Mapping[str, Sequence[Commitment]]
) -> list[tuple[Golden, Commitment | None]]:
    """Golden lines with their commitments, the surest pairs first, so that no one takes another's."""
    scored = []
    for number, entry in enumerate(wanted):
        for other, commitment in enumerate(found.get(entry["document"], ())):
            if _same_quote(entry["quote"], commitment.citation.quote):
                scored.append((_likeness(entry, commitment), number, other))
    scored.sort(key=lambda s: (-s[0], s[1], s[2]))
    chosen: dict[int, Commitment] = {}
    taken: set[tuple[str, int]] = set()
    for _, number, other in scored:
        document = wanted[number]["document"]
        if number not in chosen and (document, other) not in taken:
            chosen[number] = found[document][other]
            taken.add((document, other))
    return [(entry, chosen.get(number)) for number, entry in enumerate(wanted)]


def _same_quote(one: str, other: str) -> bool:
    """One holds the other, letter by letter but for marks, spaces and (for scans) a tenth of the words."""
    a, b = sorted((_plain(one).split(), _plain(other).split()), key=len)
    text = " ".join(b)
    if " ".join(a) in text:
        return True
    window = Counter(b)
    return sum((Counter(a) & window).values()) >= SAME_QUOTE * len(a) > 5


def _likeness(entry: Golden, commitment: Commitment) -> float:
    task = _f1(entry["task"], commitment.task) if entry["task"] else 0.0
    agreed = sum(field not in _wrong(entry, commitment) for field in ("lead", "due_date", "deadline_text"))
    return 2 * task + agreed + min(len(entry["quote"]), 60) / 1000


def _wrong(entry: Golden, commitment: Commitment) -> tuple[str, ...]:
    return tuple(field for field in FIELDS if field in entry and not _agrees(entry, commitment, field))


def _agrees(entry: Golden, commitment: Commitment, field: str) -> bool:
    wanted = entry[field]
    if field in ("lead", "coordinators"):
        return _same_units(wanted, getattr(commitment, field))
    if field == "assigner":
        return _name(wanted) in _name(commitment.assigner) or _name(commitment.assigner) in _name(wanted)
    if field == "task":
        return not wanted or _f1(wanted, commitment.task) >= TASK_F1
    said = _said(commitment, field)
    if field == "deadline_text" and wanted and said:
        return _plain(wanted) in _plain(said) or _plain(said) in _plain(wanted)
    return bool(said == wanted)


def _same_units(wanted: Sequence[str], units: Sequence[Unit]) -> bool:
    """As many units as names, each unit called by one of them."""
    left = [{_name(name) for name in names(unit)} for unit in units]
    for name in wanted:
        called = next((known for known in left if _name(name) in known), None)
        if called is None:
            return False
        left.remove(called)
    return not left


def _name(name: str) -> str:
    return QUALIFIER.sub("", canonical(nfc(name)))


def _said(commitment: Commitment, field: str) -> Any:
    value = getattr(commitment, field)
    if field in ("lead", "coordinators"):
        return [unit.name for unit in value]
    return value.isoformat() if field == "due_date" and value else value


def _f1(one: str, other: str) -> float:
    a, b = Counter(_plain(one).split()), Counter(_plain(other).split())
    common = sum((a & b).values())
    return 2 * common / (sum(a.values()) + sum(b.values()) or 1)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", normalize(MARKDOWN.sub("", text))))


def _short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else text[:most] + "…"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
