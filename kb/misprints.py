"""Misprints of a corpus: rare words that are no syllables, and the syllable each stands for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from kb.spelling import SHORTEST_SLIP, is_syllable, slips, telex
from kb.text import fold

MOST_KEPT = 8  # of one syllable: a question is not searched in every way OCR may garble it
MOST_SEEN = 2  # a misprint is rare,
LIFT = 5.0  # and its neighbour stands beside the word it is meant for so many times more often than chance

Pairs = Counter[tuple[str, str]]


def misprints(
    counts: Mapping[str, int], pairs: Iterable[tuple[tuple[str, str], int]]
) -> dict[str, tuple[str, ...]]:
    """Unaccented syllable → rare impossible words that stand where it would ("toonhr hợp" like "tổng hợp").

    Its neighbour must be at home beside the syllable, so that names and foreign words are not misprints; the
    likeliest come first.
    """
    total = sum(counts.values())
    single: Counter[str] = Counter()
    for word, count in counts.items():
        single[fold(word)] += count
    rare = {w for w, n in single.items() if n <= MOST_SEEN and len(w) >= SHORTEST_SLIP and not is_syllable(w)}
    double: Pairs = Counter()
    beside: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for (first, second), count in pairs:
        pair = fold(first), fold(second)
        double[pair] += count
        for word in rare.intersection(pair):
            beside[word].add(pair)

    def at_home(pair: tuple[str, str]) -> int:
        count = double[pair]
        return count if count * total >= LIFT * single[pair[0]] * single[pair[1]] else 0

    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for word in sorted(rare):
        raw = telex(word)
        near = {*slips(word), *([raw.folded, *slips(raw.folded)] if raw else ())}
        fits = {
            other: max(
                at_home((other if a == word else a, other if b == word else b)) for a, b in beside[word]
            )
            for other in near
            if beside[word] and is_syllable(other) and single[other] > single[word]
        }
        best = max(fits, key=lambda other: (fits[other], other), default="")
        if best and fits[best]:
            found[best].append((-fits[best], word))
    return {
        word: tuple(other for _, other in sorted(others)[:MOST_KEPT])
        for word, others in sorted(found.items())
    }
