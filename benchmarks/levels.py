"""Narrative levels: where the telling goes into a tale and comes out of it again, against labels made by hand.

    python benchmarks/levels.py --data benchmarks/labels/levels --books DIR [--split FILE] [--plain FILE]

DIR holds the book files that the labels name; what is not there is looked for in this repository. A split is a
list of label names, one a line. `--errors` lists on stderr what was missed and what was found too much.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from wellanyway.importers import open_book
from wellanyway.reading.levels import Levels
from wellanyway.reading.page import Page
from wellanyway.reading.quotations import Quotations
from wellanyway.reading.sentences import divide
from wellanyway.reading.stage import checked
from wellanyway.reading.tokens import Tokens
from wellanyway.reading.window import windows
from wellanyway.story import Chapter, InMemoryWork

ROOT = Path(__file__).parent.parent
WITHIN = 1  # paragraphs

PROTOCOL = (
    "A boundary is a paragraph at which the telling enters a tale or leaves one; it is right where a boundary of the same "
    "direction is labelled within one paragraph, each label serving once. Paragraphs without words are not counted. F1 is "
    "micro over the books of a role. A boundary within one paragraph of a label marked optional, and not needed for another, "
    "is neither right nor wrong. depth_right is the share of right boundaries whose depth is the labelled one. Causal: windows "
    "of one paragraph, stages tokens, quotations, levels alone, no entities. target: the five books the target names; the "
    "rules were made on them. held_out: labelled before rules were made for them; the first figures on each group, before "
    "its errors were read, are in the labels' README. plain: novels told by one voice, every boundary counted as a false alarm, "
    "though some hold short tales and letters; their errors were not read."
)

PLAIN = (
    "novels/1260_jane_eyre_an_autobiography.txt",
    "novels/145_middlemarch.txt",
    "novels/345_dracula.txt",
    "novels/120_treasure_island.txt",
    "novels/113_the_secret_garden.txt",
    "novels/110_tess_of_the_durbervilles_a_pure_woman.txt",
    "novels/217_sons_and_lovers.txt",
    "novels/514_little_women.txt",
    "novels/27_far_from_the_madding_crowd.txt",
    "novels/36_the_war_of_the_worlds.txt",
)


@dataclass(frozen=True, slots=True)
class Move:
    """The telling moves at paragraph `place`, counted over the book's paragraphs that have words."""

    place: int
    enters: bool
    depth: int
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """What was compared. `spared` are found ones that an optional label excuses."""

    right: int = 0
    found: int = 0
    true: int = 0
    depth: int = 0
    spared: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right,
            self.found + other.found,
            self.true + other.true,
            self.depth + other.depth,
            self.spared + other.spared,
        )

    def figures(self) -> dict[str, float | int]:
        precision, recall = self.right / max(self.found, 1), self.right / max(self.true, 1)
        return {
            "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 4),
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "boundaries": self.true,
            "found": self.found,
            "right": self.right,
            "depth_right": round(self.depth / max(self.right, 1), 4),
            "optional_met": self.spared,
        }


def matched(gold: Sequence[Move], found: Sequence[Move], within: int = WITHIN) -> list[tuple[int, int]]:
    """The most pairs of a label and a found one of the same direction, each used once.

    Both are in order and every window is equally wide, so that taking the first that fits is best.
    """
    pairs: list[tuple[int, int]] = []
    for enters in (True, False):
        labels = [i for i, move in enumerate(gold) if move.enters is enters]
        others = [j for j, move in enumerate(found) if move.enters is enters]
        at = 0
        for i in labels:
            while at < len(others) and found[others[at]].place < gold[i].place - within:
                at += 1
            if at < len(others) and found[others[at]].place <= gold[i].place + within:
                pairs.append((i, others[at]))
                at += 1
    return sorted(pairs)


def compared(
    labels: Sequence[Move], found: Sequence[Move], within: int = WITHIN
) -> tuple[Counts, list[Move], list[Move]]:
    """The counts, the labels that were missed, and what was found too much."""
    gold = [move for move in labels if not move.is_optional]
    pairs = matched(gold, found, within)
    used = {j for _, j in pairs}
    rest = [move for j, move in enumerate(found) if j not in used]
    excused = {j for _, j in matched([move for move in labels if move.is_optional], rest, within)}
    missed = [move for i, move in enumerate(gold) if i not in {i for i, _ in pairs}]
    extra = [move for j, move in enumerate(rest) if j not in excused]
    depth = sum(gold[i].depth == found[j].depth for i, j in pairs)
    counts = Counts(len(pairs), len(pairs) + len(extra), len(gold), depth, len(excused))
    return counts, missed, extra


# -- reading


def chapters_of(path: Path) -> list[Chapter]:
    source = open_book(path)
    try:
        return [divide(chapter) for chapter in source.chapters()]
    finally:
        source.close()


def pages(chapters: Sequence[Chapter]) -> Iterator[Page]:
    """Every paragraph with words, read by the stages that levels need."""
    stages = checked((Tokens(), Quotations(), Levels()))
    states: list[Any] = [stage.start() for stage in stages]
    work = InMemoryWork(chapters)
    before = -1
    for window in windows(work, 0, work.size()):
        begins = "chapter" if window.chapter != before else "break" if window.follows_break else ""
        before = window.chapter
        page = Page(window, "levels", begins)
        for i, stage in enumerate(stages):
            states[i] = stage.read(page, states[i])
            page.layers.update(stage.adds)
        yield page


