"""A reader that reads nothing twice: for comparing many works that begin alike.

`read` is a pure function of a window and a state, so what it gave for a window after the same windows is given again.
Whoever reads ahead of the horizon, or sees another window, is not spared and shows.
"""

from __future__ import annotations

from typing import Any

from wellanyway.facts import Fact
from wellanyway.reading.recollection import Recollection
from wellanyway.reading.window import Window, WindowReader

__all__ = ["SparingReader"]


class SparingReader:
    """Wraps a reader. States are told apart as objects, and kept, so that those of one row of windows stay the same."""

    def __init__(self, inner: WindowReader[Any]) -> None:
        self._inner = inner
        self._start: Any = inner.start()
        self._given: dict[tuple[int, Window], tuple[tuple[Fact, ...], Any]] = {}

    @property
    def version(self) -> str:
        return self._inner.version

    def start(self) -> Any:
        return self._start

    def read(self, window: Window, state: Any) -> tuple[tuple[Fact, ...], Any]:
        key = (id(state), window)
        if key not in self._given:
            self._given[key] = self._inner.read(window, state)
        return self._given[key]

    def glance(self, window: Window, known: Recollection) -> tuple[Fact, ...]:
        return self._inner.glance(window, known)

    def dump(self, state: Any) -> bytes:
        return self._inner.dump(state)

    def load(self, data: bytes) -> Any:
        return self._inner.load(data)
