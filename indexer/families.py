"""Which documents belong together: copies, drafts and finals, corrections, replacements, repeals, amendments.

Only relations between documents that are here are reported; nothing is hidden because of one.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import combinations

import numpy as np

from indexer.features import SKETCH, Features
from kb.model import Relation

_SHARED = 16  # documents that share none of their smallest hashes are not compared
_CROWD = 40  # a hash in more documents than this is a phrase of the trade
SAME_TEXT = 0.9
SAME_DRAFT = 0.3


def relate(documents: Iterable[Features]) -> list[Relation]:
    """In the order of kind and ids. The source is the copy, the draft or the acting document; the target
    the one that stands or is acted upon."""
    features: list[Features] = []
    sketches: list[array[int]] = []  # of a corpus these need an eighth of the room of tuples
    for f in documents:
        features.append(replace(f, sketch=()))
        sketches.append(array("Q", f.sketch))
    found: dict[tuple[str, str], Relation] = {}
    best: dict[str, tuple[Features, Relation]] = {}  # of several copies, each is told which one stands
    for pair in _pairs(features, sketches):
        lesser, standing = sorted(pair, key=lambda n: features[n].standing)
        relation = _kin(features[lesser], features[standing], sketches[lesser], sketches[standing])
        if relation and relation.kind == "duplicate":
            target = features[standing]
            if relation.source_id not in best or best[relation.source_id][0].standing < target.standing:
                best[relation.source_id] = target, relation
        elif relation:
            found[relation.source_id, relation.target_id] = relation
    for relation in (*(copy for _, copy in best.values()), *_acts(features, set(best))):
        found.setdefault((relation.source_id, relation.target_id), relation)
    return sorted(found.values(), key=lambda r: (r.kind, r.source_id, r.target_id))


# -- copies and drafts ---------------------------------------------------------------------------------------


def _pairs(features: Sequence[Features], sketches: Sequence[array[int]]) -> Iterator[tuple[int, int]]:
    """Documents that may be copies or versions of each other: they share a hash of their texts, or number and
    issuer, or type and subject."""
    keys, owners = array("Q"), array("q")
    for n, (f, sketch) in enumerate(zip(features, sketches, strict=True)):
        shared = [*sketch[:_SHARED]]
        if f.number:
            shared.append(_hash(f"{f.number}\0{f.organ}"))
        if f.subject:
            shared.append(_hash("\0".join((f.type_name, *f.subject))))
        keys.extend(shared)
        owners.extend([n] * len(shared))
    sharing = np.asarray(owners)[np.argsort(keys, kind="stable")]
    _, sizes = np.unique(np.asarray(keys), return_counts=True)
    pairs = array("q")
    for end, size in zip(np.cumsum(sizes).tolist(), sizes.tolist(), strict=True):
        if 1 < size <= _CROWD:
            group = sharing[end - size : end].tolist()
            pairs.extend(one * len(features) + other for one, other in combinations(group, 2) if one != other)
    for pair in np.unique(np.asarray(pairs)):
        yield divmod(int(pair), len(features))


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def _kin(lesser: Features, standing: Features, sketch: array[int], other: array[int]) -> Relation | None:
    same_number = bool(lesser.number) and lesser.number == standing.number and lesser.organ == standing.organ
    if same_number and lesser.year == standing.year:
        return Relation("duplicate", lesser.id, standing.id, "Cùng cơ quan, số, ký hiệu và năm ban hành.")
    if lesser.draft and standing.draft:
        return None
    if standing.draft:
        lesser, standing = standing, lesser
    conflicting = (lesser.number and standing.number) or (
        lesser.issued and standing.issued and lesser.issued != standing.issued
    )
    if (
        not conflicting
        and not lesser.draft
        and _resemblance(frozenset(sketch), frozenset(other)) >= SAME_TEXT
    ):
        return Relation("duplicate", lesser.id, standing.id, "Cùng nội dung.")
    same_matter = lesser.type_name == standing.type_name and lesser.subject == standing.subject
    unfinished = lesser.draft or (not lesser.number and bool(standing.number))
    if (
        unfinished
        and same_matter
        and lesser.organ in ("", standing.organ)
        and _resemblance(frozenset(sketch), frozenset(other)) >= SAME_DRAFT
    ):
        return Relation(
            "draft_of", lesser.id, standing.id, "Bản dự thảo của văn bản đã ban hành, cùng trích yếu."
        )
    return None


def _resemblance(one: frozenset[int], other: frozenset[int]) -> float:
    """Jaccard resemblance of two texts, estimated from their sketches."""
    shared = one & other
    if not shared or len(shared) < SAME_DRAFT * min(SKETCH, len(one), len(other)):
        return 0.0  # it cannot be more than what no kinship needs
    smallest = set(sorted(one | other)[:SKETCH])
    return len(smallest & shared) / len(smallest)


# -- what a document does to others --------------------------------------------------------------------------


def _acts(features: Sequence[Features], copies: set[str]) -> Iterator[Relation]:
    by_number: dict[str, list[Features]] = defaultdict(list)
    for f in features:
        if f.number and f.id not in copies:
            by_number[f.number].append(f)
    for f in features:
        for reference in f.references:
            named = [
                target
                for target in by_number[reference.number]
                if target.id != f.id
                and (not reference.issued or reference.issued == (target.issued or reference.issued))
            ]
            if len(named) > 1:
                named = [target for target in named if target.organ == f.organ]
            if len(named) == 1:
                yield Relation(reference.kind, f.id, named[0].id, reference.why)
