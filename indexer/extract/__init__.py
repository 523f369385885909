"""Every kind of file an office has, read into the same blocks: `read_file` is the door."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from indexer.blocks import Extraction
from indexer.extract import text
from indexer.extract.isolate import read_isolated
from indexer.extract.readers import READERS, SUFFIXES, Job
from indexer.extract.sniff import sniff
from indexer.extract.syllables import vietnamese_share
from kb.errors import RefusedError, reason

__all__ = ["SUFFIXES", "read_file"]

_LOW_QUALITY = 0.7  # share of accented words that are syllables; sound documents have 0.97 and more
_FEWEST_WORDS = 30


def read_file(path: Path, *, ocr_cache: Path | None = None) -> Extraction:
    """Raises RefusedError: what is wrong with the file, and what to do about it.

    Plain text is read here; everything else in a process of its own. `ocr_cache` is a folder for
    the recognised pages of this file; those of its siblings are reused.
    """
    try:
        media_type = sniff(path)
        reader = READERS[media_type]
        if reader.module == "text":
            extraction = text.read(Job(path))
        else:
            extraction = read_isolated(path, media_type, reader.seconds, ocr_cache)
    except OSError as error:
        raise RefusedError(
            "unreadable", f"{path.name} cannot be read ({reason(error)}); check its name and its rights."
        ) from None
    return replace(extraction, warnings=(*extraction.warnings, *_warnings(extraction, path)))


def _warnings(extraction: Extraction, path: Path) -> list[str]:
    body = "\n".join(block.text for block in extraction.blocks)
    if not any(c.isalnum() for c in body):
        raise RefusedError(
            "no_text", f"{path.name} holds no text that can be read; scan it again or get the original."
        )
    warnings = []
    expected = READERS[extraction.media_type].suffixes
    if path.suffix.lower() not in expected and path.suffix.lower() in SUFFIXES:
        warnings.append(f"type_mismatch: the file is {extraction.media_type}, its name says {path.suffix}.")
    share, words = vietnamese_share(body)
    if words >= _FEWEST_WORDS and share < _LOW_QUALITY:
        warnings.append(
            f"low_quality_text: only {share:.0%} of the words look Vietnamese; compare with the original."
        )
    return warnings
