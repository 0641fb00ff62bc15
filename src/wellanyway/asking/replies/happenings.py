"""What happened to somebody: the last things that were told of them, in their order."""

from __future__ import annotations

import re

from wellanyway.asking.finding import passages
from wellanyway.asking.replies.meant import person
from wellanyway.asking.replies.passages import from_passages
from wellanyway.asking.replies.quoting import MOST, quotation
from wellanyway.asking.replies.reply import Asked, Reply
from wellanyway.memory.tally import Known
from wellanyway.views import Verdict

__all__ = ["what_happened"]

_TO = re.compile(
    r"\bwhat (?:has |had |’s |'s )?(?:happened|became|become|happens|did happen) (?:to|with|of)\s(?P<who>[\w.’' -]+?)\s?\?*$",
    re.IGNORECASE,
)
_LATE = 60  # sentences of somebody's that are looked at, back from the last
_SHOWN = 3
_LEAST = 5  # words of a sentence that tells something


def what_happened(asked: Asked) -> Reply:
    """The reply to "what happened to X?"; what happened otherwise is for the passages."""
    subject = asked.question.subject
    if not subject:
        match = _TO.search(asked.question.text)
        subject = match["who"] if match else ""
    one = person(asked.known, subject) if subject else None
    if one is None:
        return from_passages(asked)
    found = _last_events(asked, one)
    if not found:
        return from_passages(asked)
    near = [at for at in passages.find(asked.told, asked.question).ordinals if at not in found][:1]
    room = MOST // min(2, len(found))
    told = [quotation(asked, at, most=room) for at in found[-2:]]
    more = " ".join(quotation(asked, at, most=MOST // 2) for at in (*found[:-2], *near))
    evidence = tuple(asked.told.evidence(at) for at in (*found[::-1], *near))
    return Reply(Verdict.IMPLIED, "events", " ".join(told), more, None, evidence, 0.7)


def _last_events(asked: Asked, one: Known) -> list[int]:
    """The last sentences of narration in which something happens and they are told of, in order."""
    trail = asked.known.chronicle.trail
    eventful = set(trail.eventful.tolist())
    found: list[int] = []
    for at in trail.acted(one.number)[::-1][:_LATE].tolist():
        text = asked.told.sentence(at).text
        if at in eventful and not text.startswith(("“", '"', "‘")) and len(text.split()) >= _LEAST:
            found.append(at)
        if len(found) == _SHOWN:
            break
    return found[::-1]
