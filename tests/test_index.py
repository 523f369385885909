"""A damaged, foreign or missing generation is never served as if it were sound."""

import json
import shutil
from pathlib import Path

import pytest

from bench.generated import HashEmbedder, marker, write_notices
from indexer.build import build
from kb import index
from kb.config import Settings
from kb.errors import IndexDamagedError, IndexMissingError
from kb.terms import terms


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    write_notices(folder / "corpus", range(5))
    build(Settings(corpus=folder / "corpus", index=folder / "index"), embedder=HashEmbedder())
    return folder / "index"


@pytest.fixture
def copied(published: Path, tmp_path: Path) -> Path:
    shutil.copytree(published, tmp_path / "index", symlinks=True)
    return tmp_path / "index"


def generation(index_dir: Path) -> Path:
    return (index_dir / "current").resolve()


def test_a_sound_generation_has_no_problems(published: Path) -> None:
    assert index.check(generation(published)) == []
    snapshot = index.open_current(published)
    assert snapshot.directory.name == index.current_name(published)
    assert snapshot.report()["published"] is True


def test_nothing_published_is_said(tmp_path: Path) -> None:
    assert index.current_name(tmp_path) is None
    with pytest.raises(IndexMissingError, match="kb index"):
        index.open_current(tmp_path)


def test_another_format_is_said(copied: Path) -> None:
    path = generation(copied) / index.MANIFEST
    manifest = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**manifest, "format": "0-old"}), "utf-8")
    with pytest.raises(IndexDamagedError, match="0-old"):
        index.open_current(copied)


def test_one_wrong_byte_in_any_file_is_found(copied: Path) -> None:
    for name in index.read_manifest(generation(copied))["files"]:
        path = generation(copied) / name
        sound = path.read_bytes()
        path.write_bytes(
            sound[: len(sound) // 2] + bytes([sound[len(sound) // 2] ^ 1]) + sound[len(sound) // 2 + 1 :]
        )
        assert any(name in problem for problem in index.check(generation(copied)))
        path.write_bytes(sound)
    assert index.check(generation(copied)) == []


def test_a_short_or_missing_file_is_not_opened(copied: Path) -> None:
    for name in index.read_manifest(generation(copied))["files"]:
        path = generation(copied) / name
        sound = path.read_bytes()
        for damaged in (sound[:-1], None):
            path.unlink()
            if damaged is not None:
                path.write_bytes(damaged)
            with pytest.raises(IndexDamagedError, match=name.split("/")[0]):
                index.open_current(copied)
            assert index.check(generation(copied))
        path.write_bytes(sound)


def test_a_snapshot_outlives_its_folder(copied: Path) -> None:
    snapshot = index.open_current(copied)
    shutil.rmtree(copied)
    row = int(snapshot.lexical.scores(terms(marker(3))).argmax())
    assert marker(3) in snapshot.store.passage(row).text
    assert snapshot.store.parsed(snapshot.store.passage(row).document_id).text
