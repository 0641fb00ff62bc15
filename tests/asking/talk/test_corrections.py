"""What a listener puts right is theirs: kept, used, said to be theirs, and hidden when they go back."""

from __future__ import annotations

import pytest

from tests.asking.noted import Noted
from tests.asking.talk_of import talked
from wellanyway.asking.wording import NOT_TOLD
from wellanyway.memory.packing import pack_answer, unpack_answer
from wellanyway.views import Correction, CorrectionKind, Verdict


def tale() -> Noted:
    noted = Noted(
        "Wim opened the door.",
        "Honor sat by the window.",
        "The tall girl laughed.",
        "“Shut it,” said somebody.",
        "Wim shut it.",
    )
    noted.mention(0, "Wim", 0, gender="m").mention(1, "Honor", 1, gender="f")
    noted.mention(2, "The tall girl", 2, gender="f").mention(4, "Wim", 0)
    return noted.quote(3, "“Shut it,”", 1)


@pytest.mark.parametrize(
    "said", ["no, that was Wim", "actually it was wim who said that", "that's Wim, not Honor"]
)
def test_who_said_a_line(said: str) -> None:
    told = talked(tale().told(), "who said that?", said)
    quotation = told.said()
    assert quotation is not None
    assert (quotation.speaker, quotation.how) == ("Wim", "listener")
    answer = told.ask("who said that")
    assert (answer.short, answer.text) == ("Wim", "Wim, as you told me. “‘Shut it,’ said somebody.” (1.4)")
    assert tale().told().said().speaker == "Honor"  # type: ignore[union-attr]


def test_it_is_hidden_from_whoever_goes_back() -> None:
    told = talked(tale().told(5), "who said that?", "no, that was Wim")
    assert told.back_to(4).said().speaker == "Honor"  # type: ignore[union-attr]


def test_two_are_one() -> None:
    told = talked(tale().told(), "Honor and the tall girl are the same person")
    assert told.talk[-1].correction == Correction(CorrectionKind.SAME, "Honor", "the tall girl")
    found = told.who("the tall girl")
    assert found is not None
    assert found.name == "Honor"
    assert len(told.cast()) == len(tale().told().cast())
    assert "You told me that Honor and the tall girl are one and the same." in told.ask("who is Honor?").text


def test_one_are_two() -> None:
    noted = tale().note("same", 2, "The tall girl", one=1, other=2)
    assert noted.told().who("the tall girl").name == "Honor"  # type: ignore[union-attr]
    told = talked(noted.told(), "Honor is not the tall girl")
    found = told.who("the tall girl")
    assert found is None or found.name != "Honor"


def test_who_somebody_is() -> None:
    told = talked(tale().told(), "who is the tall girl?", "no, that's Honor")
    assert told.who("the tall girl").name == "Honor"  # type: ignore[union-attr]


def test_an_answer_is_wrong() -> None:
    told = talked(tale().told(), "who opened the door?", "that's wrong")
    assert told.talk[-1].verdict is Verdict.TOLD
    assert told.ask("who opened the door").text.startswith("You told me that this is wrong. ")


def test_nobody_who_was_not_told_puts_anything_right() -> None:
    for said in ("no, that was Zanthia", "Zanthia is not Wim", "that's wrong"):
        answer = tale().told().ask(said)
        assert (answer.text, answer.correction) == (NOT_TOLD, None)


def test_a_name_that_was_heard_is_enough() -> None:
    noted = Noted("“Shut it,” said Wim to Perce.").mention(0, "Wim", 0).quote(0, "“Shut it,”", 0)
    told = talked(noted.told(), "who said that?", "no, that was perce")
    assert told.ask("who said that?").text.startswith("Perce, as you told me. ")


def test_it_is_kept_with_its_answer() -> None:
    answer = talked(tale().told(), "no, that was Wim").talk[-1]
    assert answer.correction is not None
    assert unpack_answer(pack_answer(answer)) == answer
