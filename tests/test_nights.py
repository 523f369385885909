"""Nights that go wrong: killed builds, full and read-only disks, damage, two builders, a clock set back."""

import errno
import http.server
import json
import os
import shutil
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bench.generated import Floats, HashEmbedder, path_of, write_notices
from indexer import generations
from indexer.backup import backup, restore
from indexer.build import build
from indexer.lock import writing
from indexer.report import BuildReport
from kb import doctor, embed, index
from kb.config import Settings
from kb.errors import BuildError, IndexDamagedError, IndexMissingError, KbError, NotFoundError, UsageError

ROOT = Path(__file__).parent.parent
NOBODY = 65534


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_notices(tmp_path / "corpus", range(6))
    return Settings(
        corpus=tmp_path / "corpus",
        index=tmp_path / "index",
        units=tmp_path / "units.toml",
        corrections=tmp_path / "corrections.toml",
    )


def made(settings: Settings) -> BuildReport:
    return build(settings, embedder=HashEmbedder())


def another_night(settings: Settings, number: int) -> BuildReport:
    write_notices(settings.corpus, [number])
    return made(settings)


def current(settings: Settings) -> Path:
    return index.open_current(settings.index).directory


def test_killed_builds_lose_nothing_while_a_client_asks() -> None:
    """The full measure, `python -m bench.kills`, kills 200 times; this is the same with fewer."""
    command = [sys.executable, "-m", "bench.kills", "--kills", "6", "--documents", "20"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    outcome = json.loads(ran.stdout)
    assert outcome["generations_seen"] > 1
    assert outcome["killed"] == 6


# -- disks


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting a tmpfs is not permitted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_said_and_the_index_stays(settings: Settings, small_disk: Path) -> None:
    settings = Settings(corpus=settings.corpus, index=small_disk / "index", units=settings.units)
    made(settings)
    name = index.current_name(settings.index)
    ballast = small_disk / "ballast"
    write_notices(settings.corpus, range(100, 130))
    for spare in (0, 30_000, 100_000, 250_000):
        free = shutil.disk_usage(small_disk).free
        ballast.write_bytes(bytes(max(0, free - spare)))
        with pytest.raises(BuildError, match="full"):
            made(settings)
        ballast.unlink()
        assert index.current_name(settings.index) == name
        assert index.check(current(settings)) == []
    assert made(settings).counts["documents"] == 36


def test_what_fails_after_publishing_is_said_and_the_new_generation_served(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made(settings)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(generations, "drop_old", full)
    report = another_night(settings, 7)
    assert report.published
    assert report.generation == index.current_name(settings.index) != before.generation
    assert "could not be cleared away" in report.notes[0]


def as_nobody(settings: Settings) -> str:
    """What a build says to a user who owns nothing here: the codes of what it refused, or its error."""
    if os.getuid():
        pytest.skip("only root can become another user")
    reading, writing_ = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        try:
            said = str([(r.source, r.code) for r in made(settings).refused])
        except KbError as error:
            said = str(error)
        finally:
            os.write(writing_, said.encode())
            os._exit(0)
    os.close(writing_)
    os.waitpid(child, 0)
    with os.fdopen(reading) as answer:
        return answer.read()


def test_a_folder_that_cannot_be_written_is_said(settings: Settings, tmp_path: Path) -> None:
    made(settings)
    open_to_nobody(tmp_path)
    assert "cannot be written" in as_nobody(settings)


def test_a_file_that_cannot_be_read_is_refused_alone(settings: Settings, tmp_path: Path) -> None:
    made(settings)
    open_to_nobody(tmp_path)
    shutil.rmtree(settings.index)
    settings.index.mkdir()
    settings.index.chmod(0o777)
    path_of(settings.corpus, 3).chmod(0)
    assert as_nobody(settings) == "[('thong-bao-00003.txt', 'unreadable')]"


def open_to_nobody(folder: Path) -> None:
    """pytest's folders are closed to others all the way up."""
    while folder != folder.parent and folder.stat().st_mode & 0o5 != 0o5:
        folder.chmod(0o755)
        folder = folder.parent


# -- damage


def test_a_damaged_live_generation_is_built_again(settings: Settings) -> None:
    made(settings)
    damaged = current(settings)
    content = index.read_manifest(damaged)["content"]
    records = damaged / index.RECORDS
    records.write_bytes(records.read_bytes()[:-4096] + bytes(4096))
    assert any(not check.ok for check in doctor.checks(settings) if check.name == "generation")
    report = made(settings)
    assert report.published
    assert any(index.RECORDS in note for note in report.notes)
    assert index.check(current(settings)) == []
    assert index.read_manifest(current(settings))["content"] == content


def test_a_damaged_cache_is_worked_out_again(settings: Settings) -> None:
    made(settings)
    for path in (settings.index / "cache").glob("cache.sqlite*"):
        path.write_bytes(b"\0" * 5_000)
    report = another_night(settings, 9)
    assert report.counts["documents"] == 7
    assert any("cache" in note for note in report.notes)


# -- two builders


def test_the_second_builder_learns_who_holds_the_lock(settings: Settings) -> None:
    made(settings)
    with writing(settings.index), pytest.raises(BuildError, match=rf"Process {os.getpid()} on .* \(since 20"):
        made(settings)
    assert not made(settings).published


def test_the_lock_dies_with_its_holder(settings: Settings) -> None:
    settings.index.mkdir()
    program = (
        "import sys, os, pathlib, signal; from indexer.lock import writing\n"
        "with writing(pathlib.Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program, str(settings.index)])
    assert made(settings).published


# -- generations


def test_rollback_points_back_and_the_next_build_forward(settings: Settings) -> None:
    first = made(settings).generation
    second = another_night(settings, 10).generation
    assert generations.rollback(settings.index) == first
    assert index.current_name(settings.index) == first
    assert generations.rollback(settings.index, second) == second
    generations.rollback(settings.index)
    with pytest.raises(NotFoundError, match="kb generations"):
        generations.rollback(settings.index)
    report = made(settings)
    assert report.published
    assert report.added == ("thong-bao-00010.txt",)
    assert report.embedded == 0


def test_rollback_skips_what_is_damaged(settings: Settings) -> None:
    first, second, third = (another_night(settings, n).generation for n in (10, 11, 12))
    (settings.index / "generations" / second / index.VECTORS).write_bytes(b"")
    with pytest.raises(IndexDamagedError, match=second):
        generations.rollback(settings.index, second)
    assert index.current_name(settings.index) == third
    assert generations.rollback(settings.index) == first


def test_old_generations_go_by_count_and_age(settings: Settings) -> None:
    built = [another_night(settings, n).generation for n in range(10, 15)]
    kept = [g.id for g in generations.generations(settings.index)]
    assert kept == built[:1:-1]
    generations.drop_old(settings.index, keep=9, days=-1)  # all are older than tomorrow
    assert [g.id for g in generations.generations(settings.index)] == kept[:2]


def test_a_clock_set_back_changes_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(settings)
    manifest = current(settings) / index.MANIFEST
    ahead = {**json.loads(manifest.read_text("utf-8")), "built_at": "2099-01-01T00:00:00+00:00"}
    manifest.write_text(json.dumps(ahead), "utf-8")
    for path in settings.corpus.iterdir():
        os.utime(path, (4_000_000_000, 4_000_000_000))
    second = another_night(settings, 20)
    assert second.generation > first.generation
    assert index.current_name(settings.index) == second.generation
    assert generations.rollback(settings.index) == first.generation


# -- backup


def test_a_backup_brings_everything_back(settings: Settings, tmp_path: Path) -> None:
    settings.units.write_text("# ours\n", "utf-8")
    report = made(settings)
    backup(settings, tmp_path / "kb.tar.gz")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "units.toml").write_text("# another\n", "utf-8")
    new = Settings(
        corpus=settings.corpus,
        index=elsewhere / "index",
        units=elsewhere / "units.toml",
        corrections=elsewhere / "corrections.toml",
    )
    restore(new, tmp_path / "kb.tar.gz")
    assert index.current_name(new.index) == report.generation
    assert index.check(current(new)) == []
    assert new.units.read_text("utf-8") == "# ours\n"
    assert (elsewhere / "units.toml.before-restore").read_text("utf-8") == "# another\n"
    again = another_night(new, 30)
    assert again.embedded < report.embedded
    restore(new, tmp_path / "kb.tar.gz")
    assert index.current_name(new.index) == report.generation


def test_a_backup_is_whole_or_not_there(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError):
        backup(settings, tmp_path / "kb.tar.gz")
    made(settings)
    (current(settings) / index.VECTORS).write_bytes((current(settings) / index.VECTORS).read_bytes()[::-1])
    with pytest.raises(IndexDamagedError, match="Nothing was saved"):
        backup(settings, tmp_path / "kb.tar.gz")
    assert not list(tmp_path.glob("kb.tar.gz*"))


@pytest.mark.parametrize("content", [b"", b"not a backup", b"\x1f\x8b\x08" + bytes(30)])
def test_another_file_is_no_backup(settings: Settings, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.tar.gz").write_bytes(content)
    with pytest.raises(UsageError, match=r"other\.tar\.gz"):
        restore(settings, tmp_path / "other.tar.gz")


# -- telling


def test_every_build_leaves_a_report(settings: Settings) -> None:
    made(settings)
    assert (index.last_report(settings.index) or {})["published"] is True
    made(settings)
    assert (index.last_report(settings.index) or {})["published"] is False
    shutil.rmtree(settings.corpus)
    with pytest.raises(UsageError):
        made(settings)
    assert "corpus" in (index.last_report(settings.index) or {})["error"]


def test_a_build_that_publishes_nothing_tells_what_it_found(settings: Settings) -> None:
    first = made(settings)
    for number in range(3):
        path_of(settings.corpus, number).unlink()
    (settings.corpus / "bad.docx").write_bytes(b"PK\x03\x04")
    with pytest.raises(BuildError, match="allow-shrink"):
        made(settings)
    report = index.last_report(settings.index) or {}
    assert report["generation"] == first.generation
    assert [len(report[name]) for name in ("removed", "refused")] == [3, 1]
    assert not report["published"]


def test_a_fault_of_ours_is_one_sentence_and_a_report(settings: Settings) -> None:
    first = made(settings)
    write_notices(settings.corpus, [7])

    class Broken(HashEmbedder):
        def passages(self, texts: object) -> Floats:
            raise IndexError("seven")

    with pytest.raises(BuildError, match=r"test_nights\.py:\d+ \(IndexError: seven\); please report"):
        build(settings, embedder=Broken())
    assert "seven" in (index.last_report(settings.index) or {})["error"]
    assert index.current_name(settings.index) == first.generation


def test_old_addresses_lead_to_where_a_document_is_now(settings: Settings) -> None:
    made(settings)
    (settings.corpus / "2024").mkdir()
    path_of(settings.corpus, 1).rename(settings.corpus / "2024" / "one.txt")
    path_of(settings.corpus, 2).rename(settings.corpus / "two.txt")
    made(settings)
    (settings.corpus / "2024" / "one.txt").rename(settings.corpus / "eins.txt")
    (settings.corpus / "two.txt").unlink()
    made(settings)
    moved = index.open_current(settings.index).moved()
    assert moved == {"one": "eins", "thong-bao-00001": "eins", "thong-bao-00002": "", "two": ""}
    write_notices(settings.corpus, [2])
    made(settings)
    assert "thong-bao-00002" not in index.open_current(settings.index).moved()


def test_the_report_goes_to_a_webhook_and_by_mail(settings: Settings) -> None:
    posted: list[dict[str, object]] = []
    mailed: list[str] = []

    class Webhook(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    class Mail(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 test\r\n")
            in_data = False
            for line in self.rfile:
                text = line.decode().strip()
                mailed.append(text)
                if in_data and text != ".":
                    continue
                in_data = text.upper() == "DATA"
                answer = {"DATA": b"354 go on", "QUIT": b"221 bye"}.get(text.upper(), b"250 fine")
                self.wfile.write(answer + b"\r\n")

    with serving(http.server.HTTPServer, Webhook) as web, serving(socketserver.TCPServer, Mail) as mail:
        told = Settings(
            corpus=settings.corpus,
            index=settings.index,
            webhook=f"http://127.0.0.1:{web}/",
            smtp=f"127.0.0.1:{mail}",
            mail_to="a@example.org, b@example.org",
        )
        report = made(told)
    assert report.notes == ()
    assert posted[0]["generation"] == report.generation
    assert f"Subject: kb: Updated (6 added): generation {report.generation} is served." in mailed
    assert sum(line.upper().startswith("RCPT TO") for line in mailed) == 2


class serving:  # noqa: N801 reads as a verb
    def __init__(
        self, server: type[socketserver.TCPServer], handler: type[socketserver.BaseRequestHandler]
    ) -> None:
        self._server = server(("127.0.0.1", 0), handler)

    def __enter__(self) -> int:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return int(self._server.server_address[1])

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def test_a_report_that_does_not_arrive_undoes_nothing(settings: Settings) -> None:
    told = Settings(
        corpus=settings.corpus,
        index=settings.index,
        webhook="http://127.0.0.1:9/",
        smtp="nowhere:x",
        mail_to="a@b",
    )
    report = made(told)
    assert report.published
    assert len([note for note in report.notes if "could not be sent" in note]) == 2


# -- doctor


@pytest.fixture
def hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "load", lambda _: HashEmbedder())


def failing(settings: Settings) -> dict[str, str]:
    return {check.name: f"{check.detail} {check.advice}" for check in doctor.checks(settings) if not check.ok}


@pytest.mark.usefixtures("hashing")
def test_the_doctor_finds_a_healthy_index_healthy(settings: Settings) -> None:
    made(settings)
    assert failing(settings) == {}


@pytest.mark.usefixtures("hashing")
def test_the_doctor_says_what_to_do(settings: Settings, tmp_path: Path) -> None:
    assert failing(settings).keys() == {"generation", "last build"}
    made(settings)
    [report] = (settings.index / index.REPORTS).iterdir()
    sound = json.loads(report.read_text("utf-8"))

    def began(ago: timedelta) -> None:
        started = (datetime.now(UTC) - ago).isoformat("T", "seconds")
        report.write_text(json.dumps({**sound, "started": started}), "utf-8")

    began(timedelta(days=4))
    assert "kb-index.timer" in failing(settings)["last build"]
    began(timedelta(days=-1))
    assert "clock" in failing(settings)
    failed = report.with_name("000002.json")
    failed.write_text(json.dumps({**sound, "error": "The disk is full."}), "utf-8")
    report.write_text(json.dumps(sound), "utf-8")
    assert "full. (the last success was 0 hours ago" in failing(settings)["last build"]
    failed.unlink()
    assert "corpus" in failing(Settings(corpus=tmp_path / "gone", index=settings.index))
    (current(settings) / index.VECTORS).unlink()
    assert "kb rollback" in failing(settings)["generation"]


@pytest.mark.usefixtures("hashing")
def test_the_doctor_sees_a_build_that_hangs(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    made(settings)
    with writing(settings.index):
        assert failing(settings) == {}
        monkeypatch.setattr(doctor, "LONGEST_BUILD", timedelta())
        assert f"kill {os.getpid()}" in failing(settings)["builder"]
    assert failing(settings) == {}


@pytest.mark.usefixtures("hashing")
def test_the_doctor_sees_files_of_another_user(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    made(settings)
    theirs = settings.index / "cache" / "cache.sqlite"
    monkeypatch.setattr(os, "access", lambda path, mode: not (path == theirs and mode == os.W_OK))
    assert f"{theirs} cannot be written" in failing(settings)["index folder"]


def test_the_doctor_knows_another_model(settings: Settings) -> None:
    made(settings)
    assert "hash-64" in failing(settings)["model"]
