"""Follow-ups are taken for the whole questions they stand for; pronouns for whom the talk or the story means."""

from __future__ import annotations

import pytest

from tests.asking.noted import Noted
from tests.asking.talk_of import talked
from tests.asking.told_of import FIRST, mill
from wellanyway.asking.wording import NOT_TOLD
from wellanyway.views import Verdict


def tale() -> Noted:
    noted = Noted(
        "Julia Rook opened the door of the mill.",
        "The captain shut it because the wind was cold.",
        "“Go away,” said the captain.",
        "She wept.",
        "Another captain came up the hill.",
        "He carried a lantern.",
    )
    noted.mention(0, "Julia Rook", 0, gender="f")
    noted.mention(1, "The captain", 1, gender="m").mention(2, "the captain", 1, gender="m")
    noted.mention(3, "She", 0, gender="f")
    noted.mention(4, "Another captain", 2, gender="m").mention(5, "He", 2, gender="m")
    return noted.quote(2, "“Go away,”", 1)


@pytest.mark.parametrize(
    ("before", "said", "meant"),
    [
        ("who is julia", "why did she weep", "why did Julia Rook weep"),
        ("did Julia weep?", "and why did she?", "why did Julia weep?"),
        ("did Julia weep?", "why?", "why did Julia weep"),
        ("where is julia?", "what about the captain?", "where is the captain?"),
        ("who is Julia?", "and the captain?", "who is the captain?"),
        ("who is the captain?", "where is he", "where is the captain?"),
        ("who is Julia?", "where is Jullia Rook now", "where is Julia Rook?"),
        ("what is a lantern", "where is her lantern", "where is Julia Rook’s lantern?"),
        ("who is Julia?", "why did she come to the mill", "why did Julia Rook come to the mill"),
        ("hmm", "waht happend to jullia", "what happened to Julia Rook?"),
        ("hmm", "why did julia weep", "why did Julia weep"),
    ],
)
def test_meant(before: str, said: str, meant: str) -> None:
    told = talked(tale().told(), before)
    assert told.ask(said).meant == meant


def test_without_talk_the_last_sentences_say_who_is_meant() -> None:
    assert tale().told(4).ask("why did she weep?").meant == "why did Julia Rook weep?"
    assert tale().told(4).ask("who is that?").meant == "who is Julia Rook?"
    assert tale().told(4).ask("who?").meant == "who is Julia Rook?"


def test_somebody_of_another_gender_is_never_meant() -> None:
    assert talked(tale().told(1), "who is Julia?").ask("where is he").meant == "where is he?"


def test_a_pronoun_whose_antecedent_is_in_the_question_stays() -> None:
    told = tale().told()
    assert told.ask("Why did Julia say she was cold?").meant == "Why did Julia say she was cold?"
    assert told.ask("Why did the miller think he was late?").meant == "Why did the miller think he was late?"


def test_much_is_told_and_the_talk_is_over() -> None:
    said = tale().told(1).ask("who is Julia?")
    far = mill().after(said)
    assert far.ask("and why did she?").meant != "why did Julia?"


def test_what_stands_around_an_answer() -> None:
    told = talked(mill(FIRST), "Why did Julia come to the mill?")
    first = told.talk[-1].evidence[0].sentence
    around = told.ask("what do you mean?")
    assert [one.sentence for one in around.evidence] != []
    assert first in [one.sentence for one in around.evidence]
    after = told.ask("and then?")
    assert after.verdict is Verdict.TOLD
    assert after.evidence[0].sentence == first + 1


def test_nothing_comes_after_the_last_sentence_told() -> None:
    told = tale().told(2)
    said = told.ask("why did the captain shut it")
    assert said.evidence
    assert said.evidence[0].sentence == 1
    assert told.after(said).ask("and then?").text == NOT_TOLD
    assert told.after(said).ask("what happens next?").text == NOT_TOLD


def test_the_rest_of_an_answer_is_given_once_and_at_its_place_alone() -> None:
    from dataclasses import replace

    told = tale().told()
    said = replace(told.ask("who is Julia?"), more="She wept.")
    assert told.after(said).ask("go on").text == "She wept."
    assert told.after(said, told.after(said).ask("more")).ask("go on").text == NOT_TOLD
    assert tale().told(5).after(said).ask("go on").text == NOT_TOLD


def test_the_talk_is_cut_with_the_telling() -> None:
    told = talked(mill(), "Who is Captain Vane?")
    assert len(told.talk) == 1
    assert told.back_to("1").talk == ()
    assert told.back_to("1").ask("why?").meant == mill(FIRST).ask("why?").meant


def test_asked_before() -> None:
    early = talked(mill(3), "who is julia")
    assert early.talk[-1].verdict is Verdict.NOT_TOLD
    later = mill(FIRST).after(*early.talk).ask("Who is Julia again?")
    assert later.verdict is not Verdict.NOT_TOLD
    assert later.text.startswith("You asked me that before, at 1.3. ")
    again = mill(FIRST).after(*early.talk, later).ask("who's Julia?")
    assert not again.text.startswith("You asked")
