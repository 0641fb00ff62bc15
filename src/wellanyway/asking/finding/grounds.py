"""What the sentences found say of whether they answer the question: grounds of the verdict, see `answering/verdict.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wellanyway.asking.finding.signals import SIGNALS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.asking.finding.ranking import Ranked

__all__ = ["GROUNDS", "grounds"]

_OF_FIRST = ("coverage", "meant", "static", "soft", "within two", "meant within two", "telling words")
_AT_BEST = ("coverage", "static", "soft", "meant within two")
GROUNDS = (
    "score",
    *(f"{name} of the first" for name in _OF_FIRST), *(f"{name} at best" for name in _AT_BEST),
    "heard", "score over the fifth", "within one at the first three", "constant",
)  # fmt: skip


def grounds(ranked: Ranked) -> NDArray[np.float32]:
    """What the decision rests on."""
    rows, scores, field = ranked.found.signals, ranked.scores, ranked.found.field
    first = [rows[0, SIGNALS.index(name)] for name in _OF_FIRST]
    most = [rows[:, SIGNALS.index(name)].max() for name in _AT_BEST]
    near = np.unique(np.concatenate([ranked.ordinals[:3] + by for by in (-1, 0, 1)]))
    covered = sum(
        share for share, places in zip(field.shares, field.words, strict=True) if np.isin(near, places).any()
    )
    fifth = scores[min(4, len(scores) - 1)]
    return np.array(
        [
            scores[0], *first, *most, field.heard, scores[0] - fifth, covered, 1.0
        ],
        np.float32,
    )  # fmt: skip
