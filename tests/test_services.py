"""The commands of deploy/, run as they stand there by a user who owns only the state directory."""

import configparser
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.generated import notice, write_notices
from kb import index

DEPLOY = Path(__file__).parent.parent / "deploy"
SCRIPTS = Path(sys.executable).parent
NOBODY = 65534
UNITS = ("kb.service", "kb-index.service", "kb-index.timer")


@dataclass(frozen=True)
class Machine:
    """The folders of deploy/README.md, below one of ours."""

    root: Path

    def here(self, text: str) -> str:
        for path, ours in (
            ("/opt/kb/.venv/bin", SCRIPTS),
            ("/srv/kb/corpus", self.root / "corpus"),
            ("/var/lib/kb", self.root / "state"),
            ("/etc/kb", self.root / "etc"),
        ):
            text = text.replace(path, str(ours))
        return text

    def start(self, unit: str, **more: str) -> subprocess.Popen[str]:
        """The unit's command in its folder with its variables, mask and privileges."""
        parser = configparser.ConfigParser(interpolation=None)
        parser.optionxform = str  # type: ignore[assignment,method-assign]  # names as systemd writes them
        parser.read_string(self.here((DEPLOY / unit).read_text("utf-8")))
        service = parser["Service"]
        assert (service["User"], service["StateDirectory"]) == ("kb", "kb")
        assert (service["NoNewPrivileges"], service["CapabilityBoundingSet"]) == ("yes", "")
        variables = dict(pair.split("=", 1) for pair in service["Environment"].split())
        return self.run_as_user(
            service["ExecStart"].split(),
            Path(service["WorkingDirectory"]),
            variables | more,
            service["UMask"],
        )

    def run_as_user(
        self, command: list[str], folder: Path, variables: dict[str, str], mask: str = "0022"
    ) -> subprocess.Popen[str]:
        ids = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        return subprocess.Popen(
            ["setpriv", *ids, "--no-new-privs", *capabilities(), *command],
            cwd=folder,
            env={"PATH": os.defpath, "HOME": str(self.root / "state"), **variables},
            umask=int(mask, 8),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


def capabilities() -> list[str]:
    """None, as in the units; a Python in another user's home needs the right to reach it, which writes
    nothing."""
    homes = Path(sys.executable).resolve().parents
    if all(folder.stat().st_mode & 0o1 for folder in homes):
        return ["--bounding-set=-all", "--inh-caps=-all"]
    kept = "-all,+dac_read_search"
    return [f"--bounding-set={kept}", f"--inh-caps={kept}", "--ambient-caps=+dac_read_search"]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    if os.getuid() or not shutil.which("setpriv"):
        pytest.skip("only root can become another user, with setpriv")
    if not (SCRIPTS / "kb").is_file():
        pytest.skip("kb is not installed here")
    for folder in tmp_path.parents:
        if folder.stat().st_mode & 0o5 != 0o5:
            folder.chmod(0o755)
    tmp_path.chmod(0o755)
    write_notices(tmp_path / "corpus", range(3))
    page = "".join(f"<p>{line}</p>" for line in notice(7).splitlines() if line)
    (tmp_path / "corpus" / "trang.html").write_text(f"<html><body>{page}</body></html>", "utf-8")
    (tmp_path / "etc").mkdir()
    (tmp_path / "state").mkdir(mode=0o750)
    os.chown(tmp_path / "state", NOBODY, NOBODY)
    return Machine(tmp_path)


def test_the_services_build_and_serve_as_their_user(machine: Machine) -> None:
    _, log = machine.start("kb-index.service", KB_LOG="json").communicate(timeout=60)
    state = machine.root / "state" / "index"
    report = json.loads(log.splitlines()[-1])["report"]
    assert report == index.last_report(state), log
    assert (report["published"], report["counts"]["documents"], report["refused"]) == (True, 4, [])
    assert state.stat().st_uid == NOBODY
    assert not any(path.lstat().st_mode & 0o007 for path in state.rglob("*") if not path.is_symlink())

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = machine.start("kb.service", KB_PORT=str(port), KB_LOG="json")
    try:
        assert answers(f"http://127.0.0.1:{port}/healthz", server)
    finally:
        server.terminate()
        _, log = server.communicate(timeout=20)
    assert [json.loads(line)["level"] for line in log.splitlines()] == ["INFO"]

    *variables, line = (line for line in machine.here(cron_table()).splitlines() if line[:1] not in ("", "#"))
    _, _, _, _, _, user, command = line.split(maxsplit=6)
    assert user == "kb"
    by_cron = machine.run_as_user(["sh", "-c", command], machine.root, dict(v.split("=") for v in variables))
    said, log = by_cron.communicate(timeout=60)
    assert "Nothing changed" in said, log


def cron_table() -> str:
    return (DEPLOY / "kb.cron").read_text("utf-8")


def answers(address: str, server: subprocess.Popen[str]) -> bool:
    while server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return bool(response.status == 200)
        except urllib.error.URLError:
            time.sleep(0.2)
    return False


def test_systemd_finds_no_fault_with_the_units(machine: Machine) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    folder = machine.root / "units"
    folder.mkdir()
    for unit in UNITS:
        (folder / unit).write_text(machine.here((DEPLOY / unit).read_text("utf-8")), "utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", *(str(folder / unit) for unit in UNITS)], capture_output=True, text=True
    )
    assert (verified.returncode, verified.stderr) == (0, "")
