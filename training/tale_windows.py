"""The windows that finding takes for FairytaleQA's training questions, each told and once more cut before its answer.

    python tale_windows.py --data DIR --kept FOLDER --out tales.pickle

The span reader is trained on what it will be shown. A window of the answer's sections with half of an answer's stems is right;
where no window has them ("how did she feel?") the one of those sections that finding puts first. One that has them elsewhere, or stands
in those sections without them, is neither right nor wrong. Only stories that the span reader is trained on.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "src")]

from fairytales import Asked, Story, stories  # noqa: E402
from read_stories import Shelf, read  # noqa: E402
from span_data import feeling_of, is_held_out  # noqa: E402
from wellanyway.asking.answering import looking  # noqa: E402
from wellanyway.asking.finding.ranking import rank  # noqa: E402
from wellanyway.asking.finding.windows import around  # noqa: E402
from wellanyway.asking.understanding.question import understand  # noqa: E402
from wellanyway.reading.stems import content  # noqa: E402
from wellanyway.told import Told  # noqa: E402

__all__ = ["TaleCase"]

MOST = 12  # windows kept
HELD = 0.5  # share of an answer's stems from which a window has it


@dataclass(frozen=True, slots=True)
class TaleCase:
    """A question at a horizon and the windows found for it, best first. `golden` is None where a window is neither."""

    question: str
    answers: tuple[str, ...]
    feeling: str
    is_told: bool
    windows: tuple[float, ...]
    texts: tuple[str, ...]
    golden: tuple[bool | None, ...]


def judged(shares: list[float], inside: list[bool]) -> tuple[bool | None, ...]:
    """Which windows answer, by how much of an answer each has and whether it stands in its sections."""
    golden = [None if has or share >= HELD else False for share, has in zip(shares, inside, strict=True)]
    right = [i for i, has in enumerate(inside) if has and shares[i] >= HELD]
    for i in right or [i for i, has in enumerate(inside) if has][:1]:
        golden[i] = True
    return tuple(golden)


def case(told: Told, first: int, story: Story, entry: Asked, *, is_told: bool) -> TaleCase | None:
    """One question at one horizon, None where nothing is found."""
    question = understand(entry.question)
    if told.told_to < 1 or not question.terms:
        return None
    late = rank(told, question).lately(told.told_to)
    found = around(told, late, most=MOST, words=looking.WORDS)
    passages = looking.passages_of(told, found)
    wanted = [stems for answer in entry.answers if (stems := set(content(answer)))]
    shares = [
        max((len(one & set(content(passage.text))) / len(one) for one in wanted), default=0.0)
        for passage in passages
    ]
    inside = [
        any(story.numbers[i - first] in entry.sections for i in range(window.first, window.last))
        for window in found
    ]
    golden = judged(shares, inside) if is_told else (False,) * len(found)
    texts = tuple(passage.text for passage in passages)
    feeling = feeling_of(question.text, entry.answers)
    return TaleCase(
        question.text, entry.answers, feeling, is_told, tuple(one.score for one in found), texts, golden
    )


def of_story(story: Story, kept: Path) -> list[TaleCase]:
    """Every question of a story, told and, where it can be, cut short."""
    shelf = Shelf([], read(story, kept))
    found: Iterator[TaleCase | None] = (
        case(shelf.told(told_to), shelf.first, story, entry, is_told=is_told)
        for entry in story.questions
        for told_to, is_told in ((entry.told_to, True), (entry.cut_at, False))
    )
    return [one for one in found if one is not None]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kept", type=Path, required=True, help="folder for what was read")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    chosen = [story for story in stories(options.data, "train") if not is_held_out(story.name)]
    found: list[TaleCase] = []
    with ProcessPoolExecutor(2) as pool:
        for number, some in enumerate(pool.map(of_story, chosen, [options.kept / "train"] * len(chosen))):
            found += some
            print(number, len(found), file=sys.stderr, flush=True)
    options.out.write_bytes(pickle.dumps(found))


if __name__ == "__main__":
    main()
