"""The sentences that bear on a question, best first, and those that a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.asking.finding.ranking import rank
from wellanyway.asking.finding.retrieval import best, survey, vectors_of
from wellanyway.asking.understanding.question import Question
from wellanyway.told import Told
from wellanyway.views import Hit

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["find", "hits"]

_SHOWN = 3
_LOOKED_AT = 40  # sentences that a search embeds
_LEAST_HIT = 0.2


def find(told: Told, question: Question, *, since: int = 0, shown: int = _SHOWN) -> tuple[int, ...]:
    """The ordinals of the sentences told from `since` on that bear on the question most, best first."""
    if told.told_to <= since or not question.terms:
        return ()
    return tuple(rank(told, question, since=since).lately(told.told_to).ordinals[:shown].tolist())


def hits(told: Told, question: Question, *, limit: int) -> tuple[Hit, ...]:
    """Sentences like the words searched for; a score is a function of its sentence and those words."""
    if told.told_to == 0 or limit < 1 or not question.text:
        return ()
    field = survey(told.index(), question)
    ordinals = best(field.saturated + field.static, limit=max(_LOOKED_AT, limit))
    sentences = [told.sentence(int(ordinal)) for ordinal in ordinals]
    near = _similar(question.text, [sentence.text for sentence in sentences])
    scores = np.round(np.clip(0.5 * near + 0.5 * field.coverage[ordinals], 0.0, 1.0), 4)
    order = [int(i) for i in np.lexsort((ordinals, -scores))[:limit] if scores[i] >= _LEAST_HIT]
    return tuple(
        Hit(sentences[i].ordinal, sentences[i].at, sentences[i].text, float(round(float(scores[i]), 4)))
        for i in order
    )


def _similar(asked: str, texts: Sequence[str]) -> NDArray[np.float32]:
    """Products with the question's vector, row by row, so that no other row can have a part in one."""
    rows = vectors_of([asked, *texts])
    found: NDArray[np.float32] = np.round((rows[1:] * rows[0]).sum(axis=1), 5)
    return found
