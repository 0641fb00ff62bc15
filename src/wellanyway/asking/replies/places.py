"""Where the telling is, who is there, who was with somebody, and where somebody or something is."""

from __future__ import annotations

import re

from wellanyway.asking.people.naming import NARRATOR
from wellanyway.asking.replies import persons
from wellanyway.asking.replies.distance import long_ago, where_told
from wellanyway.asking.replies.meant import heard, person, sentences_with, thing
from wellanyway.asking.replies.passages import from_passages
from wellanyway.asking.replies.quoting import compose
from wellanyway.asking.replies.reply import Asked, Reply, refused
from wellanyway.asking.scene import whereabouts
from wellanyway.asking.understanding.question import Kind
from wellanyway.asking.wording import capital, listed, plain_stop
from wellanyway.memory.tally import Known
from wellanyway.views import Verdict

__all__ = ["here", "whereabouts_of", "who_with"]

_WITH = 5
_US = frozenset({"", "we", "us", "i", "me", "they", "them"})
_IN = re.compile(r"(?:room|house|town|city|village|street|garden|forest|wood|woods|cave|cabin|hall|kitchen|church|ship|boat|carriage|"
                 r"country|valley|library|study|parlour|hut|tent|cellar|tower|yard|cottage|castle|desert|sea|office|lane)$")  # fmt: skip


def here(asked: Asked) -> Reply:
    """The reply to "where are we?" and "who is here?"."""
    place = whereabouts(asked.told)
    if place.last is None:
        return refused("scene")
    people = listed(place.present) if place.present else ""
    if asked.question.type is Kind.WHO:
        return _company(asked, place.present) if people else refused("scene")
    title = f", “{place.chapter_title}”" if place.chapter_title and not place.chapter_title.isdigit() else ""
    parts = [f"Chapter {place.chapter}{title}."]
    where = ", ".join(words for words in (at(place.place) if place.place else "", place.time) if words)
    if where:
        parts.append(plain_stop(capital(where)))
    if people:
        parts.append(f"In this scene: {people}.")
    if place.level and place.teller:
        parts.append(f"This is {persons.owner(place.teller)} tale.")
    lead = " ".join(parts)
    text, more = compose(asked, lead, [place.last.sentence])
    short = place.place or f"chapter {place.chapter}"
    return Reply(Verdict.TOLD, "scene", text, more, short, (place.last,), 0.8)


def _company(asked: Asked, names: tuple[str, ...]) -> Reply:
    """A list of those in the present scene, with where each of the first acts in it last."""
    known = asked.known.chronicle
    numbers = known.acting(known.scene)
    lasts = [int(known.trail.acted(number)[-1]) for number in numbers[:_WITH]]
    ordinals = sorted(set(lasts), reverse=True)[:3]
    text, more = compose(asked, f"{capital(listed(names))}.", ordinals)
    evidence = tuple(asked.told.evidence(at) for at in ordinals)
    return Reply(Verdict.TOLD, "scene", text, more, ", ".join(names), evidence, 0.8)


def at(place: str) -> str:
    """A place with the word that says in or at it."""
    last = place.split()[-1].lower()
    is_in = place[:1].isupper() and len(place.split()) == 1
    return f"{'in' if is_in or _IN.search(last) else 'at'} {place}"


# -- who was with somebody


def who_with(asked: Asked) -> Reply:
    """The reply to "who was with X?"."""
    subject = asked.question.subject
    if subject.lower() in _US:
        present = whereabouts(asked.told).present
        return _company(asked, present) if present else refused("scene")
    one = person(asked.known, subject)
    if one is None:
        return from_passages(asked)
    trail = asked.known.chronicle.trail
    if len(asked.question.terms) > len(subject.split()) + 2:  # it says when or where: the passages know that better
        found = from_passages(asked)
        if found.verdict is not Verdict.NOT_TOLD:
            return found
    for last in reversed(trail.acted(one.number).tolist()):
        start, stop = trail.scene_of(last)
        others = [number for number in trail.cast_of(start, stop) if number != one.number]
        names = [name for name in asked.known.names(others) if name != persons.shown(asked.known, one)]
        if names:
            return _was_with(asked, one, names[:_WITH], (start, stop), last)
        if stop >= 0 and start == 0:
            break
    return from_passages(asked)


