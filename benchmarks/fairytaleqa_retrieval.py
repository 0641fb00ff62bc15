"""Are the sentences quoted the ones that answer? FairytaleQA, retrieval over all sentences told.

python benchmarks/fairytaleqa_retrieval.py --data DIR --split val
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from fairytales import Asked, Story, stories
from wellanyway.asking.finding import retrieval
from wellanyway.asking.mind import StoryMind
from wellanyway.asking.understanding.question import understand
from wellanyway.memory.log import WorkMemory
from wellanyway.reading.stems import STOPWORDS, content, words
from wellanyway.story import InMemoryWork
from wellanyway.told import Told

PROTOCOL = (
    "FairytaleQA, every question of the split; story told up to the end of the answer's last section, all sentences told "
    "are searched. half_at_1 / half_at_3: the first quoted sentence / the first three together hold at least half of the "
    "content words of a reference answer (any of the references; words in lower case, unstemmed, function words left out); "
    "_stems: the same on stems. section_at_k: one of the first k lies in an answer section. answered: share not refused by "
    "ask. Quotations are taken before refusal. ms: of one question inside a running process, sentences' vectors not cached "
    "between stories."
)
WAYS = ("shipped", "words", "static", "encoder", "words+static", "words+encoder", "encoder in context")

Way = Callable[[Told, str], list[int]]


def shipped(told: Told, question: str) -> list[int]:
    return list(StoryMind().look(told, question).ordinals)


def simple(way: str) -> Way:
    """One signal, or the plain sum of two, over all sentences told: what decided the design."""

    def search(told: Told, question: str) -> list[int]:
        asked = understand(question)
        field = retrieval.survey(told.index(), asked)
        score = np.zeros(len(field.static), np.float32)
        if "words" in way:
            score += field.saturated
        if "static" in way:
            score += field.static
        if "encoder" in way:
            texts = [sentence.text for sentence in told.sentences()]
            if "context" in way:
                texts = [f"{texts[i - 1]} {text}" if i else text for i, text in enumerate(texts)]
            rows = retrieval.vectors_of([asked.text, *texts])
            score += rows[1:] @ rows[0]
        return [int(i) for i in np.argsort(-score, kind="stable")[:3]]

    return search


def bare(text: str) -> set[str]:
    return {word for word in words(text) if word not in STOPWORDS}


def holds(answers: tuple[str, ...], texts: list[str], reduce: Callable[[str], set[str]]) -> bool:
    told = set[str]().union(*map(reduce, texts))
    wanted = [found for answer in answers if (found := reduce(answer))]
    return any(len(found & told) * 2 >= len(found) for found in wanted)


def score(told: Told, story: Story, entry: Asked, search: Way) -> dict[str, float]:
    start = time.perf_counter()
    ordinals = search(told, entry.question)
    took = time.perf_counter() - start
    texts = [told.sentence(ordinal).text for ordinal in ordinals]
    row: dict[str, float] = {"ms": took * 1000}
    for name, reduce in (("", bare), ("_stems", lambda text: set(content(text)))):
        for k in (1, 3):
            row[f"half_at_{k}{name}"] = holds(entry.answers, texts[:k], reduce)
    for k in (1, 3):
        row[f"section_at_{k}"] = any(story.numbers[ordinal] in entry.sections for ordinal in ordinals[:k])
    return row


def rows(data: Path, split: str, search: Way, limit: int, *, asks: bool) -> Iterator[dict[str, float]]:
    for number, story in enumerate(stories(data, split)):
        if limit and number >= limit:
            return
        work = InMemoryWork(story.chapters)
        memory = WorkMemory(work)
        print(f"{number} {story.name}", file=sys.stderr, flush=True)
        for entry in story.questions:
            told = Told(work, entry.told_to, memory=memory, mind=StoryMind())
            row = score(told, story, entry, search)
            if asks:
                row["answered"] = bool(told.ask(entry.question).evidence)
            row["explicit"] = entry.is_explicit
            yield row


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", choices=("train", "val"), default="val")
    parser.add_argument("--ways", nargs="*", choices=WAYS, default=["shipped"])
    parser.add_argument("--stories", type=int, default=0, help="only the first so many")
    options = parser.parse_args()
    figures = {}
    for way in options.ways:
        search = shipped if way == "shipped" else simple(way)
        found = list(rows(options.data, options.split, search, options.stories, asks=way == "shipped"))
        totals: dict[str, list[float]] = collections.defaultdict(list)
        for row in found:
            for name, value in row.items():
                totals[name].append(value)
        result = {
            name: round(statistics.fmean(values), 3)
            for name, values in totals.items()
            if name not in {"ms", "explicit"}
        }
        result["ms_median"] = round(statistics.median(totals["ms"]), 1)
        explicit = [row["half_at_1"] for row in found if row["explicit"]]
        result["half_at_1_explicit"] = round(statistics.fmean(explicit), 3)
        figures[way] = result
    print(
        json.dumps(
            {
                "benchmark": "fairytaleqa_retrieval",
                "split": options.split,
                "questions": len(found),
                **figures,
                "protocol": PROTOCOL,
                "command": f"python benchmarks/fairytaleqa_retrieval.py --data DIR --split {options.split} --ways {' '.join(options.ways)}",
                "cores": os.cpu_count(),
            }
        )
    )


if __name__ == "__main__":
    main()
