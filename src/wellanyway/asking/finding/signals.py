"""What is known of each sentence found, in numbers, for the ranker: one row a sentence, one column a signal.

Each is a function of the question, of the sentences told around it and of the facts
known about them; the last of them hold a sentence against the best of those found with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.asking.understanding.question import Kind
from wellanyway.models import static_embedding
from wellanyway.reading.features import term
from wellanyway.reading.stems import STOPWORDS, content, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from wellanyway.asking.finding.company import Company
    from wellanyway.asking.finding.retrieval import Field
    from wellanyway.asking.understanding.question import Question
    from wellanyway.story import Sentence

    Column = NDArray[np.float32]

__all__ = ["SIGNALS", "signals"]

_SHIFTS = (-2, -1, 1, 2)
_OWN = ("static", "coverage", "saturated", "meant", "soft")
SIGNALS = (
    *_OWN,
    *(f"{name} at {by:+d}" for name in ("static", "coverage", "meant") for by in _SHIFTS),
    "within one", "within two", "meant within one", "meant within two", "scene",
    "new words", "length", "cue", "marks", "asks", "nothing new", "telling words", "most telling word",
    "spoken", "says", "hears", "first", "people", "places",
    *(f"{name} to best" for name in _OWN), "within two to best",
)  # fmt: skip

_CUES: dict[Kind, re.Pattern[str]] = {
    kind: re.compile(pattern)
    for kind, pattern in {
        Kind.WHY: r"\b(?:because|since|for|so that|in order|lest|therefore|as|so|to|that|thought|wanted|wished|afraid)\b",
        Kind.WHERE: r"\b(?:in|at|on|under|near|beside|into|to|by|through|upon|behind|inside|among|beneath|from)\b",
        Kind.WHEN: r"\b(?:when|after|before|day|night|morning|evening|years?|while|until|as soon|then|once|hour|o'clock|winter|summer)\b",
        Kind.WHO: r"\b(?:king|queen|man|woman|boy|girl|son|daughter|prince|princess|wife|husband|mother|father|brother|sister|old|who)\b|(?<!^)\b[A-Z][a-z]+",
        Kind.FEEL: r"\b(?:happ|glad|sad|ang[er]|afraid|fright|joy|grie|sorr|pleas|delight|astonish|surpris|wept|cr[iy]|rage|fear|love|proud|"
        r"asham|lone|anxi|terr|fur|heart|laugh|env|jealous|wonder|content|trouble|miser|tears|despair)\w*",
        Kind.HOW: r"\b(?:by|with|so|thus|and|using|then)\b",
        Kind.SAY: r"[“\"‘]|\b(?:said|cried|asked|answered)\b",
    }.items()
}
_SPEECH = re.compile(r"[“\"]")
_ASKS = re.compile(r"\?[”’\"']*\Z")
_SCENE = 12  # sentences of a scene before and behind that are looked at


def signals(
    question: Question,
    field: Field,
    sentences: Sequence[Sentence],
    known: Company,
    telling: Mapping[int, float],
) -> NDArray[np.float32]:
    """(sentences, signals). `telling` weighs terms by how often they are in answers to questions of this type."""
    ordinals = np.array([sentence.ordinal for sentence in sentences], np.int64)
    texts = [sentence.text for sentence in sentences]
    wanted = {term(stem) for stem, _ in question.terms}
    stems = [{term(stem) for stem in content(text)} for text in texts]
    new = np.array([len(found - wanted) for found in stems], np.float32)
    weights = [[telling.get(found, 0.0) for found in one - wanted] or [0.0] for one in stems]
    cue = _CUES.get(question.type)
    own = [*(values[ordinals] for values in (field.static, field.coverage, field.saturated, field.meant)),
           _soft(question, field, texts)]  # fmt: skip
    within = [_within(field, rows, ordinals, by) for rows in (field.words, field.means) for by in (1, 2)]
    columns = [
        *own,
        *(_shifted(values, ordinals, by) for values in (field.static, field.coverage, field.meant) for by in _SHIFTS),
        *within,
        _covered(field, field.means, np.maximum(known.scenes[:, 0], ordinals - _SCENE), np.minimum(known.scenes[:, 1], ordinals + _SCENE)),
        np.log1p(new),
        np.log1p(np.array([len(found) for found in stems], np.float32)),
        np.array([cue is not None and cue.search(text) is not None for text in texts]),
        np.array([_SPEECH.search(text) is not None for text in texts]),
        np.array([_ASKS.search(text) is not None for text in texts]),
        new < 2,
        np.array([sum(one) / (3 + len(one)) for one in weights]),
        np.array([max(one) for one in weights]),
        known.is_spoken, known.says, known.hears, known.first,
        np.minimum(known.people, 3), np.minimum(known.places, 3),
        *(values - values.max() for values in (*own, within[3])),
    ]  # fmt: skip
    return np.stack([column.astype(np.float32) for column in columns], axis=1)


def _shifted(values: Column, ordinals: NDArray[np.int64], by: int) -> Column:
    """The value of a neighbour, 0 where there is none."""
    places = ordinals + by
    inside = (places >= 0) & (places < len(values))
    found: Column = np.where(inside, values[np.clip(places, 0, len(values) - 1)], np.float32(0))
    return found


def _within(field: Field, rows: Sequence[NDArray[np.int64]], ordinals: NDArray[np.int64], by: int) -> Column:
    """Share of the question's weight in words that are found at most `by` sentences away."""
    return _covered(field, rows, ordinals - by, ordinals + by + 1)


def _covered(
    field: Field, rows: Sequence[NDArray[np.int64]], start: NDArray[np.int64], stop: NDArray[np.int64]
) -> Column:
    """Share of the question's weight in words that are found in sentences `[start, stop)`."""
    found = np.zeros(len(start), np.float32)
    for share, places in zip(field.shares, rows, strict=True):
        found += np.float32(share) * (np.searchsorted(places, start) < np.searchsorted(places, stop))
    return found


def _soft(question: Question, field: Field, texts: Sequence[str]) -> Column:
    """Share of the question's weight in words, each by how near the nearest word of the sentence is to it."""
    found = np.zeros(len(texts), np.float32)
    if not question.terms or not texts:
        return found
    spoken = [[word for word in words(text) if word not in STOPWORDS] or [""] for text in texts]
    bounds = np.cumsum([0, *(len(one) for one in spoken[:-1])])
    every = np.stack([_word(word) for one in spoken for word in one])
    asked = np.stack([_word(word) for _, word in question.terms])
    products = every @ asked.T / np.float32(127 * 127)  # whole numbers below 2**24 until here: exact
    nearest = np.maximum(np.maximum.reduceat(products, bounds, axis=0), 0)
    for place, share in enumerate(field.shares):
        found += np.float32(share) * nearest[:, place]
    return found


@lru_cache(maxsize=32_768)
def _word(word: str) -> NDArray[np.float32]:
    """A word's small vector, in whole numbers."""
    found: NDArray[np.float32] = static_embedding().quantised([word])[0].astype(np.float32)
    return found
