"""Scenes: where the story turns to another time, place or company, and when and where it is then.

A scene begins for sure with a chapter or behind a break. Besides, only what a paragraph of narration says in its
first words counts: that time has passed, that somebody has come somewhere else, that others are to be seen
meanwhile. Precision is worth more here than finding all: a scene too much makes people leave who are there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from wellanyway.reading.narration import Narration, narration
from wellanyway.reading.page import Mention, Page
from wellanyway.reading.time_words import JUMPS, MEANWHILE, WHEN
from wellanyway.story import BlockKind

__all__ = ["Scenes", "ScenesState"]

_PLACES = frozenset({"FAC", "GPE", "LOC"})
_APART = 2  # blocks that lie between two scenes parted by no mark
_FIRST = 2  # blocks at a scene's beginning that may tell when and where it is
_OPENING = 260  # characters of a block in which they do
_PEOPLE = 6  # blocks of a scene whose people are remembered
_NOT_TOLD = frozenset({BlockKind.HEADING, BlockKind.VERSE, BlockKind.LIST})

_HOW = r"(?:\s(?:up|down|out|back|home|away|over|on|off|in|along|across|round|quickly|slowly|softly|alone|straight|together|again))"
_MOVES = re.compile(
    r"\b(?:(?:reached|entered|gained|regained|reaches|enters|(?:arrived|arrives)\s(?:at|in|on))"
    r"|(?:came|went|got|walked|ran|rode|drove|hurried|returned|passed|stepped|climbed|crept|rushed|strolled|wandered|travelled|traveled"
    r"|sailed|moved|retired|followed\s\w+|led\s\w+|comes|goes|gets|walks|runs|returns|steps|climbs)"
    rf"{_HOW}{{0,2}}\s(?:to|into|onto|in|through|upon))\s$"
)
_RESTS = re.compile(
    r"\b(?:was|were|is|are|stood|sat|lay|stands|sits|found\s(?:himself|herself|themselves|myself|ourselves))"
    r"(?:\s(?:now|once\smore|again|back|already|soon|sitting|standing|alone|together))*"
    r"\s(?:in|at|on|outside|inside|before|upon)\s$"
)
_BETWEEN = re.compile(
    r"\s*(?:(?:\w+ly|then|now|soon|all|both|himself|herself|at\slast|at\slength|once\smore)\s)*$"
)
_AND = re.compile(r"[^.;:!?]*(?:\band|\bthen|,)\s(?:(?:\w+ly|then|so|at\slast)\s)?$")
_UNREAL = re.compile(
    r"\b(?:to|would|could|might|may|should|will|shall|can|not|never|had|have|has|having|did|hardly|who|which|that|generally|usually|frequently|often|always|sometimes|seldom|rarely)"
    r"(?:\s\w+ly)?\s$|n[’']t\s$"
)
_BOUND = re.compile(
    r"\b(?:that|which|who|whom|while|whilst|as|if|where|because|before|until|till|since|than|whether|though|although)\s$",
    re.IGNORECASE,
)
_STANDS_IN = re.compile(
    r"\b(?:in|at|on|inside|outside|within|near|by|upon|aboard|before|behind)\s$", re.IGNORECASE
)
_TAIL = re.compile(r"\s(?:of|which|that|who|where|in|on|with|next|near|at|by|from|to|and)\b|[,(]")
_NO_PLACES = frozenset(
    "window windows door doors doorway floor ground bed beds chair table fire fireplace hearth wall stairs staircase step steps"
    " corner side end edge top foot bottom middle world sea sky air earth way threshold seat sofa bench ceiling place spot".split()
)
_LIES_BACK = 60  # characters before a mention that are looked at


@dataclass(frozen=True, slots=True)
class ScenesState:
    """The present scene: how long it lasts, where it is, and who was in its last blocks."""

    since: int = 0  # blocks read of it
    where: int = -1
    is_placed: bool = False  # its place has been told in its own words
    is_timed: bool = False
    people: tuple[tuple[int, ...], ...] = ()
    is_open: bool = False  # the last block left a quotation open


class Scenes:
    """The stage: notes `scene` and `setting` facts."""

    name = slot = "scenes"
    version = "1"
    needs: tuple[str, ...] = ("tokens", "speeches", "mentions")
    adds: tuple[str, ...] = ("scenes",)

    def start(self) -> ScenesState:
        return ScenesState()

    def read(self, page: Page, state: ScenesState) -> ScenesState:
        """Note whether a scene begins, when and where it is, and give what is to be remembered of it."""
        if page.begins:
            state = _begin(page, page.begins, ScenesState(where=state.where))
        if page.window.block.kind in _NOT_TOLD or not page.text.strip():
            return state
        view = _told(narration(page), is_open=state.is_open)
        here = _mentions(page, view)
        people = tuple(dict.fromkeys(m.who for m in here if m.type == "PER" and m.who >= 0))
        state = _timed(page, view, state)
        state = _placed(page, view, here, state)
        state = _peopled(page, view, people, state)
        return replace(
            state,
            since=state.since + 1,
            people=(*state.people, people)[-_PEOPLE:],
            is_open=view.stays_open,
        )

    def dump(self, state: ScenesState) -> Any:
        return [
            state.since,
            state.where,
            state.is_placed,
            state.is_timed,
            [list(p) for p in state.people],
            state.is_open,
        ]

    def load(self, value: Any) -> ScenesState:
        since, where, is_placed, is_timed, people, is_open = value
        return ScenesState(since, where, is_placed, is_timed, tuple(map(tuple, people)), is_open)


def _begin(page: Page, reason: str, state: ScenesState, confidence: float = 1.0) -> ScenesState:
    """Note that a scene begins here; its time and place are to be told anew."""
    sentence = page.window.sentences[0]
    page.note("scene", sentence.start, sentence.end, {"reason": reason}, confidence)
    return replace(state, since=0, is_placed=False, is_timed=False, people=())


def _told(view: Narration, *, is_open: bool) -> Narration:
    """A block in the middle of a long tale in quotation marks is narration, as the tale's hearers hear it."""
    if not (is_open and view.opens and view.stays_open and len(view.quotes) == 1):
        return view
    mark = view.quotes[0].start + len(view.quotes[0].mark)
    return replace(view, outside=" " * mark + view.text[mark:], opens=False)


