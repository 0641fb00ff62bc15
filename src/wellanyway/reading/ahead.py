"""Reads windows with two hands: while one links and attributes a page, the other runs the network over the next.

The stages of the front half depend on their own states alone, so they may run ahead of the rest; what comes out
is the same, window by window, as when all stages take turns.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from wellanyway.reading.page import Page
from wellanyway.reading.stage import Stage

__all__ = ["Front", "paged"]

_AHEAD = 12  # pages the front half may be ahead


class Front:
    """The front half at work on one row of pages, in a thread of its own that ends with the pages or with `close`."""

    def __init__(self, pages: Iterable[Page], stages: Sequence[Stage], slots: Any) -> None:
        self._pages = pages
        self._stages = stages
        self._slots = slots
        self._done: queue.Queue[Any] = queue.Queue(_AHEAD)
        self._is_closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reader-front", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            slots = self._slots
            for page in self._pages:
                slots = paged(page, self._stages, slots)
                if not self._put((page, slots)):
                    return
            self._put(None)
        except BaseException as error:  # handed to whoever takes the pages
            self._put(error)

    def _put(self, item: object) -> bool:
        while not self._is_closed.is_set():
            try:
                self._done.put(item, timeout=0.05)
            except queue.Full:
                continue
            return True
        return False

    def __iter__(self) -> Iterator[tuple[Page, Any]]:
        """Pages with the states of the front half's slots behind each."""
        while (item := self._done.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item

    def close(self) -> None:
        """Stop where it is; returns when the thread has ended."""
        self._is_closed.set()
        self._thread.join()


def paged(page: Page, stages: Sequence[Stage], slots: Any) -> Any:
    """Run stages over a page; the slots behind it."""
    for stage in stages:
        after = stage.read(page, slots[stage.slot])
        page.layers.update(stage.adds)
        if after is not slots[stage.slot]:
            slots = slots.set(stage.slot, after)
    return slots
