"""What the words of a mention and those beside it tell of gender and number."""

from __future__ import annotations

import pytest

from tests.reading.page_of import page_of
from wellanyway.reading.gender import evidence


def told(marked: str) -> str:
    """ "m", "f", "several" or "" for the mention numbered 1."""
    page = page_of(marked)
    found = evidence(page, next(one for one in page.mentions if one.who == 1))
    return "several" if found.is_plural else found.gender


@pytest.mark.parametrize(
    ("marked", "gender"),
    [
        ("[he]1 came", "m"),
        ("They saw [her]1.", "f"),
        ("[They]1 came.", "several"),
        ("“[You]1 came.”", ""),
        ("[Mrs. Rook]1 came.", "f"),
        ("[Julia]1 came.", "f"),
        ("[Quillon]1 came.", ""),
        ("[Captain Rook]1 came.", ""),
        ("[the captain]1 came.", ""),
        ("[the tall girl]1 came.", "f"),
        ("[the old man with a scar]1 came.", "m"),
        ("[two sailors]1 came.", "several"),
        ("[the brothers]1 came.", "several"),
        ("[the Rooks]1 came.", "several"),
        ("[Mr. and Mrs. Rook]1 came.", "several"),
        ("[his wife Quillon]1 came.", "f"),
        ("his brother [Quillon]1 came.", "m"),
        ("[Quillon]1 herself came.", "f"),
        ("[Quillon]1 and his dog came.", "m"),
        ("[Quillon]1’s husband came.", "f"),
        ("[Quillon]1 was a tall woman.", "f"),
        ("[Quillon]1, a lad of ten, came.", "m"),
        ("[Quillon]1, the friend of a lady, came.", ""),
        ("[the house]1F stood there.", ""),
    ],
)
def test_what_is_told(marked: str, gender: str) -> None:
    assert told(marked) == gender
