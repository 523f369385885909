"""Which language a question is in, told from few words: Vietnamese with or without diacritics, or English."""

from __future__ import annotations

from typing import Literal

from kb.keyboard import apart, telexed
from kb.lexicon import Lexicon
from kb.spelling import is_syllable
from kb.text import fold, syllables
from kb.wordlists import chat_forms, short_forms

# Function words of English questions that no Vietnamese question would hold.
ENGLISH = frozenset(
    """
    about all and any are as assigned at be been before between by did does for from had has have how in is
    issued it its key last list many much must name new not of on or out over per please shall should show
    since that their there these they this those through under until was were what when where which who whom
    whose why will with would
    """.split()  # noqa: SIM905  a paragraph reads better than a list
)
# They say nothing of what is asked either, but a Vietnamese question may hold some of them.
LIGHT = frozenset(
    """
    along also another both came can come comes could do down during each either ever every get gets give
    given gives go goes gone got including into just keep keeps kept made make makes may might most other
    others put regarding s so still such take taken takes than them then those took up upon us use used very
    we went within yet
    """.split()  # noqa: SIM905
)
VOWELS = frozenset("aeiouy")
SHORT_FORMS = frozenset(map(fold, short_forms()))
BOTH = frozenset(("a", "an", "can", "do", "in", "me", "no", "the", "to", "on", "has"))  # may be either


def language(text: str, lexicon: Lexicon) -> Literal["vi", "en"]:
    """English with two of its function words, or with more words that can only be English than others.

    Words with marks are Vietnamese, but names in an English question ("in Lạng Sơn") do not make it so.
    """
    english = vietnamese = function_words = 0
    accented = False
    for start, end in syllables(text):
        typed = text[start:end]
        folded = fold(typed)
        if not typed.isalpha() or len(typed) == 1 or folded in BOTH or typed in chat_forms():
            continue
        if folded in SHORT_FORMS and (typed.isupper() or not is_syllable(folded)):
            continue
        if folded != typed.lower():
            accented = True
            vietnamese += typed[0].islower()
        elif folded in ENGLISH:
            function_words += 1
        elif is_syllable(folded):
            is_name = start > 0 and typed[0].isupper() and not text.isupper()
            vietnamese += not is_name and lexicon.knows_folded(folded)
        elif telexed(typed.lower(), lexicon) or " " in apart(typed, lexicon):
            vietnamese += 1
        elif not typed.isupper() and VOWELS & set(folded) and not lexicon.is_capitals(folded):
            english += 1
    if accented and not function_words:
        return "vi"
    return "en" if function_words > 1 or english + function_words > vietnamese else "vi"
