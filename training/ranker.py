"""Trains the ranker of finding on FairytaleQA's training split and on questions on novels.

Of the stories only on the fifth that the static embedding and the span reader were not trained on: a ranker that is
trained on the others trusts the static embedding too far (measured). Each is read by the reader that ships and told to
the end of the answer's section, alone and with ten other stories told before it; a sentence is worth most that holds half
of a reference answer's content stems and stands in its section. Which words tell answers is counted on all stories but
those of the fold that is looked at. With `--check` the network is fitted to three folds of five, and to the novels that
are not held out, and measured on the others. On novels what was told lately has its points while the network is fitted.

    python training/ranker.py --data DATA --kept FOLDER --novels cases.pickle --output src/wellanyway/asking/finding/ranker.json
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "src")]

from fairytales import Story, stories  # noqa: E402
from novel_questions import NovelCase, is_held  # noqa: E402
from ranker_cases import COMPANY, FOLDS, Case, cases, fold, is_free, telling  # noqa: E402
from ranker_network import List, fit, together, worth  # noqa: E402
from read_stories import Shelf, read  # noqa: E402
from wellanyway.asking.finding.ranking import Network  # noqa: E402
from wellanyway.asking.finding.recency import POINTS, recency  # noqa: E402

STARTS = 4
HELD = (0, 1)  # folds that are measured on with --check


def collected(every: Sequence[Story], kept: Path | None) -> Iterator[Case]:
    """The cases of the free stories, alone and behind others, told and cut."""
    words = [telling([story for story in every if fold(story.name) != number]) for number in range(FOLDS)]
    chosen = [number for number, story in enumerate(every) if is_free(story.name)]
    shelf = [read(every[number], kept) for number in chosen]
    for place, number in enumerate(chosen):
        print(place, every[number].name, file=sys.stderr, flush=True)
        company = [shelf[(place + step) % len(shelf)] for step in range(1, COMPANY + 1)]
        for is_long in (False, True):
            text = Shelf(company if is_long else [], shelf[place])
            yield from cases(number, text, words[fold(every[number].name)], is_long=is_long)


def of_novel(case: NovelCase) -> List:
    """A question on a novel: a gold sentence is worth most, one beside it a little."""
    right = np.isin(case.ordinals, list(case.gold))
    beside = np.isin(case.ordinals, [place + by for place in case.gold for by in (-1, 1)])
    value = np.where(right, 1.0, np.where(beside, 0.2, 0.0)).astype(np.float32)
    return List(case.question.type, case.signals, value, late(case))


def late(case: NovelCase) -> NDArray[np.float32]:
    """The points of what was told lately."""
    return np.float32(POINTS) * recency(case.ordinals, case.told_to)


def fit_network(told: Sequence[Case], novels: Sequence[NovelCase], *, seed: int, epochs: int) -> Network:
    """The network: several fitted from other starts, whose scores are averaged."""
    lists = [List(case.question.type, case.signals, worth(case.gain, case.in_section)) for case in told]
    lists += [of_novel(case) for case in novels if case.is_told]
    return together([fit(lists, seed=seed + start, epochs=epochs) for start in range(STARTS)])


def measured(network: Network, held: Sequence[Case]) -> dict[str, float]:
    """Shares of told questions whose best one, best three have half of an answer, and its section."""
    found: dict[str, list[bool]] = {}
    for case in held:
        at = np.lexsort((case.ordinals, -network.scores(case.signals, case.question.type)))
        for count in (1, 3):
            name = f"{'long' if case.is_long else 'alone'} %s at {count}"
            found.setdefault(name % "half", []).append(bool(case.gain[at[:count]].max() >= 0.5))
            found.setdefault(name % "section", []).append(bool(case.in_section[at[:count]].any()))
    return {name: round(float(np.mean(values)), 3) for name, values in sorted(found.items())}


def measured_on_novels(network: Network, held: Sequence[NovelCase]) -> dict[str, float]:
    """Shares of told questions with a gold sentence among the first, the first four and the first ten."""
    found: dict[str, list[bool]] = {}
    for case in held:
        if case.is_told:
            scores = network.scores(case.signals, case.question.type) + late(case)
            order = np.lexsort((case.ordinals, -scores))
            for count in (1, 4, 10):
                is_hit = not case.gold.isdisjoint(case.ordinals[order[:count]].tolist())
                found.setdefault(f"novels gold at {count}", []).append(is_hit)
    return {name: round(float(np.mean(values)), 3) for name, values in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kept", type=Path, help="a folder for what has been read, to go on from")
    parser.add_argument("--novels", type=Path, help="what novel_questions.py wrote")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument(
        "--check", action="store_true", help="fit to three folds alone and measure on the others"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=10)
    options = parser.parse_args()
    every: list[Story] = list(stories(options.data, "train"))
    data = _cases(every, options.kept)
    held = [case for case in data if fold(every[case.story].name) in HELD]
    used = [case for case in data if fold(every[case.story].name) not in HELD]
    told = [case for case in (used if options.check else data) if case.is_told]
    novels: list[NovelCase] = pickle.loads(options.novels.read_bytes()) if options.novels else []
    left = [case for case in novels if is_held(case.novel)]
    network = fit_network(
        told, [case for case in novels if not is_held(case.novel)], seed=options.seed, epochs=options.epochs
    )
    stored = _stored(network)
    stored["telling"] = {str(kind): weights for kind, weights in telling(every).items() if weights}
    options.output.write_text(json.dumps(stored) + "\n")
    shares = measured(network, [case for case in held if case.is_told])
    shares |= measured_on_novels(network, left)
    print(json.dumps({"cases": len(data), "novels": len(novels), "held out": options.check, **shares}))


def _cases(every: Sequence[Story], kept: Path | None) -> list[Case]:
    """All cases, from `kept` where they were made before."""
    path = kept / "free.cases" if kept else None
    if path is not None and path.exists():
        found: list[Case] = pickle.loads(path.read_bytes())
        return found
    found = list(collected(every, kept))
    if path is not None:
        path.write_bytes(pickle.dumps(found))
    return found


def _stored(network: Network) -> dict[str, Any]:
    return {
        name: np.round(getattr(network, name).astype(float), 5).tolist()
        for name in ("mean", "spread", "inner", "types", "outer")
    }


if __name__ == "__main__":
    main()
