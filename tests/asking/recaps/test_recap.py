"""Recaps of a tale with facts noted by hand, and of the made-up tale of the mill."""

from __future__ import annotations

import pytest

from tests.asking.noted import Noted
from tests.asking.told_of import FIRST, SIZE, mill
from wellanyway.errors import PositionError

SILAS, JULIA = 1, 2


def tale() -> Noted:
    """Two people, a letter, and what becomes of it."""
    return (
        Noted(
            "Silas the miller found a letter under the old stone bridge by the river.",
            "He carried the letter home to the mill and hid it under the floor.",
            "“Where is the letter?” said Julia.",
            "Julia Rook followed him to the mill on the third night of the flood.",
            "But she stole the letter from the floor while the miller was asleep.",
            "It was her own name that stood on the letter.",
            "He woke and pursued her over the bridge to the village in the storm.",
        )
        .mention(0, "Silas", SILAS, gender="m")
        .mention(1, "He", SILAS, gender="m")
        .mention(2, "Julia", JULIA, gender="f")
        .mention(3, "Julia Rook", JULIA, gender="f")
        .mention(3, "him", SILAS, gender="m")
        .mention(4, "she", JULIA, gender="f")
        .mention(4, "the miller", SILAS)
        .mention(6, "He", SILAS, gender="m")
        .mention(6, "her", JULIA, gender="f")
        .quote(2, "“Where is the letter?”", JULIA)
        .note("event", 0, "found", lemma="find")
        .note("event", 1, "carried", lemma="carry")
        .note("event", 3, "followed", lemma="follow")
        .note("event", 4, "stole", lemma="steal")
        .note("event", 6, "pursued", lemma="pursue")
    )


def test_pronouns_are_resolved_and_links_left_out() -> None:
    recap = tale().told().recap(words=150)
    lines = dict(zip([item.sentence for item in recap.evidence], recap.lines, strict=True))
    assert 2 not in lines  # a question
    assert lines[6].startswith("[Silas] woke and pursued [Julia Rook] over the bridge") or lines[
        6
    ].startswith("He woke")
    assert lines[4].startswith(("[Julia Rook] stole", "She stole"))
    assert recap.text == " ".join(recap.lines)


def test_a_sentence_taken_alone_names_whom_it_means() -> None:
    recap = tale().told().recap(words=16)
    assert recap.lines == (
        "[Silas] woke and pursued [Julia Rook] over the bridge to the village in the storm.",
    )
    assert recap.evidence[0].quote.startswith("He woke")


@pytest.mark.parametrize("words", [1, 5, 14, 16, 30, 60, 150])
def test_the_words_are_a_ceiling(words: int) -> None:
    for recap in (tale().told().recap(words=words), mill().recap(words=words)):
        assert len(recap.text.split()) == recap.words <= words
        assert len(recap.lines) == len(recap.evidence)


def test_it_ends_with_the_present_as_of_any_horizon() -> None:
    assert tale().told(5).recap(words=20).evidence[-1].sentence == 4
    assert mill(FIRST).recap(words=40).evidence[-1].sentence >= FIRST - 6


def test_a_chapter_alone() -> None:
    first, second = mill().recap(words=60, chapter=0), mill().recap(words=60, chapter=1)
    assert first.evidence
    assert all(item.sentence < FIRST for item in first.evidence)
    assert all(FIRST <= item.sentence < SIZE for item in second.evidence)
    with pytest.raises(PositionError):
        mill(FIRST).recap(chapter=1)


def test_since_a_sentence() -> None:
    assert {item.sentence for item in tale().told().recap(since=4).evidence} <= {4, 5, 6}
    assert tale().told().recap(since=7).text == ""


def test_one_characters_part() -> None:
    recap = tale().told().recap(about="Julia")
    assert {item.sentence for item in recap.evidence} <= {2, 3, 4, 6}
    assert recap.evidence
    assert tale().told().recap(about="Zanthia Quillfeather") == tale().told(0).recap()


def test_a_line_is_told_with_its_speaker() -> None:
    told = (
        Noted(
            "Silas met Julia at the mill.",
            "“The letter was stolen from my father by the soldiers who burnt the mill at Harrow Bridge.”",
        )
        .mention(0, "Silas", SILAS)
        .mention(0, "Julia", JULIA)
        .quote(
            1,
            "“The letter was stolen from my father by the soldiers who burnt the mill at Harrow Bridge.”",
            JULIA,
        )
        .note("event", 1, "stolen", lemma="steal")
        .told()
    )
    lines = told.recap(words=80).lines
    assert all(not line.startswith("“") for line in lines)
    assert all(line.startswith("[Julia:] “") for line in lines if "stolen" in line)
