"""What is shown and not spoken."""

from __future__ import annotations

import pytest

from wellanyway.voices.silent import is_silent


@pytest.mark.parametrize(
    "text",
    [
        "12",
        "- 47 -",
        "Page 3 of 210",
        "[ix]",
        "* * *",
        "———",
        "This story has been stolen from Royal Road; if you see it on Amazon, please report it.",
        "Unauthorized copy: this tale was taken without the author's consent, report any sightings.",
        "If you find this narrative on another site, it has been pirated.",
        "The author's work has been misappropriated; report any instance of it on Amazon.",
    ],
)
def test_is_passed_over(text: str) -> None:
    assert is_silent(text)


@pytest.mark.parametrize(
    "text",
    [
        "He was 12.",
        "“Twelve.”",
        "No.",
        "The story was stolen from her before she could tell it.",
        "She reported the theft of the book to the police.",
        "This was the site where the crown had been taken.",
        "They had lifted the stone and taken what lay there.",
        "The Amazon had stolen his horse, and he told nobody.",
        "I.",
    ],
)
def test_is_spoken(text: str) -> None:
    assert not is_silent(text)


def test_a_number_that_heads_a_part_is_spoken() -> None:
    assert not is_silent("12", "heading")
    assert is_silent("* * *", "heading")
