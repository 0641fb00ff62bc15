"""Everybody heard of so far, as a listener may ask for them: by a name, a part of it, or a description."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from wellanyway.asking.people.naming import name_of
from wellanyway.asking.people.putting_right import put_right
from wellanyway.asking.people.spelling import BESIDE, near_words
from wellanyway.asking.wording import NARRATOR
from wellanyway.memory.name_index import plain
from wellanyway.memory.tally import Known
from wellanyway.reading.stems import STOPWORDS
from wellanyway.told import Told
from wellanyway.views import Alias, Character, Moment

if TYPE_CHECKING:
    from wellanyway.memory.chronicle import Chronicle

__all__ = ["Acquaintance"]

_MATTERS = 3  # mentions of somebody nameless who is in the cast; with a line a third is enough
_LONGER = 4_000  # sentences behind which it takes one more to be remembered


class Acquaintance:
    """Who is who at one horizon, by the numbers that the reader gave."""

    def __init__(self, told: Told, *, chronicle: Chronicle | None = None) -> None:
        """`chronicle` is by default what was told, with what the listener has put right."""
        self.chronicle = put_right(told) if chronicle is None else chronicle
        self._least = _MATTERS + told.told_to // _LONGER
        self._names: dict[int, str] = {}

    def name(self, number: int) -> str | None:
        """The name to show for an entity, None where there is none."""
        root = self.chronicle.root(number)
        if root not in self._names and (known := self.chronicle.known(root)) is not None:
            self.name_of(known)
        return self._names.get(root) or None

    def name_of(self, known: Known) -> str:
        """The same, "" where there is none."""
        found = self._names.get(known.number)
        if found is None:
            found = self._names[known.number] = name_of(known)
        return found

    def is_somebody(self, known: Known) -> bool:
        """Whether it is a person who matters: has a name or comes up again, and can be called something."""
        if not known.is_person or (known.is_plural and not known.named):
            return False
        weight = 3 * known.count if known.spoke else known.count
        return bool((known.named or weight >= self._least) and self.name_of(known))

    def people(self) -> list[Known]:
        """Persons who matter, the most heard of first, the first heard of first among equals."""
        found = [known for known in self.chronicle.people(self._least) if self.is_somebody(known)]
        return sorted(found, key=lambda known: (-known.count, known.first, known.number))

    def names(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """The names of those among some entities who are persons and matter, each once, in their order."""
        found = self.chronicle.everybody(list(numbers))
        return tuple(dict.fromkeys(self.name_of(known) for known in found if self.is_somebody(known)))

    # -- by name

    def find(self, name: str) -> Known | None:
        """Whom a listener means: a name whole, in part or misspelt, or a description; by nothing that was not told."""
        wanted = plain(name)
        if not wanted or all(word in STOPWORDS for word in wanted):
            return None
        if wanted == plain(NARRATOR) and (narrator := self._narrator()) is not None:
            return narrator
        found = self._called(wanted)
        if found is None and wanted[0] in {"old", "young"}:
            found = self._called(wanted[1:])
        return found if found is not None else self._misspelt(wanted)

    def _narrator(self) -> Known | None:
        found = [known for known in self.chronicle.people(1) if known.tells]
        return max(found, key=lambda known: (known.tells, -known.first, -known.number), default=None)

    def _called(self, wanted: tuple[str, ...]) -> Known | None:
        """By all the words of a name or description, or else by some."""
        having = self.chronicle.names_having(wanted) if wanted else set()
        return self._best({name for name in having if plain(name) == wanted} or having)

    def _misspelt(self, wanted: tuple[str, ...]) -> Known | None:
        """By words each of which is nearly one of the name."""
        found: set[str] | None = None
        is_one_told = any(self.chronicle.names_having([word], proper_only=True) for word in wanted)
        for given in wanted:
            words = near_words(given, self.chronicle.words, *([BESIDE] if is_one_told else []))
            names = set().union(*(self.chronicle.names_having([word], proper_only=True) for word in words))
            found = names if found is None else found & names
        return self._best(found or ())

    def others(self, name: str) -> list[Known]:
        """All whom a name, a part of one or a description may mean, the likeliest first."""
        return self._ranked(self.chronicle.names_having(plain(name)) if plain(name) else ())

    def _best(self, names: Iterable[str]) -> Known | None:
        """Whom one of some names means."""
        return next(iter(self._ranked(names)), None)

    def _ranked(self, names: Iterable[str]) -> list[Known]:
        """Whom some names mean: persons before others, names before descriptions.

        Of several with a name the one most heard of is meant, of several with a description the one heard of last.
        """
        wanted = set(names)

        def rank(known: Known) -> tuple[bool, bool, int, int, int]:
            is_name = any(form.form == "proper" and form.name in wanted for form in known.forms)
            return (
                not known.is_person,
                not is_name,
                -known.count if is_name else -known.last,
                known.first,
                known.number,
            )

        return sorted(self.chronicle.everybody(self.chronicle.going_by(wanted)), key=rank)

    # -- as they are shown

    def characters(self, told: Told, people: Sequence[Known]) -> list[Character]:
        """Some of them as the cast shows them."""
        ordinals = (
            ordinal
            for known in people
            for ordinal in (known.first, known.last, *(form.first for form in known.forms))
        )
        at = told.places(ordinals)
        return [self._character(known, at) for known in people]

    def _character(self, known: Known, at: dict[int, str]) -> Character:
        return Character(
            name=self.name_of(known),
            type=known.type,
            gender=known.gender,
            aliases=tuple(
                Alias(form.name, form.first, at[form.first]) for form in known.forms if form.form == "proper"
            ),
            first=Moment(known.first, at[known.first]),
            last=Moment(known.last, at[known.last]),
            mentions=known.count,
            named=known.named,
            spoke=known.spoke,
            is_met=known.is_met,
        )
