"""Pieces: sentences as they can be told again, with whom they mean; and the row of them as it is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.asking.recaps.naming import name_in
from wellanyway.asking.recaps.outline import Outline
from wellanyway.asking.recaps.references import Ref, Thread, gender_of, is_third
from wellanyway.asking.recaps.wordings import Extent, extent
from wellanyway.memory.tally import TYPES

if TYPE_CHECKING:
    from wellanyway.asking.recaps.speech import Said
    from wellanyway.memory.chronicle import Chronicle
    from wellanyway.story import Sentence
    from wellanyway.told import Told

__all__ = ["Piece", "Pieces", "happened", "named", "shown"]

_SURE = 0.6  # of a pronoun's being somebody
_SURE_ALONE = 0.9  # the same where the name will not be marked as ours
_SURE_SPEAKER = 0.85
_SURE_EVENT = 0.85
_GAP = 40  # sentences left out behind which everybody is named again
_LEAST_SPOKEN = 9  # words of a sentence of speech
_NEAR = 60  # sentences looked back over for whom one sentence means
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

    @property
    def most_words(self) -> int:
        """How many words it can have when every pronoun is a name."""
        extra = sum(_more(ref) for ref in self.refs)
        return len(self.text.split()) + extra + self.is_cut + len(self.teller.split())

    @property
    def loose(self) -> int:
        """How many pronouns nothing in it explains and no name can be put for."""
        return Thread().fix(self.text, self.refs)[1]


class Pieces:
    """Makes pieces of the sentences of a stretch. `least` is how sure it has to be whom a pronoun means."""

    def __init__(self, chronicle: Chronicle, outline: Outline, least: float = _SURE) -> None:
        self._chronicle = chronicle
        self._least = least
        self._names: dict[int, tuple[str, str, bool] | None] = {}
        self._outline = outline

    def of(self, sentence: Sentence) -> Piece | None:
        """A sentence of the story, or of a tale in it, or a line that is whole by itself; None for what cannot be told."""
        said = self._outline.speech.around(sentence)
        return self.narrated(sentence) if said is None else self._told_by(sentence, said)

    def is_said(self, sentence: Sentence) -> bool:
        """Whether a sentence begins in what somebody says."""
        return self._outline.speech.around(sentence) is not None

    def narrated(self, sentence: Sentence) -> Piece:
        """A sentence without what links it to the one before, and cut where it is long."""
        return self.cut(sentence, extent(sentence.text))

    def _told_by(self, sentence: Sentence, said: Said) -> Piece | None:
        """A sentence of a tale, or a line that is whole by itself; None for any other that somebody says."""
        if said.end < sentence.end and not said.is_tale:  # what is said ends within it: there is a tag
            is_whole = said.start == sentence.start
            return self.narrated(sentence) if is_whole else None
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
        return self.cut(sentence, cut, teller=name[:1].upper() + name[1:], is_speech=not said.is_tale)

    def cut(self, sentence: Sentence, cut: Extent, *, teller: str = "", is_speech: bool = False) -> Piece:
        """Some of a sentence."""
        start, end = sentence.start + cut.start, sentence.start + cut.end
        refs = [
            self._ref(at, start)
            for at in self._outline.mentions(sentence.ordinal)
            if self._is_in(at, start, end)
        ]
        kept = tuple(ref for ref in refs if teller or not ref.is_quoted)
        text = sentence.text[cut.start : cut.end]
        return Piece(sentence.ordinal, text[:1].upper() + text[1:], kept, cut.is_cut, teller, is_speech)

    # -- who is meant

    def _is_in(self, at: int, start: int, end: int) -> bool:
        columns = self._outline.columns
        return bool(start <= columns.start[at] and columns.end[at] <= end and columns.type[at] in _PEOPLE)

    def _called(self, number: int) -> tuple[str, str, bool] | None:
        """An entity's name, its gender, and whether it is several; None where nothing is known of it."""
        if number not in self._names:
            known = self._chronicle.known(number) if number >= 0 else None
            self._names[number] = None if known is None else (name_in(known), known.gender, known.is_plural)
        return self._names[number]

    def _ref(self, at: int, start: int) -> Ref:
        columns = self._outline.columns
        words = self._chronicle.text(int(columns.text[at]))
        place = int(columns.form[at])
        form = _FORMS[place] if place >= 0 else "pronoun"
        number = int(columns.who[at])
        name, gender, is_group = self._called(number) or ("", "", bool(columns.is_plural[at]))
        if form == "pronoun" and is_third(words):
            if columns.sure[at] < self._least or not (is_group or self._outline.is_nearest(at, gender)):
                name = ""
            if gender and gender_of(words) and gender != gender_of(words):
                name, number = "", -1
        begin, end = int(columns.start[at]) - start, int(columns.end[at]) - start
        return Ref(begin, end, words, number, name, form, gender, is_group, bool(columns.is_quoted[at]))


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
        text += _CUT if piece.is_cut else ""
        if piece.is_speech:
            text = f"[{piece.teller}:] “{text.translate(_INNER)}”"
        elif piece.teller and piece.teller != teller:
            text = f"[{piece.teller}:] {text}"
        teller = "" if piece.is_speech else piece.teller
        lines.append(text)
    return tuple(lines)


def named(told: Told, sentence: Sentence) -> str:
    """A told sentence with names for pronouns whose persons it does not name; without brackets, for words of ours."""
    start = max(0, sentence.ordinal - _NEAR)
    chronicle = told.chronicle()
    outline = Outline(chronicle, told.index(), start, sentence.ordinal + 1)
    piece = Pieces(chronicle, outline, _SURE_ALONE).cut(sentence, Extent(0, len(sentence.text)))
    return Thread().fix(piece.text, piece.refs, "{}")[0]


def happened(told: Told, sentence: Sentence) -> frozenset[str]:
    """The words of a told sentence that the reader took for something that happens."""
    rows = told.chronicle().rows("event")
    at = np.flatnonzero((rows.column("sentence") == sentence.ordinal) & (rows.sure() >= _SURE_EVENT))
    text, spans = (
        told.block(sentence).text,
        zip(rows.column("start", at), rows.column("end", at), strict=True),
    )
    return frozenset(text[start:end].lower() for start, end in spans)
