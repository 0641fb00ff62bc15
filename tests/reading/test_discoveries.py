"""Two that turn out to be one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.reading.page_of import page_of
from wellanyway.reading.coreference import CoreferenceState
from wellanyway.reading.discoveries import Discoveries
from wellanyway.reading.entities import Entities, Entity


def joined(marked: str, **known: Any) -> set[frozenset[int]]:
    page = page_of(marked, **known)
    Discoveries().read(page, None)
    assert page.entities is not None
    for fact in page.facts:
        assert page.entities.root(int(str(fact.value["other"]))) == page.entities.root(
            int(str(fact.value["one"]))
        )
    return {frozenset((int(str(f.value["one"])), int(str(f.value["other"])))) for f in page.facts}


ONE = {frozenset((1, 2))}


@pytest.mark.parametrize(
    "marked",
    [
        "“[My]1 name is [Rook]2,” said he.",
        "“[I]1 am [Rook]2,” said he.",
        "“Call [me]1 [Rook]2.”",
        "[I]1, [Silas Rook]2, saw it.",
        "[Mr. Rook]1 was [[her]3 brother]2 all along.",
        "[The stranger]1 was [Tom]2.",
        "[The thief]1 was none other than [the captain]2.",
        "They met [a clerk named [Lamb]1]2.",
        "They met [a boy]1 called [Tom]2.",
        "[She]1 was known as [Quilla]2.",
        "[The boy]1, whose name was [Tom]2, ran.",
        "[[His]3 wife]1, [Mary]2, came.",
        "[[His]3 wife]1 [Mary]2 came.",
        "[Tom]1, [the captain of the watch]2, came.",
        "[Lord Vane]1, whose real name was [Mr. Pell]2, fled.",
    ],
)
def test_what_is_found_out(marked: str) -> None:
    assert joined(marked, speakers=[1]) == ONE


@pytest.mark.parametrize(
    "marked",
    [
        "[Mr. Rook]1 was not [[her]3 brother]2.",
        "Was [Mr. Rook]1 [[her]3 brother]2?",
        "If [Mr. Rook]1 was [[her]3 brother]2, they would know.",
        "[Mr. Rook]1 was [a brother]2 to [her]3.",
        "[Mr. Rook]1 was like [[her]3 brother]2.",
        "She dreamed that [the stranger]1 was [Tom]2.",
        "[The stranger]1 might be [Tom]2.",
        "“[I]1 am [[Rook]2’s brother]4,” said he.",
        "They met [[his]3 wife]1, [Mary]2, and [Tom]4.",
        "“You know [[my]3 aunt]1, [Peggy]2?”",
        "[Mr. Rook]1 was [[her]3 sister]2.",
        "[She]1 was known as [Mr. Rook]2.",
        "[The boys]1 were [Tom]2.",
        "“[My]1 name is [Sarah]2,” said [Huck]1.",
        "[He]3 chased [me]1, calling [me]1 [the Angel of Death]2.",
        "[I]1, [Tom]2, and [Mary]4 went.",
    ],
)
def test_what_is_not(marked: str) -> None:
    assert ONE.isdisjoint(joined(marked, speakers=[1]))


def test_somebody_elses_word_does_not_rename_who_has_a_name() -> None:
    known = [Entity(1, "PER", names=("Dora",), female=3, count=9)]
    assert joined("[Her]1 name was [Miss Mills]2.", met=known) == set()
    assert joined("[Her]1 name was [Miss Mills]2.", met=[Entity(1, "PER", female=3, count=9)]) == ONE


def test_who_has_a_name_keeps_the_number() -> None:
    page = page_of("[The stranger]1 was [Tom]2.")
    Discoveries().read(page, None)
    (fact,) = page.facts
    assert fact.value == {"one": 2, "other": 1}
    assert fact.known_at == page.window.known_at


def test_who_speaks_is_whom_it_is_about() -> None:
    met = [Entity(7, "PER", count=3)]
    assert joined("“[My]1 name is [Rook]2.”", speakers=[7], met=met) == {frozenset((7, 2))}
    assert joined("“[My]1 name is [Rook]2.”", speakers=[-1]) == set()


@dataclass(frozen=True)
class Remembered:
    entities: Entities


def test_it_goes_on_in_the_state_of_coreference() -> None:
    page = page_of("[The stranger]1 was [Tom]2.")
    assert page.entities is not None
    before = Remembered(page.entities)
    after = Discoveries().read(page, before)
    assert after.entities.root(1) == 2
    assert before.entities.root(1) == 1


def test_nothing_found_out_leaves_the_state_alone() -> None:
    page = page_of("[Tom]1 ran.")
    assert page.entities is not None
    before = Remembered(page.entities)
    assert Discoveries().read(page, before) is before


def test_who_the_narrator_is_the_narrator_alone_can_say() -> None:
    page = page_of("[The stranger]1 was [Tom]2.")
    assert page.entities is not None
    state = CoreferenceState(entities=page.entities, narrator=1)
    assert Discoveries().read(page, state).entities.root(1) == 1
    assert Discoveries().read(page, replace(state, narrator=-1)).entities.root(1) == 2


@pytest.mark.parametrize(("how", "is_found"), [("narrator", True), ("tag", True), ("turns", False)])
def test_the_narrator_is_named_only_where_it_is_told_that_he_says_it(how: str, is_found: bool) -> None:
    page = page_of("“[I]1 am [Rook]2.”", speakers=[1])
    page.speeches[0].how = how
    Discoveries().read(page, CoreferenceState(narrator=1, entities=page.entities or Entities()))
    assert bool(page.facts) is is_found
