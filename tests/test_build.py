"""What a build promises: the same generation however it came about, one sentence for what is wrong."""

import ast
import json
import os
import random
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bench.generated import HashEmbedder, figure, marker, notice, path_of, write_notices
from indexer import reading
from indexer.blocks import Extraction
from indexer.build import build
from indexer.report import BuildReport, render
from indexer.scan import document_ids
from kb import index
from kb.config import Settings
from kb.errors import BuildError, KbError, RefusedError, UsageError

Builder = Callable[..., BuildReport]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_notices(tmp_path / "corpus", range(6))
    return Settings(corpus=tmp_path / "corpus", index=tmp_path / "index", units=tmp_path / "units.toml")


def made(settings: Settings, **options: bool) -> BuildReport:
    return build(settings, embedder=HashEmbedder(), **options)


def files(settings: Settings) -> dict[str, str]:
    manifest = index.open_current(settings.index).manifest
    return {name: entry["sha256"] for name, entry in manifest["files"].items()}


def from_nothing(settings: Settings, scratch: Path) -> dict[str, str]:
    fresh = Settings(corpus=settings.corpus, index=scratch, units=settings.units)
    made(fresh)
    return files(fresh)


def test_the_first_build_adds_everything(settings: Settings) -> None:
    report = made(settings)
    assert len(report.added) == 6
    assert report.published
    assert report.counts["documents"] == 6
    assert index.check(index.open_current(settings.index).directory) == []


def test_nothing_changed_publishes_nothing(settings: Settings) -> None:
    first = made(settings)
    for path in settings.corpus.iterdir():
        os.utime(path, (0, 0))  # dates play no part
    second = made(settings)
    assert not second.published
    assert second.generation == first.generation
    assert (second.kept, second.embedded) == (6, 0)
    assert "Nothing changed" in render(second)


@pytest.mark.parametrize("seed", range(3))
def test_any_history_gives_the_files_of_a_build_from_nothing(
    settings: Settings, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    for step in range(5):
        for _ in range(chance.randint(1, 4)):
            disturb(settings.corpus, chance)
        made(settings, allow_shrink=True)
        assert files(settings) == from_nothing(settings, tmp_path / f"scratch{step}")


def disturb(corpus: Path, chance: random.Random) -> None:
    there = sorted(path for path in corpus.rglob("*.txt"))
    path = chance.choice(there)
    match chance.choice(["add", "edit", "move", "delete", "copy"]):
        case "add":
            number = chance.randint(100, 999)
            path_of(corpus, number).write_text(notice(number), "utf-8")
        case "edit":
            path.write_text(path.read_text("utf-8").replace("đạt", "đã đạt", 1), "utf-8")
        case "move":
            target = corpus / chance.choice(["a", "b", "."]) / f"{chance.randint(0, 99)}.txt"
            target.parent.mkdir(exist_ok=True)
            path.rename(target)
        case "delete" if len(there) > 3:
            path.unlink()
        case "copy":
            shutil.copy(path, corpus / f"copy-{chance.randint(0, 99)}.txt")


def test_the_order_of_hashing_plays_no_part(settings: Settings, tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from bench.generated import HashEmbedder; from indexer.build import build;"
        "from kb.config import Settings; p = pathlib.Path(sys.argv[1]);"
        "settings = Settings(corpus=p / 'corpus', index=p / sys.argv[2]);"
        "print(build(settings, embedder=HashEmbedder()).generation)"
    )
    ids = {
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path), f"index{seed}"],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in (1, 2)
    }
    assert len(ids) == 1


def test_what_is_gone_is_gone_everywhere(settings: Settings) -> None:
    made(settings)
    path_of(settings.corpus, 2).unlink()
    report = made(settings)
    assert report.removed == ("thong-bao-00002.txt",)
    snapshot = index.open_current(settings.index)
    assert len(snapshot.store.documents()) == 5
    assert not any(marker(2) in passage.text for passage in snapshot.store.passages())
    assert snapshot.lexical.scores([marker(2).lower()]).max() == 0
    assert not snapshot.lexicon.knows(marker(2))
    assert all(c.citation.document_id != "thong-bao-00002" for c in snapshot.store.commitments())


