"""How much a library grows by a long book, everything in: text, sentences, index rows, facts, reader states.

Makes its own text of 1,000,000 words; with `--book FILE` a real one is measured beside it. Also printed: how
fast the book is taken in, how long the facts and the index of all of it take to load, and the peak memory of
doing so.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from serial_append import book_of_words
from wellanyway.memory.database import FILE
from wellanyway.memory.library import Library

_LOAD = """
import json, resource, sys, time
from wellanyway.memory.library import Library
library = Library(sys.argv[1])
work = library.work(1)
size = work.size()
memory = library.memory(work)
start = time.perf_counter(); facts = memory.facts(size)
middle = time.perf_counter(); index = memory.index(size)
end = time.perf_counter(); memory.facts(size - 1); memory.index(size - 1)
again = time.perf_counter()
print(json.dumps({"facts": len(facts), "facts_ms": round((middle - start) * 1000), "index_ms":
    round((end - middle) * 1000), "again_ms": round((again - end) * 1000, 1),
    "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
"""


def measure(file: Path, home: Path) -> dict[str, object]:
    """All figures of one book."""
    start = time.perf_counter()
    with Library(home) as library:
        work = library.add(file)
        library.ingest(work)
        seconds = time.perf_counter() - start
        chars = words = 0
        for index in range(work.known()):
            chapter = work.chapter(index)
            assert chapter is not None
            chars += sum(len(block.text) for block in chapter.blocks)
            words += sum(len(block.text.split()) for block in chapter.blocks)
        sentences, chapters = work.size(), work.known()
        with library._database.reading() as connection:
            columns = {
                "texts": "length(body)",
                "features": "length(rows)",
                "pages": "length(facts)",
            }
            parts = {
                table: connection.exec_driver_sql(f"SELECT sum({column}) FROM {table}").scalar() or 0  # noqa: S608
                for table, column in columns.items()
            }
            parts["states"] = connection.exec_driver_sql("SELECT sum(length(state)) FROM pages").scalar() or 0
    size = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    loaded = json.loads(subprocess.check_output([sys.executable, "-c", _LOAD, str(home)]))
    return {
        "words": words,
        "characters": chars,
        "chapters": chapters,
        "sentences": sentences,
        "bytes": size,
        "bytes_per_character": round(size / chars, 3),
        "of_it": {name: round(count / chars, 3) for name, count in parts.items()},
        "seconds": round(seconds, 1),
        "words_a_second": round(words / seconds),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "loading_all": loaded,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="not used: the text is made up")
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--book", type=Path, help="measure this one too")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        file = book_of_words(home / "book.txt", options.words, seed=options.seed)
        result: dict[str, object] = measure(file, home / "made")
        assert (home / "made" / FILE).exists()
        if options.book is not None:
            result["real_book"] = measure(options.book, home / "real")
    result["protocol"] = (
        "Everything under the library folder after add and a full read, over the characters of all blocks of "
        "the book; facts and index of the whole book loaded by a new process."
    )
    result["command"] = f"python benchmarks/library_growth.py --words {options.words}"
    result["cores"] = os.cpu_count()
    print(json.dumps(result))


if __name__ == "__main__":
    main()
