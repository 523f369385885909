from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kb.base import KnowledgeBase

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of evaluation sets and sample files beside the repository; not part of it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not here")
    return folder


@pytest.fixture(scope="session")
def corpus() -> Path:
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def built(corpus: Path) -> KnowledgeBase:
    """The knowledge base over `corpus/`, built with the bundled model; the folder is kept between runs,
    so that only what changed is embedded again."""
    # Imported here, so that a broken build does not stop the tests of its parts.
    from indexer.build import build
    from kb.base import KnowledgeBase
    from kb.config import Settings

    settings = Settings(corpus=corpus, index=ROOT / ".test-index", units=ROOT / "units.toml")
    build(settings)
    return KnowledgeBase(settings)
