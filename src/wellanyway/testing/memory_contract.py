"""The contract of a Memory: one suite for every store, run by whoever writes one.

    def test_my_store_is_a_memory():
        check_memory(lambda chapters, stored_to: my_memory(chapters, stored_to))

`make` gets divided chapters and how many sentences are to be stored ahead at the least (a store without
such a thing ignores it); it gives the memory and the reader and features it was made with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from wellanyway.memory.log import Features, WorkMemory
from wellanyway.reading.window import WindowReader
from wellanyway.story import Chapter, InMemoryWork
from wellanyway.testing.fakes import CountingReader, plain_features
from wellanyway.testing.futures import FUTURES, swap
from wellanyway.testing.stories import NAMES, story
from wellanyway.told import Memory

__all__ = ["Make", "check_memory", "seen"]

Make = Callable[[Sequence[Chapter], int], Memory]


def seen(memory: Memory, told_to: int) -> tuple[str, str]:
    """All that a memory shows at a horizon, as marks that can be compared."""
    rows = memory.index(told_to)
    digest = hashlib.sha256()
    for part in (rows.terms, rows.bounds, rows.vectors):
        digest.update(f"{part.dtype} {part.shape}".encode())
        digest.update(part.tobytes())
    return repr(list(memory.facts(told_to))), digest.hexdigest()


def check_memory(
    make: Make,
    *,
    reader: WindowReader[Any] | None = None,
    features: Features | None = None,
    seeds: Sequence[int] = (1, 2, 3),
) -> None:
    """Raises AssertionError, naming the horizon, where a store breaks the contract.

    `reader` and `features` are those that `make` uses; the fakes if not given.
    """
    read, rows = reader or CountingReader(), features or plain_features
    for seed in seeds:
        chapters = story(seed)
        size = InMemoryWork(chapters).size()
        wanted = [
            seen(WorkMemory(InMemoryWork(chapters), reader=read, features=rows), n) for n in range(size + 1)
        ]
        for stored_to in (0, size // 2, size):
            _check_horizons(make(chapters, stored_to), wanted, f"story {seed}, stored to {stored_to}")
        _check_order(make(chapters, size), size)
        _check_futures(make, chapters, wanted, seed)


def _check_horizons(memory: Memory, wanted: Sequence[tuple[str, str]], what: str) -> None:
    """Forward, back and by leaps: what is shown depends on the horizon alone."""
    size = len(wanted) - 1
    steps = [*range(size + 1), *range(size, -1, -3), *((17 * n) % (size + 1) for n in range(size))]
    for told_to in steps:
        assert seen(memory, told_to) == wanted[told_to], f"{what}: another memory at {told_to}"


def _check_order(memory: Memory, size: int) -> None:
    """Facts come in order of `known_at`, none from ahead, and those of complete windows stay."""
    for told_to in range(size + 1):
        known = [fact.known_at for fact in memory.facts(told_to)]
        assert known == sorted(known), f"facts out of order at {told_to}"
        assert all(at <= told_to for at in known), f"a fact from ahead at {told_to}"
        assert len(memory.index(told_to)) == told_to, f"rows from ahead at {told_to}"


def _check_futures(
    make: Make, chapters: Sequence[Chapter], wanted: Sequence[tuple[str, str]], seed: int
) -> None:
    """Whatever is stored ahead, another future changes nothing."""
    size = len(wanted) - 1
    for number, future in enumerate(FUTURES):
        told_to = 1 + (seed * 31 + number * 7) % max(1, size - 1)
        swapped = swap(chapters, told_to, future, other=story(seed + 50), names=NAMES)
        ahead = InMemoryWork(swapped).size()
        shown = seen(make(swapped, ahead), told_to)
        assert shown == wanted[told_to], f"story {seed}, {future.name}: the future shows at {told_to}"
