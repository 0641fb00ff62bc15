"""Habits: which marks a document sets its talk in, as far as it has been read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["DASH", "Habits"]

DASH = "-"
"""The kind of what a dash opens, beside the kinds of `quotation_marks`."""

_USUAL = {"d": 4.0, "s": 2.0, "a": 2.0}  # as if so many had been met before the document began
_RARE = 1.0
_MANY = 64.0  # where older ones begin to count half
_FEW = 0.1
_DEAREST = 3.0


@dataclass(frozen=True, slots=True)
class Habits:
    """How many quotations of each kind there were, by kind; older ones count less."""

    counts: tuple[tuple[str, float], ...] = ()

    def after(self, kinds: Iterable[str]) -> Habits:
        """The habits when quotations of these kinds have been met too."""
        new = list(kinds)
        if not new:
            return self
        counts = dict(self.counts)
        for kind in new:
            counts[kind] = counts.get(kind, 0.0) + 1.0
        if sum(counts.values()) > _MANY:
            counts = {kind: count / 2 for kind, count in counts.items() if count > _FEW}
        return Habits(tuple(sorted(counts.items())))

    def costs(self) -> Mapping[str, float]:
        """What it costs to take a mark for the beginning of a quotation of its kind; the likeliest costs nothing."""
        counts = dict(self.counts)
        weights = {kind: counts.get(kind, 0.0) + _USUAL.get(kind, _RARE) for kind in {*counts, *_USUAL}}
        most = max(weights.values())
        return {kind: min(_DEAREST, math.log(most / weight)) for kind, weight in weights.items()}

    def has(self, kind: str) -> bool:
        """Whether quotations of this kind are no rare thing here."""
        counts = dict(self.counts)
        return counts.get(kind, 0.0) >= max(1.5, 0.15 * sum(counts.values()))

    def dump(self) -> Any:
        return self.counts

    @classmethod
    def load(cls, value: Any) -> Habits:
        return cls(tuple((kind, count) for kind, count in value))
