"""How long a question takes with a million words told, inside a running session, on one thread.

python benchmarks/ask_latency.py --books DIR
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from wellanyway.asking.mind import StoryMind
from wellanyway.importers import open_book
from wellanyway.memory.log import WorkMemory
from wellanyway.reading.sentences import divide
from wellanyway.story import Chapter, InMemoryWork
from wellanyway.told import Told

QUESTIONS = (
    "Why did they run away?", "Who is the old man?", "Where is the money hidden?", "How did the captain die?",
    "What did she say to the doctor?", "Who killed the dog?", "Why was the door locked?", "What is in the letter?",
    "Where did the ship go?", "How did she feel when he left?", "When did they come back to the house?",
    "Who found the body?", "Why did she marry him?", "What happened to the horse?", "Where does the uncle live?",
    "Did the boy see the light?", "Who wrote the will?", "Why is the house empty?", "What colour was the dress?",
    "How many men were in the boat?",
)  # fmt: skip
PROTOCOL = (
    "Novels one after another as one work until a million words are told, read beforehand. Each question is asked once in a "
    "running session, so that no sentence found has been embedded for it before; cores limited to one. Names of people are "
    "asked for separately. ms: p50 and p95."
)


def chapters(books: Path, words: int) -> Iterator[Chapter]:
    """Chapters of whole novels until there are enough words."""
    count = 0
    for path in sorted(books.glob("*.txt")):
        for chapter in open_book(path).chapters():
            divided = divide(chapter)
            yield divided
            count += sum(len(block.text.split()) for block in divided.blocks)
            if count >= words:
                return


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--books", type=Path, required=True, help="a folder of novels as plain text")
    parser.add_argument("--words", type=int, default=1_000_000)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    work = InMemoryWork(chapters(options.books, options.words))
    size = work.size()
    print(f"{size} sentences", file=sys.stderr, flush=True)
    told = Told(work, size, memory=WorkMemory(work), mind=StoryMind())
    start = time.perf_counter()
    told.index()
    told.facts()
    prepared = time.perf_counter() - start
    print(f"prepared in {prepared:.0f} s", file=sys.stderr, flush=True)
    told.ask("Is it raining?")
    found = [told.ask(question).latency_ms for question in QUESTIONS]
    cast = _timed(told.cast)
    names = [
        _timed(lambda name=name: told.ask(f"Who is {name}?"))
        for name in ("Jane", "Mr. Brooke", "Zanthia", "Sherlok")
    ]
    print(
        json.dumps(
            {
                "benchmark": "ask_latency",
                "words": options.words,
                "sentences": size,
                "questions": len(found),
                "ask_ms_p50": round(statistics.median(found), 1),
                "ask_ms_p95": round(sorted(found)[int(len(found) * 0.95)], 1),
                "who_is_ms_p50": round(statistics.median(names), 1),
                "cast_ms": round(cast, 1),
                "recap_ms": round(_timed(told.recap), 1),
                "search_ms": round(_timed(lambda: told.search("graveyard at night")), 1),
                "prepare_s": round(prepared, 1),
                "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
                "protocol": PROTOCOL,
                "command": "python benchmarks/ask_latency.py --books DIR",
                "cores": os.cpu_count(),
            }
        )
    )


def _timed(call: object) -> float:
    start = time.perf_counter()
    call()  # type: ignore[operator]
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
