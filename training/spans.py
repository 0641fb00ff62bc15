"""Trains the span reader: FairytaleQA's training stories, SQuAD's development sets and QAMR, one mixture an epoch.

    python spans.py --data DIR --base BASE --out FOLDER --epochs 4

A run is resumed where its last checkpoint stands. An epoch has every FairytaleQA question of the stories that are not
held out, with its sections or a part of them, for most an earlier or later section that does not answer, and a share of the
other sets that falls from epoch to epoch.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from span_data import (
    Example,
    Passage,
    Question,
    bare,
    cropped,
    example,
    fairytales,
    feelings_of,
    qamr,
    shared,
    squad,
)
from span_model import LONGEST, Batch, SpanModel

TOKENIZER = Path(__file__).resolve().parent.parent / "src/wellanyway/models/weights/tokenizer.json"
TOKENS = 4096  # pieces a step, padding counted
POOL = 1024  # examples sorted by length together
_NEGATIVE = 0.8  # how many FairytaleQA questions are also shown a section that does not answer
_HARD = 0.85  # how many of those that look like an answer are shown, where they are known
_ANSWERS = 0.75  # share of an answer's words from which a section is thought to hold it after all
_WHOLE = 0.4  # how many see their sections whole
SHARES = {"squad": (0.6, 0.5, 0.3, 0.15), "qamr": (0.35, 0.25, 0.1, 0.05)}  # by quarter of the training


def pieces() -> Any:
    """The shipped tokenizer, texts never cut."""
    made = Tokenizer.from_file(str(TOKENIZER))
    made.no_truncation()
    made.no_padding()
    return made


def examples(
    questions: Sequence[Question],
    tokenizer: Any,
    feelings: dict[str, int],
    generator: random.Random,
    *,
    quarter: int,
    hard: Sequence[Sequence[str]] = (),
) -> Iterator[Example]:
    """One epoch's examples."""
    order = list(range(len(questions)))
    generator.shuffle(order)
    for number in order:
        question = questions[number]
        if question.source == "fairytaleqa":
            known = hard[number] if hard else ()
            yield from _of_tales(question, tokenizer, feelings, generator, known)
            continue
        if generator.random() >= SHARES[question.source][quarter]:
            continue
        words = generator.randrange(50, 130)
        if question.passages:
            passage = generator.choice(question.passages)
            yield example(tokenizer, question.text, cropped(passage.text, passage.span, generator, words))
        else:
            text = cropped(generator.choice(question.others), None, generator, 130).text
            yield example(tokenizer, question.text, Passage(text))


def _of_tales(
    question: Question,
    tokenizer: Any,
    feelings: dict[str, int],
    generator: random.Random,
    hard: Sequence[str],
) -> Iterator[Example]:
    (gold,) = question.passages
    part = gold
    if generator.random() >= _WHOLE:
        span = nearest(gold.text, question.answers)
        if span is not None:
            part = Passage(cropped(gold.text, span, generator, generator.randrange(50, 150)).text)
    made = example(tokenizer, question.text, part, question.answers)
    made.feeling = feelings.get(question.feeling, -1)
    yield made
    for text in _negatives(question, generator, hard):
        part = cropped(text, None, generator, generator.randrange(60, 180)).text
        words = re.findall(r"\w+|[^\w\s]", part.lower())
        if shared(words, question.answers).max() < _ANSWERS:
            yield example(tokenizer, question.text, Passage(part))


def _negatives(question: Question, generator: random.Random, hard: Sequence[str]) -> list[str]:
    """Sections that do not answer: those known to look as if they did, or else one that shares words with the question."""
    if hard:
        return [text for text in hard if generator.random() < _HARD]
    if not question.others or generator.random() >= _NEGATIVE:
        return []
    asked = set(bare(question.text))
    return [generator.choice(sorted(question.others, key=lambda text: -len(asked & set(bare(text))))[:4])]


