"""Tally: every entity's mentions counted at a horizon, one array entry an entity.

A fold over the columns of the mentions known there: who is one with whom is settled first, then all is counted
by the number an entity goes by now. Whole columns at a time, so that at a million words it takes milliseconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.memory.fact_rows import Rows
    from wellanyway.memory.fact_table import FactTable

__all__ = ["TYPES", "Form", "Known", "Tally", "roots"]

TYPES = ("PER", "FAC", "GPE", "LOC", "VEH", "ORG", "")
"""What an entity can be; where its mentions disagree alike, the first of these."""

FORMS = ("proper", "common")
_I = ("I", "me", "Me", "my", "My", "mine", "Mine", "myself", "Myself")
_TRAITS = ("named", "narrated", "tells", "male", "female", "plural")
_HAS = (np.arange(1 << len(_TRAITS))[:, None] >> np.arange(len(_TRAITS)) & 1).astype(np.float64)
_RARELY = 3  # called by other words so many times as often: it is no word for them
_NEVER = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class Form:
    """What an entity is called: a name in its one spelling, or the words of common mentions.

    `first` is the earliest sentence that has it.
    """

    name: str
    form: str
    count: int
    first: int


@dataclass(frozen=True, slots=True)
class Known:
    """One entity as it is known at a horizon. `forms` stand in the order in which they were first heard.

    `count` is all its mentions, `named` those by name, `narrated` those outside of what somebody says, and of these
    `tells` the first-person ones; `spoke` the lines of speech that are surely its own. `first` and `last` are sentences.
    `male`, `female` and `plural` are mentions that are evidence of it.
    """

    number: int
    type: str
    count: int
    spoke: int
    first: int
    last: int
    named: int
    narrated: int
    tells: int
    male: int
    female: int
    plural: int
    forms: tuple[Form, ...]

    @property
    def gender(self) -> str:
        """ "m" or "f" as the evidence says, "" where it says nothing or both alike."""
        if self.male == self.female:
            return ""
        return "m" if self.male > self.female else "f"

    @property
    def is_plural(self) -> bool:
        return self.plural > self.male + self.female

    @property
    def is_person(self) -> bool:
        return self.type == "PER"

    @property
    def is_met(self) -> bool:
        """Whether it was more than spoken of."""
        return self.narrated > 0 or self.spoke > 0


def roots(same: Rows, size: int) -> NDArray[np.int64]:
    """For each number below `size` the one its entity goes by: `other` goes by the number of `one`. -1 stays -1."""
    parent: dict[int, int] = {}

    def root(number: int) -> int:
        while number in parent:
            number = parent[number]
        return number

    for one, other in zip(same.ints("one").tolist(), same.ints("other").tolist(), strict=True):
        if one >= 0 and other >= 0 and root(one) != root(other):
            parent[root(other)] = root(one)
    found = np.append(np.arange(size, dtype=np.int64), -1)
    for number in parent:
        found[number] = root(number)
    return found


class Tally:
    """The counts. `lines` has the speakers of the lines spoken, as they were noted; `root` is that of `roots`."""

    def __init__(self, table: FactTable, root: NDArray[np.int64], lines: NDArray[np.int64]) -> None:
        self._texts = table.texts
        self._number = {text: table.number.get(text, -2) for text in (*TYPES, *FORMS, *_I, "m", "f")}
        self._rows = rows = table.rows("mention")
        self._size = len(root) - 1
        self.who = root[rows.ints("who")]
        """Whom each mention means, by the number it goes by now."""
        self._lines = root[lines[lines >= 0]]

    # -- columns with an entry a mention; each is a function of that mention alone

    @cached_property
    def is_quoted(self) -> NDArray[np.bool_]:
        """Whether it stands in what somebody says."""
        return self._rows.flags("quoted")

    @cached_property
    def form(self) -> NDArray[np.int64]:
        """Its form as a place in `FORMS`, -1 for none of them."""
        return self._rows.kept(
            "form", lambda rows, start: self._places(rows.texts("form")[start:], FORMS, -1)
        )

    @cached_property
    def kind(self) -> NDArray[np.int64]:
        """Its type as a place in `TYPES`."""
        other = len(TYPES) - 1
        return self._rows.kept(
            "type", lambda rows, start: self._places(rows.texts("type")[start:], TYPES[:-1], other)
        )

    @cached_property
    def _text(self) -> NDArray[np.int64]:
        """What it calls its entity: of a proper one the name, if it has one, else the words."""

        def texts(rows: Rows, start: int) -> NDArray[np.int64]:
            name, words = rows.texts("name")[start:], rows.texts("words")[start:]
            is_name = (rows.texts("form")[start:] == self._number["proper"]) & (name >= 0)
            return np.where(is_name, name, words)

        return self._rows.kept("text", texts)

    @cached_property
    def _traits(self) -> NDArray[np.int64]:
        """Which of `_TRAITS` it has, as bits."""

        def traits(rows: Rows, start: int) -> NDArray[np.int64]:
            gender, narrated = rows.texts("gender")[start:], ~rows.flags("quoted")[start:]
            first_person = [number for word in _I if (number := self._number[word]) >= 0]
            has = {
                "named": rows.texts("form")[start:] == self._number["proper"],
                "narrated": narrated,
                "tells": narrated & np.isin(rows.texts("words")[start:], first_person),
                "male": gender == self._number["m"],
                "female": gender == self._number["f"],
                "plural": rows.flags("plural")[start:],
            }
            found = np.zeros(len(gender), np.int64)
            for bit, trait in enumerate(_TRAITS):
                found |= has[trait].astype(np.int64) << bit
            return found

        return self._rows.kept("traits", traits)

    def _places(self, given: NDArray[np.int64], names: Sequence[str], default: int) -> NDArray[np.int64]:
        """Texts by their place among some names."""
        found = np.full(len(given), default, np.int64)
        for place, name in enumerate(names):
            found[given == self._number[name]] = place
        return found

    # -- all entities at once

    def matter(self, least: int) -> NDArray[np.int64]:
        """The roots of those with a name, or `least` mentions, or a third of that and a line."""
        size = self._size + 1
        count = np.bincount(self.who + 1, minlength=size)[1:]
        named = np.bincount(self.who[self.form == 0] + 1, minlength=size)[1:]
        spoke = np.bincount(self._lines, minlength=self._size)
        is_heard = (named > 0) | (count >= least) | ((spoke > 0) & (3 * count >= least))
        return np.flatnonzero(is_heard & (count > 0))

    @cached_property
    def is_name(self) -> NDArray[np.bool_]:
        """Which texts, by their numbers, are names here."""
        return self._heard(self.form == 0)

    @cached_property
    def is_called(self) -> NDArray[np.bool_]:
        """Which texts are names or common words for somebody or something."""
        return self._heard(self.form >= 0)

    def _heard(self, which: NDArray[np.bool_]) -> NDArray[np.bool_]:
        held = which & (self.who >= 0) & (self._text >= 0)
        found: NDArray[np.bool_] = np.bincount(self._text[held], minlength=len(self._texts)) > 0
        return found

    def called(self, numbers: Iterable[int]) -> NDArray[np.int64]:
        """The roots of entities that go by a name or common words among some texts, by their numbers."""
        wanted = np.zeros(len(self._texts) + 1, np.bool_)  # one more, for mentions without a text
        wanted[list(numbers)] = True
        return np.unique(self.who[wanted[self._text] & (self.form >= 0) & (self.who >= 0)])

    def mostly_called(self, numbers: Iterable[int], most: int) -> NDArray[np.int64]:
        """The roots of at most `most` entities that some texts, by their numbers, are the names or common words of.

        Those alone that a third of their nominal mentions call so; the most often so called first.
        """
        given = [number for number in numbers if number < len(self._texts)]
        if not given or not self._size:
            return np.zeros(0, np.int64)
        wanted = np.zeros(len(self._texts) + 1, np.bool_)  # one more, for mentions without a text
        wanted[given] = True
        calls = np.bincount(self.who[wanted[self._text] & self._is_nominal], minlength=self._size)
        found = np.flatnonzero((calls > 0) & (calls * _RARELY >= self._nominal))
        return found[np.lexsort((found, -calls[found]))[:most]]

    @cached_property
    def _is_nominal(self) -> NDArray[np.bool_]:
        """Whether each mention means somebody or something by a name or common words."""
        return (self.form >= 0) & (self.who >= 0)

    @cached_property
    def _nominal(self) -> NDArray[np.int64]:
        """How many such mentions each entity has."""
        return np.bincount(self.who[self._is_nominal], minlength=self._size)

    def meaning(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The mentions that mean any of some entities, by their roots."""
        if not len(numbers):
            return np.zeros(0, np.int64)
        return self._among(numbers)[1]

    def last(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The latest sentence that mentions each of some entities, by their roots."""
        place, at = self._among(numbers)
        found = np.full(len(numbers), -1, np.int64)
        np.maximum.at(found, place[self.who[at]], self._rows.column("sentence", at).astype(np.int64))
        return found

    def _among(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For each root its place among some, -1 for the others; and the mentions that mean one of them."""
        place = np.full(self._size + 1, -1, np.int64)  # one more, for mentions that mean nobody
        place[numbers] = np.arange(len(numbers))
        is_one = self.who == numbers[0] if len(numbers) == 1 else place[self.who] >= 0
        return place, np.flatnonzero(is_one)

    # -- a few entities, or many, with all that is known of each

    def known(self, numbers: NDArray[np.int64], *, is_brief: bool = False) -> list[Known]:
        """Some roots, each once, in the order given; those that no mention means are left out.

        Where it is brief, the common words for whoever has a name are left out.
        """
        if not self._size or not len(numbers):
            return []
        size = len(numbers)
        place, at = self._among(numbers)
        who, sentence = place[self.who[at]], self._rows.column("sentence", at).astype(np.int64)
        votes = np.bincount(who * len(TYPES) + self.kind[at], minlength=size * len(TYPES)).reshape(size, -1)
        traits = np.bincount(who << len(_TRAITS) | self._traits[at], minlength=size << len(_TRAITS))
        counts = (traits.reshape(size, -1).astype(np.float64) @ _HAS).astype(np.int64)
        spoke = np.bincount(self._lines, minlength=self._size)[numbers]
        first, last = np.full(size, _NEVER, np.int64), np.full(size, -1, np.int64)
        np.minimum.at(first, who, sentence)
        np.maximum.at(last, who, sentence)
        is_named = counts[:, 0] > 0 if is_brief else np.zeros(size, np.bool_)
        forms = self._forms(who, at, sentence, is_named)
        columns = (numbers, votes.argmax(axis=1), votes.sum(axis=1), spoke, first, last, *counts.T)
        return [
            Known(number, TYPES[kind], count, spoke, first, last, *given, tuple(forms.get(i, ())))  # type: ignore[call-arg]
            for i, (number, kind, count, spoke, first, last, *given) in enumerate(
                zip(*(column.tolist() for column in columns), strict=True)
            )
            if count
        ]

    def _forms(
        self,
        who: NDArray[np.int64],
        at: NDArray[np.int64],
        sentence: NDArray[np.int64],
        is_named: NDArray[np.bool_],
    ) -> dict[int, list[Form]]:
        """What each is called, in the order in which it was first heard; of those named their names alone."""
        text, form = self._text[at], self.form[at]
        held = np.flatnonzero((text >= 0) & (form >= 0) & ((form == 0) | ~is_named[who]))
        found: dict[int, list[Form]] = defaultdict(list)
        if len(held):
            for one, number, kind, count, first in _grouped(
                (who[held], text[held], form[held]), sentence[held]
            ):
                found[one].append(Form(self._texts[number], FORMS[kind], count, first))
        for forms in found.values():
            if len(forms) > 1:
                forms.sort(key=_heard)
        return found


def _heard(form: Form) -> tuple[int, bool, str]:
    return form.first, form.form != "proper", form.name


def _grouped(
    keys: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]], value: NDArray[np.int64]
) -> Iterator[tuple[int, int, int, int, int]]:
    """Each combination of the keys with how often it is there and the least value: one sort of packed numbers."""
    columns = (*keys, value)
    bits = [int(column.max()).bit_length() for column in columns]
    if sum(bits) > 63:
        raise OverflowError(
            "more names and sentences than can be counted: some 30 million words are the limit"
        )
    packed = columns[0]
    for column, size in zip(columns[1:], bits[1:], strict=True):
        packed = packed << size | column
    packed.sort()
    group = packed >> bits[-1]
    starts = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    counts = np.diff(np.append(starts, len(packed)))
    first = packed[starts] & ((1 << bits[-1]) - 1)
    group = group[starts]
    third, second = group & ((1 << bits[2]) - 1), group >> bits[2] & ((1 << bits[1]) - 1)
    return zip(
        (group >> (bits[1] + bits[2])).tolist(),
        second.tolist(),
        third.tolist(),
        counts.tolist(),
        first.tolist(),
        strict=True,
    )
