"""How near to float32 each 8-bit form of the encoder comes, how fast it is and how large.

    python benchmarks/encoder_quantisation.py --data DIR --variants FOLDER

FOLDER holds the variants written by `training/encoder.py --variants FOLDER`, `float32.onnx` among them.
Each variant is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PROTOCOL = (
    "Sentences of UD_EWT dev of 4 words or more, the first 600; each run alone (batch of one, no padding), one "
    "thread. cosine: to the float32 vector of the same sentence. nearest: share of sentences whose nearest other "
    "sentence is the same as in float32; nearest_10: mean overlap of the ten nearest. tokens_per_s: median of three "
    "passes. load_ms: session creation, median of five. memory_mb: peak resident memory of the whole process."
)


def sentences(data: Path, limit: int) -> list[str]:
    found = []
    for file in sorted((data / "ud_ewt").glob("*dev*.conllu")):
        lines = file.read_text("utf-8").splitlines()
        found += [line[9:] for line in lines if line.startswith("# text = ") and len(line.split()) >= 7]
    return found[:limit]


def session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def one(path: Path, texts: list[str], target: Path) -> dict[str, float]:
    """Measure one variant here; its vectors go to `target`."""
    from tokenizers import Tokenizer

    from wellanyway.models import weights_folder
    from wellanyway.models.words import WordTable

    tokenizer = Tokenizer.from_file(str(weights_folder() / "tokenizer.json"))
    table = WordTable.load(weights_folder() / "words.npz")
    rows = [table.rows(tokenizer.encode(text).ids) for text in texts]
    loads = []
    for _ in range(5):
        start = time.perf_counter()
        running = session(path)
        loads.append(time.perf_counter() - start)
    passes = []
    for _ in range(3):
        start = time.perf_counter()
        vectors = np.concatenate([running.run(None, {"rows": row})[0] for row in rows])
        passes.append(time.perf_counter() - start)
    np.save(target, vectors)
    return {
        "megabytes": round(path.stat().st_size / 1e6, 1),
        "tokens_per_s": round(sum(row.shape[1] for row in rows) / statistics.median(passes)),
        "ms_per_sentence": round(1000 * statistics.median(passes) / len(rows), 2),
        "load_ms": round(1000 * statistics.median(loads)),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def agreement(vectors: NDArray[np.float32], exact: NDArray[np.float32]) -> dict[str, float]:
    cosines = (vectors * exact).sum(1)
    order, true = (np.argsort(-(v @ v.T - 2 * np.eye(len(v))), kind="stable") for v in (vectors, exact))
    tens = [len(set(a[:10]) & set(b[:10])) / 10 for a, b in zip(order, true, strict=True)]
    return {
        "cosine_mean": round(float(cosines.mean()), 5),
        "cosine_lowest": round(float(cosines.min()), 5),
        "nearest": round(float((order[:, 0] == true[:, 0]).mean()), 4),
        "nearest_10": round(statistics.fmean(tens), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--variants", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=600)
    parser.add_argument("--one", type=Path, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    texts = sentences(options.data, options.limit)
    if options.one:
        print(json.dumps(one(options.one[0], texts, options.one[1])))
        return
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        vectors = {}
        for path in sorted(options.variants.glob("*.onnx")):
            print(path.stem, file=sys.stderr, flush=True)
            target = Path(scratch) / f"{path.stem}.npy"
            command = [
                sys.executable,
                __file__,
                "--data",
                str(options.data),
                "--variants",
                str(options.variants),
            ]
            command += ["--limit", str(options.limit), "--one", str(path), str(target)]
            figures[path.stem] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
            vectors[path.stem] = np.load(target)
    for name, rows in vectors.items():
        figures[name].update(agreement(rows, vectors["float32"]))
    print(
        json.dumps(
            {
                "benchmark": "encoder_quantisation",
                "sentences": len(texts),
                "variants": figures,
                "protocol": PROTOCOL,
                "command": "python benchmarks/encoder_quantisation.py --data DIR --variants FOLDER",
                "cores": os.cpu_count(),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
