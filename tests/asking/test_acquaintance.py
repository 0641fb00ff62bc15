from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellanyway.asking.acquaintance import Acquaintance, distance, near
from wellanyway.facts import Fact, Scalar


def fact(kind: str, sentence: int, **value: Scalar) -> Fact:
    return Fact(kind, sentence, 0, 0, 0, 1, sentence + 1, "test", 1.0, value)


def named(sentence: int, name: str, who: int, person: int = 2) -> Fact:
    return fact("name", sentence, name=name, who=who, person=person)


def test_one_person_from_the_fact_on_that_says_so() -> None:
    facts = [
        named(0, "Tom", 0),
        named(1, "Mr. Pell", 1),
        named(2, "Mr. Pell", 1),
        fact("same", 3, one=0, other=1),
    ]
    assert len(Acquaintance(facts[:3]).people()) == 2
    together = Acquaintance(facts).people()
    assert len(together) == 1
    assert together[0].mentions == 3
    known = Acquaintance(facts)
    assert known.known(1) is known.known(0)


def test_a_place_is_nobody() -> None:
    facts = [fact("name", i, name="Bristol", who=0, place=5) for i in range(3)]
    assert Acquaintance(facts).people() == []


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("tom pell", "Tom Pell"),
        ("Pell", "Tom Pell"),
        ("Mr Vane", "Mr. Vane"),
        ("Jullia", "Julia"),
        ("Zanthia", None),
        ("", None),
    ],
)
def test_finding_by_name(asked: str, name: str | None) -> None:
    known = Acquaintance(
        [named(0, "Tom Pell", 0), named(1, "Julia", 1), named(2, "Mr. Vane", 2), named(3, "Julia", 1)]
    )
    found = known.find(asked)
    assert (found.name if found else None) == name


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance(one: str, two: str) -> None:
    assert distance(one, two) == distance(two, one)
    assert (distance(one, two) == 0) == (one == two)
    assert distance(one, two) <= max(len(one), len(two))


def test_names_that_are_only_alike_are_not_near() -> None:
    assert near("marlowe", "marlow")
    assert not near("tom", "tim")
    assert not near("mary", "jary")
