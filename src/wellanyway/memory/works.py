"""Rows of works: their texts, their edition and their telling, read and written in open transactions.

Every function here takes a connection and belongs to somebody else's transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from wellanyway.memory.packing import digest, pack_chapter, unpack_chapter, unpack_state
from wellanyway.memory.schema import chapters, editions, features, pages, places, texts, works
from wellanyway.memory.version import Version
from wellanyway.story import Chapter

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = [
    "STATE_EVERY", "Shelved", "append", "arrange", "at", "count", "drop_state", "edition", "end", "furthest", "is_held_back",
    "is_text", "keep_edition", "load_text", "nearest_state", "put_text", "read_to", "telling",
]  # fmt: skip

STATE_EVERY = 8
"""Of so many chapters one keeps the reader's state behind it."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """One chapter of a sequence: its text, where its sentences begin in the telling, its stamp in the file."""

    version: Version
    first: int
    stamp: str = ""


def put_text(connection: Connection, work_id: int, chapter: Chapter, body: bytes | None = None) -> Version:
    """Store a divided chapter; `body` is what `pack_chapter` gave, where it was made beforehand."""
    words = sum(len(block.text.split()) for block in chapter.blocks)
    mark = digest(chapter)
    row = {
        "work_id": work_id,
        "key": chapter.key,
        "title": chapter.title,
        "digest": mark,
        "size": len(chapter.sentences),
        "words": words,
        "body": pack_chapter(chapter) if body is None else body,
    }
    given = connection.execute(insert(texts), row).inserted_primary_key
    assert given is not None
    return Version(int(given[0]), chapter.key, mark, len(chapter.sentences))


def is_text(connection: Connection, text_id: int, chapter: Chapter, body: bytes) -> bool:
    """Whether a stored text is this chapter in every respect."""
    row = connection.execute(
        select(texts.c.key, texts.c.title, texts.c.body).where(texts.c.id == text_id)
    ).one()
    return bool((row.key, row.title, row.body) == (chapter.key, chapter.title, body))


def load_text(connection: Connection, text_id: int) -> Chapter | None:
    """A stored chapter, None if an update has taken it away."""
    row = connection.execute(
        select(texts.c.key, texts.c.title, texts.c.body).where(texts.c.id == text_id)
    ).one_or_none()
    return None if row is None else unpack_chapter(row.key, row.title, row.body)


_VERSION = (texts.c.id, texts.c.key, texts.c.digest, texts.c.size)


def telling(connection: Connection, work_id: int, start: int = 0) -> list[Shelved]:
    """The chapters as they are told, from position `start` on."""
    rows = connection.execute(
        select(*_VERSION, chapters.c.first)
        .join(texts, texts.c.id == chapters.c.text_id)
        .where(chapters.c.work_id == work_id, chapters.c.position >= start)
        .order_by(chapters.c.position)
    )
    return [Shelved(Version(id_, key, mark, size), first) for id_, key, mark, size, first in rows.all()]


def edition(connection: Connection, work_id: int) -> list[Shelved]:
    """The chapters of the newest file, as far as it has been taken in."""
    rows = connection.execute(
        select(*_VERSION, editions.c.stamp)
        .join(texts, texts.c.id == editions.c.text_id)
        .where(editions.c.work_id == work_id)
        .order_by(editions.c.number)
    )
    return [Shelved(Version(id_, key, mark, size), 0, stamp) for id_, key, mark, size, stamp in rows.all()]


def count(connection: Connection, work_id: int) -> int:
    """How many chapters of the newest file have been taken in."""
    return int(connection.execute(select(func.count()).where(editions.c.work_id == work_id)).scalar_one())


def append(connection: Connection, work_id: int, version: Version, stamp: str) -> None:
    """A chapter more, to the edition and to the telling."""
    position, first = _behind(connection, work_id)
    number = count(connection, work_id)
    connection.execute(
        insert(editions), {"work_id": work_id, "number": number, "text_id": version.id, "stamp": stamp}
    )
    connection.execute(
        insert(chapters), {"work_id": work_id, "position": position, "text_id": version.id, "first": first}
    )


def _behind(connection: Connection, work_id: int) -> tuple[int, int]:
    """Position and first sentence of the chapter that would come next."""
    last = connection.execute(
        select(chapters.c.position + 1, chapters.c.first + texts.c.size)
        .join(texts, texts.c.id == chapters.c.text_id)
        .where(chapters.c.work_id == work_id)
        .order_by(chapters.c.position.desc())
        .limit(1)
    ).one_or_none()
    return (last[0], last[1]) if last else (0, 0)


def end(connection: Connection, work_id: int) -> int:
    """How many sentences the telling has so far."""
    return _behind(connection, work_id)[1]


