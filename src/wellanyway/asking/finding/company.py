"""What the reader knows of a few sentences: whose words they are, whom and what they mention, in which scene they stand.

Each array has one entry a sentence looked at, in the order given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.memory.tally import TYPES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.memory.chronicle import Chronicle
    from wellanyway.story import Sentence

__all__ = ["Company", "company"]

_BACK = 4  # lines looked at that begin before a sentence ends
_PERSON = TYPES.index("PER")
_PLACES = [TYPES.index(kind) for kind in ("FAC", "GPE", "LOC")]


@dataclass(frozen=True, slots=True, eq=False)
class Company:
    """Facts about sentences, seen from a question that means somebody (those asked about).

    is_spoken  whether some of it is said by somebody
    says       whether one of those asked about says it
    hears      whether it is said to one of them
    first      whether the first mentioned is one of them
    people     others mentioned who are persons
    places     places mentioned
    scenes     the scene's extent: [from, to) in sentences, two columns
    """

    is_spoken: NDArray[np.bool_]
    says: NDArray[np.bool_]
    hears: NDArray[np.bool_]
    first: NDArray[np.bool_]
    people: NDArray[np.int64]
    places: NDArray[np.int64]
    scenes: NDArray[np.int64]


def company(chronicle: Chronicle, asked: NDArray[np.int64], sentences: Sequence[Sentence]) -> Company:
    """What is known of some told sentences at the chronicle's horizon."""
    ordinals = np.array([sentence.ordinal for sentence in sentences], np.int64)
    is_spoken, says, hears = _said(chronicle, asked, sentences, ordinals)
    first, people, places = _mentioned(chronicle, asked, ordinals)
    return Company(is_spoken, says, hears, first, people, places, _scenes(chronicle, ordinals))


def _said(
    chronicle: Chronicle, asked: NDArray[np.int64], sentences: Sequence[Sentence], ordinals: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    lines = chronicle.lines
    is_spoken, says, hears = (np.zeros(len(ordinals), np.bool_) for _ in range(3))
    if not len(lines):
        return is_spoken, says, hears
    chapter, block, start, end = (
        np.array([getattr(sentence, name) for sentence in sentences], np.int64)
        for name in ("chapter", "block", "start", "end")
    )
    speaker = lines.ints("speaker")
    speaker = chronicle.roots_of(np.where(speaker >= 0, speaker, lines.ints("guess")))
    addressee = chronicle.roots_of(lines.ints("addressee"))
    columns = {name: lines.column(name) for name in ("chapter", "block", "start", "end")}
    last = np.searchsorted(lines.column("sentence"), ordinals, side="right") - 1
    for back in range(_BACK):
        at = np.maximum(last - back, 0)
        covers = (last - back >= 0) & (columns["chapter"][at] == chapter) & (columns["block"][at] == block)
        covers &= (columns["start"][at] < end) & (columns["end"][at] > start) & lines.is_speech[at]
        is_spoken |= covers
        says |= covers & np.isin(speaker[at], asked)
        hears |= covers & np.isin(addressee[at], asked)
    return is_spoken, says, hears


def _mentioned(
    chronicle: Chronicle, asked: NDArray[np.int64], ordinals: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]:
    size = len(ordinals)
    first, people, places = np.zeros(size, np.bool_), np.zeros(size, np.int64), np.zeros(size, np.int64)
    sentence, who, kind = chronicle.mentions_in(ordinals).T
    if not len(sentence):
        return first, people, places
    order = np.argsort(ordinals)
    row = order[np.searchsorted(ordinals[order], sentence)]
    is_asked = np.isin(who, asked)
    opens = np.flatnonzero(np.append(True, sentence[1:] != sentence[:-1]))
    first[row[opens]] = is_asked[opens]
    for found, is_one in ((people, kind == _PERSON), (places, np.isin(kind, _PLACES))):
        others = np.unique(np.stack([row, who], axis=1)[is_one & ~is_asked], axis=0)[:, 0]
        found += np.bincount(others, minlength=size)
    return first, people, places


def _scenes(chronicle: Chronicle, ordinals: NDArray[np.int64]) -> NDArray[np.int64]:
    starts = chronicle.scenes.starts
    scene = np.searchsorted(starts, ordinals, side="right") - 1
    stops = np.append(starts[1:], chronicle.told_to)
    return np.stack([starts[scene], stops[scene]], axis=1)
