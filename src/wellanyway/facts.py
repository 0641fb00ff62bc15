"""What the reader understood, and from when on it can be known: the records of the memory log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Fact", "Scalar"]


Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing understood about one span.

    The span is `[start, end)` characters of block `block` of chapter `chapter` (both from 0);
    `sentence` is the ordinal of the sentence it starts in. The fact may be used where
    `told_to >= known_at`, and `known_at` is never less than the end of all text its producer saw.
    Facts are never edited: a later discovery is a new fact that supersedes.
    """

    kind: str
    sentence: int
    chapter: int
    block: int
    start: int
    end: int
    known_at: int
    producer: str
    confidence: float = 1.0
    value: Mapping[str, Scalar] = field(default_factory=dict)
