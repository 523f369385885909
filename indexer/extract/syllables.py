"""How Vietnamese a text looks: the share of its words that could be Vietnamese syllables.

A syllable is an onset, a rhyme and a tone; rhymes closed by a stop (c, ch, p, t) carry only the acute
or the dot.
The sets are those of the standard orthography, so no word list is needed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on
ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung uôc uôi uôm uôn uông
uôt up ut uân uâng uât uây
uê uêch uên uênh ui uơ uy uya uych uyên uyêt uyn uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn
ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ynh
"""
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOP_TONES = {"\u0301", "\u0323"}
_STOPS = ("c", "ch", "p", "t")
_SYLLABLE = re.compile(
    f"(?:{'|'.join(sorted(_ONSETS.split(), key=len, reverse=True))})?"
    f"(?:{'|'.join(sorted(set(_RHYMES.split()), key=len, reverse=True))})"
)
_BETWEEN_WORDS = re.compile(r"[\s\d!-/:-@\[-`{-~“”‘’–…]+")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_SHAPES = {"a": "\u0302\u0306", "e": "\u0302", "o": "\u0302\u031b", "u": "\u031b"}
_ABBREVIATION = re.compile(r"[^\W\d_]{1,6}")


@lru_cache(maxsize=100_000)
def is_syllable(word: str) -> bool:
    """Whether `word`, in any case, is spelled as one Vietnamese syllable."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in decomposed if mark in _TONES]
    if len(tones) > 1:
        return False
    base = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    if not _SYLLABLE.fullmatch(base):
        return False
    return not (tones and base.endswith(_STOPS) and tones[0] not in _STOP_TONES)


def vietnamese_share(text: str) -> tuple[float, int]:
    """The share of accented words that are syllables, 0–1, and how many words are accented.

    Words are parted by ASCII signs only: in text read by the wrong table a letter may come out as a
    sign, and a word with such a sign must count as wrong. Abbreviations ("QĐ") are words of no table
    and do not count.
    """
    good = total = 0
    for word in _BETWEEN_WORDS.split(text):
        if word.isascii():
            continue
        syllable = is_syllable(word)
        if syllable or not (word.isupper() and _ABBREVIATION.fullmatch(word)):
            total += 1
            good += syllable
    return (good / total if total else 0.0), total


def mend(word: str) -> str:
    """A recognised word that no syllable is spelled like, with the one missing hat or horn that makes it one.

    Capitals lose it most: "QUYÉT" is "QUYẾT". Words that stay ambiguous, and plain ASCII, are left alone.
    """
    core = _EDGES.sub("", word)
    if core.isascii() or is_syllable(core) or not core.isalpha():
        return word
    tries = {
        unicodedata.normalize("NFC", decomposed[: i + 1] + mark + decomposed[i + 1 :])
        for decomposed in [unicodedata.normalize("NFD", core)]
        for i, letter in enumerate(decomposed)
        for mark in _SHAPES.get(letter.lower(), "")
    }
    found = [longer for longer in tries if is_syllable(longer)]
    return word.replace(core, found[0]) if len(found) == 1 else word
