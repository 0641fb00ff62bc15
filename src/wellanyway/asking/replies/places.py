"""Where the telling is, who is there, who was with somebody, and where somebody or something is."""

from __future__ import annotations

import re
import string

from wellanyway.asking.replies import persons
from wellanyway.asking.replies.distance import where_told
from wellanyway.asking.replies.meant import heard, person, sentences_with, thing
from wellanyway.asking.replies.passages import from_passages
from wellanyway.asking.replies.quoting import MOST, compose, quotation
from wellanyway.asking.replies.reply import Asked, Reply, refused
from wellanyway.asking.scene import whereabouts
from wellanyway.asking.understanding.question import Kind
from wellanyway.asking.wording import capital, listed, plain_stop
from wellanyway.memory.tally import Known
from wellanyway.views import Verdict

__all__ = ["here", "whereabouts_of", "who_with"]

_WITH = 5
_LATE = 120  # sentences of somebody's that are looked at, back from the last
_HERE = 40  # sentences back to which somebody who acts in the present scene is still in it
_US = frozenset({"", "we", "us", "i", "me", "they", "them"})
_TITLE = re.compile(r"^(?:chapter\s+)?(?:[\divxlc]+|[a-z]+)\s*[.:—–-]\s*(?=\w)", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:chapter|part|book|letter)?\s*[\divxlc]+\.?$", re.IGNORECASE)


def here(asked: Asked) -> Reply:
    """The reply to "where are we?" and "who is here?"."""
    place = whereabouts(asked.told)
    if place.last is None:
        return refused("scene")
    people = listed(place.present) if place.present else ""
    if asked.question.type is Kind.WHO:
        return _company(asked, place.present) if people else refused("scene")
    parts = [f"Chapter {place.chapter}{_titled(place.chapter_title)}."]
    setting = persons.placed(asked.known, asked.known.chronicle.scenes.setting.where)
    where = ", ".join(words for words in (setting, place.time) if words)
    if where:
        parts.append(plain_stop(capital(where)))
    if people:
        parts.append(f"In this scene: {people}.")
    if place.level and place.teller:
        parts.append(f"This is {persons.owner(place.teller)} tale.")
    lead = " ".join(parts)
    text, more = compose(asked, lead, [place.last.sentence])
    short = place.place if setting else f"chapter {place.chapter}"
    return Reply(Verdict.TOLD, "scene", text, more, short, (place.last,), 0.8)


def _titled(title: str) -> str:
    """A chapter's title to stand behind its number, without the number it may have itself."""
    words = _TITLE.sub("", title).strip(" ._")
    if not words or _NUMBERED.match(words):
        return ""
    return f", “{string.capwords(words) if words.isupper() else words}”"


