"""240 questions on twelve novels, at horizons, against gold sentences: labels/own_questions.md says how they were made.

    python benchmarks/own_questions.py --data benchmarks/labels --books DIR [--library DIR] [--split dev] [--show dev]

DIR of --books holds the novels as plain text. With --library the novels are told from a library that has read them.
Of the test split the figures alone are printed; what is answered there is for nobody to tune on.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import wellanyway
from own_questions_score import Asked, Novel, figures, load, placed, score
from wellanyway.told import Told
from wellanyway.views import Answer

LABELS = Path(__file__).parent / "labels"
PROTOCOL = (
    "Each novel is read once up to its last horizon by the reader that ships, and asked at each horizon as told so far. Right: "
    "a not_told question refused; any other answered, told or implied, with a gold sentence among the quotations. told_and_"
    "implied_mixed_up is counted apart. false_answers: not_told questions answered. unnamed: no gold sentence has the name "
    "that the question has. dev: five novels that were looked at for improving; test: seven whose answers were not. ms: "
    "latency_ms of the answers, nearest rank, after one question to load the models."
)


def last_horizon(novel: Novel) -> str:
    """The latest place that a question of it is asked at."""
    return max((one.at for one in novel.questions), key=lambda at: tuple(map(int, at.split("."))))


def ask(novel: Novel, told: Told) -> Iterator[tuple[Asked, Answer]]:
    """Every question of a novel, with the answer at its horizon."""
    for question in novel.questions:
        here = told.back_to(question.at)
        gold = placed(here, question)
        answer = here.ask(question.question)
        yield Asked(novel.split, question, score(question, gold, answer)), answer


def show(one: Asked, answer: Answer) -> None:
    """A question of the dev split and what was answered, for reading."""
    question = one.question
    mark = "right" if one.outcome.is_right else "WRONG"
    print(f"\n{mark} {question.id} [{question.kind}] {question.question} ({question.at})")
    print(f"  wanted {question.verdict}: {question.short} {' '.join(question.gold)}")
    print(f"  {answer.verdict} {answer.confidence:.2f} {answer.method}: {answer.short}")
    print(f"  {answer.text} {' '.join(quoted.at for quoted in answer.evidence)}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=LABELS, help="folder of own_questions.json")
    parser.add_argument("--books", type=Path, required=True, help="folder of the novels as plain text")
    parser.add_argument("--library", type=Path, help="a library that has read the novels")
    parser.add_argument("--split", choices=("dev", "test"), help="only the novels of this split")
    parser.add_argument("--show", choices=("dev",), help="print each dev question with what was answered")
    options = parser.parse_args()
    novels = [one for one in load(options.data / "own_questions.json") if options.split in (None, one.split)]
    library = wellanyway.Library(options.library) if options.library else None
    asked: list[Asked] = []
    for novel in novels:
        print(novel.title, file=sys.stderr, flush=True)
        path, last = options.books / novel.file, last_horizon(novel)
        told = library.told(library.add(path), at=last) if library else wellanyway.read(path, to=last)
        told.ask("Is it raining?")
        for one, answer in ask(novel, told):
            asked.append(one)
            if options.show == novel.split:
                show(one, answer)
    if library:
        library.close()
    figured = {"novels": len(novels), **figures(asked)}
    print(json.dumps({**figured, "protocol": PROTOCOL, "cores": os.cpu_count()}, ensure_ascii=False))


if __name__ == "__main__":
    main()
