"""What each word of a question may have been meant as, and how likely it was typed so.

How the writer types decides: one who leaves marks out means any word that is the same without them, one who
types them means what stands there. What is doubtful (a slip, a wrong tone) is read otherwise only where the
corpus has the result beside its neighbours.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.counts import NUMBER
from kb.keyboard import telexed
from kb.lexicon import Lexicon
from kb.spelling import (
    SHORTEST_SLIP,
    has_marks_of,
    has_tone,
    is_syllable,
    keeps_marks,
    lacks_tone,
    slips,
    twin,
)
from kb.text import fold, normalize
from kb.wordlists import bare_words, short_forms

SLIP_COST = math.log(1e-3)  # one letter in a thousand typed wrong
TWIN_COST = math.log(0.5)
RARELY = 0.2  # a writer who leaves marks out of a smaller share of the words that tell means what is typed
# How much likelier (log) than anywhere a word must be beside its neighbours to be read where another was
# typed with care: with marks added, with others; the more when the corpus has the word as it was typed.
ADDED, OTHER, KNOWN = 2.0, 5.0, 4.0
TONELESS = 5  # syllables, some with marks and none with a tone: this writer leaves tones out
# Words that stand beside any other, so that a corpus without the pair says nothing against them.
LOOSE = frozenset("ai ba cho con do hai hay khi nay qua ra sao sau theo trong xem".split())  # noqa: SIM905
# Words of grammar are common in questions, whatever a small corpus has: "nhung" is những, never nhũng.
GRAMMAR = frozenset(
    """
    ai bao bằng bị bởi cần chỉ cho chưa có còn của cũng các do dưới đã đang đâu đây đến để được đó gì giữa
    hay hoặc hơn không khi là lại lên lúc mà mấy nào này nếu nhất nhiêu nhưng những như ngoài người ở phải
    ra rất sao sau sẽ tại thế theo thì trên trong trước từ và vào vậy về vì với
    """.split()  # noqa: SIM905
)
MORE_LIKELY = 1.5  # log; 1 to 3 read nearly the same
VOWELS = frozenset("aeiouy")
SHORT_FORMS = frozenset(map(fold, short_forms()))
BARE_WORDS = bare_words()


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
        self._toneless = self._leaves_out_tones()
        self._stripped = self._stripped_rate()

    def lattice(self) -> list[list[Candidate]]:
        return [self._candidates(at) for at in range(len(self._words))]

    def _leaves_out_tones(self) -> bool:
        """Whether the writer types other marks but no tones: "quyêt đinh", "giai phong măt băng"."""
        possible = [
            word for word, folded in zip(self._words, self._folded, strict=True) if is_syllable(folded)
        ]
        if possible == self._folded or any(map(has_tone, self._words)):
            return False
        marked = any(word != fold(word) for word in possible)
        return marked and (len(possible) >= TONELESS or any(map(lacks_tone, possible)))

    def _stripped_rate(self) -> float:
        """How often this writer leaves marks out: Beta(0.4, 1) over words that tell; 1 without marks."""
        stripped, accented = 0.4, 1
        for word, folded in zip(self._words, self._folded, strict=True):
            if folded != word or telexed(word, self._lexicon):
                accented += 1
            elif lacks_tone(word) or (self._lexicon.id(word) < 0 and self._lexicon.spellings(word)):
                stripped += 1
        if accented == 1 or self._toneless:
            return 1.0
        return stripped / (stripped + accented)

    def _candidates(self, at: int) -> list[Candidate]:
        typed, word, folded = self._typed[at], self._words[at], self._folded[at]
        lexicon, own = self._lexicon, self._lexicon.id(word)
        itself = Candidate(word, own, 0.0)
        if not word.isalpha():
            return [itself]
        if typed.isupper() and not self._shouting:
            short = [i for i in lexicon.spellings(folded) if len(typed) > 1 and lexicon.capitals[i]]
            return [self._candidate(i) for i in short if keeps_marks(word, lexicon.words[i])] or [itself]
        read = telexed(word, lexicon)
        if read and (not self._is_name(at) or any(self._gain(at, i) > 0 for i in read)):
            return [self._candidate(i) for i in read]
        if not self._is_meant(at):
            if same := list(self._same(at)):
                return same
            return [*self._mended(at), itself]
        known = own >= 0 or word in BARE_WORDS
        other = list(self._better(at, known=known))
        if known or folded in SHORT_FORMS or self._is_name(at):
            return [itself, *other]
        return [*other, *self._mended(at), itself]

    def _better(self, at: int, *, known: bool) -> Iterator[Candidate]:
        """Other marks on a word that was typed with care, where its neighbours speak for them."""
        lexicon, word = self._lexicon, self._words[at]
        own = lexicon.id(word)
        if own >= 0 and self._fits(at, own, both=True):
            return
        stands = self._gain(at, own) if own >= 0 else 0.0
        if own >= 0 and word != self._folded[at]:
            stands += KNOWN
        for i in lexicon.spellings(self._folded[at]):
            added = keeps_marks(word, lexicon.words[i])
            likely = (added and not has_tone(word)) or (own < 0 and self._fits(at, i, both=True))
            needed = (ADDED if likely else OTHER) if known or word != self._folded[at] else 0.0
            if i == own or self._gain(at, i) - stands <= needed:
                continue
            if (stands == 0 and word not in LOOSE) or self._fits(at, i, both=True):
                yield self._candidate(i, math.log(self._stripped) if added else SLIP_COST)
        for i in lexicon.spellings(fold(twin(word))):
            if keeps_marks(twin(word), lexicon.words[i]) and self._gain(at, i) > stands:
                yield self._candidate(i, TWIN_COST)

    def _is_meant(self, at: int) -> bool:
        """Whether this writer most likely typed all the marks of the word."""
        word = self._words[at]
        if lacks_tone(word) or (self._toneless and not has_tone(word)):
            return False
        return word != self._folded[at] or self._stripped < RARELY

    def _same(self, at: int) -> Iterator[Candidate]:
        """The known words that are this one but for marks left out or an i for a y."""
        word = self._words[at]
        own = self._lexicon.id(word)
        for form, cost in ((word, 0.0), (twin(word), TWIN_COST)):
            for i in self._lexicon.spellings(fold(form)):
                meant = self._lexicon.words[i]
                likelier = MORE_LIKELY if meant in GRAMMAR else 0.0
                if i == own:
                    yield self._candidate(i, likelier)
                elif form and keeps_marks(form, meant):
                    yield self._candidate(i, cost + likelier + math.log(self._stripped))

    def _is_name(self, at: int) -> bool:
        """Whether it is a name of another language: "Goldman Sachs" among words typed with care."""
        capital = at > 0 and self._typed[at][0].isupper() and not self._shouting
        return capital and self._stripped < RARELY and not is_syllable(self._folded[at])

    def _mended(self, at: int) -> Iterator[Candidate]:
        """What an unknown word may have been meant as, one slip away."""
        lexicon, word, folded = self._lexicon, self._words[at], self._folded[at]
        accented, possible = folded != word, is_syllable(folded)
        if possible and not accented:
            return
        if len(folded) < (2 if accented else 3 if VOWELS & set(folded) else SHORTEST_SLIP):
            return
        near = {i for other in slips(folded) if is_syllable(other) for i in lexicon.spellings(other)}
        for i in sorted(near):
            if self._fits(at, i, both=possible):
                yield self._candidate(i, SLIP_COST if has_marks_of(word, lexicon.words[i]) else 2 * SLIP_COST)

    def _candidate(self, i: int, cost: float = 0.0) -> Candidate:
        return Candidate(self._lexicon.words[i], i, cost)

    def _gain(self, at: int, i: int) -> float:
        """How much likelier a word is beside these neighbours than anywhere, by log: mutual information."""
        lexicon, gain = self._lexicon, 0.0
        if at:
            known = (j for j in self._meant(at - 1) if lexicon.together(j, i))
            gain += max((lexicon.after(j, i) - lexicon.alone(i) for j in known), default=0.0)
        if at + 1 < len(self._words):
            known = (j for j in self._meant(at + 1) if lexicon.together(i, j))
            gain += max((lexicon.after(i, j) - lexicon.alone(j) for j in known), default=0.0)
        return gain

    def _fits(self, at: int, i: int, *, both: bool) -> bool:
        """Whether the lexicon has a word beside one neighbour, or `both`; a word alone fits."""
        together = self._lexicon.together
        beside = []
        if at:
            beside.append(any(together(j, i) for j in self._meant(at - 1)))
        if at + 1 < len(self._words):
            beside.append(any(together(i, j) for j in self._meant(at + 1)))
        return all(beside) if both or not beside else any(beside)

    def _meant(self, at: int) -> Sequence[int]:
        """The known words it may be: itself when it has marks, any that is the same without, or in Telex."""
        own = self._lexicon.id(self._words[at])
        accented = self._words[at] != self._folded[at]
        if accented and own >= 0:
            return (own,)
        return self._lexicon.spellings(self._folded[at]) or telexed(self._words[at], self._lexicon)
