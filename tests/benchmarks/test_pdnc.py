"""Speakers in the fixture novel, read by a scripted reader whose faults are known."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import pdnc
from pdnc_feeding import fed
from pdnc_layout import Character, load
from pdnc_score import Listing, Spoken, best
from tests.benchmarks.fakes import ScriptedReader

FIXTURES = Path(__file__).parent / "fixtures" / "pdnc"
NOVEL = load(FIXTURES / "TheTollBell")
# whoever a name means; the reader has its own numbers, in another order than the list
_CALLED = {
    "Agnes": 15,
    "the Captain": 10,
    "Mrs. Pym": 20,
    "the doctor": 30,
    "M. Arnaud": 40,
    "pedlar": 50,
}
_NUMBERS = {0: 15, 1: 10, 2: 20, 3: 30, 4: 40, 5: 50}


def _script() -> dict[str, int]:
    """The right speakers, by how their quotations begin."""
    return {
        " ".join(NOVEL.text[one.start : one.end].strip('"').split())[:20].strip(): _NUMBERS.get(
            one.speaker, -1
        )
        for one in NOVEL.quotations
    }


def _measured(one: ScriptedReader, setting: str = "end_to_end") -> dict[str, object]:
    return pdnc.setting_figures({"novel": pdnc.measured(one, NOVEL, setting, None)}, has_detection=True)


def test_a_reader_that_errs_in_nothing() -> None:
    figures = _measured(ScriptedReader(_CALLED, _script()))
    assert (figures["accuracy"], figures["overlap"], figures["when_read"]) == (1.0, 1.0, 1.0)
    assert figures["explicit"] == figures["anaphoric"] == figures["implicit"] == figures["other"] == 1.0
    assert figures["quotations"] == {
        "f1": 100.0, "precision": 100.0, "recall": 100.0, "gold": 34, "found": 34, "right": 34,
    }  # fmt: skip


def test_one_missed_one_unsure_one_wrong() -> None:
    """Of 33 with a listed speaker (12 explicit) one explicit is missed, an implicit unsure, an anaphoric wrong."""
    kinds = Counter(one.kind for one in NOVEL.quotations if one.speaker >= 0)
    script = {**_script(), "You hated": -1, "Is this the inn": 10}
    script = dict(sorted(script.items(), key=lambda item: len(item[0])))
    figures = _measured(ScriptedReader(_CALLED, script, blind=("Does it hurt",)))
    assert figures["accuracy"] == round(30 / 33, 4)
    assert figures["explicit"] == round(1 - 1 / kinds["explicit"], 4)
    assert figures["implicit"] == round(1 - 1 / kinds["implicit"], 4)
    assert figures["anaphoric"] == round(1 - 1 / kinds["anaphoric"], 4)
    assert figures["other"] == round(1 - 2 / (kinds["implicit"] + kinds["anaphoric"]), 4)
    assert (figures["missed"], figures["unsure"]) == (1, 1)
    assert figures["right_where_named"] == round(30 / 31, 4)


def test_an_unsure_speaker_counts_by_the_best_guess() -> None:
    whole = _script()
    beginnings = ("You hated", "Is this the inn")
    unsure = {how: whole[how] for how in whole if how.startswith(beginnings)}
    script = {how: who for how, who in whole.items() if how not in unsure}
    right = _measured(ScriptedReader(_CALLED, script, guesses=unsure))
    assert (right["accuracy"], right["unsure"], right["unsure_but_right"]) == (1.0, 2, 2)
    wrong = _measured(ScriptedReader(_CALLED, script, guesses=dict.fromkeys(unsure, 50)))
    assert (wrong["accuracy"], wrong["unsure"], wrong["unsure_but_right"]) == (round(32 / 33, 4), 2, 1)
    assert right["right_where_named"] == wrong["right_where_named"] == 1.0


def test_two_that_turn_out_to_be_one() -> None:
    """Lucas and the doctor are two; known as one at the end, both go by the name that decides."""
    called = {**_CALLED, "Corrow": 31}
    script = {**_script(), "Ten,": 31, "and I will look": 31}
    script = dict(sorted(script.items(), key=lambda item: len(item[0])))
    apart = _measured(ScriptedReader(called, script))
    assert (apart["accuracy"], apart["nobody_on_the_list"]) == (round(31 / 33, 4), 2)
    late = _measured(ScriptedReader(called, script, joins={"rang it once": (30, 31)}))
    assert (late["accuracy"], late["when_read"]) == (1.0, round(31 / 33, 4))


def test_the_gold_setting_gives_quotations_and_the_list() -> None:
    script = {how: {v: k for k, v in _NUMBERS.items()}.get(who, -1) for how, who in _script().items()}
    one = ScriptedReader({"He": 1}, script)
    figures = _measured(one, "gold")
    assert (figures["accuracy"], figures["missed"]) == (1.0, 0)
    assert one.cast is not None
    assert [entity.gender for entity in one.cast] == ["f", "m", "f", "m", "m", "m"]
    named = [
        (number, page.window.block.text[tokens[first].start : tokens[last - 1].end])
        for page, given in zip(fed(NOVEL), one.given[1::2], strict=True)
        for (first, last), number in (given.meant or {}).items()
        for tokens in [given.tokens or ()]
    ]
    assert {(0, "Miss Thorne"), (1, "Captain Obed Thorne"), (2, "Hester"), (4, "M. Arnaud")} <= set(named)
    assert (1, "Father") not in named
    spoken = [page for given in one.given[1::2] for page in given.speeches or ()]
    assert sum(speech.continues for speech in spoken) == 1
    assert len(spoken) == len(NOVEL.quotations) + 1


def test_mentions_inside_quotations_can_be_given_too() -> None:
    one = ScriptedReader()
    pdnc.measured(one, NOVEL, "gold_with_mentions", None)
    fathers = [
        given
        for window, given in zip(fed(NOVEL), one.given[1::2], strict=True)
        if "Father," in window.window.block.text and 1 in (given.meant or {}).values()
    ]
    assert len(fathers) == 2


def test_the_first_words_alone() -> None:
    windows = fed(NOVEL, 60)
    assert sum(len(one.window.block.text.split()) for one in windows) < 120
    judged = pdnc.judged(NOVEL, windows)
    assert 0 < len(judged) < 10
    assert all(one.end <= windows[-1].place.end for one in judged)


@pytest.mark.parametrize(
    ("text", "is_heading"),
    [
        ("CHAPTER I", True),
        ("Chapter 12. The Mill", True),
        ("Part the Second", True),
        ("XIV.", True),
        ("Letter twenty", True),
        ("Part of it was true.", False),
        ("Letter by letter she read it.", False),
        ("I was late.", False),
    ],
)
def test_what_is_a_heading(text: str, is_heading: bool) -> None:
    novel = replace(NOVEL, text=f"{text}\n\nIt rained.\n", quotations=(), mentions=())
    assert [one.window.block.text for one in fed(novel)] == [text, "It rained."][is_heading:]


def test_chapters_breaks_and_offsets() -> None:
    windows = fed(NOVEL)
    assert {one.window.chapter_title for one in windows} == {"", "CHAPTER I", "CHAPTER II"}
    assert sum(one.window.follows_break for one in windows) == 1
    for one in windows:
        start, end = one.place.outward(0, len(one.window.block.text))
        assert "".join(NOVEL.text[start:end].split()) == "".join(one.window.block.text.split())


@pytest.mark.parametrize(
    ("manner", "hit"), [("overlap", 0), ("half", 1), ("exact", 2)], ids=["overlap", "half", "exact"]
)
def test_manners_of_matching(manner: str, hit: int) -> None:
    """Gold [10, 20): one that swallows it, one that has most of it, and the thing itself."""
    spoken = [Spoken(0, 60, 0), Spoken(12, 22, 1), Spoken(10, 20, 2)]
    found = best((10, 20), spoken[: hit + 1], manner)
    assert found is not None
    assert found.then == hit
    assert best((10, 20), spoken, manner) == spoken[2]
    assert best((22, 24), spoken[1:], manner) is None
    if manner != "overlap":
        assert best((10, 20), spoken[:hit], manner) is None


def test_whose_names_are_shared_most() -> None:
    listing = Listing(
        [
            Character(0, "Jane Hart", frozenset({"Jane Hart", "Jane", "Miss Hart"})),
            Character(1, "Eliza Hart", frozenset({"Eliza Hart", "Eliza", "Miss Hart"})),
            Character(2, "Dr. Coyle", frozenset({"Dr. Coyle"})),
        ]
    )
    assert listing.bearer({"jane": 1, "miss hart": 40, "eliza": 3, "jane hart": 1}) == 0
    assert listing.bearer({"miss hart": 5, "eliza": 1}) == 1
    assert listing.bearer({"miss hart": 5}) == -1
    assert listing.bearer({"jane": 2, "eliza": 3}) == 1
    assert listing.bearer({"coyle": 1}) == 2
    assert listing.bearer({"narrator": 9}) == -1


def test_a_title_is_no_hindrance_where_no_name_is_shared() -> None:
    listing = Listing(
        [
            Character(0, "Rook", frozenset({"Rook"}), "m"),
            Character(1, "Jane Hart", frozenset({"Jane Hart", "Miss Rook"}), "f"),
        ]
    )
    assert listing.bearer({"mr rook": 3}) == 0
    assert listing.bearer({"dr rook": 1, "inspector": 2}) == 0
    assert listing.bearer({"mrs rook": 3}) == -1
    assert listing.bearer({"mr rook": 9, "jane hart": 1}) == 1


def test_the_program_prints_one_object(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pdnc, "reader", lambda *, sees_chapter: ScriptedReader(_CALLED, _script()))
    monkeypatch.setattr(sys, "argv", ["pdnc", "--data", str(FIXTURES), "--limit", "200"])
    pdnc.main()
    report = json.loads(capsys.readouterr().out)
    assert report["sub_quotations"] == 33
    assert report["left_out_speaker_not_listed"] == 1
    assert report["spans_that_fit_their_words"] == 1.0
    assert report["causal"]["end_to_end"]["accuracy"] == 1.0
    assert report["whole_chapter_seen"]["by_novel"]["TheTollBell"]["end_to_end"] == 1.0
