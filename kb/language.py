"""Which language a question is in, told from few words: Vietnamese with or without diacritics, or English."""

from __future__ import annotations

from typing import Literal

from kb.lexicon import Lexicon
from kb.spelling import is_syllable
from kb.text import fold, syllables

# Function words of English questions that no Vietnamese question would hold.
ENGLISH = frozenset(
    """
    about all and any are as assigned at be been before between by did does for from had has have how in is
    issued it its key last list many much must name new not of on or out over per please shall should show
    since that their there these they this those through under until was were what when where which who whom
    whose why will with would
    """.split()  # noqa: SIM905  a paragraph reads better than a list
)
BOTH = frozenset(("a", "an", "can", "do", "in", "me", "no", "the", "to", "on", "has"))  # may be either


def language(text: str, lexicon: Lexicon) -> Literal["vi", "en"]:
    """English when more of its words can only be English than can be Vietnamese; Vietnamese when in doubt."""
    english = vietnamese = 0
    for start, end in syllables(text):
        typed = text[start:end]
        folded = fold(typed)
        if folded != typed.lower():
            return "vi"
        if not typed.isalpha() or len(typed) == 1 or folded in BOTH:
            continue
        if folded in ENGLISH:
            english += 1
        elif is_syllable(folded):
            vietnamese += lexicon.knows_folded(folded)
        elif not typed.isupper() and not lexicon.is_capitals(folded):
            english += 1
    return "en" if english > vietnamese else "vi"
