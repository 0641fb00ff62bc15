"""Window: what a reader sees at a time, one block as far as it has been told.

The reader is fed window by window, from the left. A block that has been told in part is a window too,
cut behind its last told sentence, so that nothing a reader can see lies ahead of the horizon.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from wellanyway.facts import Fact
from wellanyway.reading.recollection import Recollection
from wellanyway.story import Block, Chapter, Sentence, Work

__all__ = ["Window", "WindowReader", "cut", "read_on", "windows"]


@dataclass(frozen=True, slots=True)
class Window:
    """One block of a chapter with the sentences of it that have been told; there is always at least one.

    `block.text` ends where the last of `sentences` ends, `follows_break` says that a scene break stands
    right before. `is_complete` is for whoever keeps what was read: facts and the state after a window
    that is not complete are never stored. A reader must not look at it, since nobody who has been told
    the whole of a block knows that it does not go on.
    """

    chapter: int
    chapter_title: str
    block_index: int
    block: Block
    sentences: tuple[Sentence, ...]
    is_complete: bool = True
    follows_break: bool = False

    @property
    def first(self) -> int:
        """Ordinal of its first sentence."""
        return self.sentences[0].ordinal

    @property
    def known_at(self) -> int:
        """The earliest horizon at which what was read here is known: behind its last sentence."""
        return self.sentences[-1].ordinal + 1


State = TypeVar("State")


class WindowReader(Protocol[State]):
    """What turns windows into facts; `read` and `glance` are pure, and their facts carry `known_at == window.known_at`.

    `version` changes whenever the same text would give other facts; what an older version left is
    made again. `dump` and `load` are inverse, and `dump` gives equal bytes for equal states.
    """

    @property
    def version(self) -> str: ...

    def start(self) -> State:
        """The state before the first window of a work."""
        ...

    def read(self, window: Window, state: State) -> tuple[tuple[Fact, ...], State]:
        """The facts of a window, and the state behind it."""
        ...

    def glance(self, window: Window, known: Recollection) -> tuple[Fact, ...]:
        """The facts of the block in play, from its told words and what is known before it; they are never stored.

        A block is in play until the next one has begun, also when all of it has been told.
        """
        ...

    def dump(self, state: State) -> bytes:
        """A state as bytes, for a snapshot."""
        ...

    def load(self, data: bytes) -> State:
        """The state that `dump` wrote."""
        ...


def read_on(
    reader: WindowReader[State], windows: Sequence[Window], state: State
) -> Iterator[tuple[tuple[Fact, ...], State]]:
    """What `reader.read` gives for one window after another; by its own `read_on`, where it has a quicker way."""
    quicker = getattr(reader, "read_on", None)
    if quicker is not None and len(windows) > 1:
        yield from quicker(windows, state)
        return
    for window in windows:
        facts, state = reader.read(window, state)
        yield facts, state


def windows(work: Work, start_chapter: int, told_to: int) -> Iterator[Window]:
    """The windows of the sentences before `told_to`, from chapter `start_chapter` (from 0) on.

    No chapter is asked for that begins at or behind `told_to`, but the one that says so.
    """
    index = start_chapter
    while (chapter := work.chapter(index)) is not None:
        first = work.first(index)
        if first >= told_to:
            return
        yield from cut(chapter, index, first, min(told_to - first, len(chapter.sentences)))
        if first + len(chapter.sentences) >= told_to:
            return
        index += 1


def cut(chapter: Chapter, index: int, first: int, told: int, *, start: int = 0) -> Iterator[Window]:
    """The windows of one chapter, `told` of whose sentences have been told, from sentence `start` of it on.

    `first` is the ordinal of the chapter's first sentence; `start` has to be the first of its block.
    """
    extents = chapter.sentences
    while start < told:
        block = extents[start].block
        stop = start
        while stop < told and extents[stop].block == block:
            stop += 1
        sentences = tuple(
            Sentence(
                first + i, index, i + 1, block, extents[i].start, extents[i].end, chapter.text(extents[i])
            )
            for i in range(start, stop)
        )
        is_complete = stop >= len(extents) or extents[stop].block != block
        yield Window(
            index,
            chapter.title,
            block,
            chapter.blocks[block].upto(extents[stop - 1].end),
            sentences,
            is_complete,
            chapter.follows_break(block),
        )
        start = stop