def book_at(books: Path, name: str) -> Path:
    for folder in (books, books.parent, books / "novels", ROOT):
        for candidate in (folder / name, folder / Path(name).name):
            if candidate.is_file():
                return candidate
    raise SystemExit(f"{name} is not in {books}: give the folder that holds it with --books")


@dataclass(frozen=True, slots=True)
class Book:
    """A book as it was read: what was found in it, and where its paragraphs are."""

    moves: tuple[Move, ...]
    places: dict[int, int]  # block, counted over the whole file -> paragraph with words
    texts: tuple[str, ...]
    blocks: tuple[str, ...]
    firsts: tuple[int, ...]  # block that each chapter begins with
    words: int


def read(path: Path) -> Book:
    chapters = chapters_of(path)
    firsts = list(accumulate((len(chapter.blocks) for chapter in chapters[:-1]), initial=0))
    moves: list[Move] = []
    places: dict[int, int] = {}
    texts: list[str] = []
    for page in pages(chapters):
        places[firsts[page.window.chapter] + page.window.block_index] = len(texts)
        moves += [
            Move(len(texts), bool(fact.value["enters"]), int(str(fact.value["depth"])))
            for fact in page.facts
            if fact.kind == "level"
        ]
        texts.append(page.text)
    blocks = tuple(block.text for chapter in chapters for block in chapter.blocks)
    words = sum(len(text.split()) for text in texts)
    return Book(tuple(moves), places, tuple(texts), blocks, tuple(firsts), words)


def labelled(label: dict[str, Any], book: Book) -> list[Move]:
    """The labels as moves; a label whose paragraph is another than it was made on is refused."""
    moves = []
    for row in label["boundaries"]:
        block = row["block"]
        text = book.blocks[block] if block < len(book.blocks) else ""
        if hashlib.sha256(text.encode()).hexdigest()[:12] != row["sha256"]:
            raise SystemExit(f"{label['book']}: block {block} is not the text that was labelled")
        is_optional = bool(row.get("optional"))
        moves.append(Move(book.places[block], row["moves"] == "enters", row["depth"], is_optional))
    return moves


def within_chapters(book: Book, chapters: Sequence[int]) -> list[Move]:
    """What was found in the chapters that are labelled."""
    first, last = chapters
    low = book.firsts[first - 1]
    high = book.firsts[last] if last < len(book.firsts) else len(book.blocks)
    inside = {place for block, place in book.places.items() if low <= block < high}
    return [move for move in book.moves if move.place in inside]


def tell(name: str, what: str, moves: Sequence[Move], book: Book) -> None:
    for move in moves:
        way = "enters" if move.enters else "leaves"
        print(f"{name}: {what} {way} {move.depth} at {book.texts[move.place][:90]!r}", file=sys.stderr)


def false_alarms(books: Path, files: Sequence[str]) -> dict[str, object]:
    per_book: dict[str, int] = {}
    words = 0
    for file in files:
        book = read(book_at(books, file))
        per_book[Path(file).stem] = len(book.moves)
        words += book.words
        print(f"{Path(file).stem}: {len(book.moves)}", file=sys.stderr, flush=True)
    total = sum(per_book.values())
    return {
        "boundaries": total,
        "words": words,
        "per_100000_words": round(total * 100_000 / max(words, 1), 2),
        "books": per_book,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=ROOT / "benchmarks/labels/levels")
    parser.add_argument("--books", type=Path, required=True)
    parser.add_argument("--split", type=Path, help="names of the labels to use, one a line; all of them")
    parser.add_argument("--plain", type=Path, help="files of plain novels, one a line; ten by default")
    parser.add_argument("--errors", action="store_true", help="list what was missed or too much on stderr")
    options = parser.parse_args()
    names = options.split.read_text().split() if options.split else []
    plain = options.plain.read_text().splitlines() if options.plain else list(PLAIN)
    roles: dict[str, dict[str, Any]] = {}
    totals: dict[str, Counts] = {}
    for path in sorted(options.data.glob("*.json")):
        if names and path.stem not in names:
            continue
        label = json.loads(path.read_text("utf-8"))
        book = read(book_at(options.books, label["file"]))
        found = within_chapters(book, label["chapters"])
        counts, missed, extra = compared(labelled(label, book), found)
        role = label["role"]
        totals[role] = totals.get(role, Counts()) + counts
        roles.setdefault(role, {})[path.stem] = counts.figures()
        print(f"{path.stem}: {counts.figures()['f1']}", file=sys.stderr, flush=True)
        if options.errors:
            tell(path.stem, "missed", missed, book)
            tell(path.stem, "too much", extra, book)
    result: dict[str, object] = {"benchmark": "levels"}
    if "target" in totals:
        result["f1"] = totals["target"].figures()["f1"]
    for role, books in roles.items():
        result[role] = {"micro": totals[role].figures(), "books": books}
    result["plain"] = false_alarms(options.books, [file for file in plain if file.strip()])
    result["protocol"] = PROTOCOL
    result["command"] = "python benchmarks/levels.py --data DIR --books DIR"
    print(json.dumps(result, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
