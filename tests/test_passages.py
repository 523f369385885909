"""Passages, the unit of retrieval: what a reader would search for stands in them with its context."""

from __future__ import annotations

from indexer.passages import passages
from tests.documents import parse_text


def test_a_note_is_found_through_its_sentence_wherever_that_was_cut() -> None:
    paragraph = (
        f"Có 05 dự án trọng điểm¹ được khởi công. {'Công tác bồi thường tiếp tục được quan tâm. ' * 40}"
    )
    parsed = parse_text(f"1. Về đầu tư\n\n{paragraph.strip()}\n\n¹ Đường Bà Triệu; khu đô thị Bến Bắc.")
    [passage] = [p for p in passages(parsed) if "Bà Triệu" in p.text]
    assert "trọng điểm" not in passage.text
    assert passage.context.endswith("Có 05 dự án trọng điểm")
