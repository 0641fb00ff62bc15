"""How fast the whole reader reads a novel, and where the time goes.

Words of the novel (as white space parts them) by the seconds of reading them paragraph by paragraph as the library
does, in two threads (`words_per_s`) and in one; all stages, models loaded before; the file is opened and cut into
sentences beforehand, facts are made but not stored. Stages are timed one by one in a third reading, in one thread, so
their sum holds the cost of timing.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from wellanyway.importers import open_book
from wellanyway.reading.page import Page
from wellanyway.reading.reader import Reader, default_stages
from wellanyway.reading.sentences import divide
from wellanyway.reading.stage import Stage
from wellanyway.reading.window import Window, windows
from wellanyway.story import InMemoryWork

NOVEL = "1260_jane_eyre_an_autobiography"
_WARM = 40  # windows read before the clock starts


class Timed:
    """A stage with a watch."""

    def __init__(self, inner: Stage) -> None:
        self._inner = inner
        self.name, self.slot, self.version = inner.name, inner.slot, inner.version
        self.needs, self.adds = inner.needs, inner.adds
        self.seconds = 0.0

    def start(self) -> Any:
        return self._inner.start()

    def read(self, page: Page, state: Any) -> Any:
        start = time.perf_counter()
        state = self._inner.read(page, state)
        self.seconds += time.perf_counter() - start
        return state

    def dump(self, state: Any) -> Any:
        return self._inner.dump(state)

    def load(self, value: Any) -> Any:
        return self._inner.load(value)


def novel(path: Path, words: int) -> list[Window]:
    """The windows of the first `words` words of a book, whole paragraphs."""
    work = InMemoryWork(divide(chapter) for chapter in open_book(path).chapters())
    return list(_first(windows(work, 0, work.size()), words))


def _first(all_of_it: Iterator[Window], words: int) -> Iterator[Window]:
    for window in all_of_it:
        if words <= 0:
            return
        words -= size(window)
        yield window


def size(window: Window) -> int:
    return len(window.block.text.split())


def measure(reader: Reader, told: Sequence[Window]) -> dict[str, float | int]:
    """Seconds, words a second, facts, and how large the state is in the end."""
    state = reader.start()
    for window in told[:_WARM]:
        _, state = reader.read(window, state)
    words = sum(map(size, told))
    state = reader.start()
    start = time.perf_counter()
    for window in told:
        _, state = reader.read(window, state)
    alone = time.perf_counter() - start
    facts = 0
    start, cpu = time.perf_counter(), time.process_time()
    for found, after in reader.read_on(told, reader.start()):
        facts += len(found)
        state = after
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    return {
        "words_per_s": round(words / seconds),
        "words_per_s_in_one_thread": round(words / alone),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "words": words,
        "paragraphs": len(told),
        "facts": facts,
        "state_bytes": len(reader.dump(state)),
    }


def by_stage(stages: Sequence[Stage], told: Sequence[Window]) -> dict[str, float]:
    """Microseconds a word that each stage takes."""
    timed = [Timed(stage) for stage in stages]
    reader = Reader(timed)
    state = reader.start()
    for window in told[:_WARM]:
        _, state = reader.read(window, state)
    for stage in timed:
        stage.seconds = 0.0
    state = reader.start()
    for window in told:
        _, state = reader.read(window, state)
    words = sum(map(size, told))
    return {stage.name: round(1e6 * stage.seconds / words, 2) for stage in timed}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--books", "--data", dest="books", type=Path, required=True, help="folder of novels")
    parser.add_argument("--split", default=NOVEL, help="name of the novel")
    parser.add_argument("--words", type=int, default=100_000)
    given = parser.parse_args()
    told = novel(given.books / f"{given.split}.txt", given.words)
    stages = default_stages()
    report: dict[str, object] = {
        "protocol": " ".join(str(__doc__).split("\n\n", 1)[1].split()),
        "novel": given.split,
        **measure(Reader(stages), told),
        "microseconds_a_word": by_stage(stages, told),
        "cores": os.cpu_count(),
    }
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
