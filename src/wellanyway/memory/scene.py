"""Scenes: where and when the telling is at a horizon, and on which narrative level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.facts import Fact

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.memory.fact_table import FactTable

__all__ = ["Level", "Scenes", "Setting"]

_SAME_PLACE = ("cast",)  # reasons for a scene to begin that leave the place as it was
_SAME_TIME = ("cast", "place")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the present scene is, an entity's number or -1, and the words that say when, "" for none."""

    where: int = -1
    when: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """The narrative level: 0 outermost; further in `teller` tells it to `listener`, -1 where nobody is known."""

    depth: int = 0
    teller: int = -1
    listener: int = -1


class Scenes:
    """Scenes, settings and levels known at a horizon."""

    def __init__(self, table: FactTable) -> None:
        self._table = table
        self._rows = table.rows("scene")

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """The sentences that scenes begin with, in order; the first of the work is always one."""
        return np.unique(np.append(self._rows.column("sentence"), 0)).astype(np.int64)

    @property
    def start(self) -> int:
        """The sentence that the present scene began with."""
        return int(self.starts[-1])

    def _since(self, lasting: Sequence[str]) -> int:
        """Where the last scene began for a reason other than those."""
        given = self._rows.texts("reason")
        is_other = np.ones(len(given), np.bool_)
        for reason in lasting:
            is_other &= given != self._table.number.get(reason, -2)
        return int(self._rows.column("sentence")[is_other].max(initial=0))

    @cached_property
    def setting(self) -> Setting:
        """What was said last of place and time, as long as no scene has begun since that can have moved them."""
        place_since, time_since = self._since(_SAME_PLACE), self._since(_SAME_TIME)
        rows = self._table.rows("setting")
        near = np.flatnonzero(rows.column("sentence") >= min(place_since, time_since)).tolist()
        found = [rows.facts("setting", self._table.texts, row, row + 1)[0] for row in near]
        where, when = -1, ""
        for fact in sorted(found, key=_place):
            number, words = _number(fact, "where"), fact.value.get("when")
            if number >= 0 and fact.sentence >= place_since:
                where = number
            if isinstance(words, str) and words and fact.sentence >= time_since:
                when = words
        return Setting(where, when)

    @cached_property
    def levels(self) -> tuple[tuple[int, Level], ...]:
        """Every change of level: the sentence it comes with, and where it leads to.

        A level gone back to is told by whoever told it as it was entered last.
        """
        inside: list[Level] = []
        found: list[tuple[int, Level]] = []
        for fact in sorted(self._table.facts("level"), key=_place):
            depth = max(0, _number(fact, "depth"))
            if fact.value.get("enters"):
                inside = [one for one in inside if one.depth < depth]
                inside.append(Level(depth, _number(fact, "teller"), _number(fact, "listener")))
            else:
                inside = [one for one in inside if one.depth <= depth]
                if not inside or inside[-1].depth != depth:
                    inside.append(Level(depth))
            found.append((fact.sentence, inside[-1]))
        return tuple(found)

    @property
    def level(self) -> Level:
        """Where the last change of level has led to."""
        return self.levels[-1][1] if self.levels else Level()


def _number(fact: Fact, key: str) -> int:
    value = fact.value.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else -1


def _place(fact: Fact) -> tuple[int, int, int]:
    return fact.sentence, fact.start, fact.end