def test_a_moved_file_is_recognised_and_not_read_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(settings)
    monkeypatch.setattr(reading, "read_file", refuses("corrupt"))
    (settings.corpus / "2024").mkdir()
    path_of(settings.corpus, 1).rename(settings.corpus / "2024" / "renamed.txt")
    report = made(settings)
    assert report.moved == (("thong-bao-00001.txt", "2024/renamed.txt"),)
    assert (report.added, report.removed, report.embedded) == ((), (), 0)
    assert index.open_current(settings.index).store.document("renamed").source == "2024/renamed.txt"


def test_a_file_put_back_is_not_embedded_again(settings: Settings) -> None:
    made(settings)
    path_of(settings.corpus, 1).unlink()
    made(settings)
    write_notices(settings.corpus, [1])
    assert made(settings).embedded == 0


@pytest.mark.parametrize(("changed", "again"), [("extraction_fingerprint", 6), ("fingerprint", 0)])
def test_files_are_read_again_only_by_other_readers(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, changed: str, again: int
) -> None:
    write_notices(settings.corpus, [9])
    made(settings)
    path_of(settings.corpus, 9).unlink()
    made(settings)  # published, so that the cache was pruned
    read, parsed = [], []
    real_read, real_parse = reading.read_file, reading.parse
    monkeypatch.setattr(reading, "fingerprint", lambda: "other code")
    if changed == "extraction_fingerprint":
        monkeypatch.setattr(reading, changed, lambda: "other readers")
    monkeypatch.setattr(reading, "read_file", lambda path, **k: read.append(path) or real_read(path, **k))
    monkeypatch.setattr(reading, "parse", lambda e, **k: parsed.append(e) or real_parse(e, **k))
    report = made(settings)
    assert (len(read), len(parsed), report.embedded) == (again, 6, 0)


def test_the_readers_use_no_code_beside_what_their_fingerprint_covers() -> None:
    """Errors and the form of JSON are no part of what is read."""
    root = Path(__file__).parent.parent
    for path in (root / "indexer/extract").glob("*.py"):
        for line in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [line.module or ""] if isinstance(line, ast.ImportFrom) else []
            names += [alias.name for alias in line.names] if isinstance(line, ast.Import) else []
            for name in (name for name in names if name.split(".")[0] in ("kb", "indexer")):
                covered = f"{name.replace('.', '/')}.py".startswith(reading.EXTRACTING)
                assert covered or name in ("indexer.extract", "kb.errors", "kb.model"), f"{path}: {name}"


# -- pages of scans


def test_what_was_left_out_is_read_once_recognition_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    makers = (reading.fingerprint.__wrapped__, reading.extraction_fingerprint.__wrapped__)
    monkeypatch.setattr(reading, "missing", lambda: "tesseract")
    without = [maker() for maker in makers]
    monkeypatch.setattr(reading, "missing", lambda: "")
    assert not set(without) & {maker() for maker in makers}


def reads_scans(code: str = "") -> Callable[..., Extraction]:
    """Keeps one page a file, as the readers of scans do, then reads the file or refuses it."""
    real = reading.read_file

    def read_file(path: Path, *, ocr_cache: Path) -> Extraction:
        ocr_cache.mkdir(parents=True, exist_ok=True)
        (ocr_cache / "page.tsv").write_text(path.read_text("utf-8"), "utf-8")
        if code:
            raise RefusedError(code, f"{path.name} is refused.")
        return real(path)

    return read_file


