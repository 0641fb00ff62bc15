from __future__ import annotations

import pytest

from tests.reading.reading_of import groups, read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They waited for Julia.", [["Julia"]]),
        ("He gave it to Mr. Rook and Mrs. Rook.", [["Mr. Rook"], ["Mrs. Rook"]]),
        ("It was O’Brien who saw Jean-Paul.", [["O’Brien"], ["Jean-Paul"]]),
        ("A letter for Ludwig von Stern came.", [["Ludwig von Stern"]]),
        ("They say St. John is here.", [["St. John"]]),
        ("“Run!” said Nell.", [["Nell"]]),
        ("She had seen Captain Flint’s hat.", [["Captain Flint"]]),
        ("To Dorothea Mr. Pell had been kind.", [["Dorothea"], ["Mr. Pell"]]),
    ],
)
def test_names_are_found(text: str, names: list[list[str]]) -> None:
    assert groups(text) == names


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
    assert groups(text) == []


def test_a_word_that_begins_a_sentence_waits_until_it_is_proven() -> None:
    first = "Quillon burned."
    assert groups(first) == []
    facts, _ = read(first, "We asked Quillon why.")
    names = [fact for fact in facts if fact.kind == "name"]
    assert sorted(fact.sentence for fact in names) == [0, 1]
    assert {fact.known_at for fact in names} == {2}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Here was Julia Rook. They followed Julia. They met Miss Rook.",
            [["Julia Rook", "Julia", "Miss Rook"]],
        ),
        ("Here was Tom. Everybody liked Tom Pell.", [["Tom", "Tom Pell"]]),
        ("He was Dr. Vane. A friend of Doctor Vane came.", [["Dr. Vane", "Doctor Vane"]]),
        (
            "It was Long John. It was John Silver. It was Long John Silver.",
            [["Long John"], ["John Silver", "Long John Silver"]],
        ),
    ],
)
def test_sure_aliases_are_joined(text: str, names: list[list[str]]) -> None:
    found = groups(text)
    if len(names) == 1:
        assert found == names
    else:
        facts, _ = read(text)
        assert [fact.kind for fact in facts if fact.kind == "same"] == ["same"]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Here were Julia Rook and Edith Rook. They met Miss Rook.", "Miss Rook"),
        ("Here were Mr. Rook and Mrs. Rook. Then Caleb Rook came.", "Mrs. Rook"),
        ("Here was Julia Rook. Later they met Mrs. Rook.", "Mrs. Rook"),
        ("Here were Tom Pell and Tom Vane. They saw Tom.", "Tom"),
    ],
)
def test_names_that_two_can_bear_are_not_joined(text: str, alone: str) -> None:
    assert [alone] in groups(text)


def test_what_was_joined_stays_joined_when_a_namesake_comes() -> None:
    facts, _ = read(
        "Here was Julia Rook.",
        "They followed Rook Hill and found Julia.",
        "There was Julia Pell.",
        "So they left Julia.",
    )
    julias = {
        fact.value["who"]
        for fact in facts
        if fact.kind == "name" and fact.value["name"] in {"Julia", "Julia Rook"}
    }
    assert len(julias) == 1


def test_places_are_told_from_people() -> None:
    facts, _ = read("They lived in Pell Street. They came to Harrow Mill. The ship was in Bristol.")
    assert all(
        int(str(fact.value.get("place", 0))) > int(str(fact.value.get("person", 0)))
        for fact in facts
        if fact.kind == "name"
    )
