"""txtai's hybrid search over vectors made elsewhere. Run by `bench.retrieval` in a venv with txtai, not ours.

    python txtai_hybrid.py FOLDER DEPTH

FOLDER holds texts.json, questions.json and their vectors texts.npy, questions.npy. It writes found.json:
{"rows": [[row, …], …], "seconds": [s, …]}, one entry a question.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from txtai import Embeddings


def main(folder: Path, depth: int) -> None:
    known: dict[str, np.ndarray] = {}
    texts = {
        name: json.loads((folder / f"{name}.json").read_text("utf-8")) for name in ("texts", "questions")
    }
    for name in texts:
        known.update(zip(texts[name], np.load(folder / f"{name}.npy"), strict=True))

    def transform(inputs: list[str]) -> np.ndarray:
        return np.array([known[text] for text in inputs])

    embeddings = Embeddings(method="external", transform=transform, hybrid=True)
    embeddings.index([(row, text, None) for row, text in enumerate(texts["texts"])])
    rows, seconds = [], []
    for question in texts["questions"]:
        started = time.perf_counter()
        found = embeddings.search(question, depth)
        seconds.append(time.perf_counter() - started)
        rows.append([int(row) for row, _ in found])
    (folder / "found.json").write_text(json.dumps({"rows": rows, "seconds": seconds}), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
