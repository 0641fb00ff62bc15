"""The verdict: how sure it is that the question has been answered, by what was found and what was read.

One logistic regression whose weights and thresholds come from FairytaleQA's held-out training stories, each told to its
answer and cut before it; see `training/verdict.py`. A story cut before its answer is how a listener asks: the words of the
question have been heard and the answer has not.
"""

from __future__ import annotations

import functools
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.asking.answering.reading import Reading
from wellanyway.asking.finding.grounds import GROUNDS as OF_FINDING
from wellanyway.asking.finding.grounds import grounds as of_finding
from wellanyway.asking.finding.ranking import TYPES
from wellanyway.asking.understanding.question import Kind
from wellanyway.views import Verdict

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.asking.finding.ranking import Ranked
    from wellanyway.asking.understanding.question import Question

__all__ = ["GROUNDS", "Judge", "Reading", "grounds", "judge", "of_case", "of_finding", "shipped"]

OF_READING = (
    "odds of the best", "odds of the second", "odds of the third", "odds of all", "share", "log share", "share over odds",
)  # fmt: skip
GROUNDS = (*OF_READING, *(f"type {kind}" for kind in TYPES), *OF_FINDING)
_NEVER_TOLD = {Kind.WHETHER}  # a passage that bears on it is no yes and no no: it has to bear on it more


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """Weights of GROUNDS, and the thresholds of being told, of being implied, and of that where it is asked whether."""

    weights: NDArray[np.float64]
    told: float
    implied: float
    whether: float


def grounds(question: Question, ranked: Ranked, found: Reading) -> NDArray[np.float32]:
    """What the decision rests on, in the order of GROUNDS."""
    return of_case(question, of_finding(ranked), found)


def of_case(question: Question, finding: NDArray[np.float32], found: Reading) -> NDArray[np.float32]:
    """The same with what comes from finding in its own row."""
    odds = sorted((max(-12.0, value) for value in found.odds), reverse=True)
    best, second, third = (*odds, odds[-1], odds[-1])[:3]
    together = math.log(math.fsum(math.exp(value) for value in odds))
    share = found.share
    of_reading = [
        best,
        second,
        third,
        together,
        share,
        math.log(max(share, 1e-3)),
        share / (1 + math.exp(-best)),
    ]
    types = [float(question.type is kind) for kind in TYPES]
    return np.concatenate([np.array([*of_reading, *types], np.float32), finding]).astype(np.float32)


def judge(question: Question, found: NDArray[np.float32], by: Judge | None = None) -> tuple[float, Verdict]:
    """How sure in [0, 1], and what that comes to."""
    rule = by or shipped()
    sum_ = float(np.dot(rule.weights, found.astype(np.float64)))
    sure = round(1 / (1 + math.exp(-max(-30.0, min(30.0, sum_)))), 4)
    never = question.kind in _NEVER_TOLD
    if sure < (rule.whether if never else rule.implied):
        return sure, Verdict.NOT_TOLD
    if sure < rule.told or never:
        return sure, Verdict.IMPLIED
    return sure, Verdict.TOLD


@functools.cache
def shipped() -> Judge:
    """The weights that ship beside this file."""
    stored = json.loads((Path(__file__).parent / "verdict.json").read_text("utf-8"))
    if tuple(stored["weights"]) != GROUNDS:
        raise ValueError("verdict.json was made for other grounds: run training/verdict.py")
    return Judge(
        np.array(list(stored["weights"].values()), np.float64),
        stored["told"],
        stored["implied"],
        stored["whether"],
    )
