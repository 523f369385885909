"""The same document in any format gives the same answer in the same words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from indexer.build import build
from kb.base import KnowledgeBase
from kb.config import Settings
from kb.model import Filters

FORMATS = ("docx", "html", "pdf", "fallback-font.pdf", "doc", "odt", "rtf")
QUESTION = "Trung tâm phát triển quỹ đất được giao việc gì?"


@pytest.fixture(scope="module")
def copies(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("copies")
    for format_ in FORMATS:
        shutil.copy(shared / "documents" / "formats" / f"000.{format_}", folder / f"copy.{format_}")
    settings = Settings(corpus=folder, index=folder.parent / "copies-index")
    build(settings)
    return KnowledgeBase(settings)


def test_every_format_gives_the_same_quote(copies: KnowledgeBase) -> None:
    quotes = {}
    for document in copies.documents():
        answer = copies.answer(QUESTION, Filters(document=document.id))
        quotes[document.source] = [c.quote for item in answer.items for c in item.citations]
    assert len(quotes) == len(FORMATS)
    assert len({tuple(quoted) for quoted in quotes.values()}) == 1, quotes
    assert all("hoàn thiện đẩy nhanh công tác giải phóng mặt bằng" in quoted[0] for quoted in quotes.values())
