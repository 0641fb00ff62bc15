"""Trains the verdict, and chooses what the reader's finds weigh, on FairytaleQA's held-out training stories.

Each question is asked with the story told to the end of its answer, and cut before the earliest answer section; alone, and with
ten other stories told before it; and the questions on novels that the span reader was not trained on, see `novel_questions.py`.
Stories and novels, not questions, are divided: figures are of one story in four and of half of the novels. The thresholds
are given: `verdict.md` beside the weights says what others come to.

    python training/verdict.py --data DATA --kept FOLDER --novels cases.pickle --write
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "src")]

from abstention import auroc  # noqa: E402
from fairytales import stories  # noqa: E402
from novel_questions import NovelCase, is_held  # noqa: E402
from ranker_cases import COMPANY, gains, is_free  # noqa: E402
from read_stories import Reading as Story  # noqa: E402
from read_stories import Shelf, read  # noqa: E402
from rouge import rouge_l  # noqa: E402
from wellanyway.asking.answering import looking, reading, verdict  # noqa: E402
from wellanyway.asking.answering.reading import read as read_passages  # noqa: E402
from wellanyway.asking.answering.wording import short_of  # noqa: E402
from wellanyway.asking.finding.ranking import rank  # noqa: E402
from wellanyway.asking.finding.windows import around  # noqa: E402
from wellanyway.asking.understanding.question import Question, understand  # noqa: E402
from wellanyway.reading.stems import content  # noqa: E402

reading._REMEMBERED = 200_000  # all pairs are kept between the steps
HELD = 4  # one story in so many chooses the thresholds
MOST, POINTS = 10, (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
PRIORS = (0.5, 0.75, 1.0, 1.25, 1.5)
FLOORS = (0.002, 0.005, 0.02)


@dataclass(frozen=True, eq=False)
class Case:
    """A question at a horizon with all that was found; `gain` is the share of the answer's stems each sentence holds."""

    story: int
    question: Question
    references: tuple[str, ...]
    is_told: bool
    is_long: bool
    of_finding: NDArray[np.float32]
    ordinals: NDArray[np.int64]
    scores: NDArray[np.float32]
    gain: NDArray[np.float32]
    answers: tuple[frozenset[str], ...]
    stems: tuple[frozenset[str], ...]
    windows: tuple[float, ...]
    passages: tuple[looking.Passage, ...]


def cases(number: int, shelf: Shelf, *, is_long: bool) -> Iterator[Case]:
    """Every question of the last story of a shelf, told and, where it can be, cut short."""
    for entry in shelf.last.story.questions:
        question = understand(entry.question)
        for told_to, is_told in ((entry.told_to, True), (entry.cut_at, False)):
            if told_to < 1 or not question.terms:
                continue
            told = shelf.told(told_to)
            ranked = rank(told, question)
            late = ranked.lately(told.told_to)
            found = around(told, late, most=MOST, words=looking.WORDS)
            stems = tuple(frozenset(content(text)) for text in late.found.texts)
            yield Case(
                number, question, entry.references, is_told, is_long,
                verdict.of_finding(ranked), late.ordinals, late.scores,
                gains(entry.answers, [set(one) for one in stems]),
                tuple(frozenset(content(answer)) for answer in entry.answers if content(answer)),
                stems, tuple(one.score for one in found), tuple(looking.passages_of(told, found)),
            )  # fmt: skip


def collected(data: Path, kept: Path) -> list[Case]:
    """All cases, read once."""
    path = kept / "cases.pickle"
    if path.exists():
        return list(pickle.loads(path.read_bytes()))
    chosen = [story for story in stories(data, "train") if is_free(story.name)]
    shelves: list[Story] = [read(story, kept / "train") for story in chosen]
    found: list[Case] = []
    for number, story in enumerate(shelves):
        before = [shelves[(number + step) % len(shelves)] for step in range(1, COMPANY + 1)]
        found += cases(number, Shelf([], story), is_long=False)
        found += cases(number, Shelf(before, story), is_long=True)
        print(number, len(found), file=sys.stderr, flush=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(found))
    return found


