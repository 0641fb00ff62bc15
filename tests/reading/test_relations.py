"""Who is what to whom."""

from __future__ import annotations

import json

import pytest

from tests.reading.page_of import page_of
from wellanyway.reading.entities import Entity
from wellanyway.reading.relations import Relations


def noted(marked: str, **known: object) -> list[tuple[int, str, int]]:
    page = page_of(marked, **known)  # type: ignore[arg-type]
    Relations().read(page, Relations().start())
    return [(int(str(f.value["who"])), str(f.value["kind"]), int(str(f.value["to"]))) for f in page.facts]


@pytest.mark.parametrize(
    ("marked", "relation"),
    [
        ("They saw [[his]1 wife]2.", (2, "wife", 1)),
        ("They saw [[Tom]1’s brother]2.", (2, "brother", 1)),
        ("They saw [[my]1 uncle Toby]2.", (2, "uncle", 1)),
        ("They saw [the brother of [Mary]1]2.", (2, "brother", 1)),
        ("They saw [the captain of [the ship]1V]2.", (2, "captain", 1)),
        ("They saw [a brother to [Lord Orme]1]2.", (2, "brother", 1)),
        ("[Mary]3 was [the daughter of [Mr. Pell]1]2.", (3, "daughter", 1)),
        ("[Mary]3, [[his]1 wife]2, was there.", (3, "wife", 1)),
        ("[Mary]3 married [Tom]1.", (3, "wife", 1)),
        ("[Tom]1 had married [Mary]3.", (3, "wife", 1)),
        ("They saw [[[his]1 mother]4’s maid]2.", (2, "maid", 4)),
    ],
)
def test_what_is_noted(marked: str, relation: tuple[int, str, int]) -> None:
    assert relation in noted(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "They saw [[his]1 future wife]2.",
        "They saw [[his]1 letter]2F.",
        "If she were [[his]1 wife]2, they would know.",
        "“Yes, [[my]1 lord]2!”",
        "He ran like [[his]1 brother]2.",
        "[Mary]3 would have married [Tom]1.",
        "They saw [the captain]2 and [the ship]1V.",
    ],
)
def test_what_is_not(marked: str) -> None:
    assert noted(marked) == []


def test_a_list_is_no_apposition() -> None:
    assert (3, "wife", 1) not in noted("They met [Mary]3, [[his]1 wife]2, and [Tom]4.")


def test_ones_own_kin_in_talk_only_where_it_is_known_who_talks() -> None:
    marked = "“[[My]9 brother]2 is here.”"
    assert noted(marked) == []
    assert noted(marked, speakers=[4], met=[Entity(4, "PER")]) == [(2, "brother", 9)]


def test_the_same_is_noted_three_times_at_most() -> None:
    stage = Relations()
    state = stage.start()
    pages = [page_of("They saw [[his]1 wife]2.") for _ in range(5)]
    for page in pages:
        state = stage.read(page, state)
    assert sum(len(page.facts) for page in pages) == 3
    assert stage.load(json.loads(json.dumps(stage.dump(state)))) == state


def test_the_state_before_stays_as_it_was() -> None:
    stage = Relations()
    state = stage.start()
    stage.read(page_of("They saw [[his]1 wife]2."), state)
    assert state == stage.start()
