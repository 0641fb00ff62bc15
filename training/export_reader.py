"""Writes the reader's weights from a checkpoint of `reader.py`: the encoder and the heads as ONNX graphs.

    python training/export_reader.py CHECKPOINT [--variant dynamic] [--folder DIR]

The encoder's graph takes word rows, shapes and speech flags of the new pieces, the place the first of them has in
its segment, and keys and values of the pieces before; it gives hidden vectors and keys and values of all.
Needs torch, numpy, onnx.
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper

from encoder import HEADS, LAYERS, MICROSOFT, WIDTH, Graph
from shipping import WEIGHTS, Shipment

Array = NDArray[np.float32]
SIZE = WIDTH // HEADS
SEGMENT = 512


def build(variant: str, w: dict[str, Array]) -> onnx.ModelProto:
    """The encoder's graph in one of the arithmetics of `encoder.Graph`."""
    graph = Graph(variant)
    (count,) = graph.node("Shape", ["shapes"], start=0, end=1)
    (stop,) = graph.node("Add", ["start", count])
    places = graph.constant(w["places.weight"][:SEGMENT], "places")
    zero = graph.constant(np.zeros(1, np.int64), "zero")
    (place,) = graph.node("Slice", [places, "start", stop, zero])
    (shape,) = graph.node("Gather", [graph.constant(w["shapes.weight"], "shape_table"), "shapes"])
    (speech,) = graph.node("Gather", [graph.constant(w["speech.weight"], "speech_table"), "speech"])
    (sum1,) = graph.node("Add", [place, shape])
    (sum2,) = graph.node("Add", [sum1, speech])
    (sum3,) = graph.node("Unsqueeze", [sum2, zero])
    x = graph.skip_norm("rows", sum3, w, "norm", None)
    for i in range(LAYERS):
        x = _layer(graph, w, x, i)
    graph.nodes.append(helper.make_node("Squeeze", [x, "zero"], ["hidden"]))
    past = [1, HEADS, "before", SIZE]
    total = [1, HEADS, "total", SIZE]
    info = helper.make_tensor_value_info
    inputs = [
        info("rows", TensorProto.FLOAT, [1, "pieces", WIDTH]),
        info("shapes", TensorProto.INT64, ["pieces"]),
        info("speech", TensorProto.INT64, ["pieces"]),
        info("start", TensorProto.INT64, [1]),
        *(info(f"{part}_{i}", TensorProto.FLOAT, past) for i in range(LAYERS) for part in ("key", "value")),
    ]
    outputs = [
        info("hidden", TensorProto.FLOAT, ["pieces", WIDTH]),
        *(
            info(f"next_{part}_{i}", TensorProto.FLOAT, total)
            for i in range(LAYERS)
            for part in ("key", "value")
        ),
    ]
    proto = helper.make_graph(graph.nodes, "wellanyway-reader", inputs, outputs, graph.constants)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(proto, opset_imports=opsets, ir_version=9, producer_name="wellanyway")


def _layer(graph: Graph, w: dict[str, Array], x: str, i: int) -> str:
    at = f"layers.{i}"
    together = graph.product(x, w[f"{at}.qkv.weight"].T, f"{at}.qkv", w[f"{at}.qkv.bias"])
    if not any(c.name == "thirds" for c in graph.constants):
        graph.constant(np.full(3, WIDTH, np.int64), "thirds")
    split = graph.node("Split", [together, "thirds"], outputs=3, axis=2)
    heard = f"heard_{i}"
    graph.nodes.append(
        helper.make_node(
            "MultiHeadAttention",
            [*split, "", "", "", f"key_{i}", f"value_{i}"],
            [heard, f"next_key_{i}", f"next_value_{i}"],
            domain=MICROSOFT,
            num_heads=HEADS,
        )
    )
    mixed = graph.product(heard, w[f"{at}.out.weight"].T, f"{at}.out")
    x = graph.skip_norm(mixed, x, w, f"{at}.norm", w[f"{at}.out.bias"])
    up = graph.product(x, w[f"{at}.up.weight"].T, f"{at}.up")
    (active,) = graph.node(
        "BiasGelu", [up, graph.constant(w[f"{at}.up.bias"], f"{at}.up.bias")], domain=MICROSOFT
    )
    down = graph.product(active, w[f"{at}.down.weight"].T, f"{at}.down")
    return graph.skip_norm(down, x, w, f"{at}.norm2", w[f"{at}.down.bias"])


