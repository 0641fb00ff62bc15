"""Everybody heard of so far: a fold of the reader's facts about names, nothing more."""

from __future__ import annotations

import collections
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wellanyway.facts import Fact
from wellanyway.reading.lexicon import GENDER
from wellanyway.reading.names import canonical_title
from wellanyway.told import Told
from wellanyway.views import Alias, Character, Evidence

__all__ = ["Acquaintance", "Known", "distance", "near"]

_DESCRIPTIONS = 3


@dataclass(slots=True)
class Known:
    """One entry while it is folded: where each of its names stands, what it seems to be."""

    number: int
    forms: collections.Counter[str] = field(default_factory=collections.Counter)
    first_of: dict[str, int] = field(default_factory=dict)
    first: int = -1
    last: int = -1
    person: int = 0
    place: int = 0
    spoke: int = 0
    described: list[int] = field(default_factory=list)

    @property
    def mentions(self) -> int:
        return self.forms.total()

    @property
    def is_person(self) -> bool:
        """Whether what was told makes it somebody: spoke, has a title, does what people do."""
        return self.person >= 2 and self.person > self.place

    @property
    def name(self) -> str:
        """The name to show: given name and surname where both were told, else the one most heard."""
        full = [
            form
            for form in self.forms
            if len(form.split()) > 1
            and form.split()[0] in GENDER
            and canonical_title(form.split()[0]) is None
        ]
        if full and self.forms[max(full, key=self._weight)] * 12 >= self.mentions:
            return max(full, key=self._weight)
        return max(self.forms, key=self._weight)

    def _weight(self, form: str) -> tuple[int, int]:
        return self.forms[form], -self.first_of[form]

    def first_told(self, name: str) -> int:
        """Where it was first called by `name`, or else first named."""
        return self.first_of.get(name, self.first)

    def absorb(self, other: Known) -> None:
        """Take in an entry that turned out to be the same person."""
        self.forms.update(other.forms)
        for form, sentence in other.first_of.items():
            self.first_of[form] = min(sentence, self.first_of.get(form, sentence))
        self.first = min(self.first, other.first)
        self.last = max(self.last, other.last)
        self.person += other.person
        self.place += other.place
        self.spoke += other.spoke
        self.described = sorted({*self.described, *other.described})


class Acquaintance:
    """All names told of at one horizon, by the number the reader gave whom they name."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.entries: dict[int, Known] = {}
        self._same: dict[int, int] = {}
        for fact in facts:
            if fact.kind == "name":
                self._mention(fact)
            elif fact.kind == "quotation":
                who = fact.value.get("who", -1)
                if isinstance(who, int) and who >= 0:
                    self._entry(who).spoke += 1
            elif fact.kind == "described":
                self._entry(int(fact.value["who"] or 0)).described.append(fact.sentence)
            elif fact.kind == "same":
                self._join(int(fact.value["one"] or 0), int(fact.value["other"] or 0))
        self.entries = {number: known for number, known in self.entries.items() if known.forms}

    def _root(self, number: int) -> int:
        while number in self._same:
            number = self._same[number]
        return number

    def _entry(self, number: int) -> Known:
        number = self._root(number)
        if number not in self.entries:
            self.entries[number] = Known(number)
        return self.entries[number]

    def _mention(self, fact: Fact) -> None:
        value = fact.value
        known = self._entry(int(value["who"] or 0))
        name = str(value["name"])
        known.forms[name] += 1
        known.first_of[name] = min(fact.sentence, known.first_of.get(name, fact.sentence))
        known.first = fact.sentence if known.first < 0 else min(known.first, fact.sentence)
        known.last = max(known.last, fact.sentence)
        known.person += int(value.get("person") or 0)
        known.place += int(value.get("place") or 0)

    def _join(self, one: int, other: int) -> None:
        one, other = self._root(one), self._root(other)
        if one == other:
            return
        gone = self.entries.pop(other, None)
        self._same[other] = one
        if gone is not None and gone.forms:
            self._entry(one).absorb(gone)

    def known(self, number: int) -> Known | None:
        """The entry of the reader's number, None where nothing was told of it."""
        return self.entries.get(self._root(number))

    def people(self) -> list[Known]:
        """Those that are somebody, the most heard of first, the first heard of first among equals."""
        found = [known for known in self.entries.values() if known.is_person]
        return sorted(found, key=lambda known: (-known.mentions, known.first, known.number))

    def find(self, name: str) -> Known | None:
        """Whom a listener means by `name`: whole, in part, or misspelt; never by names not told."""
        wanted = _plain(name)
        if not wanted:
            return None
        ranked = sorted(
            self.entries.values(),
            key=lambda known: (not known.is_person, -known.mentions, known.first, known.number),
        )
        for test in (_is_whole, _is_part, _is_near):
            for known in ranked:
                if any(test(wanted, _plain(form)) for form in known.forms):
                    return known
        return None

    def character(self, told: Told, known: Known) -> Character:
        """The entry as it is shown."""
        aliases = sorted(known.first_of.items(), key=lambda item: (item[1], item[0]))
        described = list(dict.fromkeys(sorted(known.described)))[:_DESCRIPTIONS]
        return Character(
            name=known.name,
            aliases=tuple(Alias(form, sentence, told.sentence(sentence).at) for form, sentence in aliases),
            first=told.evidence(known.first),
            last=told.evidence(known.last),
            mentions=known.mentions,
            spoke=known.spoke,
            said_of=tuple(_evidence(told, described)),
        )


def _evidence(told: Told, ordinals: Sequence[int]) -> Iterable[Evidence]:
    return (told.evidence(ordinal) for ordinal in ordinals)


def _plain(name: str) -> tuple[str, ...]:
    """Words in lower case; titles canonical, an article and a possessive left off."""
    parts = name.replace("’", "'").strip(' ?!.,;:"“”').split()
    found = [
        (canonical_title(part.capitalize()) or part).rstrip(".,").lower().removesuffix("'s") for part in parts
    ]
    return tuple(part for part in found[1 if found[:1] in (["the"], ["old"], ["young"]) else 0 :] if part)


def _is_whole(wanted: tuple[str, ...], form: tuple[str, ...]) -> bool:
    return wanted == form


def _is_part(wanted: tuple[str, ...], form: tuple[str, ...]) -> bool:
    return set(wanted) <= set(form)


def _is_near(wanted: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """Every word wanted is nearly a word of the form."""
    return all(any(near(word, other) for other in form) for word in wanted)


def near(word: str, other: str) -> bool:
    """Whether one is plausibly the other misspelt: same first letter or sound, one slip, two in long words."""
    if word == other:
        return True
    if min(len(word), len(other)) < 4 or word[0] not in _alike(other[0]):
        return False
    return distance(word, other) <= (1 if len(other) < 7 else 2)


def _alike(letter: str) -> str:
    return {"c": "ck", "k": "ck", "j": "jg", "g": "jg", "s": "sz", "z": "sz"}.get(letter, letter)


def distance(one: str, two: str) -> int:
    """Letters to add, leave out, change or swap to make one of the other."""
    before: list[int] = []
    last = list(range(len(two) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, other in enumerate(two, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
