"""What is said of somebody, as a phrase."""

from __future__ import annotations

import json

import pytest

from tests.reading.page_of import page_of
from wellanyway.reading.descriptions import Descriptions


def noted(marked: str) -> list[tuple[int, str]]:
    page = page_of(marked)
    Descriptions().read(page, Descriptions().start())
    return [(int(str(fact.value["who"])), page.text[fact.start : fact.end]) for fact in page.facts]


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("[Rook]1, [the chief of [the station]3F]1, came.", "the chief of the station"),
        ("[Rook]1, [chief of [the station]3F]1, came.", "chief of the station"),
        ("[She]1 was [a tall girl of six foot]2.", "a tall girl of six foot"),
        ("“[He]1 is [a remarkable person]2,” he said.", "a remarkable person"),
        ("[He]1 was lame and very old.", "lame and very old"),
        ("[Rook]1 was a quiet man.", "a quiet man"),
        ("There was [a clerk]2 in the front office, [Josiah Lamb]1.", "a clerk"),
        ("They met [a thin sailor named [Lamb]1]2.", "a thin sailor"),
        ("They met [a man with a red beard]1.", "a man with a red beard"),
        ("They met [the one-eyed sailor]1.", "the one-eyed sailor"),
    ],
)
def test_what_is_noted(marked: str, said: str) -> None:
    assert (1, said) in noted(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "They met [the other man]1.",
        "They met [the man]1.",
        "[He]1 was not lame.",
        "Was [he]1 [a tall man]2?",
        "If [he]1 was [a rich man]1, they would know.",
        "[He]1 was tired.",
        "[He]1 was a fool to nobody’s knowledge",
        "He was like [a father]2 to [her]1.",
        "They saw [Rook]1, [[his]1 wife]2, and a dog.",
        "When [I]1 was [a boy]1, it rained.",
        "“[Rook]1, [sir]1!”",
    ],
)
def test_what_is_not(marked: str) -> None:
    assert [one for one in noted(marked) if one[0] == 1] == []


def test_nothing_is_noted_twice() -> None:
    stage = Descriptions()
    state = stage.start()
    first, second = page_of("[He]1 was lame."), page_of("[He]1 was lame.")
    state = stage.read(first, state)
    again = stage.read(second, state)
    assert (len(first.facts), len(second.facts)) == (1, 0)
    assert stage.load(json.loads(json.dumps(stage.dump(again)))) == again
