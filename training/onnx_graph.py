"""The tagger as two ONNX graphs, written node by node: what PyTorch's tracer would make of it runs slower."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

WIDTH, HEADS = 384, 12
Weights = dict[str, np.ndarray]


@dataclass
class Graph:
    """Nodes and constants in the making."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: dict[str, np.ndarray] = field(default_factory=dict)

    def op(self, kind: str, *inputs: str, domain: str = "", to: str = "", **attributes: object) -> str:
        """Add a node; the name of its output."""
        at = len(self.nodes)
        name = to or f"{kind.lower()}_{at}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, name=f"n{at}", **attributes))
        return name

    def as_float(self, value: str) -> str:
        """Add a cast to 32-bit floats."""
        name = f"float_{len(self.nodes)}"
        self.nodes.append(helper.make_node("Cast", [value], [name], name=f"n{len(self.nodes)}", to=TensorProto.FLOAT))
        return name

    def split(self, value: str, parts: int, width: int) -> list[str]:
        """Add a split of the last axis into parts of one width."""
        at = len(self.nodes)
        names = [f"split_{at}_{n}" for n in range(parts)]
        sizes = self.const(f"split_{at}", np.full(parts, width, np.int64))
        self.nodes.append(helper.make_node("Split", [value, sizes], names, name=f"n{at}", axis=-1))
        return names

    def const(self, name: str, value: np.ndarray) -> str:
        """Add a constant."""
        self.constants[name] = value
        return name

    def model(self, name: str, inputs: dict[str, tuple[int, list[object]]], outputs: list[str]) -> onnx.ModelProto:
        """The finished model, opset 17 with ONNX Runtime's own operators."""
        graph = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info(n, kind, shape) for n, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in outputs],
            [numpy_helper.from_array(value, n) for n, value in self.constants.items()],
        )
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def layer(g: Graph, x: str, weights: Weights, prefix: str, bias: str = "", epsilon: float = 1e-12) -> str:
    """One BERT layer over rows without padding; `bias` is added to what pairs of places attend to.

    ONNX Runtime's fused operators `Attention` and `SkipLayerNormalization` take twice the time of these on a CPU.
    """

    def linear(value: str, name: str) -> str:
        product = g.op("MatMul", value, g.const(f"{prefix}{name}.w", weights[f"{prefix}{name}.weight"].T.copy()))
        return g.op("Add", product, g.const(f"{prefix}{name}.b", weights[f"{prefix}{name}.bias"]))

    def norm(value: str, residual: str, name: str) -> str:
        scale = g.const(f"{prefix}{name}.w", weights[f"{prefix}{name}.weight"])
        shift = g.const(f"{prefix}{name}.b", weights[f"{prefix}{name}.bias"])
        return g.op("LayerNormalization", g.op("Add", value, residual), scale, shift, epsilon=epsilon)

    parts = g.split(linear(x, "qkv"), 3, weights[f"{prefix}qkv.weight"].shape[1])
    beside = ["", "", bias] if bias else []
    mixed = g.op("MultiHeadAttention", *parts, *beside, domain="com.microsoft", num_heads=HEADS)
    x = norm(linear(mixed, "out"), x, "norm1")
    raised = g.op("Gelu", linear(x, "up"), domain="com.microsoft")
    return norm(linear(raised, "down"), x, "norm2")


def added(g: Graph, x: str, kinds: str, tables: list[np.ndarray], name: str) -> str:
    """The input and, for each column of the kinds, that table's row: one lookup each."""
    for column, table in enumerate(tables):
        index = g.op("Gather", kinds, g.const(f"{name}{column}.at", np.array(column, np.int64)), axis=2)
        x = g.op("Add", x, g.op("Gather", g.const(f"{name}{column}", table), index))
    return x


def tables(weights: Weights, name: str) -> list[np.ndarray]:
    """The embedding tables of a module list, in order."""
    count = sum(key.startswith(f"{name}.") for key in weights)
    return [weights[f"{name}.{n}.weight"] for n in range(count)]


def head(g: Graph, x: str, weights: Weights, name: str, to: str = "") -> str:
    """A last linear layer, kept in full precision."""
    product = g.op("Einsum", x, g.const(f"{name}.w", weights[f"{name}.weight"]), equation="bnd,kd->bnk")
    return g.op("Add", product, g.const(f"{name}.b", weights[f"{name}.bias"]), to=to)


