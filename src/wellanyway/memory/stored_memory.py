"""StoredMemory: the Memory of a work in the library, taken from stored pages and rows as far as they go."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from wellanyway.facts import Fact
from wellanyway.memory.log import FactLog, Features, IndexLog, StoredPage, default_reader
from wellanyway.memory.packing import unpack_facts, unpack_index
from wellanyway.memory.schema import chapters, features, pages
from wellanyway.memory.works import nearest_state
from wellanyway.reading.window import WindowReader

if TYPE_CHECKING:
    from wellanyway.memory.chronicle import Chronicle
    from wellanyway.memory.database import Database
    from wellanyway.memory.stored_work import StoredWork
    from wellanyway.reading.index import SentenceIndex

__all__ = ["StoredMemory", "features_version"]

_BATCH = 64  # pages fetched at once


def features_version() -> str:
    """What the stored index rows have to be made by: the features' version and their weights' checksum."""
    import json

    from wellanyway.models.loader import weights_folder
    from wellanyway.reading.features import VERSION

    weights = json.loads((weights_folder() / "MANIFEST.json").read_text("utf-8"))
    return f"{VERSION}-{weights['static.npz']['sha256'][:16]}"


class StoredMemory:
    """The same bytes as a WorkMemory over the same text, whatever is stored and however far ahead."""

    def __init__(
        self,
        database: Database,
        work: StoredWork,
        *,
        reader: WindowReader[Any] | None = None,
        features: Features | None = None,
        features_by: str | None = None,
    ) -> None:
        self._database = database
        self._work = work
        self._given = reader
        self._features = features
        self._features_by = features_by
        self._turn = threading.RLock()
        self._begin()

    def _begin(self) -> None:
        self._facts = FactLog(self._work, self._given, self)
        self._index = IndexLog(self._work, self._features, self)

    def facts(self, told_to: int, kind: str | None = None) -> Sequence[Fact]:
        return self.chronicle(told_to).facts(kind)

    def chronicle(self, told_to: int) -> Chronicle:
        with self._turn:
            if self._work.renewed():
                self._begin()
            return self._facts.chronicle(told_to)

    def index(self, told_to: int) -> SentenceIndex:
        with self._turn:
            if self._work.renewed():
                self._begin()
            return self._index.index(told_to)

    def pages(self, told_from: int, told_to: int) -> Iterable[StoredPage]:
        """Stored pages end to end from `told_from` on; see `log.Pages`."""
        if self._given is None:
            self._given = default_reader()
        wanted = (
            select(pages.c.told_from, pages.c.told_to, pages.c.facts)
            .where(
                pages.c.work_id == self._work.id, pages.c.told_from >= told_from, pages.c.told_from < told_to
            )
            .where(pages.c.made_by == self._given.version)
            .order_by(pages.c.told_from)
            .limit(_BATCH)
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted).all()
        found = []
        for row in rows:
            if row.told_from != told_from:
                break
            found.append(StoredPage(row.told_from, row.told_to, unpack_facts(row.facts)))
            told_from = row.told_to
        return found

    def state(self, told_to: int) -> tuple[int, bytes | None]:
        """The reader's state kept nearest before `told_to`; see `log.Pages`."""
        with self._database.reading() as connection:
            return nearest_state(connection, self._work.id, told_to)

    def parts(self, start: int, stop: int) -> Mapping[int, SentenceIndex]:
        """Stored rows of chapters `[start, stop)`; see `log.Parts`."""
        if self._features_by is None:
            self._features_by = features_version()
        wanted = (
            select(chapters.c.position, chapters.c.text_id, features.c.rows)
            .join(features, features.c.text_id == chapters.c.text_id)
            .where(chapters.c.work_id == self._work.id, features.c.made_by == self._features_by)
            .where(chapters.c.position >= start, chapters.c.position < stop)
        )
        with self._database.reading() as connection:
            return {
                row.position: unpack_index(row.rows)
                for row in connection.execute(wanted)
                if row.text_id == self._work.text_id(row.position)
            }
