"""StoredWork: a work in the library, its chapters loaded one by one as they are reached.

Only where each chapter begins is held for the whole work. Where the file has not been taken in as far as
somebody has got, the chapter asked for is taken in on the spot: no listener outruns the import.
"""

from __future__ import annotations

import bisect
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from sqlalchemy import select

from wellanyway.errors import PositionError, UnknownStoryError
from wellanyway.memory import works as rows
from wellanyway.memory.intake import Intake, Opener
from wellanyway.memory.packing import unpack_notes
from wellanyway.memory.schema import works
from wellanyway.story import Chapter, Paratext, Work

if TYPE_CHECKING:
    from wellanyway.memory.database import Database

__all__ = ["StoredWork"]

_CACHED = 24  # chapters


class StoredWork(Work):
    """A Work over the library. `version` grows when an update arranges anew what is still ahead."""

    def __init__(self, database: Database, work_id: int, *, opener: Opener | None = None) -> None:
        self.id = work_id
        self._turn = threading.RLock()
        self._database = database
        self._intake = Intake(database, work_id, opener=opener)
        self._cache: OrderedDict[int, Chapter] = OrderedDict()
        self._shelf: list[rows.Shelved] = []
        self._firsts: list[int] = []
        self.version = -1
        self._seen = -1
        self.refresh()

    def __repr__(self) -> str:
        return f"StoredWork({self.title!r})"

    def refresh(self) -> None:
        """See what other processes and updates have done since."""
        seen = self._database.data_version()
        with self._turn, self._database.snapshot() as connection:
            row = connection.execute(select(works).where(works.c.id == self.id)).one_or_none()
            if row is None:
                raise UnknownStoryError("that story has been removed from the library: add its file again")
            if row.version != self.version:
                self._shelf, self._firsts = [], []
                self._cache.clear()
            new = rows.telling(connection, self.id, len(self._shelf))
        self.title, self.author, self.language = row.title, row.author, row.language
        self.notes: tuple[Paratext, ...] = unpack_notes(row.notes)
        self.version = row.version
        self.is_imported = bool(row.is_imported)
        self._shelf += new
        self._firsts += [shelved.first for shelved in new]
        self._seen = seen

    def renewed(self) -> bool:
        """Refresh if anybody else has written; True where what lies ahead was arranged anew."""
        if self._database.data_version() == self._seen:
            return False
        version = self.version
        self.refresh()
        return self.version != version

    def text_id(self, index: int) -> int | None:
        """Which stored text chapter `index` has, as far as is known here."""
        return self._shelf[index].version.id if 0 <= index < len(self._shelf) else None

    def known(self) -> int:
        """How many chapters have been taken in, as far as is known here."""
        return len(self._shelf)

    def _grow(self) -> bool:
        """Know of a chapter more, taking it in if need be; False where there is none so far."""
        known = len(self._shelf)
        self.refresh()
        while len(self._shelf) <= known:
            if not self._intake.take():
                self.refresh()
                return len(self._shelf) > known
            self.refresh()
        return True

    def chapter(self, index: int) -> Chapter | None:
        with self._turn:
            return self._chapter(index) if index >= 0 else None

    def _chapter(self, index: int) -> Chapter | None:
        while len(self._shelf) <= index:
            if not self._grow():
                return None
        found = self._cache.get(index)
        if found is None:
            found = self._load(index)
            if found is None:
                return None
            self._cache[index] = found
            if len(self._cache) > _CACHED:
                self._cache.popitem(last=False)
        else:
            self._cache.move_to_end(index)
        return found

    def _load(self, index: int) -> Chapter | None:
        with self._database.reading() as connection:
            found = rows.load_text(connection, self._shelf[index].version.id)
        if found is None:  # an update has taken it away meanwhile
            self.refresh()
            return self._chapter(index)
        return found

    def first(self, index: int) -> int:
        with self._turn:
            while index >= 0 and len(self._shelf) <= index:
                if not self._grow():
                    break
            if not 0 <= index < len(self._shelf):
                raise PositionError(f"there is no chapter {index + 1} in this story so far")
            return self._firsts[index]

    def chapter_of(self, ordinal: int) -> int | None:
        with self._turn:
            while not self._shelf or self._shelf[-1].first + self._shelf[-1].version.size <= ordinal:
                if not self._grow():
                    return None
            index = bisect.bisect_right(self._firsts, ordinal) - 1
            return index if index >= 0 else None

    def size(self) -> int:
        with self._turn:
            while self._grow():
                pass
        return self._shelf[-1].first + self._shelf[-1].version.size if self._shelf else 0

    def close(self) -> None:
        """Let go of the file, if it is still being taken in."""
        self._intake.close()
