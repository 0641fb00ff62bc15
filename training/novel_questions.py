"""Questions on novels for training: what they are asked on, and the windows and sentences that finding has for them.

`questions/` beside this file holds them, a file a novel, written by hand like those of `benchmarks/labels/own_questions.md` but on other
novels: "at" is the last sentence told, "gold" the sentences any one of which answers, best first, "span" the shortest words of
the first that do, "" for none.

    python novel_questions.py --books DIR --library LIBRARY --out cases.pickle
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src")]

import wellanyway  # noqa: E402
from wellanyway.asking.answering import looking, verdict  # noqa: E402
from wellanyway.asking.finding.ranking import Ranked, rank  # noqa: E402
from wellanyway.asking.finding.windows import Window, around  # noqa: E402
from wellanyway.asking.understanding.question import Question, understand  # noqa: E402
from wellanyway.told import Told  # noqa: E402

__all__ = ["HELD", "QUESTIONS", "NovelCase", "is_held"]

QUESTIONS = Path(__file__).parent / "questions"
HELD = frozenset({"514", "2166", "502", "8867", "18581", "238"})  # novels left for the verdict
MOST = 16  # windows kept


@dataclass(frozen=True, slots=True, eq=False)
class NovelCase:
    """A question at a horizon. `scores` are the ranker's with what was told lately; arrays have an entry a sentence found.

    `gold` are ordinals, `first` the best of them, `span` the words of it that answer. `windows` are scores of windows, `passages` their
    words, `lasts` the ordinals behind them. Where no window found has gold, one more is put last.
    """

    novel: str
    question: Question
    is_told: bool
    gold: frozenset[int]
    ordinals: NDArray[np.int64]
    signals: NDArray[np.float32]
    scores: NDArray[np.float32]
    of_finding: NDArray[np.float32]
    windows: tuple[float, ...]
    passages: tuple[looking.Passage, ...]
    lasts: tuple[int, ...]
    span: str
    first: int
    told_to: int

    @property
    def golden(self) -> list[bool]:
        """Whether a gold sentence is in each window."""
        return [
            any(passage.first <= one < last for one in self.gold)
            for passage, last in zip(self.passages, self.lasts, strict=True)
        ]


def is_held(novel: str) -> bool:
    return novel in HELD


def cases(told: Told, novel: str, rows: list[dict[str, object]]) -> Iterator[NovelCase]:
    """Every question at its horizon, and those that are told once more just before what answers them."""
    for row in rows:
        question = understand(str(row["question"]))
        if not question.terms:
            continue
        here = told.back_to(str(row["at"]))
        places = [told.back_to(place).told_to - 1 for place in row["gold"]]  # type: ignore[attr-defined]
        yield case(here, novel, question, places, str(row["span"]))
        if row["verdict"] == "told" and min(places) > 20:
            before = told.back_to(told.sentence(min(places) - 1).at)
            yield case(before, novel, question, [], "")


def case(told: Told, novel: str, question: Question, places: list[int], span: str) -> NovelCase:
    """One question at one horizon."""
    ranked = rank(told, question)
    late = ranked.lately(told.told_to)
    found = list(around(told, late, most=MOST, words=looking.WORDS))
    if places and not any(one.first <= place < one.last for one in found for place in places):
        found += added(told, late, places[0])
    passages = looking.passages_of(told, found)
    return NovelCase(
        novel, question, bool(places), frozenset(places), late.ordinals, late.found.signals, late.scores,
        verdict.of_finding(ranked), tuple(one.score for one in found), tuple(passages), tuple(one.last for one in found),
        span, places[0] if places else -1, told.told_to,
    )  # fmt: skip


def added(told: Told, ranked: Ranked, place: int) -> list[Window]:
    """A window around a gold sentence that was not found."""
    first = last = place
    chapter = told.sentence(place).chapter
    while sum(len(told.sentence(i).text.split()) for i in range(first, last + 1)) < looking.WORDS:
        low, high = first - 1, last + 1
        if high < told.told_to and told.sentence(high).chapter == chapter:
            last = high
        elif low >= 0 and told.sentence(low).chapter == chapter:
            first = low
        else:
            break
    return [Window(first, last + 1, round(float(ranked.scores[-1]), 3))]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--books", type=Path, required=True, help="folder of the novels as plain text")
    parser.add_argument("--library", type=Path, required=True, help="a library to read them into")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    library = wellanyway.Library(options.library)
    found: list[NovelCase] = []
    for path in sorted(QUESTIONS.glob("*.json")):
        rows = json.loads(path.read_text("utf-8"))
        last = max((str(row["at"]) for row in rows), key=lambda at: tuple(map(int, at.split("."))))
        told = library.told(library.add(options.books / f"{path.stem}.txt"), at=last)
        found += cases(told, path.stem.partition("_")[0], rows)
        print(path.stem, len(found), file=sys.stderr, flush=True)
    library.close()
    options.out.write_bytes(pickle.dumps(found))


if __name__ == "__main__":
    main()
