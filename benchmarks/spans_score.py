"""Precision, recall and F1 of things that are either found exactly or not: nested spans with a type, tokens, links.

Micro: counts are added over documents, and the figures made from the sums.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass

__all__ = ["Score", "by_type", "compared"]

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Score:
    """How many there are, how many were found, how many of those are right. Scores add up."""

    gold: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.gold + other.gold, self.found + other.found, self.right + other.right)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.gold + self.found
        return 2 * self.right / both if both else 0.0

    def figures(self) -> dict[str, float | int]:
        """In percent with two decimals, beside the counts."""
        return {
            "f1": round(100 * self.f1, 2),
            "precision": round(100 * self.precision, 2),
            "recall": round(100 * self.recall, 2),
            "gold": self.gold,
            "found": self.found,
            "right": self.right,
        }


def compared(gold: Iterable[Hashable], found: Iterable[Hashable]) -> Score:
    """One document. What is found twice counts once."""
    there, given = set(gold), set(found)
    return Score(len(there), len(given), len(there & given))


def by_type(gold: Collection[Span], found: Collection[Span]) -> dict[str, Score]:
    """The spans of one document, type by type."""
    return {
        kind: compared((s for s in gold if s[2] == kind), (s for s in found if s[2] == kind))
        for kind in sorted({span[2] for span in (*gold, *found)})
    }
