"""How long a key takes to be answered in a telling while a million words are read ahead behind it.

On a pseudo-terminal: a letter is pressed in the middle of a sentence; the time until the question line shows
it. Esc lets the story go on, and after a while the next one is pressed. The read-ahead is checked to be at work.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from long_book import write_text
from terminal_run import TerminalRun
from wellanyway.memory.library import Library


def read_so_far(library: Path) -> int:
    """How many sentences the process behind has read."""
    with Library(library) as opened:
        return opened.read_to(opened.find("The Long Book"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=None, help="not used; the book is made up")
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--presses", type=int, default=30)
    options = parser.parse_args()
    rng = random.Random(7)
    found: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        book, library = Path(name) / "long.txt", Path(name) / "library"
        write_text(book, options.words)
        run = TerminalRun(["tell", str(book)], {"WELLANYWAY_LIBRARY": str(library)})
        try:
            run.until("words/min")
            before = read_so_far(library)
            for _ in range(options.presses):
                run.wait(rng.uniform(0.3, 0.9))
                run.forget()
                key = rng.choice("abcdefgh")
                pressed = run.press(key)
                run.until(f"? {key}", 10.0)
                found.append((time.perf_counter() - pressed) * 1000)
                run.press("\x1b")
                run.wait(0.3)
            after = read_so_far(library)
        finally:
            run.end()
    found.sort()
    report = {
        "benchmark": "key_latency",
        "median_ms": round(statistics.median(found), 1),
        "p95_ms": round(found[int(len(found) * 0.95)], 1),
        "worst_ms": round(found[-1], 1),
        "presses": len(found),
        "sentences_read_behind": after - before,
        "protocol": __doc__,
        "command": " ".join(["python", "benchmarks/key_latency.py", *sys.argv[1:]]),
        "cores": os.cpu_count(),
    }
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
