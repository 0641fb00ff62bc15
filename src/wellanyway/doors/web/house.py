"""What all who listen share: the library, one memory a story, who sits where, and the readers behind.

Everything here may be called from any thread but the seats, which belong to the event loop.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from wellanyway.config import Settings
from wellanyway.doors.desk import Shelved
from wellanyway.doors.web.choir import Choir
from wellanyway.telling.persona import Persona, persona

if TYPE_CHECKING:
    from wellanyway.api import Library
    from wellanyway.memory.ahead import ReadAhead
    from wellanyway.memory.stored_memory import StoredMemory
    from wellanyway.memory.stored_work import StoredWork
    from wellanyway.telling.state import State
    from wellanyway.telling.world import World
    from wellanyway.told import Told

__all__ = ["House", "Read", "Seat"]

_OPEN = 32  # stories held open, with what their readers left
_READERS = 2  # processes that read ahead at once
_SITTINGS = 1_000  # that can be taken up again where they stood
_TELLING, _ANSWERING = 8, 2  # threads; an answer keeps a core busy


@dataclass(frozen=True, slots=True)
class Read:
    """How far a story has been read, of what has been told of it.

    Nothing ahead is counted, and that a reader is still at work is not said: it would tell how much is left. With `is_ready` a question need not wait for the reader.
    """

    told_to: int
    read_to: int
    is_ready: bool


@dataclass(eq=False, slots=True)
class Seat:
    """One window in which one listener is told one story; `leave` says that another has taken over, `state` how its
    sitting stands, None before it has begun.
    """

    tab: str
    leave: Callable[[], None]
    state: Callable[[], State | None]


@dataclass(slots=True)
class _Opened:
    work: StoredWork
    memory: StoredMemory
    reading: threading.Lock = field(default_factory=threading.Lock)


class House:
    """One library with its listeners."""

    def __init__(
        self, library: Library, settings: Settings | None = None, *, reads_ahead: bool | None = None
    ) -> None:
        """`reads_ahead` None: unless WELLANYWAY_NO_READ_AHEAD is set."""
        self.library = library
        self.settings = settings or Settings()
        self.persona: Persona = persona(self.settings.persona)
        self.telling = ThreadPoolExecutor(_TELLING, thread_name_prefix="telling")
        self.answering = ThreadPoolExecutor(_ANSWERING, thread_name_prefix="answering")
        self.adding = threading.Lock()
        self.choir = Choir(replace(self.settings, library=library.folder))
        self._reads_ahead = (
            not os.environ.get("WELLANYWAY_NO_READ_AHEAD") if reads_ahead is None else reads_ahead
        )
        self._turn = threading.Lock()
        self._opened: OrderedDict[int, _Opened] = OrderedDict()
        self._readers: dict[int, ReadAhead] = {}
        self._seats: dict[tuple[int, str], Seat] = {}
        self._sittings: OrderedDict[tuple[int, str], State] = OrderedDict()

    def close(self) -> None:
        """End what goes on behind; the library stays open."""
        self.telling.shutdown(wait=True, cancel_futures=True)
        self.answering.shutdown(wait=True, cancel_futures=True)
        self.choir.close()
        with self._turn:
            readers, self._readers = list(self._readers.values()), {}
        for reader in readers:
            reader.stop()

    # -- stories

    def shelved(self, story: int, listener: str) -> Shelved:
        """A story and who listens. Raises UnknownStoryError."""
        return Shelved(self.library, self._open(story).work, listener)

    def world(self, story: int, listener: str) -> World:
        """What a session needs."""
        opened = self._open(story)
        return self.library.world(opened.work, listener, memory=opened.memory)

    def told(self, story: int, listener: str, at: str | None = None) -> Told:
        """A story as a listener knows it, or knew it at a place told before. Raises PositionError.

        There is no place ahead of the listener's own here, whatever the story has.
        """
        shelved = self.shelved(story, listener)
        told = self.world(story, listener).told(shelved.place().told_to)
        return told if at is None else told.back_to(at)

    def told_and_read(self, story: int, listener: str, at: str | None = None) -> Told:
        """The same, with the reader's work up to there done and kept first."""
        told = self.told(story, listener, at)
        self.read_up_to(story, listener, told.told_to)
        return told

    def read_up_to(self, story: int, listener: str, told_to: int) -> None:
        """Have what has been told read; whoever asks meanwhile waits for the same."""
        with self._open(story).reading:
            self.shelved(story, listener).read_up_to(told_to)

    def read(self, story: int, listener: str) -> Read:
        """How far what this listener has been told has been read."""
        shelved = self.shelved(story, listener)
        told_to = shelved.place().told_to
        read_to = min(told_to, self.library.read_to(shelved.work))
        return Read(told_to, read_to, shelved.is_read(told_to))

    def forget(self, story: int) -> None:
        """Open a story anew the next time: its file has changed."""
        with self._turn:
            self._opened.pop(story, None)
            for key in [key for key in self._sittings if key[0] == story]:
                del self._sittings[key]

    def _open(self, story: int) -> _Opened:
        with self._turn:
            found = self._opened.get(story)
            if found is None:
                work = self.library.work(story)
                found = self._opened[story] = _Opened(work, self.library.memory(work))
                if len(self._opened) > _OPEN:
                    self._opened.popitem(last=False)
            else:
                self._opened.move_to_end(story)
            return found

    # -- reading ahead

    def read_ahead(self, story: int) -> bool:
        """Have a process read a story ahead; False where enough are at it."""
        work = self._open(story).work
        with self._turn:
            done = [key for key, one in self._readers.items() if not one.progress().is_running]
            for key in done:
                self._readers.pop(key).stop()
            if story in self._readers:
                return True
            if not self._reads_ahead or len(self._readers) >= _READERS:
                return False
            from wellanyway.memory.ahead import ReadAhead

            self._readers[story] = ReadAhead.start(self.library, work)
            return True

    # -- sittings

    def _leave_off(self, story: int, listener: str, seat: Seat) -> None:
        """Keep how a sitting stands while no window has it."""
        state = seat.state()
        if state is None:
            return
        with self._turn:
            self._sittings[story, listener] = state
            self._sittings.move_to_end((story, listener))
            if len(self._sittings) > _SITTINGS:
                self._sittings.popitem(last=False)

    def left_off(self, story: int, listener: str) -> State | None:
        """How the last sitting stood, None where the listener has been moved since."""
        with self._turn:
            state = self._sittings.pop((story, listener), None)
        is_there = state is not None and state.told_to == self.shelved(story, listener).place().told_to
        return state if is_there else None

    # -- seats

    def seat(self, story: int, listener: str) -> Seat | None:
        """Where this listener is being told this story now."""
        return self._seats.get((story, listener))

    def sit(self, story: int, listener: str, seat: Seat) -> None:
        """Take the place of whoever sits there."""
        before = self._seats.get((story, listener))
        self._seats[story, listener] = seat
        if before is not None:
            self._leave_off(story, listener, before)
            before.leave()

    def stand_up(self, story: int, listener: str, seat: Seat) -> None:
        """Leave a seat, if it is still this one's."""
        if self._seats.get((story, listener)) is seat:
            self._leave_off(story, listener, seat)
            del self._seats[story, listener]
