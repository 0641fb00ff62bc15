"""Refusals of names that are still to come against names that never come: the same bytes, and the same time?

    python benchmarks/refusals.py --books DIR [--library DIR] [--novels N] [--pairs N]

DIR of --books holds novels as plain text.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np

import wellanyway
from abstention import auroc
from wellanyway.asking.people.spelling import near
from wellanyway.reading.stems import stem
from wellanyway.told import Told

PROTOCOL = (
    "Each novel is read whole and told to a third. Names to come: capitalised words inside sentences of what is not told, "
    "three times or oftener and never told, nor anything spelt nearly so; each is paired with a name of the same length that another novel has and this one never. "
    "Both are put in the same question, the two in an order by lot, each asked once in a running session after one to warm it. bytes_differ: "
    "pairs whose whole answers, latency and the question's own words apart, are not the same. auc: time told apart, "
    "the better of both directions; auc_within: the same of each time against its pair's mean. One thread."
)
FORMS = (
    "Who is {}?", "Where is {}?", "What happened to {}?", "Have we met {} before?", "What did {} say about the house?",
    "Why did {} go away?", "When did we last see {}?", "Is {} dead?",
)  # fmt: skip
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,11}\b")


def names(text: str) -> Counter[str]:
    """Capitalised words that do not begin a sentence."""
    return Counter(_NAME.findall(text))


def pairs(told: str, ahead: str, others: list[str]) -> Iterator[tuple[str, str]]:
    """A name to come and one that never does, of one length."""
    words = set(re.findall(r"\w+", told))
    before = {stem(word.lower()) for word in words}
    spelt = [word.lower() for word in words if word[:1].isupper()]
    after = {stem(word) for word in re.findall(r"\w+", ahead.lower())}

    def is_strange(name: str) -> bool:
        return stem(name.lower()) not in before and not any(near(name.lower(), word) for word in spelt)

    free = [name for name in others if stem(name.lower()) not in after and is_strange(name)]
    for name, count in names(ahead).items():
        alike = [other for other in free if len(other) == len(name)]
        if count >= 3 and is_strange(name) and alike:
            free.remove(alike[0])
            yield name, alike[0]


def timed(told: Told, form: str, name: str) -> tuple[float, str]:
    """Milliseconds, and all that is answered but for the time and the name."""
    start = time.perf_counter_ns()
    answer = told.ask(form.format(name))
    spent = (time.perf_counter_ns() - start) / 1e6
    shown = {key: value for key, value in asdict(answer).items() if key not in {"latency_ms", "question"}}
    return spent, json.dumps(shown, default=str).replace(name, "NAME")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--books", type=Path, required=True)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--novels", type=int, default=6)
    parser.add_argument("--pairs", type=int, default=120, help="a novel at the most")
    options = parser.parse_args()
    lot = random.Random(0)
    paths = [path for path in sorted(options.books.glob("*.txt")) if 250_000 < path.stat().st_size < 500_000]
    texts = {path: path.read_text("utf-8", errors="replace") for path in paths}
    chosen = lot.sample(paths, options.novels)
    library = wellanyway.Library(options.library) if options.library else None
    coming, never, differing, asked = [], [], 0, 0
    for path in chosen:
        print(path.stem, file=sys.stderr, flush=True)
        whole = library.told(library.add(path), at="end") if library else wellanyway.read(path)
        here = whole.back_to(whole.sentence(whole.told_to // 3).at)
        ahead = " ".join(whole.sentence(i).text for i in range(here.told_to, whole.told_to))
        so_far = " ".join(here.sentence(i).text for i in range(here.told_to))
        others = sorted(
            {name for other in paths if other != path for name, n in names(texts[other]).items() if n > 5}
        )
        lot.shuffle(others)
        here.ask("Is it raining?")
        for i, both in enumerate(list(pairs(so_far, ahead, others))[: options.pairs]):
            form = FORMS[i % len(FORMS)]
            order = lot.sample((0, 1), 2)
            found = {place: timed(here, form, both[place]) for place in order}
            coming.append(found[0][0])
            never.append(found[1][0])
            differing += found[0][1] != found[1][1]
            asked += 1
    one, two = np.array(coming), np.array(never)
    mean = (one + two) / 2
    apart, within = auroc(one, two), auroc(one / mean, two / mean)
    print(
        json.dumps(
            {
                "novels": len(chosen),
                "pairs": asked,
                "bytes_differ": differing,
                "auc": round(max(apart, 1 - apart), 3),
                "auc_within": round(max(within, 1 - within), 3),
                "median_ms_to_come": round(float(np.median(one)), 2),
                "median_ms_never": round(float(np.median(two)), 2),
                "protocol": PROTOCOL,
                "cores": os.cpu_count(),
            }
        )
    )


if __name__ == "__main__":
    main()
