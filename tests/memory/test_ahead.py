"""Reading ahead in a process of its own: it comes to the end, stops when told, and dies with its parent."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from wellanyway.memory.ahead import ReadAhead, main
from wellanyway.memory.library import Library

PROSE = "\n\n".join(
    f"CHAPTER {number}\n\n" + "\n\n".join(f"It was night {i}. Edith rowed to mill {i}." for i in range(40))
    for number in range(1, 9)
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "tale.txt").write_text(PROSE, "utf-8")
    return Library(tmp_path / "lib")


def test_it_reads_to_the_end(library: Library, tmp_path: Path) -> None:
    work = library.add(tmp_path / "tale.txt")
    ahead = ReadAhead.start(library, work)
    deadline = time.monotonic() + 60
    while ahead.progress().is_running and time.monotonic() < deadline:
        time.sleep(0.05)
    progress = ahead.progress()
    ahead.stop()
    assert not progress.is_running
    assert progress.read_to == work.size() > 600
    assert not (library.folder / "incoming").exists()


def test_it_stops_when_told(library: Library, tmp_path: Path) -> None:
    work = library.add(tmp_path / "tale.txt")
    ahead = ReadAhead.start(library, work)
    ahead.stop()
    assert not ahead.progress().is_running
    ahead.stop()


def test_it_ends_with_the_process_that_started_it(library: Library, tmp_path: Path) -> None:
    work = library.add(tmp_path / "tale.txt")
    code = (
        "import sys, time; from wellanyway.memory.ahead import ReadAhead; "
        "from wellanyway.memory.library import Library; "
        f"library = Library({str(library.folder)!r}); "
        f"ahead = ReadAhead.start(library, library.work({work.id})); "
        "print(ahead._process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 30
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        if "zombie" in Path(f"/proc/{child}/status").read_text():
            break
        time.sleep(0.05)
    assert time.monotonic() < deadline


def test_a_missing_work_is_said_in_one_line(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    monkeypatch.setattr(os, "nice", lambda _: 0)
    monkeypatch.setattr(os, "read", lambda *_: b"")
    assert main(["--library", str(library.folder), "--work", "99"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
