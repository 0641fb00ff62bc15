"""The passages that bear on a question, best first, and how sure it is that they answer it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wellanyway.asking.finding.confidence import grounds, sureness
from wellanyway.asking.finding.ranking import Ranked, rank, ranker, similar
from wellanyway.asking.finding.retrieval import best, survey
from wellanyway.asking.understanding.question import Kind, Question
from wellanyway.told import Told
from wellanyway.views import Hit, Verdict

__all__ = ["Passages", "find", "hits"]

_SHOWN = 3
_LOOKED_AT = 40  # sentences that a search embeds
_LEAST_HIT = 0.2


@dataclass(frozen=True, slots=True)
class Passages:
    """Ordinals best first; `sure` in [0, 1] and the verdict it comes to; `ranked` has all that were found."""

    ordinals: tuple[int, ...]
    sure: float
    verdict: Verdict
    ranked: Ranked | None = None


NONE = Passages((), 0.0, Verdict.NOT_TOLD)


def find(told: Told, question: Question, *, since: int = 0, shown: int = _SHOWN) -> Passages:
    """The best passages told from sentence `since` on."""
    if told.told_to <= since or not question.terms:
        return NONE
    ranked = rank(told, question, since=since)
    model = ranker()
    sure = sureness(model.verdict, grounds(ranked))
    if sure >= model.told and question.kind not in {Kind.WHETHER, Kind.WHEREABOUTS}:
        verdict = Verdict.TOLD
    else:
        verdict = Verdict.IMPLIED if sure >= model.implied else Verdict.NOT_TOLD
    return Passages(tuple(ranked.ordinals[:shown].tolist()), sure, verdict, ranked)


def hits(told: Told, question: Question, *, limit: int) -> tuple[Hit, ...]:
    """Sentences like the words searched for; a score is a function of its sentence and those words."""
    if told.told_to == 0 or limit < 1 or not question.text:
        return ()
    field = survey(told.index(), question)
    ordinals = best(field.saturated + field.static, limit=max(_LOOKED_AT, limit))
    sentences = [told.sentence(int(ordinal)) for ordinal in ordinals]
    near = similar(question.text, tuple(sentence.text for sentence in sentences))
    scores = np.round(np.clip(0.5 * near + 0.5 * field.coverage[ordinals], 0.0, 1.0), 4)
    order = [int(i) for i in np.lexsort((ordinals, -scores))[:limit] if scores[i] >= _LEAST_HIT]
    return tuple(
        Hit(sentences[i].ordinal, sentences[i].at, sentences[i].text, float(round(float(scores[i]), 4)))
        for i in order
    )
