"""Finds the sections that a half-trained span reader takes for answers, to train it on: FairytaleQA's own stories.

    python span_negatives.py --data DIR --network FILE.onnx --out hard.json

`FILE.onnx` is what `export_spans.py --to` wrote of an earlier epoch. For each training question the five sections of its story
that share most words with it and do not answer it are read; those found likeliest to answer are kept, best first.
"""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from span_data import Question, bare, fairytales
from wellanyway.models.loader import verified
from wellanyway.models.span_network import SpanNetwork
from wellanyway.models.words import WordTable

READ, KEPT = 5, 2


def hardest(network: SpanNetwork, question: Question) -> list[str]:
    """The sections that answer least and look most as if they did."""
    asked = set(bare(question.text))
    near = sorted(question.others, key=lambda text: -len(asked & set(bare(text))))[:READ]
    return sorted(near, key=lambda text: -network.read(question.text, text).sure)[:KEPT]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    network = SpanNetwork.load(
        args.network,
        args.network.with_suffix(".json"),
        verified("tokenizer.json"),
        WordTable.load(verified("words.npz")),
    )
    questions = list(fairytales(args.data, "train", held_out=False))
    with ThreadPoolExecutor(args.threads) as pool:
        found = list(pool.map(lambda question: hardest(network, question), questions))
    args.out.write_text(json.dumps(found))


if __name__ == "__main__":
    main()