def spans(w: dict[str, Array]) -> onnx.ModelProto:
    """The graph on top of the words of some sentences: spans, events, and the parts of mentions' vectors."""
    graph = Graph("float32")
    size = w["spans.starts.weight"].shape[0]
    classes = w["spans.pair"].shape[0]

    def linear(x: str, name: str) -> str:
        return graph.product(x, w[f"{name}.weight"].T, name, w[f"{name}.bias"])

    (s,) = graph.node("Gelu", [linear("first", "spans.starts")], domain=MICROSOFT)
    (e,) = graph.node("Gelu", [linear("last", "spans.ends")], domain=MICROSOFT)
    pair = w["spans.pair"].transpose(1, 0, 2).reshape(size, -1)
    crossed = graph.product(s, np.ascontiguousarray(pair), "pair")
    (cube,) = graph.node(
        "Reshape", [crossed, graph.constant(np.array([-1, classes, size], np.int64), "cube")]
    )
    (turned,) = graph.node("Transpose", [e], perm=[1, 0])
    (table,) = graph.node("MatMul", [cube, turned])  # (words, classes, words)
    (table,) = graph.node("Transpose", [table], perm=[0, 2, 1])
    one = w["spans.one.weight"]
    start = graph.product(s, np.ascontiguousarray(one[:, :size].T), "of_start", w["spans.one.bias"])
    end = graph.product(e, np.ascontiguousarray(one[:, size:].T), "of_end")
    (start,) = graph.node("Unsqueeze", [start, graph.constant(np.array([1], np.int64), "second")])
    (table,) = graph.node("Add", [table, start])
    graph.nodes.append(helper.make_node("Add", [table, end], ["spans"]))
    _named(graph, linear("mean", "spans.inside"), "inside")
    (inner,) = graph.node("Gelu", [linear("mean", "events.1")], domain=MICROSOFT)
    (odds,) = graph.node("Sigmoid", [linear(inner, "events.3")])
    graph.nodes.append(helper.make_node("Squeeze", [odds, "second"], ["events"]))
    mention = w["linker.mention.weight"]
    for part, at in (("first", 0), ("last", WIDTH), ("mean", 2 * WIDTH)):
        bias = w["linker.mention.bias"] if part == "mean" else None
        _named(
            graph,
            graph.product(part, np.ascontiguousarray(mention[:, at : at + WIDTH].T), f"m_{part}", bias),
            f"mention_{part}",
        )
    words = ["words", WIDTH]
    pairs = [("spans", ["words", "words", classes]), ("inside", ["words", classes]), ("events", ["words"])]
    pairs += [(f"mention_{part}", ["words", mention.shape[0]]) for part in ("first", "last", "mean")]
    return _model(graph, [(name, words) for name in ("first", "last", "mean")], pairs)


def links(w: dict[str, Array]) -> onnx.ModelProto:
    """The graph that scores one mention against referents and against being new."""
    graph = Graph("float32")
    p = "linker."
    (mean_times,) = graph.node("Mul", ["means", "mention"])
    (last_times,) = graph.node("Mul", ["lasts", "mention"])
    (wide,) = graph.node("Concat", ["means", mean_times, last_times, "features"], axis=1)
    joint = np.concatenate([w[f"{p}{name}.weight"] for name in "bcd"] + [w[f"{p}f.weight"]], axis=1).T
    x = graph.product(wide, np.ascontiguousarray(joint), "joint", w[f"{p}f.bias"])
    own = graph.product("mention", w[f"{p}a.weight"].T, "own")
    (x,) = graph.node("Add", [x, own])
    (x,) = graph.node("Relu", [x])
    (x,) = graph.node("Relu", [graph.product(x, w[f"{p}two.weight"].T, "two", w[f"{p}two.bias"])])
    x = graph.product(x, w[f"{p}score.weight"].T, "score", w[f"{p}score.bias"])
    graph.nodes.append(
        helper.make_node("Squeeze", [x, graph.constant(np.array([1], np.int64), "second")], ["scores"])
    )
    fresh = graph.product("fresh", w[f"{p}new_f.weight"].T, "new_f", w[f"{p}new_f.bias"])
    (fresh,) = graph.node("Add", [fresh, graph.product("mention", w[f"{p}new_m.weight"].T, "new_m")])
    (fresh,) = graph.node("Relu", [fresh])
    _named(
        graph, graph.product(fresh, w[f"{p}new_score.weight"].T, "new_score", w[f"{p}new_score.bias"]), "new"
    )
    size = w[f"{p}a.weight"].shape[1]
    inputs = [
        ("mention", [1, size]), ("means", ["referents", size]), ("lasts", ["referents", size]),
        ("features", ["referents", w[f"{p}f.weight"].shape[1]]), ("fresh", [1, w[f"{p}new_f.weight"].shape[1]]),
    ]  # fmt: skip
    return _model(graph, inputs, [("scores", ["referents"]), ("new", [1, 1])])


def _named(graph: Graph, x: str, name: str) -> None:
    graph.nodes.append(helper.make_node("Identity", [x], [name]))


def _model(
    graph: Graph, inputs: list[tuple[str, list[object]]], outputs: list[tuple[str, list[object]]]
) -> onnx.ModelProto:
    info = helper.make_tensor_value_info
    proto = helper.make_graph(
        graph.nodes,
        "wellanyway-reader",
        [info(name, TensorProto.FLOAT, shape) for name, shape in inputs],
        [info(name, TensorProto.FLOAT, shape) for name, shape in outputs],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(proto, opset_imports=opsets, ir_version=9, producer_name="wellanyway")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--variant", default="dynamic")
    parser.add_argument("--folder", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    kept = torch.load(args.checkpoint, map_location="cpu", weights_only=True)["model"]
    state = {name: value.float().numpy() for name, value in kept.items()}
    encoder = {
        name.removeprefix("encoder."): value for name, value in state.items() if name.startswith("encoder.")
    }
    shipment = Shipment(args.folder)
    for name, model in (
        ("encoder", build(args.variant, encoder)),
        ("spans", spans(state)),
        ("links", links(state)),
    ):
        onnx.checker.check_model(model)
        shipment.add(f"reader-{name}.onnx", model.SerializeToString(), licence="Apache-2.0", card="reader.md")
    shipment.add(
        "reader-widths.npy", _array(state["spans.widths.weight"]), licence="Apache-2.0", card="reader.md"
    )
    shipment.close()


def _array(value: Array) -> bytes:
    out = io.BytesIO()
    np.save(out, value.astype(np.float32))
    return out.getvalue()


if __name__ == "__main__":
    main()
