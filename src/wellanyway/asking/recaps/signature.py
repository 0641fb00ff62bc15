"""Topic signatures: words told far more often than English has them, by Dunning's log-likelihood ratio.

Lin and Hovy (2000), "The automated acquisition of topic signatures for text summarization". The background is a table of
general English; the foreground is what was told.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.models import frequencies
from wellanyway.reading.features import term
from wellanyway.reading.stems import STOPWORDS, stem, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Signature"]

_CRITICAL = 10.83  # chi-squared with one degree of freedom at p = .001
_ALL = 2.0  # words there are for one that carries something
_FULL = 8.0  # strength of all its words from which on a text has as much as can be asked
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’']*(?: [A-Z][\w’']*)*")
_BACKGROUND = 1e9  # words behind the table's figures


class Signature:
    """Signature words of a stretch; `terms` is the stretch's row of the search index."""

    def __init__(self, terms: NDArray[np.uint32]) -> None:
        self._terms = np.sort(terms)
        self._total = _ALL * max(1, len(terms))
        self._strengths: dict[str, float] = {}

    def share(self, text: str) -> float:
        """How much of the story's own matter a text has, from 0 to 1: each signature word by how strong it is, names left out."""
        given = {
            stem(word): word
            for word in words(_NAME.sub(" ", text))
            if word not in STOPWORDS and len(word) > 2
        }
        return round(min(1.0, sum(self._strength(word) for _, word in sorted(given.items())) / _FULL), 4)

    def _strength(self, word: str) -> float:
        """0 for a word that is none, 1 for the weakest and 3 for the strongest signature words."""
        found = self._strengths.get(word)
        if found is None:
            ratio = self._ratio(word)
            found = 0.0 if ratio < _CRITICAL else min(3.0, 1.0 + math.log10(ratio / _CRITICAL))
            self._strengths[word] = found
        return found

    def _ratio(self, word: str) -> float:
        """-2 log lambda of the word's being no more frequent here than in English; 0 where it is rarer."""
        key = np.uint32(term(stem(word)))
        low, high = np.searchsorted(self._terms, [key, np.uint32(key + 1)]) if key < 0xFFFFFFFF else (0, 0)
        here, total = float(high - low), self._total
        there: float = 10.0 ** frequencies().zipf(word)
        if here == 0 or here / total <= there / _BACKGROUND:
            return 0.0
        both = (here + there) / (total + _BACKGROUND)
        return round(
            2.0 * (here * math.log(here / total / both) + there * math.log(there / _BACKGROUND / both)), 3
        )
