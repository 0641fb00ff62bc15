"""Makes the table of general English word frequencies from the PyPI package wordfreq.

    python training/frequencies.py --write

Needs: wordfreq (3.x). Words of letters, digits, apostrophes and hyphens; Zipf values to two places.
"""

from __future__ import annotations

import argparse
import lzma
import re
from itertools import groupby

import wordfreq

from shipping import Shipment

WORDS = 60_000
PLAIN = re.compile(r"[0-9a-zß-öø-ÿœ]+(?:['.-][0-9a-zß-öø-ÿœ]+)*")


def table(limit: int) -> list[tuple[float, str]]:
    """The commonest words, commonest first, ties by spelling."""
    found = [
        (wordfreq.zipf_frequency(word, "en", wordlist="large"), word)
        for word in wordfreq.top_n_list("en", limit * 2, wordlist="large")
        if PLAIN.fullmatch(word)
    ]
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))[:limit]


def packed(rows: list[tuple[float, str]]) -> bytes:
    """A line for each Zipf value: the value and its words."""
    lines = [
        f"{value:.2f} " + " ".join(word for _, word in group)
        for value, group in groupby(rows, lambda row: row[0])
    ]
    return lzma.compress(("\n".join(lines) + "\n").encode(), preset=9 | lzma.PRESET_EXTREME)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--words", type=int, default=WORDS)
    options = parser.parse_args()
    rows = table(options.words)
    content = packed(rows)
    print(f"{len(rows):,} words, zipf {rows[0][0]} to {rows[-1][0]}, {len(content):,} bytes")
    if options.write:
        shipment = Shipment()
        shipment.add("frequencies.txt.xz", content, licence="CC-BY-SA-4.0", card="frequencies.md")
        shipment.close()


if __name__ == "__main__":
    main()
