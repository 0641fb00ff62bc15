"""The most memory that telling, reading ahead and asking take with a book of a million words.

Each is a process of its own, as a listener runs them; its peak is the resident set the kernel kept count of.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from long_book import write_epub


def peak_mb(arguments: list[str], library: Path) -> float:
    """The peak resident set of one run of the command line, in millions of bytes. Raises RuntimeError if it fails."""
    pid = os.fork()
    if pid == 0:
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 1)
        env = {**os.environ, "WELLANYWAY_LIBRARY": str(library)}
        os.execve(sys.executable, [sys.executable, "-m", "wellanyway", *arguments], env)  # noqa: S606
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError(f"wellanyway {' '.join(arguments)} failed")
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=None, help="not used; the book is made up")
    parser.add_argument("--words", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book, library = folder / "long.epub", folder / "library"
        write_epub(book, options.words)
        title = "The Long Book"
        peaks = {
            "tell_100_chapters": peak_mb(["tell", str(book), "--to", "100"], library),
            "read": peak_mb(["read", title], library),
            "ask": peak_mb(["ask", title, "Why did Nell Harrow never look back?", "--at", "end"], library),
            "cast": peak_mb(["cast", title, "--at", "end"], library),
            "recap": peak_mb(["recap", title, "--at", "end"], library),
        }
    report = {
        "benchmark": "memory_peak",
        "peak_mb": round(max(peaks.values()), 1),
        **{f"{name}_mb": round(value, 1) for name, value in peaks.items()},
        "words": options.words,
        "protocol": __doc__,
        "command": " ".join(["python", "benchmarks/memory_peak.py", *sys.argv[1:]]),
        "cores": os.cpu_count(),
    }
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
