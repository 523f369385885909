"""What the next generation changes against the one that is served, and whether it may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.report import Refusal
from kb.errors import BuildError
from kb.text import nfc

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """One document of the next generation. `stale` is a refusal code when it is the last good version."""

    id: str
    source: str
    digest: str
    stale: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """Sources, sorted; `moved` are pairs (old, new) of the same content."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    moved: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]
    kept: int


def compare(served: Mapping[str, str], chosen: Sequence[Chosen]) -> Changes:
    """`served` gives digests by source. A document whose last good version stays is kept."""
    now = {c.source: c.digest for c in chosen}
    gone = sorted(served.keys() - now.keys())
    new = sorted(now.keys() - served.keys())
    by_digest: dict[str, list[str]] = {}
    for source in gone:
        by_digest.setdefault(served[source], []).append(source)
    moved = []
    for source in new:
        if left := by_digest.get(now[source]):
            moved.append((left.pop(0), source))
    came_from, went_to = {old for old, _ in moved}, {new for _, new in moved}
    both = sorted(served.keys() & now.keys())
    return Changes(
        added=tuple(source for source in new if source not in went_to),
        changed=tuple(source for source in both if served[source] != now[source]),
        moved=tuple(moved),
        removed=tuple(source for source in gone if source not in came_from),
        kept=sum(served[source] == now[source] for source in both),
    )


def whereabouts(
    before: Mapping[str, str], ids: Mapping[str, str], chosen: Sequence[Chosen], changes: Changes
) -> dict[str, str]:
    """Where documents of earlier generations are now: old id → id, or "" for one that is gone.

    `before` is what the served generation knew of that, `ids` gives its documents' ids by source.
    """
    now = {c.source: c.id for c in chosen}
    went = dict(changes.moved)
    here = {old: now.get(went.get(source, source), "") for source, old in ids.items()}
    known = {old: here.get(target, target) for old, target in before.items()} | here
    in_use = set(now.values())
    return {old: target for old, target in sorted(known.items()) if old not in in_use}


def oddities(changes: Changes, chosen: Iterable[Chosen]) -> Iterator[str]:
    """Sentences for the operator on added files that are as others, in content or in name."""
    added = frozenset(changes.added)
    documents = sorted(chosen, key=lambda c: (c.source in added, c.source))
    alike: tuple[tuple[str, Callable[[Chosen], str]], ...] = (
        ("holds the same (remove one)", lambda c: c.digest),
        ("has the same name, its letters stored differently (rename one)", lambda c: nfc(c.source)),
    )
    for what, trait in alike:
        first: dict[str, str] = {}
        twins = [(c.source, first.setdefault(trait(c), c.source)) for c in documents]
        new = [f"{source}, as {other}" for source, other in twins if source != other and source in added]
        if new:
            more = f"; and {len(new) - EXAMPLES} more" if len(new) > EXAMPLES else ""
            yield f"Added although another file {what}: {'; '.join(new[:EXAMPLES])}{more}."


def guard_empty(corpus: Path, chosen: Sequence[Chosen], refused: Sequence[Refusal], served: int) -> None:
    """Raises BuildError when there is nothing to build from."""
    if chosen:
        return
    found = f"holds {len(refused)} files and none can be taken" if refused else "holds no documents"
    first = f"; the first: {refused[0].message.rstrip('.')}" if refused else ""
    advice = f"{served} are served: is its disk mounted?" if served else "Put some into it."
    raise BuildError(f"The corpus folder {corpus} {found}{first}. {advice}")


def guard_shrink(changes: Changes, served: int, max_share: float) -> None:
    """Raises BuildError when more than `max_share` of the served documents would go."""
    gone = len(changes.removed)
    if served and gone / served > max_share:
        raise BuildError(
            f"{gone} of {served} documents are gone from the corpus folder, more than max_removed_share "
            f"({max_share:.0%}) allows; if that is meant, run 'kb index --allow-shrink'."
        )
