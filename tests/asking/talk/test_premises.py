"""A premise is confirmed or contradicted by a sentence that surely says so, and else not told."""

from __future__ import annotations

import pytest

from tests.asking.noted import Noted
from wellanyway.asking.talk.premises import Standing, check
from wellanyway.views import Verdict


def tale() -> Noted:
    noted = Noted(
        "The bridge was down.",
        "Julia did not love the captain.",
        "Silas had never seen Julia.",
        "The captain’s horse was dead.",
        "Perhaps Wim was drowned.",
        "The door was open.",
        "Julia ran away because the captain shouted.",
    )
    noted.mention(1, "Julia", 0).mention(2, "Silas", 1).mention(2, "Julia", 0).mention(4, "Wim", 2)
    return noted.mention(6, "Julia", 0)


@pytest.mark.parametrize(
    ("clause", "standing", "sentence"),
    [
        ("the bridge is down", Standing.CONFIRMED, 0),
        ("the bridge isn't down", Standing.CONTRADICTED, 0),
        ("Julia loves the captain", Standing.CONTRADICTED, 1),
        ("Julia doesn't love the captain", Standing.CONFIRMED, 1),
        ("Silas has seen Julia", Standing.CONTRADICTED, 2),
        ("the horse is alive", Standing.CONTRADICTED, 3),
        ("Wim drowned", Standing.NOT_TOLD, -1),
        ("Wim is not drowned", Standing.NOT_TOLD, -1),
        ("the door is shut", Standing.CONTRADICTED, 5),
        ("Zanthia is dead", Standing.NOT_TOLD, -1),
        ("Julia is dead", Standing.NOT_TOLD, -1),
        ("she loves him", Standing.NOT_TOLD, -1),
    ],
)
def test_check(clause: str, standing: Standing, sentence: int) -> None:
    found = check(tale().told(), clause)
    assert found.verdict is standing
    assert (found.evidence.sentence if found.evidence is not None else -1) == sentence


def test_an_answer_says_what_was_told_instead() -> None:
    answer = tale().told().ask("if Julia loves the captain, why did she run away?")
    assert answer.verdict is Verdict.TOLD
    assert answer.text.startswith("That is not what I told you: “Julia did not love the captain.” (1.2)")
    assert 6 in [one.sentence for one in answer.evidence]
