"""Does it know what it has not been told? FairytaleQA, each story cut just before the answer and again behind it.

python benchmarks/abstention.py --data DIR --split val
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fairytales import stories
from wellanyway.asking.mind import StoryMind
from wellanyway.memory.log import WorkMemory
from wellanyway.story import InMemoryWork
from wellanyway.told import Told
from wellanyway.views import Verdict

PROTOCOL = (
    "FairytaleQA, questions whose earliest answer section is not the story's first; asked with the story cut just before that "
    "section (untold) and told to the end of the last one (told). A question is answered where the verdict is not not_told. "
    "auroc: the confidence that ask gives, told against untold. false_answers_at_85: share of untold questions answered at "
    "the threshold that answers 85% of told ones, false_answers_by_told_answered at those that answer other shares; untold "
    "questions may yet be answerable from another place, so it is an upper bound."
)


def auroc(told: NDArray[np.float64], untold: NDArray[np.float64]) -> float:
    every = np.concatenate([told, untold])
    _, inverse, counts = np.unique(every, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return float((ranks[: len(told)].sum() - len(told) * (len(told) + 1) / 2) / (len(told) * len(untold)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", choices=("train", "val"), default="val")
    parser.add_argument("--stories", type=int, default=0, help="only the first so many")
    options = parser.parse_args()
    sure: dict[bool, list[float]] = {True: [], False: []}
    answered: dict[bool, list[bool]] = {True: [], False: []}
    wordings = set()
    for number, story in enumerate(stories(options.data, options.split)):
        if options.stories and number >= options.stories:
            break
        print(f"{number} {story.name}", file=sys.stderr, flush=True)
        work = InMemoryWork(story.chapters)
        memory = WorkMemory(work)
        for entry in story.questions:
            if entry.cut_at < 1:
                continue
            for told_to, is_told in ((entry.told_to, True), (entry.cut_at, False)):
                answer = Told(work, told_to, memory=memory, mind=StoryMind()).ask(entry.question)
                sure[is_told].append(answer.confidence)
                answered[is_told].append(answer.verdict is not Verdict.NOT_TOLD)
                if answer.verdict is Verdict.NOT_TOLD:
                    wordings.add((answer.text, answer.short, len(answer.evidence)))
    told, untold = np.array(sure[True]), np.array(sure[False])
    curve = {
        f"{share:.2f}": round(float((untold >= np.quantile(told, 1 - share)).mean()), 3)
        for share in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
    }
    print(
        json.dumps(
            {
                "benchmark": "abstention",
                "split": options.split,
                "questions": len(told),
                "auroc": round(auroc(told, untold), 3),
                "told_answered": round(float(np.mean(answered[True])), 3),
                "untold_answered": round(float(np.mean(answered[False])), 3),
                "false_answers_at_85": curve["0.85"],
                "false_answers_by_told_answered": curve,
                "wordings_of_refusal": len(wordings),
                "protocol": PROTOCOL,
                "command": f"python benchmarks/abstention.py --data DIR --split {options.split}",
                "cores": os.cpu_count(),
            }
        )
    )


if __name__ == "__main__":
    main()
