"""Who is who as the listener knows it: the memory at a horizon with what they have put right laid over it.

The story's own facts stay as they are; what is laid over them is this listener's alone, and hidden with the talk it
was said in when they go back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wellanyway.facts import Fact
from wellanyway.memory.name_index import plain
from wellanyway.told import Told
from wellanyway.views import Correction, CorrectionKind

if TYPE_CHECKING:
    from wellanyway.asking.people.acquaintance import Acquaintance
    from wellanyway.memory.chronicle import Chronicle
    from wellanyway.memory.tally import Known

__all__ = ["LISTENER", "corrections", "put_right"]

LISTENER = "listener"
"""Who produced such a fact, and how a speaker is known by one."""


def corrections(told: Told) -> tuple[Correction, ...]:
    """What the listener has put right so far; of two about the same thing the later."""
    found: dict[tuple[object, ...], Correction] = {}
    for said in told.talk:
        if said.correction is not None:
            one = said.correction
            key = (one.sentence, one.words) if one.words else tuple(sorted((one.right, one.wrong)))
            found.pop(key, None)
            found[key] = one
    return tuple(found.values())


def put_right(told: Told) -> Chronicle:
    """The memory of what was told, with the listener's facts behind the reader's."""
    chronicle = told.chronicle()
    given = [one for one in corrections(told) if one.kind is not CorrectionKind.ANSWER]
    if not given:
        return chronicle
    from wellanyway.asking.people.acquaintance import Acquaintance

    for one in given:
        known = Acquaintance(told, chronicle=chronicle)
        if one.kind is CorrectionKind.DIFFERENT:
            chronicle = _parted(known, one)
        elif facts := list(_facts(told, known, one)):
            chronicle = chronicle.over(facts, told.told_to, chapter=chronicle.chapter, block=chronicle.block)
    return chronicle


def _facts(told: Told, known: Acquaintance, one: Correction) -> Iterator[Fact]:
    right = known.find(one.right)
    if right is None:
        return
    if one.kind is CorrectionKind.SPEAKER:
        for fact in known.chronicle.lines.since(one.sentence):
            if fact.sentence == one.sentence and told_line(told, fact) == one.words:
                value = {**fact.value, "speaker": right.number, "how": LISTENER, "shown": -1}
                place = (fact.sentence, fact.chapter, fact.block, fact.start, fact.end, told.told_to)
                yield Fact("quotation", *place, LISTENER, 1.0, value)
        return
    wrong = known.find(one.wrong)
    if wrong is not None and wrong.number != right.number:
        named, other = (right, wrong) if right.named >= wrong.named else (wrong, right)
        value = {"one": named.number, "other": other.number}
        yield Fact("same", told.told_to - 1, 0, 0, 0, 0, told.told_to, LISTENER, 1.0, value)


def told_line(told: Told, fact: Fact) -> str:
    """The words of a quotation as far as told, with its marks."""
    return told.block(told.sentence(fact.sentence)).text[fact.start : fact.end]


def _parted(known: Acquaintance, one: Correction) -> Chronicle:
    """Two who were taken for one are two again, where it was a discovery that made them one."""
    right, wrong = known.find(one.right), known.find(one.wrong)
    if right is None or wrong is None or right.number != wrong.number:
        return known.chronicle
    return known.chronicle.apart(_forms(right, one.right), _forms(right, one.wrong))


def _forms(person: Known, name: str) -> list[str]:
    """What somebody is called in just these words."""
    return [form.name for form in person.forms if plain(form.name) == plain(name)]
