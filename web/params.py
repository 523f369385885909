"""Query strings as records: the same for the API and the pages, whatever a form leaves empty."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from kb.commitments import CommitmentFilter
from kb.config import MAX_QUESTION_CHARS
from kb.model import Filters
from web.days import first_day, last_day

MAX_HITS = 100

FirstDay = Annotated[date | None, BeforeValidator(first_day)]
LastDay = Annotated[date | None, BeforeValidator(last_day)]
Words = Annotated[str, Field(max_length=MAX_QUESTION_CHARS)]
State = Literal["overdue", "due_soon", "open", "undated", "mentioned_later"]


class Params(BaseModel):
    """An empty value is one not given: a form sends every field it has."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: Any) -> Any:
        return {key: value for key, value in data.items() if value != ""}


class SearchParams(Params):
    q: Words = ""
    k: int = Field(10, ge=1, le=MAX_HITS)
    type: Words = ""
    organ: Words = ""
    issued_from: FirstDay = Field(None, alias="from")
    issued_to: LastDay = Field(None, alias="to")
    unit: Words = ""
    document: Words = ""
    literal: bool = False
    all: bool = False

    @field_validator("issued_to")
    @classmethod
    def _ordered(cls, issued_to: date | None, info: ValidationInfo) -> date | None:
        return _not_before(info.data.get("issued_from"), issued_to)

    @property
    def filters(self) -> Filters:
        return Filters(
            type=self.type,
            organ=self.organ,
            issued_from=self.issued_from,
            issued_to=self.issued_to,
            unit=self.unit,
            document=self.document,
        )


class CommitmentParams(Params):
    unit: Words = ""
    q: Words = ""
    document: Words = ""
    organ: Words = ""
    due_from: FirstDay = None
    due_to: LastDay = None
    state: State | Literal[""] = ""
    as_of: FirstDay = None
    sort: Literal["due", "unit", "document"] = "due"

    @field_validator("due_to")
    @classmethod
    def _ordered(cls, due_to: date | None, info: ValidationInfo) -> date | None:
        return _not_before(info.data.get("due_from"), due_to)

    @property
    def wanted(self) -> CommitmentFilter:
        """Deadlines are compared with today unless another day is given."""
        return CommitmentFilter(
            unit=self.unit,
            text=self.q,
            document=self.document,
            organ=self.organ,
            due_from=self.due_from,
            due_to=self.due_to,
            state=self.state,
            as_of=self.as_of or date.today(),
            sort=self.sort,
        )


def _not_before(first: date | None, last: date | None) -> date | None:
    if first and last and last < first:
        raise ValueError(f"this day is before the first day asked for, {first:%d/%m/%Y}")
    return last
