"""The questions of FairytaleQA's stories as the ranker meets them: the sentences found, their signals, which are right."""

from __future__ import annotations

import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "src")]

from fairytales import Asked, Story  # noqa: E402
from read_stories import Shelf  # noqa: E402
from wellanyway.asking.finding import candidates  # noqa: E402
from wellanyway.asking.understanding.question import Kind, Question, understand  # noqa: E402
from wellanyway.reading.features import term  # noqa: E402
from wellanyway.reading.stems import content  # noqa: E402

__all__ = ["FOLDS", "Case", "cases", "fold", "is_free", "telling"]

FOLDS = 5
COMPANY = 10  # stories told before, in the cases that are long
_FIRM = 4.0  # chance occurrences added to what is counted, so that rare words weigh little
_STORIES = 12  # words of fewer stories are left out: they tell of those stories
_LEAST = 0.25  # words that weigh less are left out


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A question at a horizon. `gain` is for each sentence found the share of the answer's words that it holds."""

    story: int
    question: Question
    found: candidates.Candidates
    gain: NDArray[np.float32]
    in_section: NDArray[np.bool_]
    is_told: bool
    is_long: bool


def is_free(story: str) -> bool:
    """Stories that neither the static embedding nor the span reader was trained on, by their own rule."""
    return zlib.crc32(story.encode()) % 5 == 0


def fold(story: str) -> int:
    """One of `FOLDS`; another hash than that of `is_free`, so that every fold has some of either."""
    return zlib.crc32(f"fold {story}".encode()) % FOLDS


def gains(answers: Iterable[str], stems: Sequence[set[str]]) -> NDArray[np.float32]:
    """For each sentence the greatest share of an answer's stems that it holds."""
    wanted = [found for answer in answers if (found := set(content(answer)))]
    held = [max((len(one & found) / len(found) for found in wanted), default=0.0) for one in stems]
    return np.array(held, np.float32)


def telling(stories: Sequence[Story]) -> dict[Kind, dict[int, float]]:
    """How much oftener than elsewhere each term is in sentences that answer questions of a type: log ratios.

    The question's own words are left out.
    """
    every: Counter[int] = Counter()
    heard: Counter[int] = Counter()  # in how many stories
    size = 0
    there: dict[Kind, Counter[int]] = defaultdict(Counter)
    sizes: Counter[Kind] = Counter()
    for story in stories:
        stems = [set(content(text)) for text in story.sentences]
        terms = [{term(stem) for stem in one} for one in stems]
        heard.update(set[int]().union(*terms))
        for one in terms:
            every.update(one)
        size += len(terms)
        for entry in story.questions:
            question = understand(entry.question)
            asked = {term(stem) for stem, _ in question.terms}
            held = gains(entry.answers, stems)
            for number in np.flatnonzero(held >= 0.5).tolist():
                if story.numbers[number] in entry.sections:
                    there[question.type].update(terms[number] - asked)
                    sizes[question.type] += 1
    found: dict[Kind, dict[int, float]] = {}
    for kind, counts in there.items():
        weighed = {
            one: float(np.log((counts[one] + _FIRM) / (sizes[kind] * count / size + _FIRM)))
            for one, count in every.items()
            if heard[one] >= _STORIES
        }
        found[kind] = {one: round(value, 2) for one, value in sorted(weighed.items()) if abs(value) >= _LEAST}
    return found


def cases(
    number: int, shelf: Shelf, telling: dict[Kind, dict[int, float]], *, is_long: bool, cuts: bool = True
) -> Iterator[Case]:
    """Every question of the last story of a shelf, told and with `cuts`, where a section stands before its answer, cut short."""
    reading = shelf.last
    stems = [set(content(text)) for text in reading.story.sentences]
    for entry in reading.story.questions:
        question = understand(entry.question)
        if not question.terms:
            continue
        for told_to, is_told in ((entry.told_to, True), (entry.cut_at, False)):
            if told_to < 1 or not (is_told or cuts):
                continue
            told = shelf.told(told_to)
            found = candidates.candidates(told, question, telling=telling.get(question.type, {}))
            yield Case(number, question, found, *_right(shelf, entry, stems, found), is_told, is_long)


def _right(
    shelf: Shelf, entry: Asked, stems: Sequence[set[str]], found: candidates.Candidates
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """The gain of each sentence found, and whether it stands in an answer section; other stories hold no answer."""
    own = found.ordinals - shelf.first
    inside = own >= 0
    gain = np.zeros(len(own), np.float32)
    gain[inside] = gains(entry.answers, [stems[i] for i in own[inside]])
    numbers = np.array(shelf.last.story.numbers)
    in_section = np.zeros(len(own), np.bool_)
    in_section[inside] = np.isin(numbers[own[inside]], list(entry.sections))
    return gain, in_section
