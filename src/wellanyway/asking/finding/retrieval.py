"""Finds the told sentences that bear on a question: words, small vectors, then the encoder on the best of them.

How common a word is comes from outside the work, lengths are weighed against a constant, and the products
of 8-bit vectors are exact in float32; so every score here is a function of the question and of the
sentences told, whatever stands behind them.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.models import encoder, frequencies, static_embedding
from wellanyway.reading.features import term

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.asking.understanding.question import Question
    from wellanyway.reading.index import SentenceIndex

__all__ = ["CANDIDATES", "Field", "best", "survey", "vectors_of"]

CANDIDATES = 40
_LENGTH = 9.0  # content words in a typical sentence of fiction
_SATURATION = 1.2
_LENGTH_WEIGHT = 0.75
_CHUNK = 8192
_REMEMBERED = 8192  # sentences whose vectors are kept


@dataclass(frozen=True, slots=True)
class Field:
    """Every told sentence against one question. All arrays have one entry a sentence.

    coverage  share of the question's weight in words that the sentence has
    saturated the same with repetitions and length counted as in BM25
    static    product of the small vectors, in [-1, 1]
    heard     share of the question's weight in words that any told sentence has
    words     for each word of the question the sentences that have it
    """

    coverage: NDArray[np.float32]
    saturated: NDArray[np.float32]
    static: NDArray[np.float32]
    heard: float
    words: tuple[frozenset[int], ...]


def survey(index: SentenceIndex, question: Question) -> Field:
    """Look over all sentences of the index."""
    lengths = np.diff(index.bounds).astype(np.float32)
    coverage = np.zeros(len(index), np.float32)
    saturated = np.zeros(len(index), np.float32)
    weights = [(term(stem), frequencies().idf(word)) for stem, word in question.terms]
    total = sum(weight for _, weight in weights) or 1.0
    norm = _SATURATION * (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * lengths / np.float32(_LENGTH))
    heard = 0.0
    having: list[frozenset[int]] = []
    for wanted, weight in weights:
        places = np.flatnonzero(index.terms == np.uint32(wanted))
        if not places.size:
            having.append(frozenset())
            continue
        heard += weight
        rows, counts = np.unique(np.searchsorted(index.bounds, places, side="right") - 1, return_counts=True)
        having.append(frozenset(rows.tolist()))
        share = np.float32(weight / total)
        coverage[rows] += share
        saturated[rows] += share * (counts * (_SATURATION + 1) / (counts + norm[rows])).astype(np.float32)
    return Field(coverage, saturated, _static(index, question.text), heard / total, tuple(having))


def _static(index: SentenceIndex, text: str) -> NDArray[np.float32]:
    """Products with the question's small vector: sums of integers below 2**24, hence exact in any order."""
    asked = static_embedding().quantised([text])[0].astype(np.float32)
    products = np.empty(len(index), np.float32)
    for start in range(0, len(index), _CHUNK):
        products[start : start + _CHUNK] = index.vectors[start : start + _CHUNK].astype(np.float32) @ asked
    return products / np.float32(127 * 127)


def best(field: Field, *, limit: int = CANDIDATES, since: int = 0) -> NDArray[np.int64]:
    """Ordinals of the most promising sentences from `since` on, best first, the earlier of equals first."""
    score = (field.saturated + field.static)[since:]
    if len(score) > limit:
        floor = np.partition(score, len(score) - limit)[len(score) - limit]
        near = np.flatnonzero(score >= floor)
    else:
        near = np.arange(len(score))
    order = np.lexsort((near, -score[near]))[:limit]
    found: NDArray[np.int64] = near[order].astype(np.int64) + since
    return found


class _Vectors:
    """The encoder's vectors of sentences seen lately, keyed by the sentence's words alone."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        with self._lock:
            found = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            found.update(zip(missing, encoder().embed(missing), strict=True))
        with self._lock:
            for text, row in found.items():
                self._kept[text] = row
                self._kept.move_to_end(text)
            while len(self._kept) > _REMEMBERED:
                self._kept.popitem(last=False)
        return np.stack([found[text] for text in texts])


_VECTORS = _Vectors()


def vectors_of(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit rows of the encoder; each a function of its text alone, so sharing them tells nobody anything."""
    return _VECTORS.of(texts)
