"""From files to parsed documents: each content is read and parsed once; a file that fails is set aside."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache as once
from pathlib import Path

import indexer
import kb
from indexer import quarantine
from indexer.blocks import Extraction
from indexer.cache import Cache, key_of
from indexer.extract import read_file
from indexer.extract.tesseract import missing
from indexer.journal import Journal
from indexer.parse import parse
from indexer.plan import Chosen
from indexer.report import SLOW_SECONDS, Refusal
from indexer.scan import SourceFile, digest_of_file, document_ids
from kb.errors import RefusedError
from kb.model import ParsedDocument
from kb.store import Store

# The code that an extraction depends on; what comes after it may change without a page recognised again.
EXTRACTING = ("indexer/extract/", "indexer/blocks.py", "kb/pages.py")
AT_ONCE = 2  # files: most are read in a process of their own that computes on one core
# A document that turned out classified, or to lie outside the corpus, is withdrawn, whatever it was before.
NEVER_SERVED = frozenset({"secret", "outside"})

Extracting = Future[Extraction]


@dataclass(slots=True)
class Reading:
    """What came of the files: `chosen` by document id."""

    chosen: list[Chosen] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    slow: list[tuple[str, float]] = field(default_factory=list)
    quarantined: dict[str, quarantine.Entry] = field(default_factory=dict)


@once
def fingerprint() -> str:
    """Of the code that reads and parses: what other code made of the same file is not reused."""
    return _hash_of_code("indexer/", "kb/")


@once
def extraction_fingerprint() -> str:
    """Of the code that reads alone, by which extractions are kept."""
    return _hash_of_code(*EXTRACTING)


def _hash_of_code(*names: str) -> str:
    """With what recognition lacks here: pages that were left out are read once it is installed."""
    hashed = hashlib.sha256(missing().encode())
    for package in (kb, indexer):
        root = Path(package.__path__[0])
        for path in sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            name = f"{package.__name__}/{path.relative_to(root).as_posix()}"
            if name.startswith(names):
                hashed.update(f"{name}\0".encode() + path.read_bytes())
    return hashed.hexdigest()


class Library:
    """Parsed documents by file, from the cache where the same content was read by the same code."""

    def __init__(self, files: Sequence[SourceFile], cache: Cache, served: Store | None) -> None:
        self._cache = cache
        self._served = served
        self._origins = {o.source: o for o in served.origins()} if served else {}
        self._files = {file.source: file for file in files}
        self._ids = document_ids(self._files)
        self._seconds: dict[str, float] = {}  # that files took to read
        self._last: tuple[Chosen, ParsedDocument] | None = None

    def read_all(self, before: dict[str, quarantine.Entry], journal: Journal) -> Reading:
        reading = Reading()
        due = journal.every(0.05, len(self._files))
        for done, (file, extraction) in enumerate(self._ahead(before), start=1):
            try:
                self._take(file, before.get(file.source), extraction, reading)
            except RefusedError as error:
                self._refuse(file, before.get(file.source), error, reading)
            if due(done):
                journal.say(f"Read {done} of {len(self._files)} files")
        reading.chosen.sort(key=lambda c: c.id)
        reading.slow = [
            (s, round(took, 1)) for s, took in sorted(self._seconds.items()) if took > SLOW_SECONDS
        ]
        self._forget_pages_except({chosen.digest for chosen in reading.chosen})
        return reading

    def _ahead(self, before: dict[str, quarantine.Entry]) -> Iterator[tuple[SourceFile, Extracting | None]]:
        """The files in order, with what comes of those that must be read: some are read at once."""
        waiting: deque[tuple[SourceFile, Extracting | None]] = deque()
        begun: set[bytes] = set()  # of two files with one content the second finds the first in the cache
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for file in self._files.values():
                key = self._key("extraction", file)
                if self._must_be_read(file, before.get(file.source)) and key not in begun:
                    begun.add(key)
                    waiting.append((file, pool.submit(self._read, file)))
                else:
                    waiting.append((file, None))
                if len(waiting) > 2 * AT_ONCE:
                    yield waiting.popleft()
            yield from waiting

    def _must_be_read(self, file: SourceFile, before: quarantine.Entry | None) -> bool:
        if file.refusal or (before and before.given_up(file.digest, fingerprint())):
            return False
        return not any(self._cache.has(self._key(step, file)) for step in ("parsed", "extraction"))

    def parsed(self, chosen: Chosen) -> ParsedDocument:
        """The last one is remembered: several things are found in a document, one after the other."""
        if self._last is None or self._last[0] != chosen:
            self._last = chosen, self._parsed(chosen)
        return self._last[1]

    def _parsed(self, chosen: Chosen) -> ParsedDocument:
        if chosen.stale and self._served:
            last_good = self._served.as_read(self._origins[chosen.source].id)
            return replace(last_good, document=replace(last_good.document, id=chosen.id))
        return self._parse(self._files[chosen.source])

    def _take(
        self,
        file: SourceFile,
        before: quarantine.Entry | None,
        extraction: Extracting | None,
        reading: Reading,
    ) -> None:
        if file.refusal:
            raise file.refusal
        if before and before.given_up(file.digest, fingerprint()):
            raise RefusedError(before.code, before.message)
        if not self._cache.has(self._key("parsed", file)):
            self._parse(file, extraction)
        reading.chosen.append(Chosen(self._ids[file.source], file.source, file.digest))

    def _refuse(
        self, file: SourceFile, before: quarantine.Entry | None, error: RefusedError, reading: Reading
    ) -> None:
        """Whatever the reason, it may be a classified document: nothing recognised of it stays on disk."""
        if file.digest:
            shutil.rmtree(self._pages(file), ignore_errors=True)
        entry = quarantine.tried(before, file.digest, fingerprint(), error)
        reading.quarantined[file.source] = entry
        last_good = self._origins.get(file.source) if error.code not in NEVER_SERVED else None
        if last_good:
            reading.chosen.append(
                Chosen(self._ids[file.source], file.source, last_good.digest, stale=error.code)
            )
        reading.refused.append(Refusal(file.source, error.code, str(error), entry.tries, bool(last_good)))

    def _parse(self, file: SourceFile, begun: Extracting | None = None) -> ParsedDocument:
        key = self._key("parsed", file)
        known = self._cache.get(key, ParsedDocument)
        if known:
            return known
        extraction_key = self._key("extraction", file)
        extraction = begun.result() if begun else self._cache.get(extraction_key, Extraction)
        extraction = extraction or self._read(file)
        parsed = _parse(extraction, file, self._ids[file.source])
        self._cache.put(extraction_key, extraction, digest=file.digest, maker=extraction_fingerprint())
        self._cache.put(key, parsed, digest=file.digest, maker=fingerprint())
        return parsed

    def _read(self, file: SourceFile) -> Extraction:
        began = time.monotonic()
        try:
            extraction = read_file(file.path, ocr_cache=self._pages(file))
            if digest_of_file(file.path) != file.digest:
                message = f"{file.path.name} changed while it was read; the next build takes it."
                raise RefusedError("changing", message)
        finally:
            self._seconds[file.source] = time.monotonic() - began
        return extraction

    def _key(self, step: str, file: SourceFile) -> bytes:
        """An extraction depends on content alone and so serves a file that moved; a parse on names too."""
        if step == "parsed":
            return key_of(step, fingerprint(), file.digest, file.source, self._ids[file.source])
        return key_of(step, extraction_fingerprint(), file.digest, file.path.suffix.lower())

    def _pages(self, file: SourceFile) -> Path:
        return self._cache.pages / file.digest

    def _forget_pages_except(self, digests: set[str]) -> None:
        for folder in self._cache.pages.glob("*"):
            if folder.name not in digests:
                shutil.rmtree(folder)


def _parse(extraction: Extraction, file: SourceFile, document_id: str) -> ParsedDocument:
    try:
        return parse(extraction, document_id=document_id, source=file.source)
    except RefusedError:
        raise
    except Exception as error:  # one document that shows a fault of ours must not cost all others
        raise RefusedError(
            "corrupt",
            f"{file.path.name} was read but not understood ({type(error).__name__}: {error}); report it.",
        ) from error
