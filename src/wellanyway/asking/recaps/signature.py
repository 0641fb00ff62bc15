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
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’']*(?: [A-Z][\w’']*)*")
_BACKGROUND = 1e9  # words behind the table's figures


class Signature:
    """Signature words of a stretch; `terms` is the stretch's row of the search index."""

    def __init__(self, terms: NDArray[np.uint32]) -> None:
        self._terms = np.sort(terms)
        self._total = _ALL * max(1, len(terms))
        self._is_one: dict[str, bool] = {}

    def share(self, text: str) -> float:
        """How much of a text's words, without grammar words and names, are signature words: from four on it is full."""
        bare = _NAME.sub(" ", text)
        given = {word for word in words(bare) if word not in STOPWORDS and len(word) > 2}
        if not given:
            return 0.0
        count = sum(self._holds(word) for word in given)
        return round(min(1.0, count / 4.0), 4)

    def _holds(self, word: str) -> bool:
        found = self._is_one.get(word)
        if found is None:
            found = self._is_one[word] = self._ratio(word) >= _CRITICAL
        return found

    def _ratio(self, word: str) -> float:
        """-2 log lambda of the word's being no more frequent here than in English; 0 where it is rarer."""
        key = np.uint32(term(stem(word)))
        low, high = np.searchsorted(self._terms, [key, np.uint32(key + 1)]) if key < 0xFFFFFFFF else (0, 0)
        here, total = float(high - low), self._total
        there = 10.0 ** frequencies().zipf(word)
        if here == 0 or here / total <= there / _BACKGROUND:
            return 0.0
        both = (here + there) / (total + _BACKGROUND)
        return round(2.0 * (here * math.log(here / total / both) + there * math.log(there / _BACKGROUND / both)), 3)
