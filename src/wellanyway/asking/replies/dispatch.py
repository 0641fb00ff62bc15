"""Which reply answers which kind of question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.recaps.recap import recap
from wellanyway.asking.replies.acquainted import how_known
from wellanyway.asking.replies.happenings import what_happened
from wellanyway.asking.replies.identity import what_is, who_is
from wellanyway.asking.replies.lines import said_about, who_said, word
from wellanyway.asking.replies.meetings import have_met, how_long, last_seen
from wellanyway.asking.replies.passages import from_passages
from wellanyway.asking.replies.places import here, whereabouts_of, who_with
from wellanyway.asking.replies.reply import Asked, Reply, refused
from wellanyway.asking.understanding.question import Kind, Question
from wellanyway.told import Told
from wellanyway.views import Verdict

__all__ = ["replied"]

_RECAP_WORDS = 120


def replied(told: Told, question: Question) -> Reply:
    """What is said to a question."""
    if told.told_to == 0 or question.kind in {Kind.REMARK, Kind.AHEAD}:
        return refused(str(question.kind))
    return _REPLIES.get(question.kind, from_passages)(Asked(told, question, Acquaintance(told)))


def _recapped(asked: Asked) -> Reply:
    found = recap(asked.told, words=_RECAP_WORDS)
    if not found.text:
        return refused("recap")
    return Reply(Verdict.TOLD, "recap", found.text, evidence=found.evidence, confidence=1.0)


_REPLIES: Mapping[Kind, Callable[[Asked], Reply]] = MappingProxyType(
    {
        Kind.RECAP: _recapped,
        Kind.WHO_IS: who_is,
        Kind.WHAT_IS: what_is,
        Kind.WHO_SAID: who_said,
        Kind.SAID_ABOUT: said_about,
        Kind.WORD: word,
        Kind.HERE: here,
        Kind.WHO_WITH: who_with,
        Kind.WHEREABOUTS: whereabouts_of,
        Kind.HAVE_MET: have_met,
        Kind.LAST_SEEN: last_seen,
        Kind.HOW_LONG: how_long,
        Kind.HOW_KNOWN: how_known,
        Kind.HAPPEN: what_happened,
    }
)
