"""What windows cover, by how many and how long they are: the measure that their parameters are chosen by.

FairytaleQA's training stories of the folds that `ranker.py --check` holds out, the free ones; each told to the end of the
answer's section, alone and behind ten others. half: some sentence of the windows holds half of an answer's content
stems; words: the windows together do, in one window; section: they hold a sentence of an answer's section.

    python training/window_sizes.py --data DATA --kept FOLDER [--every N]
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "src")]

from fairytales import stories  # noqa: E402
from ranker import HELD  # noqa: E402
from ranker_cases import COMPANY, fold, gains, is_free  # noqa: E402
from read_stories import Shelf, read  # noqa: E402
from wellanyway.asking.finding.ranking import rank  # noqa: E402
from wellanyway.asking.finding.windows import around  # noqa: E402
from wellanyway.asking.understanding.question import understand  # noqa: E402
from wellanyway.reading.stems import content  # noqa: E402

SIZES = ((1, 120), (3, 120), (5, 120), (8, 120), (8, 80), (12, 80), (6, 160), (16, 60))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--every", type=int, default=1, help="one question in so many")
    options = parser.parse_args()
    free = [story for story in stories(options.data, "train") if is_free(story.name)]
    shelf = [read(story, options.kept) for story in free]
    covered: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for place, story in enumerate(free):
        if fold(story.name) not in HELD:
            continue
        stems = [set(content(text)) for text in story.sentences]
        company = [shelf[(place + step) % len(shelf)] for step in range(1, COMPANY + 1)]
        for length, before in (("alone", []), ("long", company)):
            text = Shelf(before, shelf[place])
            for entry in story.questions[:: options.every]:
                told, question = text.told(entry.told_to), understand(entry.question)
                if not question.terms:
                    continue
                ranked = rank(told, question)
                for most, words in SIZES:
                    found = [
                        range(max(0, one.first - text.first), one.last - text.first)
                        for one in around(told, ranked, most=most, words=words)
                    ]
                    held = [[stems[i] for i in inside] for inside in found]
                    single = [gains(entry.answers, one).max(initial=0) >= 0.5 for one in held]
                    whole = [gains(entry.answers, [set().union(*one)])[0] >= 0.5 for one in held]
                    section = any(story.numbers[i] in entry.sections for inside in found for i in inside)
                    covered[f"{length} {most} x {words}"].append((any(single), any(whole), section))
    print(
        json.dumps(
            {
                name: [round(statistics.fmean(column), 3) for column in zip(*rows, strict=True)]
                for name, rows in covered.items()
            }
        )
    )


if __name__ == "__main__":
    main()
