"""How long after the process starts the first sentence is told, of a book of a million words.

On a pseudo-terminal: until the first word of the first sentence is on the screen (the rest comes at
reading pace). In a pipe: until the whole first sentence has been written. Opened for the first time, with
an empty library, and opened again; as plain text and as EPUB. Medians.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from long_book import chapters, write_epub, write_text
from terminal_run import TerminalRun


def shown(book: Path, library: Path, words: str) -> float:
    """Seconds until the first words stand on a terminal."""
    run = TerminalRun(["tell", str(book)], {"WELLANYWAY_LIBRARY": str(library)})
    try:
        return run.until(words)
    finally:
        run.end()


def written(book: Path, library: Path, sentence: str) -> float:
    """Seconds until the whole first sentence has come through a pipe."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "wellanyway", "tell", str(book), "--to", "1.1"],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "WELLANYWAY_LIBRARY": str(library), "COLUMNS": "2000"},
    )
    assert process.stdout is not None
    seen = ""
    while sentence not in " ".join(seen.split()):
        data = os.read(process.stdout.fileno(), 65_536)
        if not data:
            raise TimeoutError(f"{sentence!r} was not told: {seen[-300:]!r}")
        seen += data.decode("utf-8", "replace")
    passed = time.perf_counter() - start
    process.kill()
    process.wait()
    return passed


def measure(
    how: Callable[[Path, Path, str], float], book: Path, folder: Path, words: str, runs: int
) -> dict[str, float]:
    """Medians over first openings, each in a library of its own, and over openings after that."""
    first, again = [], []
    for number in range(runs):
        library = folder / f"library-{how.__name__}-{book.suffix}-{number}"
        first.append(how(book, library, words))
        if how is written:  # the place has moved to the end of what was asked for: begin again
            shutil.rmtree(library / "incoming", ignore_errors=True)
        again.append(how(book, library, words) if how is shown else rewritten(book, library, words))
    return {"first_s": statistics.median(first), "again_s": statistics.median(again)}


def rewritten(book: Path, library: Path, sentence: str) -> float:
    """The same from the beginning, in a library that knows the book."""
    subprocess.run(
        [sys.executable, "-m", "wellanyway", "tell", str(book), "--from", "1.1", "--to", "1.0"],
        check=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "WELLANYWAY_LIBRARY": str(library)},
    )
    return written(book, library, sentence)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=None, help="not used; the book is made up")
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    opening = next(chapters(options.words))[1][0]
    sentence = opening[: opening.index(".”" if ".”" in opening[:200] else ".") + 1]
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind, write in (("text", write_text), ("epub", write_epub)):
            book = folder / f"long.{'txt' if kind == 'text' else kind}"
            write(book, options.words)
            first_words = sentence.split()[0]
            for place, how, words in (("terminal", shown, first_words), ("pipe", written, sentence)):
                print(f"{kind}, {place} ...", file=sys.stderr)
                found = measure(how, book, folder, words, options.runs)
                figures[f"{kind}_{place}"] = {key: round(value, 3) for key, value in found.items()}
    report = {
        "benchmark": "first_sentence",
        **figures,
        "words": options.words,
        "runs": options.runs,
        "protocol": __doc__,
        "command": " ".join(["python", "benchmarks/first_sentence.py", *sys.argv[1:]]),
        "cores": os.cpu_count(),
    }
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