def embedded(g: Graph, weights: Weights) -> str:
    """The rows of the word pieces `ids` and of their places. Word pieces are int8 rows with a scale each."""
    words = weights["words.weight"]
    scale = np.maximum(np.abs(words).max(1, keepdims=True), 1e-8) / 127
    table = g.const("words", np.round(words / scale).astype(np.int8))
    x = g.op(
        "Mul",
        g.as_float(g.op("Gather", table, "ids")),
        g.op("Gather", g.const("scale", scale.astype(np.float32)), "ids"),
    )
    size = g.op("Shape", "ids")
    length = g.op("Gather", size, g.const("one", np.array(1, np.int64)))
    steps = g.op("Range", g.const("zero", np.array(0, np.int64)), length, "one")
    positions = weights["positions.weight"] + weights["segment"]
    return g.op("Add", x, g.op("Gather", g.const("positions", positions), steps))


def stacked(g: Graph, weights: Weights, layers: int) -> str:
    """The states of `ids` after so many layers."""
    norm = (g.const("norm.w", weights["norm.weight"]), g.const("norm.b", weights["norm.bias"]))
    x = g.op("LayerNormalization", embedded(g, weights), *norm, epsilon=1e-12)
    for n in range(layers):
        x = layer(g, x, weights, f"shared.{n}.")
    return x


def encoder(weights: Weights, shared: int, own: int) -> onnx.ModelProto:
    """Ids, features in; hidden states, cue and role logits out."""
    g = Graph()
    x = embedded(g, weights)
    x = added(g, x, "features", tables(weights, "features"), "feature")
    norm = (g.const("norm.w", weights["norm.weight"]), g.const("norm.b", weights["norm.bias"]))
    x = g.op("LayerNormalization", x, *norm, epsilon=1e-12)
    for n in range(shared):
        x = layer(g, x, weights, f"shared.{n}.")
    g.nodes.append(helper.make_node("Identity", [x], ["hidden"]))
    for n in range(own):
        x = layer(g, x, weights, f"cue_layers.{n}.")
    head(g, x, weights, "cue_head", to="tags")
    inputs = {
        "ids": (TensorProto.INT64, ["b", "n"]),
        "features": (TensorProto.INT64, ["b", "n", 5]),
    }
    return g.model("encoder", inputs, ["hidden", "tags"])


def reader(weights: Weights, own: int) -> onnx.ModelProto:
    """Hidden states of windows, relations, cue marks in; role logits and one logit a window out."""
    g = Graph()
    x = g.op("Add", "hidden", g.op("Gather", g.const("cue_mark", weights["cue_mark.weight"]), "marks"))
    x = added(g, x, "relations", tables(weights, "relations"), "relation")
    for n in range(own):
        x = layer(g, x, weights, f"reader_layers.{n}.")
    head(g, x, weights, "reader_head", to="roles")
    weight = g.as_float("marks")
    pooled = g.op("Einsum", x, weight, equation="bnd,bn->bd")
    logit = g.op("Einsum", pooled, g.const("valid.w", weights["valid_head.weight"][0]), equation="bd,d->b")
    count = g.op("ReduceSum", weight, g.const("axis", np.array([1], np.int64)), keepdims=0)
    g.op("Add", g.op("Div", logit, count), g.const("valid.b", weights["valid_head.bias"]), to="valid")
    inputs = {
        "hidden": (TensorProto.FLOAT, ["b", "n", WIDTH]),
        "relations": (TensorProto.INT64, ["b", "n", 4]),
        "marks": (TensorProto.INT64, ["b", "n"]),
    }
    return g.model("reader", inputs, ["roles", "valid"])


def meaning(weights: Weights, layers: int, kept: np.ndarray, mean: np.ndarray) -> onnx.ModelProto:
    """Ids in; for every word piece its last state without the mean, cut to the kept components (rows of WIDTH)."""
    g = Graph()
    x = stacked(g, weights, layers)
    head(g, x, {"kept.weight": kept, "kept.bias": -kept @ mean}, "kept", to="meaning")
    return g.model("meaning", {"ids": (TensorProto.INT64, ["b", "n"])}, ["meaning"])


