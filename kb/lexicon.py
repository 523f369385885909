"""The corpus's own spellings: what gives an unaccented or misspelt question its diacritics back.

Restoring is a noisy channel (Kernighan, Church and Gale, 1990) decoded by Viterbi over syllable bigrams with
absolute discounting (Ney, Essen and Kneser, 1994). A syllable with marks that the corpus
knows is never changed.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kb.abbreviations import Miner, listed
from kb.misprints import misprints
from kb.spelling import SHORTEST_SLIP, has_tone, is_syllable, keeps_marks, slips, telex
from kb.text import fold, nfc, normalize, syllables

NUMBER = "0"  # what every number counts as, so that "quý 1" and "tháng 6" are pairs
DISCOUNT = 0.75
SLIP_COST = math.log(1e-3)  # one letter in a thousand typed wrong
UNSEEN = math.log(1e-6)
RARELY = 0.3  # a writer who leaves marks out of a smaller share of the words that tell means what is typed


class Candidate(NamedTuple):
    word: str  # normalized; the typed word itself when the corpus does not know it
    id: int  # -1 when unknown
    cost: float  # log-probability that `word` was meant and typed as it was


@dataclass(frozen=True, eq=False)
class Lexicon:
    """`words` are normalized syllables and short forms, sorted; `pairs` are first·len(words)+second, sorted.

    `capitals` marks words that are no syllables and stand mostly in capitals (UBND, PTQĐ). `abbreviations`
    are those the corpus itself explains: short form → full forms, the most frequent first. `misprints` are,
    by the unaccented syllable they stand for, rare unaccented words of the corpus one slip away from it.
    """

    words: tuple[str, ...]
    counts: NDArray[np.int64]
    capitals: NDArray[np.bool_]
    pairs: NDArray[np.int64]
    pair_counts: NDArray[np.int64]
    abbreviations: Mapping[str, tuple[str, ...]]
    misprints: Mapping[str, tuple[str, ...]]

    @classmethod
    def build(cls, texts: Iterable[str]) -> Lexicon:
        counts: Counter[str] = Counter()
        upper: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        miner = Miner()
        for text in chain(texts, _background()):
            miner.read(text)
            last, end = "", 0
            for start, stop in syllables(text):
                typed = text[start:stop]
                word = _word(typed)
                counts[word] += 1
                upper[word] += typed.isupper() and len(typed) > 1
                if last and _joined(text[end:start]):
                    pairs[last, word] += 1
                last, end = word, stop
        words = tuple(sorted(counts))
        ids = {word: i for i, word in enumerate(words)}
        keyed = sorted((ids[a] * len(words) + ids[b], n) for (a, b), n in pairs.items())
        capitals = {w for w in words if 2 * upper[w] > counts[w] and not is_syllable(fold(w))}
        return cls(
            words=words,
            counts=np.array([counts[w] for w in words], np.int64),
            capitals=np.array([w in capitals for w in words], np.bool_),
            pairs=np.array([key for key, _ in keyed], np.int64),
            pair_counts=np.array([n for _, n in keyed], np.int64),
            abbreviations=miner.found(),
            misprints=misprints({w: n for w, n in counts.items() if w not in capitals}, pairs),
        )

    def save(self, path: Path) -> None:
        """One uncompressed npz file, no pickle inside."""
        arrays = {name: getattr(self, name) for name in ("counts", "capitals", "pairs", "pair_counts")}
        for name in ("words", "abbreviations", "misprints"):
            encoded = json.dumps(getattr(self, name), ensure_ascii=False).encode()
            arrays[name] = np.frombuffer(encoded, np.uint8)
        with path.open("wb") as file:
            np.savez(file, **arrays)

    @classmethod
    def open(cls, path: Path) -> Lexicon:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in ("counts", "capitals", "pairs", "pair_counts")}
            words, shorts, wrong = (
                json.loads(stored[name].tobytes()) for name in ("words", "abbreviations", "misprints")
            )
        return cls(
            words=tuple(words),
            abbreviations={short: tuple(full) for short, full in shorts.items()},
            misprints={word: tuple(near) for word, near in wrong.items()},
            **arrays,
        )

    def knows(self, word: str) -> bool:
        """Whether the corpus has this word, marks included."""
        return normalize(word) in self._ids

    def knows_folded(self, folded: str) -> bool:
        """Whether the corpus has a word that is this one but for its marks."""
        return folded in self._by_fold

    def is_capitals(self, word: str) -> bool:
        """Whether it is a short form, whatever case and marks it is given in: "ptqd" is PTQĐ."""
        return any(self.capitals[i] for i in self._by_fold.get(fold(word), ()))

    def follows(self, first: str, second: str) -> bool:
        """Whether the corpus has these two words, unaccented, one after the other in some spelling."""
        return any(
            self._together(a, b) for a in self._by_fold.get(first, ()) for b in self._by_fold.get(second, ())
        )

    def restore(self, text: str) -> str:
        """`text` in NFC with diacritics given back and one-letter slips in impossible syllables mended.

        Left as they are: what is accented and known, numbers, codes, capitals, words of other languages.
        """
        text = nfc(text)
        spans = syllables(text)
        typed = [text[start:end] for start, end in spans]
        stripped = self._stripped_rate(typed)
        chosen = self._decode(
            [self._candidates(word, text.isupper(), stripped) for word in typed],
            [_joined(text[a.end : b.start]) for a, b in pairwise(spans)],
        )
        out, end = [], 0
        for (start, stop), word, best in zip(spans, typed, chosen, strict=True):
            out += [text[end:start], self._recase(word, best)]
            end = stop
        return "".join([*out, text[end:]])

    # -- decoding

    def _stripped_rate(self, typed: Iterable[str]) -> float:
        """How often this writer leaves marks out: Beta(1, 1) over words that tell; 1 without marks."""
        stripped = accented = 1
        for word in map(_word, typed):
            if fold(word) != word:
                accented += 1
            elif word not in self._ids and word in self._by_fold:
                stripped += 1
        return stripped / (stripped + accented) if accented > 1 else 1.0

    def _candidates(self, typed: str, shouting: bool, stripped: float) -> list[Candidate]:
        word = _word(typed)
        folded = fold(word)
        own = self._ids.get(word, -1)
        itself = [Candidate(word, own, 0.0)]
        if own >= 0 and folded != word:
            return itself
        if stripped < RARELY and folded == word and is_syllable(word):
            return itself  # "sân bay" by one who types marks is no "sân bày"
        capitals = typed.isupper() and not shouting
        same = [i for i in self._by_fold.get(folded, ()) if keeps_marks(word, self.words[i])]
        if capitals:
            same = [i for i in same if len(typed) > 1 and self.capitals[i]]
        if same:
            cost = math.log(stripped)
            return [Candidate(self.words[i], i, 0.0 if i == own else cost) for i in same]
        if own >= 0 or capitals or is_syllable(folded) or len(folded) < SHORTEST_SLIP:
            return itself
        return [*self._mended(folded), Candidate(word, own, UNSEEN)]

    def _mended(self, folded: str) -> list[Candidate]:
        """What an impossible syllable may have been meant as: raw Telex first, else one slip away."""
        raw = telex(folded)
        if raw:
            read = [i for i in self._by_fold.get(raw.folded, ()) if has_tone(self.words[i], raw.tone)]
            if read:
                return [Candidate(self.words[i], i, 0.0) for i in read]
        near = {i for other in slips(folded) if is_syllable(other) for i in self._by_fold.get(other, ())}
        return [Candidate(self.words[i], i, SLIP_COST) for i in sorted(near)]

    def _decode(self, lattice: list[list[Candidate]], joined: list[bool]) -> list[str]:
        """The likeliest word for each place (Viterbi); a break in the text starts the chain anew."""
        if not lattice:
            return []
        score = [c.cost + self._alone(c.id) for c in lattice[0]]
        back: list[list[int]] = []
        for previous, place, follows in zip(lattice, lattice[1:], joined, strict=False):
            step = [
                max(
                    (score[i] + (self._after(p.id, c.id) if follows else self._alone(c.id)), -i)
                    for i, p in enumerate(previous)
                )
                for c in place
            ]
            back.append([-i for _, i in step])
            score = [s + c.cost for (s, _), c in zip(step, place, strict=True)]
        at = max(range(len(score)), key=score.__getitem__)
        path = [at]
        for links in reversed(back):
            at = links[at]
            path.append(at)
        return [place[i].word for place, i in zip(lattice, reversed(path), strict=True)]

    def _alone(self, word: int) -> float:
        return math.log(self.counts[word] / self._total) if word >= 0 else UNSEEN

    def _after(self, first: int, second: int) -> float:
        """log P(second | first), absolute discounting interpolated with the frequency of `second`."""
        if first < 0 or second < 0 or not self._continued[first]:
            return self._alone(second)
        together = self._together(first, second)
        kept = DISCOUNT * self._followers[first] * self.counts[second] / self._total
        return math.log((max(together - DISCOUNT, 0.0) + kept) / self._continued[first])

    def _together(self, first: int, second: int) -> int:
        key = first * len(self.words) + second
        at = int(np.searchsorted(self.pairs, key))
        return int(self.pair_counts[at]) if at < len(self.pairs) and self.pairs[at] == key else 0

    def _recase(self, typed: str, word: str) -> str:
        if _word(typed) == word:
            return typed
        if (typed.isupper() and len(typed) > 1) or self.capitals[self._ids[word]]:
            return word.upper()
        return word[0].upper() + word[1:] if typed[0].isupper() else word

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {word: i for i, word in enumerate(self.words)}

    @cached_property
    def _by_fold(self) -> dict[str, list[int]]:
        """Unaccented word → its spellings, the most frequent first."""
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
    def _continued(self) -> list[float]:
        """How often each word was seen before another."""
        firsts = self.pairs // len(self.words)
        times: list[float] = np.bincount(firsts, self.pair_counts, minlength=len(self.words)).tolist()
        return times


def _word(typed: str) -> str:
    return NUMBER if typed[0].isdecimal() else normalize(typed)


def _joined(gap: str) -> bool:
    """Whether two syllables with this between them belong to one phrase."""
    return gap.strip() in ("", "-", "–", "/") and "\n" not in gap


def _background() -> Iterable[str]:
    """What every lexicon knows whatever its corpus: how people ask, and what our short forms stand for."""
    asked = files("kb").joinpath("data/questions.txt").read_text("utf-8").splitlines()
    yield from (line for line in asked if not line.startswith("#"))
    for full in listed().values():
        yield ". ".join(full)
