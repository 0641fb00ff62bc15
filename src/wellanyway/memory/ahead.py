"""Reading ahead: a process behind the telling that takes in, indexes and reads the rest of a work.

It runs at low priority, writes in short transactions that a listener's never wait for long, and ends when
it is asked to, when it is done, or when the process that started it is gone: its standard input is a pipe
whose other end that process holds. Killing it costs nothing that was stored.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wellanyway.errors import WellanywayError

if TYPE_CHECKING:
    from wellanyway.memory.library import Library
    from wellanyway.memory.stored_work import StoredWork

__all__ = ["AheadProgress", "ReadAhead", "main"]

_NICE = 10
_PATIENCE_S = 5.0  # how long a stop waits before it kills


@dataclass(frozen=True, slots=True)
class AheadProgress:
    """How far it is: sentences read, and whether it is still at it."""

    read_to: int
    is_running: bool


class ReadAhead:
    """The process that reads one work ahead. `stop` it before the library is closed."""

    def __init__(self, library: Library, work: StoredWork, process: subprocess.Popen[bytes]) -> None:
        self._library = library
        self._work = work
        self._process = process

    @classmethod
    def start(cls, library: Library, work: StoredWork) -> ReadAhead:
        """Begin reading ahead and return at once."""
        command = [sys.executable, "-m", "wellanyway.memory.ahead"]
        command += ["--library", str(library.folder), "--work", str(work.id)]
        process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        return cls(library, work, process)

    def progress(self) -> AheadProgress:
        """How far it is."""
        return AheadProgress(self._library.read_to(self._work), self._process.poll() is None)

    def stop(self) -> None:
        """End it; it finishes the chapter page it is at, or is killed if that takes too long."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        try:
            self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _until_eof(stop: threading.Event) -> None:
    """Set `stop` once whoever started this process has closed the pipe, or is gone."""
    with contextlib.suppress(OSError, ValueError):
        while os.read(0, 4096):
            pass
    stop.set()


def main(arguments: list[str] | None = None) -> int:
    """Read one work to its end. Status 1 where the library or the file cannot be used."""
    parser = argparse.ArgumentParser(prog="wellanyway.memory.ahead", description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--work", type=int, required=True)
    options = parser.parse_args(arguments)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    stop = threading.Event()
    threading.Thread(target=_until_eof, args=(stop,), daemon=True).start()
    from wellanyway.memory.library import Library

    try:
        with Library(options.library) as library:
            library.ingest(library.work(options.work), stop=stop.is_set)
    except WellanywayError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
