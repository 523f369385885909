"""The server goes from generation to generation while people ask: nothing fails, nothing is mixed."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
import uvicorn

from bench.generated import HashEmbedder, figure, marker, notice, path_of, write_notices
from indexer import generations
from indexer.build import build
from kb import index
from kb.base import KnowledgeBase
from kb.config import Settings
from web.app import create_app

SWAPS = 200
NUMBER = 3


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """With two generations, which differ in the figure of a notice."""
    settings = Settings(corpus=tmp_path / "corpus", index=tmp_path / "index", units=tmp_path / "units.toml")
    write_notices(settings.corpus, range(6))
    build(settings, embedder=HashEmbedder())
    path_of(settings.corpus, NUMBER).write_text(notice(NUMBER, version=1), "utf-8")
    build(settings, embedder=HashEmbedder())
    return settings


class Client(threading.Thread):
    """Asks for the figure until `stop`; `answers` are generation and figure, `wrong` whatever else came."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.address = address
        self.stop = threading.Event()
        self.figures: set[str] = set()
        self.answers = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                quote = self.asked(f"/api/search?q={marker(NUMBER)}&k=1")["hits"][0]["citation"]["quote"]
                self.figures |= {f for f in (figure(NUMBER, 0), figure(NUMBER, 1)) if f" {f} " in quote}
                self.answers += 1
                if marker(NUMBER) not in quote:
                    self.wrong.append(quote)
            except Exception as error:
                self.wrong.append(repr(error))

    def asked(self, path: str) -> dict[str, list[dict[str, dict[str, str]]]]:
        with urlopen(self.address + path, timeout=20) as response:
            found: dict[str, list[dict[str, dict[str, str]]]] = json.load(response)
        return found


@contextmanager
def served(kb: KnowledgeBase) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(create_app(kb), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)


@contextmanager
def asking(address: str) -> Iterator[list[Client]]:
    clients = [Client(address) for _ in range(3)]
    for client in clients:
        client.start()
    yield clients
    for client in clients:
        client.stop.set()
        client.join(timeout=30)
    assert [client.wrong for client in clients] == [[]] * len(clients)


def test_no_request_is_dropped_while_generations_change(settings: Settings) -> None:
    newer, older = (g.id for g in generations.generations(settings.index))
    with served(KnowledgeBase(settings, HashEmbedder())) as address, asking(address) as clients:
        for _ in range(SWAPS // 2):
            assert generations.rollback(settings.index) == older
            assert generations.rollback(settings.index, newer) == newer
    assert {f for client in clients for f in client.figures} == {figure(NUMBER, 0), figure(NUMBER, 1)}
    assert all(client.answers > 10 for client in clients)


@pytest.mark.parametrize("name", [index.RECORDS, index.VECTORS, index.LEXICON])
def test_a_damaged_generation_is_not_picked_up(settings: Settings, name: str) -> None:
    """Even one that was sound when it was published, and of the same size."""
    newer, older = (g.id for g in generations.generations(settings.index))
    generations.rollback(settings.index)
    kb = KnowledgeBase(settings, HashEmbedder())
    damaged = settings.index / "generations" / newer / name
    content = damaged.read_bytes()
    damaged.write_bytes(content[:99] + bytes([content[99] ^ 1]) + content[100:])
    (settings.index / "current").unlink()
    (settings.index / "current").symlink_to(Path("generations") / newer)
    assert not kb.refresh()
    assert kb.snapshot.directory.name == older
    assert kb.search(marker(NUMBER), 1).hits
