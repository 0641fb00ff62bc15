"""Speech: what is said in a work, told apart from tales, which are long, or go on from one paragraph to the next.

A tale within the story is told like the story: its sentences can stand in a recap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.memory.chronicle import Chronicle
    from wellanyway.story import Sentence

__all__ = ["Said", "Speech"]

_TALE = 900  # characters of a quotation that tells something


@dataclass(frozen=True, slots=True)
class Said:
    """The quotation that a sentence stands in: who speaks, -1 where that is not sure, and how sure that is."""

    start: int
    end: int
    speaker: int
    sure: float
    is_tale: bool
    is_closed: bool


class Speech:
    """The outermost quotations of a work, in the order of the text."""

    def __init__(self, chronicle: Chronicle) -> None:
        lines = chronicle.lines
        outer = np.flatnonzero(lines.ints("depth", 0) == 0)
        chapter, block, start, end = (
            lines.column(name)[outer].astype(np.int64) for name in ("chapter", "block", "start", "end")
        )
        self._begins, self._ends = _packed(chapter, block, start), _packed(chapter, block, end)
        closed = lines.is_closed[outer]
        goes_on = np.zeros(len(outer), np.bool_)
        goes_on[1:] = ~closed[:-1] & (np.diff(block) == 1) & (np.diff(chapter) == 0) & (start[1:] == 0)
        is_present = (chapter == chronicle.chapter) & (block == chronicle.block)  # it may be closed yet
        self._is_tale = (end - start >= _TALE) | goes_on | (~closed & (start == 0) & ~is_present)
        self._is_closed = closed
        self._speaker = lines.ints("speaker")[outer]
        self._sure = lines.sure[outer]
        self.sentences = lines.column("sentence")[outer].astype(np.int64)[~self._is_tale]
        """The sentences in which what is no tale begins."""

    def covers(
        self, chapter: NDArray[np.int32], block: NDArray[np.int32], start: NDArray[np.int32]
    ) -> NDArray[np.bool_]:
        """Which of some places stand in what is said and is no tale."""
        if not len(self._begins):
            return np.zeros(len(chapter), np.bool_)
        here = _packed(*(column.astype(np.int64) for column in (chapter, block, start)))
        before = np.searchsorted(self._begins, here, side="right") - 1
        held = np.maximum(before, 0)
        found: NDArray[np.bool_] = (before >= 0) & (here < self._ends[held]) & ~self._is_tale[held]
        return found

    def around(self, sentence: Sentence) -> Said | None:
        """The quotation that a sentence begins in, or begins with."""
        here = sentence.chapter << 44 | sentence.block << 24 | sentence.start
        at = int(np.searchsorted(self._begins, here, side="right")) - 1
        if at < 0 or here >= int(self._ends[at]):
            return None
        return Said(
            int(self._begins[at]) & 0xFFFFFF,
            int(self._ends[at]) & 0xFFFFFF,
            int(self._speaker[at]),
            float(self._sure[at]),
            bool(self._is_tale[at]),
            bool(self._is_closed[at]),
        )


def _packed(
    chapter: NDArray[np.int64], block: NDArray[np.int64], place: NDArray[np.int64]
) -> NDArray[np.int64]:
    return (chapter << 44) | (block << 24) | place
