"""One process a file, so that no file can take the build down with it.

The child (`worker`) has its own session and limits itself. The parent reads its answer up to a size,
waits for progress up to a time, and kills the whole group at the end whatever happened.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from indexer.blocks import Block, Extraction
from indexer.extract.worker import MAX_PROCESSOR_SECONDS
from kb.errors import RefusedError

MAX_OUTPUT = 64 << 20


def read_isolated(path: Path, media_type: str, seconds: float, ocr_cache: Path | None) -> Extraction:
    """The extraction a worker made of the file. Raises RefusedError, also for what the worker did not
    survive."""
    with tempfile.TemporaryDirectory(prefix="kb-extract-") as scratch:
        command = [sys.executable, "-P", "-m", "indexer.extract.worker", str(path.resolve()), media_type]
        with subprocess.Popen(  # noqa: S603 our own interpreter and module
            [*command, *([str(ocr_cache.resolve())] if ocr_cache else [])],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(scratch),
            start_new_session=True,
        ) as process:
            try:
                answer = _answer(process, path, seconds)
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
    return _result(answer, process.returncode, path)


def _environment(scratch: str) -> dict[str, str]:
    """Only what readers need; caches and profiles go where they are removed with the process."""
    root = str(Path(__file__).parents[2])
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])]),
        "HOME": scratch,
        "TMPDIR": scratch,
        "LC_ALL": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        "OMP_NUM_THREADS": "1",
    }


def _answer(process: subprocess.Popen[bytes], path: Path, seconds: float) -> bytes:
    """All the worker writes; each byte is a sign of progress and gives it `seconds` more."""
    assert process.stdout is not None
    answer = bytearray()
    deadline = time.monotonic() + seconds
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(deadline - time.monotonic()):
                message = f"{path.name} took longer than {seconds:.0f} s to read; save it again or split it."
                raise RefusedError("timeout", message)
            chunk = os.read(process.stdout.fileno(), 1 << 16)
            if not chunk:
                process.wait(timeout=seconds)
                return bytes(answer)
            answer += chunk
            deadline = time.monotonic() + seconds
            if len(answer) > MAX_OUTPUT:
                message = f"{path.name} holds more than {MAX_OUTPUT >> 20} MiB of text; split it."
                raise RefusedError("too_large", message)


def _result(answer: bytes, returncode: int, path: Path) -> Extraction:
    try:
        result: dict[str, Any] = json.loads(answer)
    except ValueError:
        if returncode == -signal.SIGXCPU:
            message = f"{path.name} took longer than {MAX_PROCESSOR_SECONDS} s of computing; split it."
            raise RefusedError("timeout", message) from None
        message = f"{path.name} makes its reader fail (status {returncode}); open it and save it again."
        raise RefusedError("corrupt", message) from None
    if "refused" in result:
        raise RefusedError(*result["refused"])
    return from_json(result)


def from_json(result: dict[str, Any]) -> Extraction:
    """The extraction that `kb.model.to_json` made plain."""
    blocks = tuple(
        Block(**{key: _tuples(item) for key, item in block.items()}) for block in result.pop("blocks")
    )
    return Extraction(blocks, **{key: _tuples(item) for key, item in result.items()})


def _tuples(item: Any) -> Any:
    return tuple(_tuples(part) for part in item) if isinstance(item, list) else item
