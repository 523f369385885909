"""What each word of a question may have been meant as, and how likely it was typed so.

What is doubtful (a slip, a tone put wrong, a bare word of someone who types marks) is read otherwise only
where the corpus has the result beside a neighbour. A syllable with marks that is known never is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.counts import NUMBER
from kb.lexicon import Lexicon
from kb.spelling import (
    SHORTEST_SLIP,
    bears_tone,
    has_marks_of,
    has_tone,
    is_syllable,
    keeps_marks,
    slips,
    telex,
)
from kb.text import fold, normalize
from kb.wordlists import short_forms

SLIP_COST = math.log(1e-3)  # one letter in a thousand typed wrong
RARELY = 0.3  # a writer who leaves marks out of a smaller share of the words that tell means what is typed
VOWELS = frozenset("aeiouy")
SHORT_FORMS = frozenset(map(fold, short_forms()))


class Candidate(NamedTuple):
    word: str  # normalized; the typed word itself when the lexicon does not know it
    id: int  # -1 when unknown
    cost: float  # log-probability that `word` was meant and typed as it was


class Reader:
    """What each word of a question may mean."""

    def __init__(self, lexicon: Lexicon, typed: Sequence[str], *, shouting: bool) -> None:
        self._lexicon = lexicon
        self._typed = typed
        self._words = [NUMBER if word[0].isdecimal() else normalize(word) for word in typed]
        self._folded = [fold(word) for word in self._words]
        self._shouting = shouting
        self._stripped = self._stripped_rate()

    def lattice(self) -> list[list[Candidate]]:
        return [self._candidates(at) for at in range(len(self._words))]

    def _stripped_rate(self) -> float:
        """How often this writer leaves marks out: Beta(1, 1) over words that tell; 1 without marks."""
        stripped = accented = 1
        for word, folded in zip(self._words, self._folded, strict=True):
            if folded != word:
                accented += 1
            elif bears_tone(word) or (self._lexicon.id(word) < 0 and self._lexicon.spellings(word)):
                stripped += 1
        return stripped / (stripped + accented) if accented > 1 else 1.0

    def _candidates(self, at: int) -> list[Candidate]:
        typed, word, folded = self._typed[at], self._words[at], self._folded[at]
        lexicon = self._lexicon
        own = lexicon.id(word)
        itself = Candidate(word, own, 0.0)
        if own >= 0 and folded != word:
            return [itself]
        capitals = typed.isupper() and not self._shouting
        same = [i for i in lexicon.spellings(folded) if keeps_marks(word, lexicon.words[i])]
        if capitals:
            same = [i for i in same if len(typed) > 1 and lexicon.capitals[i]]
        elif self._stripped < RARELY and folded == word and is_syllable(word) and not bears_tone(word):
            both = own >= 0 and self._fits(at, own)
            same = [i for i in same if i == own or self._fits(at, i, both=both)]
        if same:
            cost = math.log(self._stripped)
            return [self._candidate(i, 0.0 if i == own else cost) for i in same]
        if own >= 0 or capitals or not word.isalpha() or folded in SHORT_FORMS:
            return [itself]
        return [*self._mended(at), itself]

    def _mended(self, at: int) -> Iterator[Candidate]:
        """What an unknown word may have been meant as: raw Telex, else a tone put wrong or one slip away."""
        lexicon, word, folded = self._lexicon, self._words[at], self._folded[at]
        raw = telex(word) if folded == word and not lexicon.spellings(folded) else None
        read = (
            [i for i in lexicon.spellings(raw.folded) if has_tone(lexicon.words[i], raw.tone)] if raw else []
        )
        if read:
            yield from (self._candidate(i, 0.0) for i in read)
            return
        accented, possible = folded != word, is_syllable(folded)
        if possible and not accented:
            return
        if len(folded) < SHORTEST_SLIP and not (accented or (len(folded) > 2 and VOWELS & set(folded))):
            return
        near = {i for other in slips(folded) if is_syllable(other) for i in lexicon.spellings(other)}
        for i in lexicon.spellings(folded):
            if self._fits(at, i, both=True):
                yield self._candidate(i, SLIP_COST)
        for i in sorted(near):
            if self._fits(at, i, both=possible):
                yield self._candidate(i, SLIP_COST if has_marks_of(word, lexicon.words[i]) else 2 * SLIP_COST)

    def _candidate(self, i: int, cost: float) -> Candidate:
        return Candidate(self._lexicon.words[i], i, cost)

    def _fits(self, at: int, i: int, *, both: bool = False) -> bool:
        """Whether the lexicon has a word beside one neighbour, or `both`; a word alone fits."""
        together = self._lexicon.together
        beside = []
        if at:
            beside.append(any(together(j, i) for j in self._meant(at - 1)))
        if at + 1 < len(self._words):
            beside.append(any(together(i, j) for j in self._meant(at + 1)))
        return all(beside) if both or not beside else any(beside)

    def _meant(self, at: int) -> Sequence[int]:
        """The known words a word may be: itself when it has marks, or any that is the same without them."""
        own = self._lexicon.id(self._words[at])
        accented = self._words[at] != self._folded[at]
        return (own,) if accented and own >= 0 else self._lexicon.spellings(self._folded[at])
