"""The first page: the question, the answer, then the passages it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from kb.model import Answer, Document, Filters, SearchResult
from web.address import Address
from web.answers import AnswerGroup, answer_groups, first
from web.cards import HitCard, document_url, hit_card
from web.collation import key
from web.facade import Facade, Kb
from web.i18n import Translator
from web.params import MAX_HITS, SearchParams
from web.render import Show
from web.suggestions import Suggestion, questions, subjects

router = APIRouter()
MORE = 10
ROOM = 24_000  # bytes for an answer at first, so that its page stays below 60,000
RECENT = 5
SUBJECTS = 6
FACETS = 6


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class FacetLink:
    label: str
    count: int
    url: str
    active: bool


@dataclass(frozen=True)
class FacetGroup:
    """`key` is type, organ, unit or year; `more` are the rarer values."""

    key: str
    links: tuple[FacetLink, ...]
    more: tuple[FacetLink, ...]


@dataclass(frozen=True)
class Outcome:
    """What a question gave. When the documents do not answer it (`found`), the hits are just the nearest.

    `left_out` are the items of a long answer that `all_url` shows.
    """

    found: bool
    language: str
    summary: str
    answers: tuple[AnswerGroup, ...]
    left_out: int
    all_url: str
    notes: tuple[str, ...]
    interpreted: str
    literal_url: str
    understood_url: str
    edit_url: str
    total: int
    hits: tuple[HitCard, ...]
    facets: tuple[FacetGroup, ...]
    more_url: str
    timeline_url: str


@dataclass(frozen=True)
class Home:
    documents: int
    questions: tuple[Suggestion, ...]
    subjects: tuple[Suggestion, ...]
    recent: tuple[tuple[Document, str], ...]


@dataclass(frozen=True)
class SearchView:
    """search.html: `outcome` for a question, `home` without one; `chosen` are filters with their way out,
    `unit` the name of the one chosen."""

    asked: SearchParams
    unit: str
    chosen: tuple[Link, ...]
    types: tuple[str, ...]
    organs: tuple[str, ...]
    outcome: Outcome | None
    home: Home | None


@router.get("/", response_class=HTMLResponse)
def search_page(
    kb: Kb, asked: Annotated[SearchParams, Query()], show: Show, request: Request
) -> HTMLResponse:
    if not asked.q.strip():
        return show("search.html", _view(kb, asked, show.here, home=_home(kb, show.t)))
    result = kb.search(asked.q, asked.k, asked.filters, literal=asked.literal)
    # Who wants the words as typed looks for passages; an answer goes by what was understood.
    answer = None if asked.literal else kb.answer(asked.q, asked.filters)
    outcome = _outcome(kb, asked, result, answer, show.here)
    if not outcome.found and asked.filters == Filters():
        request.app.state.misses.add(asked.q)
    return show("search.html", _view(kb, asked, show.here, outcome=outcome))


def _view(
    kb: Facade, asked: SearchParams, here: Address, outcome: Outcome | None = None, home: Home | None = None
) -> SearchView:
    documents = kb.documents()
    return SearchView(
        asked,
        _named(kb, "unit", asked.unit),
        tuple(_chosen(kb, here)),
        _sorted({d.type_name for d in documents}),
        _sorted({d.organ_name for d in documents}),
        outcome,
        home,
    )


def _sorted(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted(names - {""}, key=key))


def _home(kb: Facade, t: Translator) -> Home:
    documents = kb.documents()
    recent = tuple((document, document_url(document.id)) for document in documents[:RECENT])
    return Home(len(documents), questions(kb, t), subjects(kb, "/", SUBJECTS), recent)


def _chosen(kb: Facade, here: Address) -> Iterator[Link]:
    """The filters of this address as people name them."""
    for name in ("type", "organ", "unit", "document", "from", "to"):
        if value := here.get(name):
            yield Link(_named(kb, name, value), here.but(**{name: None}))


def _named(kb: Facade, name: str, value: str) -> str:
    if name == "unit" and (unit := kb.units().get(value)):
        return unit.name
    if name == "document":
        return next((d.label for d in kb.documents() if d.id == value and d.label), value)
    return {"from": "≥ ", "to": "≤ "}.get(name, "") + value


def _outcome(
    kb: Facade, asked: SearchParams, result: SearchResult, answer: Answer | None, here: Address
) -> Outcome:
    trail = here.but(lang=None, k=None, all=None).partition("?")[2]
    more = min(asked.k + MORE, MAX_HITS)
    groups = tuple(answer_groups(answer)) if answer else ()
    shown = groups if asked.all else first(groups, ROOM)
    return Outcome(
        answer.found if answer else bool(result.hits),
        result.query.language,
        answer.summary if answer else "",
        shown,
        sum(group.size for group in groups) - sum(len(group.cards) for group in shown),
        here.but(all=1),
        tuple(dict.fromkeys((*result.query.notes, *(answer.query.notes if answer else ())))),
        _interpreted(result),
        here.but(literal="1"),
        here.but(literal=None),
        here.but(q=result.query.interpreted) if result.query.interpreted != result.query.text else "",
        result.total,
        tuple(hit_card(hit, f"{trail}&hit={hit.rank}") for hit in result.hits),
        tuple(_facets(kb, result, here)) if answer is None or answer.found else (),
        f"{here.but(k=more)}#hit-{asked.k + 1}" if len(result.hits) == asked.k and more > asked.k else "",
        f"/timeline?{urlencode({'q': asked.q})}",
    )


def _interpreted(result: SearchResult) -> str:
    """What was understood, where it differs from what was typed and no note says it."""
    query = result.query
    said = query.interpreted == query.text or any(query.interpreted in note for note in query.notes)
    return "" if said else query.interpreted


def _facets(kb: Facade, result: SearchResult, here: Address) -> Iterator[FacetGroup]:
    counts: Mapping[str, Mapping[str, int]] = {
        "type": result.facets.type,
        "organ": result.facets.organ,
        "unit": result.facets.unit,
        "year": result.facets.year,
    }
    for name, values in counts.items():
        links = tuple(_facet(kb, name, value, count, here) for value, count in values.items() if value)
        if len(links) > 1 or any(link.active for link in links):
            # What is chosen stays in sight, however rare.
            shown = sorted(links, key=lambda link: not link.active)
            yield FacetGroup(name, tuple(shown[:FACETS]), tuple(shown[FACETS:]))


def _facet(kb: Facade, name: str, value: str, count: int, here: Address) -> FacetLink:
    sets = {"from": value, "to": value} if name == "year" else {name: value}
    active = all(here.get(parameter) == wanted for parameter, wanted in sets.items())
    changes: dict[str, str | int | None] = {
        parameter: None if active else wanted for parameter, wanted in sets.items()
    }
    return FacetLink(_named(kb, name, value), count, here.but(**changes, k=None), active)
