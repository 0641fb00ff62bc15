"""The shortest answer: FairytaleQA, ROUGE-L given the answer's sections, and reading every section told.

python benchmarks/fairytaleqa_answers.py --data DIR --split val
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import statistics
import sys
from pathlib import Path

import numpy as np

from abstention import auroc
from fairytales import Asked, Story, stories
from rouge import rouge_l
from wellanyway.asking.answering.looking import PRIOR, looked
from wellanyway.asking.answering.reading import read
from wellanyway.asking.answering.wording import short_of
from wellanyway.asking.finding.ranking import rank
from wellanyway.asking.mind import StoryMind
from wellanyway.asking.understanding.question import understand
from wellanyway.memory.log import WorkMemory
from wellanyway.story import InMemoryWork
from wellanyway.told import Told

PROTOCOL = (
    "FairytaleQA; answer1 and answer4 are the references. given_sections: ROUGE-L (F1, lower case, unstemmed, maximum over the "
    "references, all questions) of the short answer found in the answer's sections joined. every_section: the same, reading each "
    "section told (to the end of the answer's last one) as a passage of its own, weighed by the ranker's score of its best sentence; "
    "unweighed: without that. as_asked: the short answer that asking finds in its six windows, whatever the verdict. auroc_of_reading: log-odds of the best passage, "
    "story told to the end of the last answer section against story cut before the earliest, by the span reader alone."
)


def answer(question: str, passages: list[str], priors: list[float] | None = None) -> tuple[str, float]:
    """The short answer and the best passage's log-odds."""
    found = read(question, passages, priors or ())
    if found is None:
        return "", -99.0
    return short_of(question, passages[found.passage], found), max(found.odds)


def section_texts(story: Story) -> dict[int, str]:
    """The words of each section by its number."""
    texts: dict[int, list[str]] = collections.defaultdict(list)
    for number, sentence in zip(story.numbers, story.sentences, strict=True):
        texts[number].append(" ".join(sentence.split()))
    return {number: " ".join(parts) for number, parts in texts.items()}


def score(story: Story, entry: Asked, texts: dict[int, str], memory: WorkMemory | None) -> dict[str, float]:
    """The figures of one question; given the sections alone where there is no memory."""
    gold = [texts[number] for number in sorted(entry.sections) if number in texts]
    row: dict[str, float] = {"explicit": entry.is_explicit}
    if not gold:
        return row
    short, _ = answer(entry.question, [" ".join(gold)])
    row["given_sections"] = rouge_l(short, entry.references)
    if memory is None:
        return row
    told = Told(InMemoryWork(story.chapters), entry.told_to, memory=memory, mind=StoryMind())
    found = looked(told, understand(entry.question))
    row["as_asked"] = rouge_l(found.short or "", entry.references)
    sections = {number: text for number, text in sorted(texts.items()) if number <= max(entry.sections)}
    best: dict[int, float] = {}
    ranked = rank(told, understand(entry.question))
    for ordinal, points in zip(ranked.ordinals.tolist(), ranked.scores.tolist(), strict=True):
        best.setdefault(story.numbers[ordinal], points)
    lowest = min(best.values(), default=0.0)
    priors = [PRIOR * best.get(number, lowest) for number in sections]
    short, row["sure_told"] = answer(entry.question, list(sections.values()), priors)
    row["every_section"] = rouge_l(short, entry.references)
    short, _ = answer(entry.question, list(sections.values()))
    row["unweighed"] = rouge_l(short, entry.references)
    before = [text for number, text in sections.items() if number < min(entry.sections)]
    if before:
        _, row["sure_untold"] = answer(entry.question, before)
    return row


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", choices=("train", "val", "test"), default="val")
    parser.add_argument("--stories", type=int, default=0, help="only the first so many")
    parser.add_argument("--given-only", action="store_true")
    options = parser.parse_args()
    rows = []
    for number, story in enumerate(stories(options.data, options.split)):
        if options.stories and number >= options.stories:
            break
        print(f"{number} {story.name}", file=sys.stderr, flush=True)
        texts = section_texts(story)
        memory = None if options.given_only else WorkMemory(InMemoryWork(story.chapters))
        rows += [score(story, entry, texts, memory) for entry in story.questions]
    figures: dict[str, object] = {}
    for name in ("given_sections", "every_section", "unweighed", "as_asked"):
        every = [row for row in rows if name in row]
        if every:
            figures[name] = round(statistics.fmean(row[name] for row in every), 3)
            for kind, is_explicit in (("explicit", True), ("implicit", False)):
                part = [row[name] for row in every if bool(row["explicit"]) is is_explicit]
                figures[f"{name}_{kind}"] = round(statistics.fmean(part), 3)
    pairs = [(row["sure_told"], row["sure_untold"]) for row in rows if "sure_untold" in row]
    if pairs:
        told, untold = np.array(pairs).T
        figures["auroc_of_reading"] = round(auroc(told, untold), 3)
    print(
        json.dumps(
            {
                "benchmark": "fairytaleqa_answers",
                "split": options.split,
                "questions": len(rows),
                **figures,
                "protocol": PROTOCOL,
                "command": f"python benchmarks/fairytaleqa_answers.py --data DIR --split {options.split}",
                "cores": os.cpu_count(),
            }
        )
    )


if __name__ == "__main__":
    main()
