"""Who is who: keeps the names met so far apart or together, on sure and earlier evidence alone.

A person has forms ("Julia Rook", "Julia", "Miss Rook"). A new form joins a person already met only where
one person alone can be meant; two who share a name stay two. What was joined stays joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from wellanyway.reading.lexicon import GENDER, PLACE_NOUNS, TITLES
from wellanyway.reading.names import Name

__all__ = ["People", "Person"]

_SURE = 6  # evidence is not counted beyond this
_MARRIED = frozenset({"Mrs", "Lady", "Madame"})
_BY_GIVEN_NAME = frozenset({"Sir", "Lady", "Uncle", "Aunt", "Cousin", "Miss", "Master", "King", "Queen", "Prince", "Princess",
                            "Father", "Mother", "Sister", "Brother", "Don", "Mr", "Dame", "Mistress"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """One entry: the words of its forms, its titles, what it seems to be."""

    number: int
    forms: tuple[tuple[str, ...], ...]  # words without titles
    titles: tuple[str, ...]
    gender: str  # "m", "f" or "" where nothing told
    person: int = 0
    place: int = 0

    @property
    def is_place(self) -> bool:
        """Whether it is rather a place or a thing."""
        return self.place > self.person

    def is_compatible(self, gender: str) -> bool:
        return not gender or not self.gender or gender == self.gender


@dataclass(frozen=True, slots=True)
class People:
    """Everybody named so far. Never changed in place: `met` gives the next one."""

    forms: dict[str, int] = field(default_factory=dict)
    entries: dict[int, Person] = field(default_factory=dict)
    by_word: dict[str, tuple[int, ...]] = field(default_factory=dict)  # first and last words of forms

    def __contains__(self, name: object) -> bool:
        """Whether a form, or a first or last word of one, has been met."""
        return name in self.forms or name in self.by_word

    def met(self, name: Name) -> tuple[int, People]:
        """The number of whom `name` names, and everybody known behind it."""
        number = self.forms.get(name.form)
        if number is not None:
            return number, self._weighed(number, name)
        inside = self._inside(name)
        if len(inside) > 1:
            return self._one_of(inside).met(name)
        joined = inside[0] if inside else self._joins(name)
        entry = self.entries[joined] if joined is not None else None
        if entry is None:
            entry = Person(len(self.entries), (), (), "")
        gender = entry.gender or _gender(name)
        grown = replace(
            entry,
            forms=entry.forms if name.words in entry.forms else (*entry.forms, name.words),
            titles=tuple(dict.fromkeys((*entry.titles, *name.titles))),
            gender=gender,
            person=min(_SURE, entry.person + name.person),
            place=min(_SURE, entry.place + name.place),
        )
        by_word = dict(self.by_word)
        for word in sorted({name.words[0], name.words[-1]} - PLACE_NOUNS):
            by_word[word] = tuple(dict.fromkeys((*by_word.get(word, ()), entry.number)))
        forms = {**self.forms, name.form: entry.number}
        return entry.number, People(forms, {**self.entries, entry.number: grown}, by_word)

    def _inside(self, name: Name) -> list[int]:
        """Persons known by two or more of the words of a longer name: Long John and John Silver, in Long John Silver."""
        words = name.words
        parts = [words[:-1], words[1:]] if len(words) == 3 else []
        found = [self.forms.get(" ".join(part)) for part in parts]
        numbers = dict.fromkeys(number for number in found if number is not None)
        return [
            number for number in numbers if not self.entries[number].is_place and name.place <= name.person
        ]

    def _one_of(self, numbers: Sequence[int]) -> People:
        """The later ones become the first: one person from here on."""
        first = min(numbers)
        gone = set(numbers) - {first}
        one = self.entries[first]
        for number in sorted(gone):
            other = self.entries[number]
            one = replace(
                one,
                forms=(*one.forms, *(form for form in other.forms if form not in one.forms)),
                titles=tuple(dict.fromkeys((*one.titles, *other.titles))),
                gender=one.gender or other.gender,
            )
        return People(
            {form: first if number in gone else number for form, number in self.forms.items()},
            {**self.entries, first: one},
            {
                word: tuple(dict.fromkeys(first if n in gone else n for n in ns))
                for word, ns in self.by_word.items()
            },
        )

    def _weighed(self, number: int, name: Name) -> People:
        entry = self.entries[number]
        person = min(_SURE, entry.person + name.person)
        place = min(_SURE, entry.place + name.place)
        if (person, place) == (entry.person, entry.place):
            return self
        return replace(self, entries={**self.entries, number: replace(entry, person=person, place=place)})

    def _joins(self, name: Name) -> int | None:
        """The one person that a form not met before can name; None where there is none, or are several."""
        others = [
            self.entries[number]
            for number in dict.fromkeys(
                (*self.by_word.get(name.words[0], ()), *self.by_word.get(name.words[-1], ()))
            )
        ]
        others = [one for one in others if not one.is_place]
        if name.place > name.person:
            return None
        if len(name.words) > 1:
            return _only(one for one in others if _is_longer_form(name, one))
        if name.titles:
            if len([one for one in others if name.words[0] in _lasts(one)]) > 1:
                others = [one for one in others if name.words[0] in _firsts(one)]
            return _only(one for one in others if _goes_with_title(name, one))
        return _only(one for one in others if name.words[0] in _firsts(one) or one.gender != "f")


def _only(found: Iterable[Person]) -> int | None:
    numbers = [one.number for one in found]
    return numbers[0] if len(numbers) == 1 else None


def _firsts(one: Person) -> set[str]:
    return {form[0] for form in one.forms if len(form) > 1 or form[0] in GENDER}


def _lasts(one: Person) -> set[str]:
    return {form[-1] for form in one.forms if len(form) > 1 or one.titles or form[-1] not in GENDER}


def _gender(name: Name) -> str:
    for title in reversed(name.titles):
        if TITLES.get(title):
            return TITLES[title]
    if len(name.words) > 1 or not name.titles:
        return GENDER.get(name.words[0], "")
    return ""


def _is_longer_form(name: Name, one: Person) -> bool:
    """Whether "Julia Rook" can be the person known as "Julia", or "Julia A. Rook", or "Captain Rook"."""
    if not one.is_compatible(_gender(name)):
        return False
    long = [form for form in one.forms if len(form) > 1]
    first, last = name.words[0], name.words[-1]
    if long:
        return any(form[0] == first and form[-1] == last for form in long)
    if (first,) in one.forms:
        return not one.titles or first in GENDER
    if (last,) in one.forms and not one.titles and _gender(name) == "m":  # Marlow, then Charlie Marlow
        return True
    same_title = any(title in one.titles and not TITLES.get(title) for title in name.titles)
    return (last,) in one.forms and same_title


def _goes_with_title(name: Name, one: Person) -> bool:
    """Whether "Miss Rook" or "Sir Henry" can be a person known by other forms."""
    word, title, gender = name.words[0], name.titles[-1], _gender(name)
    if not one.is_compatible(gender):
        return False
    if word in _firsts(one):
        return title in _BY_GIVEN_NAME
    if word not in _lasts(one) or title in _MARRIED or title in _BY_GIVEN_NAME - {"Miss", "Mr"}:
        return False
    if any(other != title and TITLES.get(other) and other != "Mr" for other in one.titles):
        return False
    is_bare = all(len(form) == 1 for form in one.forms)
    if gender == "f":
        return not is_bare and one.gender == "f"
    return True
