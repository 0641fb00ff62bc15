"""Trail: in which sentences somebody or something comes up at a horizon, what happens there, and in which scene it is."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.memory.fact_table import Picked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.memory.fact_table import FactTable
    from wellanyway.memory.lines import Lines
    from wellanyway.memory.scene import Scenes
    from wellanyway.memory.tally import Tally

    Numbers = NDArray[np.int64]

__all__ = ["Trail"]


class Trail:
    """Sentences by entity. All numbers of entities are roots; arrays of sentences rise and hold each once."""

    def __init__(
        self,
        table: FactTable,
        root: Numbers,
        *,
        tally: Tally,
        lines: Lines,
        scenes: Scenes,
        acts: tuple[Numbers, Numbers],
    ) -> None:
        """`acts` is who acts and in which sentence, one entry an act."""
        self._table = table
        self._root = root
        self._tally = tally
        self._lines = lines
        self._scenes = scenes
        self._who, self._sentence = acts
        self._mentions = table.rows("mention")

    def mentioned(self, number: int) -> Numbers:
        """Sentences with words that mean it, in narration or in what somebody says."""
        return np.unique(self._mentions.column("sentence")[self._tally.who == number]).astype(np.int64)

    def acted(self, number: int) -> Numbers:
        """Sentences in which it is told of by the narration, or speaks."""
        return np.unique(self._sentence[self._who == number])

    def is_there(self, number: int, start: int, stop: int) -> bool:
        """Whether it is in a scene, sentences `[start, stop)`, and not only thought of: it speaks, or comes up twice.

        Of a scene without an end `stop` is -1.
        """
        acted = self._sentence[self._who == number]
        here = acted[(acted >= start) & ((stop < 0) | (acted < stop))]
        return len(here) > 1

    def firmly(self, number: int) -> Numbers:
        """Sentences in which the narration names it, or it speaks; all in which it acts where there is none of these."""
        tally, lines = self._tally, self._lines
        named = (tally.who == number) & ~tally.is_quoted & (tally.form == 0)
        speakers = lines.ints("speaker")
        spoken = lines.is_speech & (speakers >= 0) & (self._root[speakers] == number)
        both = (self._mentions.column("sentence")[named], lines.column("sentence")[spoken])
        found = np.unique(np.concatenate(both)).astype(np.int64)
        return found if len(found) else self.acted(number)

    def mentions(self, sentence: int) -> Picked:
        """The mentions of a sentence, in the order of the text."""
        near = np.flatnonzero(self._mentions.column("sentence") == sentence)
        return Picked(
            self._table, "mention", near[np.argsort(self._mentions.column("start")[near], kind="stable")]
        )

    def mentions_within(self, sentences: Numbers) -> Picked:
        """The mentions of some sentences, in the order of the text."""
        at = self._mentions.column("sentence")
        near = np.flatnonzero(np.isin(at, sentences))
        return Picked(
            self._table, "mention", near[np.lexsort((self._mentions.column("start")[near], at[near]))]
        )

    def placed(self, number: int) -> Numbers:
        """Sentences of narration in which it comes up beside the name of a place or a noun for one."""
        at, tally = self._mentions.column("sentence"), self._tally
        is_place = np.isin(self._mentions.texts("type"), self._place_types)
        places = np.unique(at[is_place & ~tally.is_quoted])
        return np.intersect1d(self.acted(number), places).astype(np.int64)

    @cached_property
    def _place_types(self) -> list[int]:
        return [self._table.number.get(name, -2) for name in ("FAC", "GPE", "LOC", "VEH")]

    def events(self, start: int, stop: int) -> Picked:
        """What happens in sentences `[start, stop)`, in the order of the text."""
        rows = self._table.rows("event")
        at = rows.column("sentence")
        near = np.flatnonzero((at >= start) & (at < stop))
        return Picked(self._table, "event", near[np.lexsort((rows.column("start")[near], at[near]))])

    @cached_property
    def eventful(self) -> Numbers:
        """Sentences in which something happens."""
        return np.unique(self._table.rows("event").column("sentence")).astype(np.int64)

    def spoken(self, number: int, within: Numbers | None = None) -> Picked:
        """The lines known to be somebody's, in the order of the text; of those `within` some sentences alone."""
        speakers = self._lines.ints("speaker")
        theirs = (speakers >= 0) & (self._root[speakers] == number)
        if within is not None:
            theirs &= np.isin(self._lines.column("sentence"), within)
        return self._lines.facts(np.flatnonzero(theirs))

    def lines_at(self, sentences: Numbers) -> Picked:
        """The lines that begin in some sentences, in the order of the text."""
        return self._lines.facts(np.flatnonzero(np.isin(self._lines.column("sentence"), sentences)))

    # -- scenes

    def scene_of(self, sentence: int) -> tuple[int, int]:
        """The sentences `[start, stop)` of the scene that a sentence is in; the present one has no end and stops at -1."""
        starts = self._scenes.starts
        place = int(np.searchsorted(starts, sentence, side="right"))
        return int(starts[place - 1]), int(starts[place]) if place < len(starts) else -1

    def cast_of(self, start: int, stop: int) -> list[int]:
        """Who acts in sentences `[start, stop)`, in the order in which they come up; without an end where `stop` is -1."""
        near = np.flatnonzero((self._sentence >= start) & ((stop < 0) | (self._sentence < stop)))
        near = near[np.lexsort((self._who[near], self._sentence[near]))]
        return list(dict.fromkeys(self._who[near].tolist()))

    def setting_of(self, start: int, stop: int) -> tuple[int, str, int]:
        """Place (a number or -1), words for when, and the sentence that says the place, told of sentences `[start, stop)`."""
        rows = self._table.rows("setting")
        at = rows.column("sentence")
        near = np.flatnonzero((at >= start) & ((stop < 0) | (at < stop)))
        where, when, said = -1, "", -1
        for fact in Picked(self._table, "setting", near[np.argsort(at[near], kind="stable")]):
            number, words = fact.value.get("where"), fact.value.get("when")
            if isinstance(number, int) and number >= 0 and where < 0:
                where, said = int(self._root[number]), fact.sentence
            if isinstance(words, str) and words and not when:
                when = words
        return where, when, said
