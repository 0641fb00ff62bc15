"""What the one who says "I" is called: whoever is called by a name and answers, over and over, as "I".

A first-person narrator is seldom named in the narration. Others call him by his name and "I" replies; where that
has been told time and again, and the narration hardly ever tells of somebody so named, the two are one from there on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from immutables import Map

from wellanyway.reading.page import Mention, Page

if TYPE_CHECKING:
    from wellanyway.reading.coreference import CoreferenceState

__all__ = ["SelfNames"]

_ENOUGH = 3  # replies of the narrator
_AGAINST = 2  # what it weighs that one of that name replies, or that the narrator calls somebody so
_TOLD = 3  # replies for each time that the narration names somebody so
_BEFORE = frozenset("“ ‘ \" ' , — – -- ! ? . … oh ah o dear my well no yes and but come".split())
_BEHIND = frozenset("” ’ \" ' , . ! ? ; — – --".split())


class SelfNames:
    """The stage: notes `same` facts of a narrator and a name. What it counts is kept in the state of coreference."""

    name = "self-names"
    slot = "coreference"
    version = "2"
    needs = ("tokens", "speeches", "speakers", "coreference", "talk")
    adds: tuple[str, ...] = ()

    def start(self) -> Any:
        from wellanyway.reading.coreference import CoreferenceState

        return CoreferenceState()

    def read(self, page: Page, state: CoreferenceState) -> CoreferenceState:
        entities = page.entities
        if entities is None or state.narrator < 0 or not page.speeches:
            return state
        narrator = entities.root(state.narrator)
        caller, called, counts = state.caller, state.called, state.replies
        for number, speech in enumerate(page.speeches):
            if speech.depth or speech.mode != "speech":
                continue
            speaker = entities.root(speech.speaker) if speech.speaker >= 0 else -1
            names = tuple(entities.root(mention.who) for mention in _calls(page, number))
            if speaker == narrator:
                if speech.how == "narrator":
                    counts = _counted(_counted(counts, called, 1), names, -_AGAINST)  # he calls another
                called = ()
            elif speaker >= 0 and speaker == caller:  # who calls has not done: "Jim," he said, "come here"
                called = tuple(dict.fromkeys((*called, *names)))
            else:
                if speech.how == "tag":
                    counts = _counted(counts, [who for who in called if who == speaker], -_AGAINST)
                called = tuple(dict.fromkeys(names))
            caller = speaker
        state = replace(state, caller=caller, called=called, replies=counts)
        for who in sorted(counts):
            if counts[who] >= _ENOUGH and _may_be(page, state, narrator, who):
                return self._join(page, state, narrator, who)
        return state

    def _join(self, page: Page, state: CoreferenceState, narrator: int, who: int) -> CoreferenceState:
        assert page.entities is not None
        page.entities = page.entities.joined(narrator, who)
        first = page.window.sentences[0]
        page.note("same", first.start, first.end, {"one": narrator, "other": who}, 0.8)
        return replace(state, entities=page.entities, replies=Map(), called=())

    def dump(self, state: CoreferenceState) -> Any:
        """Passed on: whoever owns the slot dumps it."""
        return state

    def load(self, value: Any) -> Any:
        return value


def _counted(counts: Map[int, int], names: Iterable[int], step: int) -> Map[int, int]:
    for who in names:
        counts = counts.set(who, counts.get(who, 0) + step)
    return counts


def _calls(page: Page, speech: int) -> list[Mention]:
    """People whom a speech calls by name."""
    found = []
    for mention in page.mentions:
        if mention.speech != speech or mention.form != "proper" or mention.type != "PER" or mention.who < 0:
            continue
        before = page.word(mention.first - 1).lower() if mention.first else "“"
        behind = page.word(mention.last) if mention.last < len(page.tokens) else "”"
        if before in _BEFORE and behind in _BEHIND:
            found.append(mention)
    return found


def _may_be(page: Page, state: CoreferenceState, narrator: int, who: int) -> bool:
    """The narration hardly ever names one so, and the two agree in gender."""
    assert page.entities is not None
    one, other = page.entities.get(narrator), page.entities.get(who)
    if one is None or other is None or one is other or other.is_plural:
        return False
    if state.replies[who] < _ENOUGH * (2 if one.names else 1):
        return False
    told = sum(times for number, times in state.told.items() if page.entities.root(number) == who)
    if told * _TOLD > state.replies[who]:
        return False
    return not one.gender or not other.gender or one.gender == other.gender