def _company(asked: Asked, names: tuple[str, ...]) -> Reply:
    """A list of those in the present scene; the sentences in which the first of them act last are under it."""
    known = asked.known.chronicle
    numbers = [number for number in known.acting(known.scene) if asked.known.name(number) in names]
    lasts = [int(known.trail.acted(number)[-1]) for number in numbers[:_WITH]]
    ordinals = sorted(set(lasts), reverse=True)[:3]
    text = plain_stop(capital(listed(names)))
    more = " ".join(capital(quotation(asked, at, most=MOST // 2)) for at in ordinals)
    evidence = tuple(asked.told.evidence(at) for at in ordinals)
    return Reply(Verdict.TOLD, "scene", text, more, ", ".join(names), evidence, 0.8)


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
    if (
        len(asked.question.terms) > len(subject.split()) + 2
    ):  # it says when or where: the passages know that better
        found = from_passages(asked)
        if found.verdict is not Verdict.NOT_TOLD:
            return found
    for last in _lasts(asked, one):
        start, stop = trail.scene_of(last)
        cast = trail.cast_of(start, stop)
        others = [number for number in cast if number != one.number and trail.is_there(number, start, stop)]
        names = [name for name in asked.known.names(others) if name != persons.shown(asked.known, one)]
        if names:
            return _was_with(asked, one, names[:_WITH], (start, stop), last)
    return from_passages(asked)


def _lasts(asked: Asked, one: Known) -> list[int]:
    """The last sentence of somebody's in each of the last scenes they were in, the latest first."""
    trail = asked.known.chronicle.trail
    found: dict[int, int] = {}
    for at in trail.firmly(one.number)[::-1][:_LATE].tolist():
        found.setdefault(trail.scene_of(at)[0], at)
    return list(found.values())


def _was_with(asked: Asked, one: Known, names: list[str], scene: tuple[int, int], last: int) -> Reply:
    trail = asked.known.chronicle.trail
    both = _beside(asked, one, names[0], scene)
    ordinals = list(dict.fromkeys([*both, last]))[:3]
    where, _, _ = trail.setting_of(*scene)
    place = persons.placed(asked.known, where)
    lead = f"{capital(listed(names))}{f', {place}' if place else ''}, {where_told(asked.told, ordinals[0])}."
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
    if one is None and _DONE.search(subject):  # "where is she being kept": the passages know that better
        return from_passages(asked)
    if not heard(asked.told, subject):
        return refused("names")
    return _of_thing(asked, subject)


def _of_person(asked: Asked, one: Known) -> Reply:
    trail, name = asked.known.chronicle.trail, persons.shown(asked.known, one)
    acted = trail.firmly(one.number)
    if not len(acted):
        return from_passages(asked)
    last = int(acted[-1])
    start, stop = trail.scene_of(last)
    where, _, said = trail.setting_of(start, stop)
    place = persons.placed(asked.known, where)
    is_here = stop < 0 and last >= asked.told.told_to - _HERE and trail.is_there(one.number, start, stop)
    near = [at for at in trail.placed(one.number)[::-1][:3].tolist() if at >= start]
    ordinals = list(dict.fromkeys([*near[:1], *([said] if place else []), last, *near[1:]]))[:3]
    was = persons.agreed(name, one, name, past=not is_here)
    if is_here:
        lead = f"{capital(name)} {was} here{f', {place}' if place else ''}."
    else:
        lead = f"{capital(name)} {was} last told of{f' {place}' if place else ''} {where_told(asked.told, last)}."
    text, more = compose(asked, lead, ordinals)
    evidence = tuple(asked.told.evidence(ordinal) for ordinal in ordinals)
    return Reply(
        Verdict.TOLD, "whereabouts", text, more, place or None, evidence, 0.8 if place or near else 0.6
    )


def _of_thing(asked: Asked, subject: str) -> Reply:
    """Where a thing last came up, beside a place if that was said."""
    near = sentences_with(asked.told, subject)
    if not near:
        return from_passages(asked)
    placed = [ordinal for ordinal in near[-12:] if _LIES.search(asked.told.sentence(ordinal).text)]
    ordinals = list(dict.fromkeys([*placed[-1:], near[-1], *placed[-2:-1], *near[-2:-1]]))[:3]
    lead = f"Last told of {where_told(asked.told, ordinals[0])}."
    text, more = compose(asked, lead, ordinals)
    evidence = tuple(asked.told.evidence(ordinal) for ordinal in ordinals)
    return Reply(Verdict.TOLD, "whereabouts", text, more, None, evidence, 0.6)


_DONE = re.compile(r"\w\s(?:being\s)?\w+(?:ed|ing|pt|ught|lt)$")
_LIES = re.compile(
    r"\b(?:lay|lies|stood|stands|hung|put|hid|hidden|kept|left|laid|dropped|threw|placed|is|was|were|are|found|buried|lived|carried|took)\b"
    r"[^.;]*\b(?:in|on|at|under|behind|beneath|inside|into|upon|over|by|near|beside|among|to|from|within)\s"
)
"""Where something lies or is put."""
