"""What the web asks of the knowledge base, and how a request gets hold of it."""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Protocol, cast

from fastapi import Depends, Request

from kb.commitments import CommitmentFilter, CommitmentPage
from kb.config import Settings
from kb.model import Answer, Document, Filters, ParsedDocument, Relation, SearchResult, Unit
from kb.units import UnitAuthority


class Facade(Protocol):
    """kb.base.KnowledgeBase, or a fake of it. Every method may raise a KbError."""

    @property
    def settings(self) -> Settings: ...

    def refresh(self) -> bool: ...

    def search(self, text: str, k: int, filters: Filters, *, literal: bool = False) -> SearchResult: ...

    def answer(self, text: str, filters: Filters, today: date | None = None) -> Answer: ...

    def commitments(self, wanted: CommitmentFilter) -> CommitmentPage: ...

    def documents(self) -> tuple[Document, ...]: ...

    def parsed(self, document_id: str) -> ParsedDocument: ...

    def original(self, document_id: str) -> Path: ...

    def relations(self, document_id: str) -> tuple[Relation, ...]: ...

    def subjects(self) -> tuple[str, ...]: ...

    def units(self) -> UnitAuthority: ...

    def unit(self, unit_id: str) -> Unit: ...

    def status(self) -> dict[str, Any]: ...


def knowledge_base(request: Request) -> Facade:
    """The facade, moved on to the newest generation: every request starts on what was last published."""
    kb = cast(Facade, request.app.state.kb)
    if kb.refresh():
        settle()
    return kb


def settle() -> None:
    """Spares the garbage collector what lives as long as the generation: to look through that of five
    documents makes one request in a hundred wait 70 ms."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


Kb = Annotated[Facade, Depends(knowledge_base)]
