"""Whether two forms may name one person: what a model takes for a name may be anything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wellanyway.reading.alike import AGAINST, NOTHING, compare
from wellanyway.reading.proper import form

_WORDS = st.sampled_from(
    "the a old young van de la Mr Mrs Miss Captain Sir Rook Julia Pell St. of and Jr. II men quite , - Uncle Rooks".split()
)
_TEXTS = st.lists(_WORDS, min_size=1, max_size=5).map(" ".join)


def test_words_without_a_capital_are_no_part_of_a_name() -> None:
    assert compare(form("quite the thing"), form("van de la")) == NOTHING
    assert compare(form("van de la"), form("Mr Rook")) == NOTHING


@given(_TEXTS, _TEXTS)
def test_any_two_forms_can_be_held_against_each_other(one: str, other: str) -> None:
    there, back = compare(form(one), form(other)), compare(form(other), form(one))

    assert AGAINST <= there <= 1
    assert AGAINST <= back <= 1
