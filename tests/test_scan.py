"""What a folder can hold: what is no readable document is named with what to do, and costs nothing else."""

import os
import socket
from pathlib import Path

import pytest

from bench.generated import HashEmbedder, notice, write_notices
from indexer import scan
from indexer.build import build
from indexer.scan import SourceFile, behind_closed
from kb import index
from kb.config import Settings
from kb.errors import RefusedError


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    write_notices(tmp_path / "corpus", range(2))
    return tmp_path / "corpus"


def refused(corpus: Path) -> dict[str, str]:
    return {file.source: str(file.refusal) for file in scan.scan(corpus) if file.refusal}


def test_what_is_no_file_is_refused_with_what_to_do(corpus: Path) -> None:
    os.mkfifo(corpus / "pipe.txt")
    (corpus / "dangling.txt").symlink_to("nowhere.txt")
    (corpus / "loop.txt").symlink_to("loop.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(corpus / "s.txt"))
        found = refused(corpus)
    assert found.keys() == {"pipe.txt", "dangling.txt", "loop.txt", "s.txt"}
    assert "remove" in found["dangling.txt"]
    assert "remove" in found["loop.txt"]
    assert "take it out" in found["pipe.txt"]


@pytest.mark.parametrize(
    ("name", "source"),
    [(b"b\xff.txt", r"b\xff.txt"), (b"b\xfe.txt", r"b\xfe.txt"), (b"two\nlines.txt", r"two\x0alines.txt")],
)
def test_a_name_that_no_address_can_hold_is_refused(corpus: Path, name: bytes, source: str) -> None:
    Path(os.fsdecode(os.fsencode(corpus) + b"/" + name)).write_text(notice(5), "utf-8")
    assert "rename" in refused(corpus)[source]
    report = build(Settings(corpus=corpus, index=corpus.parent / "index"), embedder=HashEmbedder())
    assert [refusal.source for refusal in report.refused] == [source]
    assert report.counts["documents"] == 2


def test_long_names_links_and_folders_named_like_files_are_taken(corpus: Path) -> None:
    (corpus / f"{'x' * 251}.txt").write_text(notice(3), "utf-8")
    (corpus / "folder.txt").mkdir()
    (corpus / "folder.txt" / "in.txt").write_text(notice(4), "utf-8")
    (corpus / "link.txt").symlink_to("thong-bao-00001.txt")
    (corpus / "round").symlink_to(corpus)
    assert refused(corpus) == {}
    report = build(Settings(corpus=corpus, index=corpus.parent / "index"), embedder=HashEmbedder())
    assert report.counts["documents"] == 5


def test_nothing_outside_the_folder_is_read_through_links(corpus: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "private.txt").write_text(notice(3), "utf-8")
    (corpus / "file.txt").symlink_to(outside / "private.txt")
    (corpus / "folder").symlink_to(outside)
    (corpus / "up").symlink_to(corpus.parent)
    found = {file.source: file.refusal.code for file in scan.scan(corpus) if file.refusal}
    assert found == {"file.txt": "outside", "folder": "outside", "up": "outside"}
    assert not any("private" in file.source for file in scan.scan(corpus))


def test_a_file_replaced_by_a_link_out_of_the_folder_is_withdrawn(corpus: Path, tmp_path: Path) -> None:
    settings = Settings(corpus=corpus, index=tmp_path / "index", max_removed_share=1.0)
    build(settings, embedder=HashEmbedder())
    (tmp_path / "private.txt").write_text(notice(9), "utf-8")
    (corpus / "thong-bao-00001.txt").unlink()
    (corpus / "thong-bao-00001.txt").symlink_to(tmp_path / "private.txt")
    report = build(settings, embedder=HashEmbedder())
    assert [(r.code, r.served) for r in report.refused] == [("outside", False)]
    assert report.removed == ("thong-bao-00001.txt",)


def test_a_file_that_goes_away_while_the_folder_is_read_is_just_gone(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = os.walk

    def slow_walk(*given: object, **how: object) -> object:
        listed = list(walk(*given, **how))  # type: ignore[call-overload]
        (corpus / "thong-bao-00001.txt").unlink()
        return listed

    monkeypatch.setattr(os, "walk", slow_walk)
    assert [file.source for file in scan.scan(corpus)] == ["thong-bao-00000.txt"]


def test_a_file_that_becomes_a_folder_before_it_is_read_waits(corpus: Path) -> None:
    settings = Settings(corpus=corpus, index=corpus.parent / "index")
    build(settings, embedder=HashEmbedder())
    path = corpus / "thong-bao-00001.txt"
    path.write_text(notice(1, version=1), "utf-8")

    def replace(said: str) -> None:
        if said.startswith("Found"):
            path.unlink()
            path.mkdir()

    report = build(settings, embedder=HashEmbedder(), progress=replace)
    [refusal] = report.refused
    assert (refusal.source, refusal.served) == ("thong-bao-00001.txt", True)


def test_what_lies_in_a_closed_folder_is_not_gone(corpus: Path) -> None:
    no = RefusedError("unreadable", "2024 cannot be read.")
    closed = SourceFile(corpus / "2024", "2024", "", no)
    known = ["2024/a.txt", "2024/b/c.txt", "20245.txt"]
    assert [file.source for file in behind_closed([closed], known)] == ["2024/a.txt", "2024/b/c.txt"]


def test_documents_of_a_folder_closed_at_night_are_still_served(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(corpus=corpus, index=corpus.parent / "index")
    (corpus / "2024").mkdir()
    write_notices(corpus / "2024", range(7, 9))
    build(settings, embedder=HashEmbedder())
    listed = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("2024"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", closed)
    report = build(settings, embedder=HashEmbedder())
    monkeypatch.undo()
    assert report.removed == ()
    assert {refusal.source for refusal in report.refused if refusal.served} == {
        "2024/thong-bao-00007.txt",
        "2024/thong-bao-00008.txt",
    }
    assert index.open_current(settings.index).store.counts()["documents"] == 4
