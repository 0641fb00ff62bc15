"""Orders the sentences found by how likely each holds the answer: a small network over what is known of them.

Its weights are made by `training/ranker.py` from FairytaleQA's training split and lie beside this file.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.asking.understanding.question import Kind
from wellanyway.reading.features import term
from wellanyway.reading.stems import content

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.asking.finding.retrieval import Field
    from wellanyway.asking.understanding.question import Question

__all__ = ["SIGNALS", "TYPES", "Ranker", "ranker", "signals"]

TYPES = (
    Kind.WHY,
    Kind.WHERE,
    Kind.WHEN,
    Kind.WHO,
    Kind.FEEL,
    Kind.HOW,
    Kind.SAY,
    Kind.WHAT,
    Kind.HAPPEN,
    Kind.WHETHER,
)
SIGNALS = (
    "encoder", "static", "coverage", "saturated", "static before", "static behind", "coverage before", "coverage behind",
    "new words", "length", "cue", "speech", "asks", "nothing new", "neighbour", "encoder to best", "static to best",
    "coverage to best", "saturated to best",
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


def signals(
    question: Question,
    field: Field,
    ordinals: NDArray[np.int64],
    texts: Sequence[str],
    similar: NDArray[np.float32],
) -> NDArray[np.float32]:
    """One row a candidate, one column a signal. `similar` is the encoder's similarity of each."""
    wanted = {term(stem) for stem, _ in question.terms}
    stems = [{term(stem) for stem in content(text)} for text in texts]
    new = np.array([len(found - wanted) for found in stems], np.float32)
    cue = _CUES.get(question.type)
    cues = np.array([cue is not None and cue.search(text) is not None for text in texts], np.float32)
    speech = np.array([_SPEECH.search(text) is not None for text in texts], np.float32)
    own = [similar, *(values[ordinals] for values in (field.static, field.coverage, field.saturated))]
    columns = [
        *own,
        _shifted(field.static, ordinals, -1),
        _shifted(field.static, ordinals, 1),
        _shifted(field.coverage, ordinals, -1),
        _shifted(field.coverage, ordinals, 1),
        np.log1p(new),
        np.log1p(np.array([len(found) for found in stems], np.float32)),
        cues,
        speech,
        np.array([_ASKS.search(text) is not None for text in texts], np.float32),
        (new < 2).astype(np.float32),
        np.maximum(_shifted(field.saturated, ordinals, -1), _shifted(field.saturated, ordinals, 1)),
        *(values - values.max() for values in own),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _shifted(values: NDArray[np.float32], ordinals: NDArray[np.int64], by: int) -> NDArray[np.float32]:
    """The value of the neighbour told before or behind, 0 where there is none."""
    places = ordinals + by
    inside = (places >= 0) & (places < len(values))
    return np.where(inside, values[np.clip(places, 0, len(values) - 1)], np.float32(0))


@dataclass(frozen=True, slots=True)
class Ranker:
    """tanh(signals . inner + type) . outer, on standardised signals."""

    mean: NDArray[np.float32]
    spread: NDArray[np.float32]
    inner: NDArray[np.float32]  # (signals, hidden)
    types: NDArray[np.float32]  # (types, hidden)
    outer: NDArray[np.float32]
    verdict: NDArray[np.float32]  # see confidence.py
    told: float
    implied: float

    def scores(self, rows: NDArray[np.float32], kind: Kind) -> NDArray[np.float32]:
        """One score a row, rounded so that the order of sums cannot show."""
        hidden = np.tanh((rows - self.mean) / self.spread @ self.inner + self.types[TYPES.index(kind)])
        found: NDArray[np.float32] = np.round(hidden @ self.outer, 4)
        return found


@functools.cache
def ranker() -> Ranker:
    """The ranker that ships."""
    stored = json.loads((Path(__file__).parent / "ranker.json").read_text("utf-8"))
    arrays = {
        name: np.array(stored[name], np.float32)
        for name in ("mean", "spread", "inner", "types", "outer", "verdict")
    }
    return Ranker(**arrays, told=stored["told"], implied=stored["implied"])
