"""Weight and server time of every page over a built index: `python -m bench.web [--index DIR] [--rounds N]`.

Times are of the processor, so that other work on the machine does not count: a request's median without the
embedding of its question, and that embedding, done once for a question.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from fastapi.testclient import TestClient

from kb import embed
from kb.base import KnowledgeBase
from kb.config import load_settings
from kb.embed import Embedder
from web.app import create_app

QUESTIONS = {
    "list": "Những dự án nào là dự án trọng điểm của tỉnh?",
    "assignments": "Trung tâm phát triển quỹ đất được giao nhiệm vụ gì?",
    "fact": "Tổng lượt khách du lịch quý I năm 2024 là bao nhiêu?",
    "unaccented": "giai phong mat bang gap kho khan gi",
    "English": "which projects are key provincial projects",
    "absent": "Giá vàng SJC hôm nay",
}


class TimedEmbedder:
    """Another embedder, with the seconds its questions took."""

    def __init__(self, inner: Embedder) -> None:
        self.inner = inner
        self.identity = inner.identity
        self.dimension = inner.dimension
        self.seconds = 0.0

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        began = time.process_time()
        try:
            return self.inner.passages(texts)
        finally:
            self.seconds += time.process_time() - began

    def query(self, text: str) -> np.ndarray:
        began = time.process_time()
        try:
            return self.inner.query(text)
        finally:
            self.seconds += time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    settings = load_settings(index=given.index)
    timed = TimedEmbedder(embed.load(settings.model))
    kb = KnowledgeBase(settings, timed)
    client = TestClient(create_app(kb), "http://localhost")
    client.get("/")
    print(f"{'page':28}{'kB':>8}{'gzip kB':>9}{'server ms':>11}{'embedding ms':>14}")
    for name, path in pages(kb).items():
        body, server, embedding = measure(client, timed, path, given.rounds)
        weights = f"{len(body) / 1e3:8.1f}{len(gzip.compress(body, 5)) / 1e3:9.1f}"
        print(f"{name:28}{weights}{server * 1e3:11.1f}{embedding * 1e3:14.1f}")


def pages(kb: KnowledgeBase) -> dict[str, str]:
    longest = max(kb.documents(), key=lambda document: len(kb.parsed(document.id).text))
    unit = next((unit for task in kb.snapshot.store.commitments() for unit in task.lead), None)
    return {
        "home": "/",
        **{f"answer: {kind}": f"/?q={question}" for kind, question in QUESTIONS.items()},
        "api/search": f"/api/search?q={QUESTIONS['list']}",
        "api/answer": f"/api/answer?q={QUESTIONS['list']}",
        "longest document": f"/documents/{longest.id}",
        "documents": "/documents",
        "register": "/commitments",
        "units": "/units",
        **({"unit": f"/units/{unit.id}"} if unit else {}),
        "timeline": "/timeline?q=giải phóng mặt bằng",
        "status": "/status",
    }


def measure(client: TestClient, timed: TimedEmbedder, path: str, rounds: int) -> tuple[bytes, float, float]:
    """The body, the median of seconds without the embedding, and the embedding's."""
    server, embedding = [], []
    for _ in range(rounds):
        timed.seconds = 0.0
        began = time.process_time()
        response = client.get(path)
        took = time.process_time() - began
        response.raise_for_status()
        server.append(took - timed.seconds)
        embedding.append(timed.seconds)
    return response.content, statistics.median(server), max(embedding)


if __name__ == "__main__":
    main()
