"""The sentences found at a first look, with their signals: what the ranker orders and a reader may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.asking.finding.company import company
from wellanyway.asking.finding.recency import AT_FIRST, recency
from wellanyway.asking.finding.referents import referents
from wellanyway.asking.finding.retrieval import CANDIDATES, Field, best, promise, survey
from wellanyway.asking.finding.signals import SIGNALS, signals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.asking.understanding.question import Question
    from wellanyway.told import Told

__all__ = ["Candidates", "candidates"]


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Sentences told, the most promising at a first look first.

    `promise` and `field` have an entry a told sentence; `texts` and the rows of `signals` belong to `ordinals`.
    """

    field: Field
    promise: NDArray[np.float32]
    ordinals: NDArray[np.int64]
    texts: tuple[str, ...]
    signals: NDArray[np.float32]  # (sentences, signals)

    def taken(self, order: NDArray[np.int64]) -> Candidates:
        """Some of them, in an order."""
        texts = tuple(self.texts[i] for i in order.tolist())
        return replace(self, ordinals=self.ordinals[order], texts=texts, signals=self.signals[order])


def candidates(
    told: Told, question: Question, *, since: int = 0, limit: int = CANDIDATES, telling: Mapping[int, float]
) -> Candidates:
    """The best of the sentences told from `since` on; `telling` as `signals` has it."""
    chronicle = told.chronicle()
    known = referents(chronicle, question)
    field = survey(told.index(), question, known)
    late = recency(np.arange(len(field.static)), told.told_to)
    expected = promise(field) + np.float32(AT_FIRST) * late
    ordinals = best(expected, limit=limit, since=since)
    if not len(ordinals):
        return Candidates(field, expected, ordinals, (), np.zeros((0, len(SIGNALS)), np.float32))
    sentences = [told.sentence(int(ordinal)) for ordinal in ordinals]
    about = company(chronicle, known.everybody(), sentences)
    rows = signals(question, field, sentences, about, telling)
    return Candidates(field, expected, ordinals, tuple(sentence.text for sentence in sentences), rows)
