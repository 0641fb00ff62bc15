"""Looks for the answer to a question in what was told: finds passages, reads them, and says how sure it is.

The reader of passages and the ranker of sentences each know something that the other does not: the order of what is shown
comes from both, and so does the verdict.
"""

from __future__ import annotations

import bisect
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wellanyway.asking.answering.reading import Reading, read
from wellanyway.asking.answering.verdict import grounds, judge
from wellanyway.asking.answering.wording import short_of
from wellanyway.asking.finding.ranking import rank
from wellanyway.asking.finding.windows import Window, around
from wellanyway.asking.understanding.question import Question
from wellanyway.told import Told
from wellanyway.views import Verdict

__all__ = [
    "NONE",
    "PRIOR",
    "WINDOWS",
    "WORDS",
    "Found",
    "Passage",
    "look",
    "looked",
    "passages_of",
    "points_of",
    "shares",
]

WINDOWS, WORDS = 10, 70
PRIOR = 1.0  # what a window's score by the ranker weighs beside the reader's log-odds
POINTS = 1.5  # what the reader's finds weigh in the order of sentences
FLOOR = 0.005  # the share of an answer that counts as nothing


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a window on one line, and where in them each of its sentences begins."""

    first: int
    text: str
    starts: tuple[int, ...]

    def sentence(self, place: int) -> int:
        """The ordinal of the sentence that a character stands in."""
        return self.first + bisect.bisect_right(self.starts, place) - 1


@dataclass(frozen=True, slots=True)
class Found:
    """What the passages say: sentences best first, how sure it is that they answer in [0, 1], and the shortest answer.

    `short` is None unless the verdict is told; `sentence` is the one that it stands in, -1 for none.
    """

    ordinals: tuple[int, ...]
    verdict: Verdict
    sure: float
    short: str | None = None
    sentence: int = -1


NONE = Found((), Verdict.NOT_TOLD, 0.0)


def look(told: Told, question: Question, *, since: int = 0, shown: int = 4) -> Found:
    """What was told from sentence `since` on that answers the question."""
    found = looked(told, question, since=since, shown=shown)
    if found.verdict is Verdict.TOLD:
        first = (found.sentence, *(ordinal for ordinal in found.ordinals if ordinal != found.sentence))
        return replace(found, ordinals=first[:shown])
    return replace(found, short=None, sentence=-1)


def looked(told: Told, question: Question, *, since: int = 0, shown: int = 4) -> Found:
    """The same with the shortest answer whatever the verdict: for measuring."""
    if told.told_to <= since or not question.terms:
        return NONE
    ranked = rank(told, question, since=since)
    if not len(ranked.ordinals):
        return NONE
    late = ranked.lately(told.told_to)
    windows = around(told, late, most=WINDOWS, words=WORDS)
    passages = passages_of(told, windows)
    found = read(question.text, [one.text for one in passages], priors(windows))
    if found is None:
        return NONE
    ordered = late.with_points(points(passages, found))
    sure, verdict = judge(question, grounds(question, ranked, found))
    passage = passages[found.passage]
    return Found(
        tuple(ordered.ordinals[:shown].tolist()),
        verdict,
        sure,
        short_of(question.text, passage.text, found) or None,
        passage.sentence(found.start),
    )


def passages_of(told: Told, windows: Sequence[Window]) -> list[Passage]:
    """The words of some windows."""
    found = []
    for window in windows:
        parts = [" ".join(told.sentence(i).text.split()) for i in range(window.first, window.last)]
        starts, at = [], 0
        for part in parts:
            starts.append(at)
            at += len(part) + 1
        found.append(Passage(window.first, " ".join(parts), tuple(starts)))
    return found


def priors(windows: Sequence[Window]) -> list[float]:
    """What the ranker's scores say for each window, in log-odds."""
    return [PRIOR * window.score for window in windows]


def points(passages: Sequence[Passage], found: Reading) -> Mapping[int, float]:
    """What the reader's finds add to the score of each sentence they stand in."""
    return {ordinal: points_of(share) for ordinal, share in shares(passages, found).items()}


def shares(passages: Sequence[Passage], found: Reading) -> dict[int, float]:
    """How likely each sentence holds the answer, or a part of it, by what was read."""
    total: dict[int, float] = defaultdict(float)
    for span in found.spans:
        passage = passages[span.passage]
        for ordinal in range(passage.sentence(span.start), passage.sentence(span.end - 1) + 1):
            total[ordinal] += span.weight
    return dict(total)


def points_of(share: float, weight: float = POINTS, floor: float = FLOOR) -> float:
    """Points of a sentence that holds the answer with this likelihood: 0 for none."""
    return round(weight * math.log(1 + share / floor), 4)
