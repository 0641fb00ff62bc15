"""Where the telling is: chapter, and who has been named in the present scene."""

from __future__ import annotations

from wellanyway.asking.acquaintance import Acquaintance
from wellanyway.told import Told
from wellanyway.views import Whereabouts

__all__ = ["present", "whereabouts"]

_LATELY = 60  # sentences of a long scene that count as present
_MOST = 8


def present(told: Told) -> tuple[str, ...]:
    """Names of people told of in the present scene, in the order they came up."""
    facts = told.facts()
    scenes = [fact.sentence for fact in facts if fact.kind == "scene"]
    start = max(max(scenes, default=0), told.told_to - _LATELY)
    known = Acquaintance(facts)
    first: dict[int, int] = {}
    for fact in facts:
        if fact.sentence < start or fact.kind not in {"name", "quotation"}:
            continue
        who = fact.value.get("who", -1)
        person = known.known(int(who)) if isinstance(who, int) and who >= 0 else None
        if person is not None and person.is_person:
            first[person.number] = min(fact.sentence, first.get(person.number, fact.sentence))
    order = sorted(first, key=lambda number: (first[number], number))
    return tuple(known.entries[number].name for number in order[:_MOST])


def whereabouts(told: Told) -> Whereabouts:
    """The place in the telling; the chapter's title is known once its first sentence has been told."""
    if told.told_to == 0:
        return Whereabouts(0, told.at, 1, "", (), None)
    last = told.sentence(told.told_to - 1)
    chapter = told.chapter(last.chapter)
    return Whereabouts(
        told.told_to, told.at, chapter.index + 1, chapter.title, present(told), told.evidence(last.ordinal)
    )
