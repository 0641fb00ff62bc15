"""Whether somebody was met before and how, when they were last told of, and how long ago something was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wellanyway.asking.answering.looking import look
from wellanyway.asking.replies import persons
from wellanyway.asking.replies.distance import chapter_of, long_ago, where_told
from wellanyway.asking.replies.meant import heard, is_description, sentences_with, thing
from wellanyway.asking.replies.passages import from_passages
from wellanyway.asking.replies.quoting import compose
from wellanyway.asking.replies.reply import Asked, Reply, refused
from wellanyway.asking.wording import capital
from wellanyway.memory.tally import Known
from wellanyway.views import Verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["have_met", "how_long", "last_seen"]

_JUST = 12  # sentences in which somebody who has only just come up was not met before
_SHOWN = 3


def have_met(asked: Asked) -> Reply:
    """The reply to "have we met X before?"; no and unknown are the one refusal."""
    subject = asked.question.subject
    one = thing(asked.known, subject)
    if one is not None:
        return _met(asked, one)
    near = sentences_with(asked.told, subject)
    if not near or near[0] >= _since_now(asked, near[-1]):
        return refused("names")
    return _yes(asked, f"Yes, first {where_told(asked.told, near[0])}.", near[:1] + near[1:_SHOWN], 0.8)


def _met(asked: Asked, one: Known) -> Reply:
    trail = asked.known.chronicle.trail
    mentioned, acted = trail.mentioned(one.number), trail.acted(one.number)
    first = int(acted[0]) if len(acted) else one.first
    if one.first >= _since_now(asked, one.last):
        return refused("names")
    name = persons.shown(asked.known, one)
    named = next((form.first for form in one.forms if form.form == "proper"), one.first)
    if not len(acted):
        he = persons.pronoun(one, name)
        have = "have" if he == "they" else "has"
        lead = f"Yes, but {he} {have} only been spoken of, first {where_told(asked.told, one.first)}."
        return _yes(asked, lead, [one.first, *mentioned[1:_SHOWN].tolist()], 0.8)
    lead = f"Yes, first {where_told(asked.told, first)}."
    others = [at for at in (one.first, named, *acted[1:3].tolist()) if at != first]
    return _yes(asked, lead, [first, *others], 0.9)


def _yes(asked: Asked, lead: str, ordinals: Sequence[int], sure: float) -> Reply:
    shown = list(dict.fromkeys(int(at) for at in ordinals))[:_SHOWN]
    text, more = compose(asked, lead, shown)
    evidence = tuple(asked.told.evidence(at) for at in shown)
    return Reply(Verdict.TOLD, "names", text, more, "yes", evidence, sure)


def _since_now(asked: Asked, last: int) -> int:
    """From which sentence on to have come up is no meeting before, for who is in play now; else never."""
    told = asked.told
    if "before" not in asked.question.text.lower() or last < told.told_to - _JUST:
        return told.told_to
    return max(0, told.told_to - _JUST)


# -- last seen


def last_seen(asked: Asked) -> Reply:
    """The reply to "when did we last see X?": the last scene before this one, or this one where there is no other."""
    one = thing(asked.known, asked.question.subject)
    if one is None:
        return _last_heard(asked)
    trail = asked.known.chronicle.trail
    acted = trail.firmly(one.number)
    acted = acted if len(acted) else trail.mentioned(one.number)
    before = acted[acted < asked.known.chronicle.scene]
    last = int(before[-1]) if len(before) else int(acted[-1])
    start, stop = trail.scene_of(last)
    where, when, _ = trail.setting_of(start, stop)
    ago = where_told(asked.told, last)
    first = f"before this scene, {ago}" if 0 < len(before) < len(acted) else ago
    parts = [part for part in (capital(first), persons.placed(asked.known, where), when) if part]
    ordinals = [last, *_with_name(asked, one, acted, last)]
    text, more = compose(asked, f"{', '.join(parts)}.", ordinals)
    evidence = tuple(asked.told.evidence(ordinal) for ordinal in ordinals)
    return Reply(
        Verdict.TOLD, "last seen", text, more, f"chapter {chapter_of(asked.told, last)}", evidence, 0.85
    )


def _with_name(asked: Asked, one: Known, acted: NDArray[np.int64], last: int) -> list[int]:
    """The sentence nearest before, in the same scene, that names them, where the last one does not."""
    names = [form.name for form in one.forms if form.form == "proper"]
    start, _ = asked.known.chronicle.trail.scene_of(last)
    for at in acted[(acted <= last) & (acted >= start)][::-1][:12].tolist():
        if any(name in asked.told.sentence(at).text for name in names):
            return [at] if at != last else []
    return []


def _last_heard(asked: Asked) -> Reply:
    subject = asked.question.subject
    if not heard(asked.told, subject):
        return refused("names")
    near = sentences_with(asked.told, subject)
    if not near:
        return from_passages(asked)
    text, more = compose(asked, f"{capital(where_told(asked.told, near[-1]))}.", near[-1:])
    short = f"chapter {chapter_of(asked.told, near[-1])}"
    return Reply(Verdict.TOLD, "last seen", text, more, short, (asked.told.evidence(near[-1]),), 0.7)


# -- how long ago


def how_long(asked: Asked) -> Reply:
    """The reply to "how long ago was that?": the passage that tells it, and how much has been told since."""
    subject = asked.question.subject
    one = None if is_description(subject) else thing(asked.known, subject)
    if one is not None:
        return _since(asked, [one.first], 0.8)
    found = look(asked.told, asked.question, shown=_SHOWN)
    if found.verdict is Verdict.NOT_TOLD or not found.ordinals:
        return refused("passages", found.sure)
    return _since(asked, found.ordinals, found.sure)


def _since(asked: Asked, ordinals: Sequence[int], sure: float) -> Reply:
    first = ordinals[0]
    lead = f"{capital(where_told(asked.told, first))}."
    text, more = compose(asked, lead, ordinals)
    evidence = tuple(asked.told.evidence(at) for at in ordinals)
    return Reply(Verdict.TOLD, "how long", text, more, long_ago(asked.told, first), evidence, sure)
