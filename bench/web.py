"""Weight and server time of every page over a built index: `python -m bench.web [--index DIR] [--rounds N]`.

Times are of the processor, so that other work on the machine does not count, and without the embedding of
the question, which stands beside them. A question is asked once: what the server keeps of a question helps no
other. "first" is the first request of a server that has read ahead, as `kb serve` does, and answered nothing
yet; a kind of question has the median time of those asked after that, any other page that of the rounds.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from kb import embed
from kb.base import KnowledgeBase
from kb.config import load_settings
from kb.embed import Embedder
from web.app import create_app
from web.facade import settle

QUESTIONS = {
    "list": (
        "Những dự án nào là dự án trọng điểm của tỉnh?",
        "Những đơn vị nào được giao phối hợp giải phóng mặt bằng?",
        "Liệt kê các khó khăn trong thu hồi đất",
        "Các giải pháp phát triển du lịch gồm những gì?",
        "Danh sách các dự án chậm tiến độ năm 2020",
    ),
    "assignments": (
        "Trung tâm phát triển quỹ đất được giao nhiệm vụ gì?",
        "Sở Tài chính được giao nhiệm vụ gì?",
        "Phòng Quản lý đô thị phải làm gì?",
        "UBND thành phố Lạng Sơn được yêu cầu làm gì?",
        "Công an tỉnh được giao việc gì?",
    ),
    "fact": (
        "Tổng lượt khách du lịch quý I năm 2024 là bao nhiêu?",
        "Thu ngân sách tháng 6 năm 2020 đạt bao nhiêu?",
        "Có bao nhiêu hộ nghèo trên địa bàn thành phố?",
        "Ai chủ trì hội nghị triển khai nhiệm vụ năm 2024?",
        "Khi nào phải báo cáo kết quả giải ngân vốn đầu tư công?",
    ),
    "unaccented": (
        "giai phong mat bang gap kho khan gi",
        "doanh thu du lich quy 1 nam 2024",
        "so giay phep xay dung da cap",
        "ket qua chuyen doi so",
        "cong tac phong chong dich covid",
    ),
    "English": (
        "which projects are key provincial projects",
        "what was assigned to the land fund centre",
        "tourism revenue in the first quarter of 2024",
        "problems with site clearance",
        "number of construction permits issued",
    ),
    "absent": (
        "Giá vàng SJC hôm nay",
        "Dân số thành phố Đà Nẵng là bao nhiêu?",
        "Ai là huấn luyện viên đội tuyển bóng đá quốc gia?",
        "Lịch thi tốt nghiệp trung học phổ thông",
        "Thời tiết Hà Nội ngày mai thế nào?",
    ),
}


class TimedEmbedder:
    """Another embedder, with the seconds its questions took on their own thread: others work beside it."""

    def __init__(self, inner: Embedder) -> None:
        self.inner = inner
        self.identity = inner.identity
        self.dimension = inner.dimension
        self.seconds = 0.0

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        began = time.thread_time()
        try:
            return self.inner.passages(texts)
        finally:
            self.seconds += time.thread_time() - began

    def query(self, text: str) -> np.ndarray:
        began = time.thread_time()
        try:
            return self.inner.query(text)
        finally:
            self.seconds += time.thread_time() - began


class TimedApp:
    """An application, with the seconds its answers took: the client's own work is not the server's."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.seconds = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.process_time()
        await self.app(scope, receive, send)
        self.seconds += time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    settings = load_settings(index=given.index)
    timed = TimedEmbedder(embed.load(settings.model))
    kb = KnowledgeBase(settings, timed)
    kb.read_ahead()
    app = TimedApp(create_app(kb))
    settle()
    with TestClient(app, "http://localhost") as client:
        table(client, kb, app, timed, given.rounds)


def table(client: TestClient, kb: KnowledgeBase, app: TimedApp, timed: TimedEmbedder, rounds: int) -> None:
    print(f"{'page':28}{'kB':>8}{'gzip kB':>9}{'server ms':>11}{'embedding ms':>14}")

    def show(name: str, asked: Sequence[str]) -> None:
        pages = [measure(client, app, timed, path) for path in asked]
        body = max((page.body for page in pages), key=len)
        server, embedding = (
            statistics.median(times)
            for times in ([page.server for page in pages], [page.embedding for page in pages])
        )
        weights = f"{len(body) / 1e3:8.1f}{len(gzip.compress(body, 5)) / 1e3:9.1f}"
        print(f"{name:28}{weights}{server * 1e3:11.1f}{embedding * 1e3:14.1f}")

    (first, *lists), *others = QUESTIONS.values()
    show("first: list", [f"/?q={first}"])
    for kind, questions in zip(QUESTIONS, (lists, *others), strict=True):
        show(f"answer: {kind}", [f"/?q={question}" for question in questions])
    for name, path in pages(kb).items():
        show(name, [path] * rounds)


def pages(kb: KnowledgeBase) -> dict[str, str]:
    longest = max(kb.documents(), key=lambda document: len(kb.parsed(document.id).text))
    unit = next((unit for task in kb.snapshot.store.commitments() for unit in task.lead), None)
    return {
        "home": "/",
        "longest document": f"/documents/{longest.id}",
        "documents": "/documents",
        "register": "/commitments",
        "units": "/units",
        **({"unit": f"/units/{unit.id}"} if unit else {}),
        "timeline": "/timeline?q=giải phóng mặt bằng",
        "status": "/status",
    }


@dataclass(frozen=True, slots=True)
class Page:
    """Seconds; `server` without `embedding`."""

    body: bytes
    server: float
    embedding: float


def measure(client: TestClient, app: TimedApp, timed: TimedEmbedder, path: str) -> Page:
    timed.seconds = app.seconds = 0.0
    response = client.get(path)
    response.raise_for_status()
    return Page(response.content, app.seconds - timed.seconds, timed.seconds)


if __name__ == "__main__":
    main()
