"""PulseAudio without a card, and what plays there: for benchmarks that have to hear."""

from __future__ import annotations

import math
import os
import subprocess
import threading
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["RATE", "Recording", "SoundServer"]

RATE = 48_000
QUIET = 30


class SoundServer:
    """A sound server of our own with the sink `nothing`, on which everything plays, and more `modules`."""

    def __init__(self, folder: Path, *modules: str) -> None:
        self.env = {
            "XDG_RUNTIME_DIR": str(folder),
            "HOME": str(folder),
            "PULSE_SERVER": f"unix:{folder}/pulse.socket",
        }
        given = (
            f"module-native-protocol-unix socket={folder}/pulse.socket auth-anonymous=1",
            f"module-null-sink sink_name=nothing rate={RATE} channels=1",
            *modules,
        )
        self._process = subprocess.Popen(
            [
                "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
                "--disable-shm=yes", *(part for module in given for part in ("-L", module)),
            ],
            env={**os.environ, **self.env},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + 10
        while not (folder / "pulse.socket").exists():
            if time.monotonic() > deadline:
                raise TimeoutError("pulseaudio has not started")
            time.sleep(0.05)

    def end(self) -> None:
        self._process.terminate()
        self._process.wait()


class Recording:
    """What the sink `nothing` plays, with the time of each sample (of `time.perf_counter`)."""

    def __init__(self, server: SoundServer) -> None:
        self._parts: list[NDArray[np.int16]] = []
        self._count = 0
        self._offset = float("inf")
        self._process = subprocess.Popen(
            [
                "parec", "-d", "nothing.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1",
                "--latency-msec=5", "--process-time-msec=5",
            ],
            env={**os.environ, **server.env},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        while raw := os.read(self._process.stdout.fileno(), 4_096):
            now = time.perf_counter()
            self._parts.append(np.frombuffer(raw[: len(raw) // 2 * 2], np.int16))
            self._count += len(self._parts[-1])
            self._offset = min(self._offset, now - self._count / RATE)

    def loud(self, start: float = -math.inf, end: float = math.inf) -> NDArray[np.float64]:
        """The times, of those between, at which anything sounded."""
        whole = np.concatenate(list(self._parts)) if self._parts else np.zeros(0, np.int16)
        times = self._offset + np.flatnonzero(np.abs(whole.astype(np.int32)) > QUIET) / RATE
        return np.asarray(times[(times > start) & (times <= end)])

    def end(self) -> None:
        self._process.terminate()
        self._process.wait()
