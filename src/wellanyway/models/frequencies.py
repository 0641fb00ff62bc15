"""How common English words are: background statistics that come from outside any work told."""

from __future__ import annotations

import lzma
import math
from pathlib import Path

__all__ = ["Frequencies"]

_SENTENCE = 20  # words in a typical sentence: `idf` asks how rare a sentence with the word is


class Frequencies:
    """The Zipf scale: log10 of occurrences in a thousand million words; 7.7 is "the", 3 is rare."""

    def __init__(self, zipf: dict[str, float]) -> None:
        self._zipf = zipf
        self.floor = round(min(zipf.values()) - 0.5, 2)  # words not in the table

    @classmethod
    def load(cls, path: Path) -> Frequencies:
        """From a file already verified: lines of a Zipf value and the words that have it."""
        table: dict[str, float] = {}
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                value, *words = line.split()
                table.update(dict.fromkeys(words, float(value)))
        return cls(table)

    def __len__(self) -> int:
        return len(self._zipf)

    def __contains__(self, word: str) -> bool:
        return _plain(word) in self._zipf

    def zipf(self, word: str) -> float:
        """The word's Zipf value, `floor` for one that is not in the table; case does not count."""
        return self._zipf.get(_plain(word), self.floor)

    def idf(self, word: str) -> float:
        """Natural logarithm of 1 / the share of sentences that hold the word; rarer is larger."""
        share = -math.expm1(_SENTENCE * math.log1p(-(10 ** (self.zipf(word) - 9))))
        return -math.log(share)


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")