def statement(weights: Weights, layers: int) -> onnx.ModelProto:
    """Ids in; for every word piece the logits of standing in a statement and of beginning one out."""
    g = Graph()
    x = stacked(g, weights, layers)
    head(g, x, weights, "head", to="chances")
    return g.model("statement", {"ids": (TensorProto.INT64, ["b", "n"])}, ["chances"])


def conflict(weights: Weights, first: int, end: int, last: int) -> onnx.ModelProto:
    """Layers `first` to `end` of an MPNet of `last`: ids in at the bottom, the three logits of a pair out at the top.

    A part takes the `states` of the part below it, shape (1, pieces, width), and the ids, which tell how many.
    """
    g = Graph()
    epsilon, x = 1e-5, "states"
    if first == 0:
        norm = (g.const("norm.w", weights["norm.weight"]), g.const("norm.b", weights["norm.bias"]))
        x = g.op("LayerNormalization", embedded(g, weights), *norm, epsilon=epsilon)
    size = g.op("Gather", g.op("Shape", "ids"), g.const("at_pieces", np.array([1, 1], np.int64)))
    start, axes = g.const("start", np.zeros(2, np.int64)), g.const("axes", np.array([2, 3], np.int64))
    bias = g.op("Slice", g.const("bias", weights["bias"]), start, size, axes)
    for n in range(first, end):
        x = layer(g, x, weights, f"shared.{n}.", bias, epsilon)
    if end == last:
        state = g.op("Gather", x, g.const("at_first", np.array(0, np.int64)), axis=1)
        both = g.op("Concat", g.op("ReduceMean", x, axes=[1], keepdims=0), state, axis=-1)
        raised = g.op("Gelu", flat(g, both, weights, "head.0"), domain="com.microsoft")
        flat(g, raised, weights, "head.3", to="sides")
    else:
        g.nodes.append(helper.make_node("Identity", [x], ["states"]))
    inputs: dict[str, tuple[int, list[object]]] = {"ids": (TensorProto.INT64, ["b", "n"])}
    if first:
        inputs["states"] = (TensorProto.FLOAT, ["b", "n", weights["norm.weight"].shape[0]])
    return g.model("conflict", inputs, ["sides" if end == last else "states"])


def flat(g: Graph, x: str, weights: Weights, name: str, to: str = "") -> str:
    """A linear layer over rows that are one vector each, in full precision."""
    product = g.op("Einsum", x, g.const(f"{name}.w", weights[f"{name}.weight"]), equation="bd,kd->bk")
    return g.op("Add", product, g.const(f"{name}.b", weights[f"{name}.bias"]), to=to)


def write(model: onnx.ModelProto, path: Path, *, exact: bool) -> None:
    """The model in a file, its matrices as int8 unless exact."""
    if exact:
        onnx.save(model, str(path))
        return
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        onnx.save(model, str(whole))
        quantize_dynamic(
            whole, path, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
        )  # fmt: skip


def read_back(models: list[onnx.ModelProto]) -> Weights:
    """The weights that both graphs hold, as near as their int8 values are: what training goes on from."""
    held = {i.name: numpy_helper.to_array(i) for model in models for i in model.graph.initializer}
    found = {"words.weight": held["words"] * held["scale"], "positions.weight": held["positions"]}
    found["segment"] = np.zeros(WIDTH, np.float32)
    for name, value in held.items():
        parts = name.removesuffix("_quantized").split(".")
        if name.endswith(".w_quantized"):
            found[".".join([*parts[:-1], "weight"])] = (value * held[f"{name[:-10]}_scale"]).T
        elif parts[-1] in ("w", "b") and parts[0] != "valid":
            found[".".join([*parts[:-1], "weight" if parts[-1] == "w" else "bias"])] = value
        elif name[:-1] in ("feature", "relation"):
            found[f"{name[:-1]}s.{name[-1]}.weight"] = value
    found |= {"cue_mark.weight": held["cue_mark"], "valid_head.bias": held["valid.b"]}
    found["valid_head.weight"] = held["valid.w"][None]
    return {name: np.ascontiguousarray(value, np.float32) for name, value in found.items()}
