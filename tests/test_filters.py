"""A filter takes the names people use, and says what there is when nothing has its value."""

from __future__ import annotations

import pytest

from kb.base import KnowledgeBase
from kb.commitments import CommitmentFilter
from kb.errors import NotFoundError
from kb.model import Filters

CITY = "Ủy ban nhân dân thành phố Lạng Sơn"


@pytest.mark.parametrize("name", [CITY, "UBND thành phố Lạng Sơn", "uy ban nhan dan thanh pho lang son"])
def test_an_issuing_body_goes_by_any_of_its_names(built: KnowledgeBase, name: str) -> None:
    hits = built.search("ngân sách", 5, Filters(organ=name)).hits
    assert {hit.document.organ_name for hit in hits} == {CITY}
    assert (
        built.commitments(CommitmentFilter(organ=name)).total
        == built.commitments(CommitmentFilter(organ=CITY)).total
        > 0
    )


def test_a_type_goes_without_its_marks(built: KnowledgeBase) -> None:
    hits = built.search("ngân sách", 5, Filters(type="bao cao")).hits
    assert {hit.document.type_name for hit in hits} == {"Báo cáo"}


@pytest.mark.parametrize(
    ("filters", "word"),
    [
        (Filters(type="Sắc lệnh"), "Thông báo"),
        (Filters(organ="Bộ Chính trị"), CITY),
        (Filters(document="nothing"), "nothing"),
        (Filters(unit="nobody"), "nobody"),
    ],
)
def test_a_value_nothing_has_is_named_with_those_there_are(
    built: KnowledgeBase, filters: Filters, word: str
) -> None:
    with pytest.raises(NotFoundError, match=word):
        built.search("ngân sách", 5, filters)
    with pytest.raises(NotFoundError, match=word):
        built.answer("ngân sách", filters)
