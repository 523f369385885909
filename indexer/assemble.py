"""Builds the indexes of a generation from its records, and its manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from indexer.cache import Cache
from indexer.journal import Journal
from indexer.passages import searched
from kb import index
from kb.embed import Embedder
from kb.errors import BuildError
from kb.lexical import LexicalIndex
from kb.lexicon import Lexicon, Read
from kb.schema import FORMAT
from kb.store import Store
from kb.terms import folded_terms, terms
from kb.vectors import VectorIndex

Keyed = Iterator[tuple[bytes, str]]  # texts with the keys of their vectors
BATCH = 32  # texts embedded, and then kept for good, at a time
ROWS = 1_000  # added to an index at a time


def write_lexical(folder: Path, store: Store, texts: Iterable[Read]) -> None:
    """`texts` are those of the documents."""
    Lexicon.of(texts).save(folder / index.LEXICON)
    LexicalIndex.build(terms(searched(p)) for p in store.passages()).save(folder / index.LEXICAL)
    LexicalIndex.build(folded_terms(searched(p)) for p in store.passages()).save(folder / index.FOLDED)


def write_vectors(folder: Path, store: Store, embedder: Embedder, cache: Cache, journal: Journal) -> int:
    """Of the passages, and of what introduces lists. Returns how many passages had to be embedded."""

    def passages() -> Keyed:
        return zip(store.keys(), map(searched, store.passages()), strict=True)

    def introductions() -> Keyed:
        return ((key, text) for text, key in store.introductions())

    embedded = _write(folder / index.VECTORS, passages, embedder, cache, journal)
    _write(folder / index.INTRODUCTIONS, introductions, embedder, cache, journal)
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


def _write(path: Path, keyed: Callable[[], Keyed], embedder: Embedder, cache: Cache, journal: Journal) -> int:
    """An index of the vectors of the texts `keyed` gives; returns how many had to be embedded."""
    embedded = _embed_missing(keyed, embedder, cache, journal)
    vectors = VectorIndex.empty(embedder.dimension)
    keys = (key for key, _ in keyed())
    while batch := list(islice(keys, ROWS)):
        vectors.add(np.stack([cache.vector(key) for key in batch]))
    try:
        vectors.save(path)
    except RuntimeError as error:  # how faiss says that it cannot write
        raise BuildError(f"{path} cannot be written ({error}); free room on its disk.") from None
    return embedded


def _embed_missing(keyed: Callable[[], Keyed], embedder: Embedder, cache: Cache, journal: Journal) -> int:
    def new() -> Keyed:
        return ((key, text) for key, text in keyed() if not cache.has_vector(key, embedder.dimension))

    missing = sum(1 for _ in new())
    due = journal.every(0.05, missing)
    done = 0
    waiting = new()
    while batch := dict(islice(waiting, BATCH)):
        cache.put_vectors(batch.keys(), embedder.passages(list(batch.values())))
        done += len(batch)
        if due(done):
            journal.say(f"Embedded {done} of {missing} new texts")
    return done
