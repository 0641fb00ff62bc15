"""What `cast`, `who`, `said` and `status` print: read by a few rules, so that the words are known to the letter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from wellanyway.doors.cli import cli
from wellanyway.doors.commands.said import UNSURE, verdict
from wellanyway.doors.commands.status import scene
from wellanyway.doors.commands.who import about
from wellanyway.memory import ingest, log, stored_memory
from wellanyway.testing.plain_reader import PlainReader
from wellanyway.views import Alias, Character, Description, Evidence, Moment, Quotation, Relation, Whereabouts

TALE = """The Mill

by A. Nobody


CHAPTER I

It was the third winter after the flood. The old miller lived there alone.

“Julia Rook is coming,” said the old miller. “Nobody else.”

Julia Rook came to the mill. Tom was the brother of Julia Rook.

“Who is it?”
"""


@pytest.fixture
def tale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for module in (log, stored_memory, ingest):
        monkeypatch.setattr(module, "default_reader", PlainReader)
    path = tmp_path / "mill.txt"
    path.write_text(TALE)
    return path


def run(*words: str | Path) -> str:
    done = CliRunner().invoke(cli, [str(word) for word in words], env={"COLUMNS": "80"})
    assert done.exit_code == 0, done.output
    return done.stdout


def test_who_is_one_line_and_the_passages_it_stands_on(tale: Path) -> None:
    assert run("who", tale, "Julia", "--at", "1.3") == (
        "Julia Rook. First named 1.3 by the old miller; not yet met.\n"
        "\n"
        "    1.3  “Julia Rook is coming,” said the old miller.\n"
    )
    assert run("who", tale, "the old miller", "--at", "1.4").startswith(
        "The old miller. First heard of 1.2.\n"
    )
    tom = " ".join(run("who", tale, "Tom", "--at", "end").split())
    assert tom.startswith(
        "Tom. First named 1.6; the brother of Julia Rook. Lately with Julia Rook and the old miller."
    )
    assert "1.6 “Tom was the brother of Julia Rook.”" in tom
    julia = json.loads(run("who", tale, "Julia", "--at", "end", "--json"))["character"]
    assert [(one["kind"], one["other"], one["is_theirs"]) for one in julia["relations"]] == [
        ("brother", "Tom", False)
    ]
    assert julia["is_met"] is True


def test_cast_is_a_line_each(tale: Path) -> None:
    assert run("cast", tale, "--at", "1.1") == "Nobody has come up so far.\n"
    rows = [line.split("  ") for line in run("cast", tale, "--at", "1.3").splitlines()]
    assert [row[0].strip() for row in rows] == ["the old miller", "Julia Rook"]
    assert rows[1][-1] == "not yet met"
    assert json.loads(run("cast", tale, "--at", "1.0", "--json"))["cast"] == []


def test_said_says_how_sure_and_why(tale: Path) -> None:
    assert (
        run("said", tale, "--at", "1.3").splitlines()[0]
        == "The old miller. Sure: the words beside it say so."
    )
    assert run("said", tale, "--at", "end").splitlines()[0] == UNSURE


def test_status_says_where_the_scene_is_and_who_is_in_it(tale: Path) -> None:
    run("tell", tale, "--to", "1.6")
    shown = run("status", tale)
    assert "The mill.\n" in shown
    assert "In this scene: the old miller, Julia Rook, Tom.\n" in shown
    assert json.loads(run("status", tale, "--json"))["where"]["scene"] == {"sentence": 0, "at": "1.1"}


# -- the sentences alone


def somebody(**given: object) -> Character:
    usual: dict[str, object] = {
        "name": "Kern", "type": "PER", "gender": "m", "aliases": (Alias("Kern", 211, "1.212"),), "first": Moment(211, "1.212"),
        "last": Moment(230, "1.231"), "mentions": 3, "named": 2, "spoke": 0, "is_met": False,
    }  # fmt: skip
    return Character(**{**usual, **given})  # type: ignore[arg-type]


def test_all_that_can_be_said_of_somebody() -> None:
    seen = Evidence(1, "1.2", "So it was.")
    kern = somebody(
        named_by="the clerk",
        said_of=(Description("chief of the upper station", seen),),
        called=(Alias("that man", 220, "1.221"),),
        company=("Tom", "Julia", "the clerk"),
        relations=(Relation("sister", "Julia", is_theirs=False, evidence=seen),),
    )
    assert about(kern) == (
        "First named 1.212 by the clerk; chief of the upper station; sister: Julia; not yet met. Also: “that man”. "
        "Lately with Tom, Julia and the clerk."
    )
    assert about(somebody(first=Moment(2, "1.3"), is_met=True)) == "First heard of 1.3, named 1.212."
    assert about(somebody(aliases=(), is_met=True)) == "First heard of 1.212."


def test_what_a_speaker_is_told_by() -> None:
    line = Quotation(3, "1.4", "Run!", "Nell", 0.65, how="turns", addressee="Tom")
    assert verdict(line) == "Nell, to Tom. Likely: it was Nell’s turn."
    assert verdict(Quotation(3, "1.4", "Run!", "Tom", 0.95)) == "Tom. Sure."
    assert verdict(Quotation(3, "1.4", "Run!", None, 0.0)) == UNSURE


def test_whose_tale_it_is() -> None:
    usual = (9, "1.9", 1, "One", (), None)
    assert list(scene(Whereabouts(*usual))) == []
    assert list(scene(Whereabouts(*usual, level=1, teller="Marlow", listener="the others"))) == [
        "Marlow is telling the others."
    ]
    assert list(scene(Whereabouts(*usual, level=1, teller="Marlow"))) == ["Marlow is telling this."]
    assert list(scene(Whereabouts(*usual, level=1))) == ["A tale within the tale."]
    assert list(scene(Whereabouts(*usual, place="the mill", time="that night"))) == ["The mill, that night."]
