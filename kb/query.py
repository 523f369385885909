"""What a question asks for: its words given back their marks, what is added to them, what limits the search.

Everything changed or added is said in `Query.notes`; with `literal` nothing is changed or added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kb.language import BOTH, ENGLISH, language
from kb.lexicon import Lexicon
from kb.model import Document, Filters, Query, Span
from kb.numbers import DocumentNumber, document_numbers
from kb.periods import Period, periods
from kb.spelling import is_syllable, slips
from kb.terms import folded_terms, terms
from kb.text import fold, nfc, normalize, syllables
from kb.thesaurus import Alternative, Thesaurus

QUOTED = re.compile(r'(?P<minus>(?<!\S)-)?["“”«»](?P<phrase>[^"“”«»]+)["“”«»]')
MINUS = re.compile(r"(?<!\S)-(?P<word>[^\W\d_][\w&./-]*)")
ONLY_TYPE = r"\b(?:chi|rieng)\s+(?:(?:tim|lay|xem|trong)\s+)*(?:cac\s+)?|\btrong\s+cac\s+"
ISSUED_BY = (
    r"\b(?:(?:trong\s+)?(?:cac\s+)?(?:van ban|tai lieu)|chi)\s+(?:cua|do)\s+|\bdo\s+(?=.{3,60}\sban hanh)"
)
SHORTEST_GUESS = 4  # letters of an unknown word that is guessed at


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question ready to be searched. `words` are the interpreted words to look for, in NFC.

    `embedded` is the text for the vectors; `alternatives` lie in `words`; `guesses` are pairs of an unknown word
    of the question and one of the corpus a slip away, unaccented; `filters` were asked for in words.
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
    filters: Filters = Filters()
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """What the documents of an index are called by: for filters asked for in words."""

    types: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Names:
        seen = list(documents)
        types = {d.type_name for d in seen} - {""}
        organs = {d.organ_name for d in seen} - {""}
        return cls(tuple(sorted(types, key=len, reverse=True)), tuple(sorted(organs, key=len, reverse=True)))


def understand(
    text: str, lexicon: Lexicon, thesaurus: Thesaurus, names: Names = Names(), *, literal: bool = False
) -> Understanding:
    """`text` is at most a few hundred words; anything is a question."""
    typed = " ".join(nfc(text).split())
    plain, phrases, excluded = _operators(typed)
    spoken = language(plain, lexicon)
    notes = _operator_notes(phrases, excluded)
    if literal:
        query = Query(typed, plain, spoken, ("tìm đúng những chữ đã gõ", *notes))
        return Understanding(
            query, plain, plain, tuple(terms(plain)), tuple(folded_terms(plain)), (), (), phrases, excluded,
            literal=True,
        )  # fmt: skip
    words = plain if spoken == "en" else lexicon.restore(plain)
    numbers = tuple(document_numbers(words))
    period = next(iter(periods(words)), None)
    filters, limits, filter_notes = _asked(words, period, names)
    searched = _without(words, limits)
    alternatives = tuple(thesaurus.find(searched, [n.span for n in document_numbers(searched)]))
    if spoken == "vi":
        alternatives = tuple(a for a in alternatives if a.kind != "english" or _foreign(a.said, lexicon))
    guesses = tuple(_guesses(searched, lexicon)) if spoken == "vi" else ()
    notes = (
        *_reading_notes(plain, words, spoken),
        *_alternative_notes(alternatives),
        *(f"gần đúng: {word} ≈ {near}" for word, near in guesses),
        *(f"số hiệu văn bản: {words[n.span.start : n.span.end]}" for n in numbers),
        *filter_notes,
        *notes,
    )
    counted = _without_function_words(searched) if spoken == "en" else searched
    return Understanding(
        query=Query(typed, words, spoken, notes),
        words=searched,
        embedded=_spelt_out(searched, alternatives),
        terms=tuple(terms(counted)),
        folded=tuple(folded_terms(counted)),
        alternatives=alternatives,
        guesses=guesses,
        phrases=phrases,
        excluded=excluded,
        numbers=numbers,
        period=period,
        filters=filters,
    )


def _operators(typed: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The question without quotation marks and excluded words; its exact phrases; what is excluded."""
    phrases: list[str] = []
    excluded: list[str] = []

    def quoted(match: re.Match[str]) -> str:
        phrase = match["phrase"].strip()
        if not syllables(phrase):
            return " "
        (excluded if match["minus"] else phrases).append(phrase)
        return " " if match["minus"] else phrase

    def minus(match: re.Match[str]) -> str:
        excluded.append(match["word"])
        return " "

    plain = MINUS.sub(minus, QUOTED.sub(quoted, typed))
    return " ".join(plain.split()), tuple(phrases), tuple(excluded)


