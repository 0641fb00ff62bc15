"""The tagger when it may look ahead: the same network over the same segments, each run in one piece.

In one piece every word of a segment sees every other, so a block is read with what follows it in its segment, which
is as far as the network can see at all. Only to be held beside the tagger that keeps the rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellanyway.models.reader_network import Past, ReaderNetwork
from wellanyway.reading.page import Page
from wellanyway.reading.tagger import Tagger, TaggerState

__all__ = ["AheadNetwork", "Foresight"]

Array = NDArray[np.float32]


@dataclass(slots=True)
class _Segment:
    """Pieces of one segment, part behind part."""

    ids: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    speech: list[int] = field(default_factory=list)
    hidden: Array | None = None


class AheadNetwork:
    """Stands in for the network: notes what it is asked to run, then runs each segment whole and answers from that."""

    def __init__(self, inner: ReaderNetwork) -> None:
        self._inner = inner
        self._segments: list[_Segment] = []
        self._begun = 0
        self.tokenizer = inner.tokenizer
        self.widths = inner.widths
        self.width = inner.width

    def words(self, first: Array, last: Array, mean: Array) -> dict[str, Array]:
        return self._inner.words(first, last, mean)

    def begin(self) -> Past:
        self._begun += 1
        if self._begun > len(self._segments):
            self._segments.append(_Segment())
        return Past(0, {"segment": self._begun - 1})

    def run(
        self, ids: Sequence[int], shapes: Sequence[int], speech: Sequence[int], past: Past
    ) -> tuple[Array, Past]:
        segment = self._segments[past.values["segment"]]
        stop = past.length + len(ids)
        if segment.hidden is None:
            hidden: Array = np.zeros((len(ids), self.width), np.float32)
            segment.ids[past.length :] = ids
            segment.shapes[past.length :] = shapes
            segment.speech[past.length :] = speech
        else:
            hidden = segment.hidden[past.length : stop]
        return hidden, Past(stop, past.values)

    def look(self) -> None:
        """Run what has been noted; from now on answer the same questions in the same order."""
        for one in self._segments:
            if one.ids:
                one.hidden, _ = self._inner.run(one.ids, one.shapes, one.speech, self._inner.begin())
        self._begun = 0


class Foresight:
    """A stage in the place of the tagger. `foresee` has to be called with all pages before the first is read."""

    name = slot = "tagger"
    version = "ahead"
    needs: tuple[str, ...] = Tagger.needs
    adds: tuple[str, ...] = Tagger.adds

    def __init__(self, network: ReaderNetwork | None = None) -> None:
        self._network = network
        self._tagger = Tagger(network)

    def foresee(self, pages: Sequence[Page]) -> None:
        if self._network is None:
            from wellanyway.models import reader_network

            self._network = reader_network()
        ahead: Any = AheadNetwork(self._network)
        notes = Tagger(ahead)
        state = notes.start()
        for page in pages:
            state = notes.read(page, state)
        ahead.look()
        self._tagger = Tagger(ahead)

    def start(self) -> TaggerState:
        return self._tagger.start()

    def read(self, page: Page, state: TaggerState) -> TaggerState:
        return self._tagger.read(page, state)

    def dump(self, state: TaggerState) -> Any:
        return self._tagger.dump(state)

    def load(self, value: Any) -> TaggerState:
        return self._tagger.load(value)
