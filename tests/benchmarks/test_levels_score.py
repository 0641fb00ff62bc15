"""The scorer of narrative levels, against cases counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from levels import Book, Counts, Move, compared, labelled, matched, read, within_chapters

IN, OUT = True, False


def moves(*rows: tuple[int, bool, int]) -> list[Move]:
    return [Move(*row) for row in rows]


def test_a_boundary_is_right_within_one_paragraph_and_in_its_direction() -> None:
    gold = moves((10, IN, 1), (20, OUT, 0))
    assert matched(gold, moves((11, IN, 1), (19, OUT, 0))) == [(0, 0), (1, 1)]
    assert matched(gold, moves((12, IN, 1), (22, OUT, 0))) == []
    assert matched(gold, moves((10, OUT, 0), (20, IN, 1))) == []


def test_each_label_and_each_found_one_serves_once() -> None:
    assert matched(moves((5, IN, 1)), moves((4, IN, 1), (5, IN, 1), (6, IN, 1))) == [(0, 0)]
    assert matched(moves((5, IN, 1), (6, IN, 1)), moves((6, IN, 1))) == [(0, 0)]


def test_as_many_as_can_be_are_matched() -> None:
    """The first label must take the earlier one, so that the later is left for the second."""
    gold, found = moves((5, IN, 1), (7, IN, 1)), moves((4, IN, 1), (6, IN, 1), (8, IN, 1))
    assert matched(gold, found) == [(0, 0), (1, 1)]
    assert len(matched(moves((5, IN, 1), (6, IN, 1)), moves((5, IN, 1), (6, IN, 1)))) == 2


def test_figures_by_hand() -> None:
    """Four labels, three of them met, one of those a level too deep; four found that count, so 3/4 and 3/4."""
    gold = moves((2, IN, 1), (8, OUT, 0), (30, IN, 1), (40, OUT, 0))
    found = moves((2, IN, 1), (9, OUT, 0), (31, IN, 2), (60, OUT, 0))
    counts, missed, extra = compared(gold, found)
    assert counts == Counts(right=3, found=4, true=4, depth=2)
    assert (missed, extra) == (moves((40, OUT, 0)), moves((60, OUT, 0)))
    assert counts.figures() == {
        "f1": 0.75, "precision": 0.75, "recall": 0.75, "boundaries": 4, "found": 4, "right": 3,
        "depth_right": round(2 / 3, 4), "optional_met": 0,
    }  # fmt: skip


def test_an_optional_label_excuses_and_is_not_asked_for() -> None:
    gold = [Move(10, IN, 1), Move(20, IN, 1, is_optional=True)]
    assert compared(gold, moves((10, IN, 1), (21, IN, 1)))[0] == Counts(1, 1, 1, 1, spared=1)
    assert compared(gold, moves((10, IN, 1)))[0] == Counts(1, 1, 1, 1)
    assert compared(gold, moves((10, IN, 1), (21, OUT, 0)))[0] == Counts(1, 2, 1, 1)


def test_a_label_comes_before_an_optional_one_beside_it() -> None:
    gold = [Move(10, IN, 1, is_optional=True), Move(11, IN, 1)]
    counts, missed, _ = compared(gold, moves((10, IN, 1)))
    assert (counts.right, counts.true, missed) == (1, 1, [])


def test_nothing_found_and_nothing_labelled() -> None:
    assert compared([], [])[0].figures()["f1"] == 0
    assert compared([], moves((1, IN, 1)))[0] == Counts(0, 1, 0)


BOOK = """The Ferry

by A. Nobody


Chapter 1

The lamp smoked, and five of us waited for the wind. Old Garrow looked at the fire, and then he began his story.

“I was born on the marsh, and my father kept the ferry. When I was twelve he sent me over with a letter, and I went alone, for the men were out.

“The boat was gone when I came back. I waited until the morning, and nobody came for me.”

He stopped, and looked for the bottle.


Chapter 2

It rained.
"""


@pytest.fixture
def ferry(tmp_path: Path) -> Book:
    path = tmp_path / "ferry.txt"
    path.write_text(BOOK)
    return read(path)


def test_a_book_is_read_and_its_labels_checked_against_it(ferry: Book) -> None:
    assert [(move.place, move.enters, move.depth) for move in ferry.moves] == [(1, IN, 1), (3, OUT, 0)]
    row = {"block": 1, "moves": "enters", "depth": 1, "sha256": "000000000000"}
    with pytest.raises(SystemExit, match="not the text that was labelled"):
        labelled({"book": "The Ferry", "boundaries": [row]}, ferry)


def test_only_labelled_chapters_count(ferry: Book) -> None:
    assert within_chapters(ferry, [1, 1]) == list(ferry.moves)
    assert within_chapters(ferry, [2, 2]) == []


def test_the_labels_that_ship_are_well_formed() -> None:
    """Depths follow from one another where the optional boundaries are taken, and where they are left out."""
    folder = Path(__file__).parents[2] / "benchmarks/labels/levels"
    files = sorted(folder.glob("*.json"))
    assert {"frankenstein", "heart-of-darkness", "time-machine"} <= {file.stem for file in files}
    for file in files:
        label = json.loads(file.read_text("utf-8"))
        assert label["role"] in {"target", "held_out"}
        first, last = label["chapters"]
        for rows in (label["boundaries"], [row for row in label["boundaries"] if not row.get("optional")]):
            depth, block = label["start"]["depth"], -1
            for row in rows:
                assert first <= row["chapter"] <= last, file.stem
                assert row["block"] > block, (file.stem, row["block"])
                assert (row["depth"] > depth) == (row["moves"] == "enters"), (file.stem, row["block"])
                assert abs(row["depth"] - depth) == 1, (file.stem, row["block"])
                depth, block = row["depth"], row["block"]
