"""How long `wellanyway ask` takes as a whole process, and a question inside a running session, with a
million words told and read. Questions are about people and things of the book, and about nothing in it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from long_book import write_text
from wellanyway.api import Library

QUESTIONS = (
    "Who is Julia Rook?",
    "What did Tom Marsh say?",
    "Where did Captain Silas go after the long day?",
    "Why did Nell Harrow never look back?",
    "What was said over the old good thing?",
    "Who is Zanthia Quillfeather?",
    "Where is the graveyard?",
    "What happened before Edith Vane said that?",
)


def whole_process(library: Path, question: str) -> float:
    """Seconds from the start of the process to its end."""
    command = [sys.executable, "-m", "wellanyway", "ask", "The Long Book", question, "--at", "end", "--json"]
    start = time.perf_counter()
    subprocess.run(
        command, check=True, capture_output=True, env={**os.environ, "WELLANYWAY_LIBRARY": str(library)}
    )
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=None, help="not used; the book is made up")
    parser.add_argument("--words", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book, place = folder / "long.txt", folder / "library"
        write_text(book, options.words)
        with Library(place) as library:
            work = library.add(book)
            start = time.perf_counter()
            library.ingest(work)
            reading_s = time.perf_counter() - start
            told = library.told(work, at="end")
            told.ask(QUESTIONS[0])
            inside = []
            for question in QUESTIONS * 3:
                start = time.perf_counter()
                told.ask(question)
                inside.append((time.perf_counter() - start) * 1000)
        size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
        outside = [whole_process(place, question) for question in QUESTIONS * 2]
        characters = len(book.read_text(encoding="utf-8"))
    report = {
        "benchmark": "process_ask",
        "process_s": round(statistics.median(outside), 3),
        "session_ms": round(statistics.median(inside), 1),
        "session_worst_ms": round(max(inside), 1),
        "reading_words_a_second": round(options.words / reading_s),
        "library_bytes_a_character": round(size / characters, 2),
        "sentences": told.told_to,
        "words": options.words,
        "protocol": __doc__,
        "command": " ".join(["python", "benchmarks/process_ask.py", *sys.argv[1:]]),
        "cores": os.cpu_count(),
    }
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