def nearest(text: str, answers: Sequence[str]) -> tuple[int, int] | None:
    """The characters that come nearest to an answer, None where none comes near."""
    found = [(match.start(), match.end()) for match in re.finditer(r"\w+|[^\w\s]", text)]
    rewards = shared([text[a:b].lower() for a, b in found], answers)
    if rewards.max() < 0.3:
        return None
    start, length = np.unravel_index(int(rewards.argmax()), rewards.shape)
    return found[int(start)][0], found[int(start) + int(length)][1]


def batches(found: Sequence[Example], generator: random.Random) -> Iterator[list[Example]]:
    """Examples of like length together, about TOKENS pieces at once."""
    for begin in range(0, len(found), POOL):
        pool = sorted(found[begin : begin + POOL], key=lambda one: len(one.pieces))
        groups: list[list[Example]] = [[]]
        for one in pool:
            if groups[-1] and (len(groups[-1]) + 1) * len(one.pieces) > TOKENS:
                groups.append([])
            groups[-1].append(one)
        generator.shuffle(groups)
        yield from groups


def batch(group: Sequence[Example]) -> Batch:
    size = max(len(one.pieces) for one in group)

    def rows(values: Sequence[Sequence[int]], kind: torch.dtype) -> Tensor:
        return torch.tensor([[*row, *[0] * (size - len(row))] for row in values], dtype=kind)

    return Batch(
        rows([one.pieces for one in group], torch.long),
        rows([one.shapes for one in group], torch.long),
        rows([one.sides for one in group], torch.long),
        rows([one.firsts for one in group], torch.bool),
        rows([one.lasts for one in group], torch.bool),
    )


