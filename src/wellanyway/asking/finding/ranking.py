"""Orders the sentences found by how likely each holds the answer: two small networks over what is known of them.

The first has the cheap signals alone and chooses the few that the encoder is run on; the second orders these few and
has the encoder's as well. Weights are made by `training/ranker.py` from FairytaleQA's training split and lie beside
this file.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from wellanyway.asking.finding.candidates import Candidates, candidates
from wellanyway.asking.finding.retrieval import vectors_of
from wellanyway.asking.understanding.question import Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.asking.understanding.question import Question
    from wellanyway.told import Told

__all__ = ["EMBEDDED", "TYPES", "Network", "Ranked", "Ranker", "rank", "ranker", "similar", "with_encoder"]

EMBEDDED = 12  # sentences that the encoder is run on
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
    """Both networks; the words that tell answers, by type and term; and the weights of the verdict (see confidence.py)."""

    first: Network
    last: Network
    telling: Mapping[Kind, Mapping[int, float]]
    verdict: NDArray[np.float32]
    told: float
    implied: float


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """The sentences found, best first: `scores` are log odds against each other, `similar` is the encoder's product.

    Those that the encoder was not run on stand last and have 0 there. Signals are in the order of `signals.SIGNALS`.
    """

    found: Candidates
    scores: NDArray[np.float32]
    similar: NDArray[np.float32]

    @property
    def ordinals(self) -> NDArray[np.int64]:
        return self.found.ordinals

    def with_points(self, points: Mapping[int, float]) -> Ranked:
        """Ordered again with more points for some sentences, by their ordinals: those of a reader, say."""
        more = np.array([points.get(int(ordinal), 0.0) for ordinal in self.ordinals], np.float32)
        return replace(self, scores=np.round(self.scores + more, 3)).sorted()

    def sorted(self) -> Ranked:
        """Best first, the earlier of equals first."""
        order = np.lexsort((self.ordinals, -self.scores))
        return Ranked(self.found.taken(order), self.scores[order], self.similar[order])


def rank(told: Told, question: Question, *, since: int = 0) -> Ranked:
    """The sentences told from `since` on that bear on a question, best first."""
    model = ranker()
    found = candidates(told, question, since=since, telling=model.telling.get(question.type, {}))
    ranked = Ranked(found, model.first.scores(found.signals, question.type), np.zeros(len(found.ordinals), np.float32))
    return _embedded(model, question, ranked.sorted())


def _embedded(model: Ranker, question: Question, ranked: Ranked) -> Ranked:
    """The best few ordered again with the encoder's help; the others stay behind them."""
    few = slice(EMBEDDED)
    near = similar(question.text, ranked.found.texts[few])
    scores, products = ranked.scores.copy(), ranked.similar.copy()
    products[few] = near
    again = model.last.scores(with_encoder(ranked.found.signals[few], near, scores[few]), question.type)
    behind = scores[EMBEDDED:]
    lowest = again.min(initial=np.float32(0)) - np.float32(0.001)
    scores[few] = again
    scores[EMBEDDED:] = behind + min(np.float32(0), lowest - behind.max(initial=lowest))
    return Ranked(ranked.found, np.round(scores, 3), products).sorted()


def with_encoder(
    rows: NDArray[np.float32], near: NDArray[np.float32], scores: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The signals of the second network: those of the first, its score, and the encoder's."""
    more = [near, near - near.max(initial=-1), scores, scores - scores.max(initial=-100)]
    return np.concatenate([rows, np.stack(more, axis=1)], axis=1).astype(np.float32)


def similar(asked: str, texts: tuple[str, ...]) -> NDArray[np.float32]:
    """Products with the question's vector, row by row, so that no other row can have a part in one."""
    rows = vectors_of([asked, *texts])
    found: NDArray[np.float32] = np.round((rows[1:] * rows[0]).sum(axis=1), 5)
    return found


@functools.cache
def ranker() -> Ranker:
    """The ranker that ships."""
    stored = json.loads((Path(__file__).parent / "ranker.json").read_text("utf-8"))
    telling = {
        Kind(kind): {int(one): weight for one, weight in weights.items()}
        for kind, weights in stored["telling"].items()
    }
    return Ranker(
        network(stored["first"]),
        network(stored["last"]),
        telling,
        np.array(stored["verdict"], np.float32),
        stored["told"],
        stored["implied"],
    )


def network(stored: Mapping[str, Any]) -> Network:
    """A network from its arrays as they are stored."""
    return Network(**{name: np.array(values, np.float32) for name, values in stored.items()})
