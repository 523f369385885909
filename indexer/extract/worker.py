"""The child process: gives up what it does not need, reads one file, prints the extraction or
refusal as JSON.

Line breaks before the JSON tell the parent that a page is done. What a reader or a tool it runs
prints does not reach the answer.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import resource
import signal
import sys
from pathlib import Path

from indexer.extract.readers import READERS, Job
from kb.errors import RefusedError
from kb.model import to_json

MAX_MEMORY = 3 << 30
MAX_PROCESSOR_SECONDS = 300
_MAX_FILE = 1 << 30
_PR_SET_PDEATHSIG = 1
_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000


def main(path: Path, media_type: str, ocr_cache: Path | None) -> None:
    answer = os.dup(sys.stdout.fileno())
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    _limit()
    job = Job(path, ocr_cache, progress=lambda: os.write(answer, b"\n"))
    try:
        result = to_json(importlib.import_module(f"indexer.extract.{READERS[media_type].module}").read(job))
    except RefusedError as refusal:
        result = {"refused": [refusal.code, str(refusal)]}
    except (MemoryError, RecursionError):
        result = {
            "refused": ["too_large", f"{path.name} needs more memory than a document should; split it."]
        }
    except Exception as error:  # what a damaged file does to a parser cannot be foreseen
        message = f"{path.name} makes its reader fail ({type(error).__name__}); open it and save it again."
        result = {"refused": ["corrupt", message]}
    with os.fdopen(answer, "w", encoding="utf-8") as stream:
        json.dump(result, stream)


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_CPU, MAX_PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, _MAX_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # no reader outlives a killed build
    # No network, where the kernel lets a process leave it; elsewhere no reader asks for one anyway.
    if libc.unshare(_CLONE_NEWNET):
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]) if sys.argv[3:] else None)
