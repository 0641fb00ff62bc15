"""How long `cast`, `who` and `said` take at any horizon of a million words, and how much memory the process has.

A library work is made and read in one process. Another one, measured, opens the library and asks each view at
`--horizons` random horizons of its own, in random order, every one folded anew. `who` is asked by names, parts of names,
descriptions, misspelt names and names that never come up. Milliseconds of the clock;
of the processor as well, which a busy machine changes less.

The text and its reader are made up (`made_novel`): no model runs, the facts have a novel's proportions. With
`--books FOLDER` the text is real novels end to end, read by the reader that ships.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from made_novel import MadeReader, chapters
from wellanyway.asking.mind import StoryMind
from wellanyway.memory.library import Library
from wellanyway.story import Chapter
from wellanyway.testing.fakes import open_shelf, plain_features, shelf
from wellanyway.told import Told

TITLE = "The Long Book"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--horizons", type=int, default=300)
    parser.add_argument("--books", type=Path, help="a folder of novels as text files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--step", choices=("read", "ask"), help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step == "read":
        print(json.dumps(read(options)))
    elif options.step == "ask":
        print(json.dumps(ask(options)))
    else:
        print(json.dumps(run()))


def run() -> dict[str, object]:
    """Both steps, each in a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        figures: dict[str, dict[str, object]] = {}
        for step in ("read", "ask"):
            command = [sys.executable, __file__, *sys.argv[1:], "--step", step, "--home", home]
            print(f"{step} ...", file=sys.stderr, flush=True)
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            figures[step] = json.loads(done.stdout)
    return {
        "protocol": " ".join(str(__doc__).split()),
        **figures["ask"],
        "reading": figures["read"],
        "command": " ".join(["python benchmarks/as_of.py", *sys.argv[1:]]),
        "cores": os.cpu_count(),
    }


def _library(options: argparse.Namespace) -> Library:
    reader = MadeReader() if options.books is None else None
    return Library(
        options.home / "library",
        opener=open_shelf,
        reader=reader,
        features=plain_features,
        features_by="plain",
    )


def _text(options: argparse.Namespace) -> Iterator[Chapter]:
    if options.books is None:
        yield from chapters(options.words, seed=options.seed)
        return
    from wellanyway.importers import open_book

    words = 0
    for path in sorted(options.books.glob("*.txt")):
        for chapter in open_book(path).chapters():
            yield chapter
            words += sum(len(block.text.split()) for block in chapter.blocks)
            if words >= options.words:
                return


def read(options: argparse.Namespace) -> dict[str, object]:
    """Make the work and read it to its end."""
    text = list(_text(options))
    words = sum(len(block.text.split()) for chapter in text for block in chapter.blocks)
    characters = sum(len(block.text) for chapter in text for block in chapter.blocks)
    file = shelf(options.home / "book.shelf", text, title=TITLE)
    del text
    start = time.perf_counter()
    with _library(options) as library:
        library.ingest(library.add(file))
        seconds = time.perf_counter() - start
        with library._database.reading() as connection:
            sizes = {
                column: connection.exec_driver_sql(f"SELECT sum(length({column})) FROM pages").scalar() or 0  # noqa: S608
                for column in ("facts", "state")
            }
    return {
        "words": words,
        "seconds": round(seconds, 1),
        "facts_bytes_per_character": round(sizes["facts"] / characters, 3),
        "state_bytes_per_character": round(sizes["state"] / characters, 3),
        "peak_mb": _peak_mb(),
    }


def ask(options: argparse.Namespace) -> dict[str, object]:
    """Open the library anew, load all of it, and ask."""
    mind = StoryMind()
    with _library(options) as library:
        work = library.find(TITLE)
        size = work.size()
        memory = library.memory(work)
        start = time.perf_counter()
        chronicle = memory.chronicle(size)
        load_s = time.perf_counter() - start
        counts = Counter({kind: len(chronicle.facts(kind)) for kind in chronicle.kinds()})
        names = _asked(chronicle.names(), chronicle.names(proper_only=True), random.Random(options.seed))
        views: dict[str, Callable[[Told], object]] = {
            "cast": lambda told: told.cast(),
            "who": lambda told: told.who(next(names)),
            "said": lambda told: told.said(),
        }
        rng = random.Random(options.seed)
        figures: dict[str, object] = {"words": options.words, "sentences": size}
        for name, view in views.items():
            clock, processor = [], []
            for _ in range(options.horizons):
                told = Told(work, rng.randint(1, size), memory=memory, mind=mind)
                begun, used = time.perf_counter(), time.process_time()
                view(told)
                clock.append((time.perf_counter() - begun) * 1000)
                processor.append((time.process_time() - used) * 1000)
            figures[f"{name}_ms"] = _spread(clock)
            figures[f"{name}_processor_ms"] = _spread(processor)
        figures |= {
            "peak_mb": _peak_mb(),
            "load_s": round(load_s, 2),
            "cast": len(Told(work, size, memory=memory, mind=mind).cast()),
            "entities": chronicle.next_number,
            "facts": dict(counts),
        }
    return figures


def _spread(times: list[float]) -> dict[str, float]:
    return {
        "p50": round(statistics.median(times), 1),
        "p95": round(statistics.quantiles(times, n=20)[-1], 1),
        "max": round(max(times), 1),
    }


def _asked(names: set[str], proper: set[str], rng: random.Random) -> Iterator[str]:
    """What somebody asks for: mostly names as they are, and now and then something else."""
    known, common = sorted(proper), sorted(names - proper) or sorted(proper)
    while True:
        name, kind = rng.choice(known), rng.random()
        if kind < 0.5:
            yield name
        elif kind < 0.65:
            yield name.rsplit(maxsplit=1)[-1]
        elif kind < 0.8:
            yield rng.choice(common)
        elif kind < 0.9:
            place = rng.randrange(len(name))
            yield name[:place] + name[place + 1 :]
        else:
            yield "Zanthia Quillfeather"


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak * (1 if sys.platform == "darwin" else 1024) / 1e6, 1)


if __name__ == "__main__":
    main()
