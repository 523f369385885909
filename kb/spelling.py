"""How Vietnamese syllables are spelt: which are possible, what raw Telex means, what lies one slip away."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kb.text import fold, nfc

ONSET = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
# Every rime of the language without its marks: a stands for a, ă and â, and so on.
RIMES = """
a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu
i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay
oc oe oen oeo oet oi om on ong ooc oong op ot u ua uan uang uat uay uc ue uech uenh ui um un ung uo uoc uoi
uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyp uyt uyu y yem yen yeng yet yeu ynh yt
"""
SYLLABLE = re.compile(f"{ONSET}(?:{'|'.join(RIMES.split())})")

# Onsets that one dialect or another speaks alike, and people therefore write for each other.
ALIKE = {"ch": ("tr",), "tr": ("ch",), "gi": ("d", "r", "v"), "d": ("gi",), "r": ("gi",), "v": ("gi",)}
ENDS_IN_I = re.compile("(?:[hklmstv]|qu)[iy]")
I_FOR_Y = str.maketrans("iy", "yi")
MARKED = 8_000  # words whose marks are kept at hand
SHORTEST_SLIP = 4  # letters; shorter words have too many neighbours to guess at
LETTERS = "abcdeghiklmnopqrstuvxy"
ACUTE, GRAVE, HOOK, TILDE, DOT_BELOW = TONES = "\u0301\u0300\u0309\u0303\u0323"
CIRCUMFLEX, BREVE, HORN, BAR = "\u0302\u0306\u031b\u0335"
TELEX_TONE = re.compile(r"(?<=[aeiouyw])([a-z]*)([sfrxj])([a-z]*)")
TELEX_TONES = {"s": ACUTE, "f": GRAVE, "r": HOOK, "x": TILDE, "j": DOT_BELOW}
TELEX_DOUBLE = re.compile(r"aa|ee|oo|dd")
TELEX_BREVE = re.compile(r"(?<![^q]u)a[^aeiouy]*$")  # a w behind it is a breve, else a horn


class Telex(NamedTuple):
    folded: str
    marks: Counter[str]  # combining ones


def is_syllable(folded: str) -> bool:
    """Whether an unaccented word can be a Vietnamese syllable: "phong" can, "phng" and "ubnd" cannot."""
    return SYLLABLE.fullmatch(folded) is not None


def keeps_marks(typed: str, full: str) -> bool:
    """Whether `typed` is `full` with some, all or none of its marks left out, or put on another letter."""
    return _base(typed) == _base(full) and has_marks_of(typed, full)


def has_marks_of(typed: str, full: str) -> bool:
    """Whether `full` has every mark that `typed` has."""
    given, there = marks(typed), marks(full)
    return all(given.count(mark) <= there.count(mark) for mark in given)


def has_tone(word: str) -> bool:
    return any(mark in TONES for mark in marks(word))


def lacks_tone(word: str) -> bool:
    """Whether a tone mark is missing that must be there: syllables ending in a stop have one ("phap")."""
    return word.endswith(("c", "ch", "p", "t")) and not has_tone(word) and is_syllable(fold(word))


@lru_cache(MARKED)
def _base(word: str) -> str:
    return "".join(c for c in _parts(word) if not unicodedata.combining(c))


@lru_cache(MARKED)
def marks(word: str) -> tuple[str, ...]:
    """Its combining marks; that of đ is a bar."""
    return tuple(c for c in _parts(word) if unicodedata.combining(c))


def _parts(word: str) -> str:
    """Letters and combining marks; đ is d with a bar."""
    return unicodedata.normalize("NFD", word).replace("đ", f"d{BAR}")


def telex(word: str) -> Telex | None:
    """What ASCII means when it was typed in Telex with the keyboard off: "mawtj" is mat, breve and dot below.

    None when it cannot be read so.
    """
    letters, meant = word, ""
    if tone := TELEX_TONE.fullmatch(word) or TELEX_TONE.search(word):
        at = tone.start(2)
        letters, meant = word[:at] + word[at + 1 :], TELEX_TONES[word[at]]
    for doubled in TELEX_DOUBLE.findall(letters):
        letters = letters.replace(doubled, doubled[0], 1)
        meant += BAR if doubled == "dd" else CIRCUMFLEX
    while "w" in letters:
        before, _, after = letters.partition("w")
        letters = before + after
        meant += BREVE if TELEX_BREVE.search(before) else HORN
    return Telex(letters, Counter(meant)) if meant else None


def twin(word: str) -> str:
    """A syllable with y for its last i or i for y, where both spellings are in use: "qui hoạch", "bác sỹ".

    Empty when it has no such other spelling.
    """
    return (
        nfc(unicodedata.normalize("NFD", word).translate(I_FOR_Y)) if ENDS_IN_I.fullmatch(fold(word)) else ""
    )


def slips(folded: str) -> Iterator[str]:
    """Every word one slip away: a letter left out, added, mistaken or swapped, or an onset spoken alike.

    Damerau, Commun. ACM 7(3), 1964: four slips out of five are one of these.
    """
    for at in range(len(folded) + 1):
        before, after = folded[:at], folded[at:]
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in LETTERS if letter != after[0])
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:]
        yield from (before + letter + after for letter in LETTERS)
    for onset, others in ALIKE.items():
        if folded.startswith(onset):
            yield from (other + folded[len(onset) :] for other in others)