def losses(model: SpanModel, group: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Of spans and none together, and of feelings."""
    with torch.autocast("cpu", torch.bfloat16):
        scores, none, feelings = model(batch(group))
    flat = scores.flatten(1)
    total = torch.logsumexp(torch.cat([flat, none[:, None]], 1), 1)
    parts = []
    for i, one in enumerate(group):
        if one.spans and one.spans[0][0] >= 0:
            at = torch.tensor([first * LONGEST + size for first, size, _ in one.spans])
            weight = torch.tensor([weight for _, _, weight in one.spans])
            parts.append(total[i] - (flat[i, at].clamp(min=-30) * weight).sum())
        elif one.bears:
            parts.append(total[i] - torch.logsumexp(flat[i], 0))
        elif not one.spans:
            parts.append(total[i] - none[i])
    loss = torch.stack(parts).mean() if parts else total.sum() * 0
    felt = [i for i, one in enumerate(group) if one.feeling >= 0]
    if not felt:
        return loss, feelings.sum() * 0
    target = torch.tensor([group[i].feeling for i in felt])
    return loss, functional.cross_entropy(feelings[felt], target) * len(felt) / len(group)


def evaluate(model: SpanModel, questions: Sequence[Question], tokenizer: Any) -> dict[str, float]:
    """On held-out stories: share of words (F1) of the best span given the sections, and how well none is told apart."""
    model.eval()
    generator = random.Random(0)
    found, sure, unsure = [], [], []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for question in questions:
            made = example(tokenizer, question.text, question.passages[0])
            scores, none, _ = model(batch([made]))
            start, size = divmod(int(scores[0].flatten().argmax()), LONGEST)
            words = tokenizer.decode(made.pieces[start : start + size + 1])
            found.append(max(f1(words, answer) for answer in question.answers))
            sure.append(float(torch.logsumexp(scores[0].flatten(), 0) - none[0]))
            if question.others:
                other = example(tokenizer, question.text, Passage(generator.choice(question.others)))
                scores, none, _ = model(batch([other]))
                unsure.append(float(torch.logsumexp(scores[0].flatten(), 0) - none[0]))
    model.train()
    above = np.mean(np.array(sure)[:, None] > np.array(unsure)[None])
    return {"f1": round(float(np.mean(found)), 4), "auroc": round(float(above), 4)}


def f1(words: str, answer: str) -> float:
    one, two = bare(words), bare(answer)
    overlap = sum(min(one.count(word), two.count(word)) for word in set(one))
    return 2 * overlap / max(1, len(one) + len(two))


def optimized(model: SpanModel, rate: float, head_rate: float) -> tuple[torch.optim.Optimizer, list[float]]:
    """AdamW on all that is trained, the heads at a rate of their own; and both rates."""
    heads = ("ends", "pair", "lengths", "none", "feeling", "shapes", "sides")
    slow = [p for name, p in model.named_parameters() if p.requires_grad and not name.startswith(heads)]
    fast = [p for name, p in model.named_parameters() if name.startswith(heads)]
    groups = [{"params": slow, "lr": rate}, {"params": fast, "lr": head_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01), [rate, head_rate]


def pace(optimizer: torch.optim.Optimizer, rates: Sequence[float], progress: float) -> None:
    """Rates at `progress` in [0, 1] of the training: up at first, then down."""
    for which, rate in zip(optimizer.param_groups, rates, strict=True):
        which["lr"] = rate * min(1.0, progress / 0.06) * max(0.02, (1 - progress) / 0.94)


def descend(model: SpanModel, optimizer: torch.optim.Optimizer, loss: Tensor) -> None:
    """One step."""
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hard", type=Path, help="what span_negatives.py wrote")
    parser.add_argument("--start", type=Path, help="a checkpoint to start from instead of the base encoder")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop by itself after so many")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = pieces()
    tales = list(fairytales(args.data, "train", held_out=False))
    held = random.Random(0).sample(list(fairytales(args.data, "train", held_out=True)), 300)
    vocabulary = feelings_of(tales)
    feelings = {word: i for i, word in enumerate(vocabulary)}
    questions = [*tales, *squad(args.data), *qamr(args.data)]
    model = SpanModel(len(vocabulary))
    model.start_from(args.base)
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=False)["model"])
    hard = json.loads(args.hard.read_text()) if args.hard else ()
    optimizer, rates = optimized(model, args.rate, args.head_rate)
    last, done = args.out / "last.pt", 0.0
    if last.exists():
        kept = torch.load(last, weights_only=False)
        model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        done = kept["done"]
    began, model_seen = time.monotonic(), 0
    while done < args.epochs:
        epoch = int(done)
        generator = random.Random(args.seed * 100 + epoch)
        quarter = 3 if args.start else min(3, int(4 * done / args.epochs))
        found = list(examples(questions, tokenizer, feelings, generator, quarter=quarter, hard=hard))
        groups = list(batches(found, generator))
        sums, steps, written = np.zeros(2), 0, time.monotonic()
        for number, group in enumerate(groups):
            if (number + 1) / len(groups) <= done - epoch:
                continue
            progress = (epoch + number / len(groups)) / args.epochs
            if progress >= 1:
                break
            pace(optimizer, rates, progress)
            span, feel = losses(model, group)
            descend(model, optimizer, span + feel)
            sums += (float(span.detach()), float(feel.detach()))
            steps += 1
            model_seen += sum(len(one.pieces) for one in group)
            is_last = number == len(groups) - 1 or (epoch + (number + 1) / len(groups)) >= args.epochs
            if time.monotonic() - written > 120 or is_last:
                written, done = time.monotonic(), epoch + (number + 1) / len(groups)
                record = {"done": round(done, 3), "span": round(sums[0] / steps, 4), "feel": round(sums[1] / steps, 4),
                          "seconds": round(time.monotonic() - began), "pieces": model_seen}  # fmt: skip
                sums, steps = np.zeros(2), 0
                if is_last:
                    record |= evaluate(model, held, tokenizer)
                print(json.dumps(record), flush=True)
                stored = {
                    "model": model.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "done": done,
                    "feelings": vocabulary,
                }
                torch.save(stored, last.with_suffix(".part"))
                last.with_suffix(".part").replace(last)
                if time.monotonic() - began > args.minutes * 60:
                    return
        done = min(float(epoch + 1), args.epochs)


if __name__ == "__main__":
    main()
