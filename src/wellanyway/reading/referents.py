"""The memory behind linking: which referents a mention is held against, and what is kept of them.

`Links` is put together for one page and gives the next `Memory` behind it; the memory itself is a plain
value, small whatever the length of the work: unnamed referents that nobody has spoken of for long are let go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from immutables import Map
from numpy.typing import NDArray

from wellanyway.reading.linking import Cue, Referent, features, new_features
from wellanyway.reading.wording import wording

__all__ = ["Frame", "Links", "Memory", "Spot"]

_BE = frozenset("is was are were be been being am became 'm 's ’s ’m 're ’re not n't n’t".split())
_RECENT = 40  # referents every mention is held against
_KEPT = 64  # referents kept whatever they are
_BY_NAME = 12
_BY_HEAD = 4
_IDLE = frozenset("the of de and a an 's ’s".split())


@dataclass(frozen=True, slots=True)
class Frame:
    """The words that spots are counted in: `words[i]` is token `offset + i`."""

    words: Sequence[str]
    sentences: Sequence[int]  # first tokens of sentences, in the same count
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention to be linked; token numbers `[start, end)` grow over the work. `entity` is known in training alone."""

    start: int
    end: int
    type: str
    block: int
    sentence: int
    speech: int = -1
    speaker: int = -1
    addressee: int = -1
    entity: int = -1


@dataclass(frozen=True, slots=True)
class Memory:
    """What linking remembers behind a page. `recent` are numbers, the most recent last."""

    referents: Map[int, Referent] = field(default_factory=Map)
    recent: tuple[int, ...] = ()
    by_name: Map[str, tuple[int, ...]] = field(default_factory=Map)
    by_head: Map[str, tuple[int, ...]] = field(default_factory=Map)
    at: int = 0


class Links:
    """Linking over one page, or over a whole document in training."""

    def __init__(
        self,
        frame: Frame,
        memory: Memory | None = None,
        root: Callable[[int], int] | None = None,
        begun: Iterable[int] = (),
    ) -> None:
        """`root` gives the number a referent goes by now, where two have turned out to be one; `begun` are sentences
        of the page that have a mention already."""
        self._frame = frame
        self._root = root or _itself
        memory = memory or Memory()
        self.referents = memory.referents
        self._recent = dict.fromkeys(memory.recent)
        self._by_name, self._by_head = memory.by_name, memory.by_head
        self._at = memory.at
        self._begun = set(begun)
        for number in [number for number in self._recent if self._root(number) != number]:
            self._merge(number, self._root(number))

    def _merge(self, number: int, root: int) -> None:
        """What is remembered under a number goes to the one that it turned out to be."""
        del self._recent[number]
        self._recent.setdefault(root)
        other, one = self.referents.get(number), self.referents.get(root)
        if other is not None:
            both = replace(other, number=root) if one is None else one.joined(other)
            self.referents = self.referents.delete(number).set(root, both)

    def cue(self, spot: Spot) -> Cue:
        """The spot with what its words and the words before it say."""
        words, offset = self._frame.words, self._frame.offset
        start = spot.start - offset
        before = start - 1
        be = 0
        while be < 2 and before - be >= 0 and words[before - be].lower() in _BE:
            be += 1
        begins = spot.sentence not in self._begun
        self._begun.add(spot.sentence)
        return Cue(
            self._at,
            spot.sentence,
            spot.block,
            spot.start,
            spot.end,
            spot.type,
            wording(words[start : spot.end - offset]),
            spot.speech,
            spot.speaker,
            spot.addressee,
            int(before >= 0 and words[before] == ","),
            be,
            begins,
        )

    def candidates(self, cue: Cue) -> tuple[list[Referent], NDArray[np.float32], NDArray[np.float32]]:
        """Referents to hold a mention against, most recent first, with their rows; and its own row as a new one."""
        numbers = dict.fromkeys(list(self._recent)[-_RECENT:])
        word = cue.wording
        if word.form == "proper":
            for part in word.words:
                numbers.update(dict.fromkeys(self._by_name.get(part, ())))
        elif word.form == "common":
            numbers.update(dict.fromkeys(self._by_head.get(word.head, ())))
        if cue.speaker >= 0:
            numbers[cue.speaker] = None
        if cue.addressee >= 0:
            numbers[cue.addressee] = None
        found = [
            one
            for number in dict.fromkeys(map(self._root, numbers))
            if (one := self._referent(number, numbers))
        ]
        found.sort(key=_recency)
        rows = features(cue, found)
        return found, rows, new_features(cue, rows)

    def _referent(self, number: int, numbers: Iterable[int]) -> Referent | None:
        """What is remembered under a number, or under one that has turned out to be it."""
        found = self.referents.get(number)
        if found is None:
            others = [self.referents[n] for n in numbers if n in self.referents and self._root(n) == number]
            found = replace(others[-1], number=number) if others else None
        return found

    def assign(self, cue: Cue, number: int) -> None:
        """Remember that the mention means `number`, met before or new."""
        one = self._referent(number, tuple(self._recent)) or Referent(number, cue.type)
        self.referents = self.referents.set(number, one.seen(cue))
        self._recent.pop(number, None)
        self._recent[number] = None
        self._at += 1
        word = cue.wording
        if word.form == "proper":
            for part in word.words:
                if part not in _IDLE:
                    self._by_name = _filed(self._by_name, part, number, _BY_NAME)
        elif word.form == "common":
            self._by_head = _filed(self._by_head, word.head, number, _BY_HEAD)

    def memory(self) -> tuple[Memory, tuple[int, ...]]:
        """What is to be remembered behind the page, and the numbers of those that are let go."""
        recent = tuple(self._recent)
        gone = []
        for number in recent[:-_KEPT]:
            one = self.referents.get(number)
            if one is not None and not one.names and one.count < 3 and not one.narrator:
                self.referents = self.referents.delete(number)
                gone.append(number)
        return Memory(self.referents, recent[-_KEPT:], self._by_name, self._by_head, self._at), tuple(gone)


def _itself(number: int) -> int:
    return number


def _recency(one: Referent) -> int:
    assert one.last is not None
    return -one.last.at


def _filed(index: Map[str, tuple[int, ...]], key: str, number: int, size: int) -> Map[str, tuple[int, ...]]:
    there = index.get(key, ())
    if there and there[-1] == number:
        return index
    return index.set(key, (*(n for n in there if n != number), number)[-size:])
