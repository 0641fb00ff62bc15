"""The map of a story: scenes end to end, people in them, levels, and no edge that tells of more."""

from __future__ import annotations

from itertools import pairwise

import pytest

from wellanyway.asking.chart import Chart, ChartLevel, chart
from wellanyway.story import Chapter
from wellanyway.testing.futures import chapter_of_lines
from wellanyway.testing.stories import story
from wellanyway.testing.telling import told_of

TALE = (
    chapter_of_lines(
        "a",
        "The Inn",
        [
            ["Julia Rook sat by the fire.", "“Listen,” said Tom Marsh, “and I will tell you how it was.”"],
            [],
            ["Edith Pell walked to the mill.", "Edith opened the door."],
            [],
            ["“Is that true?” asked Julia.", "“Every word,” said Tom."],
        ],
    ),
    chapter_of_lines("b", "The Morning", [["Julia walked to the bridge.", "Julia saw nobody."]]),
)


def of(chapters: tuple[Chapter, ...], told_to: int) -> Chart:
    return chart(told_of(chapters, told_to))


def test_nothing_before_it_begins() -> None:
    assert of(TALE, 0) == Chart(0, "1.0", (), (), (), ())


def test_scenes_lie_end_to_end_up_to_the_place() -> None:
    found = of(TALE, 8)
    assert found.scenes[0].sentence == 0
    assert found.scenes[-1].stop == 8
    assert all(one.stop == other.sentence for one, other in pairwise(found.scenes))
    assert [scene.number for scene in found.scenes] == list(range(1, len(found.scenes) + 1))
    assert [(one.number, one.title, one.sentence) for one in found.chapters] == [
        (1, "The Inn", 0),
        (2, "The Morning", 6),
    ]


def test_people_are_where_they_act() -> None:
    found = of(TALE, 8)
    by_at = {scene.at: scene.present for scene in found.scenes}
    assert "Julia Rook" in by_at["1.1"]
    assert "Edith Pell" in by_at["1.3"]
    assert "Edith Pell" not in by_at["2.1"]
    assert found.people[0] == "Julia Rook"


@pytest.mark.parametrize("seed", [3, 5])
def test_levels_lie_end_to_end(seed: int) -> None:
    told_to = 12
    found = of(story(seed), told_to)
    assert found.levels[0].sentence == 0
    assert found.levels[-1].stop == told_to
    assert all(isinstance(one, ChartLevel) and one.sentence < one.stop for one in found.levels)
    assert all(one.stop == other.sentence for one, other in pairwise(found.levels))
