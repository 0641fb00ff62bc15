"""Where every command begins: settings, the library, and the story somebody means."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from wellanyway.api import Library, Place
from wellanyway.config import Settings, load
from wellanyway.errors import WellanywayError, one_line
from wellanyway.story import Pos, Sentence
from wellanyway.telling.messages import SayAnswer
from wellanyway.told import Told

if TYPE_CHECKING:
    from wellanyway.memory.ingest import Progress
    from wellanyway.memory.stored_work import StoredWork
    from wellanyway.telling.persona import Persona
    from wellanyway.telling.session import Session
    from wellanyway.telling.state import State
    from wellanyway.telling.world import World

__all__ = ["Desk", "LibraryKeeper", "Shelved"]


class Desk:
    """The settings as given and the library they name, opened when it is first needed."""

    def __init__(self, **given: object) -> None:
        """`given` are settings from the command line; None where there was none."""
        self.settings: Settings = load(given)

    @cached_property
    def library(self) -> Library:
        """The library."""
        return Library(self.settings.folder)

    def open(self, story: str) -> Shelved:
        """The story somebody means: a file, which is then added, or the beginning of a title."""
        return Shelved(self.library, self.library.find(story), self.settings.listener)


_SHORT = 200  # sentences that are read at once, without storing them first


@dataclass(frozen=True, slots=True)
class Shelved:
    """A story in the library and one listener."""

    library: Library
    work: StoredWork
    listener: str

    @property
    def title(self) -> str:
        return self.work.title

    @property
    def author(self) -> str:
        return self.work.author

    def place(self) -> Place:
        """Where the listener is."""
        return self.library.place(self.work, self.listener)

    def told(self, at: Pos | None = None) -> Told:
        """The story as it is known at a place, by default the listener's own; read up to there, and kept, first."""
        told = self.library.told(self.work, self.listener, at)
        self._read_up_to(told.told_to)
        return told

    def _read_up_to(self, told_to: int) -> None:
        """Have what has been told read, with a bar where somebody watches. Ctrl-C leaves."""
        if self.is_read(told_to):
            return
        from wellanyway.doors.progress import bar

        with bar("reading") as shown:
            self.read_up_to(
                told_to,
                progress=lambda progress: shown.words(self.title, progress.words),
                stop=shown.is_stopped,
            )
        if shown.is_stopped():
            raise KeyboardInterrupt

    def is_read(self, told_to: int) -> bool:
        """Whether the reader's work up to there is stored, or little enough to be done in passing."""
        return self.library.read_to(self.work) + _SHORT >= told_to

    def read_up_to(
        self,
        told_to: int,
        *,
        progress: Callable[[Progress], None] | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        """Have the reader's work on what has been told stored, unless it is little enough to be read in passing."""
        if not self.is_read(told_to):
            self.library.ingest(
                self.work,
                progress=progress,
                stop=lambda: stop() or self.library.read_to(self.work) >= told_to,
            )

    def told_or_hint(self, at: Pos | None) -> Told:
        """The same; where nothing has been told yet, stderr says what to do."""
        told = self.told(at)
        if told.told_to == 0 and at is None:
            print(
                f"wellanyway: nothing of {self.title} has been told to {self.listener} yet;"
                " `wellanyway tell` it, or ask with --at POS",
                file=sys.stderr,
            )
        return told

    def start_from(self, pos: Pos) -> None:
        """Move the listener's place."""
        self.library.start_from(self.work, self.listener, pos, time.time())

    def horizon(self, pos: Pos) -> int:
        """How many sentences have been told at a place."""
        return self.work.told_to(pos)

    def world(self) -> World:
        """What a session needs."""
        return self.library.world(self.work, self.listener)

    def session(
        self,
        world: World,
        persona: Persona,
        clock: Callable[[], float] = time.time,
        *,
        state: State | None = None,
    ) -> Session:
        """A sitting at the listener's place; a return line is due where a question was the last thing said. `state`
        takes one up that stood there.
        """
        from wellanyway.telling.session import Session

        place = self.place()
        return Session(
            world,
            persona,
            clock=clock,
            told_to=place.told_to,
            last_told_at=place.updated_at,
            talk=self.library.talk(self.work, self.listener),
            is_owed=self._was_asked(place),
            state=state,
        )

    def _was_asked(self, place: Place) -> bool:
        """Whether the listener asked something here after the last sentence was told."""
        asked = self.library.history(self.work, self.listener, place.told_to)
        return any(one.told_to == place.told_to and one.asked_at > (place.updated_at or 0.0) for one in asked)

    def keeper(self, world: World, clock: Callable[[], float] = time.time) -> LibraryKeeper:
        """Keeps what a sitting must not lose."""
        return LibraryKeeper(self, world, clock)


class LibraryKeeper:
    """Keeps place, notes and questions in the library, each on disk before it returns."""

    def __init__(self, shelved: Shelved, world: World, clock: Callable[[], float]) -> None:
        self._shelved = shelved
        self._world = world
        self._clock = clock
        self._has_noticed = False

    def save_place(self, told_to: int) -> None:
        one = self._shelved
        if not self._has_noticed:  # changes are spoken of before the first sentence of a sitting
            self._has_noticed = True
            if one.library.changed(one.work, one.listener):
                one.library.notice_changes(one.work, one.listener)
        one.library.save_place(one.work, one.listener, told_to, self._clock())

    def keep_note(self, told_to: int, text: str) -> None:
        one = self._shelved
        one.library.keep_note(one.work, one.listener, told_to, text, self._clock())

    def remember(self, answered: SayAnswer) -> None:
        one = self._shelved
        one.library.remember(one.work, one.listener, answered.answer, self._clock())

    def chapter_title(self, sentence: Sentence) -> str:
        if sentence.number == 1:
            return ""
        return self._world.told(sentence.ordinal).chapter(sentence.chapter).title

    def paragraph_start(self, cursor: int) -> int:
        upcoming = self._world.upcoming(cursor)
        if cursor == 0 or upcoming is None or upcoming.starts_block:
            return cursor
        told = self._world.told(cursor)
        start = cursor - 1
        last = told.sentence(start)
        while start > 0:
            before = told.sentence(start - 1)
            if (before.chapter, before.block) != (last.chapter, last.block):
                break
            start -= 1
        return start


def failed(error: WellanywayError) -> None:
    """Say on stderr what went wrong with one of several things, and go on."""
    print(f"wellanyway: {one_line(error)}", file=sys.stderr)