@pytest.mark.parametrize("code", ["secret", "corrupt"])
def test_nothing_recognised_of_a_refused_file_stays(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    pages = settings.index / "cache" / "ocr"
    monkeypatch.setattr(reading, "read_file", reads_scans())
    made(settings)
    assert len(list(pages.iterdir())) == 6
    path_of(settings.corpus, 1).write_text("MẬT mã số 77", "utf-8")
    monkeypatch.setattr(reading, "read_file", reads_scans(code))
    made(settings)
    kept = [page.read_text("utf-8") for page in pages.glob("*/*.tsv")]
    assert not any("MẬT" in page for page in kept)
    # A withdrawn document leaves nothing; one that is damaged is still served as it last was.
    assert len(kept) == (5 if code == "secret" else 6)


def test_pages_of_a_killed_build_and_of_files_that_are_gone_do_not_stay(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "read_file", reads_scans())
    made(settings)
    left = settings.index / "cache" / "ocr" / ("0" * 64)
    left.mkdir()
    assert not made(settings).published
    assert not left.exists()
    path_of(settings.corpus, 1).unlink()
    made(settings)
    assert len(list(left.parent.iterdir())) == 5


# -- what can be wrong with the corpus


def refuses(code: str) -> Callable[..., Extraction]:
    def read_file(path: Path, **_: object) -> Extraction:
        raise RefusedError(code, f"{path.name} is refused.")

    return read_file


def test_a_missing_folder_is_named(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        made(Settings(corpus=tmp_path / "nowhere", index=settings.index))


def test_an_empty_folder_is_said_and_the_index_stays(settings: Settings) -> None:
    made(settings)
    name = index.current_name(settings.index)
    shutil.rmtree(settings.corpus)
    settings.corpus.mkdir()
    with pytest.raises(BuildError, match=r"no documents. 6 are served: is its disk mounted\?"):
        made(settings, allow_shrink=True)
    assert index.current_name(settings.index) == name


def test_one_bad_file_does_not_stop_the_rest(settings: Settings) -> None:
    (settings.corpus / "program.txt").write_bytes(bytes(range(256)) * 50)
    (settings.corpus / "empty.txt").write_bytes(b"")
    (settings.corpus / "dangling.txt").symlink_to("nowhere")
    os.mkfifo(settings.corpus / "pipe.txt")
    report = made(settings)
    assert report.counts["documents"] == 6
    assert sorted(r.source for r in report.refused) == [
        "dangling.txt",
        "empty.txt",
        "pipe.txt",
        "program.txt",
    ]
    assert {r.source: r.code for r in report.refused}["dangling.txt"] == "unreadable"
    assert {r.source: r.code for r in report.refused}["pipe.txt"] == "unsupported_type"


def test_what_is_there_twice_is_said_once(settings: Settings) -> None:
    made(settings)
    name = "thông báo.txt"
    shutil.copy(settings.corpus / "thong-bao-00001.txt", settings.corpus / "copy.txt")
    write_notices(settings.corpus, [7])
    (settings.corpus / "thong-bao-00007.txt").rename(settings.corpus / unicodedata.normalize("NFC", name))
    write_notices(settings.corpus, [8])
    (settings.corpus / "thong-bao-00008.txt").rename(settings.corpus / unicodedata.normalize("NFD", name))
    report = made(settings)
    assert report.counts["documents"] == 9
    content, names = report.notes
    assert "copy.txt, as thong-bao-00001.txt." in content
    assert unicodedata.normalize("NFC", names).count(name) == 2
    assert made(settings).notes == ()


def test_folders_that_disks_bring_are_left_out(settings: Settings) -> None:
    write_notices(settings.corpus / "lost+found", [9])
    assert made(settings).counts["documents"] == 6


def test_only_bad_files_are_an_error(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read_file", refuses("corrupt"))
    with pytest.raises(BuildError, match="holds 6 files and none can be taken"):
        made(settings)


def test_a_fault_of_ours_costs_one_document(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    real = reading.parse

    def parse(extraction: Extraction, *, document_id: str, source: str) -> object:
        if source == "thong-bao-00003.txt":
            raise IndexError("a fault")
        return real(extraction, document_id=document_id, source=source)

    monkeypatch.setattr(reading, "parse", parse)
    report = made(settings)
    assert [r.source for r in report.refused] == ["thong-bao-00003.txt"]
    assert "IndexError" in report.refused[0].message
    assert report.counts["documents"] == 5


def test_files_that_are_no_documents_are_left_out(settings: Settings) -> None:
    for name in ("README.md", ".hidden.txt", "~$open.docx", "half.part", "Thumbs.db", "notes.txt~"):
        (settings.corpus / name).write_text("không phải văn bản", "utf-8")
    report = made(settings)
    assert report.counts["documents"] == 6
    assert report.refused == ()


def test_names_decide_ids_whatever_the_order() -> None:
    sources = ["b/a.txt", "a.txt", "a.docx", "c/d/a.txt", "sâu.txt", "x--a.txt", "x/a.txt"]
    ids = document_ids(sources)
    assert ids == document_ids(reversed(sources))
    assert len(set(ids.values())) == len(sources)
    assert ids["sâu.txt"] == "sâu"


# -- quarantine


def test_the_last_good_version_is_served_and_marked(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(settings)
    path = path_of(settings.corpus, 1)
    path.write_text("half a fi", "utf-8")
    with monkeypatch.context() as broken:
        broken.setattr(reading, "read_file", refuses("corrupt"))
        report = made(settings)
        assert [(r.code, r.served, r.tries) for r in report.refused] == [("corrupt", True, 1)]
        store = index.open_current(settings.index).store
        assert any("corrupt" in warning for warning in store.document("thong-bao-00001").warnings)
        assert any(marker(1) in passage.text for passage in store.passages())
        again = made(settings)
        assert (again.published, again.refused[0].tries) == (False, 2)
    path.write_text(notice(1), "utf-8")
    assert made(settings).refused == ()
    assert index.open_current(settings.index).store.document("thong-bao-00001").warnings == ()


def test_a_file_that_turned_out_secret_is_withdrawn(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(settings)
    path_of(settings.corpus, 1).write_text("MẬT", "utf-8")
    monkeypatch.setattr(reading, "read_file", refuses("secret"))
    report = made(settings)
    assert [(r.code, r.served) for r in report.refused] == [("secret", False)]
    assert report.removed == ("thong-bao-00001.txt",)


def test_a_hopeless_file_is_tried_five_times(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    real = reading.read_file

    def read_file(path: Path, **options: object) -> Extraction:
        if path.name != "bad.txt":
            return real(path)
        tried.append(path.read_text("utf-8"))
        raise RefusedError("corrupt", "bad.txt is refused.")

    monkeypatch.setattr(reading, "read_file", read_file)
    (settings.corpus / "bad.txt").write_text("one", "utf-8")
    for _ in range(7):
        report = made(settings)
        assert [r.source for r in report.refused] == ["bad.txt"]
    assert len(tried) == 5
    (settings.corpus / "bad.txt").write_text("two", "utf-8")
    made(settings)
    assert tried[-1] == "two"


def test_a_file_that_changes_while_it_is_read_waits(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reading.read_file

    def read_file(path: Path, **options: object) -> Extraction:
        extraction = real(path)
        if path.name == "thong-bao-00004.txt":
            path.write_text(notice(4, version=9), "utf-8")
        return extraction

    monkeypatch.setattr(reading, "read_file", read_file)
    report = made(settings)
    assert [(r.source, r.code) for r in report.refused] == [("thong-bao-00004.txt", "changing")]
    monkeypatch.undo()
    assert made(settings).added == ("thong-bao-00004.txt",)


# -- never worse than yesterday


def test_too_many_gone_needs_a_word(settings: Settings) -> None:
    made(settings)
    name = index.current_name(settings.index)
    for number in (0, 1):
        path_of(settings.corpus, number).unlink()
    with pytest.raises(BuildError, match=r"2 of 6 documents.*--allow-shrink"):
        made(settings)
    assert index.current_name(settings.index) == name
    assert (index.last_report(settings.index) or {})["error"]
    assert made(settings, allow_shrink=True).counts["documents"] == 4


def test_a_generation_that_fails_its_check_is_not_published(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(settings)
    name = index.current_name(settings.index)
    write_notices(settings.corpus, [77])
    monkeypatch.setattr(index, "check", lambda _: ["A passage is not in its text."])
    with pytest.raises(BuildError, match="not published"):
        made(settings)
    monkeypatch.undo()
    assert index.current_name(settings.index) == name
    assert made(settings).added == ("thong-bao-00077.txt",)


def test_a_generation_that_answers_less_needs_a_word(settings: Settings, tmp_path: Path) -> None:
    asked = {"id": "1", "kind": "passage", "question": f"chỉ tiêu {marker(3)}"}
    quote = {"document": "thong-bao-00003", "quote": f"Chỉ tiêu {marker(3)} đạt {figure(3, 0)} triệu đồng"}
    (tmp_path / "questions.jsonl").write_text(json.dumps({**asked, "expect": [quote]}), "utf-8")
    asking = replace(settings, questions=str(tmp_path / "questions.jsonl"))
    assert made(asking).score == 1
    path_of(settings.corpus, 3).write_text(notice(3, version=1), "utf-8")
    with pytest.raises(BuildError, match=r"score 0\.000 .* 1\.000"):
        made(asking)
    assert (index.last_report(settings.index) or {})["published"] is False
    assert made(asking, allow_shrink=True).score == 0


def test_every_error_is_one_sentence(settings: Settings) -> None:
    for broken in (Settings(corpus=Path("/nowhere"), index=settings.index),):
        with pytest.raises(KbError) as caught:
            made(broken)
        assert "\n" not in str(caught.value)
        assert str(caught.value).endswith(".")
