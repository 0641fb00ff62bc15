"""Recaps against the first sentences, TextRank and LexRank, judged blind.

At each horizon four recaps of 150 words are made of the same told sentences. `--write FOLDER` puts them there as A to D in an order drawn
from the seed, without names; a reader gives each 0 to 2 points for five things (main characters, main events, the present
situation, coherence alone, no dangling pronouns or fragments), into a JSON file of numbers (and of the digest
printed). With `--judgements FILE` the order
is drawn again and the points are counted: a pair is won by the recap with more points, a tie is half. The reader was the one who
made the recaps; brackets were taken out, but such texts can be told by their manner.

Beside it: the share of the ten most mentioned characters that are named, weighted by the root of their mentions, and the share
of the told stretch's twentieths from which something is told.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from recap_rivals import RIVALS
from wellanyway import Library
from wellanyway.told import Told

WORDS = 150
OURS = "wellanyway"
SYSTEMS = (OURS, *RIVALS)
CRITERIA = ("characters", "events", "present", "coherence", "references")
LABELS = Path(__file__).parent / "labels"
ROUNDS: dict[
    str, tuple[int, int, tuple[str, ...]]
] = {  # seed, horizons a novel, novels by the beginnings of their names
    "first": (1, 1, ("2852_", "120_", "113_", "84_", "550_", "36_", "1155_", "345_")),
    "second": (2, 2, ("2852_", "120_", "113_", "84_", "95_", "36_", "1155_", "345_", "550_", "271_")),
    "third": (3, 2, ("2852_", "120_", "113_", "84_", "95_", "36_", "62_", "345_", "550_", "209_")),
}
"""The first two were judged, looked at and mended after; the third was judged once, with what had been mended. Places are drawn
anew for each, in novels that were read while this was made."""


@dataclass(frozen=True, slots=True)
class Case:
    """One horizon: its number in the round, the work told so far, and the systems in the order in which they are shown."""

    number: int
    told: Told
    order: tuple[str, ...]


def cases(books: Path, library: Library, name: str) -> Iterator[Case]:
    """The horizons of a round."""
    seed, each, novels = ROUNDS[name]
    draw = random.Random(seed)
    number = 0
    for start in novels:
        work = library.add(next(books.glob(f"{start}*.txt")))
        size = work.size()
        for _ in range(each):
            number += 1
            share, order = draw.uniform(0.12, 0.92), list(SYSTEMS)
            draw.shuffle(order)
            told = library.told(work, at="end").back_to(max(60, round(share * size)))
            yield Case(number, told, tuple(order))


def recaps(told: Told) -> dict[str, str]:
    """The four recaps."""
    sentences = [" ".join(sentence.text.split()) for sentence in told.sentences()]
    found = {name: make(sentences, WORDS) for name, make in RIVALS.items()}
    return {OURS: told.recap(words=WORDS).text, **found}


def coverage(told: Told, text: str) -> tuple[float, float]:
    """The weighted share of the ten most mentioned characters that are named; of the stretch's parts told from."""
    people = [one for one in told.cast() if one.named][:10]
    weights = {one.name: one.mentions**0.5 for one in people}
    bare = text.lower()
    named = sum(
        weights[one.name]
        for one in people
        if any(re.search(rf"\b{re.escape(alias.name.lower())}\b", bare) for alias in one.aliases)
    )
    parts = set()
    clauses = [clause.strip().lower() for clause in re.split(r"(?<=[.!?…”\]])\s+", text) if len(clause) > 20]
    for sentence in told.sentences():
        words = " ".join(sentence.text.split()).lower()
        if any(clause[-20:-2] in words for clause in clauses):
            parts.add(20 * sentence.ordinal // told.told_to)
    return named / (sum(weights.values()) or 1.0), len(parts) / 20


def write(books: Path, library: Library, name: str, folder: Path) -> None:
    """The texts of a round, for reading."""
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    for case in cases(books, library, name):
        found = recaps(case.told)
        lines = [f"{case.number}. {case.told.title}, told to {case.told.at}"]
        last = [sentence.text for sentence in case.told.sentences(case.told.told_to - 5)]
        lines.append(f"(The last sentences told: {' '.join(' '.join(last).split())})")
        lines += [
            f"\n{letter}: {_plain(found[system])}" for letter, system in zip("ABCD", case.order, strict=True)
        ]
        digest.update(found[OURS].encode())
        (folder / f"{case.number:02}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(json.dumps({"texts": digest.hexdigest()[:16]}))


def _plain(text: str) -> str:
    """A text without the brackets that would tell whose it is."""
    return text.replace("[", "").replace("]", "")


def count(books: Path, library: Library, name: str, judgements: Path) -> dict[str, object]:
    """Points, pairs won, and coverage."""
    given = json.loads(judgements.read_text())
    points: dict[str, list[list[int]]] = {system: [] for system in SYSTEMS}
    covered: dict[str, list[tuple[float, float]]] = {system: [] for system in SYSTEMS}
    won = dict.fromkeys(RIVALS, 0.0)
    digest = hashlib.sha256()
    for case in cases(books, library, name):
        judged = {
            system: given[str(case.number)][letter] for letter, system in zip("ABCD", case.order, strict=True)
        }
        made = recaps(case.told)
        for system, text in made.items():
            points[system].append(judged[system])
            covered[system].append(coverage(case.told, text))
        for rival in RIVALS:
            ours, theirs = sum(judged[OURS]), sum(judged[rival])
            won[rival] += 1.0 if ours > theirs else 0.5 if ours == theirs else 0.0
        digest.update(made[OURS].encode())
    horizons = len(points[OURS])
    return {
        "protocol": " ".join(str(__doc__).split()),
        "round": name,
        "horizons": horizons,
        "texts_are_those_judged": digest.hexdigest()[:16] == given.get("texts"),
        "pairs_won": round(sum(won.values()) / (horizons * len(RIVALS)), 3),
        "won_against": {rival: round(value / horizons, 3) for rival, value in won.items()},
        "points": {
            system: {
                "all": round(statistics.mean(sum(one) for one in rows), 2),
                **{
                    criterion: round(statistics.mean(one[at] for one in rows), 2)
                    for at, criterion in enumerate(CRITERIA)
                },
            }
            for system, rows in points.items()
        },
        "characters_named": {s: round(statistics.mean(a for a, _ in rows), 3) for s, rows in covered.items()},
        "twentieths_told_from": {
            s: round(statistics.mean(b for _, b in rows), 3) for s, rows in covered.items()
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--books", type=Path, required=True, help="a folder of novels as plain text")
    parser.add_argument("--library", type=Path, help="a library in which they have been read")
    parser.add_argument("--round", choices=tuple(ROUNDS), default="third")
    parser.add_argument("--write", type=Path, help="a folder for the texts")
    parser.add_argument("--judgements", type=Path)
    options = parser.parse_args()
    judgements = options.judgements or LABELS / f"recaps-{options.round}.json"
    with tempfile.TemporaryDirectory() as home:
        library = Library(options.library or home)
        if options.write:
            write(options.books, library, options.round, options.write)
            return
        print(json.dumps(count(options.books, library, options.round, judgements), ensure_ascii=False))


if __name__ == "__main__":
    main()
