"""English words without their endings, so that "cities" finds "city" and "organised" finds "organization".

Step 1 of Porter's algorithm (Program 14(3), 1980), then a last e off, and British spellings made American.
Both sides of a comparison are stemmed, so a stem need not be a word.
"""

from __future__ import annotations

import re
from functools import lru_cache

VOWEL = re.compile(r"[aeiouy]")
DOUBLE = re.compile(r"([bdfgmnprt])\1$")
AMERICAN = (
    (re.compile(r"(?<=\w{3})our(?=s?$|hood|ed$|ing$)"), "or"),
    (re.compile(r"(?<=\w{2})tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=\w{3})is(?=e[sd]?$|ing$|ations?$)"), "iz"),
    (re.compile(r"ence(?=s?$)"), "ense"),
    (re.compile(r"amme(?=s?$)"), "am"),
    (re.compile(r"(?<=[aeiou])ll(?=ed$|ing$|ment)"), "l"),
)
IRREGULAR = dict(
    pair.split(":")
    for pair in """
    began:begin begun:begin bought:buy broke:break broken:break brought:bring built:build caught:catch
    chose:choose chosen:choose dealt:deal drawn:draw drew:draw driven:drive drove:drive fallen:fall
    fell:fall fought:fight forbade:forbid forbidden:forbid found:find grew:grow grown:grow held:hold
    hidden:hide laid:lay led:lead left:leave lent:lend lost:lose met:meet overseen:oversee paid:pay
    proven:prove ran:run rebuilt:rebuild risen:rise rose:rise sent:send shown:show sold:sell sought:seek
    spent:spend stole:steal stolen:steal taught:teach undertaken:undertake undertook:undertake
    underwent:undergo withdrawn:withdraw withdrew:withdraw won:win written:write wrote:write children:child
    men:man women:woman
    """.split()  # noqa: SIM905
)
SHORTEST = 4  # letters: "bus", "gas" and "tax" have no ending


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Of a lower-case English word; short ones and numbers as they are."""
    word = IRREGULAR.get(word, word)
    if len(word) < SHORTEST or not word.isalpha():
        return word
    for spelling, american in AMERICAN:
        word = spelling.sub(american, word)
    word = _without_plural(word)
    word = _without_past(word)
    if word.endswith("y") and VOWEL.search(word[:-1]):
        word = f"{word[:-1]}i"
    return word.removesuffix("e") if len(word) > SHORTEST - 1 else word


def _without_plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies"):
        return f"{word[:-3]}y" if len(word) > SHORTEST else word[:-1]
    if word.endswith(("ches", "shes", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _without_past(word: str) -> str:
    if word.endswith("ied"):
        return f"{word[:-3]}y"
    for ending in ("eed", "ed", "ing"):
        left = word.removesuffix(ending)
        if left != word:
            if ending == "eed" or len(left) < 2 or not VOWEL.search(left):
                return word
            return DOUBLE.sub(r"\1", left)
    return word
