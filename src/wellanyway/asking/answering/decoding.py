"""Which of the stretches found is the answer: the one that shares most with all that may be ("minimum Bayes risk").

A network is seldom sure where an answer begins and ends; of "the whole army", "for the whole army" and "army" the middle is
the safest. Kumar and Byrne, "Minimum Bayes-Risk Decoding for Statistical Machine Translation" (HLT-NAACL 2004).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Weighed", "decode"]

_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Weighed:
    """Characters `[start, end)` of a passage by its number; `weight` is how likely it is the answer, in [0, 1]."""

    passage: int
    start: int
    end: int
    weight: float


def decode(passages: Sequence[str], spans: Sequence[Weighed]) -> tuple[Weighed, float]:
    """The best of some stretches and the share of words it is expected to have of the answer, in [0, 1].

    Raises ValueError where there is none.
    """
    bags = [Counter(_WORDS.findall(passages[one.passage][one.start : one.end].lower())) for one in spans]
    expected = [
        round(math.fsum(one.weight * _shared(bag, other) for other, one in zip(bags, spans, strict=True)), 5)
        for bag in bags
    ]
    best = max(range(len(spans)), key=lambda i: (expected[i], -i))
    return spans[best], round(min(1.0, expected[best]), 4)


def _shared(one: Counter[str], two: Counter[str]) -> float:
    """F1 of words."""
    return 2 * (one & two).total() / max(1, one.total() + two.total())
