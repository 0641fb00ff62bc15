"""Alternation: whose turn it is, by rule, where the ranker does not know and where coreference took a pronoun amiss.

People speak in turn: a paragraph of talk right behind another's is by the one they talk to. Whom somebody talks to is
remembered over scenes, as a frame is come back to; in a new scene it is the only other person told of there.
"""

from __future__ import annotations

from wellanyway.reading.entities import Entities
from wellanyway.reading.gaps import Gaps, Seen
from wellanyway.reading.speaker_features import Floor
from wellanyway.reading.turns import Conversation, Line

__all__ = ["correct_pronouns", "in_turn", "partner_of"]

_TAIL = 20  # words of narration behind a line that still leave it to be answered
_PAIRED = 4  # blocks between the lines of two who talk to each other


def in_turn(floor: Floor, i: int) -> int:
    """Whose turn a quotation is that stands alone in its block: another than who spoke last; -1 where no rule tells."""
    if i or floor.narration or floor.tags[i] is not None:
        return -1
    last = _answered(floor.gaps, floor.talk)
    return _other(floor.talk, floor.entities, last) if last is not None else -1


def correct_pronouns(gaps: Gaps, talk: Conversation, entities: Entities) -> None:
    """Have the "he" beside a quotation mean the one whose turn it is, where coreference was not sure and took him for who
    has just spoken and was named there, or for somebody who is not in this talk.
    """
    last = _answered(gaps, talk)
    other = _other(talk, entities, last) if last is not None else -1
    one = entities.get(other) if other >= 0 else None
    around = [seen for gap in gaps.seen for seen in gap if seen.who >= 0]
    first = next((seen for seen in around if seen.is_subject), None)
    if last is None or one is None or not one.gender or first is None or first.who == other:
        return
    told = [seen for seen in around if seen.who == first.who]
    if first.gender != one.gender or not all(_is_open(seen) for seen in told):
        return
    is_last = first.who == last.speaker and last.is_told and not last.by_pronoun
    if is_last and first.gesture != "say":
        return
    if is_last or all(line.speaker != first.who for line in talk.lines):
        for seen in told:
            seen.who = seen.mention.who = other


def _is_open(seen: Seen) -> bool:
    """Whether it is a pronoun of which coreference was not sure."""
    return seen.is_pronoun and seen.mention.confidence < 1.0


def _answered(gaps: Gaps, talk: Conversation) -> Line | None:
    """The line right before this block, where the block's first quotation can be the answer to it."""
    speech = gaps.page.speeches[gaps.speeches[0]]
    last = talk.lines[-1] if talk.lines else None
    if last is None or speech.continues or last.speaker < 0 or last.is_open or talk.pause > _TAIL:
        return None
    is_beside = last.block == talk.block - 1 and not gaps.has_words(0)
    return last if is_beside and speech.mode == "speech" else None


def _other(talk: Conversation, entities: Entities, last: Line) -> int:
    """The one that the last speaker talks to, if there is one for sure."""
    if len(talk.lines) > 1:
        before = talk.lines[-2]
        if before.speaker >= 0 and before.speaker != last.speaker and talk.block - before.block <= _PAIRED:
            return before.speaker
    present = [
        one.who
        for one in talk.people
        if one.who != last.speaker
        and max(one.block, one.spoke) >= talk.scene
        and (entity := entities.get(one.who)) is not None
        and entity.gender
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
