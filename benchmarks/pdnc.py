"""Speakers of quotations in novels in PDNC's format, as one who reads from the left can know them.

Protocol: the unit is the sub-quotation, counted where its speaker is on the character list; correct = the speaker.
`end_to_end`: text alone is given, quotations, characters and speakers are predicted; a predicted character is the one
on the list whose aliases share the most of its names, and a quotation that is not found is wrong. `gold`: quotations
and the character list (names, genders) are given, so a name on it means its bearer wherever it stands; whom pronouns
mean, and who speaks, is left to the reader. `gold_with_mentions`: whom the annotated mentions inside quotations mean
is given too. A quotation found stands for a gold one where they share half of the longer (`overlap`: any character, as
published; `exact`: all but marks at the ends); one that runs over paragraphs may be matched whole or in pieces.
Speakers are named at the end of their paragraph and never changed; who turned out to be the same later on counts as
the same (`when_read`: as known at the paragraph). Figures are over all sub-quotations, `mean_of_novels` over novels.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from feeding import PageReader
from pdnc_feeding import Fed, fed, read
from pdnc_layout import Novel, SubQuotation, find, load
from pdnc_score import MANNERS, Account, Listing, Tally, account, tally, trimmed
from spans_score import Score
from staged_reader import reader

SETTINGS = ("end_to_end", "gold", "gold_with_mentions")
Tallies = dict[tuple[str, str], Tally]


def judged(novel: Novel, windows: Sequence[Fed]) -> list[SubQuotation]:
    """The sub-quotations that are fed in full and whose speaker is on the list."""
    end = windows[-1].place.end if windows else 0
    return [one for one in novel.quotations if one.end <= end and one.speaker >= 0]


def detection(novel: Novel, windows: Sequence[Fed], found: Account) -> Score:
    """How well sub-quotations are found, whoever speaks: exact but for marks, quotations in quotations left out.

    A paragraph of a quotation that runs over several counts only where the gold has it by itself.
    """
    end = windows[-1].place.end if windows else 0
    gold = {trimmed(novel.text, one.start, one.end) for one in novel.quotations if one.end <= end}
    pieces = {(one.start, one.end) for one in found.spoken if one.is_part}
    given = {(one.start, one.end) for one in found.spoken if one.depth == 0}
    return Score(len(gold), len(given - (pieces - gold)), len(gold & given))


def measured(one: PageReader, novel: Novel, setting: str, words: int | None) -> tuple[Tallies, Score]:
    """One novel in one setting: tallies by manner and by when it is asked, and how quotations were found."""
    windows = fed(novel, words)
    is_gold = setting != "end_to_end"
    pages = read(one, novel, windows, is_gold=is_gold, gives_mentions=setting == "gold_with_mentions")
    found = account(pages, novel.text)
    gold, listing = judged(novel, windows), Listing(novel.characters)
    cast = len(novel.characters) if is_gold else 0
    tallies = {
        (manner, when): tally(
            gold, novel.text, found, listing, manner=manner, in_the_end=when == "in_the_end", cast=cast
        )
        for manner in MANNERS
        for when in ("in_the_end", "when_read")
    }
    return tallies, detection(novel, windows, found)


def setting_figures(by_novel: dict[str, tuple[Tallies, Score]], *, has_detection: bool) -> dict[str, object]:
    """One setting over all novels."""
    total: Tallies = {}
    spans = Score()
    for tallies, score in by_novel.values():
        spans += score
        for key, one in tallies.items():
            total[key] = total.get(key, Tally()) + one
    novels = [tallies["half", "in_the_end"].accuracy for tallies, _ in by_novel.values()]
    figures: dict[str, object] = dict(total["half", "in_the_end"].figures())
    figures["mean_of_novels"] = round(sum(novels) / len(novels), 4)
    figures["when_read"] = round(total["half", "when_read"].accuracy, 4)
    if has_detection:
        figures["overlap"] = round(total["overlap", "in_the_end"].accuracy, 4)
        figures["exact"] = round(total["exact", "in_the_end"].accuracy, 4)
        figures["quotations"] = spans.figures()
    return figures


def measure(
    one: PageReader, novels: Sequence[Novel], settings: Sequence[str] = SETTINGS, words: int | None = None
) -> dict[str, object]:
    """All settings over novels, and each novel's accuracy in each."""
    report: dict[str, object] = {}
    rows: dict[str, dict[str, float]] = {novel.name: {} for novel in novels}
    for setting in settings:
        by_novel: dict[str, tuple[Tallies, Score]] = {}
        for novel in novels:
            by_novel[novel.name] = measured(one, novel, setting, words)
            accuracy = by_novel[novel.name][0]["half", "in_the_end"].accuracy
            rows[novel.name][setting] = round(accuracy, 4)
            print(f"{novel.name}: {setting} {accuracy:.3f}", file=sys.stderr)
        report[setting] = setting_figures(by_novel, has_detection=setting == "end_to_end")
    report["by_novel"] = rows
    return report


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the corpus, or its folder of novels")
    parser.add_argument("--split", type=Path, default=None, help="names of novels, one a line")
    parser.add_argument("--novels", nargs="*", default=(), help="names of novels")
    parser.add_argument("--limit", type=int, default=None, help="read so many words of each novel")
    parser.add_argument("--settings", nargs="*", choices=SETTINGS, default=SETTINGS)
    parser.add_argument("--causal-only", action="store_true", help="leave out what sees whole chapters")
    given = parser.parse_args()
    wanted = [*given.novels, *(given.split.read_text("utf-8").split() if given.split else ())]
    novels = [load(folder) for folder in find(given.data, wanted)]
    listed = sum(quotation.speaker >= 0 for novel in novels for quotation in novel.quotations)
    report: dict[str, object] = {
        "protocol": " ".join(str(__doc__).split("Protocol: ")[1].split()),
        "novels": len(novels),
        "sub_quotations": listed,
        "left_out_speaker_not_listed": sum(len(novel.quotations) for novel in novels) - listed,
        "spans_that_fit_their_words": round(min(novel.agreement for novel in novels), 4),
    }
    for name, sees_chapter in (("causal", False), ("whole_chapter_seen", True)):
        if not (sees_chapter and given.causal_only):
            one = reader(sees_chapter=sees_chapter)
            report[name] = measure(one, novels, given.settings, given.limit)
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
