"""Whom a noun that calls somebody means."""

from __future__ import annotations

import pytest

from tests.reading.page_of import page_of
from tests.reading.reading_of import read
from wellanyway.reading.entities import Entity
from wellanyway.reading.referents import Frame, Links, Spot
from wellanyway.reading.vocatives import addressed

ROOK = Entity(1, "PER", ("Rook",), male=3, count=3)
JULIA = Entity(2, "PER", ("Julia",), female=3, count=3)
NOBODY = 9


def whom(marked: str, *, speaker: int = 2, addressee: int = 1) -> int:
    page = page_of(marked, met=(ROOK, JULIA))
    words = [page.word(at) for at in range(len(page.tokens))]
    mention = next(one for one in page.mentions if one.speech >= 0)
    spot = Spot(mention.first, mention.last, "PER", 0, 5, mention.speech, speaker, addressee)
    assert page.entities is not None
    return addressed(page, mention, Links(Frame(words, ())).cue(spot), page.entities, NOBODY)


@pytest.mark.parametrize("called", ["Father", "sir", "my dear", "my dear fellow", "Captain"])
def test_what_somebody_is_called_means_the_one_who_is_spoken_to(called: str) -> None:
    assert whom(f"“It is late, [{called}]{NOBODY}!” said [Julia]2.") == 1


@pytest.mark.parametrize(
    "marked",
    [
        "“[Father]9 is late,” said [Julia]2.",
        "“[My father]9, you see, is late,” said [Julia]2.",
        "“I saw [the captain]9, late,” said [Julia]2.",
        "“It is late, [gentlemen]9!” said [Julia]2.",
        "“It is late, [madam]9!” said [Julia]2.",
        "“It is late, [Wilkin]9!” said [Julia]2.",
    ],
)
def test_other_words_are_left_alone(marked: str) -> None:
    assert whom(marked) == NOBODY


def test_nobody_calls_himself_nor_somebody_unknown() -> None:
    assert whom("“It is late, [sir]9!” said [Julia]2.", addressee=-1) == NOBODY
    assert whom("“It is late, [sir]9!” said [Julia]2.", addressee=2) == NOBODY


def test_a_father_who_is_called_so_is_no_new_person() -> None:
    facts, _ = read(
        "Captain Obed Rook came down at nine.",
        "“Somebody has stolen my jetty,” said the Captain.",
        "“The sea took it, Father,” said Julia.",
    )
    meant = {
        str(fact.value["name"]): fact.value["who"]
        for fact in facts
        if fact.kind == "mention" and "name" in fact.value
    }
    assert meant["Father"] == meant["Captain Obed Rook"]
