"""What a name says by itself."""

from __future__ import annotations

import pytest

from wellanyway.reading.proper import form


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mr. Rook", "Mr Rook"),
        ("Mr. Rook’s", "Mr Rook"),
        ("MR. ROOK", "Mr Rook"),
        ("Doctor Vane", "Dr Vane"),
        ("my uncle Toby", "Uncle Toby"),
        ("poor little Nell", "Nell"),
        ("Lady Orme , of steady age and character", "Lady Orme"),
        ("Julia Rook, who had come", "Julia Rook"),
        ("the Widow Harrow", "Widow Harrow"),
        ("Tom 's Aunt Polly", "Aunt Polly"),
        ("a clerk named Josiah Lamb", "Josiah Lamb"),
        ("Long John Harrow", "Long John Harrow"),
        ("the Queen of Hearts", "Queen of Hearts"),
        ("“Rook”", "Rook"),
        ("old Mr. Rook", "old Mr Rook"),
        ("Charles II", "Charles II"),
        ("Canadian-born Joan Orme", "Joan Orme"),
    ],
)
def test_one_spelling(text: str, name: str) -> None:
    assert form(text).name == name
    assert form(name).name == name


@pytest.mark.parametrize(
    ("text", "titles", "given", "surname"),
    [
        ("Mr. Rook", ("Mr",), (), "Rook"),
        ("Julia A. Rook", (), ("Julia", "A."), "Rook"),
        ("Sir Edmund", ("Sir",), ("Edmund",), ""),
        ("Miss Julia", ("Miss",), ("Julia",), ""),
        ("Miss Orme", ("Miss",), (), "Orme"),
        ("Ludwig von Stern", (), ("Ludwig",), "Stern"),
        ("Caleb Rook, Esq.", (), ("Caleb",), "Rook"),
        ("Rook", (), (), ""),
    ],
)
def test_its_parts(text: str, titles: tuple[str, ...], given: tuple[str, ...], surname: str) -> None:
    found = form(text)
    assert (found.titles, found.given, found.surname) == (titles, given, surname)


@pytest.mark.parametrize(
    ("text", "gender"),
    [("Mrs. Rook", "f"), ("Dr. Vane", ""), ("Dr. Julia Vane", "f"), ("Jock Orme", "m"), ("Rook", ""),
     ("the Queen of Hearts", "f"), ("Mr. and Mrs. Rook", ""), ("Mrs. Caleb Rook", "f")],
)  # fmt: skip
def test_its_gender(text: str, gender: str) -> None:
    assert form(text).gender == gender


@pytest.mark.parametrize("text", ["the Rooks", "Mr. and Mrs. Rook", "the Misses Rook", "Englishmen"])
def test_several(text: str) -> None:
    assert form(text).is_plural


def test_a_place_is_taken_as_it_is() -> None:
    assert form("the old King’s Arms", "FAC").name == "King's Arms"
    assert form("the village of Harrow", "GPE").name == "Harrow"
    assert form("Mr. Rook", "LOC").titles == ("Mr",)
