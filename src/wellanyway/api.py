"""Puts the rooms together: a file becomes a Told, a library answers, a listener gets a session."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from wellanyway.memory.growth import UpdateReport
from wellanyway.memory.library import Library as _Library
from wellanyway.memory.library import Place, WorkEntry
from wellanyway.story import Chapter, InMemoryWork, Pos
from wellanyway.telling.persona import Persona, persona
from wellanyway.telling.session import Session
from wellanyway.telling.world import WorkWorld
from wellanyway.told import Mind, Told

if TYPE_CHECKING:
    from wellanyway.importers.source import Source
    from wellanyway.memory.stored_memory import StoredMemory
    from wellanyway.memory.stored_work import StoredWork

__all__ = ["Library", "Place", "Session", "Taken", "UpdateReport", "WorkEntry", "persona", "read"]


def read(path: Path | str, *, to: Pos | str | None = None) -> Told:
    """A book file as somebody knows it who has been told all of it, or all up to `to`.

    With `to`, the file is read no further than the chapter that holds that place.
    Raises StoryError for a file that cannot be told, PositionError where there is no such place.
    """
    from wellanyway.importers import open_book
    from wellanyway.memory.log import WorkMemory

    source = open_book(Path(path).expanduser())
    work = InMemoryWork(_divided(source), title=source.title, author=source.author, language=source.language)
    told_to = work.told_to("end" if to is None else to)
    return Told(work, told_to, memory=WorkMemory(work), mind=_mind())


def _divided(source: Source) -> Iterator[Chapter]:
    from wellanyway.reading.sentences import divide

    try:
        for chapter in source.chapters():
            yield divide(chapter)
    finally:
        source.close()


class _LateMind:
    """A StoryMind that is loaded with the first question: a telling begins without it."""

    def __init__(self) -> None:
        self._mind: Mind | None = None

    def __getattr__(self, name: str) -> object:
        if self._mind is None:
            from wellanyway.asking.mind import StoryMind

            self._mind = StoryMind()
        return getattr(self._mind, name)


def _mind() -> Mind:
    return cast("Mind", _LateMind())


@dataclass(frozen=True, slots=True)
class Taken:
    """How much of a file has been taken in since it began."""

    chapters: int
    words: int


class Library(_Library):
    """A library that answers: `add` or `find` a work, then `told` it, or `session` to be told."""

    def __init__(self, path: Path | str | None = None) -> None:
        """The library in a folder, by default the one the settings name. Raises LibraryError."""
        super().__init__(path, mind=_mind())

    def world(
        self, work: StoredWork, listener: str = "me", *, memory: StoredMemory | None = None
    ) -> WorkWorld:
        """What a session needs to tell `work` to `listener`. Several worlds of one `work` may share a `memory`."""
        return WorkWorld(work, memory or self.memory(work), _mind(), changed=self.changed(work, listener))

    def session(
        self,
        work: StoredWork,
        listener: str = "me",
        *,
        persona: Persona | None = None,
        clock: Callable[[], float] = time.time,
    ) -> Session:
        """A sitting that goes on at the listener's place. Keep the places it gives with `save_place`."""
        from wellanyway.telling.persona import persona as named

        place = self.place(work, listener)
        return Session(
            self.world(work, listener),
            persona or named(),
            clock=clock,
            told_to=place.told_to,
            last_told_at=place.updated_at,
            talk=self.talk(work, listener),
        )

    def progress(self, entry: WorkEntry) -> float:
        """How far through a work its place is, from 0 to 1 of what there is so far; takes all of it in."""
        size = self.work(entry.id).size()
        return entry.place.told_to / size if size else 0.0

    def take_in(
        self,
        work: StoredWork,
        *,
        progress: Callable[[Taken], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> bool:
        """Take the whole file of a work into the library; False if `stop` said so before the end."""
        words = index = 0
        while (chapter := work.chapter(index)) is not None:
            if stop is not None and stop():
                return False
            index += 1
            words += sum(len(block.text.split()) for block in chapter.blocks)
            if progress is not None:
                progress(Taken(index, words))
        return True
