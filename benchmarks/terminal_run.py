"""Runs the command line on a pseudo-terminal, as a person would, and reads what it shows."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence

__all__ = ["TerminalRun"]

_STEERING = re.compile(
    r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-_])|[\r\x00-\x09\x0b-\x1f]"
)


class TerminalRun:
    """One run of `python -m wellanyway`; times are seconds since its process was started."""

    def __init__(
        self, arguments: Sequence[str], environ: Mapping[str, str], *, columns: int = 80, shell: str = ""
    ) -> None:
        """`shell` is a script for bash in which `"$@"` stands for the command."""
        self.start = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
            env = {**os.environ, "TERM": "xterm-256color", **environ}
            command = [sys.executable, "-m", "wellanyway", *arguments]
            if shell:
                command = ["/usr/bin/env", "bash", "-c", shell, "bash", *command]
            os.execve(command[0], command, env)  # noqa: S606
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self._seen = b""
        self._ended: int | None = None

    @property
    def text(self) -> str:
        """All that was shown, without what steers the terminal."""
        return _STEERING.sub("", self._seen.decode("utf-8", "replace"))

    @property
    def raw(self) -> str:
        """All that was sent to the terminal."""
        return self._seen.decode("utf-8", "replace")

    def forget(self) -> None:
        """Look at what comes from now on alone."""
        self._seen = b""

    def until(self, words: str, timeout_s: float = 30.0) -> float:
        """Seconds since the start when `words` were on the terminal. Raises TimeoutError."""
        deadline = time.perf_counter() + timeout_s
        while words not in self.text:
            left = deadline - time.perf_counter()
            if left <= 0 or not self._read(left):
                raise TimeoutError(f"{words!r} was not shown; the terminal has: {self.text[-400:]!r}")
        return time.perf_counter() - self.start

    def wait(self, seconds: float) -> None:
        """Let it run, reading what it shows."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            if not self._read(left):
                return

    def _read(self, timeout_s: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], timeout_s)
        if not ready:
            return True
        try:
            data = os.read(self._fd, 65_536)
        except OSError:
            return False
        self._seen += data
        return bool(data)

    def press(self, keys: str) -> float:
        """Hit keys; the moment it was done."""
        os.write(self._fd, keys.encode())
        return time.perf_counter()

    def resize(self, columns: int, rows: int = 24) -> None:
        """The window gets another size."""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @property
    def modes(self) -> list[object]:
        """How the terminal is set: to be the same after a run as before."""
        return termios.tcgetattr(self._fd)

    def signal(self, number: int) -> None:
        """Send the process a signal."""
        os.kill(self.pid, number)

    def status(self, timeout_s: float = 20.0) -> int:
        """Its exit status once it has ended, 128 and the signal where one killed it."""
        deadline = time.perf_counter() + timeout_s
        while self._ended is None:
            if time.perf_counter() > deadline:
                raise TimeoutError("the process has not ended")
            pid, code = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._ended = os.waitstatus_to_exitcode(code)
            self._read(0.02)
        return 128 - self._ended if self._ended < 0 else self._ended

    def end(self) -> None:
        """Kill the process if it is still there, and let go of the terminal."""
        if self._ended is None:
            self.signal(signal.SIGKILL)
            self.status()
        os.close(self._fd)
