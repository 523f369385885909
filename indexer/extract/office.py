"""DOC, ODT and RTF: LibreOffice makes them DOCX, whose reader does the rest.

LibreOffice ends well even when it wrote nothing, and runs that share a profile fail, so each has a
profile of its own and only the file it should have written counts.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from indexer.blocks import Extraction
from indexer.extract import docx
from indexer.extract.archive import check_archive
from indexer.extract.readers import Job
from indexer.extract.sniff import sniff
from kb.errors import RefusedError

_SUFFIXES = {"application/msword": ".doc", "application/rtf": ".rtf"}
_SECONDS = 90


def read(job: Job) -> Extraction:
    media_type = sniff(job.path)
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        message = f"{job.path.name} needs LibreOffice; install the Debian package libreoffice-writer-nogui."
        raise RefusedError("converter_unavailable", message)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"document{_SUFFIXES.get(media_type, '.odt')}"
        shutil.copyfile(job.path, source)  # a name that matches the type: LibreOffice goes by it
        converted = _convert(soffice, source, Path(folder), job.path.name)
        try:
            check_archive(converted)
            extraction = docx.read(replace(job, path=converted))
        except RefusedError as refusal:
            raise RefusedError(refusal.code, str(refusal).replace(converted.name, job.path.name)) from None
    return replace(extraction, reader="office", media_type=media_type)


def _convert(soffice: str, source: Path, folder: Path, name: str) -> Path:
    command = [
        soffice,
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    try:
        subprocess.run(command, check=False, capture_output=True, timeout=_SECONDS)  # noqa: S603 a fixed program
    except subprocess.TimeoutExpired:
        message = f"{name} took LibreOffice longer than {_SECONDS} s; save it as DOCX or split it."
        raise RefusedError("timeout", message) from None
    converted = folder / "out" / f"{source.stem}.docx"
    if not converted.is_file():
        message = f"{name} cannot be opened by LibreOffice: it is damaged or locked; save it again as DOCX."
        raise RefusedError("corrupt", message)
    return converted
