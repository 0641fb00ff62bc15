"""Orders the sentences found by how likely each holds the answer: a small network over what is known of them.

Its weights are made by `training/ranker.py` from FairytaleQA's training split and lie beside this file. The encoder has no
part in it: with the signals at hand its similarity was measured to add nothing to the order, and it is by far the
dearest of them.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.asking.finding.candidates import Candidates, candidates
from wellanyway.asking.finding.recency import POINTS, recency
from wellanyway.asking.understanding.question import Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.asking.understanding.question import Question
    from wellanyway.told import Told

__all__ = ["TYPES", "Network", "Ranked", "Ranker", "ordered", "rank", "ranker"]

TYPES = (
    Kind.WHY,
    Kind.WHERE,
    Kind.WHEN,
    Kind.WHO,
    Kind.FEEL,
    Kind.HOW,
    Kind.SAY,
    Kind.WHAT,
    Kind.HAPPEN,
    Kind.WHETHER,
)


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """tanh(signals . inner + type) . outer of the type, on standardised signals."""

    mean: NDArray[np.float32]
    spread: NDArray[np.float32]
    inner: NDArray[np.float32]  # (signals, hidden)
    types: NDArray[np.float32]  # (types, hidden)
    outer: NDArray[np.float32]  # (types, hidden)

    def scores(self, rows: NDArray[np.float32], kind: Kind) -> NDArray[np.float32]:
        """One score a row, rounded so that the order of sums cannot show."""
        place = TYPES.index(kind)
        standard = np.clip((rows - self.mean) / self.spread, -5, 5)
        hidden = np.tanh(standard @ self.inner + self.types[place])
        found: NDArray[np.float32] = np.round(hidden @ self.outer[place], 3)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Ranker:
    """The network, and the words that tell answers, by type and term."""

    network: Network
    telling: Mapping[Kind, Mapping[int, float]]


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """The sentences found, best first. `scores` are log odds against each other; signals are in the order of `SIGNALS`."""

    found: Candidates
    scores: NDArray[np.float32]

    @property
    def ordinals(self) -> NDArray[np.int64]:
        return self.found.ordinals

    def with_points(self, points: Mapping[int, float]) -> Ranked:
        """Ordered again with more points for some sentences, by their ordinals: those that a reader gives, say."""
        return self._raised(
            np.array([points.get(int(ordinal), 0.0) for ordinal in self.ordinals], np.float32)
        )

    def lately(self, told_to: int) -> Ranked:
        """Ordered again with points for what was told lately."""
        return self._raised(np.float32(POINTS) * recency(self.ordinals, told_to))

    def _raised(self, points: NDArray[np.float32]) -> Ranked:
        scores: NDArray[np.float32] = np.round(self.scores + points, 3)
        return replace(self, scores=scores).sorted()

    def sorted(self) -> Ranked:
        """Best first, the earlier of equals first."""
        order = np.lexsort((self.ordinals, -self.scores))
        return Ranked(self.found.taken(order), self.scores[order])


def rank(told: Told, question: Question, *, since: int = 0) -> Ranked:
    """The sentences told from `since` on that bear on a question, best first."""
    model = ranker()
    found = candidates(told, question, since=since, telling=model.telling.get(question.type, {}))
    return ordered(model.network, found, question)


def ordered(network: Network, found: Candidates, question: Question) -> Ranked:
    """The sentences found, as a network orders them."""
    return Ranked(found, network.scores(found.signals, question.type)).sorted()


@functools.cache
def ranker() -> Ranker:
    """The ranker that ships."""
    stored = json.loads((Path(__file__).parent / "ranker.json").read_text("utf-8"))
    arrays = {
        name: np.array(stored[name], np.float32) for name in ("mean", "spread", "inner", "types", "outer")
    }
    telling = {
        Kind(kind): {int(one): weight for one, weight in weights.items()}
        for kind, weights in stored["telling"].items()
    }
    return Ranker(Network(**arrays), telling)
