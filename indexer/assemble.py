"""Builds the indexes of a generation from its records, and its manifest."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from indexer.cache import Cache
from indexer.journal import Journal
from indexer.records import searched, vector_key
from kb import index
from kb.embed import Embedder
from kb.errors import BuildError
from kb.lexical import LexicalIndex
from kb.lexicon import Lexicon
from kb.store import FORMAT, Store
from kb.terms import folded_terms, terms
from kb.vectors import VectorIndex

BATCH = 32  # passages embedded, and then kept for good, at a time


def write_lexical(folder: Path, store: Store) -> None:
    Lexicon.build(store.texts()).save(folder / index.LEXICON)
    LexicalIndex.build(terms(searched(p)) for p in store.passages()).save(folder / index.LEXICAL)
    LexicalIndex.build(folded_terms(searched(p)) for p in store.passages()).save(folder / index.FOLDED)


def write_vectors(path: Path, store: Store, embedder: Embedder, cache: Cache, journal: Journal) -> int:
    """Returns how many passages had to be embedded."""
    total = store.counts()["passages"]
    embedded = _embed_missing(store, embedder, cache, journal)
    vectors = np.empty((total, embedder.dimension), np.float32)
    for row, key in enumerate(store.keys()):
        vectors[row] = cache.vector(key)
    try:
        VectorIndex.build(vectors).save(path)
    except RuntimeError as error:  # how faiss says that it cannot write
        raise BuildError(f"{path} cannot be written ({error}); free room on its disk.") from None
    return embedded


def write_manifest(folder: Path, embedder: Embedder, facts: dict[str, Any]) -> None:
    """Of all files in the folder. `content` depends on what they hold and nothing else."""
    files = {
        path.relative_to(folder).as_posix(): {"size": path.stat().st_size, "sha256": index.digest_of(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    manifest = {
        "format": FORMAT,
        "model": embedder.identity,
        "dimension": embedder.dimension,
        "built_at": datetime.now(UTC).isoformat("T", "seconds"),
        "content": hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest(),
        **facts,
        "files": files,
    }
    (folder / index.MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")


def _embed_missing(store: Store, embedder: Embedder, cache: Cache, journal: Journal) -> int:
    missing = sum(not cache.has_vector(key, embedder.dimension) for key in store.keys())  # noqa: SIM118 a method, not a mapping
    due = journal.every(0.05, missing)
    done = 0
    new = (p for p in store.passages() if not cache.has_vector(vector_key(p, embedder), embedder.dimension))
    while batch := {vector_key(p, embedder): searched(p) for p in islice(new, BATCH)}:
        cache.put_vectors(batch.keys(), embedder.passages(list(batch.values())))
        done += len(batch)
        if due(done):
            journal.say(f"Embedded {done} of {missing} new passages")
    return done
