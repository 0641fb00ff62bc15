"""The span reader's checkpoint out of the file that ships, to go on training where the checkpoint itself is gone.

    python span_restore.py --weights spans.onnx --out CHECKPOINT

What is lost is what 8-bit weights lose: training goes on from what listeners have.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from encoder import LAYERS, WIDTH, Array
from span_model import SpanModel
from wellanyway.models.loader import verified

__all__ = ["restored"]


def restored(weights: Path, description: dict[str, Any], words: Path) -> SpanModel:
    """The model of a graph that `export_spans.py` wrote; word rows from the table that all networks share."""
    graph = onnx.load(weights).graph
    found = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    state: dict[str, Array] = {
        "words.weight": _words(words),
        "places.weight": found["places"],
        "shapes.weight": found["shapes.table"],
        "sides.weight": found["sides.table"],
        "norm.weight": found["norm.weight"],
        "norm.bias": found["norm.bias"],
        "lengths.weight": np.array(description["lengths"], np.float32)[:, None],
    }
    for i in range(LAYERS):
        base, own = f"encoder.layer.{i}", f"layers.{i}"
        for name, key, bias in (
            ("qkv", "qkv", "qkv.bias"),
            ("out", "attention.output.dense", "attention.output.LayerNorm.skip"),
            ("up", "up", "up.bias"),
            ("down", "down", "output.LayerNorm.skip"),
        ):
            state[f"{own}.{name}.weight"] = _product(found[f"{base}.{key}"], found[f"{base}.{key}.scales"])
            state[f"{own}.{name}.bias"] = found[f"{base}.{bias}"]
        for name, key in (("norm", "attention.output.LayerNorm"), ("norm2", "output.LayerNorm")):
            for kind in ("weight", "bias"):
                state[f"{own}.{name}.{kind}"] = found[f"{base}.{key}.{kind}"]
    for name in ("ends", "pair", "none.0", "none.2", "feeling.0", "feeling.2"):
        state[f"{name}.weight"] = found[f"head.{name}.weight"].T
        state[f"{name}.bias"] = found[f"head.{name}.bias"]
    model = SpanModel(len(description["feelings"]))
    model.load_state_dict({name: torch.tensor(np.array(value)) for name, value in state.items()})
    model.words.weight.requires_grad_(requires_grad=False)
    return model


def _product(levels: Array, scales: Array) -> Array:
    """A weight (out, in) of its 8-bit blocks."""
    blocks = (levels.astype(np.float32) - 128) * scales.reshape(*levels.shape[:2], 1)
    return blocks.reshape(len(levels), -1)


def _words(path: Path) -> Array:
    kept = np.load(path)
    table: Array = kept["rows"].astype(np.float32) * kept["scales"][:, None]
    assert table.shape[1] == WIDTH
    return table


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, default=verified("spans.onnx"))
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    description = json.loads(options.weights.with_suffix(".json").read_text("utf-8"))
    model = restored(options.weights, description, verified("words.npz"))
    torch.save({"model": model.state_dict(), "feelings": description["feelings"]}, options.out)


if __name__ == "__main__":
    main()
