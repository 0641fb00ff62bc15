"""Trains the span reader further on questions on novels, against the windows that finding takes for their answers.

    python span_novels.py --data DIR --cases cases.pickle --start CHECKPOINT --out FOLDER --epochs 2

A step has a few questions, each with the windows that were found for it: those that have a gold sentence should outweigh the others
together with what the ranker says of them ("shared normalization", Clark and Gardner, ACL 2018), each by itself should say whether
it answers, and the answer in it should stand where it stands. Beside some steps stands one of `spans.py`, so that nothing is
forgotten; `mean.pt` is the mean of the weights before and behind the training ("model soup", Wortsman et al., ICML 2022).
"""

from __future__ import annotations

import argparse
import itertools
import json
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from novel_questions import NovelCase, is_held
from span_data import Example, Passage, example, fairytales, feelings_of, qamr, squad
from span_model import SpanModel
from spans import batch, batches, descend, examples, optimized, pace, pieces
from spans import losses as losses_of_tales
from wellanyway.asking.answering.looking import PRIOR

NEGATIVES = 6  # windows without gold beside those with it
OF_UNTOLD = 3  # windows of a question that nothing answers
UNTOLD = 0.6  # how many of those questions an epoch has
FIRST = 12  # windows they are drawn from
TOKENS = 4096  # pieces a step
_ALONE, _INSIDE = 0.5, 0.7  # what the other two losses weigh beside the first


@dataclass
class Group:
    """The windows of one question; `places` are, for each with gold, the pieces `[first, last)` that its answer begins in."""

    windows: list[Example]
    golden: list[bool]
    priors: list[float]
    places: list[tuple[int, int]]
    pieces: int


def group(case: NovelCase, tokenizer: Any, generator: random.Random) -> Group:
    """Some of a case's windows."""
    golden = case.golden
    right = [i for i, is_right in enumerate(golden) if is_right][:2]
    wrong = [i for i, is_right in enumerate(golden) if not is_right][:FIRST]
    wrong = sorted(generator.sample(wrong, min(len(wrong), NEGATIVES if right else OF_UNTOLD)))
    made = Group([], [], [], [], 0)
    for i in [*right, *wrong]:
        passage, last = case.passages[i], case.lasts[i]
        span = located(case, i) if golden[i] else None
        one = example(tokenizer, case.question.text, Passage(passage.text, span))
        made.windows.append(one)
        made.golden.append(golden[i])
        made.priors.append(PRIOR * case.windows[i])
        made.places.append(inside(case, i, last, one, tokenizer) if golden[i] else (0, 0))
    made.pieces = len(made.windows) * max(len(one.pieces) for one in made.windows)
    return made


def located(case: NovelCase, i: int) -> tuple[int, int] | None:
    """The characters of a window that are the shortest answer."""
    passage = case.passages[i]
    if not case.span or not passage.first <= case.first < case.lasts[i]:
        return None
    start = passage.text.find(case.span, passage.starts[case.first - passage.first])
    return (start, start + len(case.span)) if start >= 0 else None


def inside(case: NovelCase, i: int, last: int, one: Example, tokenizer: Any) -> tuple[int, int]:
    """The pieces of the first gold sentence of a window."""
    passage = case.passages[i]
    place = min(ordinal for ordinal in case.gold if passage.first <= ordinal < last) - passage.first
    bounds = [*passage.starts, len(passage.text)]
    offsets = tokenizer.encode(passage.text, add_special_tokens=False).offsets
    before = one.sides.index(1)
    found = [j for j, (a, _) in enumerate(offsets) if bounds[place] <= a < bounds[place + 1]]
    found = [before + j for j in found if before + j < len(one.pieces) - 1]
    return (found[0], found[-1] + 1) if found else (0, 0)


def losses(model: SpanModel, groups: Sequence[Group]) -> Tensor:
    """Of the order of windows, of each alone, and of where the answer stands."""
    every = list(itertools.chain.from_iterable(one.windows for one in groups))
    with torch.autocast("cpu", torch.bfloat16):
        scores, none, _ = model(batch(every))
    flat = scores.flatten(1)
    whole = torch.logsumexp(flat, 1)
    sure = whole - none
    parts, at = [], 0
    for one in groups:
        size = len(one.windows)
        mine, golden = sure[at : at + size], torch.tensor(one.golden)
        loss = torch.zeros(())
        if golden.any():
            z = mine + torch.tensor(one.priors)
            loss = torch.logsumexp(z, 0) - torch.logsumexp(z[golden], 0)
        weight = torch.where(golden, 0.5 * size / max(1, int(golden.sum())), 1.0).clamp(max=4.0)
        alone = functional.binary_cross_entropy_with_logits(mine, golden.float(), weight)
        within = [
            whole[at + i] - answering(scores[at + i], window, one.places[i])
            for i, window in enumerate(one.windows)
            if one.golden[i] and one.places[i][1]
        ]
        parts.append(loss + _ALONE * alone + (_INSIDE * torch.stack(within).mean() if within else 0.0))
        at += size
    return torch.stack(parts).mean()


