"""A server in a process of its own, as people run it, whose memory can be watched; and how to listen to it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Child", "percentile", "serving"]


@dataclass
class Child:
    """`wellanyway serve` on a port of its own."""

    url: str
    process: subprocess.Popen[str]

    def peak_mb(self) -> float:
        """The most memory it has held since it was last asked to forget."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found
        return int(found[1]) / 1024

    def forget_peak(self) -> None:
        """Count the most memory from here on."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def cpu_s(self) -> float:
        """Seconds of processor time it has had."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def is_up(self) -> bool:
        return self.process.poll() is None


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
            yield Child(found[0].rstrip("/"), child)
        finally:
            child.terminate()


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of them lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