def keep_edition(connection: Connection, work_id: int, wanted: Sequence[tuple[int, str]]) -> None:
    """Make `wanted`, text ids and stamps, the edition; only rows that differ are written."""
    rows = connection.execute(
        select(editions.c.number, editions.c.text_id, editions.c.stamp)
        .where(editions.c.work_id == work_id)
        .order_by(editions.c.number)
    )
    have = [(row[1], row[2]) for row in rows]
    same = _same(have, wanted)
    connection.execute(delete(editions).where(editions.c.work_id == work_id, editions.c.number >= same))
    fresh = [
        {"work_id": work_id, "number": number, "text_id": text_id, "stamp": stamp}
        for number, (text_id, stamp) in enumerate(wanted)
        if number >= same
    ]
    if fresh:
        connection.execute(insert(editions), fresh)


def arrange(connection: Connection, work_id: int, have: Sequence[Shelved], wanted: Sequence[Version]) -> None:
    """Make `wanted` the telling, in place of `have`; what was made from the part that changes is dropped."""
    same = _same([shelved.version.id for shelved in have], [version.id for version in wanted])
    connection.execute(delete(chapters).where(chapters.c.work_id == work_id, chapters.c.position >= same))
    first = have[same - 1].first + have[same - 1].version.size if same else 0
    rows = []
    for position, version in enumerate(wanted[same:], same):
        rows.append({"work_id": work_id, "position": position, "text_id": version.id, "first": first})
        first += version.size
    if rows:
        connection.execute(insert(chapters), rows)
    if same < len(have):
        connection.execute(delete(pages).where(pages.c.work_id == work_id, pages.c.chapter >= same))
        connection.execute(update(works).where(works.c.id == work_id).values(version=works.c.version + 1))
        _sweep(connection, work_id)


def _sweep(connection: Connection, work_id: int) -> None:
    """Drop texts that are neither told nor in the file any more."""
    used = select(editions.c.text_id).where(editions.c.work_id == work_id)
    told = select(chapters.c.text_id).where(chapters.c.work_id == work_id)
    unused = select(texts.c.id).where(
        texts.c.work_id == work_id, texts.c.id.not_in(used), texts.c.id.not_in(told)
    )
    connection.execute(delete(features).where(features.c.text_id.in_(unused)))
    connection.execute(delete(texts).where(texts.c.id.in_(unused)))


def _same(have: Sequence[object], wanted: Sequence[object]) -> int:
    """How many items agree from the beginning."""
    same = 0
    while same < min(len(have), len(wanted)) and have[same] == wanted[same]:
        same += 1
    return same


def at(connection: Connection, work_id: int, told_to: int) -> str:
    """CHAPTER.SENTENCE of a horizon, as Work.at gives it."""
    row = connection.execute(
        select(chapters.c.position, chapters.c.first)
        .where(chapters.c.work_id == work_id, chapters.c.first < told_to)
        .order_by(chapters.c.position.desc())
        .limit(1)
    ).one_or_none()
    return "1.0" if row is None else f"{row.position + 1}.{told_to - row.first}"


def is_held_back(connection: Connection, work_id: int) -> bool:
    """Whether the telling keeps chapters as they were told that everybody has gone back behind."""
    held = connection.execute(select(works.c.held_to).where(works.c.id == work_id)).scalar()
    return bool(held) and furthest(connection, work_id) < int(held or 0)


def furthest(connection: Connection, work_id: int) -> int:
    """The horizon of the listener who has been told the most."""
    found = connection.execute(select(func.max(places.c.told_to)).where(places.c.work_id == work_id)).scalar()
    return int(found or 0)


def read_to(connection: Connection, work_id: int) -> int:
    """How many sentences have been read, by whatever is stored."""
    found = connection.execute(select(func.max(pages.c.told_to)).where(pages.c.work_id == work_id)).scalar()
    return int(found or 0)


def nearest_state(connection: Connection, work_id: int, told_to: int) -> tuple[int, bytes | None]:
    """The reader's state kept nearest before `told_to`, and its place; (0, None) where there is none."""
    row = connection.execute(
        select(pages.c.told_to, pages.c.state)
        .where(pages.c.work_id == work_id, pages.c.told_to <= told_to, pages.c.state != b"")
        .order_by(pages.c.told_from.desc())
        .limit(1)
    ).one_or_none()
    return (0, None) if row is None else (row.told_to, unpack_state(row.state))


def drop_state(connection: Connection, work_id: int, told_to: int) -> None:
    """Drop the reader's state behind the page that ends at `told_to`, but for one chapter in a few.

    A state is needed where the log ends, to go on there. Should an update take that end away, it is read to
    again from the state that has been kept before it.
    """
    connection.execute(
        update(pages)
        .where(pages.c.work_id == work_id, pages.c.told_to == told_to, pages.c.chapter % STATE_EVERY != 0)
        .values(state=b"")
    )
