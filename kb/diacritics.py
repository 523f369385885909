"""Gives a question its diacritics back and mends its slips, by the words the corpus has.

A noisy channel (Kernighan, Church and Gale, 1990) decoded by Viterbi over the bigrams of `kb.lexicon`; what
each word may mean is in `kb.readings`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from kb.counts import NUMBER, joined
from kb.language import BOTH, ENGLISH
from kb.lexicon import Lexicon
from kb.readings import Candidate, Reader
from kb.spelling import is_syllable
from kb.text import fold, nfc, normalize, syllables

# A question ends in these rather than in what is spelt alike: "so may" is số mấy, not số máy.
LAST_WORDS = frozenset("ai chưa đâu gì không mấy nào nhiêu sao".split())  # noqa: SIM905
LAST_WORD = math.log(100)


def restore(text: str, lexicon: Lexicon) -> str:
    """`text` in NFC with diacritics given back, slips mended and restored proper names in capitals.

    Left as they are: what is accented and known, numbers, codes, capitals, words of other languages.
    """
    text = nfc(text)
    spans = syllables(text)
    typed = [text[start:end] for start, end in spans]
    follows = [joined(text[a.end : b.start]) for a, b in pairwise(spans)]
    chosen = _decode(lexicon, Reader(lexicon, typed, shouting=text.isupper()).lattice(), follows)
    cased = _cased(lexicon, typed, chosen)
    out, end = [], 0
    for (start, stop), word in zip(spans, cased, strict=True):
        out += [text[end:start], word]
        end = stop
    return "".join([*out, text[end:]])


def restore_names(text: str, lexicon: Lexicon) -> str:
    """An English `text` in NFC with runs of Vietnamese words that the corpus has together restored."""
    text = nfc(text)
    spans = syllables(text)
    words = [fold(text[start:end]) for start, end in spans]
    linked = [
        joined(text[a.end : b.start]) and not {one, other} & (ENGLISH | BOTH) and lexicon.follows(one, other)
        for (a, b), (one, other) in zip(pairwise(spans), pairwise(words), strict=True)
    ]
    at = len(spans) - 1
    while at > 0:
        first = at
        while first > 0 and linked[first - 1]:
            first -= 1
        if first < at and all(map(is_syllable, words[first : at + 1])):
            start, end = spans[first].start, spans[at].end
            text = f"{text[:start]}{restore(text[start:end], lexicon)}{text[end:]}"
        at = first - 1
    return text


def _decode(lexicon: Lexicon, lattice: Sequence[Sequence[Candidate]], follows: Sequence[bool]) -> list[str]:
    """The likeliest word for each place (Viterbi); a break in the text starts the chain anew."""
    if not lattice:
        return []
    score = [c.cost + lexicon.alone(c.id) for c in lattice[0]]
    back: list[list[int]] = []
    for at, place in enumerate(lattice[1:]):
        previous = lattice[at]
        ends = at + 1 == len(follows) or not follows[at + 1]
        reached = []
        for c in place:
            steps = []
            for i, p in enumerate(previous):
                step = lexicon.after(p.id, c.id) if follows[at] else lexicon.alone(c.id)
                if ends and c.word in LAST_WORDS and lexicon.together(p.id, c.id):
                    step += LAST_WORD
                steps.append((score[i] + step, -i))
            reached.append(max(steps))
        back.append([-i for _, i in reached])
        score = [s + c.cost for (s, _), c in zip(reached, place, strict=True)]
    at = max(range(len(score)), key=score.__getitem__)
    path = [at]
    for links in reversed(back):
        at = links[at]
        path.append(at)
    return [place[i].word for place, i in zip(lattice, reversed(path), strict=True)]


def _cased(lexicon: Lexicon, typed: Sequence[str], chosen: Sequence[str]) -> list[str]:
    """In the case they were typed in; but short forms, and names that had no marks, in capitals."""
    cased = [_recased(lexicon, *pair) for pair in zip(typed, chosen, strict=True)]
    for at, (first, second) in enumerate(pairwise(chosen)):
        bare = all(fold(word) == word for word in typed[at : at + 2])
        if bare and lexicon.is_name(first, second):
            cased[at : at + 2] = (word[0].upper() + word[1:] for word in cased[at : at + 2])
    return cased


def _recased(lexicon: Lexicon, typed: str, word: str) -> str:
    if word in (NUMBER, normalize(typed)):
        return typed
    if (typed.isupper() and len(typed) > 1) or lexicon.capitals[lexicon.id(word)]:
        return word.upper()
    return word[0].upper() + word[1:] if typed[0].isupper() else word
