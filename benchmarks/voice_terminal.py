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
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from sound_server import Recording, SoundServer
from terminal_run import TerminalRun

EXAMPLE = Path(__file__).parent.parent / "examples" / "eleven-pence.txt"


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
        server = SoundServer(folder)
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
