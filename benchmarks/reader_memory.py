"""The most memory that reading a million words of real novels takes.

Novels one behind the other are one book of a million words, added to a library, read to its end by the command line
and asked for its cast and its last line; each command is a process of its own, whose peak is the resident set the kernel kept count of.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from memory_peak import peak_mb
from wellanyway.importers import open_book

TITLE = "The Longest Book"


def paragraphs(books: Path, words: int) -> Iterator[tuple[int, str]]:
    """(chapter, paragraph) of novels in order of their names, until there are `words` words."""
    chapter = 0
    for path in sorted(books.glob("*.txt")):
        for found in open_book(path).chapters():
            texts = [" ".join(block.text.split()) for block in found.blocks if block.text.strip()]
            if not texts:
                continue
            chapter += 1
            for text in texts:
                yield chapter, text
                words -= len(text.split())
                if words <= 0:
                    return


def write(path: Path, books: Path, words: int) -> tuple[int, int]:
    """The book as plain text; its words and chapters."""
    total = last = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{TITLE}\n\nby Nobody\n")
        for chapter, text in paragraphs(books, words):
            if chapter != last:
                file.write(f"\n\nCHAPTER {chapter}\n")
            last = chapter
            file.write(f"\n{text}\n")
            total += len(text.split())
    return total, last


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--books", "--data", dest="books", type=Path, required=True, help="folder of novels")
    parser.add_argument("--words", type=int, default=1_000_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        book, library = Path(name) / "longest.txt", Path(name) / "library"
        words, chapters = write(book, given.books, given.words)
        peaks = {
            "add": peak_mb(["add", str(book)], library),
            "read": peak_mb(["read", TITLE], library),
            "cast": peak_mb(["cast", TITLE, "--at", "end"], library),
            "said": peak_mb(["said", TITLE, "--at", "end"], library),
        }
    report = {
        "protocol": " ".join(str(__doc__).split("\n\n", 1)[1].split()),
        "peak_mb": round(max(peaks.values()), 1),
        **{f"{command}_mb": round(value, 1) for command, value in peaks.items()},
        "words": words,
        "chapters": chapters,
        "cores": os.cpu_count(),
    }
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
