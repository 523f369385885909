"""The knowledge base as its users see it: one object over the published generation."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from kb import commitments as register
from kb import embed, index
from kb.answer import Answerer
from kb.config import MAX_QUESTION_CHARS, Settings
from kb.embed import Embedder
from kb.errors import GoneError, IndexDamagedError, KbError, MovedError, NotFoundError, UsageError
from kb.model import Answer, Document, Filters, ParsedDocument, Relation, SearchResult, Unit
from kb.search import Searcher
from kb.text import fold
from kb.units import UnitAuthority

log = logging.getLogger(__name__)

LISTED = 12


@dataclass(frozen=True)
class _Served:
    """Everything that belongs to one generation; replaced whole, never changed."""

    snapshot: index.Snapshot
    searcher: Searcher
    units: UnitAuthority
    answerer: Answerer

    def resolved(self, filters: Filters) -> Filters:
        """The filters as the index has them: units and issuing bodies by any of their names, types without
        their marks too. Raises NotFoundError for a value that nothing has."""
        store = self.snapshot.store
        if filters.document:
            store.document(filters.document)
        return replace(
            filters,
            unit=self.units.named(filters.unit)[0].id if filters.unit else "",
            type=_named("type", filters.type, (d.type_name for d in store.documents())),
            organ=self.organ(filters.organ),
        )

    def organ(self, name: str) -> str:
        meant = (unit.name for unit in self.units.resolve(name))
        known = (document.organ_name for document in self.snapshot.store.documents())
        return _named("issuing body", name, known, meant)


class KnowledgeBase:
    """Answers from the generation that was current when it was opened, or at the last `refresh`.

    Safe to share between threads: a request sees one generation from start to end.
    Raises IndexMissingError and IndexDamagedError when there is nothing sound to serve.
    """

    def __init__(self, settings: Settings, embedder: Embedder | None = None) -> None:
        self.settings = settings
        if embedder is not None:
            self.embedder = embedder
        self._looking = threading.Lock()
        self._rejected: str | None = None  # a generation is never mended in place
        self._ahead = False
        self._served = self._open()

    @cached_property
    def embedder(self) -> Embedder:
        return embed.load(self.settings.model)

    @property
    def snapshot(self) -> index.Snapshot:
        return self._served.snapshot

    def read_ahead(self) -> None:
        """Makes at once, and of every later generation before it is served, what questions would wait for."""
        self._ahead = True
        self._served.answerer.read_ahead()

    def refresh(self) -> bool:
        """Serves the published generation if it is another one and every file is what was published; says
        whether it changed. While one thread looks, the others go on with the generation they have."""
        name = index.current_name(self.settings.index)
        if name in (None, self.snapshot.directory.name, self._rejected) or not self._looking.acquire(False):
            return False
        try:
            if problems := index.check_files(index.current_directory(self.settings.index)):
                raise IndexDamagedError(problems[0])
            self._served = self._open()
        except KbError as error:
            self._rejected = name
            log.error("generation %s is not served: %s", name, error)
            return False
        finally:
            self._looking.release()
        return True

    def search(
        self, text: str, k: int = 10, filters: Filters = Filters(), *, literal: bool = False
    ) -> SearchResult:
        served = self._served
        return served.searcher.search(_question(text), k, served.resolved(filters), literal=literal)

    def answer(self, text: str, filters: Filters = Filters(), today: date | None = None) -> Answer:
        served = self._served
        return served.answerer.answer(_question(text), served.resolved(filters), today)

    def commitments(self, wanted: register.CommitmentFilter) -> register.CommitmentPage:
        served = self._served
        store = served.snapshot.store
        issued = {d.id: d.issued_date for d in store.documents() if d.issued_date}
        copies = register.copies_among(store.relations())
        wanted = replace(wanted, organ=served.organ(wanted.organ))
        if wanted.document:
            store.document(wanted.document)
        return register.select(store.commitments(), wanted, served.units, issued, copies)

    def documents(self) -> tuple[Document, ...]:
        """Newest first."""
        return self.snapshot.store.documents()

    def parsed(self, document_id: str) -> ParsedDocument:
        """Raises NotFoundError, MovedError or GoneError: what became of a document served before."""
        snapshot = self.snapshot
        try:
            return snapshot.store.parsed(document_id)
        except NotFoundError:
            now = snapshot.moved().get(document_id)
            if now is None:
                raise
            raise MovedError(document_id, now) if now else GoneError(document_id) from None

    def original(self, document_id: str) -> Path:
        """The file a document was read from; NotFoundError when it is gone or outside the corpus."""
        corpus = self.settings.corpus.resolve()
        path = (corpus / self.parsed(document_id).document.source).resolve()
        if not (path.is_relative_to(corpus) and path.is_file()):
            raise NotFoundError(
                f"The file of document '{document_id}' is no longer in {self.settings.corpus}."
            )
        return path

    def relations(self, document_id: str) -> tuple[Relation, ...]:
        return tuple(r for r in self.snapshot.store.relations() if document_id in (r.source_id, r.target_id))

    def subjects(self) -> tuple[str, ...]:
        """What several documents speak of, most of all first."""
        return self.snapshot.store.subjects()

    def units(self) -> UnitAuthority:
        return self._served.units

    def unit(self, unit_id: str) -> Unit:
        unit = self._served.units.get(unit_id)
        if unit is None:
            raise NotFoundError(f"There is no unit '{unit_id}'; the tasks of the register name those known.")
        return unit

    def status(self) -> dict[str, Any]:
        """What is served, the report of its build, and that of the last build, published or not."""
        snapshot = self.snapshot
        return {
            "generation": snapshot.directory.name,
            **snapshot.manifest,
            "report": snapshot.report(),
            "last_build": index.last_report(self.settings.index),
        }

    def _open(self) -> _Served:
        snapshot = index.open_current(self.settings.index)
        built_with = snapshot.manifest["model"]
        if built_with != self.embedder.identity:
            raise IndexDamagedError(
                f"The index was built with the model {built_with} but the setting 'model' gives "
                f"{self.embedder.identity}; run 'kb index' to rebuild it or change the setting back."
            )
        searcher = Searcher(snapshot, self.embedder)
        units = UnitAuthority(snapshot.store.units())
        answerer = Answerer(searcher, units)
        if self._ahead:
            answerer.read_ahead()
        return _Served(snapshot, searcher, units, answerer)


def _named(kind: str, name: str, known: Iterable[str], meant: Iterable[str] = ()) -> str:
    """The value of a filter as documents write it: the name itself, marks or none, or one of those `meant` by
    it. Raises NotFoundError with the values there are."""
    if not name:
        return ""
    values = dict.fromkeys(value for value in known if value)
    like = (value for value in values if fold(value) == fold(name))
    found = next((value for value in (*like, *meant) if value in values), None)
    if found is None:
        some = ", ".join(list(values)[:LISTED]) + (", …" if len(values) > LISTED else "")
        raise NotFoundError(f"No document has the {kind} '{name}'; there are: {some}.")
    return found


def _question(text: str) -> str:
    if len(text) > MAX_QUESTION_CHARS:
        raise UsageError(
            f"The question has {len(text)} characters; shorten it to {MAX_QUESTION_CHARS} or fewer."
        )
    if not text.strip():
        raise UsageError("The question is empty; type at least one word.")
    return text
