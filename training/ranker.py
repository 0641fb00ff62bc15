"""Trains the ranker and the verdict of the asking room on FairytaleQA's training split.

Only on the fifth of its stories that the static embedding was not trained on. Ranker: for each question the story is
told to the end of the answer's section; a sentence is right if it holds half of a reference answer's content stems; the
loss is that of picking a right one (softmax over the candidates). Verdict: the same question with the story told to that
end, and cut before the earliest answer section; alone, and with ten other stories told before it. Stories, not questions,
are divided: one in four is held out to choose the thresholds (`told`: half of the told questions of the long cases reach
it; `implied`: three in four).

    python training/ranker.py --data DATA --output src/wellanyway/asking/finding/ranker.json
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "src")]

from fairytales import Story, stories  # noqa: E402
from wellanyway.asking import confidence, ranking, retrieval  # noqa: E402
from wellanyway.asking.understanding.question import Question, understand  # noqa: E402
from wellanyway.models import encoder  # noqa: E402
from wellanyway.reading.features import features  # noqa: E402
from wellanyway.reading.index import SentenceIndex  # noqa: E402
from wellanyway.reading.stems import content  # noqa: E402

HIDDEN = 8
HELD = 4  # one story in so many chooses the thresholds
COMPANY = 10  # stories told before, in the cases that are long


@dataclass(frozen=True, slots=True)
class Case:
    story: int
    question: Question
    rows: NDArray[np.float32]
    right: NDArray[np.bool_]
    field: retrieval.Field
    ordinals: NDArray[np.int64]
    is_told: bool
    is_long: bool


def is_free(story: str) -> bool:
    """Stories the static embedding was not trained on, by its own rule: a ranker trained on the others trusts it too far."""
    return zlib.crc32(story.encode()) % 5 == 0


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences with what is known of them: a story, or several one after another."""

    sentences: list[str]
    index: SentenceIndex
    vectors: NDArray[np.float32]

    def behind(self, other: Told, told_to: int) -> Told:
        """`other` told whole, then the first `told_to` sentences of this one."""
        return Told(
            other.sentences + self.sentences[:told_to],
            SentenceIndex.join([other.index, self.index.upto(told_to)], self.index.vectors.shape[1]),
            np.concatenate([other.vectors, self.vectors[:told_to]]),
        )


def whole(story: Story) -> Told:
    return Told(story.sentences, features(story.sentences), encoder().embed(story.sentences))


def cases(number: int, story: Story, told: Told, company: Told) -> list[Case]:
    """Every question of a story, told and, where a section stands before its answer, cut short.

    Once by itself and, for the verdict, once with other stories told before: as long as a novel's beginning.
    """
    found = []
    for entry in story.questions:
        question = understand(entry.question)
        asked = encoder().embed([question.text])[0]
        answers = [stemmed for answer in entry.answers if (stemmed := set(content(answer)))]
        for told_to, is_told in ((entry.told_to, True), (entry.cut_at, False)):
            if told_to < 1:
                continue
            alone = Told(told.sentences[:told_to], told.index.upto(told_to), told.vectors[:told_to])
            for text, is_long in ((alone, False), (told.behind(company, told_to), True)):
                field = retrieval.survey(text.index, question)
                ordinals = retrieval.best(field)
                texts = [text.sentences[i] for i in ordinals]
                similar = (text.vectors[ordinals] * asked).sum(1)
                rows = ranking.signals(question, field, ordinals, texts, similar)
                stems = [set(content(one)) for one in texts]
                right = np.array([any(len(a & b) * 2 >= len(a) for a in answers) for b in stems], bool)
                found.append(Case(number, question, rows, right, field, ordinals, is_told, is_long))
    return found


