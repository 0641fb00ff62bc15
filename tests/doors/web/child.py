"""A server in a process of its own, as people run it, whose memory can be watched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

__all__ = ["Child", "serving"]


@dataclass
class Child:
    """`wellanyway serve` on a port of its own."""

    url: str
    process: psutil.Process

    def peak_mb(self) -> float:
        """The most memory it has held since it was last asked to forget."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found
        return int(found[1]) / 1024

    def forget_peak(self) -> None:
        """Count the most memory from here on."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    @property
    def is_up(self) -> bool:
        return self.process.is_running() and self.process.status() != psutil.STATUS_ZOMBIE


@contextmanager
def serving(library: Path, *options: str, reads_ahead: bool = False) -> Iterator[Child]:
    """Serve a library until the end of the block."""
    environment = dict(os.environ, PYTHONUNBUFFERED="1")
    if not reads_ahead:
        environment["WELLANYWAY_NO_READ_AHEAD"] = "1"
    command = [
        sys.executable,
        "-m",
        "wellanyway",
        "serve",
        "--port",
        "0",
        "--library",
        str(library),
        *options,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        try:
            assert child.stdout is not None
            found = re.search(r"http://\S+", child.stdout.readline())
            assert found, "the server did not start"
            yield Child(found[0].rstrip("/"), psutil.Process(child.pid))
        finally:
            child.terminate()
