"""Names found by rule in plain text; whom they name is for `test_aliases`."""

from __future__ import annotations

import pytest

from wellanyway.reading.names import Name, names_in


def found(text: str, known: tuple[str, ...] = ()) -> list[Name]:
    starts = [0, *(i + 2 for i in range(len(text) - 2) if text[i] in ".!?" and text[i + 1] == " ")]
    return names_in(text, starts, known)


def sure(text: str, known: tuple[str, ...] = ()) -> list[str]:
    return [text[name.start : name.end] for name in found(text, known) if name.is_sure]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They waited for Julia.", ["Julia"]),
        ("He gave it to Mr. Rook and Mrs. Rook.", ["Mr. Rook", "Mrs. Rook"]),
        ("It was O’Brien who saw Jean-Paul.", ["O’Brien", "Jean-Paul"]),
        ("A letter for Ludwig von Stern came.", ["Ludwig von Stern"]),
        ("They say St. John is here.", ["St. John"]),
        ("“Run!” said Nell.", ["Nell"]),
        ("She had seen Captain Flint’s hat.", ["Captain Flint"]),
        ("To Dorothea Mr. Pell had been kind.", ["Dorothea", "Mr. Pell"]),
        ("No more will I. Rook trusted me.", []),
    ],
)
def test_names_are_found(text: str, names: list[str]) -> None:
    assert sure(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Suddenly the door opened.",
        "“Oh! Yes,” he said. “Christmas is on Monday.”",
        "The English spoke French in December.",
        "THE END OF EVERYTHING",
        "Nobody came. Nothing moved. Rain fell.",
        "Don’t go. I’m tired, and God knows why.",
    ],
)
def test_capitals_that_name_nobody(text: str) -> None:
    assert sure(text) == []


def test_a_word_that_begins_a_sentence_is_a_name_once_it_is_known() -> None:
    assert sure("Quillon burned.") == []
    assert sure("Quillon burned.", known=("Quillon",)) == ["Quillon"]


def test_titles_are_told_from_names() -> None:
    (name,) = found("He asked Doctor Vane.")
    assert (name.titles, name.words, name.form) == (("Dr",), ("Vane",), "Dr Vane")


@pytest.mark.parametrize(
    "text", ["They lived in Pell Street.", "They came to Harrow Mill.", "The ship was in Bristol."]
)
def test_places_are_told_from_people(text: str) -> None:
    (name,) = found(text)
    assert name.place > name.person


def test_who_speaks_is_a_person() -> None:
    (name,) = found("“No,” said Quillon.")
    assert name.person > name.place