def answering(scores: Tensor, window: Example, place: tuple[int, int]) -> Tensor:
    """The logarithm of the weight of what answers: the span where it is known, all that begins in the sentence where it is not."""
    spans = [(first, size) for first, size, _ in window.spans if first >= 0]
    if spans:
        first, size = spans[0]
        return scores[first, size].clamp(min=-30)
    return torch.logsumexp(scores[place[0] : place[1]].flatten(), 0).clamp(min=-30)


def steps(cases: Sequence[NovelCase], tokenizer: Any, generator: random.Random) -> Iterator[list[Group]]:
    """One epoch's questions in some order, a few a step."""
    order = [case for case in cases if case.is_told or generator.random() < UNTOLD]
    generator.shuffle(order)
    kept: list[Group] = []
    for case in order:
        made = group(case, tokenizer, generator)
        if not made.windows:
            continue
        if kept and sum(one.pieces for one in kept) + made.pieces > TOKENS:
            yield kept
            kept = []
        kept.append(made)
    if kept:
        yield kept


def evaluate(model: SpanModel, cases: Sequence[NovelCase], tokenizer: Any) -> dict[str, float]:
    """On held-out novels: how often the window weighed most has gold, and how well told and untold questions are told apart."""
    model.eval()
    first, third, told, untold, alone = [], [], [], [], []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for case in cases:
            golden = case.golden
            shown = range(min(len(golden), 10))
            if not shown:
                continue
            made = [example(tokenizer, case.question.text, Passage(case.passages[i].text)) for i in shown]
            scores, none, _ = model(batch(made))
            sure = (torch.logsumexp(scores.flatten(1), 1) - none).float().numpy()
            (told if case.is_told else untold).append(float(sure.max()))
            if case.is_told:
                order = np.argsort(-(sure + PRIOR * np.array(case.windows[: len(shown)])))
                first.append(golden[order[0]])
                third.append(any(golden[i] for i in order[:3]))
                alone.append(any(golden[i] for i in np.argsort([-s for s in case.windows[: len(shown)]])[:1]))
    model.train()
    above = np.mean(np.array(told)[:, None] > np.array(untold)[None])
    named = {"first": first, "third": third, "ranker first": alone}
    return {name: round(float(np.mean(values)), 4) for name, values in named.items()} | {
        "auroc": round(float(above), 4)
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cases", type=Path, required=True, help="what novel_questions.py wrote")
    parser.add_argument(
        "--start", type=Path, required=True, help="a checkpoint of spans.py or span_restore.py"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--head-rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--every", type=int, default=4, help="one step in so many is of the other data")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = pieces()
    cases: list[NovelCase] = pickle.loads(args.cases.read_bytes())
    held = [case for case in cases if is_held(case.novel)][::3]
    used = [case for case in cases if not is_held(case.novel)]
    kept = torch.load(args.start, weights_only=False)
    vocabulary = kept["feelings"]
    tales = list(fairytales(args.data, "train", held_out=False))
    assert vocabulary == feelings_of(tales)
    questions = [*tales, *squad(args.data), *qamr(args.data)]
    feelings = {word: i for i, word in enumerate(vocabulary)}
    model = SpanModel(len(vocabulary))
    model.load_state_dict(kept["model"])
    model.words.weight.requires_grad_(requires_grad=False)
    print(json.dumps({"cases": len(used), "held": len(held), **evaluate(model, held, tokenizer)}), flush=True)
    optimizer, rates = optimized(model, args.rate, args.head_rate)
    generator = random.Random(args.seed)
    others = _others(questions, tokenizer, feelings, generator)
    began = time.monotonic()
    for epoch in range(args.epochs):
        rows = list(steps(used, tokenizer, generator))
        sums, since, written = np.zeros(2), 0, time.monotonic()
        for number, one in enumerate(rows):
            progress = (epoch + number / len(rows)) / args.epochs
            pace(optimizer, rates, progress)
            loss = losses(model, one)
            other = torch.zeros(())
            if number % args.every == 0:
                other = sum(losses_of_tales(model, next(others)), torch.zeros(()))
            descend(model, optimizer, loss + other)
            sums += (float(loss.detach()), float(other.detach()))
            since += 1
            if time.monotonic() - written > 120 or number == len(rows) - 1:
                written = time.monotonic()
                record = {"done": round(epoch + (number + 1) / len(rows), 3), "novels": round(sums[0] / since, 4),
                          "others": round(sums[1] / since * args.every, 4), "seconds": round(written - began)}  # fmt: skip
                sums, since = np.zeros(2), 0
                print(json.dumps(record), flush=True)
        print(json.dumps({"epoch": epoch + 1, **evaluate(model, held, tokenizer)}), flush=True)
        stored = {"model": model.state_dict(), "feelings": vocabulary}
        torch.save(stored, args.out / f"novels{epoch + 1}.pt")
    mean = {name: (weight + kept["model"][name]) / 2 for name, weight in model.state_dict().items()}
    torch.save({"model": mean, "feelings": vocabulary}, args.out / "mean.pt")


def _others(
    questions: Sequence[Any], tokenizer: Any, feelings: dict[str, int], generator: random.Random
) -> Iterator[list[Example]]:
    """Steps of the other data without end."""
    while True:
        found: list[Example] = []
        for one in examples(questions, tokenizer, feelings, generator, quarter=3):
            found.append(one)
            if len(found) == 1024:
                yield from batches(found, generator)
                found = []


if __name__ == "__main__":
    main()
