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
from wellanyway.story import Chapter, InMemoryWork, Work
from wellanyway.testing.fakes import CountingReader, plain_features
from wellanyway.testing.futures import FUTURES, swap
from wellanyway.testing.naive_fold import plain_fold, shown_fold
from wellanyway.testing.stories import NAMES, story
from wellanyway.told import Memory

__all__ = ["Make", "check_memory", "seen"]

Make = Callable[[Sequence[Chapter], int], Memory]


def seen(memory: Memory, told_to: int) -> tuple[str, str, str]:
    """All that a memory shows at a horizon, as marks that can be compared."""
    rows = memory.index(told_to)
    digest = hashlib.sha256()
    for part in (rows.terms, rows.bounds, rows.vectors):
        digest.update(f"{part.dtype} {part.shape}".encode())
        digest.update(part.tobytes())
    fold = repr(shown_fold(memory.chronicle(told_to)))
    return repr(list(memory.facts(told_to))), digest.hexdigest(), fold


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
        _check_folds(make(chapters, size // 2), InMemoryWork(chapters))
        _check_futures(make, chapters, wanted, seed)


def _check_horizons(memory: Memory, wanted: Sequence[tuple[str, ...]], what: str) -> None:
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
        by_kind = [fact for kind in _kinds(memory, told_to) for fact in memory.facts(told_to, kind)]
        assert len(by_kind) == len(known), f"facts of single kinds are others at {told_to}"


def _kinds(memory: Memory, told_to: int) -> list[str]:
    return sorted({fact.kind for fact in memory.facts(told_to)})


def _check_folds(memory: Memory, work: Work) -> None:
    """The chronicle is the fold of the facts, wherever one asks from and in whatever order."""
    size = work.size()
    for told_to in (*range(size, -1, -7), *range(0, size + 1, 5)):
        chronicle = memory.chronicle(told_to)
        last = work.sentence(told_to - 1)
        place = (-1, -1) if last is None else (last.chapter, last.block)
        assert (chronicle.told_to, chronicle.chapter, chronicle.block) == (told_to, *place)
        facts = list(memory.facts(told_to))
        wanted = plain_fold(facts, told_to, chapter=chronicle.chapter, block=chronicle.block)
        assert shown_fold(chronicle) == wanted, f"the fold is not that of the facts at {told_to}"


def _check_futures(
    make: Make, chapters: Sequence[Chapter], wanted: Sequence[tuple[str, ...]], seed: int
) -> None:
    """Whatever is stored ahead, another future changes nothing."""
    size = len(wanted) - 1
    for number, future in enumerate(FUTURES):
        told_to = 1 + (seed * 31 + number * 7) % max(1, size - 1)
        swapped = swap(chapters, told_to, future, other=story(seed + 50), names=NAMES)
        ahead = InMemoryWork(swapped).size()
        shown = seen(make(swapped, ahead), told_to)
        assert shown == wanted[told_to], f"story {seed}, {future.name}: the future shows at {told_to}"
