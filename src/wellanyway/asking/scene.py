"""Where the telling is: chapter, the scene's place and time, who acts in it, and whose tale it is."""

from __future__ import annotations

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.told import Told
from wellanyway.views import Moment, Whereabouts

__all__ = ["present", "whereabouts"]

_MOST = 8
_FEW = 12  # sentences of a scene so short that to be told of once is to be there
_LATE = 80  # sentences back to which somebody is still taken to be there


def present(known: Acquaintance) -> tuple[str, ...]:
    """Who is in the present scene, in the order they came up in it; of a long one, in its last part."""
    chronicle = known.chronicle
    since = max(chronicle.scene, chronicle.told_to - _LATE)
    acting = chronicle.acting(since)
    if chronicle.told_to - since > _FEW:
        acting = [number for number in acting if chronicle.trail.is_there(number, since, -1)] or acting
    return known.names(acting)[:_MOST]


def whereabouts(told: Told) -> Whereabouts:
    """The place in the telling; the chapter's title is known once its first sentence has been told."""
    if told.told_to == 0:
        return Whereabouts(0, told.at, 1, "", (), None)
    last = told.sentence(told.told_to - 1)
    chapter = told.chapter(last.chapter)
    known = Acquaintance(told)
    scenes = known.chronicle.scenes
    level = scenes.level
    return Whereabouts(
        told_to=told.told_to,
        at=told.at,
        chapter=chapter.index + 1,
        chapter_title=chapter.title,
        present=present(known),
        last=told.evidence(last.ordinal),
        place=known.name(scenes.setting.where) or "",
        time=scenes.setting.when,
        scene=Moment(scenes.start, told.place(scenes.start)),
        level=level.depth,
        teller=known.name(level.teller) if level.depth else None,
        listener=known.name(level.listener) if level.depth else None,
    )
