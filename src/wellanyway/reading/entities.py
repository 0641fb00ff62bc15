"""Entities: everybody and everything met so far, as the reader remembers them between windows.

Persistent: `put` and `joined` give the next value and leave this one as it was, sharing all but what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from immutables import Map

__all__ = ["Entities", "Entity"]


@dataclass(frozen=True, slots=True)
class Entity:
    """One entry. `names` are proper forms in one spelling ("Mr Rook", "Julia Rook"), in the order they came up.

    `male`, `female` and `plural` count evidence (pronouns, titles, given names, nouns), `heads` are nouns it
    was called by ("captain"). `first` and `last` are sentence ordinals, `count` its mentions.
    """

    number: int
    type: str
    names: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    male: int = 0
    female: int = 0
    plural: int = 0
    count: int = 0
    first: int = -1
    last: int = -1

    @property
    def gender(self) -> str:
        """ "m" or "f" as the evidence says, "" where it says nothing or both alike."""
        if self.male == self.female:
            return ""
        return "m" if self.male > self.female else "f"

    @property
    def is_plural(self) -> bool:
        return self.plural > self.male + self.female


@dataclass(frozen=True, slots=True)
class Entities:
    """Entities by number; `next` is the number that the next new one gets.

    `same` leads from the number of one that turned out to be another to that other.
    """

    by_number: Map[int, Entity] = field(default_factory=Map)
    same: Map[int, int] = field(default_factory=Map)
    next: int = 0

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.by_number.values())

    def root(self, number: int) -> int:
        """The number an entity goes by now."""
        while number in self.same:
            number = self.same[number]
        return number

    def get(self, number: int) -> Entity | None:
        return self.by_number.get(self.root(number))

    def put(self, entity: Entity) -> Entities:
        """With `entity` in the place of whatever had its number."""
        return replace(
            self,
            by_number=self.by_number.set(entity.number, entity),
            next=max(self.next, entity.number + 1),
        )

    def joined(self, one: int, other: int) -> Entities:
        """`other` turned out to be `one`: a single entry from here on, under the number of `one`."""
        one, other = self.root(one), self.root(other)
        if one == other:
            return self
        a, b = self.by_number[one], self.by_number[other]
        both = Entity(
            one,
            a.type,
            tuple(dict.fromkeys((*a.names, *b.names))),
            tuple(dict.fromkeys((*a.heads, *b.heads))),
            a.male + b.male,
            a.female + b.female,
            a.plural + b.plural,
            a.count + b.count,
            min(a.first, b.first),
            max(a.last, b.last),
        )
        return replace(
            self, by_number=self.by_number.delete(other).set(one, both), same=self.same.set(other, one)
        )

    def without(self, numbers: Iterable[int]) -> Entities:
        """Without those that are let go; their numbers are never given again."""
        kept = self.by_number.mutate()
        for number in numbers:
            kept.pop(number, None)
        return replace(self, by_number=kept.finish())

    def dump(self) -> Any:
        rows = [
            [e.number, e.type, e.names, e.heads, e.male, e.female, e.plural, e.count, e.first, e.last]
            for e in sorted(self.by_number.values(), key=lambda e: e.number)
        ]
        return [rows, sorted(self.same.items()), self.next]

    @classmethod
    def load(cls, value: Any) -> Entities:
        rows, same, following = value
        entities = (Entity(n, t, tuple(names), tuple(heads), *rest) for n, t, names, heads, *rest in rows)
        return cls(Map((e.number, e) for e in entities), Map(map(tuple, same)), following)
