"""Lines: the quotations known at a horizon, in the order of the text; of one noted twice the later note counts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.facts import Fact
from wellanyway.memory.fact_table import Picked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.memory.fact_table import FactTable

__all__ = ["Lines"]

_SPAN = ("chapter", "block", "start", "end")


class Lines:
    """Quotations. Arrays have one entry a quotation, in the order of the text."""

    def __init__(self, table: FactTable) -> None:
        self._table = table
        self._speech = table.number.get("speech", -2)
        self._rows = table.rows("quotation")
        self._order = self._sorted()

    def __len__(self) -> int:
        return len(self._order)

    def _sorted(self) -> NDArray[np.int64]:
        """Rows in the order of their spans, of equal spans the last."""
        spans = [self._rows.column(name) for name in _SPAN]
        size = self._rows.size
        rising, equal = np.zeros(max(0, size - 1), np.bool_), np.ones(max(0, size - 1), np.bool_)
        for column in spans:
            rising |= equal & (column[1:] > column[:-1])
            equal &= column[1:] == column[:-1]
        order: NDArray[np.int64] = np.arange(size, dtype=np.int64)
        if rising.all():
            return order
        chapter, block, start, end = spans
        order = np.lexsort((order, end, start, block, chapter))
        differs = np.zeros(size - 1, np.bool_)
        for column in spans:
            differs |= column[order[1:]] != column[order[:-1]]
        is_last: NDArray[np.bool_] = np.append(differs, np.ones(1, np.bool_))
        latest: NDArray[np.int64] = order[is_last]
        return latest

    def column(self, name: str) -> NDArray[np.int32]:
        return self._rows.column(name)[self._order]

    def ints(self, key: str, default: int = -1) -> NDArray[np.int64]:
        return self._rows.ints(key, default)[self._order]

    @property
    def sure(self) -> NDArray[np.float64]:
        """How sure each one's speaker is."""
        return self._rows.sure()[self._order]

    @cached_property
    def is_speech(self) -> NDArray[np.bool_]:
        """Whether each is said aloud."""
        mode = self._rows.texts("mode")[self._order]
        is_speech: NDArray[np.bool_] = (mode == self._speech) | (mode == -1)
        return is_speech

    @cached_property
    def is_closed(self) -> NDArray[np.bool_]:
        return self._rows.flags("closed", default=True)[self._order]

    def facts(self, places: NDArray[np.int64]) -> Picked:
        """Those at some places."""
        return Picked(self._table, "quotation", self._order[places])

    def all(self) -> Picked:
        """All of them."""
        return Picked(self._table, "quotation", self._order)

    def since(self, sentence: int) -> Picked:
        """Those that begin in a sentence or behind it."""
        return self.facts(np.flatnonzero(self.column("sentence") >= sentence))

    def last(self) -> Fact | None:
        """The line said aloud last; a quotation within one is no line of its own."""
        found = np.flatnonzero(self.is_speech & (self.ints("depth", 0) == 0))
        return self.facts(found)[-1] if len(found) else None

    def around(self, chapter: int, block: int, start: int, end: int) -> Fact | None:
        """The innermost quotation that a span stands in."""
        found = np.flatnonzero(
            (self.column("chapter") == chapter)
            & (self.column("block") == block)
            & (self.column("start") <= start)
            & (self.column("end") >= end)
        )
        return self.facts(found)[-1] if len(found) else None

    def left_open(self, chapter: int, block: int) -> Fact | None:
        """The outermost quotation of a block that it does not close."""
        found = np.flatnonzero(
            (self.column("chapter") == chapter)
            & (self.column("block") == block)
            & (self.ints("depth", 0) == 0)
        )
        if not len(found) or self.is_closed[found[-1]]:
            return None
        return self.facts(found)[-1]
