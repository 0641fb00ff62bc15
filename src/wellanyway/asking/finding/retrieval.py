"""Every told sentence looked over for a question: by words, by whom they mean and by small vectors; the best few embedded.

No IDF, average or normalisation over the work: how rare a word is comes from general English,
sentence lengths are held against a constant, and the products
of 8-bit vectors are exact in float32; so every score here is a function of the question, of the
sentences told and of the facts known, whatever stands behind them.
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

    from wellanyway.asking.finding.referents import Referents
    from wellanyway.asking.understanding.question import Question
    from wellanyway.reading.index import SentenceIndex

__all__ = ["CANDIDATES", "Field", "best", "survey", "vectors_of"]

CANDIDATES = 60
_LENGTH = 9.0  # content words in a typical sentence of fiction
_SATURATION = 1.2
_LENGTH_WEIGHT = 0.75
_MEANT = 0.75  # what it counts that a sentence means somebody, where saying the word counts 1
_NEAR = 0.6  # what a neighbour's words count
_CHUNK = 8192
_REMEMBERED = 8192  # sentences whose vectors are kept


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Every told sentence against one question. The arrays of floats have one entry a sentence.

    coverage  share of the question's weight in words that the sentence has
    saturated the same with repetitions and length counted as in BM25
    meant     share of that weight in words that the sentence lacks and whose persons or things it means
    static    product of the small vectors, in [-1, 1]
    heard     share of the question's weight in words that any told sentence has
    shares    of the question's weight, one a word
    words     for each word of the question the sentences that have it, rising
    means     for each the sentences that have it or mean whom it means, rising
    """

    coverage: NDArray[np.float32]
    saturated: NDArray[np.float32]
    meant: NDArray[np.float32]
    static: NDArray[np.float32]
    heard: float
    shares: tuple[float, ...]
    words: tuple[NDArray[np.int64], ...]
    means: tuple[NDArray[np.int64], ...]


def survey(index: SentenceIndex, question: Question, known: Referents | None = None) -> Field:
    """Look over all sentences of the index; without `known` the words alone count, not whom they mean."""
    lengths = np.diff(index.bounds).astype(np.float32)
    coverage, saturated, meant = (np.zeros(len(index), np.float32) for _ in range(3))
    weights = [(term(stem), frequencies().idf(word)) for stem, word in question.terms]
    total = sum(weight for _, weight in weights) or 1.0
    norm = _SATURATION * (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * lengths / np.float32(_LENGTH))
    heard = 0.0
    words, means = [], []
    for place, (wanted, weight) in enumerate(weights):
        share = np.float32(weight / total)
        rows, counts = _having(index, wanted)
        heard += weight if len(rows) else 0.0
        coverage[rows] += share
        saturated[rows] += share * (counts * (_SATURATION + 1) / (counts + norm[rows])).astype(np.float32)
        is_meant = np.zeros(len(index), np.bool_)
        if known is not None:
            is_meant[known.sentences[place]] = True
        is_meant[rows] = False
        meant += share * is_meant
        words.append(rows)
        is_meant[rows] = True
        means.append(np.flatnonzero(is_meant))
    shares = tuple(weight / total for _, weight in weights)
    static = _static(index, question.text)
    return Field(coverage, saturated, meant, static, heard / total, shares, tuple(words), tuple(means))


def _having(index: SentenceIndex, wanted: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The sentences that have a term, rising, and how often each has it."""
    places = np.flatnonzero(index.terms == np.uint32(wanted))
    rows = np.searchsorted(index.bounds, places, side="right") - 1
    begins = np.flatnonzero(np.append(np.ones(min(1, len(rows)), np.bool_), rows[1:] != rows[:-1]))
    return rows[begins], np.diff(np.append(begins, len(rows)))


def _static(index: SentenceIndex, text: str) -> NDArray[np.float32]:
    """Products with the question's small vector: sums of integers below 2**24, hence exact in any order."""
    asked = static_embedding().quantised([text])[0].astype(np.float32)
    products = np.empty(len(index), np.float32)
    for start in range(0, len(index), _CHUNK):
        products[start : start + _CHUNK] = index.vectors[start : start + _CHUNK].astype(np.float32) @ asked
    return products / np.float32(127 * 127)


def promise(field: Field) -> NDArray[np.float32]:
    """How much of each sentence to expect, at a first look: its own words and vector, and its neighbours' words."""
    own: NDArray[np.float32] = (field.saturated + np.float32(_MEANT) * field.meant).astype(np.float32)
    near = np.zeros_like(own)
    near[1:] = own[:-1]
    near[:-1] = np.maximum(near[:-1], own[1:])
    score: NDArray[np.float32] = own + field.static + np.float32(_NEAR) * near
    return score


def best(score: NDArray[np.float32], *, limit: int = CANDIDATES, since: int = 0) -> NDArray[np.int64]:
    """Ordinals of the sentences from `since` on that score highest, best first, the earlier of equals first."""
    score = score[since:]
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
