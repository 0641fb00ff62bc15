"""What the one who says "I" is called: whoever is called by a name and answers, over and over, as "I".

A first-person narrator is seldom named in the narration. Others call him by his name and "I" replies; where that
has happened time and again, and nobody of that name has been told of otherwise, the two are one from there on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from immutables import Map

from wellanyway.reading.page import Mention, Page

if TYPE_CHECKING:
    from wellanyway.reading.coreference import CoreferenceState

__all__ = ["SelfNames"]

_ENOUGH = 3  # replies of the narrator more than of others
_SURE = 0.9  # how sure it must be who replies
_BEFORE = frozenset("“ ‘ \" ' , — – -- ! ? . … oh ah o dear my well no yes and but come".split())
_BEHIND = frozenset("” ’ \" ' , . ! ? ; — – --".split())


class SelfNames:
    """The stage: notes `same` facts of a narrator and a name. What it counts is kept in the state of coreference."""

    name = "self-names"
    slot = "coreference"
    version = "1"
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
        called, counts = state.called, state.replies
        for number, speech in enumerate(page.speeches):
            if speech.depth or speech.mode != "speech":
                continue
            is_sure = speech.speaker >= 0 and speech.confidence >= _SURE
            answers = is_sure and entities.root(speech.speaker) == narrator
            if is_sure:
                for who in called:
                    counts = counts.set(who, counts.get(who, 0) + (1 if answers else -1))
            called = (
                () if answers else tuple(dict.fromkeys(entities.root(m.who) for m in _calls(page, number)))
            )
        state = replace(state, called=called, replies=counts)
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
    """Nobody of that name has been told of in the narration, and the two agree in gender."""
    assert page.entities is not None
    one, other = page.entities.get(narrator), page.entities.get(who)
    if one is None or other is None or one is other or other.is_plural:
        return False
    if any(page.entities.root(number) == who for number in state.told):
        return False
    return not one.names and (not one.gender or not other.gender or one.gender == other.gender)
