"""The story so far in its own sentences, chosen for what happens, to whom, and where it stands now.

The stretch is divided into slots, the later the shorter. Of each the sentences that promise most are looked at, and as many
are taken as there are words for, so that slots, scenes and characters are covered. The present closes it. Names stand
in square brackets where the story has a pronoun and its person was not named before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.recaps.candidates import Candidate, Candidates
from wellanyway.asking.recaps.outline import Outline, spread
from wellanyway.asking.recaps.pieces import shown
from wellanyway.asking.recaps.selection import Aims, chosen
from wellanyway.asking.recaps.signature import Signature
from wellanyway.told import Told
from wellanyway.views import Recap

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["recap"]

_NOTHING = Recap("", (), 0)
_SLOT = 11  # words for which there is one slot
_BEND = 1.4  # how much shorter later slots are
_TRIED = 26  # sentences of a slot that are looked at
_PRESENT = 12  # sentences back from the end that may close the recap
_SAYS = 0.3  # worth from which on a sentence says something
_AGE = 0.07  # what each sentence costs that it is further back


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    stop: int
    about: int = -1


def recap(
    told: Told, *, words: int, since: int = 0, chapter: int | None = None, about: str | None = None
) -> Recap:
    """At most `words` words of the story, in order.

    From sentence `since` on; of `chapter` alone (from 0; raises PositionError where it has not been reached); of what
    `about` does alone, a name: nothing where it was not told of.
    """
    stretch = _stretch(told, since, chapter, about)
    if stretch is None or words < 1:
        return _NOTHING
    outline = Outline(told.chronicle(), told.index(), stretch.start, stretch.stop, stretch.about)
    slots = spread(outline.content.astype(np.float64) + 6.0, max(3, words // _SLOT), _BEND)
    terms = told.index().slice(stretch.start, stretch.stop).terms
    makes = Candidates(told, outline, Signature(terms))
    found, places = _found(outline, makes, slots)
    found = [one for one in found if one.words <= words and (stretch.about < 0 or 0 in one.mains)]
    if not found:
        return _NOTHING
    end = _ending(found, stretch)
    aims = Aims([places[one.last] for one in found], outline.weights, _vectors(told, found))
    taken = chosen(found, aims, words, [] if end is None else [end])
    return _told(told, [found[at] for at in taken])


def _stretch(told: Told, since: int, chapter: int | None, about: str | None) -> _Stretch | None:
    start, stop = max(0, since), told.told_to
    if chapter is not None:
        reached = told.chapter(chapter)
        start, stop = max(start, reached.first), reached.first + reached.told
    if start >= stop:
        return None
    if about is None:
        return _Stretch(start, stop)
    person = Acquaintance(told).find(about)
    return None if person is None or not person.is_person else _Stretch(start, stop, person.number)


def _found(
    outline: Outline, makes: Candidates, slots: list[tuple[int, int]]
) -> tuple[list[Candidate], dict[int, int]]:
    """The candidates, and the slot of each sentence that was looked at."""
    wanted: dict[int, int] = {}
    central: dict[int, float] = {}
    for number, (low, high) in enumerate(slots):
        near = outline.central(low + outline.start, high + outline.start)
        rank = outline.promise(low, high) + 0.3 * near
        for at in np.lexsort((np.arange(len(rank)), -np.round(rank, 4)))[:_TRIED].tolist():
            if rank[at] > -5.0:
                wanted[low + at + outline.start] = number
                central[low + at + outline.start] = float(near[at])
    for ordinal in range(max(outline.start, outline.stop - 3 * _PRESENT), outline.stop):
        wanted.setdefault(ordinal, len(slots) - 1)
    return makes.of(sorted(wanted), central), wanted


def _ending(found: list[Candidate], stretch: _Stretch) -> int | None:
    """The candidate that says where the story stands: of the last sentences the best, the later the better."""
    if stretch.about >= 0:
        return len(found) - 1
    late = [at for at, one in enumerate(found) if one.last >= stretch.stop - _PRESENT]
    if not any(found[at].worth >= _SAYS for at in late):
        late = [at for at, one in enumerate(found) if one.last >= stretch.stop - 3 * _PRESENT] or late
    return max(
        late, key=lambda at: round(found[at].worth - _AGE * (stretch.stop - found[at].last), 4), default=None
    )


def _vectors(told: Told, found: list[Candidate]) -> NDArray[np.float32]:
    rows = told.index().vectors[[one.last for one in found]].astype(np.float32)
    lengths = np.sqrt((rows * rows).sum(1, keepdims=True))
    unit: NDArray[np.float32] = rows / np.maximum(lengths, 1.0)
    return unit


def _told(told: Told, taken: list[Candidate]) -> Recap:
    pieces = [piece for one in taken for piece in one.pieces]
    lines = shown(pieces)
    text = " ".join(lines)
    return Recap(text, tuple(told.evidence(piece.ordinal) for piece in pieces), len(text.split()), lines)
