"""Whom a name names: one row of names after another, as a story brings them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellanyway.reading.aliases import Aliases, Resolution, Surroundings
from wellanyway.reading.entities import Entities, Entity
from wellanyway.reading.hypocorisms import is_short_for
from wellanyway.reading.proper import form


class Story:
    """People as they are named: each name goes to whom the aliases say, at one sentence after another."""

    def __init__(self) -> None:
        self.entities = Entities()
        self.aliases = Aliases()
        self.at = 0

    def resolve(self, name: str, kind: str = "PER", **around: object) -> Resolution:
        place = replace(Surroundings(at=self.at), **around)  # type: ignore[arg-type]
        return self.aliases.resolve(form(name, kind), kind, self.entities, place)

    def meet(self, name: str, kind: str = "PER", *, as_number: int | None = None, gender: str = "") -> int:
        found = self.resolve(name, kind)
        number = as_number if as_number is not None else found.number
        named = form(name, kind)
        if number < 0:
            number = self.entities.next
        one = self.entities.get(number) or Entity(number, kind, first=self.at)
        gender = gender or named.gender
        self.entities = self.entities.put(
            replace(
                one,
                names=one.names if named.name in one.names else (*one.names, named.name),
                male=one.male + 2 * (gender == "m"),
                female=one.female + 2 * (gender == "f"),
                count=one.count + 1,
                last=self.at,
            )
        )
        for other in found.proves:
            self.entities = self.entities.joined(number, other)
        self.aliases = self.aliases.add(named, number, kind)
        self.at += 1
        return number


def groups(*names: str) -> list[list[str]]:
    """The names of each that they were taken to mean, in order."""
    story = Story()
    numbers = [story.meet(name) for name in names]
    found: dict[int, list[str]] = {}
    for name, number in zip(names, numbers, strict=True):
        found.setdefault(story.entities.root(number), []).append(name)
    return list(found.values())


@pytest.mark.parametrize(
    "names",
    [
        ["Julia Rook", "Julia", "Miss Rook"],
        ["Tom", "Tom Pell", "Mr. Pell"],
        ["Mr. Kurtz", "Kurtz"],
        ["Dr. Vane", "Doctor Vane", "Vane", "DR. VANE"],
        ["Elizabeth Pell", "Lizzy", "Miss Lizzy"],
        ["Will Harrow", "William Harrow", "William"],
        ["Sir Edmund Pell", "Sir Edmund"],
        ["J. Harrow", "James Harrow"],
        ["Ragged Dick", "Dick"],
        ["Captain Flint", "Mr. Flint", "old Captain Flint"],
        ["Mrs. Caleb Rook", "Mrs. Rook"],
        ["Colonel Harrow", "the Colonel"],
        ["the Queen of Hearts", "the Queen"],
        ["Augustine St. Clare", "St. Clare"],
        ["Dr. Van Helder", "Van Helder", "Abraham Van Helder"],
        ["the Rooks", "Mr. and Mrs. Rook"],
        ["John Pell, Esq. of Harrow Park", "Mr. Pell"],
    ],
)
def test_names_that_mean_one(names: list[str]) -> None:
    assert groups(*names) == [names]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Mr. Rook", "Mrs. Rook"),
        ("Mrs. Rook", "Miss Rook"),
        ("Tom Pell", "Tom Vane"),
        ("Tom Pell", "Sam Pell"),
        ("Mrs. Rook", "Julia Rook"),
        ("Miss Rook", "Miss Julia Rook"),
        ("Mr. Rook", "the Rooks"),
        ("Mr. Rook", "Sir Caleb Rook"),
        ("Charles Pell", "Charles II"),
        ("Kate", "Mary"),
        ("Edward IV", "Edward V"),
        ("Mr. Rook", "Master Rook"),
        ("King James", "James"),
    ],
)
def test_names_that_mean_two(first: str, second: str) -> None:
    assert groups(first, second) == [[first], [second]]


def test_who_shares_a_surname_keeps_apart() -> None:
    names = ["Mr. Rook", "Mrs. Rook", "Julia Rook", "Edith Rook", "Mr. Rook", "Julia", "Edith", "Mrs. Rook"]
    assert groups(*names) == [
        ["Mr. Rook", "Mr. Rook"],
        ["Mrs. Rook", "Mrs. Rook"],
        ["Julia Rook", "Julia"],
        ["Edith Rook", "Edith"],
    ]


def test_a_name_that_two_can_bear_is_unsure() -> None:
    story = Story()
    story.meet("Tom Pell")
    story.meet("Tom Vane")
    found = story.resolve("Tom")
    assert not found.sure
    assert {number for number, _ in found.candidates} == {0, 1}


def test_a_surname_stays_with_whom_it_was_used_for() -> None:
    story = Story()
    father = story.meet("Mr. Rook")
    son = story.meet("Caleb Rook", as_number=7)
    assert story.meet("Rook", as_number=son) == son
    assert story.resolve("Rook").number == son != father


def test_what_was_joined_stays_joined_when_a_namesake_comes() -> None:
    assert groups("Julia Rook", "Julia", "Julia Pell", "Julia Rook")[0] == [
        "Julia Rook",
        "Julia",
        "Julia Rook",
    ]


def test_a_whole_name_proves_two_halves_to_be_one() -> None:
    assert groups("Jim", "Harrow", "Jim Harrow") == [["Jim", "Harrow", "Jim Harrow"]]
    story = Story()
    story.meet("Jim")
    story.meet("Mr. Harrow")
    assert story.resolve("Jim Harrow").proves == ()  # that may be his father


def test_gender_keeps_apart() -> None:
    story = Story()
    story.meet("Evelyn", gender="m")
    assert story.resolve("Evelyn", gender="f").number == -1


def test_who_it_cannot_be_is_left_out() -> None:
    story = Story()
    number = story.meet("Tom")
    assert story.resolve("Tom", not_these=frozenset({number})).number == -1


def test_places_are_no_people() -> None:
    story = Story()
    person = story.meet("Mr. Harrow")
    mill = story.meet("Harrow Mill", "FAC")
    assert mill != person
    assert story.resolve("the Mill", "FAC").number == mill
    assert story.resolve("Harrow", "GPE").number == -1


@pytest.mark.parametrize(
    ("first", "second"), [("the River Pell", "the Pell"), ("Lake Orrin", "Orrin"), ("Bristol", "BRISTOL")]
)
def test_places_that_are_one(first: str, second: str) -> None:
    story = Story()
    assert story.meet(first, "LOC") == story.meet(second, "GPE")


def test_another_of_the_name_is_new() -> None:
    story = Story()
    story.meet("Rook")
    assert story.resolve("a Rook").number == -1


def test_young_and_old_are_two() -> None:
    assert len(groups("young Mr. Rook", "old Mr. Rook")) == 2


def test_two_that_turned_out_to_be_one_are_found_as_one() -> None:
    story = Story()
    a, b = story.meet("Mr. Rook"), story.meet("Orlo")
    story.entities = story.entities.joined(a, b)
    assert story.resolve("Orlo").number == a


@given(
    st.lists(st.sampled_from(["Tom", "Mr. Pell", "Tom Pell", "Lizzy", "the Rooks", "Pell Hill"]), max_size=8)
)
def test_dumped_and_loaded_it_is_the_same(names: list[str]) -> None:
    story = Story()
    for name in names:
        story.meet(name)
    dumped = json.loads(json.dumps(story.aliases.dump()))
    assert Aliases.load(dumped) == story.aliases
    assert json.loads(json.dumps(Aliases.load(dumped).dump())) == dumped


def test_adding_leaves_the_value_before_as_it_was() -> None:
    before = Aliases()
    after = before.add(form("Tom Pell"), 0)
    assert "tom pell" in after
    assert "Pell" in after
    assert "tom pell" not in before


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [("lizzy", "elizabeth", True), ("eliza", "lizzy", True), ("bill", "william", True), ("tom", "tim", False),
     ("mary", "anne", False), ("quill", "quill", True)],
)  # fmt: skip
def test_short_forms(one: str, other: str, are: bool) -> None:
    assert is_short_for(one, other) is are