def _was_with(asked: Asked, one: Known, names: list[str], scene: tuple[int, int], last: int) -> Reply:
    trail = asked.known.chronicle.trail
    both = _beside(asked, one, names[0], scene)
    ordinals = list(dict.fromkeys([*both, last]))[:3]
    where, _, _ = trail.setting_of(*scene)
    place = (asked.known.name(where) or "") if where >= 0 else ""
    lead = f"{capital(listed(names))}{f', {at(place)}' if place else ''}, {where_told(asked.told, ordinals[0])}."
    text, more = compose(asked, lead, ordinals)
    evidence = tuple(asked.told.evidence(ordinal) for ordinal in ordinals)
    return Reply(Verdict.TOLD, "scene", text, more, ", ".join(names), evidence, 0.8)


def _beside(asked: Asked, one: Known, name: str, scene: tuple[int, int]) -> list[int]:
    """The last sentence of a scene that has somebody and another of that name."""
    trail = asked.known.chronicle.trail
    other = asked.known.find(name)
    if other is None:
        return []
    start, stop = scene
    both = sorted(set(trail.mentioned(one.number).tolist()) & set(trail.mentioned(other.number).tolist()))
    return [ordinal for ordinal in both if ordinal >= start and (stop < 0 or ordinal < stop)][-1:]


# -- where somebody or something is


def whereabouts_of(asked: Asked) -> Reply:
    """The reply to "where is X?": the last place that was told of, with when that was."""
    subject = asked.question.subject
    if subject.lower() in _US:
        return here(asked)
    one = thing(asked.known, subject)
    if one is not None and one.is_person:
        return _of_person(asked, one)
    if not heard(asked.told, subject):
        return refused("names")
    return _of_thing(asked, subject)


def _of_person(asked: Asked, one: Known) -> Reply:
    trail, name = asked.known.chronicle.trail, persons.shown(asked.known, one)
    acted, placed = trail.acted(one.number), trail.placed(one.number)
    if not len(acted):
        return from_passages(asked)
    last = int(acted[-1])
    start, stop = trail.scene_of(last)
    where, _, said = trail.setting_of(start, stop)
    place = (asked.known.name(where) or "") if where >= 0 else ""
    is_here = stop < 0
    near = [int(ordinal) for ordinal in placed[-2:][::-1]]
    ordinals = list(dict.fromkeys([*(ordinal for ordinal in near if ordinal >= start), *([said] if place else []), last, *near]))[:3]
    ago = where_told(asked.told, last)
    he = persons.agreed(name, one, name, past=not is_here)
    if is_here:
        lead = f"{capital(name)} {he} here{f', {at(place)}' if place else ''}."
    else:
        lead = f"{capital(name)} {he} last told of{f' {at(place)}' if place else ''} {ago}."
    text, more = compose(asked, lead, ordinals)
    evidence = tuple(asked.told.evidence(ordinal) for ordinal in ordinals)
    verdict = Verdict.TOLD if place or near else Verdict.IMPLIED
    return Reply(verdict, "whereabouts", text, more, place or None, evidence, 0.8 if place else 0.6)


def _of_thing(asked: Asked, subject: str) -> Reply:
    """Where a thing last came up, beside a place if that was said."""
    near = sentences_with(asked.told, subject)
    if not near:
        return from_passages(asked)
    placed = [ordinal for ordinal in near[-12:] if _LIES.search(asked.told.sentence(ordinal).text)]
    ordinals = list(dict.fromkeys([*placed[-1:], near[-1], *placed[-2:-1], *near[-2:-1]]))[:3]
    lead = f"Last told of {long_ago(asked.told, ordinals[0])}:"
    text, more = compose(asked, lead, ordinals)
    evidence = tuple(asked.told.evidence(ordinal) for ordinal in ordinals)
    return Reply(Verdict.IMPLIED, "whereabouts", text, more, None, evidence, 0.6)


_LIES = re.compile(
    r"\b(?:lay|lies|stood|stands|hung|put|hid|hidden|kept|left|laid|dropped|threw|placed|is|was|were|are|found|buried|lived|carried|took)\b"
    r"[^.;]*\b(?:in|on|at|under|behind|beneath|inside|into|upon|over|by|near|beside|among|to|from|within)\s"
)
"""Where something lies or is put."""
