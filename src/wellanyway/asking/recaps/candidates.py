"""Candidates: the sentences of a stretch that could be told again, with whom they mean and what they are worth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.asking.recaps.naming import name_in
from wellanyway.asking.recaps.outline import Outline
from wellanyway.asking.recaps.references import Ref, Thread, gender_of, is_third
from wellanyway.asking.recaps.wordings import MARKS, Extent, extent, faults, leans
from wellanyway.memory.tally import TYPES

if TYPE_CHECKING:
    from wellanyway.asking.recaps.signature import Signature
    from wellanyway.asking.recaps.speech import Said
    from wellanyway.memory.chronicle import Chronicle
    from wellanyway.story import Sentence
    from wellanyway.told import Told

__all__ = ["Candidate", "Candidates", "Piece", "shown"]

_SURE = 0.6  # of a pronoun's being somebody
_SURE_SPEAKER = 0.85
_TAGGED = 0.3  # what it costs a sentence that somebody speaks in it
_SPOKEN = 0.55  # what it costs a sentence to be speech, with the speaker's name put before it
_LOOSE = 0.6  # what a pronoun costs that nothing explains
_GAP = 40  # sentences left out behind which everybody is named again
_LEAST_SPOKEN = 9  # words of a sentence of speech
_FORMS = ("proper", "common")
_OPENING = "“\"‘'"
_CLOSING = re.compile(r"[”\"’']+$")
_CUT = " […]"
_INNER = str.maketrans({"“": "‘", "”": "’", '"': "'"})
_PEOPLE = (TYPES.index("PER"), TYPES.index("ORG"))


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence as it is told: its words from where it begins to where it is cut, and who is meant in them.

    `teller` is the name of whoever says it, "" for the story itself; `is_speech` tells a line from a sentence of a tale.
    """

    ordinal: int
    text: str
    refs: tuple[Ref, ...]
    is_cut: bool = False
    teller: str = ""
    is_speech: bool = False


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
        self._chronicle: Chronicle = told.chronicle()
        self._place = {one.number: place for place, one in enumerate(outline.mains)}

    def of(self, ordinals: Iterable[int], central: dict[int, float]) -> list[Candidate]:
        """Those of some sentences that can be told, in the order given."""
        found = (self._one(ordinal, central.get(ordinal, 0.0)) for ordinal in ordinals)
        return [candidate for candidate in found if candidate is not None]

    def _one(self, ordinal: int, central: float) -> Candidate | None:
        sentence = self._told.sentence(ordinal)
        said = self._outline.speech.around(sentence)
        piece = self._told_by(sentence, said) if said is not None else self._narrated(sentence)
        if piece is None:
            return None
        own = faults(piece.text, is_speech=piece.is_speech)
        if own >= 1.0:
            return None
        pieces = (piece,)
        if leans(piece.text):
            before = None if said is not None else self._before(sentence)
            if before is None:
                return None
            pieces = (before, piece)
        worth = self._worth(piece, central) - own
        if len(pieces) > 1:
            worth = 0.5 * (worth + self._worth(pieces[0], central)) - 0.1
        return Candidate(
            pieces,
            sum(_most_words(one) for one in pieces),
            round(worth, 4),
            frozenset(self._place[ref.number] for one in pieces for ref in one.refs if ref.number in self._place),
            int(self._outline.scenes[ordinal - self._outline.start]),
        )

    def _before(self, sentence: Sentence) -> Piece | None:
        """The sentence before, where the two share a paragraph and it can be told by itself."""
        if sentence.ordinal <= self._outline.start:
            return None
        before = self._told.sentence(sentence.ordinal - 1)
        if (before.chapter, before.block) != (sentence.chapter, sentence.block):
            return None
        if self._outline.speech.around(before) is not None or MARKS.search(before.text):
            return None
        piece = self._narrated(before)
        return None if piece.is_cut or leans(piece.text) or faults(piece.text) >= 0.5 else piece

    def _worth(self, piece: Piece, central: float) -> float:
        outline, at = self._outline, piece.ordinal - self._outline.start
        worth = 0.45 * (1.0 - float(np.exp(-outline.events[at] / 1.2)))
        worth += 0.45 * self._signature.share(piece.text) + 0.2 * central
        worth += 0.1 * bool(outline.places[at]) + 0.12 * bool(outline.opens[at])
        named = {self._place[ref.number] for ref in piece.refs if ref.form == "proper" and ref.number in self._place}
        worth += 0.25 * min(1.0, sum(outline.mains[place].weight for place in sorted(named)))
        worth += 0.4 * float(outline.introduces[at])
        if piece.is_speech:
            worth -= _SPOKEN
        elif not piece.teller and MARKS.search(piece.text):
            worth -= _TAGGED
        return worth - _LOOSE * Thread().fix(piece.text, piece.refs)[1]

    # -- pieces

    def _narrated(self, sentence: Sentence) -> Piece:
        return self._cut(sentence, extent(sentence.text))

    def _told_by(self, sentence: Sentence, said: Said) -> Piece | None:
        """A sentence of a tale, or a line that is whole by itself; None for any other that somebody says."""
        if said.end < sentence.end and not said.is_tale:  # what is said ends within it: there is a tag
            is_whole = said.start == sentence.start
            return self._narrated(sentence) if is_whole else None
        if said.sure < _SURE_SPEAKER or said.speaker < 0:
            return None
        known = self._chronicle.known(said.speaker)
        name = name_in(known) if known is not None else ""
        text = sentence.text
        low = len(text) - len(text.lstrip(_OPENING + " "))
        high = _CLOSING.search(text)
        inner = text[low : high.start()] if high else text[low:]
        if not name or (not said.is_tale and len(inner.split()) < _LEAST_SPOKEN):
            return None
        own = extent(inner)
        cut = Extent(low + own.start, low + own.end, own.is_cut)
        return self._cut(sentence, cut, teller=name[:1].upper() + name[1:], is_speech=not said.is_tale)

    def _cut(self, sentence: Sentence, cut: Extent, *, teller: str = "", is_speech: bool = False) -> Piece:
        start, end = sentence.start + cut.start, sentence.start + cut.end
        refs = [self._ref(at, start) for at in self._outline.mentions(sentence.ordinal) if self._is_in(at, start, end)]
        kept = tuple(ref for ref in refs if teller or not ref.is_quoted)
        return Piece(sentence.ordinal, sentence.text[cut.start : cut.end], kept, cut.is_cut, teller, is_speech)

    # -- who is meant

    def _is_in(self, at: int, start: int, end: int) -> bool:
        columns = self._outline.columns
        return bool(start <= columns.start[at] and columns.end[at] <= end and columns.type[at] in _PEOPLE)

    def _ref(self, at: int, start: int) -> Ref:
        columns = self._outline.columns
        words = self._chronicle.text(int(columns.text[at]))
        place = int(columns.form[at])
        form = _FORMS[place] if place >= 0 else "pronoun"
        number = int(columns.who[at])
        known = self._chronicle.known(number) if number >= 0 else None
        name, gender, is_group = "", "", bool(columns.is_plural[at])
        if known is not None:
            name, gender, is_group = name_in(known), known.gender, known.is_plural
        if form == "pronoun" and is_third(words):
            if columns.sure[at] < _SURE or not (is_group or self._outline.is_nearest(at, gender)):
                name = ""
            if gender and gender_of(words) and gender != gender_of(words):
                name, number = "", -1
        begin, end = int(columns.start[at]) - start, int(columns.end[at]) - start
        return Ref(begin, end, words, number, name, form, gender, is_group, bool(columns.is_quoted[at]))


def _most_words(piece: Piece) -> int:
    """How many words it can have when every pronoun is a name."""
    extra = sum(_more(ref) for ref in piece.refs)
    return len(piece.text.split()) + extra + piece.is_cut + len(piece.teller.split())


def _more(ref: Ref) -> int:
    is_replaced = ref.form == "pronoun" and bool(ref.name) and is_third(ref.words)
    return max(0, len(ref.name.split()) - 1) if is_replaced else 0


def shown(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The sentences as they are told, one after the other."""
    thread, lines, teller, before = Thread(), [], "", -1
    for piece in pieces:
        if not before < piece.ordinal <= before + _GAP:
            thread = Thread()
        before = piece.ordinal
        text = " ".join(thread.fix(piece.text, piece.refs)[0].split())
        text = text[:1].upper() + text[1:] + (_CUT if piece.is_cut else "")
        if piece.is_speech:
            text = f"[{piece.teller}:] “{text.translate(_INNER)}”"
        elif piece.teller and piece.teller != teller:
            text = f"[{piece.teller}:] {text}"
        teller = "" if piece.is_speech else piece.teller
        lines.append(text)
    return tuple(lines)
