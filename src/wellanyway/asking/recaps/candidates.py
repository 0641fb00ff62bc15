"""Candidates: the sentences of a stretch that could be told again, with whom they mean and what they are worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.asking.recaps.outline import Outline
from wellanyway.asking.recaps.pieces import Piece, Pieces
from wellanyway.asking.recaps.wordings import MARKS, faults, leans

if TYPE_CHECKING:
    from wellanyway.asking.recaps.signature import Signature
    from wellanyway.story import Sentence
    from wellanyway.told import Told

__all__ = ["Candidate", "Candidates"]

_TAGGED = 0.3  # what it costs a sentence that somebody speaks in it
_SPOKEN = 0.55  # what it costs a sentence to be speech, with the speaker's name put before it
_PUT = 0.7  # what a name counts that is put for a pronoun
_LOOSE = 0.6  # what a pronoun costs that nothing explains


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence, or one with the one before it where it leans on that.

    `words` is how many it can have at the most, `mains` the places of the main characters in it.
    """

    pieces: tuple[Piece, ...]
    words: int
    worth: float
    mains: frozenset[int] = field(default_factory=frozenset)
    scene: int = 0

    @property
    def first(self) -> int:
        return self.pieces[0].ordinal

    @property
    def last(self) -> int:
        return self.pieces[-1].ordinal


class Candidates:
    """Makes candidates of sentences. Their facts are looked up once for the stretch, their words one at a time."""

    def __init__(self, told: Told, outline: Outline, signature: Signature) -> None:
        self._told = told
        self._outline = outline
        self._signature = signature
        self._pieces = Pieces(told.chronicle(), outline)
        self._place = {one.number: place for place, one in enumerate(outline.mains)}

    def of(self, ordinals: Iterable[int], central: dict[int, float]) -> list[Candidate]:
        """Those of some sentences that can be told, in the order given."""
        found = (self._one(ordinal, central.get(ordinal, 0.0)) for ordinal in ordinals)
        return [candidate for candidate in found if candidate is not None]

    def _one(self, ordinal: int, central: float) -> Candidate | None:
        sentence = self._told.sentence(ordinal)
        piece = self._pieces.of(sentence)
        if piece is None:
            return None
        own = faults(piece.text, is_speech=piece.is_speech)
        if own >= 1.0:
            return None
        pieces: tuple[Piece, ...] = (piece,)
        if leans(piece.text):
            before = None if piece.teller else self._before(sentence)
            if before is None:
                return None
            pieces = (before, piece)
        worth = self._worth(piece, central) - own
        if len(pieces) > 1:
            worth = 0.5 * (worth + self._worth(pieces[0], central)) - 0.1
        return Candidate(
            pieces,
            sum(one.most_words for one in pieces),
            round(worth, 4),
            frozenset(
                self._place[ref.number] for one in pieces for ref in one.refs if ref.number in self._place
            ),
            int(self._outline.scenes[ordinal - self._outline.start]),
        )

    def _before(self, sentence: Sentence) -> Piece | None:
        """The sentence before, where the two share a paragraph and it can be told by itself."""
        if sentence.ordinal <= self._outline.start:
            return None
        before = self._told.sentence(sentence.ordinal - 1)
        if (before.chapter, before.block) != (sentence.chapter, sentence.block):
            return None
        if self._pieces.is_said(before) or MARKS.search(before.text):
            return None
        piece = self._pieces.narrated(before)
        return None if piece.is_cut or leans(piece.text) or faults(piece.text) >= 0.5 else piece

    def _worth(self, piece: Piece, central: float) -> float:
        outline, at = self._outline, piece.ordinal - self._outline.start
        worth = 0.45 * (1.0 - float(np.exp(-outline.events[at] / 1.2)))
        worth += 0.45 * self._signature.share(piece.text) + 0.2 * central
        worth += 0.1 * bool(outline.places[at]) + 0.12 * bool(outline.opens[at])
        named = [0.0] * len(outline.mains)
        for ref in piece.refs:
            place = self._place.get(ref.number)
            if place is not None and ref.name and ref.form != "common":
                named[place] = max(named[place], 1.0 if ref.form == "proper" else _PUT)
        weights = (one.weight * given for one, given in zip(outline.mains, named, strict=True))
        worth += 0.25 * min(1.0, sum(weights))
        worth += 0.4 * float(outline.introduces[at])
        if piece.is_speech:
            worth -= _SPOKEN
        elif not piece.teller and MARKS.search(piece.text):
            worth -= _TAGGED
        return worth - _LOOSE * piece.loose
