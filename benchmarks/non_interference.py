"""The one rule on whole novels: swap the future, compare the traces, count the differences.

For each novel, horizons are drawn by a seed among its sentences; at each the work is told with its own
future and with others (none, an adversary's, another book's or the same sentences shuffled), and all that
a listener can observe is compared byte for byte. The novel is read from its file by the real importer and
told through the public views.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import sys
from pathlib import Path

from wellanyway.importers import open_book
from wellanyway.memory.log import default_reader
from wellanyway.reading.sentences import divide
from wellanyway.story import Chapter, InMemoryWork
from wellanyway.testing import FUTURES, compare, swap, trace
from wellanyway.testing.sparing import SparingReader
from wellanyway.testing.telling import told_of

QUESTIONS = ("Why did she leave?", "Who is the old man?", "What was in the letter?")


def chapters_of(path: Path, words: int) -> list[Chapter]:
    """The first chapters of a book, divided, up to about `words` words."""
    chapters: list[Chapter] = []
    count = 0
    for chapter in open_book(path).chapters():
        chapters.append(divide(chapter))
        count += sum(len(block.text.split()) for block in chapter.blocks)
        if count > words:
            break
    return chapters


def prove(job: tuple[Path, Path, int, int, int]) -> dict[str, object]:
    """All horizons of one novel."""
    path, other_path, horizons, words, seed = job
    rng = random.Random(f"{seed} {path.name}")
    chapters = chapters_of(path, words)
    other = chapters_of(other_path, 3_000)
    work = InMemoryWork(chapters, title=path.stem)
    size = work.size()
    reader = SparingReader(default_reader())
    checked = compared = 0
    differences: list[str] = []
    for told_to in sorted(rng.sample(range(1, size), min(horizons, size - 1))):
        names = [
            member.name for member in told_of(chapters, told_to, title=path.stem, reader=reader).cast()[:6]
        ]
        coming = [sentence.text[:40] for sentence in work.sentences(told_to, told_to + 2)]
        asked = (*QUESTIONS, *(f"What about {words}?" for words in coming))
        futures = (FUTURES[1], FUTURES[6], rng.choice(FUTURES[2:6]))
        real = trace(told_of(chapters, told_to, title=path.stem, reader=reader), asked, names)
        checked += 1
        for future in futures:
            swapped = swap(chapters, told_to, future, other=other, names=names)
            found = compare(
                real, trace(told_of(swapped, told_to, title=path.stem, reader=reader), asked, names)
            )
            compared += len(real)
            differences += [f"{path.stem} at {told_to}, {future.name}: {one.label}" for one in found]
    print(f"{path.stem}: {checked} horizons, {len(differences)} differences", file=sys.stderr, flush=True)
    return {"horizons": checked, "views": compared, "differences": differences}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--books", type=Path, required=True)
    parser.add_argument("--novels", type=int, default=20)
    parser.add_argument("--horizons", type=int, default=20)
    parser.add_argument("--words", type=int, default=25_000, help="how far into each novel horizons lie")
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    paths = sorted((options.books / "novels").glob("*.txt"))
    chosen = sorted(random.Random(options.seed).sample(paths, min(options.novels, len(paths))))
    jobs = [
        (path, chosen[(i + 1) % len(chosen)], options.horizons, options.words, options.seed)
        for i, path in enumerate(chosen)
    ]
    with multiprocessing.get_context("spawn").Pool(os.cpu_count() or 1) as pool:
        results = pool.map(prove, jobs, chunksize=1)
    differences = [line for result in results for line in result["differences"]]  # type: ignore[attr-defined]
    print(
        json.dumps(
            {
                "protocol": (
                    "Each horizon told with its own future and three others (none, an adversary's running on, one "
                    "more by lot); every view in the trace compared byte for byte. What stands before a horizon is read once."
                ),
                "novels": len(jobs),
                "horizons": sum(int(result["horizons"]) for result in results),  # type: ignore[call-overload]
                "views_compared": sum(int(result["views"]) for result in results),  # type: ignore[call-overload]
                "differences": len(differences),
                "which": differences[:20],
            }
        )
    )


if __name__ == "__main__":
    main()
