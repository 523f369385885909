"""The corpus's own words: how often each stands, alone and beside another. `kb.diacritics` restores with it.

A bigram model with the discounting of Kneser and Ney (ICASSP 1995). Our own word lists are counted once on
top of the corpus, so that words of administration are known to a corpus that happens to lack them.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb import counts
from kb.abbreviations import Miner, Shorts, shorts
from kb.counts import CAPITAL, FOLLOWS, NUMBER, UPPER, Corpus, Syllables, ours
from kb.misprints import misprints
from kb.spelling import is_syllable
from kb.text import fold, normalize

DISCOUNT = 0.75
UNSEEN = math.log(1e-6)
BLOCK = 1 << 16  # places counted at once
ARRAYS = ("counts", "own", "capitals", "pairs", "pair_counts", "names")
TABLES = ("words", "abbreviations", "misprints")
STORED = ARRAYS + TABLES


@dataclass(frozen=True, slots=True)
class Read:
    """What a lexicon is built from, of one text."""

    syllables: Syllables
    shorts: Shorts


def read(text: str) -> Read:
    return Read(counts.read(text), shorts(text))


@dataclass(frozen=True, eq=False)
class Lexicon:
    """`words` are normalized syllables and short forms, sorted; `pairs` are first·len(words)+second, sorted.

    `own` marks the words that the corpus itself has, `capitals` those that are no syllables and stand mostly
    in capitals (UBND, PTQĐ), `names` the pairs mostly written with two capitals (Lạng Sơn). `abbreviations`
    are those the corpus itself explains: short form → full forms, the most frequent first. `misprints` are,
    by the unaccented syllable they stand for, rare unaccented words of the corpus one slip away from it.
    """

    words: tuple[str, ...]
    counts: NDArray[np.int64]
    own: NDArray[np.bool_]
    capitals: NDArray[np.bool_]
    pairs: NDArray[np.int64]
    pair_counts: NDArray[np.int64]
    names: NDArray[np.bool_]
    abbreviations: Mapping[str, tuple[str, ...]]
    misprints: Mapping[str, tuple[str, ...]]

    @classmethod
    def build(cls, texts: Iterable[str]) -> Lexicon:
        return cls.of(map(read, texts))

    @classmethod
    def of(cls, texts: Iterable[Read]) -> Lexicon:
        corpus, miner = Corpus(), Miner()
        for text in texts:
            corpus.add(text.syllables)
            miner.add(text.shorts)
        abbreviations = miner.found(corpus)
        own = len(corpus.words)
        for added in ours():
            corpus.add(counts.read(added))
        spelt = [NUMBER if word[0].isdecimal() else word for word in corpus.words]
        words = tuple(sorted(set(spelt)))
        numbers = {word: number for number, word in enumerate(words)}
        renumbered = np.array([numbers[word] for word in spelt])
        times, upper, pairs, pair_counts, named = _tally(corpus, renumbered, len(words))
        often = 2 * upper > times
        capitals = [most and not is_syllable(fold(word)) for word, most in zip(words, often, strict=True)]
        spoken = zip(words, times.tolist(), capitals, strict=True)
        spelt_pairs = ((words[key // len(words)], words[key % len(words)]) for key in pairs.tolist())
        return cls(
            words=words,
            counts=times,
            own=np.isin(np.arange(len(words)), renumbered[:own]),
            capitals=np.array(capitals, np.bool_),
            pairs=pairs,
            pair_counts=pair_counts,
            names=2 * named > pair_counts,
            abbreviations=abbreviations,
            misprints=misprints(
                {word: n for word, n, short in spoken if not short},
                zip(spelt_pairs, pair_counts.tolist(), strict=True),
            ),
        )

    def save(self, path: Path) -> None:
        """One uncompressed npz file, no pickle inside."""
        arrays = {name: getattr(self, name) for name in ARRAYS}
        for name in TABLES:
            encoded = json.dumps(getattr(self, name), ensure_ascii=False).encode()
            arrays[name] = np.frombuffer(encoded, np.uint8)
        with path.open("wb") as file:
            np.savez(file, **arrays)

    @classmethod
    def open(cls, path: Path) -> Lexicon:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in ARRAYS}
            words, shorts, wrong = (json.loads(stored[name].tobytes()) for name in TABLES)
        return cls(
            words=tuple(words),
            abbreviations={short: tuple(full) for short, full in shorts.items()},
            misprints={word: tuple(near) for word, near in wrong.items()},
            **arrays,
        )

    def knows(self, word: str) -> bool:
        """Whether the corpus has this word, marks included."""
        found = self.id(word)
        return found >= 0 and bool(self.own[found])

    def knows_folded(self, folded: str) -> bool:
        """Whether the corpus has a word that is this one but for its marks."""
        return any(self.own[i] for i in self.spellings(folded))

    def is_capitals(self, word: str) -> bool:
        """Whether it is a short form, whatever case and marks it is given in: "ptqd" is PTQĐ."""
        return any(self.capitals[i] for i in self.spellings(fold(word)))

    def is_name(self, first: str, second: str) -> bool:
        """Whether these two normalized words, one after the other, are a proper name or part of one."""
        at = self._pair(self.id(first), self.id(second))
        return at >= 0 and bool(self.names[at])

    def follows(self, first: str, second: str) -> bool:
        """Whether two words, unaccented, are known one after the other in some spelling."""
        return any(self.together(a, b) for a in self.spellings(first) for b in self.spellings(second))

    def id(self, word: str) -> int:
        """The place of a word in `words`; -1 when it is unknown."""
        found = self._ids.get(word)  # normalized already, as nearly always
        return self._ids.get(normalize(word), -1) if found is None else found

    def spellings(self, folded: str) -> Sequence[int]:
        """The words that are this one but for their marks, the most frequent first."""
        return self._by_fold.get(folded, ())

    def alone(self, word: int) -> float:
        """log P(word); a fixed low one for -1."""
        return math.log(self.counts[word] / self._total) if word >= 0 else UNSEEN

    def after(self, first: int, second: int) -> float:
        """log P(second | first), interpolated with how many words `second` stands behind: "vệ" is frequent,
        but only behind "bảo" and few others."""
        if first < 0 or second < 0 or not self._continued[first]:
            return self.alone(second)
        new = (self._preceders[second] + 1) / (len(self.pairs) + len(self.words))
        kept = DISCOUNT * self._followers[first] * new
        return math.log((max(self.together(first, second) - DISCOUNT, 0.0) + kept) / self._continued[first])

    def together(self, first: int, second: int) -> int:
        """How often `second` follows `first`."""
        at = self._pair(first, second)
        return int(self.pair_counts[at]) if at >= 0 else 0

    def _pair(self, first: int, second: int) -> int:
        if first < 0 or second < 0:
            return -1
        key = first * len(self.words) + second
        at = int(self.pairs.searchsorted(key))
        return at if at < len(self.pairs) and self.pairs[at] == key else -1

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {word: i for i, word in enumerate(self.words)}

    @cached_property
    def _by_fold(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for i in np.argsort(-self.counts, kind="stable").tolist():
            found[fold(self.words[i])].append(i)
        return dict(found)

    @cached_property
    def _total(self) -> float:
        return float(self.counts.sum())

    @cached_property
    def _followers(self) -> list[int]:
        """How many words each word was seen before."""
        kinds: list[int] = np.bincount(self.pairs // len(self.words), minlength=len(self.words)).tolist()
        return kinds

    @cached_property
    def _preceders(self) -> list[int]:
        """How many words each word was seen behind."""
        kinds: list[int] = np.bincount(self.pairs % len(self.words), minlength=len(self.words)).tolist()
        return kinds

    @cached_property
    def _continued(self) -> list[float]:
        """How often each word was seen before another."""
        firsts = self.pairs // len(self.words)
        times: list[float] = np.bincount(firsts, self.pair_counts, minlength=len(self.words)).tolist()
        return times


def _tally(corpus: Corpus, renumbered: NDArray[np.int64], size: int) -> tuple[NDArray[np.int64], ...]:
    """How often each of `size` words stands, and in capitals; the pairs, ascending, how often each stands,
    and with two capitals. `renumbered` are the words of the numbers in `corpus`; only BLOCK of its places
    take memory at a time."""
    times, upper = np.zeros(size, np.int64), np.zeros(size, np.int64)
    pairs = counted = named = np.zeros(0, np.int64)
    ids, marks = corpus.places()
    for start in range(0, len(ids), BLOCK):
        here = slice(start, start + BLOCK)
        said = renumbered[ids[here]]
        times += np.bincount(said, minlength=size)
        upper += np.bincount(said[marks[here] & UPPER > 0], minlength=size)
        seconds = start + np.flatnonzero(marks[here] & FOLLOWS)
        together = renumbered[ids[seconds - 1]] * size + renumbered[ids[seconds]]
        capital = marks[seconds - 1] & marks[seconds] & CAPITAL > 0
        pairs, at = np.unique(np.concatenate([pairs, together]), return_inverse=True)
        counted = np.bincount(at, np.concatenate([counted, np.ones(len(together))])).astype(np.int64)
        named = np.bincount(at, np.concatenate([named, capital])).astype(np.int64)
    return times, upper, pairs, counted, named
