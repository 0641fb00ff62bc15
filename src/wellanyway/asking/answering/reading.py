"""Reads a question against passages, and finds the one short answer that they agree on most.

Each passage is read alone. What is found in them is weighed together: a passage by how likely it answers at all, a stretch
by its share in its passage; then the stretch is taken that shares most words with all of them.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from wellanyway.asking.answering.decoding import Weighed, decode
from wellanyway.models import span_network
from wellanyway.models.span_network import Read

__all__ = ["Reading", "read"]

_REMEMBERED = 2048  # pairs of question and passage
_SPANS = 40  # stretches of all passages that are weighed against each other
_SHARPNESS = 1.5  # power of a stretch's share: measured on held-out stories, see benchmarks/RESULTS.md


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found: the passage by its number, characters `[start, end)` of it, and how sure it is.

    `spans` are the stretches that were weighed, the likeliest first; `odds` the log-odds of each passage that it answers; `share` is how much of what may be the answer the stretch holds,
    in [0, 1]; `feeling` is the likeliest word of feeling with its share, for questions that ask for one.
    """

    passage: int
    start: int
    end: int
    share: float
    odds: tuple[float, ...]
    spans: tuple[Weighed, ...]
    feeling: tuple[str, float]


def read(question: str, passages: Sequence[str], priors: Sequence[float] = ()) -> Reading | None:
    """The best answer in some passages; `priors` are what else speaks for each, in log-odds. None where there is none."""
    found = [_READ.of(question, passage) for passage in passages]
    weights = [
        one.sure + (priors[i] if priors else 0.0) if one.spans else -math.inf for i, one in enumerate(found)
    ]
    top = max(weights, default=-math.inf)
    if top == -math.inf:
        return None
    whole = math.fsum(math.exp(weight - top) for weight in weights)
    weighed = [
        Weighed(i, start, end, round(math.exp(weight - top) / whole * math.exp(_SHARPNESS * share), 8))
        for i, (one, weight) in enumerate(zip(found, weights, strict=True))
        for start, end, share in one.spans
    ]
    weighed.sort(key=lambda one: (-one.weight, one.passage, one.start, one.end))
    best, share = decode(passages, weighed[:_SPANS])
    felt = found[best.passage].feelings
    likeliest = max(range(len(felt)), key=lambda i: (felt[i], -i))
    return Reading(
        best.passage,
        best.start,
        best.end,
        share,
        tuple(one.sure for one in found),
        tuple(weighed),
        (span_network().feelings[likeliest], round(math.exp(felt[likeliest]), 4)),
    )


class _Kept:
    """Pairs read lately, keyed by their words alone."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], Read] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, question: str, passage: str) -> Read:
        key = question, passage
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = span_network().read(question, passage)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _REMEMBERED:
                self._kept.popitem(last=False)
        return found


_READ = _Kept()