def _guesses(words: str, lexicon: Lexicon) -> Iterable[tuple[str, str]]:
    """Words of the corpus one slip from a possible syllable it lacks, where they fit their neighbours."""
    folded = [fold(words[start:end]) for start, end in syllables(words)]
    for at, word in enumerate(folded):
        if len(word) < SHORTEST_GUESS or lexicon.knows_folded(word) or not is_syllable(word):
            continue
        before, after = folded[at - 1] if at else "", folded[at + 1] if at + 1 < len(folded) else ""
        near = {other for other in slips(word) if lexicon.knows_folded(other)}
        yield from (
            (word, other)
            for other in sorted(near)
            if lexicon.follows(before, other) or lexicon.follows(other, after)
        )


def _foreign(said: str, lexicon: Lexicon) -> bool:
    """Whether an English term inside a Vietnamese question is English: "building permits", not "do an"."""
    return any(not is_syllable(fold(said[a:b])) and not lexicon.knows(said[a:b]) for a, b in syllables(said))


def _without_function_words(words: str) -> str:
    kept = (words[a:b] for a, b in syllables(words) if fold(words[a:b]) not in ENGLISH | BOTH)
    return " ".join(kept)


def _spelt_out(words: str, alternatives: Sequence[Alternative]) -> str:
    """For the vectors: each unambiguous short form with its full form behind it."""
    for a in reversed(alternatives):
        if a.kind == "short" and not a.ambiguous:
            words = f"{words[: a.span.end]} ({a.forms[0]}){words[a.span.end :]}"
    return words


def _asked(words: str, period: Period | None, names: Names) -> tuple[Filters, list[Span], tuple[str, ...]]:
    """Filters asked for in words ("chỉ thông báo", "văn bản năm 2020"), where, and how they were read."""
    folded = fold(words)
    filters, spans, notes = Filters(), [], []
    if period:
        notes.append(_period_note(words, period))
    if period and period.asked:
        filters = Filters(issued_from=period.start, issued_to=period.end)
        spans.append(period.asked)
    if said := _said_after(ONLY_TYPE, names.types, folded):
        filters = replace(filters, type=said[0])
        spans.append(said[1])
        notes.append(f"chỉ tìm trong loại văn bản: {said[0]}")
    if said := _said_after(ISSUED_BY, names.organs, folded):
        filters = replace(filters, organ=said[0])
        spans.append(said[1])
        notes.append(f"chỉ tìm văn bản của: {said[0]}")
    return filters, spans, tuple(notes)


def _said_after(before: str, names: Sequence[str], folded: str) -> tuple[str, Span] | None:
    """The first of `names` that stands behind `before`, and where both are."""
    for name in names:
        said = re.search(rf"(?:{before})(?:{'|'.join(map(re.escape, _ways(name)))})(?!\w)", folded)
        if said:
            return name, Span(*said.span())
    return None


def _ways(name: str) -> tuple[str, str]:
    full = fold(name)
    return full, full.replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")


def _without(words: str, spans: Iterable[Span]) -> str:
    """`words` without what only limits the search; all of them when nothing else is there."""
    kept = words
    for start, end in sorted(spans, reverse=True):
        kept = f"{kept[:start]} {kept[end:]}"
    kept = " ".join(kept.split())
    return kept if syllables(kept) else words


def _period_note(words: str, period: Period) -> str:
    said = words[period.span.start : period.span.end]
    bounds = " ".join(
        f"{word} {day:%d/%m/%Y}" for word, day in (("từ", period.start), ("đến", period.end)) if day
    )
    if period.asked:
        return f"thời gian: chỉ văn bản ban hành {bounds}"
    return f"thời gian: ưu tiên {said} ({bounds})"


def _reading_notes(plain: str, words: str, spoken: str) -> Iterable[str]:
    if spoken == "en":
        yield "câu hỏi tiếng Anh: tìm theo nghĩa trong văn bản tiếng Việt"
    if normalize(words) != normalize(plain):
        yield f"hiểu là: {words}"


def _alternative_notes(alternatives: Sequence[Alternative]) -> Iterable[str]:
    for a in alternatives:
        if a.ambiguous:
            yield f"{a.said} có thể là: {' hoặc '.join(a.forms)}"
        else:
            yield f"mở rộng: {a.said} = {a.forms[0]}"


def _operator_notes(phrases: Sequence[str], excluded: Sequence[str]) -> tuple[str, ...]:
    return (
        *(f"phải có đúng cụm từ: “{phrase}”" for phrase in phrases),
        *(f"loại trừ: “{word}”" for word in excluded),
    )