def weighed(case: Case | NovelCase, prior: float, most: int) -> verdict.Reading | None:
    """What is read in the first windows of a case."""
    texts = [one.text for one in case.passages[:most]]
    return read_passages(case.question.text, texts, [prior * score for score in case.windows[:most]])


def half(case: Case, points: dict[int, float], size: int) -> bool:
    """Whether the first sentences hold half of an answer's stems, with some points more for some."""
    more = np.array([points.get(int(ordinal), 0.0) for ordinal in case.ordinals], np.float32)
    order = np.lexsort((case.ordinals, -np.round(case.scores + more, 3)))[:size]
    held = frozenset[str]().union(*(case.stems[i] for i in order))
    return any(len(answer & held) * 2 >= len(answer) for answer in case.answers)


def choose(data: Sequence[Case], most: int) -> tuple[float, float, float]:
    """What the ranker's score, the reader's finds and their floor should weigh: figures of all are printed."""
    told = [case for case in data if case.is_told]
    best = (-1.0, 0.0, 0.0, 0.0)
    for prior in PRIORS:
        found = [weighed(case, prior, most) for case in told]
        shorts = [
            rouge_l(short_of(case.question.text, case.passages[one.passage].text, one), case.references)
            if one is not None else 0.0
            for case, one in zip(told, found, strict=True)
        ]  # fmt: skip
        rouge = float(np.mean(shorts))
        for floor in FLOORS:
            shares = [
                looking.shares(case.passages, one) if one is not None else {}
                for case, one in zip(told, found, strict=True)
            ]
            for weight in POINTS:
                rows = [
                    [half(case, {o: looking.points_of(s, weight, floor) for o, s in share.items()}, size) for size in (1, 3)]
                    for case, share in zip(told, shares, strict=True)
                ]  # fmt: skip
                one, three = np.mean(rows, 0)
                print(json.dumps({"prior": prior, "floor": floor, "points": weight, "rouge": round(rouge, 4),
                                  "half_1": round(float(one), 4), "half_3": round(float(three), 4)}), flush=True)  # fmt: skip
                best = max(best, (float(one + three) + rouge, prior, weight, floor))
    return best[1:]


