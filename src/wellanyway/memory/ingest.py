"""Ingest: a work taken in, divided, indexed and read to its end, chapter by chapter.

Every step looks for what is missing, makes it outside any transaction and stores it in a short one, if
nobody else has meanwhile. It can be stopped, killed or run twice at once at any point.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, exists, func, insert, select

from wellanyway.memory import works as rows
from wellanyway.memory.log import Features, Page, default_features, default_reader, read_page, state_behind
from wellanyway.memory.packing import pack_facts, pack_index, pack_state
from wellanyway.memory.schema import chapters, features, pages, texts, works
from wellanyway.memory.stored_memory import features_version
from wellanyway.reading.window import WindowReader

if TYPE_CHECKING:
    from wellanyway.memory.database import Database
    from wellanyway.memory.stored_work import StoredWork

__all__ = ["Ingest", "Progress"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest has got since it began."""

    chapters: int
    words: int
    sentences: int
    seconds: float

    @property
    def words_a_second(self) -> float:
        return self.words / self.seconds if self.seconds > 0 else 0.0


class Ingest:
    """One run over one work."""

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
        self._reader = reader or default_reader()
        self._features = features or default_features()
        self._features_by = features_by or features_version()

    def run(
        self, *, progress: Callable[[Progress], None] | None = None, stop: Callable[[], bool] | None = None
    ) -> bool:
        """All that is missing; True if it came to the end, False if it was stopped."""
        began = time.monotonic()
        words = sentences = done = 0
        self._forget_stale()
        self._work.renewed()
        version, index = self._work.version, self._first_missing()
        while self._work.text_id(index) is not None or self._work.chapter(index) is not None:
            if stop is not None and stop():
                return False
            is_new = self._index(index)
            while self._read(index):
                is_new = True
                if stop is not None and stop():
                    return False
            chapter = self._work.chapter(index) if is_new else None
            if chapter is not None:
                done += 1
                sentences += len(chapter.sentences)
                words += sum(len(block.text.split()) for block in chapter.blocks)
                if progress is not None:
                    progress(Progress(done, words, sentences, time.monotonic() - began))
            index += 1
            if self._work.version != version:  # an update has arranged anew what lies ahead
                version, index = self._work.version, self._first_missing()
        return True

    def _first_missing(self) -> int:
        """The first chapter that lacks its rows or has not been read to its end; what lies before is done."""
        lacking = (
            select(func.min(chapters.c.position))
            .outerjoin(features, features.c.text_id == chapters.c.text_id)
            .where(chapters.c.work_id == self._work.id, features.c.text_id.is_(None))
        )
        with self._database.reading() as connection:
            unindexed = connection.execute(lacking).scalar()
            told_to = rows.read_to(connection, self._work.id)
        unread = self._work.chapter_of(told_to)
        known = [index for index in (unindexed, unread) if index is not None]
        return min(known) if known else self._work.known()

    def _forget_stale(self) -> None:
        """Drop what other versions of the reader and the features have left."""
        of_work = select(texts.c.id).where(texts.c.work_id == self._work.id)
        old_rows = (features.c.text_id.in_(of_work), features.c.made_by != self._features_by)
        old_pages = (pages.c.work_id == self._work.id, pages.c.made_by != self._reader.version)
        with self._database.reading() as connection:
            if not connection.execute(
                select(exists().where(*old_rows) | exists().where(*old_pages))
            ).scalar():
                return
        with self._database.writing(is_durable=False) as connection:
            connection.execute(delete(features).where(*old_rows))
            connection.execute(delete(pages).where(*old_pages))

    def _index(self, index: int) -> bool:
        """Make the index rows of a chapter; False if they are there."""
        chapter = self._work.chapter(index)
        text_id = self._work.text_id(index)
        if chapter is None or text_id is None:
            return False
        with self._database.reading() as connection:
            if connection.execute(select(exists().where(features.c.text_id == text_id))).scalar():
                return False
        data = pack_index(self._features([chapter.text(extent) for extent in chapter.sentences]))
        with self._database.writing(is_durable=False) as connection:
            is_there = connection.execute(select(exists().where(features.c.text_id == text_id))).scalar()
            is_wanted = connection.execute(select(exists().where(texts.c.id == text_id))).scalar()
            if is_wanted and not is_there:
                connection.execute(
                    insert(features), {"text_id": text_id, "made_by": self._features_by, "rows": data}
                )
        return True

    def _read(self, index: int) -> bool:
        """Make the next page of a chapter; False if the chapter has been read to its end."""
        self._work.renewed()
        with self._database.snapshot() as connection:
            told_from = rows.read_to(connection, self._work.id)
            at, data = rows.nearest_state(connection, self._work.id, told_from)
        if self._work.chapter_of(told_from) != index:
            return False
        version = self._work.version
        state = state_behind(self._work, self._reader, at, data, told_from)
        page = read_page(self._work, self._reader, told_from, state)
        if page is None:
            return False
        self._store(page, version)
        return True

    def _store(self, page: Page, version: int) -> None:
        """Append a page, unless somebody has, or the telling was arranged anew while it was read."""
        row = {
            "work_id": self._work.id,
            "told_from": page.told_from,
            "told_to": page.told_to,
            "chapter": page.chapter,
            "made_by": self._reader.version,
            "facts": pack_facts(page.facts),
            "state": pack_state(page.state),
        }
        with self._database.writing(is_durable=False) as connection:
            if (
                rows.read_to(connection, self._work.id) == page.told_from
                and _version(connection, self._work.id) == version
            ):
                connection.execute(insert(pages), row)
                rows.drop_state(connection, self._work.id, page.told_from)


def _version(connection: Connection, work_id: int) -> int | None:
    return connection.execute(select(works.c.version).where(works.c.id == work_id)).scalar()
