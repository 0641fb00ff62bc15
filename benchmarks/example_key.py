"""The example serial against its answer key: verdicts, quoted sentences, speakers.

A question counts where the verdict is the key's and, where the key has evidence, one of its sentences is
among the quotations. `implied` and `told` are also counted as one ("answered"). A quotation counts where
the speaker is the key's by name; unsure ones are counted apart.
"""

from __future__ import annotations

import argparse
import collections
import json
from pathlib import Path

from wellanyway.importers import open_book
from wellanyway.reading.sentences import divide
from wellanyway.testing.answer_key import questions, quotations
from wellanyway.testing.telling import told_of
from wellanyway.views import Quotation, Verdict

EXAMPLES = Path(__file__).parent.parent / "examples"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--story", type=Path, default=EXAMPLES / "eleven-pence.txt")
    parser.add_argument("--show", action="store_true", help="print every wrong answer, for reading")
    options = parser.parse_args()
    chapters = [divide(chapter) for chapter in open_book(options.story).chapters()]
    told = told_of(chapters, sum(len(chapter.sentences) for chapter in chapters))
    counts: collections.Counter[str] = collections.Counter()
    kinds: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    for entry in questions(options.story.with_suffix(".key.jsonl"), chapters):
        answer = told.back_to(entry.told_to).ask(entry.question)
        quoted = {one.sentence for one in answer.evidence}
        answered = answer.verdict is not Verdict.NOT_TOLD
        hit = bool(quoted & entry.gold) or not entry.gold
        is_right = answered == (entry.verdict is not Verdict.NOT_TOLD) and hit
        counts["questions"] += 1
        counts["verdict"] += answer.verdict is entry.verdict
        counts["right"] += is_right
        if entry.verdict is Verdict.NOT_TOLD:
            counts["untold"] += 1
            counts["untold refused"] += not answered
        else:
            counts["told"] += 1
            counts["told answered"] += answered
            counts["told hit"] += answered and hit
        kinds[entry.kind][0] += is_right
        kinds[entry.kind][1] += 1
        if options.show and not is_right:
            print(
                f"\n{entry.id} [{entry.kind}] {entry.question} ({answer.at}; key: {entry.verdict}, {entry.short})"
            )
            print(f"  {answer.verdict} {answer.confidence:.2f}: {answer.text}")
    spoken: collections.Counter[str] = collections.Counter()
    said: dict[int, Quotation] = {}
    for one in told.quotes():
        said.setdefault(one.sentence, one)
    for line in quotations(options.story.with_suffix(".speakers.jsonl"), chapters):
        found = said.get(line.sentence)
        kind = "tagged" if line.is_tagged else "untagged"
        spoken[kind] += 1
        spoken[f"{kind} found"] += found is not None
        if found is not None and found.speaker is not None:
            spoken[f"{kind} named"] += 1
            spoken[f"{kind} right"] += found.speaker == line.speaker
    print(
        json.dumps(
            {
                "protocol": " ".join(str(__doc__).split("\n\n")[1].split()),
                "verdict_and_evidence": round(counts["right"] / counts["questions"], 3),
                "verdict_exact": round(counts["verdict"] / counts["questions"], 3),
                "counts": dict(counts),
                "by_kind": {kind: f"{right}/{total}" for kind, (right, total) in sorted(kinds.items())},
                "speakers": dict(spoken),
            }
        )
    )


if __name__ == "__main__":
    main()