def train(
    grounds: NDArray[np.float32], told: NDArray[np.float32], counts: NDArray[np.float64], *, steps: int = 2500
) -> NDArray[np.float64]:
    """Logistic regression on standardised grounds, folded back into plain weights; both sides count the same."""
    mean, spread = grounds[:, :-1].mean(0), grounds[:, :-1].std(0)
    still = spread < 1e-5
    spread[still] = 1.0
    inputs = np.hstack([(grounds[:, :-1] - mean) / spread, np.ones((len(grounds), 1))])
    x, y = torch.tensor(inputs, dtype=torch.float64), torch.tensor(told, dtype=torch.float64)
    share = torch.tensor(counts * np.where(told > 0, 0.5 / told.mean(), 0.5 / (1 - told.mean())))
    weights = torch.zeros(x.shape[1], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.Adam([weights], lr=0.02)
    for _ in range(steps):
        loss = torch.nn.functional.binary_cross_entropy_with_logits(x @ weights, y, share)
        loss = loss + 2e-3 * (weights[:-1] ** 2).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    found = weights.detach().numpy()
    slopes = found[:-1] / spread
    return np.append(slopes, found[-1] - float((slopes * mean).sum()))


def of_novels(path: Path, most: int) -> Iterator[tuple[NovelCase, NDArray[np.float32], bool]]:
    """Each question on a held-out novel with its grounds, and whether the short answer stands in gold."""
    every: list[NovelCase] = [case for case in pickle.loads(path.read_bytes()) if is_held(case.novel)]
    with ThreadPoolExecutor(2) as pool:
        for case, one in zip(
            every, pool.map(lambda case: weighed(case, looking.PRIOR, most), every), strict=True
        ):
            if one is not None:
                sentence = case.passages[one.passage].sentence(one.start)
                row = verdict.of_case(case.question, case.of_finding, one)
                yield case, row, sentence in case.gold


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kept", type=Path, required=True, help="folder for what was read")
    parser.add_argument("--told", type=float, default=0.8, help="from which an answer is given outright")
    parser.add_argument("--implied", type=float, default=0.2, help="from which there is an answer at all")
    parser.add_argument("--whether", type=float, default=0.4, help="the same where it is asked whether")
    parser.add_argument("--novels", type=Path, required=True, help="what novel_questions.py wrote")
    parser.add_argument("--weight", type=float, default=1.0, help="of novels against stories")
    parser.add_argument("--most", type=int, default=looking.WINDOWS)
    parser.add_argument("--every", type=int, default=1, help="train on one story in so many")
    parser.add_argument(
        "--choose", action="store_true", help="print figures of every weight of the reader's finds"
    )
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    data = collected(options.data, options.kept)
    data = [case for case in data if case.story % options.every == 0 or case.story % HELD == 0]
    with ThreadPoolExecutor(2) as pool:  # every pair is run alone and kept
        list(pool.map(lambda case: weighed(case, looking.PRIOR, options.most), data))
    if options.choose:
        print(choose([case for case in data if not case.is_long], options.most))
        return
    rows, kept = [], []
    for case in data:
        found = weighed(case, looking.PRIOR, options.most)
        if found is not None:
            rows.append(verdict.of_case(case.question, case.of_finding, found))
            kept.append(case)
    novels = list(of_novels(options.novels, options.most))
    names = sorted({case.novel for case, *_ in novels})
    grounds = np.stack([*rows, *(row for _, row, _ in novels)])
    told = np.array([*(case.is_told for case in kept), *(case.is_told for case, *_ in novels)], np.float32)
    right = np.array([False] * len(kept) + [is_right for *_, is_right in novels])
    held = np.array(
        [case.story % HELD == 0 for case in kept] + [names.index(case.novel) % 2 == 0 for case, *_ in novels]
    )
    kinds = np.array([("long" if case.is_long else "short") for case in kept] + ["novels"] * len(novels))
    weights = train(grounds[~held], told[~held], np.where(kinds[~held] == "novels", options.weight, 1.0))
    rule = verdict.Judge(weights, 2.0, 2.0, 2.0)
    questions = [*(case.question for case in kept), *(one[0].question for one in novels)]
    sure = np.array(
        [verdict.judge(question, row, rule)[0] for question, row in zip(questions, grounds, strict=True)]
    )
    chosen = held & (kinds == "novels")
    figures: dict[str, object] = {"cases": len(kept), "novels": len(novels), "held": int(held.sum())}
    for name in ("short", "long", "novels"):
        which = held & (kinds == name)
        yes, no = sure[which & (told > 0)], sure[which & (told == 0)]
        figures[f"auroc_{name}"] = round(auroc(yes, no), 4)
        figures[f"false_at_85_{name}"] = round(float((no >= np.quantile(yes, 0.15)).mean()), 4)
        for i, ground in enumerate(verdict.GROUNDS[:4]):
            figures[f"auroc_{name} {ground}"] = round(
                auroc(grounds[which & (told > 0), i], grounds[which & (told == 0), i]), 4
            )
    stored = {
        "weights": dict(zip(verdict.GROUNDS, [round(float(value), 5) for value in weights], strict=True)),
        "told": options.told,
        "implied": options.implied,
        "whether": options.whether,
    }
    for name in ("told", "implied"):
        floor = stored[name]
        figures[name] = floor
        for kind in ("short", "long", "novels"):
            which = held & (kinds == kind)
            figures[f"{name} {kind}: told, untold"] = [
                round(float((sure[which & (told == side)] >= floor).mean()), 3) for side in (1, 0)
            ]
    figures["short answers in gold among told"] = round(
        float(right[chosen & (sure >= stored["told"])].mean()), 3
    )
    if options.write:
        (Path(verdict.__file__).parent / "verdict.json").write_text(json.dumps(stored, indent=1) + "\n")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
