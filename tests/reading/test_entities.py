"""Everybody met so far: a value that grows and joins and never changes."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from wellanyway.reading.entities import Entities, Entity

_ENTITY = st.builds(
    Entity,
    st.integers(0, 11),
    st.sampled_from(["PER", "FAC", ""]),
    st.lists(st.sampled_from(["Tom", "Rook", "Mr Rook"]), unique=True).map(tuple),
    st.lists(st.sampled_from(["man", "miller"]), unique=True).map(tuple),
    *[st.integers(0, 3)] * 4,
    st.integers(0, 50),
    st.integers(50, 99),
)
_STEP = st.one_of(
    _ENTITY,
    st.tuples(st.integers(0, 11), st.integers(0, 11)),
    st.sets(st.integers(0, 11), max_size=2),
)


def after(steps: list[object]) -> tuple[Entities, int]:
    """Entities behind some steps, and the largest number ever put."""
    found, most = Entities(), -1
    for step in steps:
        before, written = found, json.dumps(found.dump())
        if isinstance(step, Entity):
            found, most = found.put(replace(step, number=found.root(step.number))), max(most, step.number)
        elif isinstance(step, tuple):
            one, other = step
            if found.get(one) is not None and found.get(other) is not None:
                found = found.joined(one, other)
        elif isinstance(step, set):
            found = found.without(step)
        assert json.dumps(before.dump()) == written
    return found, most


@given(st.lists(_STEP, max_size=25))
def test_whatever_happens_it_is_written_and_read_and_numbers_are_new(steps: list[object]) -> None:
    found, most = after(steps)
    written = json.loads(json.dumps(found.dump()))
    again = Entities.load(written)
    assert json.dumps(again.dump()) == json.dumps(found.dump())
    assert again == found
    assert found.next > most
    for one in found:
        assert found.root(one.number) == one.number
        assert found.get(one.number) == one
    for number in range(found.next):
        assert found.root(found.root(number)) == found.root(number)


def test_two_that_are_joined_are_one_with_all_that_is_known_of_both() -> None:
    stranger = Entity(0, "PER", (), ("stranger",), male=2, count=3, first=4, last=9)
    tom = Entity(1, "PER", ("Tom Rook",), ("stranger", "clerk"), male=1, female=1, count=5, first=6, last=12)
    before = Entities().put(stranger).put(tom)
    found = before.joined(1, 0)
    assert found.get(0) == found.get(1)
    one = found.get(0)
    assert one is not None
    assert (one.number, one.names, one.heads) == (1, ("Tom Rook",), ("stranger", "clerk"))
    assert (one.male, one.female, one.count, one.first, one.last) == (3, 1, 8, 4, 12)
    assert [entity.number for entity in found] == [1]
    assert before.root(0) == 0, "they are two for whoever holds the value before"


def test_joins_lead_on_to_the_last_and_joining_one_with_itself_does_nothing() -> None:
    found = Entities()
    for number in range(4):
        found = found.put(Entity(number, "PER", first=number, last=number))
    found = found.joined(1, 0).joined(2, 1).joined(3, 0)
    assert [found.root(number) for number in range(4)] == [3, 3, 3, 3]
    assert found.joined(0, 2) is found


def test_who_is_let_go_is_not_there_and_its_number_is_never_given_again() -> None:
    found = Entities().put(Entity(0, "PER")).put(Entity(1, "PER")).without([1, 7])
    assert found.get(1) is None
    assert found.get(0) is not None
    assert found.next == 2


def test_gender_and_number_are_as_the_evidence_says() -> None:
    assert Entity(0, "PER").gender == ""
    assert Entity(0, "PER", male=2, female=2).gender == ""
    assert Entity(0, "PER", male=2, female=1).gender == "m"
    assert Entity(0, "PER", female=1).gender == "f"
    assert Entity(0, "PER", plural=2, male=1).is_plural
    assert not Entity(0, "PER", plural=1, male=1).is_plural
