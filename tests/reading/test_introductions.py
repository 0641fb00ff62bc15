"""Those whose sentence says that they are there."""

from __future__ import annotations

import pytest

from tests.reading.page_of import page_of
from wellanyway.reading.introductions import introduced, is_introduced, tagged
from wellanyway.reading.names import names_in
from wellanyway.reading.page import Page


def words(page: Page, first: int, last: int) -> str:
    return page.text[page.tokens[first].start : page.tokens[last - 1].end]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("And there was a stranger in a yellow coat, dripping.", ["a stranger in a yellow coat"]),
        ("There is a very old man, who counts for two.", ["a very old man"]),
        ("There was once a clerk of the market who said nothing.", ["a clerk"]),
        ("There was a lady friend.", ["a lady friend"]),
        ("There was a man's hat upon the nail.", []),
        ("There was a fire in the grate.", []),
        ("A stranger was there.", []),
    ],
)
def test_nouns_behind_there_is(text: str, found: list[str]) -> None:
    page = page_of(text)
    assert [words(page, *place) for place in introduced(page)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“I believe, sir,” said the man in the doorway, “that you are late.”", ["the man in the doorway"]),
        ("“No,” said a small boy.", ["a small boy"]),
        ("“No,” said the newspaper.", []),
        ("The man said the boy was late.", []),
    ],
)
def test_nouns_that_a_tag_names(text: str, found: list[str]) -> None:
    page = page_of(text)
    assert [words(page, *place) for place in tagged(page)] == found


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("There is Quillo, at the table.", True),
        ("He looks at Quillo, at the table.", False),
        ("There is London, at the end.", False),
    ],
)
def test_a_name_behind_there_is(text: str, is_one: bool) -> None:
    page = page_of(text)
    starts = {token.start: i for i, token in enumerate(page.tokens)}
    names = names_in(page.text, page.starts, {})
    assert [is_introduced(page, name, starts[name.start]) for name in names] == [is_one]
