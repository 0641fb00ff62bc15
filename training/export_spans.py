"""Makes the span reader's files that ship from a checkpoint of `spans.py`: an ONNX graph with 8-bit weights.

    python export_spans.py CHECKPOINT            writes spans.onnx and span-feelings.json beside the other weights
    python export_spans.py CHECKPOINT --to FILE  the graph alone, elsewhere

Word rows come from the table that all networks share; the scores of stretches are put together from the graph's outputs
by `wellanyway.models.span_network`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper

from encoder import LAYERS, MICROSOFT, SHIPPED, WIDTH, Array, Graph, layer
from shipping import Shipment
from span_model import PAIR


def as_base(state: dict[str, Any]) -> dict[str, Array]:
    """The body's weights by the base encoder's names."""
    found: dict[str, Array] = {}
    for i in range(LAYERS):
        at, own = f"encoder.layer.{i}", f"layers.{i}"
        for kind in ("weight", "bias"):
            parts = np.split(state[f"{own}.qkv.{kind}"].numpy(), 3)
            for name, part in zip(("query", "key", "value"), parts, strict=True):
                found[f"{at}.attention.self.{name}.{kind}"] = part
            found[f"{at}.attention.output.dense.{kind}"] = state[f"{own}.out.{kind}"].numpy()
            found[f"{at}.attention.output.LayerNorm.{kind}"] = state[f"{own}.norm.{kind}"].numpy()
            found[f"{at}.intermediate.dense.{kind}"] = state[f"{own}.up.{kind}"].numpy()
            found[f"{at}.output.dense.{kind}"] = state[f"{own}.down.{kind}"].numpy()
            found[f"{at}.output.LayerNorm.{kind}"] = state[f"{own}.norm2.{kind}"].numpy()
    for kind in ("weight", "bias"):
        found[f"embeddings.LayerNorm.{kind}"] = state[f"norm.{kind}"].numpy()
    return found


def build(state: dict[str, Any]) -> onnx.ModelProto:
    """Word `rows` (1, t, WIDTH), `shapes` and `sides` (1, t) -> `ends` (t, 2), `pair` (t, 2 * PAIR), `none` (1,), `feelings`."""
    graph, weights = Graph(SHIPPED), as_base(state)
    (size,) = graph.node("Shape", ["rows"], start=1, end=2)
    zero, axis = (
        graph.constant(np.zeros(1, np.int64), "zero"),
        graph.constant(np.zeros(1, np.int64), "first_axis"),
    )
    places = graph.constant(state["places.weight"].numpy(), "places")
    (here,) = graph.node("Slice", [places, zero, size, axis])
    (x,) = graph.node("Add", ["rows", here])
    for name in ("shapes", "sides"):
        table = graph.constant(state[f"{name}.weight"].numpy(), f"{name}.table")
        (added,) = graph.node("Gather", [table, name])
        (x,) = graph.node("Add", [x, added])
    x = graph.node(
        "LayerNormalization",
        [
            x,
            *(
                graph.constant(weights[f"embeddings.LayerNorm.{kind}"], f"norm.{kind}")
                for kind in ("weight", "bias")
            ),
        ],
        epsilon=1e-12,
    )[0]
    for index in range(LAYERS):
        x = layer(graph, weights, x, index)
    (flat,) = graph.node("Squeeze", [x, zero])
    linear(graph, flat, state, "ends", "ends")
    linear(graph, flat, state, "pair", "pair")
    (first,) = graph.node("Gather", [flat, zero], axis=0)
    for name, output in (("none", "none"), ("feeling", "feelings")):
        hidden = linear(graph, first, state, f"{name}.0")
        (active,) = graph.node("Gelu", [hidden], domain=MICROSOFT)
        linear(graph, active, state, f"{name}.2", output)
    feelings = state["feeling.2.weight"].shape[0]
    proto = helper.make_graph(
        graph.nodes,
        "span reader",
        [
            helper.make_tensor_value_info("rows", TensorProto.FLOAT, [1, "t", WIDTH]),
            helper.make_tensor_value_info("shapes", TensorProto.INT64, [1, "t"]),
            helper.make_tensor_value_info("sides", TensorProto.INT64, [1, "t"]),
        ],
        [
            helper.make_tensor_value_info("ends", TensorProto.FLOAT, ["t", 2]),
            helper.make_tensor_value_info("pair", TensorProto.FLOAT, ["t", 2 * PAIR]),
            helper.make_tensor_value_info("none", TensorProto.FLOAT, [1, 1]),
            helper.make_tensor_value_info("feelings", TensorProto.FLOAT, [1, feelings]),
        ],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(proto, opset_imports=opsets, ir_version=9, producer_name="wellanyway")


def linear(graph: Graph, x: str, state: dict[str, Any], name: str, output: str = "") -> str:
    """A small float32 layer; `output` names what it yields where that leaves the graph."""
    weight = graph.constant(state[f"{name}.weight"].numpy().T, f"head.{name}.weight")
    bias = graph.constant(state[f"{name}.bias"].numpy(), f"head.{name}.bias")
    (product,) = graph.node("MatMul", [x, weight])
    (found,) = graph.node("Add", [product, bias])
    if output:
        graph.nodes[-1].output[0] = found = output
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--to", type=Path)
    args = parser.parse_args()
    kept = torch.load(args.checkpoint, weights_only=False, map_location="cpu")
    model = build(kept["model"])
    onnx.checker.check_model(model)
    described = {
        "feelings": kept["feelings"],
        "lengths": [round(float(value), 5) for value in kept["model"]["lengths.weight"][:, 0]],
    }
    if args.to:
        onnx.save(model, args.to)
        args.to.with_suffix(".json").write_text(json.dumps(described) + "\n")
        return
    shipment = Shipment()
    shipment.add("spans.onnx", model.SerializeToString(), licence="CC-BY-SA-4.0", card="spans.md")
    shipment.add(
        "spans.json", (json.dumps(described) + "\n").encode(), licence="CC-BY-SA-4.0", card="spans.md"
    )
    shipment.close()


if __name__ == "__main__":
    main()
