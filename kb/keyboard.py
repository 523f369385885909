"""What a keyboard does to a question: raw Telex, spaces left out or put in, full-width letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from kb.lexicon import Lexicon
from kb.model import Span
from kb.spelling import is_syllable, keeps_marks, marks, telex
from kb.text import fold, nfc, normalize, syllables
from kb.wordlists import glossary

SHORTEST_PART = 2  # letters of a syllable that was typed together with another
LONGEST = 24  # letters of words typed together: the ways to part more are too many to try
WORD_AND_NUMBER = re.compile(r"(?<!\w)(?:(?P<word>[^\W\d_]{3,})(?=\d)|\d+(?=(?P<unit>[^\W\d_]{3,})(?!\w)))")
# Full-width forms of ASCII, and what cannot be seen: soft hyphens, joiners, marks of direction.
PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(
    (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF)
)


def plain(text: str) -> str:
    """In NFC, full-width letters made plain, invisible characters gone, one space between words."""
    return " ".join(nfc(text.translate(PLAIN)).split())


def telexed(word: str, lexicon: Lexicon) -> Sequence[int]:
    """The words of `lexicon` that a normalized word is in raw Telex, if it is none itself."""
    raw = telex(word) if word.isascii() and not lexicon.spellings(word) else None
    if raw is None or not is_syllable(raw.folded):
        return ()
    lacking = {i: Counter(marks(lexicon.words[i])) - raw.marks for i in lexicon.spellings(raw.folded)}
    same = [i for i in lacking if not raw.marks - Counter(marks(lexicon.words[i]))]
    return [i for i in same if not lacking[i]] or same


def respaced(text: str, lexicon: Lexicon) -> str:
    """`text` (NFC) with what was typed as one word taken apart ("giaiphong", "quý1"), and pieces put together
    ("phó ng"), where the corpus has the words side by side."""
    text = WORD_AND_NUMBER.sub(lambda match: _from_number(match, lexicon), text)
    spans = syllables(text)
    words = [normalize(text[start:end]) for start, end in spans]
    whole = [len(word) > 1 and bool(lexicon.spellings(fold(word))) for word in words]
    out, end, at = [], 0, 0
    while at < len(spans):
        start, stop = spans[at]
        if not all(whole[at : at + 2]) and _is_one(text, spans, words, at, lexicon):
            said = text[start:stop] + text[slice(*spans[at + 1])]
            stop = spans[at + 1].end
            at += 1
        else:
            said = text[start:stop] if whole[at] else apart(text[start:stop], lexicon)
        out += [text[end:start], said]
        end = stop
        at += 1
    return "".join([*out, text[end:]])


def _from_number(match: re.Match[str], lexicon: Lexicon) -> str:
    word = match["word"] or match["unit"]
    return f"{match[0]} " if lexicon.spellings(fold(word)) and is_syllable(fold(word)) else match[0]


def _is_one(text: str, spans: Sequence[Span], words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether this word and the next are pieces of one that stands beside a neighbour of theirs."""
    if at + 1 == len(spans) or text[spans[at].end : spans[at + 1].start] != " ":
        return False
    said = words[at] + words[at + 1]
    whole = fold(said)
    if not is_syllable(whole) or not any(
        keeps_marks(said, lexicon.words[i]) for i in lexicon.spellings(whole)
    ):
        return False
    before = fold(words[at - 1]) if at else ""
    after = fold(words[at + 2]) if at + 2 < len(words) else ""
    return lexicon.follows(before, whole) or lexicon.follows(whole, after)


def apart(typed: str, lexicon: Lexicon) -> str:
    """A word that can be no syllable, in the fewest that the corpus has side by side; else as it is."""
    if not 2 * SHORTEST_PART <= len(typed) <= LONGEST or not typed[1:].islower():
        return typed
    folded = fold(typed)
    if is_syllable(folded) or lexicon.spellings(folded) or folded in _english():
        return typed
    word = normalize(typed)
    parts = min(_partings(word, lexicon), key=len, default=())
    if not parts and word != folded:  # typed with marks, the words are known by them
        parts = min(_partings(word, lexicon, strictly=False), key=len, default=())
    spaced, at = [], 0
    for part in parts:
        spaced.append(typed[at : at + len(part)])
        at += len(part)
    return " ".join(spaced) or typed


def _partings(
    word: str, lexicon: Lexicon, before: Sequence[int] = (), *, strictly: bool = True
) -> Iterator[tuple[str, ...]]:
    """Ways to read a word as several: side by side in the corpus, or else each with just these marks."""
    for end in range(SHORTEST_PART, len(word) + 1):
        part = word[:end]
        if not is_syllable(fold(part)):
            continue
        if strictly:
            known = [i for i in lexicon.spellings(fold(part)) if keeps_marks(part, lexicon.words[i])]
            known = [i for i in known if not before or any(lexicon.together(j, i) for j in before)]
        else:
            known = [i for i in (lexicon.id(part),) if i >= 0]
        if known and end == len(word):
            yield (part,)
        elif known:
            rest = _partings(word[end:], lexicon, known, strictly=strictly)
            yield from ((part, *others) for others in rest)


@cache
def _english() -> frozenset[str]:
    return frozenset(word for term in glossary() for word in term.split())
