"""Kills the teller with SIGKILL at random moments and counts what was lost.

A child tells a book, saving its place after each sentence and writing to a witness file what it plays and
what it has saved; beside it a process reads ahead in the same library. The child is killed after a random
time, at times the one beside it too, then the place is read back: it may be behind what was played by the
sentence in play, and never behind what had been saved. Everything the child writes itself: the book too.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from serial_append import book_of_words
from wellanyway.memory.library import Library

HERE = Path(__file__).parent


def start(module: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *module], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)


def last(lines: list[str], word: str) -> int:
    """The number behind the last line that begins with `word`, -1 if none does."""
    numbers = [int(line.split()[1]) for line in lines if line.startswith(f"{word} ")]
    return numbers[-1] if numbers else -1


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    if process.stdin is not None:
        process.stdin.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="not used: the book is made up")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--words", type=int, default=120_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    counts = {"kills": 0, "lost_saved": 0, "lost_more_than_in_play": 0, "damaged": 0, "moved_back": 0}
    told = in_play_lost = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        file = book_of_words(home / "book.txt", options.words, seed=options.seed)
        child = ["telling_child.py", "--library", str(home / "library"), "--file", str(file)]
        ahead = ["-m", "wellanyway.memory.ahead", "--library", str(home / "library"), "--work", "1"]
        before = 0
        for number in range(options.kills):
            witness = home / f"witness{number}"
            teller = start([str(HERE / child[0]), *child[1:], "--witness", str(witness)])
            reader = start(ahead) if number else None
            deadline = time.monotonic() + 30
            if rng.random() < 0.8:  # else it may be killed while it is still opening the library
                while (not witness.exists() or not witness.stat().st_size) and time.monotonic() < deadline:
                    time.sleep(0.005)
            time.sleep(rng.uniform(0, 0.25))
            victims = [teller, *([reader] if reader is not None and rng.random() < 0.5 else [])]
            for victim in victims:
                kill(victim)
            lines = witness.read_text().splitlines() if witness.exists() else []
            lines = [line for line in lines if line.count(" ") == 1]
            with Library(home / "library") as library:
                place = library.place(library.work(1)).told_to if library.works() else 0
            with sqlite3.connect(home / "library" / "library.sqlite3") as connection:
                whole = connection.execute("PRAGMA integrity_check").fetchone()[0]
            saved, playing = max(before, last(lines, "saved")), last(lines, "playing")
            counts["kills"] += 1
            counts["damaged"] += whole != "ok"
            counts["lost_saved"] += place < saved
            counts["moved_back"] += place < before
            counts["lost_more_than_in_play"] += place < playing
            in_play_lost += place == playing
            told += place - before
            before = place
            if lines and lines[-1].startswith("end"):
                before = 0
                with Library(home / "library") as library:
                    library.save_place(library.work(1), "me", 0, 0.0)
            if reader is not None and reader not in victims:
                assert reader.stdin is not None
                reader.stdin.close()
                reader.wait(60)
            if number % 25 == 24:
                print(f"{number + 1} kills, {counts}", file=sys.stderr, flush=True)
    print(
        json.dumps(
            {
                "protocol": (
                    "SIGKILL to the teller at a random moment (a fifth of the time while it may still be opening), "
                    "half the time to the reader ahead in the same library too; place and witness compared, "
                    "integrity_check after each kill."
                ),
                **counts,
                "kills_during_a_sentence": in_play_lost,
                "sentences_told": told,
                "command": f"python benchmarks/kill.py --kills {options.kills}",
                "cores": os.cpu_count(),
            }
        )
    )


if __name__ == "__main__":
    main()