def train_ranker(data: list[Case], *, seed: int, epochs: int) -> dict[str, NDArray[np.float32]]:
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    order = np.random.default_rng(seed)
    told = [
        case
        for case in data
        if case.is_told and not case.is_long and case.right.any() and not case.right.all()
    ]
    every = np.concatenate([case.rows for case in told[::8]])
    mean, spread = every.mean(0), every.std(0) + 1e-6
    inner = torch.nn.Parameter(torch.randn(len(ranking.SIGNALS), HIDDEN) * 0.2)
    types = torch.nn.Parameter(torch.zeros(len(ranking.TYPES), HIDDEN))
    outer = torch.nn.Parameter(torch.randn(HIDDEN) * 0.2)
    optimizer = torch.optim.AdamW([inner, types, outer], lr=0.01, weight_decay=1e-2)
    inputs = [
        (
            torch.tensor((case.rows - mean) / spread),
            ranking.TYPES.index(case.question.type),
            torch.tensor(case.right),
        )
        for case in told
    ]
    for epoch in range(epochs):
        total = 0.0
        for batch in np.array_split(order.permutation(len(inputs)), len(inputs) // 32):
            loss = torch.zeros(())
            for i in batch:
                rows, kind, right = inputs[i]
                scores = torch.tanh(rows @ inner + types[kind]) @ outer
                loss = loss - torch.logsumexp(scores[right], 0) + torch.logsumexp(scores, 0)
            optimizer.zero_grad()
            (loss / len(batch)).backward()
            optimizer.step()
            total += float(loss.detach())
        for group in optimizer.param_groups:
            group["lr"] *= 0.8
        print(
            json.dumps({"epoch": epoch, "loss": round(total / len(inputs), 4)}), file=sys.stderr, flush=True
        )
    names = {"inner": inner, "types": types, "outer": outer}
    return {"mean": mean, "spread": spread, **{name: value.detach().numpy() for name, value in names.items()}}


def train_verdict(
    grounds: NDArray[np.float32], told: NDArray[np.float32], *, steps: int = 1500
) -> NDArray[np.float32]:
    """Logistic regression on standardised grounds, folded back into plain weights."""
    mean, spread = grounds[:, :-1].mean(0), grounds[:, :-1].std(0) + 1e-6
    inputs = torch.tensor(
        np.hstack([(grounds[:, :-1] - mean) / spread, np.ones((len(grounds), 1))]), dtype=torch.float64
    )
    weights = torch.zeros(inputs.shape[1], dtype=torch.float64, requires_grad=True)
    # each side counts the same, however many questions have a section before their answer
    share = np.where(told > 0, 0.5 / told.mean(), 0.5 / (1 - told.mean()))
    balance, target = torch.tensor(share), torch.tensor(told, dtype=torch.float64)
    optimizer = torch.optim.Adam([weights], lr=0.02)
    for _ in range(steps):
        loss = torch.nn.functional.binary_cross_entropy_with_logits(inputs @ weights, target, balance)
        loss = loss + 1e-3 * (weights[:-1] ** 2).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    slopes = weights.detach().numpy()[:-1] / spread
    return np.append(slopes, weights.detach().numpy()[-1] - float((slopes * mean).sum())).astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=12)
    options = parser.parse_args()
    data: list[Case] = []
    chosen = [story for story in stories(options.data, "train") if is_free(story.name)]
    shelf = [whole(story) for story in chosen]
    for number, story in enumerate(chosen):
        company = shelf[(number + 1) % len(shelf)]
        for step in range(2, COMPANY + 1):
            other = shelf[(number + step) % len(shelf)]
            company = other.behind(company, len(other.sentences))
        data += cases(number, story, shelf[number], company)
        print(number, len(data), file=sys.stderr, flush=True)
    held = np.array([case.story % HELD == 0 for case in data])
    used = [case for case, is_held in zip(data, held, strict=True) if not is_held]
    arrays: dict[str, Any] = dict(train_ranker(used, seed=options.seed, epochs=options.epochs))
    model = ranking.Ranker(**arrays, verdict=np.zeros(0, np.float32), told=0.0, implied=0.0)
    grounds = np.stack([_grounds(model, case) for case in data])
    told = np.array([case.is_told for case in data], np.float32)
    arrays["verdict"] = train_verdict(grounds[~held], told[~held])
    sure = np.array([confidence.sureness(arrays["verdict"], row) for row in grounds[held]])
    long = np.array([case.is_long for case in data])[held]
    of_told = sure[(told[held] > 0) & long]
    stored = {name: np.round(value.astype(float), 5).tolist() for name, value in arrays.items()}
    stored |= {
        "told": round(float(np.quantile(of_told, 0.5)), 4),
        "implied": round(float(np.quantile(of_told, 0.25)), 4),
    }
    options.output.write_text(json.dumps(stored) + "\n")
    floor = stored["implied"]
    print(json.dumps({"cases": len(data), "held": int(held.sum()), "told": stored["told"], "implied": floor,
                      **{name: [round(float((sure[(told[held] == side) & (long == kind)] >= floor).mean()), 3) for kind in (False, True)]
                         for name, side in (("told answered, short and long", 1), ("untold answered", 0))}}))  # fmt: skip


def _grounds(model: ranking.Ranker, case: Case) -> NDArray[np.float32]:
    scores = model.scores(case.rows, case.question.type)
    order = np.lexsort((case.ordinals, -scores))
    return confidence.grounds(case.field, case.ordinals[order], case.rows[order], scores[order])


if __name__ == "__main__":
    main()
