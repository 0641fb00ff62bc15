"""Finds the sections that a half-trained span reader takes for answers, to train it on: FairytaleQA's own stories.

    python span_negatives.py --data DIR --network FILE.onnx --out hard.json

`FILE.onnx` is what `export_spans.py --to` wrote of an earlier epoch. For each training question the four sections of its story
that share most words with it and do not answer it are read; those found likeliest to answer are kept, best first.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from span_data import Question, bare, fairytales
from wellanyway.models.loader import verified
from wellanyway.models.span_network import SpanNetwork
from wellanyway.models.words import WordTable

READ, KEPT = 4, 2


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
    args = parser.parse_args()
    network = SpanNetwork.load(
        args.network,
        args.network.with_suffix(".json"),
        verified("tokenizer.json"),
        WordTable.load(verified("words.npz")),
    )
    found = []
    for number, question in enumerate(fairytales(args.data, "train", held_out=False)):
        found.append(hardest(network, question))
        if number % 500 == 0:
            print(number, flush=True)
    args.out.write_text(json.dumps(found))


if __name__ == "__main__":
    main()
