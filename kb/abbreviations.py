"""Short forms of Vietnamese administration: a list of ours, and those a corpus explains or shows.

"Vốn ngân sách trung ương (NSTW)"      a full form with its short form behind it
"NSTW (ngân sách trung ương)"          the other way round
"… (sau đây gọi tắt là UBND tỉnh)"     said in words
CCHC … "cải cách hành chính" ×12       the only frequent phrase with these initials
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from kb.counts import APART, Corpus
from kb.spelling import is_syllable
from kb.text import fold, normalize, syllables
from kb.wordlists import short_forms

SHORT = r"[A-ZĐƯ][A-ZĐƯa-z]?(?:[A-ZĐƯ&.-]|(?<=T)g)*[A-ZĐƯ]|TTg"
SHORT_FORM = re.compile(rf"(?<![\w/&.-])(?:{SHORT})(?![\w/&]|[.-]\w)")
ROMAN = re.compile(r"[IVXLC]+")
IN_BRACKETS = re.compile(
    r"\((?:(?:sau đây )?(?:gọi|viết) (?:tắt |chung )?là|viết tắt)?:?\s*"
    r"[\"“]?(?P<inside>[^()\"”]{2,90})[\"”]?\)",
    re.IGNORECASE,
)
WORDS_BEFORE = 14  # the longest full form, in syllables
LINKING = frozenset(("và", "của", "về", "các", "cho"))  # a short form may pass over these
EDGES = LINKING | frozenset(
    ("trong", "có", "là", "với", "để", "theo", "tại", "đã", "không", "những", "một", "được", "từ", "do", "bị")
)
SHORTEST_BY_INITIALS = 3
SEEN_BY_INITIALS = 3
SHARE_BY_INITIALS = 0.6
ALWAYS = 0.9  # a phrase with the same neighbour so often is part of a longer one


def letters(short: str) -> str:
    """The initials a short form stands for: "TC-KH" is tckh, "TW" is tu (ương was written uơng)."""
    return "".join(_initial(c) for c in short.lower() if c.isalpha()).replace("w", "u")


@dataclass(frozen=True, slots=True)
class Shorts:
    """The short forms in a text, and those it explains with their full forms, in order."""

    used: tuple[str, ...]
    explained: tuple[tuple[str, str], ...]


def shorts(text: str) -> Shorts:
    used = (match[0] for match in SHORT_FORM.finditer(text))
    explained = (pair for match in IN_BRACKETS.finditer(text) for pair in _explained(text, match))
    return Shorts(tuple(short for short in used if not ROMAN.fullmatch(short)), tuple(explained))


class Miner:
    """Is given texts one by one; `found` then gives the short forms they explain."""

    def __init__(self) -> None:
        self._explained: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._shorts: Counter[str] = Counter()

    def add(self, text: Shorts) -> None:
        self._shorts.update(text.used)
        for short, full in text.explained:
            self._explained[short][full] += 1

    def found(self, corpus: Corpus) -> dict[str, tuple[str, ...]]:
        """Short form → full forms (normalized), the most frequent first; those of our list left out. `corpus`
        has the syllables of the same texts."""
        phrases = _Phrases(corpus)
        result = {}
        for short in sorted(self._shorts.keys() | self._explained.keys()):
            full = [phrase for phrase, _ in self._explained[short].most_common()]
            if not full and short not in short_forms():
                full = list(phrases.by_initials(short))
            new = [phrase for phrase in full if phrase not in short_forms().get(short, ())]
            if new:
                result[short] = tuple(new)
        return result


class _Phrases:
    """Finds phrases by the initials of their words; there is a break where a phrase cannot go on."""

    def __init__(self, corpus: Corpus) -> None:
        self._words = [*corpus.words, ""]  # the last, number -1, is a break
        ids, marks = corpus.places()
        self._ids = np.insert(ids.view(np.int32), np.flatnonzero(marks & APART), -1)
        initials = [_initial(w[0]) if w and w[0].isalpha() else "|" for w in self._words]
        self._initials = np.frombuffer(_bytes("".join(initials)), np.uint8)[self._ids].tobytes()

    def by_initials(self, short: str) -> Iterator[str]:
        """The phrase with these initials, when one is frequent and whole: not always part of a longer one."""
        wanted = letters(short)
        if len(wanted) < SHORTEST_BY_INITIALS or is_syllable(fold(short)):
            return
        places: defaultdict[str, list[int]] = defaultdict(list)
        at = self._initials.find(_bytes(wanted))
        while at >= 0:
            phrase = [self._words[i] for i in self._ids[at : at + len(wanted)]]
            if phrase[0] not in EDGES and phrase[-1] not in EDGES:
                places[" ".join(phrase)].append(at)
            at = self._initials.find(_bytes(wanted), at + 1)
        best = max(places, key=lambda phrase: len(places[phrase]), default="")
        enough = max(SEEN_BY_INITIALS, SHARE_BY_INITIALS * sum(map(len, places.values())))
        if len(places[best]) >= enough and self._whole(places[best], len(wanted)):
            yield best

    def _whole(self, places: Sequence[int], length: int) -> bool:
        for step in (-1, length):
            near = (at + step for at in places)
            beside = Counter(self._words[self._ids[at]] for at in near if 0 <= at < len(self._ids))
            if any(word and count >= ALWAYS * len(places) for word, count in beside.most_common(1)):
                return False
        return True


def _bytes(initials: str) -> bytes:
    """One a letter, as there is one a word of the corpus: short forms have letters of Latin-1, and đ."""
    return initials.replace("đ", "ð").encode("latin-1", "replace")


def _explained(text: str, match: re.Match[str]) -> Iterator[tuple[str, str]]:
    """The short and full form a bracket explains, in either order."""
    inside = match["inside"].strip()
    for short in SHORT_FORM.findall(inside):
        before = text[max(0, match.start() - 200) : match.start()]
        full = _aligned(letters(short), _phrase(before))
        if full and not ROMAN.fullmatch(short):
            yield short, full
    last = re.search(rf"(?:^|\s)({SHORT})\s*$", text[max(0, match.start() - 12) : match.start()])
    if last and not SHORT_FORM.search(inside):
        words = _phrase(inside)
        if words and _aligned(letters(last[1]), words) == " ".join(words):
            yield last[1], " ".join(words)


def _phrase(text: str) -> list[str]:
    """The normalized words at the end of `text` that no punctuation but a dash or comma parts."""
    tail = re.split(r"[.;:()\n]", text)[-1]
    return [normalize(tail[start:end]) for start, end in syllables(tail)][-WORDS_BEFORE:]


def _aligned(wanted: str, words: list[str]) -> str:
    """The last words whose initials spell `wanted`, linking words passed over; empty when they do not."""
    left = len(wanted)
    for at in range(len(words) - 1, -1, -1):
        if left and _initial(words[at][0]) == wanted[left - 1]:
            left -= 1
            if not left:
                return " ".join(words[at:]) if len(words) - at > 1 else ""
        elif words[at] not in LINKING:
            return ""
    return ""


@cache
def _initial(letter: str) -> str:
    return letter if letter == "đ" else fold(letter)
