"""The database: one schema however it came about, opened by anybody, its errors in one line."""

from __future__ import annotations

import errno
import multiprocessing
import os
import re
import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from wellanyway.errors import LibraryBusyError, LibraryError
from wellanyway.memory import database
from wellanyway.memory.database import FILE, Database, create, migrate
from wellanyway.memory.schema import HEAD, REVISIONS


def schema(path: Path) -> dict[str, list[str]]:
    """Every table and index with its parts; in which order constraints stand is of no account."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    found = {}
    for name, sql in rows:
        even = re.sub(r"\s+", " ", sql.replace('"', "")).replace("( ", "(").replace(" )", ")")
        found[name] = sorted(re.split(r", (?![^()]*\)\B)(?=[A-Za-z_]+ )", even[even.index("(") + 1 : -1]))
    return found


def test_created_and_migrated_libraries_are_the_same(tmp_path: Path) -> None:
    for name, make in (("created", create), ("migrated", migrate)):
        engine = create_engine(f"sqlite:///{tmp_path / name}")
        with engine.begin() as connection:
            make(connection)
        engine.dispose()
    assert schema(tmp_path / "created") == schema(tmp_path / "migrated")
    assert len(schema(tmp_path / "created")) > 12


def test_migrating_in_a_librarys_own_transaction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Database(tmp_path / "created").close()
    monkeypatch.setattr(database, "create", migrate)
    Database(tmp_path / "migrated").close()
    assert schema(tmp_path / "created" / FILE) == schema(tmp_path / "migrated" / FILE)
    with sqlite3.connect(tmp_path / "migrated" / FILE) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]


def test_the_revision_in_code_is_the_newest_there_is() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_current_head() == HEAD
    assert [script.revision for script in scripts.walk_revisions()] == list(reversed(REVISIONS))


def test_an_older_library_is_migrated_when_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Database(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    called: list[object] = []
    monkeypatch.setattr(database, "REVISIONS", ("0000", *REVISIONS))
    monkeypatch.setattr(database, "migrate", called.append)
    Database(tmp_path).close()
    assert len(called) == 1


def test_opening_a_library_of_this_version_loads_no_migrations(tmp_path: Path) -> None:
    import subprocess
    import sys

    Database(tmp_path).close()
    code = (
        "import sys; from pathlib import Path; from wellanyway.memory.database import Database; "
        f"Database(Path({str(tmp_path)!r})).close(); print([m for m in sys.modules if m.startswith('alembic')])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_what_a_listener_writes_is_synced_and_the_rest_is_not(tmp_path: Path) -> None:
    opened = Database(tmp_path)
    with opened.writing() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    with opened.writing(is_durable=False) as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    opened.close()


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    opened = Database(tmp_path)

    def fail() -> None:
        with opened.writing() as connection:
            connection.exec_driver_sql("INSERT INTO listeners (name) VALUES ('me')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with opened.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM listeners").scalar() == 0
    opened.close()


def test_an_error_of_ours_inside_a_transaction_passes_unchanged(tmp_path: Path) -> None:
    opened = Database(tmp_path)
    with pytest.raises(LibraryError, match=r"^just so$"), opened.writing():
        raise LibraryError("just so")
    opened.close()


def refused(folder: Path) -> str:
    with pytest.raises(LibraryError) as caught:
        Database(folder)
    said = str(caught.value)
    assert "\n" not in said
    return said


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"Once upon a time there was a file. " * 100)
    assert "not a library" in refused(tmp_path)


def test_a_database_of_something_else(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    assert "not a wellanyway library" in refused(tmp_path)
    with sqlite3.connect(tmp_path / FILE) as connection:
        assert [row[0] for row in connection.execute("SELECT name FROM sqlite_master")] == ["recipes"]


def test_a_library_of_a_newer_version(tmp_path: Path) -> None:
    Database(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer version" in refused(tmp_path)


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "--library" in refused(tmp_path / "file")
    assert "--library" in refused(tmp_path / "file" / "below")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert "cannot be written" in refused(tmp_path)


def test_rights_are_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_args: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", denied)
    assert "Permission denied" in refused(tmp_path / "none")


def test_a_full_disk_is_explained_and_harms_nothing(tmp_path: Path) -> None:
    opened = Database(tmp_path)
    with opened.writing() as connection:
        connection.exec_driver_sql("INSERT INTO listeners (name) VALUES ('kept')")
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    opened._durable.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    def fill() -> None:
        with opened.writing() as connection:
            for i in range(10_000):
                connection.exec_driver_sql("INSERT INTO listeners (name) VALUES (?)", (f"{i}" * 100,))

    with pytest.raises(LibraryError, match="no room left"):
        fill()
    with opened.reading() as connection:
        assert connection.exec_driver_sql("SELECT name FROM listeners").scalars().all() == ["kept"]
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    with opened.writing() as connection:
        connection.exec_driver_sql("UPDATE listeners SET name = 'me'")
    opened.close()


def test_a_library_held_by_another_process_for_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_S", 0.05)
    opened = Database(tmp_path)
    with sqlite3.connect(tmp_path / FILE, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusyError, match="another process"), opened.writing():
            pass
        other.execute("ROLLBACK")
    with opened.writing():
        pass
    opened.close()


def _open_and_write(folder: str, name: str) -> None:
    opened = Database(Path(folder))
    for i in range(20):
        with opened.writing() as connection:
            connection.exec_driver_sql("INSERT INTO listeners (name) VALUES (?)", (f"{name}{i}",))
    opened.close()


def test_several_processes_may_make_the_library_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [
        context.Process(target=_open_and_write, args=(str(tmp_path / "new"), f"p{i}-")) for i in range(4)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * 4
    with sqlite3.connect(tmp_path / "new" / FILE) as connection:
        assert connection.execute("SELECT count(*) FROM listeners").fetchone() == (80,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
