"""What belongs to a listener: places, questions with their answers, notes, and what changed behind them.

None of it can be made again, so every write is durable before it returns. All of it is kept by listener
and horizon: what was asked further on does not exist for somebody who has gone back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from wellanyway.memory.packing import pack_answer, unpack_answer
from wellanyway.memory.schema import changes, listeners, notes, places, questions
from wellanyway.views import Answer

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wellanyway.memory.database import Database

__all__ = ["Asked", "Kept", "Places", "record_changes"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question asked at a horizon, with its answer."""

    told_to: int
    asked_at: float
    answer: Answer


@dataclass(frozen=True, slots=True)
class Kept:
    """A note of the listener's own."""

    told_to: int
    kept_at: float
    text: str


class Places:
    """The rows of all listeners of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ids: dict[str, int] = {}

    def place(self, work_id: int, listener: str) -> tuple[int, float | None]:
        """How many sentences have been told, and when the place last moved (None: never begun)."""
        wanted = (
            select(places.c.told_to, places.c.updated_at)
            .join(listeners, listeners.c.id == places.c.listener_id)
            .where(places.c.work_id == work_id, listeners.c.name == listener)
        )
        with self._database.reading() as connection:
            row = connection.execute(wanted).one_or_none()
        return (0, None) if row is None else (row.told_to, row.updated_at)

    def save(self, work_id: int, listener: str, told_to: int, now: float) -> None:
        """Everything before `told_to` has been told; on disk when this returns."""
        with self._database.writing() as connection:
            row = {
                "listener_id": self._listener(connection, listener),
                "work_id": work_id,
                "told_to": told_to,
                "updated_at": now,
            }
            statement = upsert(places).on_conflict_do_update(
                index_elements=["listener_id", "work_id"],
                set_={"told_to": told_to, "updated_at": now},
            )
            connection.execute(statement, row)

    def remember(self, work_id: int, listener: str, answer: Answer, now: float) -> None:
        """Keep a question with the answer it got."""
        with self._database.writing() as connection:
            row = {
                "listener_id": self._listener(connection, listener),
                "work_id": work_id,
                "told_to": answer.told_to,
                "asked_at": now,
                "answer": pack_answer(answer),
            }
            connection.execute(insert(questions), row)

    def history(self, work_id: int, listener: str, told_to: int) -> tuple[Asked, ...]:
        """What this listener asked at horizons up to `told_to`, in the order it was asked."""
        wanted = (
            select(questions.c.told_to, questions.c.asked_at, questions.c.answer)
            .join(listeners, listeners.c.id == questions.c.listener_id)
            .where(
                questions.c.work_id == work_id, listeners.c.name == listener, questions.c.told_to <= told_to
            )
            .order_by(questions.c.id)
        )
        with self._database.reading() as connection:
            return tuple(Asked(row[0], row[1], unpack_answer(row[2])) for row in connection.execute(wanted))

    def keep_note(self, work_id: int, listener: str, told_to: int, text: str, now: float) -> None:
        """Keep a note of the listener's at a place."""
        with self._database.writing() as connection:
            row = {
                "listener_id": self._listener(connection, listener),
                "work_id": work_id,
                "told_to": told_to,
                "kept_at": now,
                "text": text,
            }
            connection.execute(insert(notes), row)

    def notes(self, work_id: int, listener: str, told_to: int) -> tuple[Kept, ...]:
        """The listener's notes up to `told_to`, by place."""
        wanted = (
            select(notes.c.told_to, notes.c.kept_at, notes.c.text)
            .join(listeners, listeners.c.id == notes.c.listener_id)
            .where(notes.c.work_id == work_id, listeners.c.name == listener, notes.c.told_to <= told_to)
            .order_by(notes.c.told_to, notes.c.id)
        )
        with self._database.reading() as connection:
            return tuple(Kept(*row) for row in connection.execute(wanted))

    def changed(self, work_id: int, listener: str) -> tuple[int, ...]:
        """Positions of chapters heard that were changed since, of which the listener has not been told."""
        wanted = (
            select(changes.c.position)
            .join(listeners, listeners.c.id == changes.c.listener_id)
            .where(
                changes.c.work_id == work_id, listeners.c.name == listener, changes.c.is_noticed.is_(False)
            )
            .order_by(changes.c.position)
        )
        with self._database.reading() as connection:
            return tuple(connection.execute(wanted).scalars())

    def notice(self, work_id: int, listener: str) -> None:
        """The listener has been told of all changes so far."""
        with self._database.writing() as connection:
            connection.execute(
                update(changes)
                .where(
                    changes.c.work_id == work_id,
                    changes.c.listener_id == self._listener(connection, listener),
                )
                .values(is_noticed=True)
            )

    def _listener(self, connection: Connection, name: str) -> int:
        found = self._ids.get(name)
        if found is None:
            connection.execute(upsert(listeners).on_conflict_do_nothing(), {"name": name})
            found = connection.execute(select(listeners.c.id).where(listeners.c.name == name)).scalar_one()
            self._ids[name] = found
        return found


def record_changes(
    connection: Connection, work_id: int, positions: dict[int, int], now: float
) -> dict[str, tuple[int, ...]]:
    """Note which heard chapters changed, for each listener who has begun them.

    `positions` maps a chapter's position to the ordinal it begins at. Returns the positions by listener.
    """
    rows = connection.execute(
        select(listeners.c.id, listeners.c.name, places.c.told_to)
        .join(places, places.c.listener_id == listeners.c.id)
        .where(places.c.work_id == work_id)
        .order_by(listeners.c.id)
    ).all()
    told = {}
    for listener_id, name, told_to in rows:
        heard = tuple(sorted(position for position, first in positions.items() if first < told_to))
        told[name] = heard
        for position in heard:
            row = {
                "listener_id": listener_id,
                "work_id": work_id,
                "position": position,
                "changed_at": now,
                "is_noticed": False,
            }
            again = upsert(changes).on_conflict_do_update(
                index_elements=["listener_id", "work_id", "position"],
                set_={"changed_at": now, "is_noticed": False},
            )
            connection.execute(again, row)
    return told
