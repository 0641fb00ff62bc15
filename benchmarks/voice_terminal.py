"""Breaking into `tell --aloud`, heard at the sound card: a real terminal, miniaudio, PulseAudio's null sink, and parec.

A letter is pressed in the middle of the telling; the time until the recording of the card's monitor falls silent. Times of
the recording are those of its samples as they arrived, so that what the recording itself takes counts against the teller.
A press counts where something sounded 60 ms before it; a pause or a comma does not. Also: from starting the process to its
first sound, and that the place is kept at a sentence played to its end.

Needs pulseaudio and parec (Debian: pulseaudio, pulseaudio-utils), and the extra aloud. Starts a sound server of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from terminal_run import TerminalRun

EXAMPLE = Path(__file__).parent.parent / "examples" / "eleven-pence.txt"
RATE = 48_000
QUIET = 30


class Server:
    """A sound server with nothing but a null sink."""

    def __init__(self, folder: Path) -> None:
        self.env = {
            "XDG_RUNTIME_DIR": str(folder),
            "HOME": str(folder),
            "PULSE_SERVER": f"unix:{folder}/pulse.socket",
        }
        self._process = subprocess.Popen(
            [
                "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes",
                "-L", f"module-native-protocol-unix socket={folder}/pulse.socket auth-anonymous=1",
                "-L", f"module-null-sink sink_name=nothing rate={RATE} channels=1",
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
    """What the card plays, with the time of each sample."""

    def __init__(self, server: Server) -> None:
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

    def loud(self) -> NDArray[np.float64]:
        """The times at which anything sounded."""
        whole = np.concatenate(list(self._parts)) if self._parts else np.zeros(0, np.int16)
        return np.asarray(self._offset + np.flatnonzero(np.abs(whole.astype(np.int32)) > QUIET) / RATE)

    def end(self) -> None:
        self._process.terminate()
        self._process.wait()


def silences(run: TerminalRun, recording: Recording, presses: int) -> list[float]:
    """Milliseconds from a key to silence."""
    rng = random.Random(7)
    found: list[float] = []
    for _ in range(6 * presses):
        if len(found) == presses:
            break
        run.wait(rng.uniform(0.6, 1.4))
        pressed = run.press(rng.choice("abcdefgh"))
        run.wait(0.35)
        loud = recording.loud()
        if len(loud[(loud > pressed - 0.06) & (loud <= pressed)]):
            after = loud[(loud > pressed) & (loud < pressed + 0.3)]
            found.append((float(after.max()) - pressed) * 1000 if len(after) else 0.0)
        run.press("\x1b")
    return sorted(found)


def told_to(library: Path) -> str:
    """Where the listener is, by another process."""
    done = subprocess.run(
        [sys.executable, "-m", "wellanyway", "status", "Eleven", "--json", "--library", str(library)],
        capture_output=True,
        text=True,
        check=True,
    )
    return str(json.loads(done.stdout)["where"]["at"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presses", type=int, default=50)
    options = parser.parse_args()
    if not shutil.which("pulseaudio") or not shutil.which("parec"):
        print(json.dumps({"benchmark": "voice_terminal", "left_out": "needs pulseaudio and parec"}))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = folder / "library"
        server = Server(folder)
        recording = Recording(server)
        run = TerminalRun(
            ["tell", str(EXAMPLE), "--aloud"],
            {**server.env, "WELLANYWAY_LIBRARY": str(library), "WELLANYWAY_NO_READ_AHEAD": "1"},
        )
        try:
            began = run.start
            run.until("The first boat", 60.0)
            run.wait(0.3)
            first = float(recording.loud().min()) - began
            found = silences(run, recording, options.presses)
            run.wait(1.0)
            run.press("\x03")
            status = run.status()
            place = told_to(library)
        finally:
            run.end()
            recording.end()
            server.end()
    print(
        json.dumps(
            {
                "benchmark": "voice_terminal",
                "protocol": " ".join((__doc__ or "").split()),
                "start_to_first_sound_s": round(first, 2),
                "presses_while_it_sounded": len(found),
                "key_to_silence_ms_median": round(statistics.median(found), 1) if found else None,
                "key_to_silence_ms_p95": round(found[int(0.95 * len(found))], 1) if found else None,
                "key_to_silence_ms_max": round(found[-1], 1) if found else None,
                "exit_status": status,
                "place_kept": place,
            }
        )
    )


if __name__ == "__main__":
    main()
