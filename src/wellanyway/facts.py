"""What the reader understood, and from when on it can be known: the records of the memory log.

Kinds and their values; an entity is named by its number, -1 where nobody is:

- `mention`: a span means an entity. `who`; `type` PER, FAC, GPE, LOC, VEH, ORG; `form` proper, common, pronoun;
  `quoted` True inside what somebody says; `name` the one spelling of a proper form ("Mr Rook"); `gender` "m", "f"
  or `plural` True where this mention is evidence of it.
- `same`: `other` turned out to be `one`. Entities are two before `known_at` and one from then on.
- `quotation`: what is said, thought or written. `mode` speech, thought, writing; `closed`; `depth` 0 for the outermost;
  `kind` the kind of its marks ("d" double, "s" single...); `speaker`, `addressee`, and where the speaker is not sure the best
  `guess`; `how` names the evidence; `shown` the sentence that gave it. Its confidence is the speaker's.
- `description`: a span says what `who` is or is like.
- `relation`: `who` is the `kind` ("wife", "captain") of `to`.
- `scene`: a scene begins; `reason` chapter, break, time, place, cast.
- `setting`: where or when the present scene is: `where` an entity's number, or `when` the words that say it.
- `level`: the telling goes to narrative level `depth` (0 is the outermost frame), `enters` or leaves; `teller` tells it
  to `listener`.
- `event`: something happens; the span is its trigger, `lemma` its base form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["KINDS", "Fact", "Scalar"]


Scalar = str | int | float | bool | None

KINDS = (
    "description", "event", "level", "mention", "quotation", "relation", "same", "scene", "setting",
)  # fmt: skip
"""Stable names of what a fact can be."""


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
