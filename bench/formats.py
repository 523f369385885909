"""How well every format is read: `python -m bench.formats [../shared/documents]`.

CER is the edit distance to the truth over its length, blanks counted as one; `infix` the same without
regard to reading order (each line of the truth against the nearest stretch of what was read). Whole:
blocks of the truth found as one block or line, those cut by a page's end joined as the product joins
them. Seconds are wall time a page, or a file where there are no pages, OCR not cached.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from bench.made import Made, convert, from_text, write_docx
from indexer.blocks import Extraction
from indexer.extract import read_file
from indexer.extract.encodings import decode
from kb.errors import RefusedError

# The pages of pdf_scan/ as they stand there, parted by form feeds. The *.gt.txt beside the scans differ from
# their pages by 9 to 14% (words the pages do not have, others left out), so they cannot measure a reader.
READ_BY_EYE = Path(__file__).parents[1] / "tests/golden/scans"
NUMBERED = [
    (0, "Sở Tài chính"),
    (1, "Báo cáo"),
    (1, "Dự toán"),
    (0, "Sở Y tế"),
    (1, "Kế hoạch"),
    (2, "Phụ lục"),
]
NUMBERS = ["1.", "a)", "b)", "2.", "a)", "-"]


@dataclass(frozen=True)
class Row:
    name: str
    cer: float | None = None
    infix: float | None = None
    whole: str = ""
    notes: str = ""
    rows: str = ""
    numbers: str = ""
    seconds: float = 0.0


def distance(a: str, b: str, *, infix: bool = False) -> int:
    """Levenshtein distance, a row at a time; with `infix`, of `a` to the nearest stretch of `b`."""
    target = np.frombuffer(b.encode("utf-32-le"), dtype=np.uint32)
    steps = np.arange(len(target) + 1)
    row = np.zeros_like(steps) if infix else steps.copy()
    for i, code in enumerate(np.frombuffer(a.encode("utf-32-le"), dtype=np.uint32), start=1):
        new = np.concatenate(([i], np.minimum(row[1:] + 1, row[:-1] + (target != code))))
        row = np.minimum.accumulate(new - steps) + steps
    return int(row.min() if infix else row[-1])


def plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text).replace("**", "").replace("|", " ")
    return " ".join(text.split())


def text_of(extraction: Extraction, page: int | None = None) -> str:
    said = [b for b in extraction.blocks if b.kind != "running_head" and page in {None, b.page}]
    return plain(" ".join(f"{b.number} {b.text}" for b in said))


def timed(path: Path) -> tuple[Extraction, float]:
    start = time.perf_counter()
    extraction = read_file(path)
    return extraction, (time.perf_counter() - start) / (extraction.pages or 1)


def rebuilt(path: Path, truth_file: Path) -> Row:
    """A file whose truth is a list of blocks."""
    extraction, seconds = timed(path)
    blocks = json.loads(truth_file.read_text("utf-8"))["blocks"]
    truth = [plain(block["text"]) for block in blocks]
    seen = _units(extraction)
    got, whole = text_of(extraction), " ".join(truth)
    wanted = [tuple(map(plain, row)) for block in blocks for row in block.get("rows", [])]
    rows = {tuple(map(plain, row)) for block in extraction.blocks for row in block.rows}
    return Row(
        f"{path.parent.name}/{path.name}",
        cer=distance(whole, got) / len(whole),
        whole=f"{sum(text in seen for text in truth)}/{len(truth)}",
        rows=f"{sum(row in rows for row in wanted)}/{len(wanted)}",
        seconds=seconds,
    )


def _units(extraction: Extraction) -> set[str]:
    """Every block, every line of one, and every block with what follows it on the next page."""
    said = [b for b in extraction.blocks if b.kind not in {"running_head", "footnote"}]
    units = {plain(f"{b.number} {b.text}") for b in said}
    units |= {plain(line) for b in said for line in b.text.split("\n")}
    units |= {plain(f"{a.text} {b.text}") for a, b in pairwise(said) if a.page != b.page}
    joined = [plain(b.text.replace("\n", " ")) for b in said if b.kind == "layout"]
    pairs = [plain(f"{x} {y}") for b in said for x, y in _neighbours(b.text.split("\n"))]
    return units | set(joined) | set(pairs)


def _neighbours(lines: list[str]) -> list[tuple[str, str]]:
    return list(pairwise(lines))


def footnoted(path: Path, made: Made) -> Row:
    """A document made with footnotes and automatic numbers."""
    extraction, seconds = timed(path)
    linked = sum(_is_linked(mark, note, extraction) for mark, note in made.notes.items())
    numbered = [b.number or b.text.split(" ", 1)[0] for b in extraction.blocks if _ends_with_item(b.text)]
    seen = _units(extraction)
    return Row(
        f"made/{path.name}",
        whole=f"{sum(plain(p) in seen for p in made.paragraphs)}/{len(made.paragraphs)}",
        notes=f"{linked}/{len(made.notes)}",
        numbers=f"{sum(a == b for a, b in zip(numbered, NUMBERS, strict=False))}/{len(NUMBERS)}",
        seconds=seconds,
    )


def _ends_with_item(text: str) -> bool:
    return any(re.sub(r"^\S+\s", "", plain(text)) == item or plain(text) == item for _, item in NUMBERED)


def _is_linked(mark: str, note: str, extraction: Extraction) -> bool:
    """Whether the note is a footnote of its own and a block says where its mark stands."""
    said = any(b.kind == "footnote" and plain(b.text).startswith(mark) and plain(note)[:60] in plain(b.text)
               for b in extraction.blocks)  # fmt: skip
    return said and any(b.text.startswith(mark, ref) for b in extraction.blocks for ref in b.refs)


def encoded(path: Path, truth: str) -> Row:
    start = time.perf_counter()
    text, encoding, _ = decode(path.read_bytes(), path.name)
    seconds = time.perf_counter() - start
    return Row(f"encodings/{path.name} ({encoding})", cer=distance(truth, text) / len(truth), seconds=seconds)


def scanned(path: Path, truth: list[str]) -> Row:
    """Pages against the truth of each page."""
    extraction, seconds = timed(path)
    errors = length = infix = 0
    for page, text in enumerate(truth, start=1):
        got, wanted = text_of(extraction, page), plain(text)
        lines = [plain(line) for line in text.splitlines() if plain(line) and not line.strip().isdigit()]
        errors += distance(re.sub(r"^\d+ ", "", wanted), got)
        infix += sum(distance(line, got, infix=True) for line in lines)
        length += len(wanted)
    return Row(f"{path.parent.name}/{path.name}", errors / length, infix / length, seconds=seconds)


def measure(folder: Path) -> list[Row]:
    rows = [
        rebuilt(path, folder / "formats" / f"{path.name[:3]}.truth.json")
        for path in sorted((folder / "formats").iterdir())
        if path.suffix != ".json"
    ]
    rows += [
        rebuilt(p, folder / "legacy/truth.json")
        for p in sorted((folder / "legacy").iterdir())
        if p.suffix != ".json"
    ]
    rows += _made(folder.parent / "corpus")
    truth = decode((folder / "encodings/000.utf8.txt").read_bytes(), "")[0]
    rows += [encoded(path, truth) for path in sorted((folder / "encodings").iterdir())]
    pages = json.loads((folder / "scans/scan.truth.json").read_text("utf-8"))
    rows.append(scanned(folder / "scans/scan_noisy.pdf", pages))
    for path in sorted((folder / "pdf_scan").glob("*.pdf")):
        rows.append(scanned(path, (READ_BY_EYE / f"{path.stem}.txt").read_text("utf-8").split("\f")))
    return rows


def _made(corpus: Path) -> list[Row]:
    source = next(corpus.glob("2024-03-15*"))
    made = from_text(source.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "footnotes.docx"
        write_docx(made, path, NUMBERED)
        files = [path, *(convert(path, suffix) for suffix in ("doc", "odt", "rtf", "html", "pdf"))]
        return [footnoted(file, made) for file in files]


def refused(folder: Path) -> list[str]:
    lines = []
    for path in sorted((folder / "hostile").iterdir()):
        start = time.perf_counter()
        try:
            outcome = f"read by {read_file(path).reader}"
        except RefusedError as refusal:
            outcome = refusal.code
        lines.append(f"{path.name:28} {outcome:18} {time.perf_counter() - start:6.2f} s")
    return lines


def main(folder: Path) -> None:
    print(f"{'file':42} {'CER %':>7} {'infix %':>8} {'whole':>8} {'notes':>6} {'rows':>5} {'nos':>4}  s/page")
    for row in measure(folder):
        rates = [f"{100 * rate:.3f}" if rate is not None else "" for rate in (row.cer, row.infix)]
        counts = f"{row.whole:>8} {row.notes:>6} {row.rows:>5} {row.numbers:>4} {row.seconds:7.2f}"
        print(f"{row.name:42} {rates[0]:>7} {rates[1]:>8} {counts}")
    print("\n".join(["", *refused(folder)]))


if __name__ == "__main__":
    main(Path(sys.argv[1] if sys.argv[1:] else "../shared/documents"))
