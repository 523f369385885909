"""Builds the files of a generation from the documents chosen for it, in a folder nobody reads yet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from indexer.cache import Cache, key_of
from indexer.draft import Draft
from indexer.journal import Journal
from indexer.passages import passages
from indexer.plan import Chosen
from kb import index
from kb.embed import Embedder
from kb.errors import BuildError
from kb.lexical import LexicalIndex
from kb.lexicon import Lexicon
from kb.model import ParsedDocument, Passage
from kb.store import FORMAT, Store
from kb.terms import folded_terms, terms
from kb.vectors import VectorIndex

BATCH = 32  # passages embedded, and then kept for good, at a time


def write_records(
    path: Path,
    chosen: Sequence[Chosen],
    parsed: Callable[[Chosen], ParsedDocument],
    embedder: Embedder,
    journal: Journal,
) -> None:
    draft = Draft(path)
    due = journal.every(0.1, len(chosen))
    for done, choice in enumerate(chosen, start=1):
        document = parsed(choice)
        cut = [(p, _key(p, embedder)) for p in passages(document)]
        draft.add_document(
            document, cut, digest=choice.digest, stale=choice.stale, confidence=_confidence(document)
        )
        if due(done):
            journal.say(f"Recorded {done} of {len(chosen)} documents")
    draft.close()


def write_lexical(folder: Path, store: Store) -> None:
    Lexicon.build(store.texts()).save(folder / index.LEXICON)
    LexicalIndex.build(terms(_indexed(p)) for p in store.passages()).save(folder / index.LEXICAL)
    LexicalIndex.build(folded_terms(_indexed(p)) for p in store.passages()).save(folder / index.FOLDED)


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
    new = (p for p in store.passages() if not cache.has_vector(_key(p, embedder), embedder.dimension))
    while batch := {_key(p, embedder): _indexed(p) for p in islice(new, BATCH)}:
        cache.put_vectors(batch.keys(), embedder.passages(list(batch.values())))
        done += len(batch)
        if due(done):
            journal.say(f"Embedded {done} of {missing} new passages")
    return done


def _key(passage: Passage, embedder: Embedder) -> bytes:
    return key_of("vector", embedder.identity, _indexed(passage))


def _indexed(passage: Passage) -> str:
    """What is embedded and counted: the text below the titles it stands under."""
    return f"{passage.context}\n{passage.text}"


def _confidence(document: ParsedDocument) -> float | None:
    """Mean over characters, 0-100; None where nothing was recognised from an image."""
    read = [
        (leaf.confidence, leaf.end - leaf.start) for leaf in document.leaves if leaf.confidence is not None
    ]
    total = sum(length for _, length in read)
    return round(sum(confidence * length for confidence, length in read) / total, 1) if total else None
