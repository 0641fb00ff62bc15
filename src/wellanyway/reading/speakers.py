"""Who says what to whom: gives every quotation of a page its speaker, or nobody where that is not sure.

What is beside a quotation, whose turn it is, who is there and who is called are weighed together by the shipped ranker.
A quotation in a quotation is given to somebody only where its own words do so.
"""

from __future__ import annotations

from typing import Any

from wellanyway.facts import Scalar
from wellanyway.reading.attribution import Attribution, attribute
from wellanyway.reading.nested import Inner, inner_speakers
from wellanyway.reading.page import Page, Speech
from wellanyway.reading.quotation_marks import kind_of
from wellanyway.reading.speaker_ranker import SpeakerRanker, speaker_ranker
from wellanyway.reading.turns import Conversation
from wellanyway.story import BlockKind

__all__ = ["Speakers"]


class Speakers:
    """The stage: sets `speaker`, `addressee`, `guess`, `confidence`, `how` and `shown` of the speeches, and notes them.

    `speaker` is -1 where the best guess is likelier wrong than the product may be; `guess` has it all the same.
    """

    name = slot = "speakers"
    needs = ("tokens", "speeches", "mentions", "coreference")
    adds = ("speakers",)

    def __init__(self, ranker: SpeakerRanker | None = None) -> None:
        """The ranker that ships if none is given; it is loaded with the first page."""
        self._given = ranker

    @property
    def version(self) -> str:
        from wellanyway.models.loader import checksum

        return f"3-{checksum('speakers.npz')}"

    @property
    def ranker(self) -> SpeakerRanker:
        if self._given is None:
            self._given = speaker_ranker()
        return self._given

    def start(self) -> Conversation:
        return Conversation()

    def read(self, page: Page, state: Conversation) -> Conversation:
        if page.window.block.kind is BlockKind.HEADING:
            return state
        found, state = attribute(page, state, self.ranker, is_new_scene=bool(page.begins))
        for one in found:
            self._give(page.speeches[one.speech], one)
        for inner in inner_speakers(page, state):
            _give_inner(page.speeches[inner.speech], inner)
        for speech in page.speeches:
            page.note("quotation", speech.start, speech.end, _value(speech), speech.confidence)
        return state

    def _give(self, speech: Speech, one: Attribution) -> None:
        sure = self.ranker.sure(one.confidence)
        speech.guess = one.speaker
        speech.confidence = round(sure, 3)
        speech.addressee = one.addressee
        if one.speaker >= 0 and sure >= self.ranker.least:
            speech.speaker, speech.how, speech.shown = one.speaker, one.how, one.shown

    def dump(self, state: Conversation) -> Any:
        return state.dump()

    def load(self, value: Any) -> Conversation:
        return Conversation.load(value)


def _give_inner(speech: Speech, inner: Inner) -> None:
    speech.speaker = speech.guess = inner.speaker
    speech.confidence, speech.how, speech.shown = inner.confidence, "tag", inner.shown


def _value(speech: Speech) -> dict[str, Scalar]:
    value: dict[str, Scalar] = {
        "mode": speech.mode,
        "closed": speech.is_closed,
        "depth": speech.depth,
        "speaker": speech.speaker,
    }
    if kind := kind_of(speech.mark):
        value["kind"] = kind
    if speech.addressee >= 0:
        value["addressee"] = speech.addressee
    if speech.speaker >= 0:
        value["how"] = speech.how
        if speech.shown >= 0:
            value["shown"] = speech.shown
    elif speech.guess >= 0:
        value["guess"] = speech.guess
    return value
