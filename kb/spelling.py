"""How Vietnamese syllables are spelt: which are possible, what raw Telex means, what lies one slip away."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

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
SHORTEST_SLIP = 4  # letters; shorter words have too many neighbours to guess at
LETTERS = "abcdeghiklmnopqrstuvxy"
TELEX_TONE = re.compile(r"(?<=[aeiouyw])([a-z]*)([sfrxj])([a-z]*)")
TELEX_DOUBLE = re.compile(r"(a)a|(e)e|(o)o|(d)d")
TELEX_MARKS = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}


class Telex(NamedTuple):
    folded: str
    tone: str  # a combining mark, or ""


def is_syllable(folded: str) -> bool:
    """Whether an unaccented word can be a Vietnamese syllable: "phong" can, "phng" and "ubnd" cannot."""
    return SYLLABLE.fullmatch(folded) is not None


def keeps_marks(typed: str, full: str) -> bool:
    """Whether `typed` is `full` with some, all or none of its marks left out, or put on another letter."""
    return _base(typed) == _base(full) and has_marks_of(typed, full)


def has_marks_of(typed: str, full: str) -> bool:
    """Whether `full` has every mark that `typed` has."""
    return not _marks(typed) - _marks(full)


def bears_tone(folded: str) -> bool:
    """Whether a syllable must have a tone mark: those that end in a stop do ("phap", "luat", "tich")."""
    return folded.endswith(("c", "ch", "p", "t")) and is_syllable(folded)


def has_tone(word: str, tone: str) -> bool:
    return not tone or tone in _marks(word)


def _base(word: str) -> str:
    return "".join(c for c in _parts(word) if not unicodedata.combining(c))


def _marks(word: str) -> Counter[str]:
    return Counter(c for c in _parts(word) if unicodedata.combining(c))


def _parts(word: str) -> str:
    """Letters and combining marks; đ is d with a bar."""
    return unicodedata.normalize("NFD", word).replace("đ", "d\u0335")


def telex(word: str) -> Telex | None:
    """What lower-case ASCII means when it was typed in Telex with the keyboard off: "phongs" is phong + sắc.

    None when it cannot be read so. Vowel marks are dropped: "mawtj" is mat + nặng.
    """
    tone = TELEX_TONE.fullmatch(word) or TELEX_TONE.search(word)
    letters = word
    mark = ""
    if tone:
        at = tone.start(2)
        letters, mark = word[:at] + word[at + 1 :], TELEX_MARKS[word[at]]
    letters = TELEX_DOUBLE.sub(lambda m: m[0][0], letters).replace("w", "")
    return Telex(letters, mark) if letters != word and letters else None


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
