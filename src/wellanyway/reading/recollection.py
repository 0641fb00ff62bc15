"""Recollection: what is known of the past while a block is in play.

Whether a block goes on is not known until the next one has begun, so until then it leaves no state behind and is read
by a glance that remembers nothing of its own. What that may know of all before is asked for here: the fold of the
facts as of the block's beginning.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from wellanyway.facts import Fact
from wellanyway.reading.entities import Entity

__all__ = ["Recollection"]


class Recollection(Protocol):
    """The memory as of the beginning of a block. Facts are given as they were noted; `root` says who is who by now."""

    @property
    def told_to(self) -> int:
        """How many sentences lie before the block."""
        ...

    @property
    def chapter(self) -> int:
        """The chapter of the block before (from 0), -1 where there is none."""
        ...

    @property
    def block(self) -> int:
        """The block before, in its chapter; -1 where there is none."""
        ...

    @property
    def next_number(self) -> int:
        """The number that the next new entity gets; no fact has it or a greater one."""
        ...

    @property
    def scene(self) -> int:
        """The sentence that the present scene began with."""
        ...

    @property
    def depth(self) -> int:
        """The present narrative level."""
        ...

    @property
    def left_open(self) -> Fact | None:
        """The outermost quotation that the block before did not close."""
        ...

    def __contains__(self, name: object) -> bool:
        """Whether somebody or something goes by a name, in its one spelling, or by common words."""
        ...

    def named(self, name: str) -> tuple[int, ...]:
        """The entities that go by it, the one mentioned last first."""
        ...

    def names_having(self, words: Sequence[str], *, proper_only: bool = False) -> set[str]:
        """The names that have all of some words, which are in lower case; common words too unless `proper_only`."""
        ...

    def root(self, number: int) -> int:
        """The number an entity goes by now."""
        ...

    def entity(self, number: int) -> Entity | None:
        """What is known of an entity, None where no mention means it."""
        ...

    def mentions(self, count: int) -> tuple[Fact, ...]:
        """The last mentions, the oldest of them first."""
        ...

    def quotations(self, count: int) -> tuple[Fact, ...]:
        """The last quotations, the oldest of them first."""
        ...
