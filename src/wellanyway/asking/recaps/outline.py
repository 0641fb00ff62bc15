"""Outline: what is known of each sentence of a stretch before any of its words are looked at.

Whole columns at a time, so that a million words take milliseconds. Arrays have one entry a sentence of the stretch.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.asking.people.naming import name_of
from wellanyway.asking.recaps.naming import is_narrator
from wellanyway.asking.recaps.speech import Speech
from wellanyway.memory.tally import TYPES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.memory.chronicle import Chronicle
    from wellanyway.memory.tally import Known
    from wellanyway.reading.index import SentenceIndex

__all__ = ["Columns", "Main", "Outline", "spread"]

_MAINS = 10  # characters that a recap tries to bring in
_LOOKED_AT = 24
_SPOKEN_OF = 0.25  # what a mention in speech counts, against one outside of it
_SURE = 0.7  # of a description
_SHORTEST = 9  # characters of one that says something
_OPENING = 3  # sentences of a scene that open it
_BACK = 40  # mentions that are looked back over for a name
_PLACES = [TYPES.index(name) for name in ("FAC", "GPE", "LOC")]
_NARRATOR = 0.5  # what a narrator without a name counts: who says "I" is heard anyway
_GESTURES = frozenset(
    """say ask answer reply cry look turn see hear nod smile laugh sigh speak talk tell exclaim whisper murmur shout sit stand rise
    glance gaze stare step walk move go come get take put hold begin seem feel think know word voice speech continue
    add return observe remark repeat inquire lean touch reach pause stop breathe watch listen wait bow frown chuckle jump
    blush tremble shrug draw make do have let read lift raise drop wish call show appear flush narrow hesitate grin start
    shake wink sniff cough clear settle consider reflect ponder gasp stammer stir sob weep kiss pat rub puff tap clench
    gesture glow grow pull push wave beat whistle chirp chatter yawn mutter growl close open motion curse drawl grunt""".split()
)
"""What people do in any scene: it tells little of what happened."""
_TURNS = frozenset(
    """find discover escape steal arrive leave rescue betray confess promise agree decide determine resolve
    attack shoot wound capture arrest flee depart meet receive send write inherit bury lose save warn accuse hang drown
    poison vanish disappear hide follow pursue seize strike fight burn destroy break join engage hire appoint sail land
    wreck quarrel forgive propose refuse accept persuade order command release free imprison lock bring fetch deliver
    buy sell pay rob rush gallop explode fall faint recover awake arrival departure
    attack battle fight escape discovery journey voyage visit storm fire accident illness funeral trial crime theft
    reveal announce learn recognize recognise remember swear vow threaten invite visit enter begin travel set start
    carry drag throw hurl plunge leap spring stab cut bind tie bite claim choose elect bear adopt dismiss banish""".split()
)
"""What changes how things stand."""
_CRISES = frozenset(
    """die kill murder marry hang drown wreck stab shoot betray confess vanish disappear inherit death murder marriage wedding
    funeral born birth rescue arrest escape elope propose mutiny""".split()
)
"""What nobody leaves out who tells a story in short."""
_GESTURE, _OTHER, _TURN, _CRISIS = 0.2, 0.55, 1.0, 1.6


@dataclass(frozen=True, slots=True)
class Main:
    """A character who matters in the stretch; `weight` is 1 for the most mentioned."""

    number: int
    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class Columns:
    """Mentions in a stretch, sentence by sentence, one entry each; `text` are numbers of texts."""

    who: NDArray[np.int64]
    form: NDArray[np.int64]
    type: NDArray[np.int64]
    text: NDArray[np.int64]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    sure: NDArray[np.float64]
    is_plural: NDArray[np.bool_]
    is_quoted: NDArray[np.bool_]


class Outline:
    """Sentences `[start, stop)` of a work told. `about` is the number of the one character it is to be about, or -1."""

    def __init__(
        self, chronicle: Chronicle, index: SentenceIndex, start: int, stop: int, about: int = -1
    ) -> None:
        self.start, self.stop = start, stop
        self.size = stop - start
        self._chronicle = chronicle
        self._index = index
        self._about = about
        self.speech = Speech(chronicle)
        rows, tally = chronicle.rows("mention"), chronicle.tally
        near = rows.column("sentence")
        at = np.flatnonzero((near >= start) & (near < stop))
        at = at[np.lexsort((rows.column("start", at), near[at]))]
        self._sentence = near[at].astype(np.int64) - start
        self._who, self._form = tally.who[at], tally.form[at]
        self._is_place = np.isin(tally.type[at], _PLACES)
        spans = [rows.column(name, at) for name in ("chapter", "block", "start", "end")]
        self._is_quoted = self.speech.covers(*spans[:3])
        self.columns = Columns(
            self._who,
            self._form,
            tally.type[at],
            tally.text[at],
            spans[2],
            spans[3],
            rows.sure(at),
            rows.flags("plural", at),
            self._is_quoted,
        )

    # -- who

    @cached_property
    def mains(self) -> tuple[Main, ...]:
        """Persons who can be named, the most mentioned first."""
        known = self._who >= 0
        counts = np.bincount(self._who[known], np.where(self._is_quoted[known], _SPOKEN_OF, 1.0), minlength=1)
        order = np.lexsort((np.arange(len(counts)), -counts))[:_LOOKED_AT]
        order = order[counts[order] >= min(2.0, float(counts.max()))]
        numbers = [int(number) for number in order]
        if self._about >= 0:
            numbers = [self._about, *(number for number in numbers if number != self._about)]
        people = [one for one in self._chronicle.everybody(numbers) if _is_character(one)][:_MAINS]
        most = max((float(counts[one.number]) for one in people if one.number < len(counts)), default=1.0)
        found = []
        for one in people:
            count = float(counts[one.number]) if one.number < len(counts) else 0.0
            share = float(np.sqrt(count / (most or 1.0))) * (_NARRATOR if is_narrator(one) else 1.0)
            found.append(Main(one.number, name_of(one), round(share, 4)))
        return tuple(found)

    def _present(self, which: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """bool[sentence, main]: whether one of some mentions means that main."""
        place = np.full(self._chronicle.next_number + 1, -1, np.int64)
        place[[one.number for one in self.mains]] = np.arange(len(self.mains))
        found = np.zeros((self.size, len(self.mains)), np.bool_)
        theirs = which & (place[self._who] >= 0)
        found[self._sentence[theirs], place[self._who[theirs]]] = True
        return found

    @cached_property
    def acts(self) -> NDArray[np.bool_]:
        """bool[sentence, main]: who is mentioned outside of speech."""
        return self._present(~self._is_quoted)

    @cached_property
    def named(self) -> NDArray[np.bool_]:
        """bool[sentence, main]: who is named outside of speech."""
        return self._present(~self._is_quoted & (self._form == 0))

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """What each main counts."""
        return np.array([one.weight for one in self.mains], np.float64)

    @cached_property
    def is_loose(self) -> NDArray[np.bool_]:
        """Whether a sentence has a pronoun outside of speech of which nobody knows whom it means."""
        loose = (self._who < 0) & ~self._is_quoted & (self._form < 0)
        return self._flagged(self._sentence[loose])

    @cached_property
    def introduces(self) -> NDArray[np.float64]:
        """The weight of the mains of whom a sentence says, outside of speech, what they are."""
        found = np.zeros(self.size)
        weight = {one.number: one.weight for one in self.mains}
        for kind in ("description", "relation"):
            rows = self._chronicle.rows(kind)
            sentence = rows.column("sentence").astype(np.int64) - self.start
            is_said = (rows.sure() >= _SURE) & (rows.column("end") - rows.column("start") >= _SHORTEST)
            who = rows.ints("who")
            for row in np.flatnonzero((sentence >= 0) & (sentence < self.size) & is_said).tolist():
                number = self._chronicle.root(int(who[row]))
                where = int(sentence[row])
                if number in weight and not self.is_spoken[where]:
                    found[where] = max(found[where], weight[number])
        return found

    @cached_property
    def places(self) -> NDArray[np.bool_]:
        """Whether a place is named in a sentence outside of speech."""
        return self._flagged(self._sentence[~self._is_quoted & (self._form == 0) & self._is_place])

    @cached_property
    def opens(self) -> NDArray[np.bool_]:
        """Whether a sentence is one of the first of a scene."""
        starts = self._chronicle.scenes.starts
        ordinals = np.arange(self.start, self.stop)
        since = ordinals - starts[np.searchsorted(starts, ordinals, side="right") - 1]
        opens: NDArray[np.bool_] = since < _OPENING
        return opens

    def is_nearest(self, at: int, gender: str) -> bool:
        """Whether the person a mention means is the last before it, of those of a gender, to be named outside of speech."""
        columns, number = self.columns, int(self._who[at])
        for before in range(at - 1, max(-1, at - _BACK), -1):
            other = int(self._who[before])
            if columns.is_quoted[before] or columns.form[before] < 0 or other < 0:
                continue
            if other == number:
                return True
            known = self._chronicle.known(other) if columns.form[before] == 0 else None
            if known is not None and known.is_person and known.gender in {gender, ""}:
                return False
        return False

    def mentions(self, ordinal: int) -> range:
        """The places of a sentence's mentions in `columns`."""
        low, high = np.searchsorted(self._sentence, [ordinal - self.start, ordinal - self.start + 1])
        return range(int(low), int(high))

    # -- what

    @cached_property
    def events(self) -> NDArray[np.float64]:
        """What happens in each sentence outside of speech: events, each by how much its verb tells."""
        rows = self._chronicle.rows("event")
        sentence = rows.column("sentence").astype(np.int64) - self.start
        at = np.flatnonzero((sentence >= 0) & (sentence < self.size))
        spans = [rows.column(name, at) for name in ("chapter", "block", "start")]
        at = at[~self.speech.covers(*spans)]
        lemmas, place = np.unique(rows.texts("lemma")[at], return_inverse=True)
        tells = np.array([_tells(self._chronicle.text(int(number))) for number in lemmas], np.float64)
        if not len(at):
            return np.zeros(self.size)
        weights = tells[place] * np.clip((rows.sure(at) - 0.4) / 0.5, 0.0, 1.0)
        return np.round(np.bincount(sentence[at], weights, minlength=self.size), 4)

    @cached_property
    def is_spoken(self) -> NDArray[np.bool_]:
        """Whether something in a sentence is said."""
        begins = self.speech.sentences - self.start
        begins = begins[(begins >= 0) & (begins < self.size)]
        return self._flagged(np.concatenate([begins, self._sentence[self._is_quoted]]))

    def _flagged(self, sentences: NDArray[np.int64]) -> NDArray[np.bool_]:
        found = np.zeros(self.size, np.bool_)
        found[sentences] = True
        return found

    # -- how much

    @cached_property
    def content(self) -> NDArray[np.int64]:
        """How many words that carry something each sentence has."""
        sizes: NDArray[np.int64] = np.diff(self._index.bounds[self.start : self.stop + 1])
        return sizes

    @cached_property
    def scenes(self) -> NDArray[np.int64]:
        """The number of the scene each sentence is in."""
        ordinals = np.arange(self.start, self.stop)
        return np.searchsorted(self._chronicle.scenes.starts, ordinals, side="right")

    def promise(self, low: int, high: int) -> NDArray[np.float64]:
        """What each of some sentences promises, by its facts alone; far below 0 for those that need not be looked at."""
        here = slice(low, high)
        found = 0.5 * np.minimum(self.events[here], 2.0) + 0.4 * self.introduces[here]
        if self.mains:
            found += 0.4 * np.minimum(1.0, self.named[here] @ self.weights)
            found += 0.2 * np.minimum(1.0, self.acts[here] @ self.weights)
        found -= 0.5 * self.is_spoken[here] + 0.5 * self.is_loose[here]
        found += 0.15 * self.places[here] + 0.15 * self.opens[here]
        found -= 0.05 * np.maximum(0, self.content[here] - 20) + 0.1 * np.maximum(0, 7 - self.content[here])
        if self._about >= 0:
            found -= 10.0 * ~self.acts[here, 0] if self.mains else 10.0
        return found

    def central(self, low: int, high: int) -> NDArray[np.float64]:
        """How near each of some sentences is to what they are about together."""
        vectors = self._index.vectors[low:high].astype(np.float32)
        middle = vectors.sum(0)
        norm = float(np.sqrt((middle * middle).sum())) or 1.0
        near: NDArray[np.float64] = np.round((vectors @ middle / (127.0 * norm)).astype(np.float64), 3)
        return near


def _is_character(known: Known) -> bool:
    return known.is_person and not known.is_plural and bool(name_of(known))


def _tells(lemma: str) -> float:
    """How much an event's verb tells."""
    if lemma in _CRISES:
        return _CRISIS
    if lemma in _TURNS:
        return _TURN
    return _GESTURE if lemma in _GESTURES else _OTHER


def spread(weights: NDArray[np.float64], parts: int, bend: float) -> list[tuple[int, int]]:
    """Cut a row into stretches of equal weight but for `bend` > 1, which makes them the shorter the later they are."""
    total = np.concatenate([[0.0], np.cumsum(weights)])
    shares = 1.0 - (1.0 - np.arange(parts + 1) / parts) ** bend
    edges = np.searchsorted(total, shares * total[-1] - 1e-9, side="left")
    edges[0], edges[-1] = 0, len(weights)
    return [(int(a), int(b)) for a, b in itertools.pairwise(edges) if b > a]
