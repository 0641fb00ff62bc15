"""What the words of a mention say by themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellanyway.reading.wording import FORMS, PRONOUNS, head_of, wording

_HE, _SHE, _IT, _I, _WE, _YOU, _THEY, _OTHER = range(8)


@pytest.mark.parametrize(
    ("word", "number", "gender", "is_plural"),
    [
        ("he", _HE, "m", False),
        ("His", _HE, "m", False),
        ("herself", _SHE, "f", False),
        ("its", _IT, "", False),
        ("I", _I, "", False),
        ("my", _I, "", False),
        ("us", _WE, "", True),
        ("thee", _YOU, "", False),
        ("You", _YOU, "", False),
        ("themselves", _THEY, "", True),
        ("who", _OTHER, "", False),
        ("each", _OTHER, "", False),
    ],
)
def test_pronouns_have_their_class(word: str, number: int, gender: str, is_plural: bool) -> None:
    found = wording([word])
    assert (found.form, found.pronoun, found.gender, found.is_plural) == (
        "pronoun",
        number,
        gender,
        is_plural,
    )
    assert found.head == word.lower()
    assert found.determiner == ""


def test_every_pronoun_is_one_however_it_is_written() -> None:
    for word in PRONOUNS:
        for form in (word, word.capitalize()):
            assert wording([form]).form == "pronoun"
    assert wording(["her", "hat"]).pronoun == -1


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("the taller man", "man"),
        ("the man with the lamp", "man"),
        ("the man who sold the boat", "man"),
        ("the captain of the ship", "captain"),
        ("Mary Lamb", "Lamb"),
        ("Mary Lamb , the miller", "Lamb"),
        ("Tom 's sister", "sister"),
        ("the old miller 's", "miller"),
        ("the Rooks ’", "Rooks"),
        ("a boy and a girl", "boy"),
        ("one of them", "one"),
        ("that fellow", "fellow"),
        ("her", "her"),
        ("—", "—"),
    ],
)
def test_heads(text: str, head: str) -> None:
    words = text.split()
    assert words[head_of(words)] == head


@pytest.mark.parametrize(
    ("text", "form", "determiner"),
    [
        ("the miller", "common", "the"),
        ("a boy", "common", "a"),
        ("Some men", "common", "a"),
        ("my brother", "common", "poss"),
        ("Tom 's sister", "common", "poss"),
        ("these people", "common", "this"),
        ("two men", "common", "num"),
        ("men", "common", ""),
        ("Tom", "proper", ""),
        ("Mr. Rook", "proper", ""),
        ("the Crooked Inn", "proper", "the"),
        ("his Aunt Ruth", "proper", "poss"),
    ],
)
def test_forms_and_determiners(text: str, form: str, determiner: str) -> None:
    found = wording(text.split())
    assert (found.form, found.determiner, found.pronoun) == (form, determiner, -1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the old miller of Pell", ("old", "miller")),
        ("Julia Rook", ("julia", "rook")),
        ("the Crooked Inn", ("crooked", "inn")),
        ("my brother", ("brother",)),
        ("one of them", ("one",)),
    ],
)
def test_words_are_small_without_determiner_and_end_with_the_head(text: str, words: tuple[str, ...]) -> None:
    assert wording(text.split()).words == words


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("the gentleman", "m"),
        ("his sister", "f"),
        ("Mr. Rook", "m"),
        ("Mrs. Rook", "f"),
        ("Captain Rook", ""),
        ("Lady Vane", "f"),
        ("Silas Rook", "m"),
        ("Julia", "f"),
        ("Rook", ""),
        ("the doctor", ""),
        ("julia", ""),  # no name
    ],
)
def test_gender_by_noun_title_or_given_name(text: str, gender: str) -> None:
    assert wording(text.split()).gender == gender


@pytest.mark.parametrize(
    ("text", "is_plural"),
    [
        ("the boys", True),
        ("people", True),
        ("the men", True),
        ("three sailors", True),
        ("the Rooks", True),
        ("Tom and Julia", True),
        ("the glass", False),
        ("the boss", False),
        ("a bus", False),
        ("Silas", False),
        ("Tom", False),
        ("the miller", False),
    ],
)
def test_number(text: str, is_plural: bool) -> None:
    assert wording(text.split()).is_plural is is_plural


@given(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=6))
def test_any_words_say_something(words: list[str]) -> None:
    found = wording(words)
    assert found.form in FORMS
    assert found.words
    assert 0 <= head_of(words) < len(words)
    assert (found.pronoun >= 0) is (found.form == "pronoun")
