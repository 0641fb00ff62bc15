"""Who gets which voice: given once, at somebody's first line, from what has been told by then, and kept.

A role is given in the order in which people first speak, so that nothing later can change or choose it. Going back takes
away the roles given behind that place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wellanyway.asking.people.naming import name_of
from wellanyway.asking.wording import NARRATOR
from wellanyway.memory.chronicle import Chronicle
from wellanyway.memory.tally import Known
from wellanyway.told import Told
from wellanyway.voices.parts import Line
from wellanyway.voices.speech import Voice

__all__ = ["Casting", "Role"]


@dataclass(frozen=True, slots=True)
class Role:
    """A voice that somebody was given in sentence `sentence`, when they went by `name`.

    Somebody without a name is known again by the line: chapter, block and first character of it.
    """

    sentence: int
    name: str
    is_named: bool
    line: tuple[int, int, int]
    voice: str


class Casting:
    """The voices of one sitting with one story. `voices` are an engine's: the narrator's, the teller's, then the others."""

    def __init__(self, voices: Sequence[Voice], roles: Sequence[Role] = ()) -> None:
        """`roles` were given in sittings before. Raises ValueError where there are no voices."""
        if not voices:
            raise ValueError("an engine needs at least one voice")
        self._voices = tuple(voices)
        names = {voice.name for voice in voices}
        self._roles = [role for role in roles if role.voice in names]
        self._cast_to = 1 + max((role.sentence for role in self._roles), default=-1)

    @property
    def narrator(self) -> str:
        """Who tells the story, and speaks for those of whom it is not sure who they are."""
        return self._voices[0].name

    @property
    def teller(self) -> str:
        """Who speaks between the lines: remarks, answers, return lines."""
        return self._voices[1 if len(self._voices) > 1 else 0].name

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles given so far, in their order."""
        return tuple(self._roles)

    def follow(self, told: Told) -> None:
        """Know what has been told before the last sentence of `told`, wherever that is.

        Going on by one sentence costs nothing; of what was skipped those who spoke get their voices in the order of
        their first lines; behind the place roles are forgotten.
        """
        before = max(0, told.told_to - 1)
        self._roles = [role for role in self._roles if role.sentence < before]
        if before > self._cast_to:
            self._catch_up(told.back_to(before))
        self._cast_to = told.told_to

    def voice(self, told: Told, line: Line | None) -> str:
        """Whose voice a part of the last sentence of `told` is in; somebody who first speaks gets one."""
        if line is None or line.speaker < 0:
            return self.narrator
        then = told.back_to(line.known_at).chronicle()
        return self._give(then, line.speaker, (line.chapter, line.block, line.start), line.known_at - 1)

    def _catch_up(self, told: Told) -> None:
        """Voices for those who spoke from `_cast_to` on, each from what was known at the end of that line's sentence."""
        lines = told.chronicle().lines
        speakers = lines.ints("speaker")
        is_line = (speakers >= 0) & lines.is_speech & (lines.ints("depth", 0) == 0)
        places = np.flatnonzero(is_line & (lines.column("sentence") >= self._cast_to))
        _, firsts = np.unique(speakers[places], return_index=True)
        now = told.chronicle()
        for fact in lines.facts(places[np.sort(firsts)]):
            line = (fact.chapter, fact.block, fact.start)
            known = now.known(int(str(fact.value["speaker"])))
            if known is None or self._role(now, known) is not None:
                continue
            then = told.back_to(min(fact.known_at, told.told_to)).chronicle()
            self._give(then, int(str(fact.value["speaker"])), line, fact.sentence)

    def _give(self, known_then: Chronicle, speaker: int, line: tuple[int, int, int], sentence: int) -> str:
        known = known_then.known(speaker)
        if known is None or known.is_plural or not (name := name_of(known)) or name == NARRATOR:
            return self.narrator
        role = self._role(known_then, known)
        if role is None:
            is_named = any(form.form == "proper" and form.name == name for form in known.forms)
            role = Role(sentence, name, is_named, line, self._next(known.gender))
            self._roles.append(role)
        return role.voice

    def _role(self, known_then: Chronicle, known: Known) -> Role | None:
        """The first role given to somebody, under any name they have been heard to go by."""
        names = {form.name for form in known.forms if form.form == "proper"}
        for role in self._roles:
            if role.name in names if role.is_named else self._speaks(known_then, known, role.line):
                return role
        return None

    def _speaks(self, known_then: Chronicle, known: Known, line: tuple[int, int, int]) -> bool:
        lines = known_then.lines
        chapter, block, start = line
        is_it = (
            (lines.column("chapter") == chapter)
            & (lines.column("block") == block)
            & (lines.column("start") == start)
        )
        speakers = lines.ints("speaker")[np.flatnonzero(is_it)]
        return bool(len(speakers)) and known_then.root(int(speakers[0])) == known.number

    def _next(self, gender: str) -> str:
        """The first voice that fits and that fewest have."""
        used = Counter(role.voice for role in self._roles)
        left = [voice for voice in self._voices[2:] if not gender or voice.gender in {gender, ""}]
        if not left:
            return self.narrator
        return min(left, key=lambda voice: used[voice.name]).name
