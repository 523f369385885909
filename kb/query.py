"""What a question asks for: its words given back their marks, what is added to them, what limits the search.

Everything changed or added is said in `Query.notes`; with `literal` nothing is changed or added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kb import explain
from kb.chat import spelt_out
from kb.diacritics import restore, restore_names
from kb.keyboard import plain, respaced
from kb.language import BOTH, ENGLISH, LIGHT, language
from kb.lexicon import Lexicon
from kb.limits import NAMELESS, Names, Operators, limits, operators, signers, without
from kb.model import Filters, Query
from kb.notes import NOTES
from kb.numbers import DocumentNumber, document_numbers
from kb.periods import Period, said_first
from kb.relative import relative
from kb.spelling import SHORTEST_SLIP, is_syllable, slips
from kb.terms import folded_terms, terms
from kb.text import fold, nfc, normalize, syllables
from kb.thesaurus import Alternative, Thesaurus

MOST_ALTERNATIVES = 12  # the most telling: a pasted page is not searched in every way it could be said


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question ready to be searched. `words` are the interpreted words to look for, in NFC.

    `embedded` is the text for the vectors; `alternatives` lie in `words`; `guesses` are pairs of an unknown
    word of the question and one of the corpus a slip away, unaccented; `filters` were asked for in words.
    """

    query: Query
    words: str
    embedded: str
    terms: tuple[str, ...]
    folded: tuple[str, ...]
    alternatives: tuple[Alternative, ...] = ()
    guesses: tuple[tuple[str, str], ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    numbers: tuple[DocumentNumber, ...] = ()
    period: Period | None = None
    signers: tuple[str, ...] = ()
    filters: Filters = Filters()
    literal: bool = False


def understand(
    text: str,
    lexicon: Lexicon,
    thesaurus: Thesaurus,
    names: Names = NAMELESS,
    *,
    literal: bool = False,
    today: date | None = None,
) -> Understanding:
    """`text` is at most a few hundred words; anything is a question. "This month" is that of `today`; without
    it such words are only words."""
    typed = " ".join(nfc(text).split())
    asked = operators(plain(text))
    spoken = language(asked.plain, lexicon)
    say = NOTES[spoken]
    if literal:
        notes = (say.as_typed, *explain.operators(say, asked))
        return _understanding(Query(typed, asked.plain, spoken, notes), asked, literal=True)
    words = restore_names(asked.plain, lexicon) if spoken == "en" else _restored(asked.plain, lexicon)
    numbers = document_numbers(words)
    timed = _masked(words, numbers)
    seen_from = relative(timed, today, names.newest) if today else None
    period = seen_from.period if seen_from else said_first(timed, names.newest)
    limited = limits(words, period, names)
    searched = without(words, [*limited.spans, *([seen_from.period.span] if seen_from else ())])
    if searched != words:
        numbers = document_numbers(searched)
    alternatives = _known(thesaurus.find(searched, [n.span for n in numbers]), lexicon, spoken)
    named = signers(words, names)
    guesses = _guesses(searched, lexicon) if spoken == "vi" else ()
    notes = (
        *explain.reading(say, asked.plain, words),
        *(explain.other_way(say, alternative) for alternative in alternatives),
        *(say.guess.format(word=word, near=near) for word, near in guesses),
        *(say.number.format(number=searched[slice(*n.span)]) for n in numbers),
        *explain.time(say, words, period, names, latest=seen_from is not None and seen_from.latest),
        *explain.limits(say, limited.filters),
        *(say.signer.format(name=name) for name in named),
        *explain.operators(say, asked),
    )
    return replace(
        _understanding(Query(typed, words, spoken, tuple(dict.fromkeys(notes))), asked, searched),
        embedded=_spelt_out(searched, alternatives),
        alternatives=alternatives,
        guesses=guesses,
        numbers=tuple(numbers),
        period=period,
        signers=named,
        filters=limited.filters,
    )


def _restored(typed: str, lexicon: Lexicon) -> str:
    return restore(spelt_out(respaced(typed, lexicon)), lexicon)


def _masked(words: str, numbers: Iterable[DocumentNumber]) -> str:
    """As long as `words`: "thông tư 02/2022" is no February."""
    for start, end in (number.span for number in numbers):
        words = words[:start] + "#" * (end - start) + words[end:]
    return words


def _understanding(
    query: Query, asked: Operators, searched: str = "", *, literal: bool = False
) -> Understanding:
    words = searched or asked.plain
    counted = _without_function_words(words) if query.language == "en" and not literal else words
    return Understanding(
        query=query,
        words=words,
        embedded=words,
        terms=tuple(terms(counted)),
        folded=tuple(folded_terms(counted)),
        phrases=asked.phrases,
        excluded=asked.excluded,
        literal=literal,
    )


def _known(found: Iterable[Alternative], lexicon: Lexicon, spoken: str) -> tuple[Alternative, ...]:
    """Those with a form all of whose words the corpus has; English ones only where English is meant."""
    kept = []
    for alternative in found:
        said = normalize(alternative.said)
        forms = tuple(f for f in alternative.forms if normalize(f) != said and _all_known(f, lexicon))
        meant = alternative.kind != "english" or spoken == "en" or _foreign(alternative.said, lexicon)
        if forms and meant:
            kept.append(replace(alternative, forms=forms))
    telling = sorted(kept, key=lambda alternative: _likelihood(alternative.forms[0], lexicon))
    return tuple(alternative for alternative in kept if alternative in telling[:MOST_ALTERNATIVES])


def _all_known(form: str, lexicon: Lexicon) -> bool:
    return all(lexicon.knows(form[a:b]) for a, b in syllables(form) if form[a:b].isalpha())


def _likelihood(form: str, lexicon: Lexicon) -> float:
    """log P of its words: the lower, the more it tells."""
    return sum(lexicon.alone(lexicon.id(form[a:b])) for a, b in syllables(form))


def _foreign(said: str, lexicon: Lexicon) -> bool:
    """Whether an English term inside a Vietnamese question is English: "building permits", not "do an"."""
    words = [said[a:b] for a, b in syllables(said)]
    return any(not is_syllable(fold(word)) and not lexicon.knows(word) for word in words)


def _guesses(words: str, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Words of the corpus one slip from a possible syllable it lacks, where they fit their neighbours."""
    folded = ["", *(fold(words[start:end]) for start, end in syllables(words)), ""]
    found = []
    for before, word, after in zip(folded, folded[1:], folded[2:], strict=False):
        if len(word) < SHORTEST_SLIP or lexicon.spellings(word) or not is_syllable(word):
            continue
        for near in sorted(set(slips(word))):
            if lexicon.follows(before, near) or lexicon.follows(near, after):
                found.append((word, near))
    return tuple(found)


def _without_function_words(words: str) -> str:
    kept = (words[a:b] for a, b in syllables(words) if fold(words[a:b]) not in ENGLISH | BOTH | LIGHT)
    return " ".join(kept)


def _spelt_out(words: str, alternatives: Sequence[Alternative]) -> str:
    """For the vectors: each unambiguous short form with its full form behind it."""
    for a in reversed(alternatives):
        if a.kind == "short" and not a.ambiguous:
            words = f"{words[: a.span.end]} ({a.forms[0]}){words[a.span.end :]}"
    return words
