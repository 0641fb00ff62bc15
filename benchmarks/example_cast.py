"""The example's cast as its key has it: whose each name is, from where on, and who turns out to be whom.

What the key says is one person is so from a place on: a name from where it first stands, or, where the key has a
reveal of it, from the reveal. When a page has been read, names fall into groups, and each group is one person then.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from example_places import Place, Places
from pdnc_score import plain

__all__ = ["Cast", "Name", "Reveal", "load"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a character where it first stands. One that `is_shared` is other people's too, or an ordinary noun."""

    character: int
    text: str
    place: Place
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Reveal:
    """Names (by their numbers) that are one from `page` on."""

    one: int
    other: int
    page: int


@dataclass(frozen=True, slots=True)
class Cast:
    """Characters by number, their names, and what is revealed."""

    characters: tuple[str, ...]
    names: tuple[Name, ...]
    reveals: tuple[Reveal, ...]

    def groups(self, page: int) -> list[int]:
        """For each name the group it belongs to when `page` has been read; -1 for one that has not come up."""
        return [
            group if name.place.page <= page else -1
            for name, group in zip(self.names, self._groups(page), strict=True)
        ]

    def _groups(self, page: int) -> list[int]:
        root = list(range(len(self.names)))
        for number, other in self._from_the_start():
            root[number] = root[other]
        for reveal in self.reveals:
            if reveal.page <= page:
                old, new = root[reveal.other], root[reveal.one]
                root = [new if one == old else one for one in root]
        return root

    def _from_the_start(self) -> list[tuple[int, int]]:
        """Each name with the one of its character that it is one with as soon as it is used.

        Where the key reveals that names of one character are one, those are apart before, but for the earliest. A name
        that no reveal has goes with the one of these that it has a word in common with, or else with the first.
        """
        found = []
        for number, name in enumerate(self.names):
            own = self._revealed(name.character)
            first = next(i for i, one in enumerate(self.names) if one.character == name.character)
            if number in own:
                found.append((number, first if number == own[0] else number))
                continue
            alike = [other for other in own if _words(self.names[other].text) & _words(name.text)]
            found.append((number, alike[0] if alike and alike[0] < number else first))
        return found

    def _revealed(self, character: int) -> list[int]:
        """The names of a character that the key reveals to be one, the earliest first."""
        sides = {
            number
            for reveal in self.reveals
            if self.names[reveal.one].character == self.names[reveal.other].character == character
            for number in (reveal.one, reveal.other)
        }
        return sorted(sides)

    def bearers(self, page: int, texts: Mapping[str, int]) -> set[int]:
        """The groups that share the most with somebody who has been called `texts`, each so many times.

        A shared name counts half. More than one where the names do not decide.
        """
        groups = self.groups(page)
        shares: Counter[int] = Counter()
        often: Counter[int] = Counter()
        for weight, text, group in {
            (1.0 - 0.5 * name.is_shared, plain(name.text), group)
            for name, group in zip(self.names, groups, strict=True)
            if group >= 0 and plain(name.text) in texts
        }:
            shares[group] += round(2 * weight)
            often[group] += round(2 * weight * texts[text])
        most = max(((shares[group], often[group]) for group in shares), default=None)
        return {group for group in shares if (shares[group], often[group]) == most}

    def meant(self, page: int, speaker: str) -> set[int]:
        """The groups of somebody the key calls `speaker`: by a name that is one's alone, or else a character's title."""
        named = list(zip(self.names, self._groups(page), strict=True))
        own = {group for name, group in named if self.characters[name.character] == speaker}
        by_name = [(name.is_shared, group) for name, group in named if plain(name.text) == plain(speaker)]
        alone = {group for is_shared, group in by_name if not is_shared}
        return alone or own or {group for _, group in by_name}


def _words(text: str) -> set[str]:
    return {word for word in plain(text).replace("-", " ").split() if len(word) > 3}


def load(path: Path, places: Places) -> Cast:
    """The cast of a key file. Raises ConfigError where its words are not in the story."""
    value: Any = json.loads(path.read_text("utf-8"))
    characters = value["characters"]
    names = [
        Name(
            number,
            alias["alias"],
            places.find(alias["chapter"], alias["alias"], alias["text"]),
            alias.get("shared", False),
        )
        for number, character in enumerate(characters)
        for alias in character["aliases"]
    ]
    titles = tuple(character["name"] for character in characters)
    names += _titles(titles, names)
    names.sort(key=lambda name: (name.place, name.character))
    reveals = [_reveal(one, titles, names, places) for one in value["reveals"]]
    return Cast(titles, tuple(names), tuple(sorted(reveals, key=lambda one: one.page)))


def _titles(titles: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """What the key calls characters who do not have that for a name: "a woman". Never asked for by itself."""
    found = []
    for number, title in enumerate(titles):
        own = [name for name in names if name.character == number]
        if plain(title) not in {plain(name.text) for name in own}:
            place = min((name.place for name in own), default=Place(0, 0, 0))
            found.append(Name(number, title, place, is_shared=True))
    return found


def _reveal(value: Any, titles: Sequence[str], names: Sequence[Name], places: Places) -> Reveal:
    page = places.find(value["chapter"], value["text"]).page
    one = _name(value["a"], titles, names)
    own = [
        i
        for i, name in enumerate(names)
        if name.text == value["b"] and name.character == names[one].character
    ]
    return Reveal(one, own[0] if own else _name(value["b"], titles, names), page)


def _name(text: str, titles: Sequence[str], names: Sequence[Name]) -> int:
    """The name a reveal speaks of: of the character that is called so, or whose alone it is, or who has it first."""
    able = [i for i, name in enumerate(names) if name.text == text]
    own = [i for i in able if titles[names[i].character] == text]
    alone = [i for i in able if not names[i].is_shared]
    return (own or alone or able)[0]
