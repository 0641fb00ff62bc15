"""The library's SQLite file: opened, brought to this version's tables, its errors put in plain words.

WAL lets a listener write while the reader reads ahead. A listener's own writes (`is_durable`) are
synchronous=FULL: they survive a power cut. What can be made again is written with NORMAL, which a killed
process cannot hurt and a power cut can only shorten; the next FULL commit takes it to disk as well.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from wellanyway.errors import LibraryBusyError, LibraryError
from wellanyway.memory.schema import HEAD, REVISIONS, metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

__all__ = ["Database", "create", "migrate"]

FILE = "library.sqlite3"
_BUSY_S = 10.0  # how long a write waits for another process's
_VERSIONS = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"


class Database:
    """One library file, with a connection of each durability. Threads take turns."""

    def __init__(self, folder: Path) -> None:
        """Opens or makes the library in `folder`. Raises LibraryError, in one line, where that cannot be."""
        self.folder = folder
        self.path = folder / FILE
        self._turn = threading.RLock()
        with self.plainly():
            folder.mkdir(parents=True, exist_ok=True)
            self._engine = _engine(self.path)
            self._durable = self._engine.connect()
            self._plain: Connection | None = None
            self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        revision = _revision(self._durable)
        if revision == HEAD:
            return
        with self.writing() as connection:
            revision = _revision(connection)  # another process may have been quicker
            if revision is None:
                if inspect(connection).get_table_names():
                    raise LibraryError(
                        f"{self.path} is a database, but not a wellanyway library: name another folder"
                    )
                create(connection)
            elif revision not in REVISIONS:
                raise LibraryError(
                    f"{self.path} was written by a newer version: pip install --upgrade wellanyway"
                )
            elif revision != HEAD:
                migrate(connection)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to select with; each statement sees what is committed then."""
        with self._turn, self.plainly():
            yield self._durable

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection whose statements all see the same moment."""
        with self._turn, self.plainly():
            self._durable.exec_driver_sql("BEGIN")
            try:
                yield self._durable
            finally:
                self._durable.exec_driver_sql("COMMIT")

    @contextlib.contextmanager
    def writing(self, *, is_durable: bool = True) -> Iterator[Connection]:
        """A transaction that holds the only right to write; keep it short. Rolled back on any error."""
        with self._turn, self.plainly():
            connection = self._durable if is_durable else self._remade()
            _begin(connection)
            try:
                yield connection
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                with contextlib.suppress(DBAPIError):  # a full disk has rolled back already
                    connection.exec_driver_sql("ROLLBACK")
                raise

    def _remade(self) -> Connection:
        """The connection for what can be made again; it also does the checkpoints."""
        if self._plain is None:
            self._plain = self._engine.connect()
            self._plain.exec_driver_sql("PRAGMA synchronous=NORMAL")
            self._plain.exec_driver_sql("PRAGMA wal_autocheckpoint=1000")
        return self._plain

    def data_version(self) -> int:
        """Another number whenever another connection has written."""
        with self._turn, self.plainly():
            return int(self._durable.exec_driver_sql("PRAGMA data_version").scalar_one())

    def close(self) -> None:
        """Give the file back; the last process to do so folds the log into it."""
        self._durable.close()
        if self._plain is not None:
            self._plain.close()
        self._engine.dispose()

    @contextlib.contextmanager
    def plainly(self) -> Iterator[None]:
        """Others' exceptions as ours, one line each."""
        try:
            yield
        except DBAPIError as error:
            raise _plain_error(error.orig, self.path) from error
        except sqlite3.Error as error:
            raise _plain_error(error, self.path) from error
        except (PermissionError, FileExistsError, NotADirectoryError) as error:
            raise LibraryError(
                f"the library folder {self.folder} cannot be written ({error.strerror}): name another with --library"
            ) from error


def _begin(connection: Connection) -> None:
    """Take the right to write as soon as it is free.

    SQLite's own waiting sleeps longer each time, up to a tenth of a second; a listener's write that met a
    reader's would seem to hang. Here it looks again every half millisecond.
    """
    deadline = time.monotonic() + _BUSY_S
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except DBAPIError as error:
                if "locked" not in str(error.orig) or time.monotonic() > deadline:
                    raise
                time.sleep(0.0005)
            else:
                return
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(_BUSY_S * 1000)}")


def create(connection: Connection) -> None:
    """All tables at once, marked as this version's; the same that the migrations make."""
    metadata.create_all(connection)
    connection.exec_driver_sql(_VERSIONS)
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def migrate(connection: Connection) -> None:
    """Bring the tables of an older version up to this one's, within the open transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    """The revision written in the file; None for a file without tables of ours."""
    known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if connection.exec_driver_sql(known).scalar() is None:
        return None
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        connect_args={"check_same_thread": False},
    )
    event.listen(engine, "connect", _configure)
    return engine


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={int(_BUSY_S * 1000)}")
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        _use_wal(cursor)
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA wal_autocheckpoint=8000")
    cursor.close()


def _use_wal(cursor: sqlite3.Cursor) -> None:
    """Two processes that make a library at once both ask for this; the busy timeout does not cover it."""
    deadline = time.monotonic() + _BUSY_S
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _plain_error(error: BaseException | None, path: Path) -> LibraryError:
    said = str(error)
    if "locked" in said or "busy" in said:
        return LibraryBusyError(
            f"another process has held {path} for over {_BUSY_S:.0f} s: close it and try again"
        )
    if "not a database" in said or "malformed" in said:
        return LibraryError(
            f"{path} is damaged or not a library: move it away, or name another folder with --library"
        )
    if "full" in said:
        return LibraryError(
            f"there is no room left on the disk that holds {path}: free some; your place is kept"
        )
    if "readonly" in said or "unable to open" in said:
        return LibraryError(
            f"{path} cannot be written: change its rights, or name another folder with --library"
        )
    return LibraryError(f"{path}: {said}")
