"""Reply: an answer before it is dressed, and what a reply is made from."""

from __future__ import annotations

from dataclasses import dataclass

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.understanding.question import Question
from wellanyway.asking.wording import NOT_TOLD
from wellanyway.told import Told
from wellanyway.views import Evidence, Verdict

__all__ = ["Asked", "Reply", "refused"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question at a horizon, with who is who there."""

    told: Told
    question: Question
    known: Acquaintance


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said. `text` can be taken in at once, `more` is said on "go on"; `short` is the shortest answer or None."""

    verdict: Verdict
    method: str
    text: str
    more: str = ""
    short: str | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.0


def refused(method: str, confidence: float = 0.0) -> Reply:
    """The one way not to answer."""
    return Reply(Verdict.NOT_TOLD, method, NOT_TOLD, confidence=confidence)
