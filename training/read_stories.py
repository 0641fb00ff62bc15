"""FairytaleQA's stories read by the reader that ships, alone or behind others, as somebody is told them.

Reading takes a second a story, so what was read is kept in a folder. A story behind others stands in one text with them;
the facts are those of each story read by itself, their numbers and places moved.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "src")]

from fairytales import Story  # noqa: E402
from wellanyway.asking.finding import retrieval  # noqa: E402
from wellanyway.asking.mind import StoryMind  # noqa: E402
from wellanyway.asking.understanding.question import understand  # noqa: E402
from wellanyway.facts import Fact, Scalar  # noqa: E402
from wellanyway.memory.chronicle import _NUMBERS, Chronicle  # noqa: E402
from wellanyway.memory.fact_table import FactTable  # noqa: E402
from wellanyway.memory.log import WorkMemory  # noqa: E402
from wellanyway.models import encoder  # noqa: E402
from wellanyway.reading.features import features  # noqa: E402
from wellanyway.reading.index import SentenceIndex  # noqa: E402
from wellanyway.story import InMemoryWork  # noqa: E402
from wellanyway.told import Told  # noqa: E402

__all__ = ["Reading", "Shelf", "read"]

_KEYS: dict[str, tuple[str, ...]] = {}
for _kind, _key in _NUMBERS:
    _KEYS[_kind] = (*_KEYS.get(_kind, ()), _key)
_PLACES = {"quotation": ("shown",)}


@dataclass(frozen=True)
class Reading:
    """A story with all that its questions need. `glances` has for each horizon what the block in play shows there."""

    story: Story
    facts: list[Fact]
    glances: dict[int, list[Fact]]
    vectors: dict[str, NDArray[np.float32]]

    @cached_property
    def index(self) -> SentenceIndex:
        return features(self.story.sentences)

    @property
    def size(self) -> int:
        return len(self.story.numbers)

    @cached_property
    def entities(self) -> int:
        every = (*self.facts, *(fact for facts in self.glances.values() for fact in facts))
        numbers = (fact.value.get(key) for fact in every for key in _KEYS.get(fact.kind, ()))
        return 1 + max((number for number in numbers if isinstance(number, int)), default=-1)


def read(story: Story, kept: Path | None) -> Reading:
    """A story read, from `kept` where it was read before."""
    path = kept / f"{story.name}.pickle" if kept else None
    if path is not None and path.exists():
        return Reading(story, *pickle.loads(path.read_bytes()))
    work = InMemoryWork(story.chapters)
    memory = WorkMemory(work)
    facts = list(memory.chronicle(work.size()).facts())
    horizons = sorted({entry.told_to for entry in story.questions} | {entry.cut_at for entry in story.questions})
    glances = {
        told_to: [fact for fact in memory.chronicle(told_to).facts() if fact.known_at == told_to]
        for told_to in horizons
        if told_to
    }
    texts = list(dict.fromkeys([*story.sentences, *(understand(one.question).text for one in story.questions)]))
    vectors = dict(zip(texts, encoder().embed(texts), strict=True))
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps((facts, glances, vectors)))
    return Reading(story, facts, glances, vectors)


class Shelf:
    """Stories told one after another, the last of them as far as asked. It is a Memory of that text."""

    def __init__(self, before: Sequence[Reading], last: Reading) -> None:
        self.last = last
        self.first = sum(one.size for one in before)  # the last story's first sentence
        chapters = [chapter for one in (*before, last) for chapter in one.story.chapters]
        self._work = InMemoryWork(chapters)
        self._table = FactTable()
        at = [0, 0, 0]  # sentences, chapters, entities before
        for one in before:
            self._table.extend(FactTable.of([_moved(fact, *at) for fact in one.facts]))
            at = [at[0] + one.size, at[1] + len(one.story.chapters), at[2] + one.entities]
        self._at = tuple(at)
        self._table.extend(FactTable.of([_moved(fact, *at) for fact in last.facts]))
        indexes = [one.index for one in (*before, last)]
        self._index = SentenceIndex.join(indexes, last.index.vectors.shape[1])
        self._folds: dict[int, Chronicle] = {}
        for one in (*before, last):
            for text, row in one.vectors.items():
                retrieval._VECTORS._kept[text] = row

    def told(self, told_to: int) -> Told:
        """The text up to so many sentences of the last story."""
        return Told(self._work, self.first + told_to, memory=self, mind=StoryMind())

    def chronicle(self, told_to: int) -> Chronicle:
        if told_to not in self._folds:
            sentence = self._work.sentence(told_to - 1)
            assert sentence is not None
            place = {"chapter": sentence.chapter, "block": sentence.block}
            known = Chronicle(self._table.upto(told_to - 1), told_to, **place)
            glance = [_moved(fact, *self._at) for fact in self.last.glances.get(told_to - self.first, ())]
            self._folds[told_to] = known.over(glance, told_to, **place)
        return self._folds[told_to]

    def facts(self, told_to: int, kind: str | None = None) -> Sequence[Fact]:
        return self.chronicle(told_to).facts(kind)

    def index(self, told_to: int) -> SentenceIndex:
        return self._index.upto(told_to)


def _moved(fact: Fact, sentences: int, chapters: int, entities: int) -> Fact:
    """A fact of a story with so many sentences, chapters and entities before it."""
    value: dict[str, Scalar] = dict(fact.value)
    for keys, more in ((_KEYS.get(fact.kind, ()), entities), (_PLACES.get(fact.kind, ()), sentences)):
        for key in keys:
            number = value.get(key)
            if isinstance(number, int) and number >= 0:
                value[key] = number + more
    return replace(
        fact,
        sentence=fact.sentence + sentences,
        chapter=fact.chapter + chapters,
        known_at=fact.known_at + sentences,
        value=value,
    )
