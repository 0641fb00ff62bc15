"""Alternation: whose turn it is, by rule, where the ranker does not know or trusts a pronoun too much.

People speak in turn: a bare paragraph of talk right behind another's is by the one they talk to. Whom somebody talks to is
remembered over scenes, as a frame is come back to; in a new scene it is the only other person told of there.
"""

from __future__ import annotations

from wellanyway.reading.speaker_features import Floor
from wellanyway.reading.tags import Tag
from wellanyway.reading.turns import Conversation, Line

__all__ = ["in_turn", "partner_of"]

_TAIL = 20  # words of narration behind a line that still leave it to be answered
_PAIRED = 4  # blocks between the lines of two who talk to each other


def in_turn(floor: Floor, i: int) -> int:
    """Whose turn the i-th quotation of a block is: another than who spoke last; -1 where no rule tells."""
    last = _answered(floor, i)
    if last is None:
        return -1
    tag = floor.tags[i]
    if tag is None:
        return _other(floor, last) if floor.narration == 0 else -1
    return _meant(floor, tag, last)


def _answered(floor: Floor, i: int) -> Line | None:
    """The line right before this block, where this quotation can be the answer to it."""
    talk = floor.talk
    speech = floor.gaps.page.speeches[floor.gaps.speeches[i]]
    last = talk.lines[-1] if talk.lines else None
    if last is None or i or speech.continues or last.speaker < 0 or last.is_open or talk.pause > _TAIL:
        return None
    is_beside = last.block == talk.block - 1 and not floor.gaps.has_words(0)
    return last if is_beside and speech.mode == "speech" else None


def _meant(floor: Floor, tag: Tag, last: Line) -> int:
    """Whom the pronoun of a tag means that was taken for who has just spoken and was named there, or for somebody who is
    not in the scene.
    """
    is_last = tag.who == last.speaker and last.is_told and not last.by_pronoun
    if tag.form != "pronoun" or tag.who < 0 or not (is_last or _is_elsewhere(floor, tag.who)):
        return -1
    other = _other(floor, last)
    one = floor.entities.get(other) if other >= 0 else None
    return other if one is not None and one.gender == tag.gender else -1


def _is_elsewhere(floor: Floor, who: int) -> bool:
    """Whether the scene had nothing of somebody before this block."""
    one = floor.before.get(who)
    return one is not None and max(one.block, one.spoke, one.quoted) < floor.talk.scene


def _other(floor: Floor, last: Line) -> int:
    """The one that the last speaker talks to, if there is one for sure."""
    talk = floor.talk
    if len(talk.lines) > 1:
        before = talk.lines[-2]
        if before.speaker >= 0 and before.speaker != last.speaker and talk.block - before.block <= _PAIRED:
            return before.speaker
    present = [
        one.who
        for one in talk.people
        if one.who != last.speaker
        and max(one.block, one.spoke) >= talk.scene
        and (entity := floor.entities.get(one.who)) is not None
        and not entity.is_plural
        and entity.type == "PER"
    ]
    known = partner_of(talk, last.speaker)
    if known >= 0 and (not present or known in present):
        return known
    return present[0] if len(present) == 1 else -1


def partner_of(talk: Conversation, who: int) -> int:
    """Whom somebody last talked with, -1 for nobody."""
    return next((one.partner for one in talk.people if one.who == who), -1)