def _mentions(page: Page, view: Narration) -> list[Mention]:
    """Mentions that stand in the narration."""
    return [
        m
        for m in page.mentions
        if (m.speech < 0 or not page.speeches[m.speech].depth) and view.outside[m.start : m.end].strip()
    ]


# -- time


def _timed(page: Page, view: Narration, state: ScenesState) -> ScenesState:
    found = None if view.opens else JUMPS.match(view.outside)
    if found is not None:
        if state.since >= _APART:
            state = _begin(page, "time", state, 0.85)
        return _when(page, found.start("when"), found.end("when"), state)
    if state.is_timed or state.since >= _FIRST:
        return state
    told = WHEN.search(view.outside, 0, _OPENING)
    return _when(page, told.start("when"), told.end("when"), state) if told is not None else state


def _when(page: Page, start: int, end: int, state: ScenesState) -> ScenesState:
    page.note("setting", start, end, {"when": page.text[start:end]}, 0.8)
    return replace(state, is_timed=True)


# -- place


def _placed(page: Page, view: Narration, here: list[Mention], state: ScenesState) -> ScenesState:
    """The place that somebody comes to, or in which a scene's first lines stand."""
    places = [m for m in here if m.type in _PLACES and m.who >= 0 and _head(page, m) not in _NO_PLACES]
    people = [m for m in here if m.type == "PER"]
    for place in places:
        if not _is_reached(view, place, people):
            continue
        moves = place.who != state.where
        if moves and _is_turn(page, view, place, state):
            state = _begin(page, "place", state, 0.75)
        return _where(page, place, state, 0.75) if moves or not state.is_placed else state
    if state.is_placed or state.since >= _FIRST:
        return state
    for place in places:
        if place.type == "FAC" and place.start < _first_end(page) and _stands_in(view, place):
            return _where(page, place, state, 0.6)
    return state


def _head(page: Page, place: Mention) -> str:
    """The noun of a mention, in small letters."""
    words = _TAIL.split(page.text[place.start : place.end])[0].split()
    return words[-1].lower() if words else ""


def _is_reached(view: Narration, place: Mention, people: list[Mention]) -> bool:
    """Whether somebody is said to come to a place or to be in it, for sure and in the story's present."""
    low = max(0, place.start - _LIES_BACK)
    moves = _MOVES.search(view.outside, low, place.start)
    verb = moves or _RESTS.search(view.outside, low, place.start)
    if verb is None or _UNREAL.search(view.outside, low, verb.start()):
        return False
    subject = max((m for m in people if m.end <= verb.start()), key=lambda m: m.end, default=None)
    if subject is None:
        return False
    between = view.outside[subject.end : verb.start()]
    is_joined = _BETWEEN.match(between) or (moves and _AND.match(between))
    if _UNREAL.search(between):
        return False
    return bool(is_joined) and not _BOUND.search(view.outside, 0, subject.start)


def _is_turn(page: Page, view: Narration, place: Mention, state: ScenesState) -> bool:
    """Whether a new place, told in a paragraph's first sentence, is far enough from the last turn to begin a scene."""
    return place.start < _first_end(page) and not view.opens and state.where >= 0 and state.since >= _APART


def _first_end(page: Page) -> int:
    """Where the block's first sentence ends."""
    return page.starts[1] if len(page.starts) > 1 else len(page.text)


def _stands_in(view: Narration, place: Mention) -> bool:
    return bool(_STANDS_IN.search(view.outside, max(0, place.start - 12), place.start))


def _where(page: Page, place: Mention, state: ScenesState, confidence: float) -> ScenesState:
    page.note("setting", place.start, place.end, {"where": place.who}, confidence)
    return replace(state, where=place.who, is_placed=True)


# -- company


def _peopled(page: Page, view: Narration, people: tuple[int, ...], state: ScenesState) -> ScenesState:
    """Meanwhile others: nobody of the scene so far is named, and somebody new is."""
    if view.opens or state.since < _APART or not people or not MEANWHILE.match(view.outside):
        return state
    known = {who for block in state.people for who in block}
    if known & set(people):
        return state
    return _begin(page, "cast", state, 0.7)
