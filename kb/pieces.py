"""Texts as the ids of their pieces: the unigram tokenizer of XLM-RoBERTa.

The likeliest cut of each word by Viterbi (Kudo, Subword Regularization, ACL 2018, doi:10.18653/v1/P18-1007).
No piece reaches over a blank, so words are cut one by one, and remembered.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache

BLANK = "\u2581"  # stands for a space and opens each word
WORD = re.compile(f"{BLANK}[^{BLANK}]*")
SPACES = re.compile(" {2,}")
UNKNOWN = "<unk>"
UNKNOWN_COST = 10.0  # below the unlikeliest piece, as SentencePiece has it
REMEMBERED = 50_000  # words


class Pieces:
    """`pieces` by id with their log-probabilities; each of `characters` is replaced before a text is cut."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], characters: Mapping[int, str]) -> None:
        self._ids = {piece: at for at, piece in enumerate(pieces) if piece != UNKNOWN}
        self._scores = array("f", scores)
        self._characters = characters
        self._unknown = pieces.index(UNKNOWN)
        self._least = min(scores) - UNKNOWN_COST
        self._longest = max(map(len, self._ids))
        self._cut = lru_cache(REMEMBERED)(self._viterbi)

    def ids(self, text: str) -> list[int]:
        plain = SPACES.sub(" ", text.translate(self._characters))
        words = WORD.findall(BLANK + plain.removeprefix(" ").replace(" ", BLANK))
        return [piece for word in words for piece in self._cut(word)]

    def _viterbi(self, word: str) -> tuple[int, ...]:
        best = [(0.0, 0, 0)]  # at each place: log P so far, where the last piece begins, its id
        for end in range(1, len(word) + 1):
            reached = (best[end - 1][0] + self._least, end - 1, self._unknown)
            for start in range(max(0, end - self._longest), end):
                piece = self._ids.get(word[start:end])
                if piece is not None and (score := best[start][0] + self._scores[piece]) > reached[0]:
                    reached = (score, start, piece)
            best.append(reached)
        found, end = [], len(word)
        while end:
            _, end, piece = best[end]
            found.append(piece)
        return tuple(reversed(found))
